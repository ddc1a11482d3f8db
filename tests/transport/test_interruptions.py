"""Exceptions that are none of the network's: where they come from, and that they cost nothing."""

from __future__ import annotations

import ctypes
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kco.runtime.frames import foreign_cause, forget_locals, was_raised_by_a_handler
from kco.runtime.transport import TransportError

from .carriers import Blocking, a_request
from .interruptions import KINDS, SoftTimeLimitExceeded
from .servers import OK, Conversation, Script, Server, answering, over_tls
from .test_closing import ENDLESS, full_queue

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no signals for single threads")

MAIN = threading.main_thread().ident
RANG = threading.Event()
Raise = Callable[[BaseException], None]


@pytest.fixture
def on_signal() -> Iterator[Raise]:
    """Have a signal raise an exception in the main thread."""

    def install(error: BaseException) -> None:
        RANG.clear()

        def handler(*_: object) -> None:
            if not RANG.is_set():
                RANG.set()
                raise error

        signal.signal(signal.SIGUSR1, handler)

    before = signal.getsignal(signal.SIGUSR1)
    yield install
    signal.signal(signal.SIGUSR1, before)


def ring() -> None:
    """Send the signal until it is heard: one that comes just before a system call waits for its end."""
    assert MAIN is not None
    while not RANG.is_set():
        signal.pthread_kill(MAIN, signal.SIGUSR1)
        RANG.wait(0.01)


def when_heard(conversation: Conversation) -> None:
    conversation.hear()
    ring()
    conversation.stay_silent()


def when_half_answered(conversation: Conversation) -> None:
    conversation.answer(OK[:-1])
    ring()
    conversation.stay_silent()


def when_full(conversation: Conversation) -> None:
    conversation.wait_for_bytes()
    ring()
    conversation.leave_unread()


def when_connected(conversation: Conversation) -> None:
    ring()
    conversation.stay_silent()


#: What the server does; whether that is within TLS; whether the request is too large for what the system holds.
MOMENTS: dict[str, tuple[Script, bool, bool]] = {
    "while it waits for the answer": (when_heard, False, False),
    "in the middle of the answer": (when_half_answered, False, False),
    "in the middle of the request": (when_full, False, True),
    "while it waits for the answer, within TLS": (over_tls(when_heard), True, False),
    "in the middle of the answer, within TLS": (over_tls(when_half_answered), True, False),
    "in the middle of the request, within TLS": (over_tls(when_full), True, True),
    "in the handshake": (when_connected, True, False),
}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize("through_proxy", [False, True], ids=["direct", "proxy"])
@pytest.mark.parametrize("make", KINDS, ids=[repr(make()) for make in KINDS])
@pytest.mark.parametrize(("script", "secure", "large"), MOMENTS.values(), ids=MOMENTS.keys())
def test_what_a_signal_handler_raises_passes_through_as_it_is(
    serve: Callable[..., Server],
    on_signal: Raise,
    monkeypatch: pytest.MonkeyPatch,
    script: Script,
    secure: bool,
    large: bool,
    make: Callable[[], BaseException],
    through_proxy: bool,
) -> None:
    error = make()
    on_signal(error)

    def behind_a_proxy(conversation: Conversation) -> None:
        if secure:
            conversation.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        script(conversation)

    server = serve(behind_a_proxy if through_proxy else script)
    url = f"{'https' if secure else 'http'}://localhost:{server.port}"
    if through_proxy:
        monkeypatch.setenv("ALL_PROXY", server.url.replace("://", "://me:password@"))
    carrier = Blocking(max_connections=1)
    with pytest.raises(type(error)) as caught:
        carrier.send(
            a_request(
                url, content=bytes(20_000_000 if large else 2), headers={"Authorization": "Basic c2VjcmV0"}
            ),
            ENDLESS,
        )
    assert caught.value is error
    assert caught.value.__cause__ is None
    assert caught.traceback[-1].name == "handler"
    (pool,) = carrier.transport._pools.values()
    assert not pool._calls
    assert not pool._idle
    carrier.close()
    forget_locals(caught.value)  # as the client does
    for entry in caught.traceback:
        if "/tests/" not in str(entry.path):
            assert "c2VjcmV0" not in repr(entry.frame.f_locals)
            assert "password" not in repr(entry.frame.f_locals)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer for a full queue")
@pytest.mark.parametrize("make", KINDS[1:4], ids=[repr(make()) for make in KINDS[1:4]])
def test_it_does_so_while_the_call_connects(on_signal: Raise, make: Callable[[], BaseException]) -> None:
    error = make()
    on_signal(error)
    carrier = Blocking()
    with full_queue() as (url, _):
        timer = threading.Timer(0.05, ring)
        timer.start()
        with pytest.raises(type(error)) as caught:
            carrier.send(a_request(url), ENDLESS)
        timer.join()
    assert caught.value is error
    carrier.close()


@pytest.mark.parametrize("make", KINDS[1:4], ids=[repr(make()) for make in KINDS[1:4]])
def test_it_does_so_while_the_call_looks_up_a_name(
    on_signal: Raise, monkeypatch: pytest.MonkeyPatch, make: Callable[[], BaseException]
) -> None:
    error = make()
    on_signal(error)
    over = threading.Event()

    def getaddrinfo(*_: object, **__: object) -> list[object]:
        ring()
        over.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    carrier = Blocking()
    with pytest.raises(type(error)) as caught:
        carrier.send(a_request("http://api.example"), ENDLESS)
    over.set()
    assert caught.value is error
    carrier.close()


def test_a_thread_that_is_told_to_raise_raises_just_that(serve: Callable[..., Server]) -> None:
    """As rq and dramatiq end a job in a thread: the exception has no frame of its own."""

    def script(conversation: Conversation) -> None:
        conversation.hear()
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(threading.main_thread().ident or 0), ctypes.py_object(SoftTimeLimitExceeded)
        )
        conversation.say(OK)

    carrier = Blocking()
    with pytest.raises(SoftTimeLimitExceeded):
        carrier.send(a_request(serve(script).url))
    carrier.close()


def test_a_connection_is_not_used_again_after_an_interruption(
    serve: Callable[..., Server], on_signal: Raise
) -> None:
    on_signal(TimeoutError("timed out"))

    def script(conversation: Conversation) -> None:
        if server.accepted > 1:
            answering()(conversation)
        conversation.answer()
        when_heard(conversation)

    server = serve(script)
    carrier = Blocking(max_connections=1)
    carrier.send(a_request(server.url))
    with pytest.raises(TimeoutError):
        carrier.send(a_request(server.url))
    assert carrier.send(a_request(server.url)).content == b"{}"
    assert server.accepted == 2
    carrier.close()


def test_a_time_out_of_the_sockets_is_no_foreign_exception() -> None:
    near, far = socket.socketpair()
    with near, far:
        near.settimeout(0.001)
        with pytest.raises(TimeoutError) as caught:
            near.recv(1)
    assert not was_raised_by_a_handler(caught.value)


def test_what_httpcore_made_of_a_foreign_exception_is_taken_back() -> None:
    try:
        try:
            raise LookupError
        except LookupError as error:
            raise TransportError("wrapped", sent=True) from error
    except TransportError as error:
        found = foreign_cause(error)
    assert isinstance(found, LookupError)


def test_random_interruptions_cost_no_lock_no_place_and_no_certainty() -> None:
    """A process of its own, since a hang would have to be ended."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.transport.interruptions", "--seconds", "6"],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "generated_client"), "PATH": ""},
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "faults: 0" in done.stdout
