"""The streams by themselves: what cannot be brought about through a whole client."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import pytest
from kco.runtime.async_network import AsyncStream
from kco.runtime.exchanges import EXCHANGE, Exchange
from kco.runtime.network import Stream
from kco.runtime.sockets import is_readable
from kco.runtime.timeouts import Deadline, Timeouts
from kco.runtime.transport import TransportError

Run = Callable[[Callable[[], Any]], Any]


def run(call: Callable[[], Any]) -> Any:
    """Call a method of a stream of either kind."""

    async def await_it() -> Any:
        result = call()
        return await result if inspect.isawaitable(result) else result

    return asyncio.run(await_it())


@contextmanager
def an_exchange(tls_layers: int = 0, timeouts: Timeouts | None = None) -> Iterator[Exchange]:
    exchange = Exchange(Deadline.start(timeouts or Timeouts(), time.monotonic()), tls_layers)
    token = EXCHANGE.set(exchange)
    try:
        yield exchange
    finally:
        EXCHANGE.reset(token)


@pytest.fixture(params=[Stream, AsyncStream], ids=["sync", "async"])
def ends(request: pytest.FixtureRequest) -> Iterator[tuple[Any, socket.socket]]:
    """A stream of each kind and the socket at its other end."""
    near, far = socket.socketpair()
    near.setblocking(request.param is Stream)
    with near, far:
        yield request.param(near), far


def test_a_first_write_to_a_dead_connection_is_not_sent(ends: tuple[Any, socket.socket]) -> None:
    stream, far = ends
    far.close()
    with an_exchange() as exchange, pytest.raises(httpcore.ConnectError, match="before the request went out"):
        run(lambda: stream.write(b"POST / HTTP/1.1\r\n\r\n"))
    assert not exchange.sent


def test_a_later_write_to_a_dead_connection_is_sent(ends: tuple[Any, socket.socket]) -> None:
    stream, far = ends
    with an_exchange() as exchange:
        run(lambda: stream.write(b"POST / HTTP/1.1\r\n\r\n"))
        assert exchange.sent
        far.close()
        with pytest.raises(httpcore.WriteError):
            run(lambda: stream.write(b"{}"))
    assert exchange.sent


def test_words_to_a_proxy_are_no_bytes_of_the_request(ends: tuple[Any, socket.socket]) -> None:
    stream, far = ends
    with an_exchange(tls_layers=1) as exchange:
        run(lambda: stream.write(b"CONNECT localhost:443 HTTP/1.1\r\n\r\n"))
    assert far.recv(7) == b"CONNECT"
    assert not exchange.sent


def test_nothing_is_written_after_the_deadline(ends: tuple[Any, socket.socket]) -> None:
    stream, far = ends
    far.setblocking(False)
    with an_exchange(timeouts=Timeouts(total=1e-9)) as exchange, pytest.raises(httpcore.WriteTimeout):
        run(lambda: stream.write(b"POST / HTTP/1.1\r\n\r\n"))
    assert not exchange.sent
    with pytest.raises(BlockingIOError):
        far.recv(1)


def test_an_idle_connection_is_readable_once_it_is_over(ends: tuple[Any, socket.socket]) -> None:
    stream, far = ends
    assert not stream.get_extra_info("is_readable")
    far.close()
    assert stream.get_extra_info("is_readable")


def test_a_closed_socket_counts_as_readable() -> None:
    closed = socket.socket()
    closed.close()
    assert is_readable(closed)


def test_the_error_survives_pickle() -> None:
    copy = pickle.loads(pickle.dumps(TransportError("broke", sent=True, deadline_exceeded=True)))
    assert (str(copy), copy.sent, copy.deadline_exceeded) == ("broke", True, True)
