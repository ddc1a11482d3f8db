# Copied from generator/client/runtime/clients.py by "make generate"; change that, not this.
"""The two drivers: they send what `calls` prepared and wait when `delivery` says so, and nothing else."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from .base_client import AnyClient, Connection
from .delivery import Delivery
from .errors import KcoError
from .frames import forget_locals
from .lifetime import pause, pause_async
from .operations import Operation
from .options import Options
from .responses import Response
from .retries import RetryOption
from .timeouts import TimeoutOption
from .transport import AsyncTransport, Transport, TransportError
from .unset import UNSET

__all__ = ["AsyncClient", "Client"]

T = TypeVar("T")
logger: Final = logging.getLogger("kco")


class Client(AnyClient):
    """A client that blocks until the answer is there. Many threads may use it at once."""

    def __init__(
        self, connection: Connection, options: Options, transport: Transport, *, owns_transport: bool = True
    ) -> None:
        super().__init__(connection, options, owns_transport=owns_transport)
        self._transport = transport

    def call(self, operation: Operation[T], arguments: dict[str, Any]) -> Response[T]:
        """Carry out one operation; the resources' methods are the typed way to do this.

        Args:
            operation: what is called.
            arguments: what the caller passed; emptied if the call fails.
        """
        delivery: Delivery[T] | None = None
        try:
            try:
                delivery = self._begin(operation, **arguments)
                return self._carry(delivery)
            except BaseException as error:
                self._failed(delivery, error)
                arguments.clear()
                forget_locals(error)
                raise
        except BaseException as error:
            # This may have interrupted the clause above, on behalf of an error that knew the outcome.
            if delivery is not None and not isinstance(error, KcoError):
                delivery.note(error)
            raise

    def _carry(self, delivery: Delivery[T]) -> Response[T]:
        """Make attempts until there is a result, and tell the hooks."""
        try:
            return self._attempt(delivery)
        finally:
            if self._watchers.after_call:
                self._tell("after_call", self._watchers.after_call, delivery.end())

    def _attempt(self, delivery: Delivery[T]) -> Response[T]:
        watchers = self._watchers
        while True:
            start = delivery.next_attempt(is_watched=bool(watchers.before_attempt))
            if watchers.before_attempt:
                self._tell("before_attempt", watchers.before_attempt, start)
            request = delivery.send_attempt(start)
            try:
                answer = self._transport.send(request, delivery.deadline)
            except TransportError as failure:
                attempt = delivery.failed(failure)
            except KcoError:
                delivery.withdraw_attempt()
                raise
            else:
                attempt = delivery.answered(answer)
            if watchers.after_attempt:
                self._tell("after_attempt", watchers.after_attempt, attempt)
            if attempt.retry_in is None:
                return delivery.result()
            if self._pause(attempt.retry_in):
                return delivery.result(closed=True)

    def _pause(self, seconds: float) -> bool:
        """Wait, and return whether the client was closed meanwhile."""
        return pause(seconds, self._lifetimes)

    def _tell(self, moment: str, watchers: tuple[Callable[[Any], Any], ...], event: object) -> None:
        for watch in watchers:
            try:
                told = watch(event)
                if inspect.iscoroutine(told):
                    # Behind a decorator this does not show before; left open, Python would warn besides.
                    told.close()
                    raise TypeError("the hook is asynchronous, and this client blocks")
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
        arguments: dict[str, Any] = {
            "path": (),
            "body": json,
            "query": query,
            "headers": headers,
            "idempotency_key": idempotency_key,
            "timeout": timeout,
            "retries": retries,
        }
        del json, query, headers  # Crash reporters print the locals of frames.
        return self.call(operation, arguments)

    def close(self) -> None:
        """Close every connection, and end the calls under way; the client cannot be used afterwards.

        Each call that is ended says what became of it, as for every other failure. Closing a copy closes
        no connection: a request of the copy that is under way ends by itself, and is not tried again.
        """
        self._lifetimes[0].close()
        if self._owns_transport:
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


class AsyncClient(AnyClient):
    """A client that lets the event loop run while it waits: that of asyncio or of trio."""

    _IS_ASYNCHRONOUS = True

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

    async def call(self, operation: Operation[T], arguments: dict[str, Any]) -> Response[T]:
        """Carry out one operation; the resources' methods are the typed way to do this.

        Args:
            operation: what is called.
            arguments: what the caller passed; emptied if the call fails.
        """
        delivery: Delivery[T] | None = None
        try:
            try:
                delivery = self._begin(operation, **arguments)
                return await self._carry(delivery)
            except BaseException as error:
                self._failed(delivery, error)
                arguments.clear()
                forget_locals(error)
                raise
        except BaseException as error:
            # This may have interrupted the clause above, on behalf of an error that knew the outcome.
            if delivery is not None and not isinstance(error, KcoError):
                delivery.note(error)
            raise

    async def _carry(self, delivery: Delivery[T]) -> Response[T]:
        """Make attempts until there is a result, and tell the hooks."""
        try:
            response = await self._attempt(delivery)
        except GeneratorExit:
            # The coroutine is being thrown away, and can wait for nothing any more.
            raise
        except BaseException:
            await self._tell("after_call", self._watchers.after_call, delivery.end())
            raise
        await self._tell("after_call", self._watchers.after_call, delivery.end())
        return response

    async def _attempt(self, delivery: Delivery[T]) -> Response[T]:
        watchers = self._watchers
        while True:
            start = delivery.next_attempt(is_watched=bool(watchers.before_attempt))
            if watchers.before_attempt:
                await self._tell("before_attempt", watchers.before_attempt, start)
            request = delivery.send_attempt(start)
            try:
                answer = await self._transport.send(request, delivery.deadline)
            except TransportError as failure:
                attempt = delivery.failed(failure)
            except KcoError:
                delivery.withdraw_attempt()
                raise
            else:
                attempt = delivery.answered(answer)
            if watchers.after_attempt:
                await self._tell("after_attempt", watchers.after_attempt, attempt)
            if attempt.retry_in is None:
                return delivery.result()
            if await self._pause(attempt.retry_in):
                return delivery.result(closed=True)

    async def _pause(self, seconds: float) -> bool:
        """Wait, and return whether the client was closed meanwhile."""
        return await pause_async(seconds, self._lifetimes)

    async def _tell(self, moment: str, watchers: tuple[Callable[[Any], Any], ...], event: object) -> None:
        for watch in watchers:
            try:
                told = watch(event)
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
        arguments: dict[str, Any] = {
            "path": (),
            "body": json,
            "query": query,
            "headers": headers,
            "idempotency_key": idempotency_key,
            "timeout": timeout,
            "retries": retries,
        }
        del json, query, headers  # Crash reporters print the locals of frames.
        return await self.call(operation, arguments)

    async def close(self) -> None:
        """Close every connection, and end the calls under way; see `Client.close`."""
        self._lifetimes[0].close()
        if self._owns_transport:
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
