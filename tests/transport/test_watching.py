"""Tools that answer in httpcore's place see the requests of the transport, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import respx
from kco.runtime.transport import TransportError

from .carriers import Carrier, a_request
from .servers import Server, answering

BODY = {"order_id": "1", "status": "AUTHORIZED"}


@respx.mock
def test_respx_answers(carrier: Carrier) -> None:
    route = respx.post("https://api.example/orders/1/captures").respond(
        201, json=BODY, headers={"Capture-Id": "c-1"}
    )
    answer = carrier.send(a_request("https://api.example", content=b"{ }", headers={"X-Note": "n"}))
    assert (answer.status_code, answer.headers["capture-id"]) == (201, "c-1")
    assert httpx.Response(200, content=answer.content).json() == BODY
    (call,) = route.calls
    assert (call.request.content, call.request.headers["x-note"]) == (b"{ }", "n")


@respx.mock(using="httpcore")
def test_respx_answers_where_httpcore_is_named(respx_mock: Any, carrier: Carrier) -> None:
    respx_mock.get("https://api.example/orders/1").respond(200, json=BODY)
    request = a_request("https://api.example/orders/1", method="GET", content=None)
    assert carrier.send(request).status_code == 200


@respx.mock
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_respx_sees_the_server_and_not_the_proxy(
    carrier: Carrier, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://me:password@proxy.example:3128")
    respx.post(f"{scheme}://api.example/orders/1/captures").respond(201, json=BODY)
    assert carrier.send(a_request(f"{scheme}://api.example")).status_code == 201


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.ReadTimeout, True),
        (httpx.RemoteProtocolError, True),
    ],
)
@respx.mock
def test_respx_can_let_it_fail(error: type[Exception], sent: bool, carrier: Carrier) -> None:
    respx.post("https://api.example/orders/1/captures").mock(side_effect=error)
    with pytest.raises(TransportError, match=r"^api\.example: ") as caught:
        carrier.send(a_request("https://api.example"))
    assert caught.value.sent == sent


def test_the_network_is_back_when_respx_is_gone(
    carrying: Callable[..., Carrier], serve: Callable[..., Server]
) -> None:
    carrier = carrying(max_connections=1)
    server = serve(answering())
    with respx.mock:
        respx.post(f"{server.url}/orders/1/captures").respond(503)
        for _ in range(2):
            assert carrier.send(a_request(server.url)).status_code == 503
    for _ in range(2):
        assert carrier.send(a_request(server.url)).content == b"{}"
    assert server.accepted == 1
