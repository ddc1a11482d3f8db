"""A server on a raw socket whose every byte a test decides."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Conversation:
    """One connection as the server sees it. Whatever the test's script leaves open is closed after it."""

    def __init__(self, connected: socket.socket, server: Server) -> None:
        self.socket = connected
        self._server = server
        self._rest = b""

    def hear(self) -> bytes:
        """Return the next request, whole. Ends the script if the client is gone."""
        while b"\r\n\r\n" not in self._rest:
            self._receive()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        while len(self._rest) < length:
            self._receive()
        body, self._rest = self._rest[:length], self._rest[length:]
        self._server.requests.append(head + b"\r\n\r\n" + body)
        return self._server.requests[-1]

    def _receive(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise ConnectionResetError
        self._rest += data

    def say(self, data: bytes) -> None:
        """Send bytes."""
        self.socket.sendall(data)

    def answer(self, data: bytes = OK) -> None:
        """Hear a request, whatever it is, and say this."""
        self.hear()
        self.say(data)

    def drip(self, data: bytes) -> None:
        """Send bytes one by one, far too slowly, until the server is stopped or the client is gone."""
        for index in range(len(data)):
            self.say(data[index : index + 1])
            if self._server.stopped.wait(0.01):
                return

    def stay_silent(self) -> None:
        """Wait until the client or the test is over."""
        while self.socket.recv(65536):
            pass

    def wait_for_bytes(self) -> None:
        """Wait until something has arrived, and leave it unread."""
        select.select([self.socket], [], [])

    def leave_unread(self) -> None:
        """Take nothing of what is sent until the test is over."""
        self._server.stopped.wait()

    def reset(self) -> None:
        """Break the connection off."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def start_tls(self) -> None:
        """Continue inside of TLS, as localhost."""
        self.socket = server_context().wrap_socket(self.socket, server_side=True)

    def say_together(self, *records: bytes) -> None:
        """Send bytes in a TLS record each, but all of them in one packet."""
        assert isinstance(self.socket, ssl.SSLSocket)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        for record in records:
            self.socket.sendall(record)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)


Script = Callable[[Conversation], None]


class Server:
    """Runs a script for each connection, in a thread of its own."""

    def __init__(self, script: Script, *, scheme: str = "http", name: str = "127.0.0.1") -> None:
        self.requests: list[bytes] = []
        self.accepted = 0
        self.stopped = threading.Event()
        self._script = script
        self._scheme, self._name = scheme, name
        self._listener = socket.create_server(("127.0.0.1" if name == "localhost" else name, 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[Conversation] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"{self._scheme}://{self._name}:{self.port}"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connected, _ = self._listener.accept()
                connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self.stopped.is_set():
                    connected.close()
                    return
                self.accepted += 1
                conversation = Conversation(connected, self)
                self._open.append(conversation)
                thread = threading.Thread(target=self._converse, args=(conversation,))
                self._threads.append(thread)
                thread.start()

    def _converse(self, conversation: Conversation) -> None:
        with contextlib.suppress(OSError):
            self._script(conversation)
        conversation.socket.close()

    def stop(self) -> None:
        """End every conversation and wait for the threads."""
        self.stopped.set()
        with contextlib.suppress(OSError):
            socket.create_connection(self._listener.getsockname(), timeout=5).close()
        self._threads[0].join()
        self._listener.close()
        for conversation in self._open:
            with contextlib.suppress(OSError):
                conversation.socket.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join()


@contextlib.contextmanager
def serving(script: Script, *, scheme: str = "http", name: str = "127.0.0.1") -> Iterator[Server]:
    """Run a server for the time of the block."""
    server = Server(script, scheme=scheme, name=name)
    try:
        yield server
    finally:
        server.stop()


def server_context() -> ssl.SSLContext:
    """Return the TLS context of a server called localhost."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "server.pem")
    return context


def over_tls(script: Script) -> Script:
    """Return the script with a TLS handshake before it."""

    def within(conversation: Conversation) -> None:
        conversation.start_tls()
        script(conversation)

    return within


def answering(data: bytes = OK) -> Script:
    """Return a script that gives every request the same answer."""

    def script(conversation: Conversation) -> None:
        while True:
            conversation.answer(data)

    return script


def refusing_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
