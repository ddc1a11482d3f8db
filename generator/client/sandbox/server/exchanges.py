"""One request and its answer on a connection: what ASGI and uvicorn give, as the sandbox's own values.

ASGI knows answers only. What a fault does to a connection needs the connection itself, which
`Protocol` hands to the application in the scope's ``state``.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Final, TypeAlias, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from ...runtime.messages import Answer, Headers, Request
from ..wire import CutShort

__all__ = ["Disconnected", "Exchange", "Message", "Protocol", "Receive", "Scope", "Send"]

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

_HOST: Final = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?", re.ASCII)
_WITHOUT_BODY: Final = frozenset({204, 304})


class Protocol(H11Protocol):
    """HTTP/1.1 in Python alone, with the connection at the application's hand."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note whose connection it is."""
        super().connection_made(transport)
        # A body does not wait until its head is acknowledged, which takes 40 ms. asyncio sees to that
        # only for sockets that it has opened itself.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state: dict[str, Any] = {**self.app_state, "transport": transport}


class Disconnected(Exception):
    """The caller went away before the request was complete."""


class Exchange:
    """A request that has arrived up to the end of its head.

    Args:
        scope: the request's head, as ASGI has it.
        receive: gives pieces of the body.
        send: takes pieces of the answer.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._transport: asyncio.Transport = scope["state"]["transport"]
        self.method: str = scope["method"]
        self.header_pairs: tuple[tuple[str, str], ...] = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        )
        self.headers: Headers = Headers(self.header_pairs)
        self.path: str
        self.path, self._query = _target(scope["raw_path"].decode("latin-1"), scope["query_string"])
        self._host = _host(self.headers.get("Host", ""), scope["server"])

    def request(self, content: bytes | None) -> Request:
        """Return the request with a body, as the service takes it."""
        query = f"?{self._query}" if self._query else ""
        url = f"http://{self._host}{self.path}{query}"
        return Request(self.method, url, self.header_pairs, content or None)

    async def read(self, limit: int) -> bytes | None:
        """Return the body, or ``None`` if it is longer than `limit` bytes.

        A body that announces to be longer is not even begun: whoever waits for ``100 Continue`` gets
        the answer instead. What is sent all the same is thrown away as it comes.

        Raises:
            Disconnected: there is nobody left to answer.
        """
        if int(self.headers.get("Content-Length", "0")) > limit:
            return None
        content = bytearray()
        while True:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            content += message.get("body", b"")
            if len(content) > limit:
                return None
            if not message.get("more_body", False):
                return bytes(content)

    @property
    def is_over(self) -> bool:
        """True if the connection has ended: the caller has given up."""
        return self._transport.is_closing()

    async def answer(self, answer: Answer) -> None:
        """Send an answer."""
        content = b"" if answer.status_code in _WITHOUT_BODY else answer.content
        await self._begin(answer, len(content))
        await self._send({"type": "http.response.body", "body": content})

    async def cut_short(self, cut: CutShort) -> None:
        """Send the head of an answer and a part of its body, and close the connection."""
        await self._begin(cut.answer, len(cut.answer.content))
        await self._send({"type": "http.response.body", "body": cut.sent, "more_body": True})
        # What is written goes out before the end.
        self._transport.close()
        await self._ended()

    async def close(self) -> None:
        """Close the connection without a byte of an answer."""
        self.abort()
        await self._ended()

    def abort(self) -> None:
        """End the connection; whoever reads from it is told that the caller is gone."""
        self._transport.abort()

    async def _begin(self, answer: Answer, length: int) -> None:
        pairs = [(name, value) for name, value in answer.headers.items() if name.lower() != "content-length"]
        if answer.status_code not in _WITHOUT_BODY:
            pairs.append(("Content-Length", str(length)))
        await self._send(
            {"type": "http.response.start", "status": answer.status_code, "headers": _encoded(pairs)}
        )

    async def _ended(self) -> None:
        # An application that returns before would be answered for, with a 500.
        while (await self._receive())["type"] != "http.disconnect":
            pass


def _encoded(pairs: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in pairs]


def _target(raw_path: str, query: bytes) -> tuple[str, str]:
    # Clients of a proxy write the whole address: https://www.rfc-editor.org/rfc/rfc9112#absolute-form
    if raw_path.lower().startswith(("http://", "https://")):
        raw_path = f"/{raw_path.split('/', 3)[3] if raw_path.count('/') > 2 else ''}"
    return raw_path, query.decode("latin-1")


def _host(named: str, server: Any) -> str:
    # It ends up in Location, so what is no host at all is not repeated.
    if _HOST.fullmatch(named):
        return named
    host, port = cast("tuple[str, int]", server)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
