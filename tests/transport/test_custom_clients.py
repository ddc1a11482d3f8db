"""The user's own HTTP client behind the same seam."""

from __future__ import annotations

import functools
import math
import threading
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import anyio.to_thread
import httpx
import httpx2
import pytest
import requests
from kco.runtime.errors import ConfigurationError
from kco.runtime.messages import Answer, Request
from kco.runtime.timeouts import Deadline, Timeouts
from kco.runtime.transport import AsyncHttpClient, HttpClient, TransportError
from kco.runtime.transport.custom_client import AsyncCustomClientTransport, CustomClientTransport

from .carriers import PATIENT, a_request
from .servers import OK, Conversation, Script, Server, answering, over_tls, refusing_port

Handler = Callable[[Any], Any]


class Sending:
    """Sends a request through a client of a library, blocking or in an event loop."""

    def __init__(self, library: Any, loop: str | None) -> None:
        self.library = library
        self._loop = loop

    def __call__(
        self, handler: Handler | None, request: Request, timeouts: Timeouts = PATIENT, **options: Any
    ) -> Answer:
        if handler is not None:
            options["transport"] = self.library.MockTransport(handler)
        if self._loop is None:
            return self._blocking(request, timeouts, options)
        return anyio.run(self._asynchronous, request, timeouts, options, backend=self._loop)

    def _blocking(self, request: Request, timeouts: Timeouts, options: dict[str, Any]) -> Answer:
        with self.library.Client(**options) as client:
            transport = CustomClientTransport(client)
            try:
                return transport.send(request, Deadline.start(timeouts, time.monotonic()))
            finally:
                transport.close()
                assert not client.is_closed

    async def _asynchronous(self, request: Request, timeouts: Timeouts, options: dict[str, Any]) -> Answer:
        async with self.library.AsyncClient(**options) as client:
            transport = AsyncCustomClientTransport(client)
            try:
                return await transport.send(request, Deadline.start(timeouts, time.monotonic()))
            finally:
                await transport.close()
                assert not client.is_closed


@pytest.fixture(params=[None, "asyncio", "trio"], ids=["sync", "asyncio", "trio"])
def loop(request: pytest.FixtureRequest) -> str | None:
    """None, or the library whose event loop the client runs in."""
    name: str | None = request.param
    return name


@pytest.fixture(params=[httpx, httpx2], ids=["httpx", "httpx2"])
def send(request: pytest.FixtureRequest, loop: str | None) -> Sending:
    """Send a request through a client of each library and kind."""
    return Sending(request.param, loop)


Send = Sending


def test_httpx_clients_fit_the_protocols() -> None:
    blocking_client: HttpClient = httpx.Client()
    asynchronous_client: AsyncHttpClient = httpx.AsyncClient()
    CustomClientTransport(blocking_client)
    AsyncCustomClientTransport(asynchronous_client)


def test_a_request_arrives_as_it_was_made(send: Send) -> None:
    seen = []

    def handler(request: Any) -> Any:
        seen.append(request)
        return send.library.Response(201, headers=[("X-Twice", "1"), ("X-Twice", "2")], content=b"{}")

    request = a_request("https://localhost", content=b"{ }", headers={"Accept": "application/json"})
    answer = send(handler, request, PATIENT)
    assert (answer.status_code, answer.content, answer.headers["x-twice"]) == (201, b"{}", "1, 2")
    assert (seen[0].method, str(seen[0].url)) == ("POST", "https://localhost/orders/1/captures")
    assert (seen[0].content, seen[0].headers["accept"]) == (b"{ }", "application/json")


def test_a_real_server_answers(send: Send, serve: Callable[..., Server]) -> None:
    assert send(None, a_request(serve(answering()).url), PATIENT).content == b"{}"


def test_redirects_are_not_followed(send: Send) -> None:
    def handler(request: Any) -> Any:
        return send.library.Response(307, headers={"Location": "https://elsewhere.invalid"})

    assert send(handler, a_request("https://localhost"), PATIENT).status_code == 307


def test_each_phase_is_limited_by_what_is_left_of_the_call(send: Send) -> None:
    seen: list[dict[str, float | None]] = []

    def handler(request: Any) -> Any:
        seen.append(request.extensions["timeout"])
        return send.library.Response(200)

    send(handler, a_request("https://localhost"), Timeouts(connect=5, write=50, read=40, pool=5, total=20))
    assert seen[0]["connect"] == seen[0]["pool"] == 5
    for phase in ("read", "write"):
        assert 10 < (seen[0][phase] or 0) <= 20
    endless = Timeouts(connect=math.inf, write=math.inf, read=math.inf, pool=math.inf, total=math.inf)
    send(handler, a_request("https://localhost"), endless)
    assert set(seen[1].values()) == {None}


