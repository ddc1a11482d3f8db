"""The transport that crosses the network, with nothing loaded or opened before the first request."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from .errors import ConfigurationError
from .messages import Answer, Request
from .timeouts import Deadline
from .wire import Origin, split_url

if TYPE_CHECKING:
    import ssl

    from .async_pools import AsyncPool
    from .pools import Pool

__all__ = ["AsyncHttpTransport", "HttpTransport"]

_MAX_CONNECTIONS = 100


class _AnyHttpTransport:
    """Shared by the blocking and the asynchronous transport; it does no I/O."""

    def __init__(self, *, max_connections: int = _MAX_CONNECTIONS) -> None:
        self._max_connections = max_connections
        self._lock = threading.Lock()
        self._context: ssl.SSLContext | None = None
        self._closed = False

    def _tls_context(self) -> ssl.SSLContext:
        if self._context is None:
            from .certificates import tls_context

            self._context = tls_context()
        return self._context

    def _check_open(self) -> None:
        if self._closed:
            raise ConfigurationError("the client is closed; make a new one")


class HttpTransport(_AnyHttpTransport):
    """Sends over the network with httpcore; many threads may use it at once.

    There is a pool of connections for each origin and process: a process that was forked opens its own,
    since two that read from one connection would read each other's answers.

    Args:
        max_connections: how many connections to one origin there may be at a time.
    """

    def __init__(self, *, max_connections: int = _MAX_CONNECTIONS) -> None:
        super().__init__(max_connections=max_connections)
        self._pools: dict[tuple[str, int], Pool] = {}

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none.
            ConfigurationError: the transport is closed, or the environment's settings for proxies or
                certificates cannot be used.
        """
        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid()))
        if pool is None:
            pool = self._open(prefix)
        return pool.send(request, target, deadline)

    def _open(self, prefix: str) -> Pool:
        from .pools import Pool
        from .proxies import proxy_from_environment

        with self._lock:
            self._check_open()
            key = (prefix, os.getpid())
            if key not in self._pools:
                origin = Origin.parse(prefix)
                self._pools[key] = Pool(
                    origin,
                    proxy_from_environment(origin),
                    context=self._tls_context,
                    max_connections=self._max_connections,
                )
            return self._pools[key]

    def close(self) -> None:
        """Close every connection; calling it twice, or before the first request, does no harm."""
        with self._lock:
            self._closed = True
            pools, self._pools = self._pools, {}
        for (_, process), pool in pools.items():
            if process == os.getpid():
                pool.close()


class AsyncHttpTransport(_AnyHttpTransport):
    """The asynchronous twin of `HttpTransport`.

    There is a pool for each origin, process and thread, because a pool is not locked against others.
    Event loops that run one after another in one thread share its connections.

    Args:
        max_connections: how many connections to one origin there may be at a time, for each thread.
    """

    def __init__(self, *, max_connections: int = _MAX_CONNECTIONS) -> None:
        super().__init__(max_connections=max_connections)
        self._pools: dict[tuple[str, int, int], AsyncPool] = {}

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none.
            ConfigurationError: the transport is closed, or the environment's settings for proxies or
                certificates cannot be used.
        """
        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid(), threading.get_ident()))
        if pool is None:
            pool = self._open(prefix)
        return await pool.send(request, target, deadline)

    def _open(self, prefix: str) -> AsyncPool:
        from .async_pools import AsyncPool
        from .proxies import proxy_from_environment

        with self._lock:
            self._check_open()
            origin = Origin.parse(prefix)
            pool = AsyncPool(
                origin,
                proxy_from_environment(origin),
                context=self._tls_context,
                max_connections=self._max_connections,
            )
            self._pools[prefix, os.getpid(), threading.get_ident()] = pool
            return pool

    async def close(self) -> None:
        """Close every connection; calling it twice, or before the first request, does no harm."""
        with self._lock:
            self._closed = True
            pools, self._pools = self._pools, {}
        for (_, process, _), pool in pools.items():
            if process == os.getpid():
                await pool.close()
