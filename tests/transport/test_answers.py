"""What goes out on the wire, and what is made of what comes back."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco.runtime.transport.http1 import Origin, split_url, to_answer

from .carriers import Carrier, a_request
from .servers import OK, Conversation, Script, Server, answering

JSON = b'{"order_id":"1","status":"AUTHORIZED"}'


def packed(body: bytes, coding: str) -> bytes:
    """Return an answer with a content coding."""
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def raw_deflate(body: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(body) + compressor.flush()


@pytest.mark.parametrize(
    "answer",
    [
        packed(gzip.compress(JSON), "gzip"),
        packed(gzip.compress(JSON), "GZip"),
        packed(zlib.compress(JSON), "deflate"),
        packed(raw_deflate(JSON), "deflate"),
        packed(gzip.compress(zlib.compress(JSON)), "deflate, gzip"),
        packed(gzip.compress(JSON[:10]) + gzip.compress(JSON[10:]), "gzip"),
        packed(gzip.compress(JSON[:10]) + gzip.compress(b"") + gzip.compress(JSON[10:]), "gzip"),
        packed(gzip.compress(JSON) + bytes(8), "gzip"),
        packed(JSON, "identity"),
        packed(JSON, "unheard-of"),
    ],
    ids=[
        "gzip",
        "letter case",
        "deflate",
        "raw deflate",
        "two codings",
        "two members",
        "an empty member",
        "padding",
        "identity",
        "unknown",
    ],
)
def test_content_codings_are_undone(carrier: Carrier, serve: Callable[..., Server], answer: bytes) -> None:
    assert carrier.send(a_request(serve(answering(answer)).url)).content == JSON


UNPACKABLE = {
    "garbage": (b"not gzip", "gzip"),
    "truncated": (gzip.compress(JSON)[:-9], "gzip"),
    "truncated in its second member": (gzip.compress(JSON) + gzip.compress(JSON)[:-9], "gzip"),
    "very many members": (gzip.compress(b"") * 5000, "gzip"),
    "very many codings": (gzip.compress(JSON), ", ".join(["gzip"] * 100)),
    "garbage deflate": (b"\xff\xff\xff", "deflate"),
}


@pytest.mark.parametrize(("body", "coding"), UNPACKABLE.values(), ids=UNPACKABLE.keys())
def test_a_body_that_cannot_be_unpacked_leaves_the_status_standing(
    carrier: Carrier, serve: Callable[..., Server], body: bytes, coding: str
) -> None:
    answer = carrier.send(a_request(serve(answering(packed(body, coding))).url))
    assert answer.status_code == 200
    assert answer.content == body
    assert not answer.truncated


MOST = 100_000


def chunk(data: bytes) -> bytes:
    return b"%x\r\n" % len(data) + data + b"\r\n"


def talk_for_ever(head: bytes, piece: bytes) -> Script:
    """Return a script whose answers have no end."""

    def script(conversation: Conversation) -> None:
        conversation.answer(head)
        while True:
            conversation.say(piece)

    return script


CREATED = b"HTTP/1.1 201 Created\r\nCapture-Id: c-1\r\n"
ENDLESS = {
    "chunked": talk_for_ever(CREATED + b"Transfer-Encoding: chunked\r\n\r\n", chunk(bytes(10_000))),
    "in tiny chunks": talk_for_ever(CREATED + b"Transfer-Encoding: chunked\r\n\r\n", chunk(b"x") * 1000),
    "as long as the connection": talk_for_ever(CREATED + b"\r\n", bytes(10_000)),
    "of a length": talk_for_ever(CREATED + b"Content-Length: 100000000000\r\n\r\n", bytes(10_000)),
    "packed": talk_for_ever(
        CREATED + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n", chunk(bytes(10_000))
    ),
}


@pytest.mark.parametrize("script", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_body_without_an_end_is_dropped_and_the_rest_of_the_answer_stays(
    carrying: Callable[..., Carrier], serve: Callable[..., Server], script: Script
) -> None:
    carrier = carrying(max_connections=1, max_answer_bytes=MOST)
    server = serve(script)
    for number in (1, 2):
        answer = carrier.send(a_request(server.url))
        assert (answer.status_code, answer.headers["capture-id"]) == (201, "c-1")
        assert answer.truncated
        assert answer.content == b""
        assert server.accepted == number


@pytest.mark.parametrize(("size", "dropped"), [(MOST - 1, False), (MOST, False), (MOST + 1, True)])
@pytest.mark.parametrize("coding", ["", "gzip", "deflate"])
def test_the_bound_is_exact(
    carrying: Callable[..., Carrier], serve: Callable[..., Server], size: int, dropped: bool, coding: str
) -> None:
    body = bytes(size)
    sent = {"": body, "gzip": gzip.compress(body), "deflate": zlib.compress(body)}[coding]
    server = serve(answering(packed(sent, coding or "identity")))
    carrier = carrying(max_answer_bytes=MOST)
    for _ in range(2):
        answer = carrier.send(a_request(server.url))
        assert answer.truncated == dropped
        assert answer.content == (b"" if dropped else body)


BOMBS = {
    "gzip": (gzip.compress(bytes(200_000_000)), "gzip"),
    "deflate": (zlib.compress(bytes(200_000_000)), "deflate"),
    "raw deflate": (raw_deflate(bytes(200_000_000)), "deflate"),
    "gzip in gzip": (gzip.compress(gzip.compress(bytes(200_000_000))), "gzip, gzip"),
    "many members": (gzip.compress(bytes(50_000_000)) * 4, "gzip"),
}


@pytest.mark.parametrize(("bomb", "coding"), BOMBS.values(), ids=BOMBS.keys())
def test_a_body_that_would_fill_the_memory_is_not_unpacked(bomb: bytes, coding: str) -> None:
    headers = [(b"Content-Encoding", coding.encode())]
    tracemalloc.start()
    try:
        answer = to_answer(200, headers, bomb, 1_000_000)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.truncated
    assert peak < 10_000_000


@given(
    members=st.lists(st.binary(max_size=50), min_size=1, max_size=5),
    limit=st.integers(0, 300),
    coding=st.sampled_from(["gzip", "deflate", "gzip, deflate", ""]),
)
def test_a_body_comes_whole_or_not_at_all(members: list[bytes], limit: int, coding: str) -> None:
    body = b"".join(members)
    stages = [body]
    if coding.startswith("gzip"):
        stages.append(b"".join(map(gzip.compress, members)))
    if coding.endswith("deflate"):
        stages.append(zlib.compress(stages[-1]))
    answer = to_answer(200, [(b"Content-Encoding", coding.encode())], stages[-1], limit)
    assert answer.truncated == (max(map(len, stages)) > limit)
    assert answer.content == (b"" if answer.truncated else body)


@given(st.binary(max_size=100), st.sampled_from(["gzip", "deflate", "gzip, deflate"]), st.integers(0, 50))
def test_no_body_whatever_it_holds_raises(body: bytes, coding: str, limit: int) -> None:
    answer = to_answer(200, [(b"Content-Encoding", coding.encode())], body, limit)
    assert len(answer.content) <= limit


def test_an_empty_body_with_a_coding_is_empty(carrier: Carrier, serve: Callable[..., Server]) -> None:
    assert carrier.send(a_request(serve(answering(packed(b"", "gzip"))).url)).content == b""


@pytest.mark.parametrize(
    ("data", "status", "content"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, b""),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + OK, 200, b"{}"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + OK, 200, b"{}"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", 200, b"{}"),
        (b"HTTP/1.1 499 \r\nContent-Length: 2\r\n\r\n{}", 499, b"{}"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, b""),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 2\r\n\r\n{}", 503, b"{}"),
    ],
    ids=["no content", "continue", "early hints", "chunked", "unknown status", "redirect", "server error"],
)
def test_any_whole_answer_is_returned(
    carrier: Carrier, serve: Callable[..., Server], data: bytes, status: int, content: bytes
) -> None:
    answer = carrier.send(a_request(serve(answering(data)).url))
    assert (answer.status_code, answer.content) == (status, content)


def test_an_answer_may_end_with_the_connection(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(lambda conversation: conversation.answer(b"HTTP/1.0 200 OK\r\n\r\n{}"))
    assert carrier.send(a_request(server.url)).content == b"{}"


def test_headers_are_text_whatever_bytes_they_hold(carrier: Carrier, serve: Callable[..., Server]) -> None:
    data = b"HTTP/1.1 200 OK\r\nX-Name: J\xe4rvi\r\nx-twice: 1\r\nX-Twice: 2\r\nContent-Length: 0\r\n\r\n"
    headers = carrier.send(a_request(serve(answering(data)).url)).headers
    assert headers["x-name"] == "Järvi"
    assert headers["X-Twice"] == "1, 2"


def test_a_header_that_something_in_between_has_doubled_keeps_its_value(
    carrier: Carrier, serve: Callable[..., Server]
) -> None:
    data = b"HTTP/1.1 201 Created\r\nCapture-Id: c-1\r\ncapture-id: c-1\r\nContent-Length: 0\r\n\r\n"
    assert carrier.send(a_request(serve(answering(data)).url)).headers["Capture-Id"] == "c-1"


def test_a_request_says_what_http_needs_and_what_it_was_given(
    carrier: Carrier, serve: Callable[..., Server]
) -> None:
    server = serve(answering())
    carrier.send(
        a_request(
            f"{server.url}/orders/a%2Fb?x=1&y=%20", content=b"{}", headers={"Accept": "application/json"}
        )
    )
    assert server.requests == [
        b"POST /orders/a%2Fb?x=1&y=%20 HTTP/1.1\r\n"
        b"Host: 127.0.0.1:" + str(server.port).encode() + b"\r\n"
        b"Accept-Encoding: gzip, deflate\r\n"
        b"Content-Length: 2\r\n"
        b"Accept: application/json\r\n\r\n{}"
    ]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://API.example.com", Origin("https", "api.example.com", 443, b"api.example.com")),
        ("https://api.example.com:443", Origin("https", "api.example.com", 443, b"api.example.com")),
        ("http://localhost:8080", Origin("http", "localhost", 8080, b"localhost:8080")),
        ("http://[::1]:8080", Origin("http", "::1", 8080, b"[::1]:8080")),
        (
            "https://b\u00fccher.example",
            Origin("https", "xn--bcher-kva.example", 443, b"xn--bcher-kva.example"),
        ),
    ],
)
def test_the_host_header_is_what_the_address_says(url: str, origin: Origin) -> None:
    prefix, target = split_url(f"{url}/\u00e4?x=1")
    assert Origin.parse(prefix) == origin
    assert target == b"/%C3%A4?x=1"


@pytest.mark.parametrize(("method", "expected"), [("POST", True), ("PATCH", True), ("GET", False)])
def test_a_write_without_a_body_says_so(
    carrier: Carrier, serve: Callable[..., Server], method: str, expected: bool
) -> None:
    server = serve(answering())
    carrier.send(a_request(server.url, method=method, content=None))
    assert (b"Content-Length: 0\r\n" in server.requests[0]) == expected


def test_the_callers_own_headers_win(carrier: Carrier, serve: Callable[..., Server]) -> None:
    server = serve(answering())
    given = {"host": "api.example.com", "accept-encoding": "identity"}
    carrier.send(a_request(server.url, headers=given))
    assert b"host: api.example.com\r\n" in server.requests[0]
    assert server.requests[0].lower().count(b"\r\nhost:") == 1
    assert server.requests[0].lower().count(b"\r\naccept-encoding:") == 1


def test_a_large_request_and_a_large_answer_arrive_whole(
    carrier: Carrier, serve: Callable[..., Server]
) -> None:
    body = bytes(range(256)) * 8000
    server = serve(answering(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body))
    assert carrier.send(a_request(server.url, content=body)).content == body
    assert server.requests[0].endswith(body)
