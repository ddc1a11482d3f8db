# Copied from generator/client/runtime/async_client.py by "make generate"; change that, not this.
"""Room 1: a call comes in as an operation and its arguments; its `Response`, or an exception, goes out.

The client sends what `Delivery` hands out, waits when it says so, and tells the hooks, nothing else. Generated
resources are the typed way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar

from .attempts import Delivery
from .base_client import BaseClient, BaseResource, Connection
from .encoding import UNSET
from .errors import KcoError
from .events import AnyHook, Watchers, can_tell_async, tell_async
from .frames import forget_locals
from .lifetime import pause_async
from .operation import Operation
from .options import Options, watchers_of_async
from .response import Response
from .retries import RetryOption
from .timeouts import TimeoutOption
from .transport import AsyncTransport, TransportError

__all__ = ["AsyncClient", "AsyncResource", "AsyncResourceWithResponse"]

T = TypeVar("T")


class AsyncClient(BaseClient):
    """A client whose calls are asynchronous; see `BaseClient`."""

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

    def _watch(self, hooks: Iterable[AnyHook]) -> Watchers:
        return watchers_of_async(hooks)

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
        watchers = self._watchers.after_call
        try:
            response = await self._attempt(delivery)
        except BaseException as error:
            if watchers and can_tell_async(error):
                await tell_async("after_call", watchers, delivery.end())
            raise
        if watchers:
            await tell_async("after_call", watchers, delivery.end())
        return response

    async def _attempt(self, delivery: Delivery[T]) -> Response[T]:
        watchers = self._watchers
        while True:
            start = delivery.next_attempt(is_watched=bool(watchers.before_attempt))
            if watchers.before_attempt:
                await tell_async("before_attempt", watchers.before_attempt, start)
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
                await tell_async("after_attempt", watchers.after_attempt, attempt)
            if attempt.retry_in is None:
                return delivery.result()
            if await self._pause(attempt.retry_in):
                return delivery.result(closed=True)

    async def _pause(self, seconds: float) -> bool:
        """Wait, and return whether the client was closed meanwhile."""
        return await pause_async(seconds, self._lifetimes)

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
        return await self.call(operation, arguments)

    async def close(self) -> None:
        """Close every connection, and end the calls under way; the client cannot be used afterwards.

        Each call that is ended says what became of it, as for every other failure. Closing a copy closes
        no connection: a request of the copy that is under way ends by itself, and is not tried again.
        """
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


class AsyncResource(BaseResource):
    """A group of operations whose methods are asynchronous and return the value alone."""

    __slots__ = ()
    _client: AsyncClient

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], **arguments: Any) -> T:
        return (await self._client.call(operation, arguments)).data


class AsyncResourceWithResponse(BaseResource):
    """The same operations, whose methods return the whole `Response`."""

    __slots__ = ()
    _client: AsyncClient

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        return await self._client.call(operation, arguments)
