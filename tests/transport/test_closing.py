"""Closing ends the calls under way at once, wherever they are, and tells whether the request was sent."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import anyio
import anyio.to_thread
import pytest
from kco.runtime.errors import ConfigurationError
from kco.runtime.messages import Request
from kco.runtime.timeouts import Timeouts
from kco.runtime.transport import TransportError

from .carriers import Asynchronous, Carrier, a_request
from .servers import OK, Conversation, Script, Server, answering, over_tls

#: Longer than any test may take: whatever ends sooner was ended by closing.
ENDLESS = Timeouts(connect=600, write=600, read=600, pool=600, total=600)


def end_of(carrier: Carrier, url: str, reached: threading.Event, content: bytes = b"{}") -> TransportError:
    """Close a carrier as soon as a call has got somewhere, and return how the call ended."""
    request = a_request(url, content=content)
    with pytest.raises(TransportError, match="the client was closed during the call") as caught:
        _close_meanwhile(carrier, request, reached)
    assert not caught.value.deadline_exceeded
    return caught.value


def _close_meanwhile(carrier: Carrier, request: Request, reached: threading.Event) -> None:
    if isinstance(carrier, Asynchronous):
        carrier.run(_close_in_another_task, carrier, request, reached)
        return
    with ThreadPoolExecutor(1) as executor:
        call = executor.submit(carrier.send, request, ENDLESS)
        assert reached.wait(5)
        carrier.close()
        call.result(5)


async def _close_in_another_task(carrier: Asynchronous, request: Request, reached: threading.Event) -> None:
    failures: list[TransportError] = []

    async def call() -> None:
        try:
            await carrier.begin(request, ENDLESS)
        except TransportError as error:
            failures.append(error)

    with anyio.fail_after(5):
        async with anyio.create_task_group() as group:
            group.start_soon(call)
            await anyio.to_thread.run_sync(reached.wait, 5)
            await carrier.transport.close()
    raise failures[0]


@contextmanager
def full_queue() -> Iterator[tuple[str, threading.Event]]:
    """Listen at a port whose queue is full, so that connecting to it takes for ever."""
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", threading.Event()


def signalling(event: threading.Event, script: Script) -> Script:
    """Return a script that says when it begins."""

    def signal_and_go_on(conversation: Conversation) -> None:
        event.set()
        script(conversation)

    return signal_and_go_on


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_call_that_waits_for_its_answer_was_sent(
    carrier: Carrier, serve: Callable[..., Server], scheme: str
) -> None:
    heard = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.hear()
        heard.set()
        conversation.stay_silent()

    server = serve(over_tls(script) if scheme == "https" else script, scheme=scheme, name="localhost")
    assert end_of(carrier, server.url, heard).sent


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_call_in_the_middle_of_its_body_was_sent(
    carrier: Carrier, serve: Callable[..., Server], scheme: str
) -> None:
    begun = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.wait_for_bytes()
        begun.set()
        conversation.leave_unread()

    server = serve(over_tls(script) if scheme == "https" else script, scheme=scheme, name="localhost")
    assert end_of(carrier, server.url, begun, content=bytes(50_000_000)).sent


def test_a_call_in_the_middle_of_its_answer_was_sent(carrier: Carrier, serve: Callable[..., Server]) -> None:
    begun = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.answer(OK[:-1])
        begun.set()
        conversation.stay_silent()

    assert end_of(carrier, serve(script).url, begun).sent


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer for a full queue")
def test_a_call_that_connects_was_not_sent(carrier: Carrier) -> None:
    with full_queue() as (url, begun):
        begun.set()
        assert not end_of(carrier, url, begun).sent


def test_a_call_that_looks_up_a_name_was_not_sent(
    carrying: Callable[..., Carrier], monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = carrying()
    asked, over = threading.Event(), threading.Event()

    def getaddrinfo(*arguments: object, flags: int = 0, **_: object) -> list[object]:
        given = arguments[5] if len(arguments) > 5 else flags
        if isinstance(given, int) and given & socket.AI_NUMERICHOST:  # trio asks this first, and waits for it
            raise socket.gaierror(socket.EAI_NONAME, "not a number")
        asked.set()
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    try:
        assert not end_of(carrier, "http://api.example", asked).sent
    finally:
        over.set()


def test_a_call_that_shakes_hands_was_not_sent(carrier: Carrier, serve: Callable[..., Server]) -> None:
    begun = threading.Event()
    server = serve(signalling(begun, Conversation.stay_silent), scheme="https")
    assert not end_of(carrier, server.url, begun).sent


def test_a_call_that_waits_for_its_proxy_was_not_sent(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def silent_proxy(conversation: Conversation) -> None:
        conversation.hear()
        begun.set()
        conversation.stay_silent()

    monkeypatch.setenv("HTTPS_PROXY", serve(silent_proxy).url)
    assert not end_of(carrier, "https://api.example", begun).sent


def test_a_call_that_waits_for_the_pool_was_not_sent(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    heard = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.hear()
        heard.set()
        conversation.stay_silent()

    carrier = carrying(max_connections=1)
    request = a_request(serve(script).url)
    ends: list[object] = []

    async def call_from_a_task(waiting: Asynchronous) -> None:
        try:
            await waiting.begin(request, ENDLESS)
        except (TransportError, ConfigurationError) as error:
            ends.append(error)

    async def closed_meanwhile(waiting: Asynchronous) -> None:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(call_from_a_task, waiting)
            await anyio.to_thread.run_sync(heard.wait)
            await waiting.transport.close()

    def call_from_a_thread() -> None:
        try:
            carrier.send(request, ENDLESS)
        except (TransportError, ConfigurationError) as error:
            ends.append(error)

    if isinstance(carrier, Asynchronous):
        carrier.run(closed_meanwhile, carrier)
    else:
        with ThreadPoolExecutor(3) as executor:
            calls = [executor.submit(call_from_a_thread) for _ in range(3)]
            assert heard.wait(5)
            carrier.close()
            for call in calls:
                call.result(5)
    # A thread that had not begun yet is told that the client is closed.
    assert len(ends) == 3
    assert [getattr(end, "sent", False) for end in ends].count(True) == 1


def test_closing_in_one_event_loop_ends_the_calls_of_another(serve: Callable[..., Server]) -> None:
    heard = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.hear()
        heard.set()
        conversation.stay_silent()

    carrier = Asynchronous()
    with ThreadPoolExecutor(1) as executor:
        call = executor.submit(carrier.send, a_request(serve(script).url), ENDLESS)
        assert heard.wait(5)
        anyio.run(carrier.transport.close, backend="trio")
        with pytest.raises(TransportError, match="closed") as caught:
            call.result(5)
    assert caught.value.sent
    carrier.close()


def test_nothing_is_sent_once_it_is_closed(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    carrier = carrying()
    url = serve(answering()).url
    carrier.send(a_request(url))
    if isinstance(carrier, Asynchronous):
        carrier.run(carrier.transport.close)
    else:
        carrier.close()
    for address in (url, "http://127.0.0.1:1"):
        with pytest.raises(ConfigurationError, match="closed"):
            carrier.send(a_request(address))


def test_closing_ends_the_idle_connections(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    ended = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.answer()
        conversation.stay_silent()
        ended.set()

    carrier = carrying()
    carrier.send(a_request(serve(script).url))
    carrier.close()
    assert ended.wait(5)


def test_closing_is_safe_before_the_first_request_and_twice(carrying: Callable[..., Carrier]) -> None:
    carrier = carrying()
    carrier.close()
