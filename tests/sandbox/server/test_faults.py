"""Every fault on the wire: what a socket sees of it, and what the client makes of that."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import kco
import pytest
from kco.sandbox import Sandbox
from kco.sandbox.server import Server, new_sandbox

from .wire import JSON, ONE, Connection, exchange

AnyClient = kco.Kustom | kco.Klarna


@pytest.fixture
def capture(connection: Connection, credentials: str, captures: str) -> Callable[..., None]:
    """Sends a capture of 1."""

    def send(*headers: str) -> None:
        connection.request("POST", captures, credentials, JSON, *headers, body=ONE)

    return send


def captured(sandbox: Sandbox, order_id: str) -> int | None:
    return sandbox.order(order_id).captured_amount


class TestOnTheWire:
    def test_status_answers_and_applies_nothing(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        sandbox.status(503, times=2, retry_after=1)
        for _ in range(2):
            capture()
            response = connection.response()
            assert (response.status, response.headers["retry-after"]) == (503, "1")
        assert captured(sandbox, order_id) == 0
        capture()
        assert connection.response().status == 201

    @pytest.mark.parametrize("code", [400, 418, 499, 520, 599])
    def test_any_status_can_be_answered(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], code: int
    ) -> None:
        sandbox.status(code)
        capture()
        assert connection.response().status == code

    def test_rate_limit_says_when_to_come_back(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None]
    ) -> None:
        sandbox.rate_limit(retry_after=7)
        capture()
        response = connection.response()
        assert (response.status, response.headers["retry-after"]) == (429, "7")
        assert response.json["error_code"] == "TOO_MANY_REQUESTS"

    def test_drop_request_ends_the_connection_and_applies_nothing(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        sandbox.drop_request()
        capture()
        assert connection.rest() == b""
        assert captured(sandbox, order_id) == 0

    def test_lose_response_ends_the_connection_after_it_was_applied(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        sandbox.lose_response()
        capture()
        assert connection.rest() == b""
        assert captured(sandbox, order_id) == 1

    def test_truncate_sends_less_than_it_announces(
        self, sandbox: Sandbox, connection: Connection, credentials: str, captures: str
    ) -> None:
        sandbox.truncate(operation="captures.list")
        sandbox.client().captures.create(captures.split("/")[4], captured_amount=1)
        connection.request("GET", captures, credentials)
        head = connection.head()
        body = connection.rest()
        assert head.status == 200
        assert 0 < len(body) < int(head.headers["content-length"])
        assert body.startswith(b'[{"capture_id":')

    @pytest.mark.parametrize("after", [0, 1, 5])
    def test_truncate_may_be_told_where_to_stop(
        self, sandbox: Sandbox, connection: Connection, credentials: str, captures: str, after: int
    ) -> None:
        sandbox.truncate(operation="orders.get", after=after)
        connection.request("GET", captures.removesuffix("/captures"), credentials)
        assert int(connection.head().headers["content-length"]) > after
        assert connection.rest() == b'{"order_id":'[:after]

    def test_truncate_breaks_off_a_write_that_was_applied(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        sandbox.truncate()
        capture()
        head = connection.head()
        assert (head.status, head.headers["content-length"]) == (201, "2")
        assert connection.rest() == b"{"
        assert captured(sandbox, order_id) == 1

    @pytest.mark.parametrize(
        ("body", "media_type", "beginning"),
        [
            ("html", "text/html; charset=utf-8", b"<!DOCTYPE html>"),
            ("text", "text/plain", b"upstream"),
            ("json", "application/json", b'{"order_id'),
            ("empty", "application/json", b""),
        ],
    )
    def test_garbage_is_sent_whole_in_place_of_the_answer(
        self,
        sandbox: Sandbox,
        connection: Connection,
        credentials: str,
        captures: str,
        body: Any,
        media_type: str,
        beginning: bytes,
    ) -> None:
        sandbox.garbage(body=body, operation="orders.get")
        target = captures.removesuffix("/captures")
        connection.request("GET", target, credentials)
        response = connection.response()
        assert (response.status, response.headers["content-type"]) == (200, media_type)
        assert response.body.startswith(beginning)
        # The connection can be used on.
        connection.request("GET", target, credentials)
        assert connection.response().json["captured_amount"] == 0

    def test_garbage_in_place_of_nothing_has_a_status_that_allows_it(
        self, sandbox: Sandbox, connection: Connection, credentials: str, captures: str
    ) -> None:
        sandbox.garbage(body="html", operation="orders.acknowledge")
        connection.request("POST", captures.replace("/captures", "/acknowledge"), credentials)
        response = connection.response()
        assert response.status == 200
        assert response.body.startswith(b"<!DOCTYPE html>")

    def test_unknown_values_are_in_every_answer(
        self, sandbox: Sandbox, connection: Connection, credentials: str, captures: str, order_id: str
    ) -> None:
        sandbox.unknown_values()
        connection.request("GET", captures.removesuffix("/captures"), credentials)
        shown = connection.response().json
        truth = sandbox.order(order_id).to_dict()
        assert set(truth) < set(shown)
        assert shown["order_amount"] == truth["order_amount"]

    def test_forget_keys_lets_a_key_be_used_again(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        for amount in (1, 1, 2):
            capture("Klarna-Idempotency-Key: parcel-1")
            assert connection.response().status == 201
            assert captured(sandbox, order_id) == amount
            if len(sandbox.journal) == 2:
                sandbox.forget_keys()


class TestSlow:
    def test_the_answer_comes_late_and_is_the_usual_one(
        self, sandbox: Sandbox, connection: Connection, capture: Callable[..., None], order_id: str
    ) -> None:
        sandbox.slow(0.05)
        capture()
        assert connection.response().status == 201
        assert captured(sandbox, order_id) == 1

    def test_others_are_answered_meanwhile_and_the_same_key_is_a_conflict(
        self, vendor: Any, credentials: str
    ) -> None:
        sandbox = new_sandbox(vendor)
        captures = f"/ordermanagement/v1/orders/{sandbox.add_order(order_id='a').order_id}/captures"
        sandbox.slow(3600)
        key = "Klarna-Idempotency-Key: parcel-1"
        with Server(sandbox) as server, Connection(server.url) as slow, Connection(server.url) as quick:
            slow.request("POST", captures, credentials, JSON, key, body=ONE)
            while not sandbox.journal:
                quick.request("GET", "/sandbox")
                quick.response()
            quick.request("POST", captures, credentials, JSON, key, body=ONE)
            response = quick.response()
            assert (response.status, response.json["error_code"]) == (409, "CONFLICT")
            quick.request("GET", captures, credentials)
            assert quick.response().json == []
            server.stop()
            # The end of the server is the end of the waiting, and of the connection.
            assert slow.rest() == b""
        assert captured(sandbox, "a") == 1

    def test_a_caller_that_has_gone_changes_nothing_about_it(
        self, sandbox: Sandbox, url: str, credentials: str, captures: str, order_id: str
    ) -> None:
        sandbox.slow(0.05)
        with Connection(url) as slow:
            slow.request("POST", captures, credentials, JSON, body=ONE)
            while not sandbox.journal:
                assert exchange(url, "GET", "/sandbox").status == 200
        while not sandbox.journal.captures:
            assert exchange(url, "GET", "/sandbox").status == 200
        assert captured(sandbox, order_id) == 1


class TestWithTheClient:
    def test_a_lost_answer_ends_in_one_capture_and_a_normal_result(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        sandbox.lose_response()
        made = client.captures.create(order_id, captured_amount=4_000)
        (effect,) = sandbox.journal.captures
        assert effect.capture_id == made.capture_id
        assert captured(sandbox, order_id) == 4_000

    def test_a_lost_answer_without_retries_is_unknown_and_the_key_tells(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        client.captures.create(order_id, captured_amount=4_000)
        sandbox.lose_response(operation="refunds.create")
        with pytest.raises(kco.OutcomeUnknownError) as caught:
            client.refunds.create(order_id, refunded_amount=500, retries=0)
        assert caught.value.outcome == "unknown"
        refund = client.refunds.create(
            order_id, refunded_amount=500, idempotency_key=caught.value.idempotency_key
        )
        (effect,) = sandbox.journal.refunds
        assert effect.refund_id == refund.refund_id

    def test_a_dropped_request_is_sent_again(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        sandbox.drop_request(times=2)
        client.captures.create(order_id, captured_amount=1)
        assert [entry.fault for entry in sandbox.journal] == ["drop_request", "drop_request", None]
        assert len(sandbox.journal.captures) == 1

    def test_a_burst_of_503_is_waited_out(self, sandbox: Sandbox, client: AnyClient, order_id: str) -> None:
        sandbox.status(503, times=2, retry_after=0)
        response = client.captures.with_response.create(order_id, captured_amount=1)
        assert response.attempts == 3

    def test_a_rate_limit_beyond_patience_is_raised(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        sandbox.rate_limit(retry_after=3600)
        with pytest.raises(kco.RateLimitedError) as caught:
            client.captures.create(order_id, captured_amount=1)
        assert (caught.value.retry_after, caught.value.outcome) == (3600, "rejected")

    def test_a_truncated_read_is_read_again(self, sandbox: Sandbox, client: AnyClient, order_id: str) -> None:
        sandbox.truncate(operation="orders.get")
        assert client.orders.get(order_id).order_id == order_id
        assert len(sandbox.journal) == 2

    def test_a_slow_answer_runs_into_the_clients_limit_and_is_applied_all_the_same(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        sandbox.slow(0.2)
        with pytest.raises(kco.DeadlineExceededError) as caught:
            client.captures.create(order_id, captured_amount=1, timeout=0.1, retries=0)
        assert caught.value.outcome == "unknown"
        # The same key waits for the first call, and gets its answer.
        made = client.captures.create(
            order_id, captured_amount=1, idempotency_key=caught.value.idempotency_key, retries=10
        )
        (effect,) = sandbox.journal.captures
        assert effect.capture_id == made.capture_id

    def test_a_page_after_a_refund_proves_nothing_and_ensure_finds_out(
        self, sandbox: Sandbox, client: AnyClient, order_id: str
    ) -> None:
        client.captures.create(order_id, captured_amount=10)
        sandbox.garbage(body="html")
        with pytest.raises(kco.OutcomeUnknownError):
            client.refunds.create(order_id, refunded_amount=5)
        sandbox.garbage(body="html")
        client.refunds.ensure(order_id, refunded_amount=5, reference="return-1")
        assert [refund.amount for refund in sandbox.journal.refunds] == [5, 5]

    def test_unknown_values_are_read(self, sandbox: Sandbox, client: AnyClient, order_id: str) -> None:
        sandbox.unknown_values()
        order = client.orders.get(order_id)
        assert order.order_amount == 10_000
        assert order.to_dict() != sandbox.order(order_id).to_dict()


def test_calls_from_many_threads_capture_no_more_than_there_is(
    sandbox: Sandbox, client: AnyClient, order_id: str
) -> None:
    refused: list[kco.CaptureNotAllowedError] = []

    def capture() -> None:
        try:
            client.captures.create(order_id, captured_amount=1_500)
        except kco.CaptureNotAllowedError as error:
            refused.append(error)

    threads = [threading.Thread(target=capture) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (captured(sandbox, order_id), len(refused)) == (9_000, 4)
