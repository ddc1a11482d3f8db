"""One connection, blocking: a request goes out with httpcore, and its answer comes back.

httpcore's connections and streams are wrapped, so that each read and write keeps the deadline, a request counts as
sent before its first byte is written, and another thread can end a call. An exception may land between any two
steps, as `async_pool` explains, from which `pool` is made.

The asynchronous connection, in `async_connections`, is written by hand, too: httpcore's streams have the same methods
for both, but threads open sockets and end calls in other ways than tasks do.
"""

from __future__ import annotations

import socket
import ssl
import time
from _thread import start_new_thread
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

import httpcore

from ..frames import foreign_cause, is_native
from .concurrency import Bell
from .http1 import PIECE, to_answer
from .leftovers import holds_nothing, is_between_answers
from .progress import Exchange, OutOfTime, TooLarge

if TYPE_CHECKING:
    from ..messages import Answer
    from .proxies import Route

__all__ = ["Connection"]


class Connection:
    """A connection that carries one request to the last byte of its answer, or is given up."""

    def __init__(self, route: Route) -> None:
        self._link = Link()
        self._line = _line(route, Backend(self._link, route))
        self._idle_since = 0.0
        self.close: Callable[[], None] = self._link.close

    def carry(self, request: httpcore.Request, exchange: Exchange, most: int) -> tuple[Answer, bool]:
        """Send a request and return the answer, and whether the connection can be used again.

        Args:
            request: the request.
            exchange: its progress.
            most: how many bytes of a body are read.
        """
        self._link.exchange = exchange
        exchange.end_connection = self._link.abort
        response = self._line.handle_request(request)
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in response.iter_stream():
                size += len(piece)
                if size > most:
                    # Leaving the loop would leave httpcore's generators to the collector: the next read ends them.
                    exchange.enough = True
                pieces.append(piece)
            response.close()
        except TooLarge:
            self.close()
        answer = to_answer(response.status, response.headers, b"".join(pieces), most)
        again = size <= most and not self._link.ended and is_between_answers(self._line, answer)
        self._idle_since = time.monotonic()
        return answer, again

    def idle_seconds(self) -> float:
        """Return for how long it has not been used."""
        return time.monotonic() - self._idle_since

    def is_silent(self) -> bool:
        """Return whether nothing came in since the last answer: neither bytes nor the connection's end."""
        stream = self._link.stream
        if stream is None or self._link.ended or stream.get_extra_info("is_readable"):
            return False
        return holds_nothing(stream)


def _line(route: Route, backend: Backend) -> httpcore.HTTPConnection | httpcore.ConnectionPool:
    """Return what httpcore has for a single connection.

    Through a proxy that is a pool of one: httpcore has no name in public for the connection alone, and tools
    that watch httpcore look at its proxies.
    """
    origin, proxy = route.origin, route.proxy
    if proxy is None:
        return httpcore.HTTPConnection(
            httpcore.Origin(origin.scheme.encode(), origin.host.encode(), origin.port),
            ssl_context=route.context,
            network_backend=backend,
        )
    if route.context is not None and proxy.scheme == "https":
        route.context.sslsocket_class = ProxySocket
    kind = httpcore.SOCKSProxy if proxy.is_socks else httpcore.HTTPProxy
    return kind(network_backend=backend, **route.proxy_options(proxy))


class Link:
    """The state that a connection and its streams share."""

    __slots__ = ("ended", "exchange", "stream")

    def __init__(self) -> None:
        #: The request that the connection serves.
        self.exchange: Exchange
        #: httpcore's own stream, the outermost one; ``None`` before there is one.
        self.stream: httpcore.NetworkStream | None = None
        #: True once nothing more can come or go.
        self.ended: bool = False

    def close(self) -> None:
        """Close the socket."""
        self.ended = True
        if self.stream is not None:
            self.stream.close()

    def abort(self) -> None:
        """End the connection while another thread may wait for it, which wakes that thread.

        That thread then closes the socket. Were it closed here, the system could give its number to another
        socket, and the thread would read from that.
        """
        self.ended = True
        connected = None if self.stream is None else self.stream.get_extra_info("socket")
        if connected is not None:
            try:
                # Not SSLSocket's own method, which takes TLS away from under the other thread.
                socket.socket.shutdown(connected, socket.SHUT_RDWR)
            except OSError as error:  # it has ended by itself
                if not is_native(error):
                    raise


class Backend(httpcore.NetworkBackend):
    """Opens the socket of one connection, within the time for that."""

    def __init__(self, link: Link, route: Route) -> None:
        self._link = link
        self._route = route

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        exchange = self._link.exchange
        exchange.begin("connect")
        exchange.place = self._route.first_hop
        _open_in_thread(self._link, partial(_connect, host, port, exchange.until()))
        assert self._link.stream is not None
        exchange.place = self._route.place
        exchange.connected = True
        return Stream(self._link, self._link.stream, 0)


