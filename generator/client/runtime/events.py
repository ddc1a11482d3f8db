"""Hooks watch calls: an event comes in and goes to each hook. `Outcome` is here because events and errors share it.

A hook sees names, numbers, addresses and ids, never bodies or credentials. What it raises is logged and
goes no further: a broken metric must not make a capture that happened look like one that failed.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Final, Literal, Protocol, TypeAlias

import attrs

from .messages import is_header_name, is_header_text

__all__ = [
    "AnyHook",
    "AsyncHook",
    "Attempt",
    "AttemptStart",
    "CallEnd",
    "ExtraHeaders",
    "Hook",
    "Outcome",
    "Watchers",
    "can_tell",
    "can_tell_async",
    "tell",
    "tell_async",
    "worst",
]

logger: Final = logging.getLogger("kco")

Outcome: TypeAlias = Literal["not_sent", "rejected", "unknown", "applied"]

# From harmless to harmful: what is said of a call is the worst that is true of any of its attempts.
_SEVERITY: Final[Mapping[Outcome, int]] = {"not_sent": 0, "rejected": 1, "unknown": 2, "applied": 3}


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a call whose attempts ended in these; without any it was not sent."""
    found: Outcome = "not_sent"
    for outcome in outcomes:
        if _SEVERITY[outcome] > _SEVERITY[found]:
            found = outcome
    return found


# The client alone sets the headers that frame a request or say who sends it.
_NOT_FOR_HOOKS: Final = frozenset(
    {
        "authorization", "connection", "content-encoding", "content-length", "content-type", "cookie",
        "expect", "host", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
    }
)  # fmt: skip


