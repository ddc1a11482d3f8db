"""The user's own HTTP client behind the same seam."""

from __future__ import annotations

import asyncio
import functools
import math
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from kco.runtime.errors import ConfigurationError
from kco.runtime.foreign_clients import AsyncForeignTransport, ForeignTransport
from kco.runtime.messages import Answer, Request
from kco.runtime.timeouts import Deadline, Timeouts
from kco.runtime.transport import AsyncHttpClient, HttpClient, TransportError

from .carriers import PATIENT, a_request
from .servers import Conversation, Server, answering, refusing_port

Handler = Callable[[httpx.Request], httpx.Response]


def blocking(handler: Handler | None, request: Request, timeouts: Timeouts) -> Answer:
    with httpx.Client(transport=None if handler is None else httpx.MockTransport(handler)) as client:
        transport = ForeignTransport(client)
        try:
            return transport.send(request, Deadline.start(timeouts, time.monotonic()))
        finally:
            transport.close()
            assert not client.is_closed


def asynchronous(handler: Handler | None, request: Request, timeouts: Timeouts) -> Answer:
    async def run() -> Answer:
        mock = None if handler is None else httpx.MockTransport(handler)
        async with httpx.AsyncClient(transport=mock) as client:
            transport = AsyncForeignTransport(client)
            try:
                return await transport.send(request, Deadline.start(timeouts, time.monotonic()))
            finally:
                await transport.close()
                assert not client.is_closed

    return asyncio.run(run())


Send = Callable[[Handler | None, Request, Timeouts], Answer]


@pytest.fixture(params=[blocking, asynchronous], ids=["sync", "async"])
def send(request: pytest.FixtureRequest) -> Send:
    """Send a request through an httpx client of each kind."""
    function: Send = request.param
    return function


def test_httpx_clients_fit_the_protocols() -> None:
    blocking_client: HttpClient = httpx.Client()
    asynchronous_client: AsyncHttpClient = httpx.AsyncClient()
    ForeignTransport(blocking_client)
    AsyncForeignTransport(asynchronous_client)


def test_a_request_arrives_as_it_was_made(send: Send) -> None:
    seen = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201, headers=[("X-Twice", "1"), ("X-Twice", "2")], content=b"{}")

    request = a_request("https://localhost", content=b"{ }", headers={"Accept": "application/json"})
    answer = send(handler, request, PATIENT)
    assert (answer.status_code, answer.content, answer.headers["x-twice"]) == (201, b"{}", "1, 2")
    assert (seen[0].method, str(seen[0].url)) == ("POST", "https://localhost/orders/1/captures")
    assert (seen[0].content, seen[0].headers["accept"]) == (b"{ }", "application/json")


def test_a_real_server_answers(send: Send, serve: Callable[..., Server]) -> None:
    assert send(None, a_request(serve(answering()).url), PATIENT).content == b"{}"


def test_redirects_are_not_followed(send: Send) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(307, headers={"Location": "https://elsewhere.invalid"})

    assert send(handler, a_request("https://localhost"), PATIENT).status_code == 307


