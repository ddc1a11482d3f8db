# Copied from generator/client/runtime/transport/async_connections.py by "make generate"; change that, not this.
"""One connection, asynchronous: a request goes out with httpcore, and its answer comes back; on asyncio and trio.

Tasks take turns only where one awaits, but a signal handler may raise between any two steps here, too, and a
cancellation wherever something is awaited. So giving up a connection never awaits.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import anyio
import httpcore
import sniffio

from ..frames import foreign_cause
from .http1 import PIECE, to_answer
from .leftovers import holds_nothing, is_between_answers
from .progress import Closed, Exchange, TooLarge

if TYPE_CHECKING:
    from ..messages import Answer
    from .proxies import Route

__all__ = ["AsyncConnection"]


class AsyncConnection:
    """A connection that carries one request to the last byte of its answer, or is given up."""

    def __init__(self, route: Route) -> None:
        self._link = AsyncLink()
        self._line = _line(route, AsyncBackend(self._link, route))
        self._idle_since = 0.0
        self.close: Callable[[], None] = self._link.close

    async def carry(self, request: httpcore.Request, exchange: Exchange, most: int) -> tuple[Answer, bool]:
        """Send a request and return the answer, and whether the connection can be used again.

        Args:
            request: the request.
            exchange: its progress.
            most: how many bytes of a body are read.
        """
        self._link.exchange = exchange
        with anyio.CancelScope() as scope:
            exchange.end_connection = scope.cancel
            response = await self._line.handle_async_request(request)
            pieces: list[bytes] = []
            size = 0
            try:
                async for piece in response.aiter_stream():
                    size += len(piece)
                    if size > most:
                        # Leaving the loop would leave httpcore's generators to the collector: the next read ends them.
                        exchange.enough = True
                    pieces.append(piece)
                await response.aclose()
            except TooLarge:
                self.close()
            answer = to_answer(response.status, response.headers, b"".join(pieces), most)
            again = size <= most and not self._link.ended and is_between_answers(self._line, answer)
            self._idle_since = time.monotonic()
            return answer, again
        raise Closed

    def idle_seconds(self) -> float:
        """Return for how long it has not been used."""
        return time.monotonic() - self._idle_since

    def is_silent(self) -> bool:
        """Return whether nothing came in since the last answer: neither bytes nor the connection's end."""
        socket, stream = self._link.socket, self._link.stream
        if socket is None or self._link.ended or socket.get_extra_info("is_readable"):
            return False
        if not holds_nothing(stream):
            return False
        if sniffio.current_async_library() == "trio":  # which keeps no bytes that a socket has received
            return True
        # asyncio may have read on while the answer was looked at, and keeps that. A read then has its result
        # at once; without such bytes it waits for the socket, and is ended there.
        try:
            ended, awaited = _step(socket.read(1), steps=3)
        except httpcore.NetworkError as error:
            foreign = foreign_cause(error)
        else:
            return not ended and awaited is not None
        if foreign is not None:
            raise foreign
        return False


def _line(route: Route, backend: AsyncBackend) -> httpcore.AsyncHTTPConnection | httpcore.AsyncConnectionPool:
    """Return what httpcore has for a single connection; through a proxy that is a pool of one."""
    origin, proxy = route.origin, route.proxy
    if proxy is None:
        return httpcore.AsyncHTTPConnection(
            httpcore.Origin(origin.scheme.encode(), origin.host.encode(), origin.port),
            ssl_context=route.context,
            network_backend=backend,
        )
    kind = httpcore.AsyncSOCKSProxy if proxy.is_socks else httpcore.AsyncHTTPProxy
    return kind(network_backend=backend, **route.proxy_options(proxy))


