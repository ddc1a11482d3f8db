# Copied from generator/client/runtime/transport/async_pool.py by "make generate"; change that, not this.
"""The connections to one origin: a request waits for its turn, takes a connection and gives it back.

An exception may land between any two steps in here: Ctrl-C, a soft time limit, a cancellation. So there is no
lock, and no number that goes up before a call and down after it. A call is counted by standing in `AsyncPool`'s
list of calls, and taken off it by the first step of a ``finally``; a connection belongs to one call alone from
the moment it is taken until its answer is complete, so losing it takes nothing from other calls. httpcore's
own pool does lose its places and its lock then (https://github.com/encode/httpcore/issues/1093).

Threads and event loops share this source. What they do differently, to wait and to own connections, is in
`concurrency`, and the connections themselves are written for each of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING, Final

import httpcore

from ..errors import ConfigurationError
from .async_connections import AsyncConnection
from .concurrency import AsyncBell, AsyncHome
from .failures import outcome_of
from .http1 import Content, Origin, request_headers
from .progress import Exchange

if TYPE_CHECKING:
    from ..messages import Answer, Request
    from ..timeouts import Deadline
    from .proxies import Route

__all__ = ["AsyncPool", "to_httpcore"]

# A call that waits is woken when its turn comes, unless the call that should do that was interrupted.
_LOOK_AGAIN: Final = 0.1
# As long as httpx keeps an idle connection (https://www.python-httpx.org/advanced/resource-limits/).
_IDLE_SECONDS: Final = 5.0


class AsyncPool:
    """The connections to one origin from one `AsyncHome`.

    Args:
        route: the way to the origin.
        max_connections: how many connections there may be at a time.
        max_answer_bytes: how large the body of an answer may be.
    """

    def __init__(self, route: Route, *, max_connections: int, max_answer_bytes: int) -> None:
        self.home: AsyncHome = AsyncHome()
        self._route = route
        self._max_connections = max_connections
        self._max_answer_bytes = max_answer_bytes
        self._closed = False
        # Dictionaries that keep an order: each step on them is one step of the interpreter.
        self._calls: dict[Exchange, None] = {}
        self._idle = IdleConnections()

    async def send(self, request: Request, target: bytes, deadline: Deadline) -> Answer:
        """Send a request and return the answer, or raise `TransportError`."""
        exchange = Exchange(deadline, self._route.tls_layers, self._route.place)
        self._calls[exchange] = None
        try:
            return await self._send(request, target, exchange)
        except BaseException as error:
            outcome = outcome_of(error, exchange)
        finally:
            self._calls.pop(exchange, None)
            self._wake_next()
        try:
            raise outcome  # outside of the clause above, so that it has no context that leads to the request
        finally:
            del outcome

    async def _send(self, request: Request, target: bytes, exchange: Exchange) -> Answer:
        if self._closed:
            raise ConfigurationError("the client is closed; make a new one")
        outgoing = to_httpcore(request, target, self._route.origin)
        await self._wait_for_turn(exchange)
        connection = self._idle.take(exchange) or AsyncConnection(self._route)
        try:
            answer, again = await connection.carry(outgoing, exchange, self._max_answer_bytes)
            if again and not exchange.closed:
                self._give_back(connection)
            else:
                connection.close()
            return answer
        except BaseException:
            connection.close()  # Were it given back already, it is found closed.
            raise

    async def _wait_for_turn(self, exchange: Exchange) -> None:
        """Wait until there are fewer earlier calls than there may be connections."""
        if len(self._calls) <= self._max_connections:
            return
        exchange.begin("pool")
        bell = AsyncBell()
        exchange.wake_up = bell.ring
        while list(self._calls).index(exchange) >= self._max_connections:
            seconds = exchange.seconds("pool")
            await bell.wait(_LOOK_AGAIN if seconds is None else min(seconds, _LOOK_AGAIN))
        exchange.wake_up = None
        exchange.waited()

    def _wake_next(self) -> None:
        calls = list(self._calls)
        if len(calls) >= self._max_connections:
            calls[self._max_connections - 1].wake()

    def _give_back(self, connection: AsyncConnection) -> None:
        self._idle.add(connection)
        if self._closed:
            self._idle.close()
        else:
            self._idle.close_old()

    async def close(self) -> None:
        """Close every connection, and end the calls that use one."""
        self._closed = True
        await self.home.close(self._end_calls, self.close_idle)

    def _end_calls(self) -> None:
        for exchange in list(self._calls):
            exchange.end()

    def close_idle(self) -> None:
        """Close the connections that no call uses."""
        self._idle.close()


_Claims = dict[str, object]


class IdleConnections:
    """The connections that no call uses, the one that was used last at the end.

    Several threads may want the same connection, and an exception of a signal handler may land between any two
    steps. So a connection belongs to the call that writes the first claim on it, which is a single step. A call
    that is interrupted after that finds its claim, and closes the connection that would be lost.
    """

    def __init__(self) -> None:
        self._claims: dict[AsyncConnection, _Claims] = {}

    def __len__(self) -> int:
        return len(self._claims)

    def add(self, connection: AsyncConnection) -> None:
        """Keep a connection whose answer is complete."""
        self._claims[connection] = {}

    def take(self, caller: object) -> AsyncConnection | None:
        """Return the connection that was used last and can be used again, if there is one.

        Args:
            caller: who asks; no two calls may be equal.
        """
        for connection, claims in reversed(list(self._claims.items())):
            try:
                if self._claim(connection, claims, caller):
                    if connection.idle_seconds() < _IDLE_SECONDS and connection.is_silent():
                        return connection
                    connection.close()
            except BaseException:
                self._give_up(connection, claims, caller)
                raise
        return None

    def close_old(self) -> None:
        """Close the connections that have been idle for too long."""
        # The one that has been idle for longest comes first.
        self._close(
            takewhile(lambda item: item[0].idle_seconds() >= _IDLE_SECONDS, list(self._claims.items()))
        )

    def close(self) -> None:
        """Close all of them."""
        self._close(list(self._claims.items()))

    def _close(self, items: Iterable[tuple[AsyncConnection, _Claims]]) -> None:
        for connection, claims in items:
            caller = object()
            try:
                if self._claim(connection, claims, caller):
                    connection.close()
            except BaseException:
                self._give_up(connection, claims, caller)
                raise

    def _claim(self, connection: AsyncConnection, claims: _Claims, caller: object) -> bool:
        if claims.setdefault("by", caller) is not caller:
            return False
        self._claims.pop(connection, None)
        return True

    def _give_up(self, connection: AsyncConnection, claims: _Claims, caller: object) -> None:
        if claims.get("by") is caller:
            self._claims.pop(connection, None)
            connection.close()


def to_httpcore(request: Request, target: bytes, origin: Origin) -> httpcore.Request:
    """Return a request as httpcore wants it."""
    outgoing = httpcore.Request(
        request.method,
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target),
        content=Content(request.content),
    )
    # Not as an argument: httpcore would check each name and value for being text or bytes, which takes time.
    outgoing.headers = request_headers(request, origin)
    return outgoing