FAILURES = ["ConnectError", "ConnectTimeout", "PoolTimeout", "ReadTimeout", "RemoteProtocolError"]


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_that_the_trace_saw_nothing_of_may_have_been_sent(send: Send, name: str) -> None:
    """A transport of the user's may have tried before, and say only how the last attempt ended."""

    def handler(request: Any) -> Any:
        raise getattr(send.library, name)("no way to https://user:password@proxy")

    with pytest.raises(TransportError) as caught:
        send(handler, a_request("https://localhost"), PATIENT)
    assert caught.value.sent
    assert not caught.value.deadline_exceeded
    assert str(caught.value) == f"localhost: http_client raised {send.library.__name__}.{name}"


def test_an_exception_of_the_clients_own_counts_as_its_failure(send: Send) -> None:
    def handler(request: Any) -> Any:
        raise RuntimeError("password")

    with pytest.raises(TransportError) as caught:
        send(handler, a_request("https://localhost"), PATIENT)
    assert caught.value.sent
    assert str(caught.value) == "localhost: http_client raised RuntimeError"


def test_nothing_of_what_it_raised_is_kept(send: Send) -> None:
    """It holds the request, and with it the credential."""

    def handler(request: Any) -> Any:
        raise send.library.ConnectError("password", request=request)

    with pytest.raises(TransportError) as caught:
        send(handler, a_request("https://localhost", headers={"Authorization": "Basic c2VjcmV0"}), PATIENT)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert "password" not in "".join(traceback.format_exception(caught.value))


def test_a_refused_connection_is_not_sent(send: Send) -> None:
    port = refusing_port()
    with pytest.raises(TransportError) as caught:
        send(None, a_request(f"http://127.0.0.1:{port}"), PATIENT)
    assert not caught.value.sent
    name = f"{send.library.__name__}.ConnectError"
    assert str(caught.value) == f"127.0.0.1:{port}: http_client raised {name}: Connection refused"


def test_an_unknown_host_is_not_sent(send: Send) -> None:
    with pytest.raises(
        TransportError, match=r"^kco\.invalid: http_client raised httpx2?\.ConnectError: "
    ) as caught:
        send(None, a_request("https://kco.invalid"), PATIENT)
    assert not caught.value.sent


def test_a_refused_certificate_is_not_sent(send: Send, serve: Callable[..., Server]) -> None:
    server = serve(over_tls(answering()), scheme="https")
    with pytest.raises(TransportError, match=r"local issuer|self-signed|not trusted") as caught:
        send(None, a_request(server.url), PATIENT)
    assert not caught.value.sent


def test_a_proxy_that_cannot_be_reached_is_not_sent(send: Send) -> None:
    proxy = f"http://me:password@127.0.0.1:{refusing_port()}"
    with pytest.raises(TransportError, match="Connection refused") as caught:
        send(None, a_request("https://localhost"), PATIENT, proxy=proxy)
    assert not caught.value.sent
    assert "password" not in str(caught.value)


def test_tls_that_fails_behind_a_proxy_is_not_sent(send: Send, serve: Callable[..., Server]) -> None:
    """The proxy was asked for a tunnel, with a request that is not ours."""

    def script(conversation: Conversation) -> None:
        conversation.answer(b"HTTP/1.1 200 OK\r\n\r\n")
        conversation.wait_for_bytes()

    proxy = serve(script)
    with pytest.raises(TransportError) as caught:
        send(None, a_request("https://localhost"), PATIENT, proxy=proxy.url)
    assert not caught.value.sent
    assert proxy.requests[0].startswith(b"CONNECT")


def silent_after_hearing(conversation: Conversation) -> None:
    conversation.hear()
    conversation.stay_silent()


CUT_OFF: dict[str, Script] = {
    "no answer": lambda conversation: conversation.answer(b""),
    "half an answer": lambda conversation: conversation.answer(OK[:-1]),
    "silent": silent_after_hearing,
}


@pytest.mark.parametrize("script", CUT_OFF.values(), ids=CUT_OFF.keys())
def test_a_request_that_has_begun_was_sent(send: Send, serve: Callable[..., Server], script: Script) -> None:
    server = serve(script)
    with pytest.raises(TransportError) as caught:
        send(None, a_request(server.url), Timeouts(read=0.2, total=10))
    assert caught.value.sent
    assert len(server.requests) == 1


def test_a_connection_that_failed_before_a_request_went_out_proves_nothing(
    send: Send, serve: Callable[..., Server]
) -> None:
    server = serve(CUT_OFF["no answer"])
    refused = a_request(f"http://127.0.0.1:{refusing_port()}").url

    class Retrying(httpx.HTTPTransport):
        def handle_request(self, request: httpx.Request) -> httpx.Response:
            with pytest.raises(httpx.ConnectError):
                super().handle_request(httpx.Request("POST", refused, extensions=request.extensions))
            return super().handle_request(request)

    with httpx.Client(transport=Retrying()) as client, pytest.raises(TransportError) as caught:
        CustomClientTransport(client).send(a_request(server.url), Deadline.start(PATIENT, time.monotonic()))
    assert caught.value.sent


