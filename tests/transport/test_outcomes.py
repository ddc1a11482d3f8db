"""Whether a byte of the request went out, for everything that keeps an answer from arriving."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Callable
from typing import NoReturn

import attrs
import httpcore
import pytest
from kco.runtime.timeouts import Timeouts
from kco.runtime.transport import TransportError

from .carriers import PATIENT, Blocking, Carrier, a_request
from .servers import OK, Conversation, Script, Server, answering, over_tls, refusing_port

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
HASTY = attrs.evolve(PATIENT, connect=0.1)


def words(error: TransportError) -> str:
    """Return what happened, without the host it happened with."""
    return str(error).partition(": ")[2]


def fails(carrier: Carrier, url: str, timeouts: Timeouts = PATIENT, note: str = "") -> TransportError:
    """Send a request and return the error, after a look at what it says: the host, and nothing secret."""
    request = a_request(url, headers={"Authorization": "Basic c2VjcmV0", "X-Note": note})
    with pytest.raises(TransportError) as caught:
        carrier.send(request, timeouts)
    message = str(caught.value)
    assert message
    for hidden in ("c2VjcmV0", "captured_amount", "Authorization", "password"):
        assert hidden not in message
    assert caught.value.__cause__ is caught.value.__context__ is None
    for entry in caught.traceback:
        if "/tests/" not in str(entry.path):
            assert "c2VjcmV0" not in repr(entry.frame.f_locals)
    return caught.value


def then(data: bytes, end: Callable[[Conversation], None] | None = None) -> Script:
    """Return a script that hears a request, says this, and closes unless told to do otherwise."""

    def script(conversation: Conversation) -> None:
        conversation.answer(data)
        if end is not None:
            end(conversation)

    return script


def unread_then_reset(conversation: Conversation) -> None:
    conversation.wait_for_bytes()
    conversation.reset()


BROKEN_OFF = {
    "reset without reading": (unread_then_reset, "broke|ended before"),
    "reset after reading": (then(b"", Conversation.reset), "broke"),
    "closed without an answer": (then(b""), "ended before"),
    "half a header": (then(HEAD[:30]), "ended before"),
    "half a status line": (then(HEAD[:7]), "ended before"),
    "short content-length": (then(HEAD + b"12345"), "ended before"),
    "reset in the body": (then(HEAD + b"12345", Conversation.reset), "broke|ended before"),
    "stopped chunked": (then(CHUNKED + b"5\r\nabcde\r\n"), "ended before"),
    "stopped within a chunk": (then(CHUNKED + b"5\r\nab"), "ended before"),
    "not HTTP": (then(b"SSH-2.0-OpenSSH_9.7 secret\r\n\r\n"), "not valid HTTP"),
    "bad header": (then(b"HTTP/1.1 200 OK\r\nna me: secret\r\n\r\n"), "not valid HTTP"),
    "bad chunk": (then(CHUNKED + b"secret\r\n"), "not valid HTTP"),
    "endless header": (then(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 200_000), "not valid HTTP|broke"),
}


@pytest.mark.parametrize(("script", "words"), BROKEN_OFF.values(), ids=BROKEN_OFF.keys())
def test_an_answer_broken_off_means_sent(
    carrier: Carrier, serve: Callable[..., Server], script: Script, words: str
) -> None:
    error = fails(carrier, serve(script).url)
    assert error.sent
    assert not error.deadline_exceeded
    assert re.search(words, str(error))
    assert "secret" not in str(error)


SILENT = {
    "no answer": then(b"", Conversation.stay_silent),
    "half a header": then(HEAD[:30], Conversation.stay_silent),
    "half a body": then(HEAD + b"12345", Conversation.stay_silent),
    "100 and no more": then(b"HTTP/1.1 100 Continue\r\n\r\n", Conversation.stay_silent),
}


@pytest.mark.parametrize("script", SILENT.values(), ids=SILENT.keys())
def test_silence_means_sent(carrier: Carrier, serve: Callable[..., Server], script: Script) -> None:
    error = fails(carrier, serve(script).url, attrs.evolve(PATIENT, read=0.1))
    assert error.sent
    assert not error.deadline_exceeded
    assert words(error) == "the server sent nothing for 0.1 s"


@pytest.mark.usefixtures("trusting")
def test_silence_within_tls_means_sent(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(over_tls(SILENT["half a body"]), scheme="https")
    assert fails(carrier, server.url, attrs.evolve(PATIENT, read=0.1)).sent


DRIPPING = {
    "a drip of headers": then(
        b"", lambda conversation: conversation.drip(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 999)
    ),
    "a drip of a body": then(
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n", lambda conversation: conversation.drip(b"a" * 999)
    ),
    "a drip of 1xx": then(b"", lambda conversation: conversation.drip(b"HTTP/1.1 103 Early\r\n\r\n" * 99)),
}


@pytest.mark.parametrize("script", DRIPPING.values(), ids=DRIPPING.keys())
def test_the_total_holds_against_drips(
    carrier: Carrier, serve: Callable[..., Server], script: Script
) -> None:
    error = fails(carrier, serve(script).url, Timeouts(total=0.2))
    assert error.sent
    assert error.deadline_exceeded
    assert words(error) == "the time for the whole call is over"


@pytest.mark.usefixtures("trusting")
def test_the_total_holds_against_drips_within_tls(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(over_tls(DRIPPING["a drip of a body"]), scheme="https")
    error = fails(carrier, server.url, Timeouts(total=0.4))
    assert error.sent
    assert error.deadline_exceeded


@pytest.mark.parametrize("limits", [{"write": 0.1}, {"total": 0.1}], ids=["write", "total"])
def test_a_server_that_takes_nothing_means_sent(
    carrier: Carrier, serve: Callable[..., Server], limits: dict[str, float]
) -> None:
    server = serve(Conversation.leave_unread)
    with pytest.raises(TransportError) as caught:
        carrier.send(a_request(server.url, content=bytes(50_000_000)), attrs.evolve(PATIENT, **limits))
    assert caught.value.sent
    assert caught.value.deadline_exceeded == ("total" in limits)


def test_a_request_counts_as_sent_before_its_first_write_begins(
    carrier: Carrier, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a write that failed nobody knows how much the system took."""

    def run_out_of_time(*_: object) -> NoReturn:
        raise httpcore.WriteTimeout

    for name in ("sync.SyncStream", "anyio.AnyIOStream", "trio.TrioStream"):
        monkeypatch.setattr(f"httpcore._backends.{name}.write", run_out_of_time)
    assert fails(carrier, serve(Conversation.stay_silent).url).sent


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_connection_is_not_sent(carrier: Carrier, scheme: str) -> None:
    error = fails(carrier, f"{scheme}://127.0.0.1:{refusing_port()}")
    assert not error.sent
    assert words(error) == "no connection: Connection refused"


