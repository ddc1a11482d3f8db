# Copied from generator/client/runtime/responses.py by "make generate"; change that, not this.
"""The whole answer to a call, for those who need more than its value."""

from __future__ import annotations

from typing import Generic, TypeVar

import attrs

from .messages import Headers
from .models import Model
from .results import CreatedModel

__all__ = ["Response"]

T_co = TypeVar("T_co", covariant=True)


def _redacted(data: object) -> str:
    # Models know what is personal in them; of raw JSON nobody does.
    if data is None or isinstance(data, (Model, CreatedModel)):
        return repr(data)
    if isinstance(data, tuple) and all(isinstance(item, Model) for item in data):
        return repr(data)
    return f"<{type(data).__name__}>"


@attrs.frozen(kw_only=True)
class Response(Generic[T_co]):
    """What ``with_response`` methods return.

    Args:
        data: the value that the plain method returns.
        status_code: the HTTP status, a 2xx.
        headers: the response headers, by name in any letter case.
        correlation_id: the vendor's id for its own logs, where it sent one.
        attempts: how many times the request was tried, at least 1.
        elapsed: seconds from the start of the call to its answer.
        idempotency_key: the key that was sent, ``None`` for operations without one.
    """

    data: T_co = attrs.field(repr=_redacted)
    status_code: int
    headers: Headers
    correlation_id: str | None
    attempts: int
    elapsed: float
    idempotency_key: str | None
