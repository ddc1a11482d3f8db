"""The server's ASGI application: takes HTTP requests, and answers as the vendor's API, control endpoint or page.

Requests are carried out on the event loop's thread, one after the other, as they are in process. Only
a slow one waits without holding the others up. ASGI knows answers only: what a fault does to a connection
needs the connection itself, which `Protocol` hands to the application in the scope's ``state``.
"""

from __future__ import annotations

import asyncio
import logging
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from time import perf_counter
from typing import Any, Final, TypeAlias, cast

from uvicorn.protocols.http.h11_impl import H11Protocol

from ...runtime.messages import Answer, Headers, Request
from ..decisions import SIZE_LIMIT
from ..fault_injection import Closed, CutShort, Delayed, OnTheWire
from ..sandbox import Sandbox
from .control import OVERVIEW, Control
from .page import WebPage

__all__ = ["LOGGER", "Application", "Protocol"]

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]

LOGGER: Final = logging.getLogger("kco.sandbox")

_HOST: Final = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?", re.ASCII)
_WITHOUT_BODY: Final = frozenset({204, 304})
# Stands for a body that is too large to be read, so that the service alone decides which error of a request
# comes first.
_TOO_LARGE: Final = bytes(SIZE_LIMIT + 1)


class Application:
    """Answers what comes in over HTTP.

    Args:
        sandbox: the service.
        allowed_hosts: by which names the control endpoints and the page may be called.
    """

    def __init__(self, sandbox: Sandbox, *, allowed_hosts: Collection[str] = ()) -> None:
        self._sandbox = sandbox
        self._control = Control(sandbox, allowed_hosts=allowed_hosts)
        self._page = WebPage(allowed_hosts=allowed_hosts)
        self._stopping = asyncio.Event()
        self._reading: set[Exchange] = set()

    def stop(self) -> None:
        """End all waiting, of slow calls and for bodies; called on the event loop's thread."""
        self._stopping.set()
        for exchange in self._reading:
            exchange.abort()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, and log it."""
        started = perf_counter()
        exchange = Exchange(scope, receive, send)
        try:
            ending = await self._respond(exchange)
        except Disconnected:
            ending = "gave up"
        milliseconds = (perf_counter() - started) * 1000
        # The page asks once a second, as long as it is open.
        level = logging.DEBUG if exchange.path == OVERVIEW else logging.INFO
        LOGGER.log(
            level, "%s %s %s %.0f ms", exchange.method, _printable(exchange.path), ending, milliseconds
        )

    async def _respond(self, exchange: Exchange) -> str:
        content = await self._read(exchange)
        if self._page.serves(exchange.method, exchange.path, exchange.headers):
            return await _send(exchange, self._page.handle(exchange.path, exchange.headers))
        if self._control.serves(exchange.path):
            answer = self._control.handle(exchange.method, exchange.path, exchange.headers, content)
            return await _send(exchange, answer)
        request = exchange.request(_TOO_LARGE if content is None else content)
        sent = self._sandbox.receive(request)
        if isinstance(sent, Delayed):
            sent = await self._carry_out_late(sent, exchange)
        return await _send(exchange, sent)

    async def _read(self, exchange: Exchange) -> bytes | None:
        self._reading.add(exchange)
        try:
            return await exchange.read(SIZE_LIMIT)
        finally:
            self._reading.discard(exchange)

    async def _carry_out_late(self, delayed: Delayed, exchange: Exchange) -> OnTheWire:
        try:
            # Whether the caller is still there makes no difference to the service.
            await asyncio.wait_for(self._stopping.wait(), delayed.seconds)
        except TimeoutError:
            pass
        finally:
            given_up = self._stopping.is_set() or exchange.is_over
            sent = self._sandbox.resume(delayed, given_up=given_up)
        return Closed() if self._stopping.is_set() else sent


async def _send(exchange: Exchange, sent: OnTheWire) -> str:
    if isinstance(sent, Answer):
        await exchange.answer(sent)
        return str(sent.status_code)
    if isinstance(sent, CutShort):
        await exchange.cut_short(sent)
        return f"{sent.answer.status_code}, cut short"
    await exchange.close()
    return "closed without an answer"


def _printable(path: str) -> str:
    # A path with line breaks must not add lines to the log.
    return path.encode("unicode_escape").decode("ascii")


# --- Connections ----------------------------------------------------------------------------------


class Protocol(H11Protocol):
    """uvicorn's HTTP/1.1 in Python, with the connection in the scope."""

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
    """One request, which has arrived up to the end of its head, and its answer.

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

        A body that announces to be longer is not read at all: a caller that waits for ``100 Continue`` gets
        the answer instead. Bytes that come in spite of it are thrown away.

        Raises:
            Disconnected: the caller has gone.
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
        # This sends all that was written before it closes.
        self._transport.close()
        await self._ended()

    async def close(self) -> None:
        """Close the connection without a byte of an answer."""
        self.abort()
        await self._ended()

    def abort(self) -> None:
        """End the connection; reading from it reports that the caller is gone."""
        self._transport.abort()

    async def _begin(self, answer: Answer, length: int) -> None:
        pairs = [(name, value) for name, value in answer.headers.items() if name.lower() != "content-length"]
        if answer.status_code not in _WITHOUT_BODY:
            pairs.append(("Content-Length", str(length)))
        await self._send(
            {"type": "http.response.start", "status": answer.status_code, "headers": _encoded(pairs)}
        )

    async def _ended(self) -> None:
        # If the application returned before, uvicorn would answer with a 500.
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
    # It ends up in Location, so only a valid host is repeated.
    if _HOST.fullmatch(named):
        return named
    host, port = cast("tuple[str, int]", server)
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
