"""The two drivers: they send what `calls` prepared and wait when `delivery` says so, and nothing else."""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from .base_client import AnyClient, Connection
from .delivery import Delivery
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

    def call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        """Carry out one operation; the resources' methods are the typed way to do this."""
        delivery = self._begin(operation, **arguments)
        failure: BaseException | None = None
        try:
            return self._deliver(delivery)
        except BaseException as error:
            failure = error
            self._failed(delivery, error)
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


class AsyncClient(AnyClient):
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
            self._failed(delivery, error)
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
