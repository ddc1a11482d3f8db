"""Lets an application watch its calls: metrics, traces, an audit trail of idempotency keys.

A hook sees names, numbers, addresses and ids, never bodies or credentials. What it raises is logged and
goes no further: a broken metric must not make a capture that happened look like one that failed.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping
from typing import Any, Final, Protocol, TypeAlias

import attrs

from .calls import is_header_name, is_header_text
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

_MOMENTS: Final = ("before_attempt", "after_attempt", "after_call")
_ASYNCHRONOUS: Final = inspect.CO_COROUTINE | inspect.CO_ITERABLE_COROUTINE
_GENERATOR: Final = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR


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
            ConfigurationError: one of them watches nothing, has a method that cannot be called with
                an event, or is asynchronous where nothing waits for it.
        """
        found: dict[str, list[Callable[[Any], Any]]] = {moment: [] for moment in _MOMENTS}
        for hook in hooks:
            for moment, method in _methods(hook, asynchronous=asynchronous).items():
                found[moment].append(method)
        return cls(*(tuple(found[moment]) for moment in _MOMENTS))


def _methods(hook: object, *, asynchronous: bool) -> dict[str, Callable[[Any], Any]]:
    if inspect.isclass(hook):
        raise ConfigurationError(f"hooks holds the class {hook.__name__}; pass an object of it")
    name = type(hook).__name__
    methods = dict(_attributes(hook, name))
    if not methods:
        raise ConfigurationError(f"the hook {name} has none of the methods {', '.join(_MOMENTS)}")
    for moment, method in methods.items():
        if not callable(method):
            raise ConfigurationError(f"{moment} of the hook {name} cannot be called")
        flags = _code_flags(method)
        if flags & _GENERATOR and not flags & _ASYNCHRONOUS:
            raise ConfigurationError(
                f"{moment} of the hook {name} is a generator, which nothing would run; write it without yield"
            )
        if flags & _ASYNCHRONOUS and not asynchronous:
            raise ConfigurationError(
                f"{moment} of the hook {name} is asynchronous, and this client blocks; "
                "write it without async, or use the asynchronous client"
            )
        if not _takes_an_event(method):
            raise ConfigurationError(f"{moment} of the hook {name} does not take one argument, the event")
    return methods


def _attributes(hook: object, name: str) -> Iterator[tuple[str, Any]]:
    for moment in _MOMENTS:
        try:
            yield moment, getattr(hook, moment)
        except Exception as error:
            # A property that fails with AttributeError is a fault, too, and no sign of an optional method.
            if isinstance(error, AttributeError) and inspect.getattr_static(hook, moment, None) is None:
                continue
            raise ConfigurationError(
                f"{moment} of the hook {name} cannot be read: {type(error).__name__}"
            ) from error


def _code_flags(method: Any) -> int:
    """Return the flags of the code that runs when a method is called, 0 if it is not written in Python.

    ``inspect.iscoroutinefunction`` does not look into a partial of a method or of an object that is
    called, and takes each mock with the specification of a function for a coroutine function.
    """
    while True:
        if isinstance(method, functools.partial):
            method = method.func
        elif inspect.ismethod(method):
            method = method.__func__
        else:
            break
    called = method if hasattr(method, "__code__") else type(method).__call__
    flags = getattr(getattr(called, "__code__", None), "co_flags", 0)
    return flags if type(flags) is int else 0


def _takes_an_event(method: Callable[..., Any]) -> bool:
    try:
        signature = inspect.signature(method)
    except (TypeError, ValueError):
        # Of what is written in C, Python may not know the parameters.
        return True
    try:
        signature.bind(None)
    except TypeError:
        return False
    return True
