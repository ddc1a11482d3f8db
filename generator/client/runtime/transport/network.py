"""Carry requests over the network: a `Request` comes in, and its `Answer` goes out, whatever its status.

Nothing is loaded or opened before the first request. There is a pool of connections for each origin. The two
transports are written by hand: an event loop may end before its transport, and threads have no such thing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigurationError
from .concurrency import current_loop
from .http1 import MAX_ANSWER_BYTES, Origin, split_url

if TYPE_CHECKING:
    import ssl

    from ..messages import Answer, Request
    from ..timeouts import Deadline
    from .async_pool import AsyncPool
    from .pool import Pool
    from .proxies import Route

__all__ = ["AsyncHttpTransport", "HttpTransport"]

_MAX_CONNECTIONS: Final = 100


class _AnyHttpTransport:
    """Shared by the blocking and the asynchronous transport; it does no I/O.

    There is no lock in here, which an interruption could leave taken: where two threads make the same thing
    at once, the first one's is used.
    """

    _pools: dict[Any, Any]

    def __init__(
        self, *, max_connections: int = _MAX_CONNECTIONS, max_answer_bytes: int = MAX_ANSWER_BYTES
    ) -> None:
        self._options = {"max_connections": max_connections, "max_answer_bytes": max_answer_bytes}
        self._context: ssl.SSLContext | None = None
        self._closed = False
        self._pools = {}

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

    _pools: dict[tuple[str, int], Pool]

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise what `Transport.send` names."""
        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid()))
        if pool is None:
            pool = self._open(prefix)
        return pool.send(request, target, deadline)

    def _open(self, prefix: str) -> Pool:
        from .pool import Pool

        made = Pool(self._route(prefix), **self._options)
        pool = self._pools.setdefault((prefix, os.getpid()), made)
        self._check_open()  # again: were it closed meanwhile, that has not closed this pool
        return pool

    def close(self) -> None:
        """Close every connection and end the calls under way; see `Transport.close`."""
        self._closed = True
        for pool in list(self._pools.values()):
            pool.close()


class AsyncHttpTransport(_AnyHttpTransport):
    """Sends over the network with httpcore, on asyncio and trio.

    There is a pool for each origin, process and event loop: a connection cannot outlive its loop. When a loop
    ends, it closes its connections, and the transport goes on in the next one.

    Args:
        max_connections: how many connections to one origin there may be at a time, for each event loop.
        max_answer_bytes: how large the body of an answer may be, before and after content decoding. The
            answer with a larger one comes without it.
    """

    _pools: dict[tuple[str, int, Any], AsyncPool]

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise what `AsyncTransport.send` names."""
        prefix, target = split_url(request.url)
        pool = self._pools.get((prefix, os.getpid(), current_loop()))
        if pool is None:
            pool = await self._open(prefix)
        return await pool.send(request, target, deadline)

    async def _open(self, prefix: str) -> AsyncPool:
        from .async_pool import AsyncPool

        for key, pool in list(self._pools.items()):
            if pool.home.has_ended():
                self._pools.pop(key, None)
        key = (prefix, os.getpid(), current_loop())
        pool = self._pools.setdefault(key, AsyncPool(self._route(prefix), **self._options))
        await pool.home.watch(pool.close_idle, lambda: self._pools.pop(key, None))
        self._check_open()
        return pool

    async def close(self) -> None:
        """Close every connection and end the calls under way; see `Transport.close`."""
        self._closed = True
        for pool in list(self._pools.values()):
            await pool.close()
