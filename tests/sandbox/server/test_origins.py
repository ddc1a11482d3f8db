"""Web pages cannot drive the control endpoints, whatever name they know this machine by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kco.runtime.messages import Headers
from kco.sandbox import Sandbox
from kco.sandbox.server import Server, new_sandbox
from kco.sandbox.server.control import foreign_caller

from .wire import Connection, Response

JSON = "Content-Type: application/json"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(new_sandbox("kustom"), allowed_hosts=["shop-tests.example"]) as running:
        yield running


@pytest.fixture
def sandbox(server: Server) -> Sandbox:
    server.sandbox.reset()
    return server.sandbox


def call(server: Server, *headers: str, host: str | None = None, method: str = "POST") -> Response:
    with Connection(server.url) as connection:
        connection.host = host or connection.host
        connection.request(method, "/sandbox/orders", *headers, body=b"{}" if method == "POST" else b"")
        return connection.response()


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1:4010",
        "localhost",
        "LOCALHOST:80",
        "kco.localhost",
        "[::1]:4010",
        "192.168.1.7:4010",
        "kco-sandbox:4010",
        "shop-tests.example",
        "Shop-Tests.Example:4010",
        "localhost.:80",
    ],
)
def test_own_names_are_answered_to(server: Server, host: str) -> None:
    assert call(server, JSON, host=host).status == 201


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:4010",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "1.2.3.4.5",
        "notlocalhost.example",
        "shop-tests.example.evil.example",
        "evil.example.",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_name_that_was_rebound_to_this_machine_is_refused(
    server: Server, sandbox: Sandbox, host: str, method: str
) -> None:
    response = call(server, JSON, host=host, method=method)
    assert response.status == 403
    assert response.json["error"].startswith("Host: ")
    assert sandbox.orders == ()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost", "http://127.0.0.1:1", "file://", ""]
)
def test_a_page_of_another_site_is_refused(server: Server, sandbox: Sandbox, origin: str) -> None:
    response = call(server, JSON, f"Origin: {origin}")
    assert response.status == 403
    assert response.json["error"].startswith("Origin: ")
    assert sandbox.orders == ()


def test_a_page_of_this_server_is_not_another_site(server: Server) -> None:
    assert call(server, JSON, f"Origin: {server.url}").status == 201


@pytest.mark.parametrize(
    "headers",
    [
        [],
        ["Content-Type: text/plain"],
        ["Content-Type: application/x-www-form-urlencoded"],
        ["Content-Type: multipart/form-data; boundary=x"],
        ["Content-Type: text/plain; application/json"],
    ],
    ids=str,
)
def test_what_pages_can_send_without_asking_is_refused(
    server: Server, sandbox: Sandbox, headers: list[str]
) -> None:
    response = call(server, *headers)
    assert (response.status, response.json) == (415, {"error": "Content-Type: expected application/json"})
    assert sandbox.orders == ()


def test_a_page_that_asks_is_not_allowed_to(server: Server) -> None:
    asking = ("Origin: https://evil.example", "Access-Control-Request-Method: POST")
    response = call(server, *asking, method="OPTIONS")
    assert response.status == 403
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_the_api_itself_answers_to_any_name(server: Server, sandbox: Sandbox) -> None:
    with Connection(server.url) as connection:
        connection.host = "api.playground.example"
        target = f"/ordermanagement/v1/orders/{sandbox.add_order().order_id}"
        connection.request("GET", target, f"Authorization: Basic {sandbox.api_key}")
        assert connection.response().status == 200


def test_a_caller_that_names_no_host_is_no_browser() -> None:
    assert foreign_caller(Headers()) is None
    assert foreign_caller(Headers([("Host", "")])) is not None
