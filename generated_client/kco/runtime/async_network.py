"""The asynchronous twin of `network`, on sockets that belong to no event loop.

asyncio's own streams die with their loop and buffer what they were given, so they can neither be used
again after a second ``asyncio.run`` nor say whether a byte has gone out. A bare socket can do both; only
waiting for it takes a loop, whichever runs at the time (https://anyio.readthedocs.io/en/stable/api.html,
``wait_readable``). Closing never waits, so no cancellation can come between.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

import anyio
import httpcore

from .exchanges import EXCHANGE
from .failures import broken_write, no_connection, no_tls, reason, unknown_host
from .sockets import is_readable, shut_down
from .tls import PIECE, TlsMachine

__all__ = ["AsyncBackend", "AsyncStream"]

# The names before anyio 4.7.
_wait_readable: Final[Callable[[socket.socket], Awaitable[None]]] = (
    getattr(anyio, "wait_readable", None) or anyio.wait_socket_readable
)
_wait_writable: Final[Callable[[socket.socket], Awaitable[None]]] = (
    getattr(anyio, "wait_writable", None) or anyio.wait_socket_writable
)


class AsyncStream(httpcore.AsyncNetworkStream):
    """A connected socket that never blocks."""

    tls_layers: Final = 0

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._in_use = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = EXCHANGE.get()
        self._in_use = True
        try:
            while True:
                seconds = exchange.seconds(exchange.deadline.timeouts.read)
                try:
                    data = self._socket.recv(max_bytes)
                    break
                except BlockingIOError:
                    await _within(seconds, _wait_readable, self._socket)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(reason(error)) from error
        finally:
            self._in_use = False
        exchange.got_bytes(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = EXCHANGE.get()
        exchange.begin_writing(self.tls_layers)
        rest = memoryview(buffer)
        self._in_use = True
        try:
            while rest:
                seconds = exchange.seconds(exchange.deadline.timeouts.write)
                try:
                    count = self._socket.send(rest)
                except BlockingIOError:
                    await _within(seconds, _wait_writable, self._socket)
                else:
                    exchange.took_bytes()
                    rest = rest[count:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise broken_write(error, sent=exchange.sent) from error
        finally:
            self._in_use = False

    async def aclose(self) -> None:
        self.close()

    def close(self) -> None:
        if self._in_use:
            # Another task waits on this socket. Closing it now would leave it waiting; this wakes it,
            # and it then closes the socket.
            shut_down(self._socket)
        else:
            self._socket.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return await _start_tls(self, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        return is_readable(self._socket) if info == "is_readable" else None


class AsyncTlsStream(httpcore.AsyncNetworkStream):
    """TLS inside of another stream, which may be TLS itself."""

    def __init__(self, inner: AsyncStream | AsyncTlsStream, machine: TlsMachine) -> None:
        self._inner = inner
        self._machine = machine
        self.tls_layers: Final[int] = inner.tls_layers + 1

    async def shake_hands(self) -> None:
        """Carry out the handshake."""
        while not self._machine.handshake():
            await self._exchange_bytes()
        await self._flush()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            while (data := self._machine.decrypt(max_bytes)) is None:
                await self._exchange_bytes()
        except ssl.SSLError as error:
            raise httpcore.ReadError(reason(error)) from error
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = EXCHANGE.get()
        exchange.begin_writing(self.tls_layers)
        rest = memoryview(buffer)
        try:
            while rest:
                count = self._machine.encrypt(rest)
                rest = rest[count:]
                if not count:
                    await self._exchange_bytes()
        except ssl.SSLError as error:
            raise broken_write(error, sent=exchange.sent) from error
        await self._flush()

    async def _flush(self) -> None:
        if data := self._machine.take_outgoing():
            await self._inner.write(data)

    async def _exchange_bytes(self) -> None:
        await self._flush()
        self._machine.give_incoming(await self._inner.read(PIECE))

    async def aclose(self) -> None:
        self.close()

    def close(self) -> None:
        self._inner.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return await _start_tls(self, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        return self._machine.ssl_object if info == "ssl_object" else self._inner.get_extra_info(info)


async def _start_tls(
    inner: AsyncStream | AsyncTlsStream, context: ssl.SSLContext, server_hostname: str | None
) -> httpcore.AsyncNetworkStream:
    try:
        stream = AsyncTlsStream(inner, TlsMachine(context, server_hostname))
        await stream.shake_hands()
    except BaseException as error:
        inner.close()
        if isinstance(error, (ssl.SSLError, ValueError)):
            raise no_tls(error) from error
        raise
    return stream


class AsyncBackend(httpcore.AsyncNetworkBackend):
    """Opens connections within the time for that."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        exchange = EXCHANGE.get()
        exchange.begin_connecting()
        failure: Exception | None = None
        try:
            seconds = exchange.connect_seconds(1)
            addresses = await _within(seconds, _resolve, host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout from error
        except (OSError, UnicodeError) as error:
            raise unknown_host(error) from error
        for index, (family, kind, protocol, _, address) in enumerate(addresses):
            try:
                seconds = exchange.connect_seconds(len(addresses) - index)
                stream = AsyncStream(await _connected(family, kind, protocol, address, seconds))
            except OSError as error:
                failure = error
            else:
                exchange.close_opened = stream.close
                return stream
        raise no_connection(failure) from failure


async def _resolve(host: str, port: int) -> Any:
    return await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)


async def _connected(
    family: int, kind: int, protocol: int, address: Any, seconds: float | None
) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.setblocking(False)
        try:
            made.connect(address)
        except BlockingIOError:
            await _within(seconds, _wait_writable, made)
            if number := made.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
                raise OSError(number, os.strerror(number)) from None
        # A request is written in two pieces, and the second shall not wait for the first one's receipt.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        made.close()
        raise
    return made


async def _within(seconds: float | None, wait: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
    with anyio.fail_after(seconds):
        return await wait(*arguments)
