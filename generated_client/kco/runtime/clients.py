"""The two drivers: they send what `calls` prepared and wait when `delivery` says so, and nothing else."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType, TracebackType
from typing import Any, ClassVar, Final, Self, TypeVar

import attrs

from .. import __version__
from .authentication import BasicAuthentication
from .calls import Call, prepare
from .delivery import Delivery
from .errors import ConfigurationError, IdempotencyKeyReusedError, KcoError, ResponseError
from .key_guard import KeyGuard
from .operations import Operation, Replay
from .options import AnyHook, Options
from .responses import Response
from .results import RawResult
from .retries import RetryOption, policy_from
from .timeouts import Deadline, TimeoutOption, timeouts_from
from .transport import AsyncTransport, Transport, TransportError
from .unset import UNSET

__all__ = ["AsyncClient", "Client", "Connection"]

T = TypeVar("T")
R = TypeVar("R")
logger: Final = logging.getLogger("kco")


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


@attrs.define
class _Lifetime:
    """What a client and its copies share: when the pool is closed, all of them are."""

    closed: bool = False


class _AnyClient:
    """What both clients know, and neither has to wait for."""

    ERROR_CODES: ClassVar[Mapping[str, type[ResponseError]]] = MappingProxyType({})
    KEY_HEADER: ClassVar[str | None] = None

    def __init__(self, connection: Connection, options: Options, *, owns_transport: bool) -> None:
        self._connection = connection
        self._owns_transport = owns_transport
        self._pool_lifetime = _Lifetime()
        self._lifetime = self._pool_lifetime
        self._guard = KeyGuard()
        self._use(options)

    def _use(self, options: Options) -> None:
        self._options = options
        self._resources: dict[object, Any] = {}
        user_agent = f"kco/{__version__}" + (f" {options.app_info}" if options.app_info else "")
        pairs = (
            self._connection.authentication.header(),
            ("Accept", "application/json"),
            ("User-Agent", user_agent),
            *options.headers.items(),
        )
        self._headers = {name.lower(): (name, value) for name, value in pairs}

    def __repr__(self) -> str:
        return f"{type(self).__name__}(environment={self._connection.environment!r})"

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
        copy._lifetime = _Lifetime()
        copy._use(options)
        return copy

    def _resource(self, kind: Callable[[Self], R]) -> R:
        """Return the resource of a class, made at its first use."""
        found: R | None = self._resources.get(kind)
        if found is None:
            found = self._resources[kind] = kind(self)
        return found

    def _begin(
        self,
        operation: Operation[T],
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
        **arguments: Any,
    ) -> Delivery[T]:
        """Check everything that can be checked before anything is sent."""
        if self._lifetime.closed or self._pool_lifetime.closed:
            raise ConfigurationError("the client is closed; make a new one", operation=operation.name)
        options = self._options
        timeouts = options.timeouts if timeout is None else timeouts_from(timeout, options.timeouts)
        policy = options.policy if retries is None else policy_from(retries, options.policy)
        call = prepare(
            operation,
            base_url=self._connection.base_url,
            client_headers=self._headers,
            validate=options.validate if validate is None else validate,
            **arguments,
        )
        self._admit(call)
        return Delivery(
            call,
            policy=policy,
            deadline=Deadline.start(timeouts, time.monotonic()),
            error_codes=self.ERROR_CODES,
        )

    def _admit(self, call: Call[Any]) -> None:
        key = call.idempotency_key
        if key is not None and not self._guard.admit(key, call.request):
            raise IdempotencyKeyReusedError(
                "this idempotency key was used for another request, and the server would answer with "
                "the result of that one; pass another key, or the arguments it was used with",
                operation=call.operation.name,
                idempotency_key=key,
            )

    def _raw_operation(self, method: str, path: str, *, keyed: bool) -> Operation[Any]:
        """Return an operation for a path that the description does not have.

        Raises:
            ConfigurationError: the path is none, or leads away from the API.
        """
        method = method.upper()
        segments = path.partition("?")[0].split("/")
        if not path.startswith("/") or path.startswith("//") or {".", ".."} & set(segments):
            raise ConfigurationError("path begins with one slash and has no segment '.' or '..'")
        if not path.isascii() or not path.isprintable() or " " in path or "#" in path or "\\" in path:
            raise ConfigurationError("path is percent-encoded ASCII without a fragment")
        if not method.isascii() or not method.isalpha():
            raise ConfigurationError("method is a word such as GET")
        safe = method in ("GET", "HEAD", "OPTIONS")
        return Operation(
            name=f"{method} {path.partition('?')[0]}",
            identifier="",
            method=method,
            path=(path,),
            path_parameters=(),
            replay=Replay.SAFE if safe else Replay.BY_KEY if keyed else Replay.NEVER,
            result=RawResult(),
            key_header=None if safe else self.KEY_HEADER,
        )


class Client(_AnyClient):
    """A client that blocks until the answer is there. Many threads may use it at once."""

    def __init__(
        self, connection: Connection, options: Options, transport: Transport, *, owns_transport: bool = True
    ) -> None:
        super().__init__(connection, options, owns_transport=owns_transport)
        self._transport = transport

    def call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        """Carry out one operation; the resources' methods are the typed way to do this."""
        delivery = self._begin(operation, **arguments)
        failure: BaseException | None = None
        try:
            return self._deliver(delivery)
        except BaseException as error:
            failure = error
            if not isinstance(error, KcoError):
                delivery.note(error)
            raise
        finally:
            self._tell("after_call", delivery.end(failure))

    def _deliver(self, delivery: Delivery[T]) -> Response[T]:
        while True:
            self._tell("before_attempt", delivery.start_attempt())
            try:
                attempt = delivery.answered(self._transport.send(delivery.call.request, delivery.deadline))
            except TransportError as error:
                attempt = delivery.failed(error)
            self._tell("after_attempt", attempt)
            if attempt.retry_in is None:
                return delivery.result()
            time.sleep(attempt.retry_in)

    def _tell(self, moment: str, event: object) -> None:
        for hook in self._options.hooks:
            try:
                getattr(hook, moment)(event)
            except Exception:
                logger.exception("a hook failed in %s", moment)

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = UNSET,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Any]:
        """Call what this client has no method for, with everything else it does for a call.

        Args:
            method: the HTTP method.
            path: the path below `base_url`, percent-encoded.
            json: the request body; nothing is checked, since nothing is known of it.
            query: parameters to append to the path.
            headers: headers to send besides the client's own.
            idempotency_key: makes a write repeatable; without one it is sent once.
            timeout: seconds for the whole call, or `Timeouts`.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            The response; its ``data`` is the decoded JSON, ``None`` for an empty body, and ``bytes``
            for any other.

        Raises:
            KcoError: as for every other call.
        """
        operation = self._raw_operation(method, path, keyed=idempotency_key is not None)
        return self.call(
            operation,
            path=(),
            body=json,
            query=query,
            headers=headers,
            idempotency_key=idempotency_key,
            timeout=timeout,
            retries=retries,
        )

    def close(self) -> None:
        """Close every connection; the client cannot be used afterwards. Copies close nothing."""
        self._lifetime.closed = True
        if self._owns_transport:
            self._pool_lifetime.closed = True
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncClient(_AnyClient):
    """A client that lets the event loop run while it waits."""

    def __init__(
        self,
        connection: Connection,
        options: Options,
        transport: AsyncTransport,
        *,
        owns_transport: bool = True,
    ) -> None:
        super().__init__(connection, options, owns_transport=owns_transport)
        self._transport = transport

    async def call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        """Carry out one operation; the resources' methods are the typed way to do this."""
        delivery = self._begin(operation, **arguments)
        failure: BaseException | None = None
        try:
            return await self._deliver(delivery)
        except BaseException as error:
            failure = error
            if not isinstance(error, KcoError):
                delivery.note(error)
            raise
        finally:
            await self._tell("after_call", delivery.end(failure))

    async def _deliver(self, delivery: Delivery[T]) -> Response[T]:
        while True:
            await self._tell("before_attempt", delivery.start_attempt())
            try:
                answer = await self._transport.send(delivery.call.request, delivery.deadline)
                attempt = delivery.answered(answer)
            except TransportError as error:
                attempt = delivery.failed(error)
            await self._tell("after_attempt", attempt)
            if attempt.retry_in is None:
                return delivery.result()
            await asyncio.sleep(attempt.retry_in)

    async def _tell(self, moment: str, event: object) -> None:
        for hook in self._options.hooks:
            try:
                told = getattr(hook, moment)(event)
                if inspect.isawaitable(told):
                    await told
            except Exception:
                logger.exception("a hook failed in %s", moment)

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = UNSET,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Any]:
        """Call what this client has no method for; see `Client.request`."""
        operation = self._raw_operation(method, path, keyed=idempotency_key is not None)
        return await self.call(
            operation,
            path=(),
            body=json,
            query=query,
            headers=headers,
            idempotency_key=idempotency_key,
            timeout=timeout,
            retries=retries,
        )

    async def close(self) -> None:
        """Close every connection; the client cannot be used afterwards. Copies close nothing."""
        self._lifetime.closed = True
        if self._owns_transport:
            self._pool_lifetime.closed = True
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
