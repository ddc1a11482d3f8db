"""Lets an application watch its calls: metrics, traces, an audit trail of idempotency keys.

A hook sees names, numbers, addresses and ids, never bodies or credentials. What it raises is logged and
goes no further: a broken metric must not make a capture that happened look like one that failed.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from typing import Any, Final, Protocol, TypeAlias

import attrs

from .errors import ConfigurationError, Outcome

__all__ = [
    "AnyHook",
    "AsyncHook",
    "Attempt",
    "AttemptStart",
    "CallEnd",
    "ExtraHeaders",
    "Hook",
    "Watchers",
]

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# What frames a request or says who sends it is for the client to say.
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
        if not isinstance(name, str) or not _TOKEN.fullmatch(name):
            raise ValueError("the name of a header is made of letters, digits and hyphens")
        if name.lower() in _NOT_FOR_HOOKS or name.lower() == self._key_header:
            raise ValueError(f"a hook cannot set {name}: it belongs to the client")
        if not isinstance(value, str) or not value.isascii() or not value.isprintable():
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

_MOMENTS: Final = ("before_attempt", "after_attempt", "after_call")


@attrs.frozen
class Watchers:
    """The methods of a client's hooks, for each moment of a call in the order of the hooks."""

    before_attempt: tuple[Callable[[Any], Any], ...] = ()
    after_attempt: tuple[Callable[[Any], Any], ...] = ()
    after_call: tuple[Callable[[Any], Any], ...] = ()

    @classmethod
    def of(cls, hooks: Iterable[AnyHook], *, asynchronous: bool) -> Watchers:
        """Return what hooks want to know.

        Raises:
            ConfigurationError: one of them watches nothing, or is asynchronous where nothing waits for it.
        """
        hooks = tuple(hooks)
        for hook in hooks:
            _check(hook, asynchronous=asynchronous)
        return cls(
            *(tuple(getattr(hook, moment) for hook in hooks if hasattr(hook, moment)) for moment in _MOMENTS)
        )


def _check(hook: object, *, asynchronous: bool) -> None:
    if inspect.isclass(hook):
        raise ConfigurationError(f"hooks holds the class {hook.__name__}; pass an object of it")
    name = type(hook).__name__
    methods = {moment: getattr(hook, moment) for moment in _MOMENTS if hasattr(hook, moment)}
    if not methods:
        raise ConfigurationError(f"the hook {name} has none of the methods {', '.join(_MOMENTS)}")
    for moment, method in methods.items():
        if not callable(method):
            raise ConfigurationError(f"{moment} of the hook {name} cannot be called")
        if not asynchronous and _is_asynchronous(method):
            raise ConfigurationError(
                f"{moment} of the hook {name} is asynchronous, and this client blocks; "
                "write it without async, or use the asynchronous client"
            )


def _is_asynchronous(method: Callable[..., Any]) -> bool:
    return inspect.iscoroutinefunction(method) or inspect.iscoroutinefunction(
        getattr(method, "__call__", None)  # noqa: B004  an object that is called, not one that can be
    )
