# Copied from generator/client/runtime/http_transport.py by "make generate"; change that, not this.
"""The transports that cross the network, with nothing loaded or opened before the first request."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .errors import ConfigurationError
from .messages import Answer, Request
from .timeouts import Deadline
from .wire import Origin, split_url

if TYPE_CHECKING:
    import ssl

    from .async_network import AsyncPool
    from .network import Pool
    from .proxies import Route

__all__ = ["MAX_ANSWER_BYTES", "AsyncHttpTransport", "HttpTransport"]

#: How large the body of an answer may be, in bytes, where nothing else is said. An order has some 24,000.
MAX_ANSWER_BYTES = 16 * 1024 * 1024
_MAX_CONNECTIONS = 100


class _AnyHttpTransport:
    """Shared by the blocking and the asynchronous transport; it does no I/O.

    There is no lock in here, which an interruption could leave taken: where two threads make the same thing
    at once, the first one's is used.
    """

    def __init__(
        self, *, max_connections: int = _MAX_CONNECTIONS, max_answer_bytes: int = MAX_ANSWER_BYTES
    ) -> None:
        self._options = {"max_connections": max_connections, "max_answer_bytes": max_answer_bytes}
        self._context: ssl.SSLContext | None = None
        self._closed = False

    def _route(self, prefix: str) -> Route:
        from .proxies import Route

        self._check_open()
        return Route.from_environment(Origin.parse(prefix), self._tls_context)

    def _tls_context(self) -> ssl.SSLContext:
        if self._context is None:
            from .proxies import tls_context

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
        max_answer_bytes: how large the body of an answer may be, before and after content decoding. The
            answer with a larger one comes without it.
    """

    def __init__(
        self, *, max_connections: int = _MAX_CONNECTIONS, max_answer_bytes: int = MAX_ANSWER_BYTES
    ) -> None:
        super().__init__(max_connections=max_connections, max_answer_bytes=max_answer_bytes)
        self._pools: dict[tuple[str, int], Pool] = {}

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none.
            ConfigurationError: nothing was sent: the transport is closed, or the environment's settings for
                proxies or certificates cannot be used.
        """
        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid()))
        if pool is None:
            pool = self._open(prefix)
        return pool.send(request, target, deadline)

    def _open(self, prefix: str) -> Pool:
        from .network import Pool

        made = Pool(self._route(prefix), **self._options)
        pool = self._pools.setdefault((prefix, os.getpid()), made)
        self._check_open()  # again: whoever closed the transport meanwhile has not seen this pool
        return pool

    def close(self) -> None:
        """Close every connection, and end the calls that use one.

        Calling it twice, or before the first request, does no harm.
        """
        self._closed = True
        for (_, process), pool in list(self._pools.items()):
            if process == os.getpid():
                pool.close()
            else:
                pool.close_idle()  # the calls are those of the process that this one was forked from


class AsyncHttpTransport(_AnyHttpTransport):
    """The asynchronous twin of `HttpTransport`, on asyncio and trio.

    There is a pool for each origin, process and event loop: a connection cannot outlive its loop. When a loop
    ends, it closes its connections, and the transport goes on in the next one.

    Args:
        max_connections: how many connections to one origin there may be at a time, for each event loop.
        max_answer_bytes: how large the body of an answer may be, before and after content decoding. The
            answer with a larger one comes without it.
    """

    def __init__(
        self, *, max_connections: int = _MAX_CONNECTIONS, max_answer_bytes: int = MAX_ANSWER_BYTES
    ) -> None:
        super().__init__(max_connections=max_connections, max_answer_bytes=max_answer_bytes)
        self._pools: dict[tuple[str, int, Any], AsyncPool] = {}

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none.
            ConfigurationError: nothing was sent: the transport is closed, or the environment's settings for
                proxies or certificates cannot be used.
        """
        from .async_network import current_loop

        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid(), current_loop()))
        if pool is None:
            pool = await self._open(prefix)
        return await pool.send(request, target, deadline)

    async def _open(self, prefix: str) -> AsyncPool:
        from .async_network import AsyncPool, current_loop

        self._forget_ended_loops()
        key = (prefix, os.getpid(), current_loop())
        pool = self._pools.setdefault(key, AsyncPool(self._route(prefix), **self._options))
        await pool.end_with_its_loop(lambda: self._pools.pop(key, None))
        self._check_open()
        return pool

    def _forget_ended_loops(self) -> None:
        for key, pool in list(self._pools.items()):
            if pool.is_over():
                self._pools.pop(key, None)

    async def close(self) -> None:
        """Close every connection, and end the calls that use one.

        Calling it twice, or before the first request, does no harm.
        """
        self._closed = True
        for (_, process, _), pool in list(self._pools.items()):
            if process == os.getpid():
                await pool.close()
