"""Lets an application watch its calls: metrics, traces, an audit trail of idempotency keys.

A hook sees names, numbers and ids, never bodies or credentials. What it raises is logged and goes
no further: a broken metric must not make a capture that happened look like one that failed.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Final, Protocol

import attrs

from .errors import Outcome

__all__ = ["AsyncHook", "Attempt", "AttemptStart", "CallEnd", "Hook"]

logger: Final = logging.getLogger("kco")


@attrs.frozen(kw_only=True)
class AttemptStart:
    """An attempt is about to be made; not one of its bytes has gone out.

    Args:
        operation: the call, e.g. ``captures.create``.
        number: 1 for the first attempt of a call.
        idempotency_key: the key it will carry, ``None`` for operations without one.
    """

    operation: str
    number: int
    idempotency_key: str | None


@attrs.frozen(kw_only=True)
class Attempt:
    """An attempt that has ended.

    Args:
        operation: the call, e.g. ``captures.create``.
        number: 1 for the first attempt of a call.
        idempotency_key: the key it carried.
        status_code: the answer's status, ``None`` if there was no answer.
        outcome: what became of it; an attempt that succeeded is ``applied``.
        elapsed: seconds it took.
        correlation_id: the vendor's id for its own logs, where it sent one.
        retry_in: seconds until the next attempt, ``None`` if this was the last.
        error: what went wrong where there was no answer.
    """

    operation: str
    number: int
    idempotency_key: str | None
    status_code: int | None
    outcome: Outcome
    elapsed: float
    correlation_id: str | None
    retry_in: float | None
    error: str | None


@attrs.frozen(kw_only=True)
class CallEnd:
    """A call is over.

    Args:
        operation: the call, e.g. ``captures.create``.
        attempts: how many times it was tried.
        idempotency_key: the key it carried.
        outcome: what became of it over all attempts.
        elapsed: seconds it took, waits included.
    """

    operation: str
    attempts: int
    idempotency_key: str | None
    outcome: Outcome
    elapsed: float


class Hook(Protocol):
    """Watches the calls of a client."""

    def before_attempt(self, event: AttemptStart) -> None:
        """An attempt is about to be made."""
        ...

    def after_attempt(self, event: Attempt) -> None:
        """An attempt has ended."""
        ...

    def after_call(self, event: CallEnd) -> None:
        """A call is over."""
        ...


class AsyncHook(Protocol):
    """Watches the calls of an asynchronous client, which waits for it."""

    def before_attempt(self, event: AttemptStart) -> Awaitable[None]:
        """An attempt is about to be made."""
        ...

    def after_attempt(self, event: Attempt) -> Awaitable[None]:
        """An attempt has ended."""
        ...

    def after_call(self, event: CallEnd) -> Awaitable[None]:
        """A call is over."""
        ...
