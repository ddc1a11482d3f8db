"""What goes out on the wire, and what is made of what comes back."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import pytest
from kco.runtime.wire import Origin, split_url

from .carriers import Carrier, a_request
from .servers import OK, Server, answering

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
        packed(JSON, "identity"),
        packed(JSON, "unheard-of"),
    ],
    ids=["gzip", "letter case", "deflate", "raw deflate", "two codings", "identity", "unknown"],
)
def test_content_codings_are_undone(carrier: Carrier, serve: Callable[..., Server], answer: bytes) -> None:
    assert carrier.send(a_request(serve(answering(answer)).url)).content == JSON


@pytest.mark.parametrize("body", [b"not gzip", gzip.compress(JSON)[:-9]], ids=["garbage", "truncated"])
def test_a_body_that_cannot_be_unpacked_leaves_the_status_standing(
    carrier: Carrier, serve: Callable[..., Server], body: bytes
) -> None:
    answer = carrier.send(a_request(serve(answering(packed(body, "gzip"))).url))
    assert answer.status_code == 200
    assert answer.content == body


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
