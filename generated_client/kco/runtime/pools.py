"""Connections to one origin, kept for the requests to come: httpcore's pool, made safe to interrupt."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Final

import httpcore

from .errors import ConfigurationError
from .exchanges import EXCHANGE, Exchange
from .failures import presentable, refuse_stale_answer, transport_error
from .messages import Answer, Request
from .network import Backend
from .proxies import Proxy
from .timeouts import Deadline
from .wire import Origin, request_headers, to_answer

__all__ = ["Pool", "pool_options", "tls_layers", "to_httpcore"]

# As long as httpx keeps an idle connection (https://www.python-httpx.org/advanced/resource-limits/). How
# many is not limited apart: httpcore counts the busy ones too, and would close each one after its answer.
_IDLE_SECONDS: Final = 5.0


class Pool:
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
        self._pool = kind(network_backend=Backend(), **options)

    def send(self, request: Request, target: bytes, deadline: Deadline) -> Answer:
        """Send a request and return the answer, or raise `TransportError`."""
        exchange = Exchange(deadline, self._tls_layers)
        token = EXCHANGE.set(exchange)
        try:
            return self._send(request, target, exchange)
        except Exception as error:
            raise transport_error(error, exchange) from presentable(error)
        finally:
            EXCHANGE.reset(token)

    def _send(self, request: Request, target: bytes, exchange: Exchange) -> Answer:
        response = self._pool.handle_request(to_httpcore(request, target, self._origin, exchange))
        try:
            return to_answer(response.status, response.headers, response.read())
        finally:
            response.close()

    def close(self) -> None:
        """Close every connection."""
        for connection in self._pool.connections:
            if isinstance(connection, PooledConnection):
                connection.abort()
        self._pool.close()


def tls_layers(origin: Origin, proxy: Proxy | None) -> int:
    """Return how many layers of TLS lie around a request's own bytes."""
    return (origin.scheme == "https") + (proxy is not None and proxy.scheme == "https")


def to_httpcore(request: Request, target: bytes, origin: Origin, exchange: Exchange) -> httpcore.Request:
    """Return a request as httpcore wants it.

    Only the wait for a connection is timed by httpcore; the streams time everything else.
    """
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target),
        headers=request_headers(request, origin),
        content=request.content,
        extensions={"timeout": {"pool": exchange.seconds(exchange.deadline.timeouts.pool)}},
    )


def pool_options(
    origin: Origin, proxy: Proxy | None, context: Callable[[], ssl.SSLContext], max_connections: int
) -> dict[str, Any]:
    """Return what httpcore's pools, blocking or not, are made with."""
    options: dict[str, Any] = {
        "max_connections": max_connections,
        "max_keepalive_connections": max_connections,
        "keepalive_expiry": _IDLE_SECONDS,
    }
    if tls_layers(origin, proxy):
        options["ssl_context"] = context()
    if proxy is None:
        return options
    options["proxy_url"] = httpcore.URL(scheme=proxy.scheme, host=proxy.host, port=proxy.port, target="/")
    if proxy.credentials is not None:
        options["proxy_auth"] = tuple(word.encode() for word in proxy.credentials)
    if proxy.scheme == "https":
        options["proxy_ssl_context"] = options["ssl_context"]
    if proxy.is_socks and find_spec("socksio") is None:
        raise ConfigurationError("a SOCKS proxy needs the package socksio: pip install 'httpx[socks]'")
    return options


class _Pool(httpcore.ConnectionPool):
    def create_connection(self, origin: httpcore.Origin) -> httpcore.ConnectionInterface:
        return PooledConnection(super().create_connection(origin))


class _ProxyPool(_Pool, httpcore.HTTPProxy):
    pass


class _SocksPool(_Pool, httpcore.SOCKSProxy):
    pass


class PooledConnection(httpcore.ConnectionInterface):
    """A connection that carries a request to the last byte of its answer, or is given up.

    httpcore's own connections are lost to their pool if the caller is interrupted at the wrong moment:
    neither used nor free nor closed, they take up a place for good
    (https://github.com/encode/httpcore/issues/1093). Here everything between taking a connection and
    giving it back happens in one method, and one that was assigned but never taken can be had by others.
    Nor can a full pool, making room, close a connection that another thread has just taken.
    """

    def __init__(self, connection: httpcore.ConnectionInterface) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._is_new = True
        self._is_taken = False
        self._is_given_up = False

    def handle_request(self, request: httpcore.Request) -> httpcore.Response:
        with self._lock:
            if self._is_taken or self._is_given_up:
                raise httpcore.ConnectionNotAvailable
            self._is_taken = True
            self._is_new = False
        try:
            response = self._connection.handle_request(request)
            content = response.read()
            response.close()
            refuse_stale_answer(EXCHANGE.get())
        except httpcore.ConnectionNotAvailable:
            raise
        except BaseException:
            self._is_given_up = True
            raise
        finally:
            with self._lock:
                self._is_taken = False
            if self._is_given_up:
                self._connection.close()
                EXCHANGE.get().close_opened()
        return httpcore.Response(response.status, headers=response.headers, content=content)

    def close(self) -> None:
        """Take no further request; one under way is finished first."""
        with self._lock:
            self._is_given_up = True
            if self._is_taken:
                return
        self._connection.close()

    def abort(self) -> None:
        """Close at once; a request under way fails."""
        self._is_given_up = True
        self._connection.close()

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