def test_each_phase_is_limited_by_what_is_left_of_the_call(send: Send) -> None:
    seen: list[dict[str, float | None]] = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.extensions["timeout"])
        return httpx.Response(200)

    send(handler, a_request("https://localhost"), Timeouts(connect=5, write=50, read=40, pool=5, total=20))
    assert seen[0]["connect"] == seen[0]["pool"] == 5
    for phase in ("read", "write"):
        assert 10 < (seen[0][phase] or 0) <= 20
    endless = Timeouts(connect=math.inf, write=math.inf, read=math.inf, pool=math.inf, total=math.inf)
    send(handler, a_request("https://localhost"), endless)
    assert set(seen[1].values()) == {None}


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("no way to https://user:password@proxy"),
        httpx.ConnectTimeout("password"),
        httpx.PoolTimeout("password"),
        httpx.ReadTimeout("password"),
        RuntimeError("password"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whatever_it_raises_may_have_been_sent(send: Send, error: Exception) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise error

    with pytest.raises(TransportError) as caught:
        send(handler, a_request("https://localhost"), PATIENT)
    assert caught.value.sent
    assert not caught.value.deadline_exceeded
    assert str(caught.value) == f"http_client raised {type(error).__name__}"
    assert "password" not in "".join(traceback.format_exception(caught.value))


def test_a_refused_connection_may_have_been_sent(send: Send) -> None:
    with pytest.raises(TransportError) as caught:
        send(None, a_request(f"http://127.0.0.1:{refusing_port()}"), PATIENT)
    assert caught.value.sent


def test_it_is_not_asked_after_the_deadline(send: Send) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        raise AssertionError

    with pytest.raises(TransportError) as caught:
        send(handler, a_request("https://localhost"), Timeouts(total=1e-9))
    assert caught.value.deadline_exceeded
    assert not caught.value.sent


def test_running_out_of_time_is_told_from_a_silent_server(send: Send, serve: Callable[..., Server]) -> None:
    server = serve(Conversation.stay_silent)
    for timeouts, exceeded in ((Timeouts(total=0.2), True), (Timeouts(read=0.1, total=10), False)):
        with pytest.raises(TransportError) as caught:
            send(None, a_request(server.url), timeouts)
        assert caught.value.sent
        assert caught.value.deadline_exceeded == exceeded


def test_the_total_holds_against_drips_without_blocking(serve: Callable[..., Server]) -> None:
    def script(conversation: Conversation) -> None:
        conversation.hear()
        conversation.drip(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 999)

    with pytest.raises(TransportError) as caught:
        asynchronous(None, a_request(serve(script).url), Timeouts(total=0.2))
    assert caught.value.deadline_exceeded
    assert caught.value.sent


class Decorated:
    """A client whose method is wrapped, as tracing does."""

    def __init__(self, request: Any) -> None:
        self.request = request


def passed_on(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*arguments: Any, **keywords: Any) -> Any:
        return function(*arguments, **keywords)

    return wrapper


async def request_asynchronously(*_: Any, **__: Any) -> Any:
    """Stand for the method of a client."""


def request_blocking(*_: Any, **__: Any) -> Any:
    """Stand for the method of a client."""


@pytest.mark.parametrize("wrap", [lambda function: function, passed_on], ids=["bare", "decorated"])
def test_the_wrong_kind_of_client_is_refused(wrap: Callable[[Any], Any]) -> None:
    blocks, waits = Decorated(wrap(request_blocking)), Decorated(wrap(request_asynchronously))
    ForeignTransport(blocks)
    AsyncForeignTransport(waits)
    with pytest.raises(ConfigurationError, match="is asynchronous"):
        ForeignTransport(waits)
    with pytest.raises(ConfigurationError, match="is not asynchronous"):
        AsyncForeignTransport(blocks)


@pytest.mark.parametrize("thing", [None, "https://localhost", httpx.Client, httpx.AsyncClient, object()])
@pytest.mark.parametrize("kind", [ForeignTransport, AsyncForeignTransport])
def test_what_is_no_client_is_refused(kind: Callable[[Any], Any], thing: Any) -> None:
    with pytest.raises(ConfigurationError, match="http_client"):
        kind(thing)


def test_the_protocols_are_small() -> None:
    class Own:
        def request(self, method: str, url: str, **_: Any) -> Any:
            return httpx.Response(200, content=method.encode())

    class AsyncOwn:
        def request(self, method: str, url: str, **_: Any) -> Awaitable[Any]:
            raise NotImplementedError

    deadline = Deadline.start(PATIENT, time.monotonic())
    assert ForeignTransport(Own()).send(a_request("https://localhost"), deadline).content == b"POST"
    with pytest.raises(ConfigurationError):
        AsyncForeignTransport(AsyncOwn())  # type: ignore[arg-type]
