"""The asynchronous twin of `pools`, for one thread: its connections outlive the event loops of that thread."""

from __future__ import annotations

import ssl
from collections.abc import Callable

import httpcore

from .async_network import AsyncBackend
from .exchanges import EXCHANGE, Exchange
from .failures import presentable, refuse_stale_answer, transport_error
from .messages import Answer, Request
from .pools import pool_options, tls_layers, to_httpcore
from .proxies import Proxy
from .timeouts import Deadline
from .wire import Origin, to_answer

__all__ = ["AsyncPool"]


class AsyncPool:
    """Carries requests to one origin.

    Args:
        origin: where they go.
        proxy: what they go through.
        context: makes the context for TLS; called only if there is some.
        max_connections: how many connections there may be at a time.

    Raises:
        ConfigurationError: TLS or the proxy needs what is not there.
    """

    def __init__(
        self,
        origin: Origin,
        proxy: Proxy | None,
        *,
        context: Callable[[], ssl.SSLContext],
        max_connections: int,
    ) -> None:
        self._origin = origin
        self._tls_layers = tls_layers(origin, proxy)
        options = pool_options(origin, proxy, context, max_connections)
        kind = _Pool if proxy is None else _SocksPool if proxy.is_socks else _ProxyPool
        self._pool = kind(network_backend=AsyncBackend(), **options)

    async def send(self, request: Request, target: bytes, deadline: Deadline) -> Answer:
        """Send a request and return the answer, or raise `TransportError`."""
        exchange = Exchange(deadline, self._tls_layers)
        token = EXCHANGE.set(exchange)
        try:
            return await self._send(request, target, exchange)
        except Exception as error:
            raise transport_error(error, exchange) from presentable(error)
        finally:
            EXCHANGE.reset(token)

    async def _send(self, request: Request, target: bytes, exchange: Exchange) -> Answer:
        wanted = to_httpcore(request, target, self._origin, exchange)
        response = await self._pool.handle_async_request(wanted)
        try:
            return to_answer(response.status, response.headers, await response.aread())
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close every connection."""
        for connection in self._pool.connections:
            if isinstance(connection, AsyncPooledConnection):
                await connection.abort()
        await self._pool.aclose()


class _Pool(httpcore.AsyncConnectionPool):
    def create_connection(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        return AsyncPooledConnection(super().create_connection(origin))


class _ProxyPool(_Pool, httpcore.AsyncHTTPProxy):
    pass


class _SocksPool(_Pool, httpcore.AsyncSOCKSProxy):
    pass


class AsyncPooledConnection(httpcore.AsyncConnectionInterface):
    """The asynchronous twin of `PooledConnection`."""

    def __init__(self, connection: httpcore.AsyncConnectionInterface) -> None:
        self._connection = connection
        self._is_new = True
        self._is_taken = False
        self._is_given_up = False

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        if self._is_taken or self._is_given_up:
            raise httpcore.ConnectionNotAvailable
        self._is_taken = True
        self._is_new = False
        try:
            response = await self._connection.handle_async_request(request)
            content = await response.aread()
            await response.aclose()
            refuse_stale_answer(EXCHANGE.get())
        except httpcore.ConnectionNotAvailable:
            raise
        except BaseException:
            self._is_given_up = True
            raise
        finally:
            self._is_taken = False
            if self._is_given_up:
                # Nothing in here waits, so a second cancellation cannot come between.
                await self._connection.aclose()
                EXCHANGE.get().close_opened()
        return httpcore.Response(response.status, headers=response.headers, content=content)

    async def aclose(self) -> None:
        """Take no further request; one under way is finished first."""
        self._is_given_up = True
        if not self._is_taken:
            await self._connection.aclose()

    async def abort(self) -> None:
        """Close at once; a request under way fails."""
        self._is_given_up = True
        await self._connection.aclose()

    def info(self) -> str:
        return self._connection.info()

    def can_handle_request(self, origin: httpcore.Origin) -> bool:
        return self._connection.can_handle_request(origin)

    def is_available(self) -> bool:
        if self._is_taken or self._is_given_up:
            return False
        return self._is_new or self._connection.is_available()

    def has_expired(self) -> bool:
        return not self._is_taken and self._connection.has_expired()

    def is_idle(self) -> bool:
        return not self._is_taken and self._connection.is_idle()

    def is_closed(self) -> bool:
        return self._is_given_up or self._connection.is_closed()
