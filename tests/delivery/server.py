"""A server made of a plain socket, which answers each request by the next line of a script.

It stands for everything that can go wrong between a client and a payment service; no part of the
client is replaced.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Self

__all__ = [
    "Line",
    "Recorded",
    "ScriptedServer",
    "answer",
    "break_off",
    "created",
    "ctrl_c",
    "refuse_to_read",
    "reset_after_reading",
    "silence",
]

Line = Callable[["Conversation"], None]


class Recorded:
    """One request as it arrived."""

    def __init__(self, head: bytes, body: bytes) -> None:
        self.raw = head + body
        lines = head.decode("latin-1").split("\r\n")
        self.method, self.target, _ = lines[0].split(" ")
        self.headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        self.body = body


class Conversation:
    """A connection on which the next request is answered."""

    def __init__(self, connection: socket.socket, server: ScriptedServer) -> None:
        self.connection = connection
        self.server = server
        self.over = False

    def begins(self) -> bool:
        """Wait for the first byte of a request; return False if the connection ends instead."""
        try:
            return bool(self.connection.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    def read(self) -> Recorded | None:
        received = b""
        while b"\r\n\r\n" not in received:
            piece = self._receive()
            if not piece:
                return None
            received += piece
        head, _, body = received.partition(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        while len(body) < length:
            piece = self._receive()
            if not piece:
                return None
            body += piece
        recorded = Recorded(head + b"\r\n\r\n", body)
        self.server.requests.append(recorded)
        return recorded

    def _receive(self) -> bytes:
        try:
            return self.connection.recv(65536)
        except OSError:
            return b""

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def reset(self) -> None:
        # With a linger time of 0 closing sends RST instead of FIN.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.over = True

    def close(self) -> None:
        self.connection.close()
        self.over = True


class ScriptedServer:
    """Listens on loopback; each request or connection is treated as the next line of the script says.

    Attributes:
        requests: what arrived, in order.
        connections: how many connections were opened.
    """

    def __init__(self, script: Sequence[Line]) -> None:
        self.script = list(script)
        self.requests: list[Recorded] = []
        self.connections = 0
        self.errors: list[BaseException] = []
        self.stopped = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stopped.set()
        # Closing alone does not wake a thread that is blocked in accept.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()
        assert self.errors == []
        if kind is None:
            assert self.script == [], "the client made fewer requests than the script has lines"

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        conversation = Conversation(connection, self)
        # A line is for a request, so it is taken when one begins: an idle connection takes none.
        while not conversation.over and conversation.begins():
            with self._lock:
                line = self.script.pop(0) if self.script else None
            if line is None:
                # Left open, the connection would keep a client waiting that asks more than it should.
                conversation.close()
                return
            try:
                line(conversation)
            except OSError:
                return
            except BaseException as error:
                self.errors.append(error)
                raise


def answer(status: int, body: bytes | object = b"", *, headers: Sequence[str] = ()) -> Line:
    """Read the request and answer it properly; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}", *headers]
    return _after_reading(lambda c: c.send("\r\n".join([*lines, "", ""]).encode() + content))


def created(*headers: str) -> Line:
    """Answer as the service does when it has created something."""
    return answer(201, headers=headers or ("Capture-Id: c-1", "Location: https://api.example/captures/c-1"))


def break_off(data: bytes) -> Line:
    """Read the request, send this much of an answer, and close."""

    def line(conversation: Conversation) -> None:
        if conversation.read() is not None:
            conversation.send(data)
            conversation.close()

    return line


def reset_after_reading(conversation: Conversation) -> None:
    """Read the request, then drop the connection hard."""
    if conversation.read() is not None:
        conversation.reset()


def refuse_to_read(conversation: Conversation) -> None:
    """Drop the connection hard without reading a byte of the request."""
    conversation.reset()


def silence(conversation: Conversation) -> None:
    """Read the request and never answer."""
    if conversation.read() is not None:
        conversation.server.stopped.wait(30)
        conversation.close()


@contextmanager
def ctrl_c() -> Iterator[Line]:
    """Give a line that reads the request and, while the client waits, does what Ctrl-C does."""

    def line(conversation: Conversation) -> None:
        conversation.read()
        os.kill(os.getpid(), signal.SIGUSR1)
        conversation.server.stopped.wait(10)

    # SIGINT itself may be ignored, or have another handler, where tests run.
    before = signal.signal(signal.SIGUSR1, signal.default_int_handler)
    try:
        yield line
    finally:
        signal.signal(signal.SIGUSR1, before)


def _after_reading(act: Callable[[Conversation], None]) -> Line:
    def line(conversation: Conversation) -> None:
        if conversation.read() is None:
            conversation.over = True
        else:
            act(conversation)

    return line
