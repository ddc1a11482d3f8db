"""A server that counts what it got, by path and by idempotency key; the truth that interruptions are judged by.

``python -m tests.proofs.counting`` prints its port and serves until its input ends. The number in a path
says how it behaves the first time: some answers come late, some are 503, some never come.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from typing import ClassVar, cast

__all__ = ["behaviour"]

_NUMBER = re.compile(rb"(\d+)(?:/captures)?$")
_HELD = re.compile(rb"/hold/(\d+)$")


def behaviour(number: int) -> str:
    """Return what the first request with a number meets."""
    return {1: "503", 2: "late", 3: "closed after the answer", 4: "no answer"}.get(number % 7, "answered")


class Counting(asyncio.Protocol):
    """One connection."""

    got: ClassVar[Counter[str]] = Counter()
    """Requests by method, path and key, since they were asked for last."""
    paths: ClassVar[Counter[bytes]] = Counter()
    held: ClassVar[list[Counting]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._data = b""

    def data_received(self, data: bytes) -> None:
        self._data += data
        while True:
            head, end, rest = self._data.partition(b"\r\n\r\n")
            length = int((re.search(rb"(?i)content-length: *(\d+)", head) or [b"", b"0"])[1])
            if not end or len(rest) < length:
                return
            self._data = rest[length:]
            self._request(head)

    def _request(self, head: bytes) -> None:
        method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
        if path == b"/counts":
            self._counts(rounds=10)
        elif held := _HELD.search(path):
            self.held.append(self)
            if len(self.held) == int(held[1]):
                for connection in self.held:
                    connection.answer(200)
                self.held.clear()
        else:
            key = re.search(rb"(?i)klarna-idempotency-key: *(\S+)", head)
            self.got[b" ".join((method, path, key[1] if key else b"-")).decode()] += 1
            self.paths[path] += 1
            number = _NUMBER.search(path)
            self._behave(behaviour(int(number[1])) if number and self.paths[path] == 1 else "answered")

    def _behave(self, how: str) -> None:
        if how == "no answer":
            self._transport.close()
        elif how == "late":
            asyncio.get_running_loop().call_later(0.001, self.answer, 201)
        else:
            self.answer(503 if how == "503" else 201)
            if how == "closed after the answer":
                self._transport.close()

    def _counts(self, rounds: int) -> None:
        # After some rounds of the loop, all that had arrived before on any connection has been read.
        if rounds:
            asyncio.get_running_loop().call_soon(self._counts, rounds - 1)
            return
        self.answer(200, json.dumps(self.got).encode())
        self.got.clear()

    def answer(self, status: int, body: bytes = b"") -> None:
        """Send an answer, unless nobody is there to read it."""
        if not self._transport.is_closing():
            kind = b"Content-Type: application/json\r\n" if body else b""
            created = b"Capture-Id: c-1\r\n" if status == 201 else b""
            head = b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n%s%s\r\n" % (status, len(body), kind, created)
            self._transport.write(head + body)

    def connection_lost(self, exc: Exception | None) -> None:
        if self in self.held:
            self.held.remove(self)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(Counting, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(_serve())