def test_an_unknown_host_is_not_sent(carrier: Carrier) -> None:
    error = fails(carrier, "https://kco.invalid")
    assert not error.sent
    assert str(error).startswith("kco.invalid: the host name could not be resolved: ")


@pytest.mark.parametrize("host", ["a" * 64 + ".invalid", "ä" * 64 + ".invalid", "a..invalid"])
def test_an_impossible_host_name_is_not_sent(carrier: Carrier, host: str) -> None:
    assert not fails(carrier, f"https://{host}").sent


@pytest.mark.parametrize(
    "url", ["ftp://localhost", "//localhost", "localhost", "http://", "http://localhost:x"]
)
def test_an_address_that_is_none_is_not_sent(carrier: Carrier, url: str) -> None:
    assert not fails(carrier, f"{url}/orders").sent


@pytest.mark.skipif(sys.platform != "linux", reason="other systems answer for a full queue")
def test_a_connection_that_is_not_accepted_in_time_is_not_sent(carrier: Carrier) -> None:
    with socket.socket() as listener, socket.socket() as first, socket.socket() as second:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for waiting in (first, second):
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        error = fails(carrier, f"http://127.0.0.1:{listener.getsockname()[1]}", HASTY)
    assert not error.sent
    assert not error.deadline_exceeded
    assert words(error) == "no connection could be opened within 0.1 s"


