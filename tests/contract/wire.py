"""HTTP as bytes: a service on a plain socket that keeps what arrives, and a strict reader of that.

No part of the client is replaced, and nothing of the client reads for the tests what it wrote.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from attrs import field, frozen

__all__ = ["Received", "Service", "json_of", "reply"]

# https://www.rfc-editor.org/rfc/rfc9112#name-request-line and #name-field-syntax: no leniency.
_REQUEST_LINE = re.compile(rb"([A-Z]+) ([!-~]+) HTTP/1\.1")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([ -~\t]*?)[ \t]*")


@frozen
class Received:
    """One request as it arrived.

    Args:
        method: as in the first line.
        target: path and query, as in the first line.
        headers: names and values in order, as they were written.
        body: every byte after the headers.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    @classmethod
    def read(cls, head: bytes, body: bytes) -> Self:
        """Read a request.

        Raises:
            AssertionError: it is not what RFC 9112 allows.
        """
        first, *rest = head.split(b"\r\n")
        line = _REQUEST_LINE.fullmatch(first)
        assert line is not None, f"not a request line: {first!r}"
        fields = []
        for text in rest:
            found = _FIELD.fullmatch(text)
            assert found is not None, f"not a header: {text!r}"
            fields.append((found[1].decode("ascii"), found[2].decode("ascii")))
        return cls(line[1].decode("ascii"), line[2].decode("ascii"), tuple(fields), body)

    def header(self, name: str) -> str | None:
        """Return the value of a header that may be sent once, ``None`` if it is not there.

        Raises:
            AssertionError: it was sent more than once.
        """
        values = [value for given, value in self.headers if given.lower() == name.lower()]
        assert len(values) <= 1, f"{name} was sent {len(values)} times"
        return values[0] if values else None


def json_of(content: bytes) -> Any:
    """Return the JSON of a body.

    Raises:
        AssertionError: it is not UTF-8, an object has one name twice, or a number is none of JSON's.
    """

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "an object has one name twice"
        return dict(pairs)

    def refuse(name: str) -> Any:
        raise AssertionError(f"{name} is not JSON")

    return json.loads(content.decode("utf-8"), object_pairs_hook=unique, parse_constant=refuse)


def reply(status: int, body: bytes = b"", headers: Iterable[tuple[str, str]] = ()) -> bytes:
    """Return an answer as bytes; a 204 carries neither a body nor a length."""
    lines = [f"HTTP/1.1 {status} ", *(f"{name}: {value}" for name, value in headers)]
    if status != 204:
        lines.append(f"Content-Length: {len(body)}")
    assert status != 204 or not body
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class Service:
    """Listens on loopback and gives every request the answer that is set, over connections that stay.

    Attributes:
        answer: the bytes to answer with.
    """

    def __init__(self) -> None:
        self.answer = reply(204)
        self._received: list[Received] = []
        self._failures: list[BaseException] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def taken(self) -> Sequence[Received]:
        """Return what arrived since this was asked last, and forget it."""
        received, self._received = self._received, []
        if self._failures:
            raise self._failures.pop()
        return received

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Closing alone does not wake a thread that is blocked in accept.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive()

    def _start(self, work: Any, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connections.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):
            while (received := _receive(connection)) is not None:
                try:
                    self._received.append(Received.read(*received))
                except AssertionError as failure:
                    self._failures.append(failure)
                connection.sendall(self.answer)


def _receive(connection: socket.socket) -> tuple[bytes, bytes] | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(1 << 20)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    said = re.findall(rb"(?im)^content-length:[ \t]*([0-9]+)[ \t]*\r?$", head)
    # Whatever comes on top of the length that was said stays in the body, for the test to see.
    while len(body) < sum(map(int, said[:1])):
        piece = connection.recv(1 << 20)
        if not piece:
            return None
        body += piece
    return head, body