@pytest.mark.parametrize("size", [10, 11])
def test_an_answer_beyond_the_bound_comes_without_its_body(size: int) -> None:
    def handler(request: httpx.Request) -> httpx.Response:
        return httpx.Response(201, headers={"Capture-Id": "c-1"}, content=bytes(size))

    with httpx.Client(transport=httpx.MockTransport(handler)) as client:
        transport = CustomClientTransport(client, max_answer_bytes=10)
        answer = transport.send(a_request("https://localhost"), Deadline.start(PATIENT, time.monotonic()))
    assert answer.truncated == (size > 10)
    assert len(answer.content) == (0 if answer.truncated else size)
    assert (answer.status_code, answer.headers["capture-id"]) == (201, "c-1")


def test_it_is_not_asked_after_the_deadline(send: Send) -> None:
    def handler(request: Any) -> Any:
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


@pytest.mark.parametrize("waiting_loop", ["asyncio", "trio"])
def test_the_total_holds_against_drips_without_blocking(
    serve: Callable[..., Server], waiting_loop: str
) -> None:
    def script(conversation: Conversation) -> None:
        conversation.hear()
        conversation.drip(b"HTTP/1.1 200 OK\r\nx: " + b"a" * 999)

    with pytest.raises(TransportError) as caught:
        Sending(httpx, waiting_loop)(None, a_request(serve(script).url), Timeouts(total=1))
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
    CustomClientTransport(blocks)
    AsyncCustomClientTransport(waits)
    with pytest.raises(ConfigurationError, match="is asynchronous"):
        CustomClientTransport(waits)
    with pytest.raises(ConfigurationError, match="is not asynchronous"):
        AsyncCustomClientTransport(blocks)


@pytest.mark.parametrize("thing", [None, "https://localhost", httpx.Client, httpx.AsyncClient, object()])
@pytest.mark.parametrize("kind", [CustomClientTransport, AsyncCustomClientTransport])
def test_what_is_no_client_is_refused(kind: Callable[[Any], Any], thing: Any) -> None:
    with pytest.raises(ConfigurationError, match="http_client"):
        kind(thing)


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_closing_ends_an_asynchronous_call(serve: Callable[..., Server], library: str) -> None:
    heard = threading.Event()

    def script(conversation: Conversation) -> None:
        conversation.hear()
        heard.set()
        conversation.stay_silent()

    url = serve(script).url

    async def close_meanwhile() -> list[TransportError]:
        failures = []
        async with httpx.AsyncClient() as client:
            transport = AsyncCustomClientTransport(client)

            async def call() -> None:
                try:
                    await transport.send(a_request(url), Deadline.start(PATIENT, time.monotonic()))
                except TransportError as error:
                    failures.append(error)

            async with anyio.create_task_group() as group:
                group.start_soon(call)
                await anyio.to_thread.run_sync(heard.wait)
                await transport.close()
        return failures

    (failure,) = anyio.run(close_meanwhile, backend=library)
    assert failure.sent
    assert str(failure).endswith("the client was closed during the call")


def test_what_cannot_serve_as_a_client_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(
        ConfigurationError, match=r"requests\.Session.*does not take content, follow_redirects"
    ):
        CustomClientTransport(requests.Session())  # type: ignore[arg-type]


def test_a_client_that_turns_out_to_be_asynchronous_is_refused_with_nothing_sent() -> None:
    class Hidden:
        def request(self, method: str, url: str, **_: Any) -> Any:
            return request_asynchronously()

    with pytest.raises(ConfigurationError, match="asynchronous"):
        CustomClientTransport(Hidden()).send(
            a_request("https://localhost"), Deadline.start(PATIENT, time.monotonic())
        )


@pytest.mark.parametrize("response", [None, "text", httpx.Request("GET", "https://localhost")])
def test_what_is_no_response_is_named(response: Any) -> None:
    class Odd:
        def request(self, method: str, url: str, **_: Any) -> Any:
            return response

    with pytest.raises(TransportError, match=r"http_client returned .*status_code") as caught:
        CustomClientTransport(Odd()).send(
            a_request("https://localhost"), Deadline.start(PATIENT, time.monotonic())
        )
    assert caught.value.sent
    assert caught.value.__context__ is None


def test_the_protocols_are_small() -> None:
    class Own:
        def request(self, method: str, url: str, **_: Any) -> Any:
            return httpx.Response(200, content=method.encode())

    class AsyncOwn:
        def request(self, method: str, url: str, **_: Any) -> Awaitable[Any]:
            raise NotImplementedError

    deadline = Deadline.start(PATIENT, time.monotonic())
    assert CustomClientTransport(Own()).send(a_request("https://localhost"), deadline).content == b"POST"
    with pytest.raises(ConfigurationError):
        AsyncCustomClientTransport(AsyncOwn())  # type: ignore[arg-type]
