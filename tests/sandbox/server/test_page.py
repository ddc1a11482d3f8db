"""The page at ``/`` as an answer: its files, its policy, and who is refused it."""

from __future__ import annotations

import re

import pytest
from kco.runtime.messages import Headers
from kco.sandbox import Sandbox
from kco.sandbox.server.control import foreign_caller

from .wire import JSON, Connection, exchange

FILES = ["/", "/sandbox/page.css", "/sandbox/page.js", "/sandbox/page.svg"]


def policy(url: str, path: str) -> dict[str, str]:
    header = exchange(url, "GET", path).headers["content-security-policy"]
    return {name: sources for name, _, sources in (part.partition(" ") for part in header.split("; "))}


@pytest.mark.parametrize(
    ("path", "media_type"),
    list(zip(FILES, ["text/html", "text/css", "text/javascript", "image/svg+xml"], strict=True)),
)
def test_each_file_has_its_media_type_and_is_not_kept(url: str, path: str, media_type: str) -> None:
    response = exchange(url, "GET", path)
    assert response.status == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["referrer-policy"] == "no-referrer"
    assert response.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", FILES)
def test_head_is_answered_without_a_body(connection: Connection, path: str) -> None:
    connection.request("HEAD", path)
    head = connection.response(to="HEAD")
    assert (head.status, head.body) == (200, b"")
    connection.request("GET", path)
    assert len(connection.response().body) == int(head.headers["content-length"])


@pytest.mark.parametrize("path", FILES)
def test_the_policy_allows_its_own_files_and_nothing_else(url: str, path: str) -> None:
    allowed = policy(url, path)
    assert allowed.pop("default-src") == "'none'"
    fetched = {name: sources for name, sources in allowed.items() if name.endswith("-src")}
    assert fetched == dict.fromkeys(["connect-src", "img-src", "script-src", "style-src"], "'self'")
    closed = {name: sources for name, sources in allowed.items() if sources == "'none'"}
    assert set(closed) == {"base-uri", "form-action", "frame-ancestors", "trusted-types"}
    assert allowed["require-trusted-types-for"] == "'script'"


def test_the_markup_has_no_script_no_style_and_no_handler_of_its_own(url: str) -> None:
    markup = exchange(url, "GET", "/").body.decode()
    assert not re.search(r"\son\w+\s*=|\sstyle\s*=|javascript:|<style", markup, re.IGNORECASE)
    assert re.findall(r"<script[^>]*>(.*?)</script>", markup) == [""]
    linked = re.findall(r'(?:src|href)="([^"]*)"', markup)
    assert sorted(set(linked)) == ["sandbox", "sandbox/page.css", "sandbox/page.js", "sandbox/page.svg"]


