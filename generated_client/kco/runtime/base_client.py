# Copied from generator/client/runtime/base_client.py by "make generate"; change that, not this.
"""Room 1, the half that does no I/O: shared by the blocking and the asynchronous client.

Many threads may use a blocking client at once. An asynchronous one lets the event loop run while it waits: that of
asyncio or of trio.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, Self, TypeVar

import attrs

from .. import __version__
from .attempts import Delivery
from .errors import ConfigurationError, IdempotencyKeyReusedError, KcoError, ResponseError
from .events import AnyHook, Watchers
from .lifetime import Lifetime
from .operation import Operation, Replay
from .options import BasicAuthentication, Options
from .request import Call, ClientHeaders, KeyGuard, prepare
from .response import RawResult
from .retries import RetryOption, RetryPolicy, policy_from
from .timeouts import Deadline, TimeoutOption, timeouts_from

__all__ = ["BaseClient", "BaseResource", "Connection"]

T = TypeVar("T")
R = TypeVar("R")


@attrs.frozen(repr=False)
class Connection:
    """Where a client sends its requests, and as whom.

    Args:
        base_url: scheme and host, without a slash at the end.
        environment: its name, for people.
        authentication: the credential.
    """

    base_url: str
    environment: str
    authentication: BasicAuthentication

    @property
    def host(self) -> str:
        """The name of the server, with its port if it is not the usual one."""
        return self.base_url.partition("://")[2].partition("/")[0]


class BaseClient:
    """The base of `Client` and `AsyncClient`: an address, options, and the start of a call."""

    ERROR_CODES: ClassVar[Mapping[str, type[ResponseError]]] = MappingProxyType({})
    KEY_HEADER: ClassVar[str | None] = None

    def __init__(self, connection: Connection, options: Options, *, owns_transport: bool) -> None:
        self._connection = connection
        self._owns_transport = owns_transport
        # Its own lifetime, and that of the client whose connections it shares: for a client that is no
        # copy they are one.
        self._lifetimes: tuple[Lifetime, ...] = (Lifetime(),)
        self._guard = KeyGuard()
        self._use(options)

    def _use(self, options: Options) -> None:
        self._options = options
        self._host = self._connection.host
        self._watchers = self._watch(options.hooks)
        self._resources: dict[object, Any] = {}
        user_agent = f"kco/{__version__}" + (f" {options.app_info}" if options.app_info else "")
        pairs = (
            self._connection.authentication.header(),
            ("Accept", "application/json"),
            ("User-Agent", user_agent),
            *options.headers.items(),
        )
        self._headers = ClientHeaders((name.lower(), (name, value)) for name, value in pairs)

    def _watch(self, hooks: Iterable[AnyHook]) -> Watchers:
        """Return the methods of the hooks, which have to fit this kind of client."""
        raise NotImplementedError

    def __repr__(self) -> str:
        # A client whose constructor failed is shown, too: in the locals of its traceback.
        connection: Connection | None = getattr(self, "_connection", None)
        return f"{type(self).__name__}(environment={connection.environment if connection else None!r})"

    @property
    def environment(self) -> str:
        """The name of the environment that requests go to."""
        return self._connection.environment

    @property
    def base_url(self) -> str:
        """The scheme and host that requests go to."""
        return self._connection.base_url

    def with_options(
        self,
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] | None = None,
        app_info: str | None = None,
        validate: bool | None = None,
    ) -> Self:
        """Return a copy with other options, which shares the connections of this client.

        This client stays as it is, and closing the copy closes no connection.

        Args:
            timeout: seconds for a whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            headers: headers to send besides those this client sends.
            hooks: watchers of the copy's calls, instead of this client's.
            app_info: what to append to the User-Agent, e.g. ``shop/1.2``.
            validate: whether request bodies are checked before they are sent.

        Raises:
            ConfigurationError: an option is of a wrong type or out of bounds.
        """
        options = self._options.replaced(
            timeout=timeout,
            retries=retries,
            headers=headers,
            hooks=hooks,
            app_info=app_info,
            validate=validate,
        )
        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy._owns_transport = False
        copy._lifetimes = (Lifetime(), self._lifetimes[-1])
        copy._use(options)
        return copy

    def _resource(self, kind: Callable[[Self], R]) -> R:
        """Return the resource of a class, made at its first use."""
        found: R | None = self._resources.get(kind)
        if found is None:
            found = self._resources[kind] = kind(self)
        return found

    def _prepare(self, operation: Operation[T], *, validate: bool | None = None, **arguments: Any) -> Call[T]:
        """Check what the caller passed, and return the call.

        Raises:
            InvalidInputError: with every violation that was found.
        """
        return prepare(
            operation,
            base_url=self._connection.base_url,
            client_headers=self._headers,
            validate=self._options.validate if validate is None else validate,
            **arguments,
        )

    def _limits(
        self, timeout: TimeoutOption | None, retries: RetryOption | None
    ) -> tuple[Deadline, RetryPolicy]:
        """Return when a call that begins now is over, and when it is tried again."""
        options = self._options
        timeouts = options.timeouts if timeout is None else timeouts_from(timeout, options.timeouts)
        policy = options.policy if retries is None else policy_from(retries, options.policy)
        return Deadline.start(timeouts, time.monotonic()), policy

    def _start(self, call: Call[T], deadline: Deadline, policy: RetryPolicy) -> Delivery[T]:
        """Return the delivery of a call that may be sent.

        Raises:
            ConfigurationError: the client is closed, or may not call this.
        """
        name = call.operation.name
        if any(lifetime.closed for lifetime in self._lifetimes):
            raise ConfigurationError(
                "the client is closed; make a new one", operation=name, idempotency_key=call.idempotency_key
            )
        self._permit(call.operation)
        return Delivery(
            call,
            policy=policy,
            deadline=deadline,
            error_codes=self.ERROR_CODES,
            host=self._host,
        )

    def _begin(
        self,
        operation: Operation[T],
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        **arguments: Any,
    ) -> Delivery[T]:
        """Check everything that can be checked before anything is sent, and return the delivery."""
        deadline, policy = self._limits(timeout, retries)
        delivery = self._start(self._prepare(operation, **arguments), deadline, policy)
        if operation.body is not None:
            self._review(operation.name, arguments.get("body"))
        delivery.ticket = self._admit(delivery.call)
        return delivery

    def _permit(self, operation: Operation[Any]) -> None:
        """Raise if nothing may be called now; for subclasses that know a reason."""

    def _review(self, called: str, body: Any) -> None:
        """Look at the body of a call that fits the description; for subclasses that know what it means.

        Args:
            called: the method that was called.
            body: what the caller passed.

        Raises:
            InvalidInputError: it must not be sent.
        """

    def _failed(self, delivery: Delivery[Any] | None, error: BaseException) -> None:
        """Complete the error of a call that failed, and forget its key if nothing was sent."""
        if delivery is None:
            return
        if isinstance(error, KcoError):
            delivery.complete(error)
        key = delivery.call.idempotency_key
        if delivery.outcome == "not_sent" and key is not None and delivery.ticket is not None:
            self._guard.withdraw(key, delivery.ticket)

    def _admit(self, call: Call[Any]) -> int | None:
        key = call.idempotency_key
        if key is None:
            return None
        ticket = self._guard.admit(key, call.request)
        if ticket is None:
            raise IdempotencyKeyReusedError(
                "this idempotency key was used for another request, and the server would answer with "
                "the result of that one; pass another key, or the arguments it was used with",
                operation=call.operation.name,
                idempotency_key=key,
            )
        return ticket

    def _raw_operation(self, method: str, path: str, *, keyed: bool) -> Operation[Any]:
        """Return an operation for a path that the description does not have.

        Raises:
            ConfigurationError: the method or the path is malformed, or the path leads away from the API.
        """
        if not isinstance(method, str) or not isinstance(path, str):
            raise ConfigurationError("method and path are text (str)")
        method = method.upper()
        segments = path.partition("?")[0].split("/")
        if not path.startswith("/") or path.startswith("//") or {".", ".."} & set(segments):
            raise ConfigurationError("path begins with one slash and has no segment '.' or '..'")
        if not path.isascii() or not path.isprintable() or " " in path or "#" in path or "\\" in path:
            raise ConfigurationError("path is percent-encoded ASCII without a fragment")
        if not method.isascii() or not method.isalpha():
            raise ConfigurationError("method: expected an HTTP method such as GET")
        safe = method in ("GET", "HEAD", "OPTIONS")
        return Operation(
            name=f"{method} {path.partition('?')[0]}",
            identifier="",
            method=method,
            path=(path,),
            path_parameters=(),
            replay=Replay.SAFE if safe else Replay.BY_KEY if keyed else Replay.NEVER,
            result=RawResult(needs_body=safe),
            key_header=None if safe else self.KEY_HEADER,
        )


class BaseResource:
    """A group of operations: the base of the blocking and the asynchronous resources."""

    __slots__ = ("_client",)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