def _connect(host: str, port: int, until: float) -> httpcore.NetworkStream:
    """Connect to one of a host's addresses; each has its share of the time."""
    addresses = list(
        dict.fromkeys(each[4] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )
    failure: Exception = OSError("no address")
    for index, address in enumerate(addresses):
        left = until - time.monotonic()
        if left <= 0:
            raise OutOfTime
        zone = f"%{address[3]}" if len(address) > 3 and address[3] else ""
        seconds = None if left == float("inf") else left / (len(addresses) - index)
        try:
            return httpcore.SyncBackend().connect_tcp(f"{address[0]}{zone}", port, seconds)
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            failure = error
    raise failure


def _open_in_thread(link: Link, work: Callable[[], httpcore.NetworkStream]) -> None:
    """Let another thread open the next stream of a connection, and wait for it no longer than there is time.

    Looking up a name, connecting and the TLS handshake have no common limit and cannot be ended from outside;
    the system's resolver goes by a limit of its own. So once the time is over, the thread is abandoned, and
    closes what it opens. As signal handlers run in the main thread only, the thread also keeps their exceptions
    out of httpcore's ``except`` clauses.
    """
    exchange = link.exchange
    opening = Opening(work)
    exchange.wake_up = opening.bell.ring
    try:
        exchange.seconds("connect")
        try:
            start_new_thread(opening.run, ())
        except RuntimeError as error:  # there can be no further thread, e.g. while the interpreter ends
            if not is_native(error):
                raise
            opening.run()
        while opening.result is None:
            opening.bell.wait(exchange.seconds("connect"))
        if isinstance(opening.result, BaseException):
            raise opening.result
        link.stream = opening.result  # a single step, after which it is the connection that closes it
    finally:
        exchange.wake_up = None
        opening.leave(link.stream)


class Opening:
    """The opening of a stream in another thread."""

    def __init__(self, work: Callable[[], httpcore.NetworkStream]) -> None:
        self.result: httpcore.NetworkStream | BaseException | None = None
        self.bell: Bell = Bell()
        self._work = work
        self._abandoned = False
        self._taken: httpcore.NetworkStream | None = None

    def run(self) -> None:
        """Do the work."""
        try:
            self.result = self._work()
        except BaseException as error:
            self.result = error
        self.bell.ring()
        if self._abandoned:
            self._close_unless_taken()

    def leave(self, taken: httpcore.NetworkStream | None) -> None:
        """Close the stream that was opened, or will be, unless it was taken.

        Args:
            taken: the connection's stream now. Neither this nor the thread, which may still run, closes it.
        """
        self._taken = taken
        self._abandoned = True
        self._close_unless_taken()

    def _close_unless_taken(self) -> None:
        if isinstance(self.result, httpcore.NetworkStream) and self.result is not self._taken:
            self.result.close()


class Stream(httpcore.NetworkStream):
    """A stream of httpcore's that keeps the deadline, and says when a request begins to go out.

    httpcore gives each read and write the same time, so a server that drips bytes would never be too late.
    """

    def __init__(self, link: Link, stream: httpcore.NetworkStream, tls_layers: int) -> None:
        self._link = link
        self._stream = stream
        self._tls_layers = tls_layers
        self._held = b""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._flush()
        exchange = self._link.exchange
        data = self._stream.read(max_bytes, exchange.seconds("read"))
        if not data:
            exchange.ended = self._link.ended = True
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # httpcore writes the head, then the body, then nothing. A small request goes out in one piece, at its end.
        if buffer and len(self._held) + len(buffer) <= PIECE:
            self._held += buffer
            return
        self._flush()
        self._send(buffer)

    def _flush(self) -> None:
        held, self._held = self._held, b""
        self._send(held)

    def _send(self, buffer: bytes) -> None:
        exchange = self._link.exchange
        for start in range(0, len(buffer), PIECE):
            seconds = exchange.seconds("write")
            if self._tls_layers == exchange.tls_layers:
                exchange.sent = True
            try:
                self._stream.write(buffer[start : start + PIECE], seconds)
                continue
            except httpcore.WriteError as error:
                # httpcore goes on after this, since a server may answer before it has read everything.
                foreign = foreign_cause(error)
                if foreign is None:
                    raise
            raise foreign

    def close(self) -> None:
        self._link.ended = True
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        exchange = self._link.exchange
        seconds = exchange.seconds("connect")
        _open_in_thread(self._link, lambda: self._stream.start_tls(ssl_context, server_hostname, seconds))
        assert self._link.stream is not None
        return Stream(self._link, self._link.stream, self._tls_layers + 1)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class ProxySocket(ssl.SSLSocket):
    """TLS to a proxy, with TLS to the server inside of it.

    httpcore sets the timeout once, and then receives as many pieces as a record of the inner TLS has. Here the
    timeout holds for all of them together; otherwise a server that drips bytes would never be too late.
    """

    _until: float | None = None

    def settimeout(self, value: float | None) -> None:
        self._until = None if value is None else time.monotonic() + value
        super().settimeout(value)

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        if self._until is not None:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError("timed out")
            super().settimeout(left)
        return super().recv(buflen, flags)
