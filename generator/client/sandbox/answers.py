"""What the operations say, and how it becomes an HTTP answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from ..runtime.messages import Answer, Headers
from .decisions import headers_of_created, headers_of_write

__all__ = [
    "Created",
    "Done",
    "Refusal",
    "Reply",
    "Shown",
    "created",
    "done",
    "not_allowed",
    "refused",
    "shown",
]


@attrs.frozen
class Shown:
    """Success with a body: the answer to a read."""

    body: Any


@attrs.frozen
class Done:
    """Success without a body."""


@attrs.frozen
class Created:
    """Success that made something.

    Args:
        header: the header that carries the id.
        identifier: the id.
        reader: the name of the operation that reads what was made.
        parameter: the path parameter in which the reader takes the id.
    """

    header: Literal["Capture-Id", "Refund-Id"]
    identifier: str
    reader: str
    parameter: str


Reply: TypeAlias = Shown | Done | Created


class Refusal(Exception):
    """The service will not do what was asked, and has changed nothing.

    Args:
        status_code: the HTTP status.
        error_code: the vendor's code.
        messages: sentences about it; they never quote what the caller sent.
        headers: what goes out besides the body.
    """

    def __init__(
        self, status_code: int, error_code: str, *messages: str, headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(status_code, error_code, *messages)
        self.status_code = status_code
        self.error_code = error_code
        self.messages = messages
        self.headers: tuple[tuple[str, str], ...] = tuple(headers)


def not_allowed(message: str, *, error_code: str = "NOT_ALLOWED") -> Refusal:
    """Return the refusal for what the state of an order forbids."""
    return Refusal(403, error_code, message)


def shown(body: Any) -> Answer:
    """Return the answer that shows `body`."""
    return _json(200, body)


def done(correlation_id: str) -> Answer:
    """Return the answer that has nothing to show."""
    return Answer(204, Headers(headers_of_write(correlation_id=correlation_id)))


def created(header: str, identifier: str, location: str, correlation_id: str) -> Answer:
    """Return the answer to the making of something."""
    own = headers_of_created(id_header=header, identifier=identifier, location=location)
    return Answer(201, Headers([*own, *headers_of_write(correlation_id=correlation_id)]))


def refused(refusal: Refusal, correlation_id: str) -> Answer:
    """Return the answer for a refusal, in the form both vendors share."""
    messages: Sequence[str] = refusal.messages
    body: Mapping[str, Any] = {
        "correlation_id": correlation_id,
        "error_code": refusal.error_code,
        "error_messages": list(messages),
    }
    return _json(refusal.status_code, body, refusal.headers)


def _json(status_code: int, body: Any, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    # In ASCII, since a stored text may hold half of a surrogate pair, which UTF-8 has no form for.
    content = json.dumps(body, allow_nan=False, separators=(",", ":")).encode("ascii")
    return Answer(status_code, Headers([("Content-Type", "application/json"), *headers]), content)