TLS_FAILURES: dict[str, tuple[Script, str]] = {
    "garbage": (lambda conversation: conversation.say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "TLS handshake"),
    "closed": (lambda conversation: conversation.wait_for_bytes(), "TLS handshake|being opened"),
    "not trusted": (over_tls(answering()), "certificate was refused"),
}


@pytest.mark.parametrize(("script", "words"), TLS_FAILURES.values(), ids=TLS_FAILURES.keys())
def test_a_failed_tls_handshake_is_not_sent(
    carrier: Carrier, serve: Callable[..., Server], script: Script, words: str
) -> None:
    server = serve(script, scheme="https")
    error = fails(carrier, server.url)
    assert not error.sent
    assert not error.deadline_exceeded
    assert not server.requests
    assert re.search(words, str(error))


def test_a_silent_tls_handshake_is_not_sent(carrier: Carrier, serve: Callable[..., Server]) -> None:
    error = fails(carrier, serve(Conversation.stay_silent, scheme="https").url, HASTY)
    assert not error.sent
    assert not error.deadline_exceeded
    assert words(error) == "no connection could be opened within 0.1 s"


def test_a_drip_of_tls_is_not_sent(carrier: Carrier, serve: Callable[..., Server]) -> None:
    # The beginning of a record that promises 16 KiB more.
    server = serve(
        lambda conversation: conversation.drip(b"\x16\x03\x03\x40\x00" + b"\x02" * 999), scheme="https"
    )
    error = fails(carrier, server.url, Timeouts(total=0.15))
    assert not error.sent
    assert error.deadline_exceeded
    assert not fails(carrier, server.url, HASTY).deadline_exceeded


def test_nothing_is_opened_after_the_deadline(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(answering())
    carrier.send(a_request(server.url))
    error = fails(carrier, server.url, Timeouts(total=1e-9))
    assert not error.sent
    assert error.deadline_exceeded
    assert len(server.requests) == 1


def test_a_request_that_finds_no_free_connection_is_not_sent(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    server = serve(then(b"", Conversation.stay_silent))
    carrier = carrying(max_connections=1)
    requests = [a_request(server.url)] * 2
    failures = carrier.send_together(requests, attrs.evolve(PATIENT, pool=0.1, read=0.3))
    assert all(isinstance(error, TransportError) for error in failures)
    assert sorted(words(error) for error in failures if isinstance(error, TransportError)) == [
        "no connection of the pool came free within 0.1 s",
        "the server sent nothing for 0.3 s",
    ]
    assert sorted(error.sent for error in failures if isinstance(error, TransportError)) == [False, True]


@pytest.mark.parametrize("value", ["a\r\nb: c2VjcmV0", "a\x00b", "€"])
def test_a_header_that_http_cannot_carry_is_not_sent(
    carrier: Carrier, serve: Callable[..., Server], value: str
) -> None:
    server = serve(answering())
    error = fails(carrier, server.url, note=value)
    assert not error.sent
    assert error.__cause__ is None
    assert str(error) == "the request is not valid HTTP"
    assert carrier.send(a_request(server.url)).status_code == 200


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the reset overtakes the answer")
def test_an_answer_before_the_request_was_taken_is_returned(serve: Callable[..., Server]) -> None:
    """asyncio reads nothing more once a write has failed: there such a request counts as sent."""

    def too_large(conversation: Conversation) -> None:
        conversation.wait_for_bytes()
        conversation.say(b"HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
        conversation.reset()

    request = a_request(serve(too_large).url, content=bytes(50_000_000))
    carrier = Blocking()
    assert carrier.send(request).status_code == 413
    carrier.close()


def test_the_next_request_is_fine_after_each_failure(carrier: Carrier, serve: Callable[..., Server]) -> None:
    scripts = [*(script for script, _ in BROKEN_OFF.values()), then(OK)]

    def next_script(conversation: Conversation) -> None:
        scripts.pop(0)(conversation)

    server = serve(next_script)
    for _ in BROKEN_OFF:
        assert fails(carrier, server.url).sent
    assert carrier.send(a_request(server.url)).content == b"{}"
