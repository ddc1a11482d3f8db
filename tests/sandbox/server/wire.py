"""Speaks HTTP over a plain socket, so that a test sees every byte that went out."""

from __future__ import annotations

import json
import socket
from types import TracebackType
from typing import Any, Self

import attrs

__all__ = ["JSON", "ONE", "ORDERS", "Connection", "Response", "exchange"]

ORDERS = "/ordermanagement/v1/orders"
JSON = "Content-Type: application/json"
ONE = b'{"captured_amount": 1}'
"""The body of the smallest capture."""

_PATIENCE = 30  # seconds; only a broken server makes a test wait for it


@attrs.frozen
class Response:
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON data."""
        return json.loads(self.body)


class Connection:
    """A connection that is used until one side ends it.

    Args:
        url: where to connect to.
    """

    def __init__(self, url: str) -> None:
        host, _, port = url.removeprefix("http://").rpartition(":")
        self.host = f"{host}:{port}"
        self._socket = socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE)
        self._received = b""

    def request(self, method: str, target: str, *headers: str, body: bytes = b"") -> None:
        """Send a request, with the length of its body unless the headers have another way to say it."""
        lines = [f"{method} {target} HTTP/1.1", f"Host: {self.host}", *headers]
        names = [header.partition(":")[0].lower() for header in headers]
        if body and not {"content-length", "transfer-encoding"} & set(names):
            lines.append(f"Content-Length: {len(body)}")
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1") + body)

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def response(self, *, to: str = "GET") -> Response:
        """Read one answer, whose body has the length it says."""
        head = self._until(b"\r\n\r\n")
        status, headers = _read_head(head)
        length = 0 if to == "HEAD" or status in (100, 204) else int(headers["content-length"])
        while len(self._received) < length:
            self._more()
        body, self._received = self._received[:length], self._received[length:]
        return Response(status, headers, body)

    def head(self) -> Response:
        """Read the head of an answer."""
        return Response(*_read_head(self._until(b"\r\n\r\n")), b"")

    def rest(self) -> bytes:
        """Read everything up to the end of the connection, which has to be a clean one."""
        while piece := self._socket.recv(65536):
            self._received += piece
        return self._received

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _until(self, end: bytes) -> bytes:
        while end not in self._received:
            self._more()
        head, _, self._received = self._received.partition(end)
        return head

    def _more(self) -> None:
        piece = self._socket.recv(65536)
        if not piece:
            raise EOFError(f"the connection ended after {self._received!r}")
        self._received += piece


def _read_head(head: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.split(":", 1) for line in lines)
    return int(first.split(" ")[1]), {name.lower(): value.strip() for name, value in pairs}


def exchange(url: str, method: str, target: str, *headers: str, body: bytes = b"") -> Response:
    """Send one request on a connection of its own and read the answer."""
    with Connection(url) as connection:
        connection.request(method, target, *headers, body=body)
        return connection.response(to=method)