class ExtraHeaders(MutableMapping[str, str]):
    """Headers that hooks add to one attempt, such as ``traceparent``; names look past letter case.

    Setting a header raises ``ValueError`` if it frames the request, carries a credential or the
    idempotency key, or is no header at all.

    Args:
        key_header: the header of the idempotency key, where the operation has one.
    """

    __slots__ = ("_key_header", "_values")

    def __init__(self, key_header: str | None = None) -> None:
        self._key_header = (key_header or "").lower()
        self._values: dict[str, tuple[str, str]] = {}

    def __setitem__(self, name: str, value: str) -> None:
        if not is_header_name(name):
            raise ValueError("the name of a header is made of letters, digits and hyphens")
        if name.lower() in _NOT_FOR_HOOKS or name.lower() == self._key_header:
            raise ValueError(f"a hook cannot set {name}: it belongs to the client")
        if not is_header_text(value):
            raise ValueError(f"the value of {name} is not printable ASCII text")
        self._values[name.lower()] = (name, value)

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()][1]

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._values.values())

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"ExtraHeaders({', '.join(self)})"

    def added_to(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Return a request's headers with these in place of those of the same name."""
        kept = (pair for pair in headers if pair[0].lower() not in self._values)
        return (*kept, *self._values.values())


@attrs.frozen(kw_only=True)
class AttemptStart:
    """An attempt is about to be made; nothing of it has gone out.

    Args:
        operation: the call, e.g. ``captures.create``.
        call_id: the same for all attempts of one call, and for no other call.
        attempt_id: this attempt's own.
        number: 1 for the first attempt of a call.
        method: the HTTP method.
        url: the address without its query.
        host: the server's name, with its port if it is not the usual one.
        idempotency_key: the key it will carry, ``None`` for operations without one.
        headers: what hooks add to this attempt; headers of the client that have the same name are
            replaced.
    """

    operation: str
    call_id: str
    attempt_id: str
    number: int
    method: str
    url: str
    host: str
    idempotency_key: str | None
    headers: ExtraHeaders = attrs.field(factory=ExtraHeaders, eq=False)


@attrs.frozen(kw_only=True)
class Attempt:
    """An attempt that has ended.

    Args:
        operation: the call, e.g. ``captures.create``.
        call_id: the same for all attempts of one call, and for no other call.
        attempt_id: this attempt's own.
        number: 1 for the first attempt of a call.
        method: the HTTP method.
        url: the address without its query.
        host: the server's name, with its port if it is not the usual one.
        idempotency_key: the key it carried.
        status_code: the answer's status, ``None`` if there was no answer.
        outcome: what became of it; an attempt that succeeded is ``applied``.
        elapsed: seconds it took.
        correlation_id: the vendor's id for its own logs, where it sent one.
        retry_in: seconds until the next attempt, ``None`` if this was the last.
        error: what went wrong where there was no answer.
    """

    operation: str
    call_id: str
    attempt_id: str
    number: int
    method: str
    url: str
    host: str
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
        call_id: the same as in the events of its attempts.
        method: the HTTP method.
        url: the address without its query.
        host: the server's name, with its port if it is not the usual one.
        attempts: how many times it was tried.
        idempotency_key: the key it carried.
        status_code: the last answer's status, ``None`` if the last attempt had no answer.
        outcome: what became of it over all attempts.
        elapsed: seconds it took, waits included.
    """

    operation: str
    call_id: str
    method: str
    url: str
    host: str
    attempts: int
    idempotency_key: str | None
    status_code: int | None
    outcome: Outcome
    elapsed: float


class Hook:
    """Watches the calls of a client. Override what you need; a class of your own with one of these fits, too."""

    def before_attempt(self, event: AttemptStart) -> None:
        """Take note that an attempt is about to be made, and add to ``event.headers`` if you like."""

    def after_attempt(self, event: Attempt) -> None:
        """Take note that an attempt has ended."""

    def after_call(self, event: CallEnd) -> None:
        """Take note that a call is over."""


class AsyncHook:
    """Watches the calls of an asynchronous client, which waits for it. Override what you need."""

    async def before_attempt(self, event: AttemptStart) -> None:
        """Take note that an attempt is about to be made, and add to ``event.headers`` if you like."""

    async def after_attempt(self, event: Attempt) -> None:
        """Take note that an attempt has ended."""

    async def after_call(self, event: CallEnd) -> None:
        """Take note that a call is over."""


class _BeforeAttempt(Protocol):
    def before_attempt(self, event: AttemptStart) -> Awaitable[None] | None: ...


class _AfterAttempt(Protocol):
    def after_attempt(self, event: Attempt) -> Awaitable[None] | None: ...


class _AfterCall(Protocol):
    def after_call(self, event: CallEnd) -> Awaitable[None] | None: ...


#: An object with at least one of the methods ``before_attempt``, ``after_attempt`` and ``after_call``.
AnyHook: TypeAlias = _BeforeAttempt | _AfterAttempt | _AfterCall


@attrs.frozen
class Watchers:
    """The methods of a client's hooks, for each moment of a call in the order of the hooks."""

    before_attempt: tuple[Callable[[Any], Any], ...] = ()
    after_attempt: tuple[Callable[[Any], Any], ...] = ()
    after_call: tuple[Callable[[Any], Any], ...] = ()


def tell(moment: str, watchers: tuple[Callable[[Any], Any], ...], event: object) -> None:
    """Call each watcher with an event; log what one of them raises."""
    for watch in watchers:
        try:
            told = watch(event)
            if inspect.iscoroutine(told):
                # Behind a decorator this does not show before; left open, Python would warn besides.
                told.close()
                raise TypeError("the hook is asynchronous, and this client blocks")
        except Exception:
            logger.exception("a hook failed in %s", moment)


async def tell_async(moment: str, watchers: tuple[Callable[[Any], Any], ...], event: object) -> None:
    """Call each watcher with an event, and wait for those that are asynchronous; log what one of them raises."""
    for watch in watchers:
        try:
            told = watch(event)
            if inspect.isawaitable(told):
                await told
        except Exception:
            logger.exception("a hook failed in %s", moment)


def can_tell(error: BaseException) -> bool:
    """Return whether watchers can be told of a call that ended with an exception: always."""
    return True


def can_tell_async(error: BaseException) -> bool:
    """Return the same for an asynchronous call: a coroutine that is thrown away can wait for nothing any more."""
    return not isinstance(error, GeneratorExit)
