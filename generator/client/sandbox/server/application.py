"""The server's one ASGI application: the vendor's API, the control endpoints beside it, and the page.

Requests are carried out on the event loop's thread, one after the other, as they are in process. Only
a slow one waits without holding the others up.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from time import perf_counter
from typing import Final

from ...runtime.messages import Answer
from ..decisions import SIZE_LIMIT
from ..embedded import Sandbox
from ..wire import Closed, CutShort, Delayed, OnTheWire
from .control import Control
from .endpoints import OVERVIEW
from .exchanges import Disconnected, Exchange, Receive, Scope, Send
from .page import Page

__all__ = ["LOGGER", "Application"]

LOGGER: Final = logging.getLogger("kco.sandbox")

# What was not read of a body that is too large is stood in for, so that the service alone decides in
# which order a request is found wanting.
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
        self._page = Page(allowed_hosts=allowed_hosts)
        self._stopping = asyncio.Event()
        self._reading: set[Exchange] = set()

    def stop(self) -> None:
        """End all waiting, of slow calls and for bodies; called on the event loop's thread."""
        self._stopping.set()
        for exchange in self._reading:
            exchange.abort()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        started = perf_counter()
        exchange = Exchange(scope, receive, send)
        try:
            told = await self._respond(exchange)
        except Disconnected:
            told = "gave up"
        milliseconds = (perf_counter() - started) * 1000
        # The page asks once a second, as long as it is open.
        level = logging.DEBUG if exchange.path == OVERVIEW else logging.INFO
        LOGGER.log(level, "%s %s %s %.0f ms", exchange.method, _printable(exchange.path), told, milliseconds)

    async def _respond(self, exchange: Exchange) -> str:
        content = await self._read(exchange)
        if self._page.serves(exchange.method, exchange.path, exchange.headers):
            answer = self._page.handle(exchange.path, exchange.headers)
            await exchange.answer(answer)
            return str(answer.status_code)
        if self._control.serves(exchange.path):
            answer = self._control.handle(exchange.method, exchange.path, exchange.headers, content)
            await exchange.answer(answer)
            return str(answer.status_code)
        request = exchange.request(_TOO_LARGE if content is None else content)
        received = self._sandbox.receive(request)
        if isinstance(received, Delayed):
            received = await self._carry_out_late(received, exchange)
        return await _send(exchange, received)

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
            outcome = self._sandbox.resume(delayed, given_up=given_up)
        return Closed() if self._stopping.is_set() else outcome


async def _send(exchange: Exchange, outcome: OnTheWire) -> str:
    if isinstance(outcome, Answer):
        await exchange.answer(outcome)
        return str(outcome.status_code)
    if isinstance(outcome, CutShort):
        await exchange.cut_short(outcome)
        return f"{outcome.answer.status_code}, cut short"
    await exchange.close()
    return "closed without an answer"


def _printable(path: str) -> str:
    # What a caller writes must not write lines of the log.
    return path.encode("unicode_escape").decode("ascii")