class AsyncLink:
    """The state that a connection and its streams share."""

    __slots__ = ("ended", "exchange", "socket", "stream")

    def __init__(self) -> None:
        #: The request that the connection serves.
        self.exchange: Exchange
        #: httpcore's own streams, the innermost and the outermost one; ``None`` before there is one.
        self.socket: httpcore.AsyncNetworkStream | None = None
        self.stream: httpcore.AsyncNetworkStream | None = None
        #: True once nothing more can come or go.
        self.ended: bool = False

    def close(self) -> None:
        """Close the socket without waiting, so that no cancellation can come between."""
        self.ended = True
        if self.socket is not None:
            # The first thing that closing does, in anyio and in trio, is to close the socket. What it awaits
            # afterwards only gives others a turn.
            _step(self.socket.aclose())


def _step(coroutine: Coroutine[Any, Any, Any], steps: int = 1) -> tuple[bool, object]:
    """Run a coroutine to the place where it first awaits something, and no further.

    Args:
        coroutine: what to run.
        steps: how often it is continued if it only gives others a turn.

    Returns:
        Whether it has come to its end, and what it waits for; ``None`` if it only gives others a turn.
    """
    awaited = None
    try:
        for _ in range(steps):
            awaited = coroutine.send(None)
            if awaited is not None:
                break
    except StopIteration:
        return True, None
    finally:
        coroutine.close()
    return False, awaited


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Opens the socket of one connection, within the time for that."""

    def __init__(self, link: AsyncLink, route: Route) -> None:
        self._link = link
        self._route = route
        in_trio = sniffio.current_async_library() == "trio"
        # httpcore has other classes by these names where anyio or trio is missing, and no type for both.
        backend: Any = httpcore.TrioBackend() if in_trio else httpcore.AnyIOBackend()
        self._backend: httpcore.AsyncNetworkBackend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        exchange = self._link.exchange
        exchange.begin("connect")
        exchange.place = self._route.first_hop
        stream = await self._backend.connect_tcp(host, port, exchange.seconds("connect"))
        exchange.place = self._route.place
        exchange.connected = True
        self._link.socket = self._link.stream = stream
        return AsyncStream(self._link, stream, 0)


class AsyncStream(httpcore.AsyncNetworkStream):
    """A stream of httpcore's that keeps the deadline, and says when a request begins to go out."""

    def __init__(self, link: AsyncLink, stream: httpcore.AsyncNetworkStream, tls_layers: int) -> None:
        self._link = link
        self._stream = stream
        self._tls_layers = tls_layers
        self._held = b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        await self._flush()
        exchange = self._link.exchange
        try:
            data = await self._stream.read(max_bytes, exchange.seconds("read"))
        except BaseException:
            self._link.close()
            raise
        if not data:
            exchange.ended = self._link.ended = True
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # httpcore writes the head, then the body, then nothing. A small request goes out in one piece, at its end.
        if buffer and len(self._held) + len(buffer) <= PIECE:
            self._held += buffer
            return
        await self._flush()
        await self._send(buffer)

    async def _flush(self) -> None:
        held, self._held = self._held, b""
        await self._send(held)

    async def _send(self, buffer: bytes) -> None:
        exchange = self._link.exchange
        for start in range(0, len(buffer), PIECE):
            try:
                seconds = exchange.seconds("write")
                if self._tls_layers == exchange.tls_layers:
                    exchange.sent = True
                await self._stream.write(buffer[start : start + PIECE], seconds)
                continue
            except httpcore.WriteError as error:
                # httpcore goes on after this, since a server may answer before it has read everything.
                foreign = foreign_cause(error)
                if foreign is None:
                    raise
            except BaseException:
                self._link.close()
                raise
            raise foreign

    async def aclose(self) -> None:
        self._link.close()

    async def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        seconds = self._link.exchange.seconds("connect")
        try:
            stream = await self._stream.start_tls(ssl_context, server_hostname, seconds)
        except BaseException:
            self._link.close()
            raise
        self._link.stream = stream
        return AsyncStream(self._link, stream, self._tls_layers + 1)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
