"""Sockets for httpcore's pool that keep the deadline and know when the first byte of a request goes out.

httpcore's own streams give every read its full time again, so a server that drips bytes is never too
late, and they do not tell a write that failed halfway from one that never began.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable
from typing import Any, Final

import httpcore

from .exchanges import EXCHANGE
from .failures import broken_write, no_connection, no_tls, reason, unknown_host
from .sockets import is_readable, shut_down
from .tls import PIECE, TlsMachine

__all__ = ["Backend", "Stream", "TlsStream"]


class Stream(httpcore.NetworkStream):
    """A connected socket."""

    tls_layers: Final = 0

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._in_use = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        exchange = EXCHANGE.get()
        self._in_use = True
        try:
            self._socket.settimeout(exchange.seconds(exchange.deadline.timeouts.read))
            data = self._socket.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(reason(error)) from error
        finally:
            self._in_use = False
        exchange.got_bytes(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = EXCHANGE.get()
        exchange.begin_writing(self.tls_layers)
        rest = memoryview(buffer)
        self._in_use = True
        try:
            while rest:
                self._socket.settimeout(exchange.seconds(exchange.deadline.timeouts.write))
                count = self._socket.send(rest)
                exchange.took_bytes()
                rest = rest[count:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout from error
        except OSError as error:
            raise broken_write(error, sent=exchange.sent) from error
        finally:
            self._in_use = False

    def close(self) -> None:
        if self._in_use:
            # Another thread waits on this socket. Closing it now could hand its number to a stranger;
            # this wakes that thread, which then closes it.
            shut_down(self._socket)
        else:
            self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _start_tls(self, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        return is_readable(self._socket) if info == "is_readable" else None


class TlsStream(httpcore.NetworkStream):
    """TLS inside of another stream, which may be TLS itself."""

    def __init__(self, inner: Stream | TlsStream, machine: TlsMachine) -> None:
        self._inner = inner
        self._machine = machine
        self.tls_layers: Final[int] = inner.tls_layers + 1

    def shake_hands(self) -> None:
        """Carry out the handshake."""
        while not self._machine.handshake():
            self._exchange_bytes()
        self._flush()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            while (data := self._machine.decrypt(max_bytes)) is None:
                self._exchange_bytes()
        except ssl.SSLError as error:
            raise httpcore.ReadError(reason(error)) from error
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        exchange = EXCHANGE.get()
        exchange.begin_writing(self.tls_layers)
        rest = memoryview(buffer)
        try:
            while rest:
                count = self._machine.encrypt(rest)
                rest = rest[count:]
                if not count:
                    self._exchange_bytes()
        except ssl.SSLError as error:
            raise broken_write(error, sent=exchange.sent) from error
        self._flush()

    def _flush(self) -> None:
        if data := self._machine.take_outgoing():
            self._inner.write(data)

    def _exchange_bytes(self) -> None:
        self._flush()
        self._machine.give_incoming(self._inner.read(PIECE))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _start_tls(self, ssl_context, server_hostname)

    def get_extra_info(self, info: str) -> Any:
        return self._machine.ssl_object if info == "ssl_object" else self._inner.get_extra_info(info)


def _start_tls(
    inner: Stream | TlsStream, context: ssl.SSLContext, server_hostname: str | None
) -> httpcore.NetworkStream:
    try:
        stream = TlsStream(inner, TlsMachine(context, server_hostname))
        stream.shake_hands()
    except BaseException as error:
        inner.close()
        if isinstance(error, (ssl.SSLError, ValueError)):
            raise no_tls(error) from error
        raise
    return stream


class Backend(httpcore.NetworkBackend):
    """Opens connections within the time for that."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        exchange = EXCHANGE.get()
        exchange.begin_connecting()
        failure: Exception | None = None
        try:
            addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise unknown_host(error) from error
        for index, (family, kind, protocol, _, address) in enumerate(addresses):
            try:
                seconds = exchange.connect_seconds(len(addresses) - index)
                stream = Stream(_connected(family, kind, protocol, address, seconds))
            except OSError as error:
                failure = error
            else:
                exchange.close_opened = stream.close
                return stream
        raise no_connection(failure) from failure


def _connected(family: int, kind: int, protocol: int, address: Any, seconds: float | None) -> socket.socket:
    made = socket.socket(family, kind, protocol)
    try:
        made.settimeout(seconds)
        made.connect(address)
        # A request is written in two pieces, and the second shall not wait for the first one's receipt.
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        made.close()
        raise
    return made
