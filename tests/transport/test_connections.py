"""How connections are kept, shared, given up and closed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import anyio
import anyio.lowlevel
import anyio.to_thread
import attrs
import httpcore
import pytest
from kco.runtime.messages import Answer
from kco.runtime.timeouts import Deadline
from kco.runtime.transport import TransportError
from kco.runtime.transport.connections import Opening
from kco.runtime.transport.network import AsyncHttpTransport

from .carriers import PATIENT, Asynchronous, Blocking, Carrier, a_request
from .servers import OK, Conversation, Server, answering, over_tls, refusing_port


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.usefixtures("trusting")
def test_one_connection_serves_many_requests(
    carrier: Carrier, serve: Callable[..., Server], scheme: str
) -> None:
    server = serve(over_tls(answering()) if scheme == "https" else answering(), scheme=scheme)
    for _ in range(5):
        assert carrier.send(a_request(server.url)).content == b"{}"
    assert server.accepted == 1
    assert len(server.requests) == 5


@pytest.mark.parametrize("status", [b"409 Conflict", b"429 Too Many Requests", b"503 Busy"])
def test_a_connection_is_used_again_after_an_answer_that_is_retried(
    carrier: Carrier, serve: Callable[..., Server], status: bytes
) -> None:
    server = serve(answering(b"HTTP/1.1 " + status + b"\r\nContent-Length: 2\r\n\r\n{}"))
    for _ in range(3):
        carrier.send(a_request(server.url))
    assert server.accepted == 1


def test_a_connection_that_the_server_closes_is_not_used_again(
    carrier: Carrier, serve: Callable[..., Server]
) -> None:
    closing = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    server = serve(answering(closing))
    carrier.send(a_request(server.url))
    carrier.send(a_request(server.url))
    assert server.accepted == 2


def test_a_connection_closed_while_idle_is_replaced(carrier: Carrier, serve: Callable[..., Server]) -> None:
    closed = threading.Event()

    def once(conversation: Conversation) -> None:
        conversation.answer()
        conversation.socket.shutdown(socket.SHUT_RDWR)
        closed.set()

    server = serve(once)
    for _ in range(3):
        assert carrier.send(a_request(server.url)).content == b"{}"
        assert closed.wait(5)
        closed.clear()
    assert server.accepted == 3


STALE = b"HTTP/1.1 201 Created\r\nCapture-Id: stale\r\nContent-Length: 2\r\n\r\n[]"
LEFT_OVER = {
    "an answer": STALE,
    "a status line": STALE[: STALE.index(b"\r\n") + 2],
    "half a status line": STALE[:10],
    "half a header": STALE[: STALE.index(b"stale")],
    "a head without its body": STALE[:-2],
    "a chunked head": b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n",
    "an empty line": b"\r\n",
    "a body": b"null",
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("pause", [False, True], ids=["at once", "later"])
@pytest.mark.parametrize("rest", LEFT_OVER.values(), ids=LEFT_OVER.keys())
def test_what_is_left_over_from_an_answer_is_not_taken_for_the_next_one(
    carrier: Carrier, serve: Callable[..., Server], rest: bytes, pause: bool, scheme: str
) -> None:
    told, left = threading.Event(), threading.Event()

    def script(conversation: Conversation) -> None:
        if server.accepted > 1:
            answering()(conversation)
        conversation.hear()
        conversation.say(OK if pause else OK + rest)
        if pause:
            told.wait(5)
            conversation.say(rest)
        left.set()
        conversation.answer(STALE)

    server = serve(over_tls(script) if scheme == "https" else script, scheme=scheme, name="localhost")
    assert carrier.send(a_request(server.url)).content == b"{}"
    told.set()
    assert left.wait(5)
    answer = carrier.send(a_request(server.url))
    assert (answer.status_code, answer.content) == (200, b"{}")
    assert server.accepted == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds packets back")
@pytest.mark.usefixtures("trusting")
def test_what_is_left_over_within_tls_is_not_taken_for_the_next_answer(
    carrier: Carrier, serve: Callable[..., Server]
) -> None:
    """Two records in one packet: the second one is known to neither the socket nor h11."""

    def script(conversation: Conversation) -> None:
        if server.accepted > 1:
            over_tls(answering())(conversation)
        conversation.start_tls()
        conversation.hear()
        conversation.say_together(OK, STALE)
        conversation.stay_silent()

    server = serve(script, scheme="https", name="localhost")
    for _ in range(2):
        assert carrier.send(a_request(server.url)).content == b"{}"
    assert server.accepted == 2


@pytest.mark.parametrize("length", [b"Content-Length: 4\r\n", b"", b"Transfer-Encoding: chunked\r\n"])
def test_a_body_where_http_allows_none_does_not_spoil_the_next_answer(
    carrier: Carrier, serve: Callable[..., Server], length: bytes
) -> None:
    """Twice: the body comes with the head, and after the next request, where nobody could tell it apart."""
    head = b"HTTP/1.1 204 No Content\r\n" + length + b"\r\n"
    together = serve(answering(head + b"null"))
    assert carrier.send(a_request(together.url)).status_code == 204
    assert carrier.send(a_request(together.url)).status_code == 204
    if length:
        apart = serve(answering(head))
        assert carrier.send(a_request(apart.url)).status_code == 204
        assert carrier.send(a_request(apart.url)).status_code == 204
        assert apart.accepted == 2


def test_eight_threads_share_a_transport(serve: Callable[..., Server]) -> None:
    def echo(conversation: Conversation) -> None:
        while True:
            body = conversation.hear().partition(b"\r\n\r\n")[2]
            conversation.say(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    server = serve(echo)
    carrier = Blocking()

    def work(thread: int) -> bool:
        bodies = [f"{thread}-{number}".encode() for number in range(25)]
        return all(carrier.send(a_request(server.url, content=body)).content == body for body in bodies)

    with ThreadPoolExecutor(8) as executor:
        assert all(executor.map(work, range(8)))
    carrier.close()
    assert server.accepted <= 8
    assert len(server.requests) == 200


def test_many_requests_take_turns_on_few_connections(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    server = serve(answering())
    carrier = carrying(max_connections=2)
    answers = carrier.send_together([a_request(server.url)] * 20)
    assert all(isinstance(answer, Answer) for answer in answers)
    assert server.accepted < 10


class Closable(httpcore.NetworkStream):
    """A stream that takes note of its end."""

    closed = False

    def close(self) -> None:
        self.closed = True


@pytest.mark.parametrize("is_taken", [True, False])
def test_the_thread_that_opens_a_connection_closes_it_only_if_it_was_not_taken(
    is_taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = Closable()
    opening = Opening(lambda: stream)
    # The caller looks at the result, and goes on, before the thread has come to its end.
    monkeypatch.setattr(opening.bell, "ring", lambda: opening.leave(stream if is_taken else None))

    opening.run()

    assert stream.closed is not is_taken


@pytest.mark.parametrize("kind", ["refused", "broken off", "silent", "tls"])
def test_a_failure_takes_up_no_connection(
    carrying: Callable[..., Carrier], serve: Callable[..., Server], kind: str
) -> None:
    bad = serve(Conversation.stay_silent if kind in ("silent", "tls") else Conversation.wait_for_bytes)
    url = {"refused": f"http://127.0.0.1:{refusing_port()}", "tls": f"https://127.0.0.1:{bad.port}"}
    carrier = carrying(max_connections=1)
    for _ in range(2):
        with pytest.raises(TransportError) as caught:
            carrier.send(
                a_request(url.get(kind, bad.url)), attrs.evolve(PATIENT, connect=0.05, read=0.05, pool=0.05)
            )
        assert "pool" not in str(caught.value)


def test_the_pool_is_usable_after_cancellations(
    waiting: Callable[..., Asynchronous], serve: Callable[..., Server]
) -> None:
    """Cancel at every stage and under contention; httpcore alone loses its places then."""
    calm = threading.Event()

    def moody(conversation: Conversation) -> None:
        while True:
            conversation.hear()
            if calm.is_set() or len(server.requests) % 3:
                conversation.say(OK)

    server = serve(moody)
    carrier = waiting(max_connections=2)

    async def churn() -> None:
        for rounds in range(40):
            async with anyio.create_task_group() as group:
                for _ in range(6):
                    group.start_soon(carrier.begin, a_request(server.url))
                for _ in range(rounds):
                    await anyio.lowlevel.checkpoint()
                group.cancel_scope.cancel()

    carrier.run(churn)
    calm.set()
    answers = carrier.send_together([a_request(server.url)] * 4)
    assert all(isinstance(answer, Answer) for answer in answers)


@pytest.mark.parametrize("cancellations", [1, 2, 3])
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.usefixtures("trusting")
def test_cancelling_again_while_a_cancelled_request_cleans_up_closes_its_connection(
    serve: Callable[..., Server], cancellations: int, scheme: str
) -> None:
    heard, gone = threading.Event(), threading.Event()

    def script(conversation: Conversation) -> None:
        if server.accepted > 1:
            answering()(conversation)
        conversation.hear()
        heard.set()
        conversation.stay_silent()
        gone.set()

    server = serve(over_tls(script) if scheme == "https" else script, scheme=scheme, name="localhost")
    carrier = Asynchronous(max_connections=1)

    async def cancelled() -> None:
        task = asyncio.create_task(carrier.begin(a_request(server.url)))
        while not heard.is_set():
            await asyncio.sleep(0)
        for _ in range(cancellations):
            task.cancel()
            await asyncio.sleep(0)
        with pytest.raises(asyncio.CancelledError):
            await task

    carrier.run(cancelled)
    assert gone.wait(5)
    assert carrier.send(a_request(server.url)).content == b"{}"
    carrier.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.usefixtures("trusting")
def test_a_cancelled_request_closes_its_connection(
    waiting: Callable[..., Asynchronous], serve: Callable[..., Server], scheme: str
) -> None:
    heard, gone = threading.Event(), threading.Event()

    def script(conversation: Conversation) -> None:
        if server.accepted > 1:
            answering()(conversation)
        conversation.hear()
        heard.set()
        conversation.stay_silent()
        gone.set()

    server = serve(over_tls(script) if scheme == "https" else script, scheme=scheme, name="localhost")
    carrier = waiting(max_connections=1)

    async def cancelled() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(carrier.begin, a_request(server.url))
            await anyio.to_thread.run_sync(heard.wait)
            group.cancel_scope.cancel()

    carrier.run(cancelled)
    assert gone.wait(5)
    assert carrier.send(a_request(server.url)).content == b"{}"


@pytest.mark.skipif(sys.platform == "win32", reason="no signals for single threads")
def test_ctrl_c_passes_through_and_takes_up_no_connection(serve: Callable[..., Server]) -> None:
    main = threading.main_thread().ident
    assert main is not None
    pressed = threading.Event()

    def press_once(number: int, frame: FrameType | None) -> None:
        if not pressed.is_set():
            pressed.set()
            signal.default_int_handler(number, frame)

    def script(conversation: Conversation) -> None:
        conversation.hear()
        while not pressed.is_set():  # a signal that comes just before a system call waits for its end
            signal.pthread_kill(main, signal.SIGINT)
            pressed.wait(0.01)
        if server.accepted == 1:
            conversation.stay_silent()
        conversation.say(OK)

    server = serve(script)
    carrier = Blocking(max_connections=1)
    before = signal.signal(signal.SIGINT, press_once)
    try:
        with pytest.raises(KeyboardInterrupt):
            carrier.send(a_request(server.url))
    finally:
        signal.signal(signal.SIGINT, before)
    assert carrier.send(a_request(server.url)).content == b"{}"
    carrier.close()


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_one_client_serves_event_loops_one_after_another(serve: Callable[..., Server], library: str) -> None:
    gone = threading.Semaphore(0)

    def script(conversation: Conversation) -> None:
        conversation.answer()
        conversation.stay_silent()
        gone.release()

    server = serve(script)
    transport = AsyncHttpTransport()

    async def send() -> bytes:
        answer = await transport.send(a_request(server.url), Deadline.start(PATIENT, time.monotonic()))
        return answer.content

    for loops in range(1, 4):
        assert anyio.run(send, backend=library) == b"{}"
        assert gone.acquire(timeout=5)  # the loop has closed its connection
        assert server.accepted == loops
    anyio.run(transport.close, backend=library)


def test_event_loops_of_several_threads_share_a_transport(serve: Callable[..., Server]) -> None:
    server = serve(answering())
    transport = AsyncHttpTransport()

    async def send() -> None:
        for _ in range(5):
            await transport.send(a_request(server.url), Deadline.start(PATIENT, time.monotonic()))

    with ThreadPoolExecutor(4) as executor:
        for future in [executor.submit(asyncio.run, send()) for _ in range(8)]:
            future.result()
    asyncio.run(transport.close())
    assert len(server.requests) == 40
    assert server.accepted <= 8


def test_a_forked_process_opens_its_own_connections(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(answering())
    parent = os.getpid()
    carrier.send(a_request(server.url))
    monkeypatch.setattr(os, "getpid", lambda: parent + 1)
    carrier.send(a_request(server.url))
    carrier.send(a_request(server.url))
    monkeypatch.undo()
    carrier.send(a_request(server.url))
    assert server.accepted == 2