def test_no_file_names_an_address_elsewhere(url: str) -> None:
    for path in FILES:
        text = exchange(url, "GET", path).body.decode()
        assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)|url\(", text) == [], path


def test_the_page_is_no_request_to_the_vendor(url: str, sandbox: Sandbox) -> None:
    for path in FILES:
        exchange(url, "GET", path)
    assert len(sandbox.journal) == 0


def test_a_client_that_identifies_itself_gets_the_vendors_answer(
    url: str, sandbox: Sandbox, credentials: str
) -> None:
    assert exchange(url, "GET", "/", credentials).status == 404
    assert [entry.path for entry in sandbox.journal] == ["/"]


def test_what_is_posted_to_its_address_goes_to_the_vendor(url: str, sandbox: Sandbox) -> None:
    assert exchange(url, "POST", "/").status == 401
    assert [entry.path for entry in sandbox.journal] == ["/"]


class TestGuards:
    @pytest.mark.parametrize("path", FILES)
    def test_a_name_that_was_rebound_to_this_machine_is_refused(
        self, connection: Connection, path: str
    ) -> None:
        connection.host = "evil.example"
        connection.request("GET", path)
        response = connection.response()
        assert (response.status, response.body[:6]) == (403, b"Host: ")

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    @pytest.mark.parametrize("kind", ["script", "style", "image", "iframe", "embed", "empty"])
    @pytest.mark.parametrize("path", [*FILES, "/sandbox/overview", "/sandbox"])
    def test_a_page_of_another_site_gets_nothing_of_it(
        self, url: str, path: str, kind: str, site: str
    ) -> None:
        response = exchange(url, "GET", path, f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Dest: {kind}")
        assert response.status == 403
        assert b"Sec-Fetch-Site: " in response.body

    @pytest.mark.parametrize("path", ["/", "/sandbox/journal"])
    def test_a_link_on_another_page_may_be_followed(self, url: str, path: str) -> None:
        followed = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
        assert exchange(url, "GET", path, *followed).status == 200

    @pytest.mark.parametrize("site", ["same-origin", "none"])
    def test_the_page_itself_is_let_through(self, url: str, site: str) -> None:
        headers = (f"Origin: {url}", f"Sec-Fetch-Site: {site}", "Sec-Fetch-Dest: empty", JSON)
        assert exchange(url, "POST", "/sandbox/orders", *headers, body=b"{}").status == 201

    def test_a_form_of_another_page_that_opens_a_document_is_refused(
        self, url: str, sandbox: Sandbox
    ) -> None:
        posted = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: document", "Content-Type: text/plain")
        assert exchange(url, "POST", "/sandbox/orders", *posted, body=b"{}").status == 415
        assert sandbox.orders == ()

    def test_callers_that_are_no_browser_say_nothing_of_sites(self) -> None:
        assert foreign_caller(Headers([("Host", "localhost:4010")])) is None


class TestOverview:
    def test_it_has_amounts_states_and_ids(self, url: str, sandbox: Sandbox) -> None:
        order = sandbox.add_order(order_id="a", order_amount=9, captured_amount=4, refunded_amount=1)
        sandbox.lose_response()
        overview = exchange(url, "GET", "/sandbox/overview").json
        (shown,) = overview.pop("orders")
        assert (
            shown.items()
            >= {
                "order_id": "a",
                "status": "PART_CAPTURED",
                "purchase_currency": "SEK",
                "original_order_amount": 9,
                "order_amount": 9,
                "captured_amount": 4,
                "refunded_amount": 1,
                "remaining_authorized_amount": 5,
            }.items()
        )
        assert [each["capture_id"] for each in shown["captures"]] == [order.captures[0].capture_id]
        assert [each["refund_id"] for each in shown["refunds"]] == [order.refunds[0].refund_id]
        assert (overview["orders_in_all"], overview["requests_in_all"]) == (1, 0)
        assert overview["faults"] == [fault.to_dict() for fault in sandbox.faults]

    def test_it_names_no_person(self, url: str, sandbox: Sandbox) -> None:
        order = sandbox.add_order(like="business", captured_amount=5000).to_dict()
        overview = exchange(url, "GET", "/sandbox/overview").body.decode()
        people = {
            value
            for address in (order["billing_address"], order["shipping_address"])
            for value in address.values()
            if len(value) > 2
        }
        assert len(people) >= 5
        assert [value for value in people if value in overview] == []

    def test_the_newest_orders_come_first_and_the_oldest_are_left_out(
        self, url: str, sandbox: Sandbox
    ) -> None:
        for number in range(103):
            sandbox.add_order(order_id=str(number))
        overview = exchange(url, "GET", "/sandbox/overview").json
        assert overview["orders_in_all"] == 103
        assert [order["order_id"] for order in overview["orders"]] == [str(n) for n in range(102, 2, -1)]

    def test_the_oldest_requests_are_left_out(self, sandbox: Sandbox, url: str) -> None:
        with Connection(url) as connection:
            for number in range(502):
                connection.request("GET", f"/{number}")
                connection.response()
        overview = exchange(url, "GET", "/sandbox/overview").json
        assert overview["requests_in_all"] == 502
        assert [entry["path"] for entry in overview["requests"]] == [f"/{n}" for n in range(2, 502)]
