"""The control endpoints: `Sandbox` for tests in other languages."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kco.runtime.messages import Headers
from kco.sandbox import Sandbox
from kco.sandbox.decisions import SIZE_LIMIT
from kco.sandbox.server import new_sandbox
from kco.sandbox.server.control import ROOT, Control
from kco.sandbox.vendors import load_vendor

from .conftest import VENDORS
from .wire import Response, exchange

JSON = "Content-Type: application/json"


@pytest.fixture
def call(url: str) -> Any:
    """Calls an endpoint; a body is sent as JSON."""

    def send(method: str, path: str, body: Any = None, *headers: str) -> Response:
        if body is None:
            return exchange(url, method, f"{ROOT}{path}", *headers)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return exchange(url, method, f"{ROOT}{path}", JSON, *headers, body=content)

    return send


def mistake(response: Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/json"
    assert list(response.json) == ["error"]
    assert response.body.count(b"\n") == 1
    assert response.body.endswith(b"\n")
    return response.status, response.json["error"]


def test_no_path_of_the_api_is_one_of_theirs() -> None:
    for vendor in VENDORS:
        for operation in load_vendor(vendor).operations.values():
            assert not operation.path[0].startswith(ROOT)


class TestIndex:
    def test_it_lists_every_endpoint_and_each_of_them_is_there(self, call: Any, sandbox: Sandbox) -> None:
        index = call("GET", "").json
        assert (index["vendor"], index["api_key"]) == (sandbox.vendor, sandbox.api_key)
        listed = [endpoint["request"].split(" ") for endpoint in index["endpoints"]]
        assert len(listed) >= 11
        for method, path in listed:
            body = {"POST": b"["}.get(method)
            status = call(method, path.removeprefix(ROOT), body).status
            # Found, and nothing done: there is no order {order_id}, and [ is no JSON.
            assert status == (400 if body else 404 if "{" in path else 200), (method, path)

    def test_it_lists_the_faults_with_their_members(self, call: Any) -> None:
        faults = call("GET", "").json["faults"]
        assert faults["status"] == ["times", "operation", "optional", "code", "retry_after", "error_code"]
        assert {"lose_response", "drop_request", "truncate", "garbage", "slow", "lag_reads"} <= set(faults)

    def test_a_slash_at_the_end_makes_no_difference(self, call: Any) -> None:
        assert call("GET", "/").json["endpoints"] == call("GET", "").json["endpoints"]


class TestOrders:
    def test_an_order_is_put_in_and_shown_as_the_api_does(
        self, call: Any, url: str, credentials: str, sandbox: Sandbox
    ) -> None:
        response = call("POST", "/orders", {"order_amount": 5_000, "merchant_reference1": "W-1"})
        assert response.status == 201
        order_id = response.json["order_id"]
        assert response.json == sandbox.order(order_id).to_dict()
        shown = exchange(url, "GET", f"/ordermanagement/v1/orders/{order_id}", credentials)
        assert shown.json == response.json
        assert (shown.json["order_amount"], shown.json["merchant_reference1"]) == (5_000, "W-1")
        assert exchange(url, "GET", response.headers["location"]).json == response.json

    def test_everything_has_a_default(self, call: Any) -> None:
        assert call("POST", "/orders", {}).json["order_amount"] == 10_000

    def test_the_examples_are_there_too(self, call: Any) -> None:
        for example in call("GET", "").json["examples"]:
            assert call("POST", "/orders", {"like": example}).status == 201
        assert call("POST", "/orders", {"like": "part_captured"}).json["status"] == "PART_CAPTURED"

    def test_null_leaves_a_field_out(self, call: Any) -> None:
        assert "shipping_address" not in call("POST", "/orders", {"shipping_address": None}).json

    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"order_amuont": 1}, "order_amuont"),
            ({"order_amount": -1}, "order_amount"),
            ({"order_amount": "1"}, "order_amount"),
            ({"order_amount": 1.5}, "order_amount"),
            ({"order_lines": 5}, "order_lines"),
            ({"order_lines": [5]}, "order_lines[0]"),
            ({"captures": [1]}, "captures[0]"),
            ({"captures": {"0": 1}}, "captures"),
            ({"billing_address": "x"}, "billing_address"),
            ({"status": "AUTHORIZED", "captured_amount": 5}, "status"),
            ({"created_at": "yesterday"}, "created_at"),
            ({"created_at": "9999-12-31T00:00:00Z"}, ""),
            ({"order_id": None}, "order_id"),
            ({"like": "nothing"}, "like"),
            ({"like": []}, "like"),
        ],
        ids=str,
    )
    def test_a_mistake_is_told_in_one_line_that_names_the_field(
        self, call: Any, sandbox: Sandbox, fields: Any, named: str
    ) -> None:
        status, message = mistake(call("POST", "/orders", fields))
        assert status == 400
        assert named in message
        assert sandbox.orders == ()

    def test_the_same_id_twice_is_a_mistake(self, call: Any) -> None:
        assert call("POST", "/orders", {"order_id": "a"}).status == 201
        assert mistake(call("POST", "/orders", {"order_id": "a"})) == (400, "there is an order a already")

    def test_the_truth_is_shown_past_the_faults(self, call: Any, sandbox: Sandbox) -> None:
        order_id = sandbox.add_order(order_id="a/b").order_id
        sandbox.status(503, operation="orders.get")
        assert call("GET", "/orders/a%2Fb").json["order_id"] == order_id
        assert len(sandbox.faults) == 1

    def test_an_unknown_order_is_404(self, call: Any) -> None:
        assert mistake(call("GET", "/orders/x")) == (404, "order_id: the sandbox has no such order")

    def test_all_orders_are_listed_with_their_amounts(self, call: Any, sandbox: Sandbox) -> None:
        assert call("GET", "/orders").json == {"orders": []}
        sandbox.add_order(order_id="a", order_amount=5, captured_amount=2)
        sandbox.add_order(order_id="b")
        listed = call("GET", "/orders").json["orders"]
        assert [order["order_id"] for order in listed] == ["a", "b"]
        assert listed[0] == {
            "order_id": "a",
            "status": "PART_CAPTURED",
            "order_amount": 5,
            "captured_amount": 2,
            "refunded_amount": 0,
            "remaining_authorized_amount": 3,
        }


class TestFraudStatus:
    def test_it_is_set_for_an_order(self, call: Any, sandbox: Sandbox) -> None:
        sandbox.add_order(order_id="a/b", fraud_status="PENDING")
        response = call("POST", "/fraud-status", {"order_id": "a/b", "fraud_status": "ACCEPTED"})
        assert (response.status, response.json["fraud_status"]) == (200, "ACCEPTED")
        assert sandbox.order("a/b").capturable_amount == 10_000

    @pytest.mark.parametrize(
        ("data", "status", "named"),
        [
            ({"order_id": "none", "fraud_status": "ACCEPTED"}, 404, "order_id"),
            ({"fraud_status": "ACCEPTED"}, 400, "order_id"),
            ({"order_id": "a"}, 400, "fraud_status"),
            ({"order_id": "a", "fraud_status": 1}, 400, "fraud_status"),
            ({"order_id": "a", "status": "CAPTURED"}, 400, "status"),
        ],
        ids=str,
    )
    def test_a_mistake_is_named(
        self, call: Any, sandbox: Sandbox, data: dict[str, Any], status: int, named: str
    ) -> None:
        sandbox.add_order(order_id="a")
        response = call("POST", "/fraud-status", data)
        assert response.status == status
        assert response.json["error"].startswith(f"{named}: ")


class TestFaults:
    @pytest.mark.parametrize(
        "fault",
        [
            {"fault": "status", "code": 503, "times": 2, "retry_after": 1, "operation": "captures.create"},
            {"fault": "rate_limit", "retry_after": 3},
            {"fault": "slow", "seconds": 0.5},
            {"fault": "drop_request"},
            {"fault": "lose_response", "operation": "refunds.create"},
            {"fault": "truncate", "after": 3},
            {"fault": "garbage", "body": "empty"},
            {"fault": "unknown_values"},
            {"fault": "lag_reads", "times": None},
            {"fault": "payment_method_failed", "times": 2},
        ],
        ids=lambda fault: fault["fault"],
    )
    def test_a_fault_is_set_and_listed_with_everything_it_has(
        self, call: Any, sandbox: Sandbox, fault: dict[str, Any]
    ) -> None:
        response = call("POST", "/faults", fault)
        assert response.status == 201
        assert fault.items() <= response.json.items()
        assert call("GET", "/faults").json == {"faults": [response.json], "unused": [response.json]}
        assert [waiting.to_dict() for waiting in sandbox.faults] == [response.json]

    def test_a_fault_strikes_as_often_as_it_says(
        self, call: Any, url: str, credentials: str, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(order_id="a")
        call("POST", "/faults", {"fault": "status", "code": 503, "times": 2, "operation": "orders.get"})
        statuses = [
            exchange(url, "GET", "/ordermanagement/v1/orders/a", credentials).status for _ in range(3)
        ]
        assert statuses == [503, 503, 200]

    def test_a_fault_that_has_struck_or_is_optional_is_not_unused(
        self, call: Any, url: str, credentials: str, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(order_id="a")
        call("POST", "/faults", {"fault": "status", "code": 503, "times": 2, "operation": "orders.get"})
        call("POST", "/faults", {"fault": "drop_request", "optional": True})
        call("POST", "/faults", {"fault": "lose_response"})
        exchange(url, "GET", "/ordermanagement/v1/orders/a", credentials)
        listed = call("GET", "/faults").json
        assert [fault["fault"] for fault in listed["faults"]] == ["status", "drop_request", "lose_response"]
        assert [fault["fault"] for fault in listed["unused"]] == ["lose_response"]

    def test_reads_lag_and_payment_methods_fail_over_http_too(
        self, call: Any, url: str, credentials: str, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(order_id="a", order_amount=100)
        captures = "/ordermanagement/v1/orders/a/captures"
        json_type = "Content-Type: application/json"
        call("POST", "/faults", {"fault": "lag_reads", "operation": "captures.list"})
        call("POST", "/faults", {"fault": "payment_method_failed"})
        send = partial(exchange, url, "POST", captures, credentials, json_type)
        refused = send(body=b'{"captured_amount": 40}')
        assert (refused.status, refused.json["error_code"]) == (403, "PAYMENT_METHOD_FAILED")
        assert send(body=b'{"captured_amount": 40}').status == 201
        counts = [len(exchange(url, "GET", captures, credentials).json) for _ in range(2)]
        assert counts == [0, 1]
        told = [(entry["fault"], entry["amount"]) for entry in call("GET", "/journal").json["requests"]]
        assert told == [("payment_method_failed", 40), (None, 40), ("lag_reads", None), (None, None)]

    def test_all_are_cleared_at_once(self, call: Any, sandbox: Sandbox) -> None:
        call("POST", "/faults", {"fault": "unknown_values"})
        call("POST", "/faults", {"fault": "drop_request"})
        assert call("DELETE", "/faults").json == {"faults": [], "unused": []}
        assert sandbox.faults == ()

    @pytest.mark.parametrize(
        ("fault", "named"),
        [
            ({}, "fault"),
            ({"fault": "nothing"}, "fault"),
            ({"fault": ["status"]}, "fault"),
            ({"fault": "status"}, "code"),
            ({"fault": "status", "code": 200}, "code"),
            ({"fault": "status", "code": "503"}, "code"),
            ({"fault": "status", "code": 503, "times": 0}, "times"),
            ({"fault": "status", "code": 503, "tmies": 1}, "tmies"),
            ({"fault": "status", "code": 503, "operation": "captureOrder"}, "operation"),
            ({"fault": "lose_response", "operation": "orders.get"}, "operation"),
            ({"fault": "slow", "seconds": -1}, "seconds"),
            ({"fault": "slow", "seconds": 1e9}, "seconds"),
            ({"fault": "garbage", "body": "xml"}, "body"),
            ({"fault": "unknown_values", "times": 2}, "times"),
        ],
        ids=str,
    )
    def test_a_mistake_is_told_in_one_line_that_names_the_member(
        self, call: Any, sandbox: Sandbox, fault: Any, named: str
    ) -> None:
        status, message = mistake(call("POST", "/faults", fault))
        assert status == 400
        assert message.startswith(f"{named}: ")
        assert sandbox.faults == ()


class TestTimeAndTruth:
    def test_time_passes_and_orders_expire(self, call: Any, sandbox: Sandbox) -> None:
        before = sandbox.now
        order_id = sandbox.add_order().order_id
        response = call("POST", "/advance", {"days": 29, "hours": 1})
        assert response.status == 200
        assert (sandbox.now - before).days == 29
        assert response.json["now"][:10] == sandbox.now.isoformat()[:10]
        assert call("GET", f"/orders/{order_id}").json["status"] == "EXPIRED"

    @pytest.mark.parametrize(
        ("span", "named"),
        [
            ({"days": -1}, "days"),
            ({"days": "1"}, "days"),
            ({"days": True}, "days"),
            ({"days": None}, "days"),
            ({"years": 1}, "years"),
            ({"days": 1e300}, "days"),
            ({"days": 10**9}, "days"),
            ({"days": 3_000_000}, "days"),
            ({"days": 10**400}, "days"),
            ({"seconds": 1, "weeks": "x"}, "weeks"),
        ],
        ids=lambda value: str(value)[:30],
    )
    def test_a_span_that_is_none_is_told_and_time_stands_still(
        self, call: Any, sandbox: Sandbox, span: Any, named: str
    ) -> None:
        status, message = mistake(call("POST", "/advance", span))
        assert status == 400
        assert named in message.partition(":")[0]
        assert call("GET", "").json["now"][:10] == sandbox.now.isoformat()[:10]
        assert call("POST", "/orders", {}).status == 201

    def test_the_journal_tells_what_really_happened(
        self, call: Any, url: str, credentials: str, sandbox: Sandbox
    ) -> None:
        sandbox.add_order(order_id="a")
        sandbox.lose_response()
        captures = "/ordermanagement/v1/orders/a/captures"
        headers = (credentials, JSON, "Klarna-Idempotency-Key: parcel-1")
        with pytest.raises(EOFError):
            exchange(url, "POST", captures, *headers, body=b'{"captured_amount": 3}')
        exchange(url, "POST", captures, *headers, body=b'{"captured_amount": 3}')
        journal = call("GET", "/journal").json
        assert [(entry["fault"], entry["status_code"]) for entry in journal["requests"]] == [
            ("lose_response", None),
            (None, 201),
        ]
        (effect,) = journal["effects"]
        assert (effect["operation"], effect["amount"]) == ("captures.create", 3)
        assert effect["idempotency_key"] == "parcel-1"

    def test_their_own_calls_are_not_in_the_journal(self, call: Any) -> None:
        call("POST", "/orders", {})
        assert call("GET", "/journal").json == {"requests": [], "effects": []}

    def test_keys_are_forgotten(self, call: Any, url: str, credentials: str, sandbox: Sandbox) -> None:
        sandbox.add_order(order_id="a")
        headers = (credentials, JSON, "Klarna-Idempotency-Key: parcel-1")
        captures = "/ordermanagement/v1/orders/a/captures"
        exchange(url, "POST", captures, *headers, body=b'{"captured_amount": 3}')
        assert call("POST", "/forget-keys", {}).status == 200
        exchange(url, "POST", captures, *headers, body=b'{"captured_amount": 3}')
        assert len(sandbox.journal.captures) == 2

    def test_reset_forgets_everything(self, call: Any, sandbox: Sandbox) -> None:
        call("POST", "/orders", {})
        call("POST", "/faults", {"fault": "drop_request"})
        call("POST", "/advance", {"days": 1})
        assert call("POST", "/reset", {}).status == 200
        assert (sandbox.orders, sandbox.faults, len(sandbox.journal)) == ((), (), 0)

    @pytest.mark.parametrize("path", ["/reset", "/forget-keys"])
    def test_what_takes_nothing_is_given_nothing(self, call: Any, sandbox: Sandbox, path: str) -> None:
        sandbox.add_order()
        assert mistake(call("POST", path, {"orders": True})) == (400, "orders: expected an empty object")
        assert len(sandbox.orders) == 1


class TestRequests:
    @pytest.mark.parametrize(
        "path", ["/nothing", "/orders/a/b", "/orders//", "/Orders", "/orders/a/captures"]
    )
    def test_an_unknown_path_is_404(self, call: Any, path: str) -> None:
        status, message = mistake(call("GET", path))
        assert status == 404
        assert message.endswith("GET /sandbox lists what there is")

    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("DELETE", "/orders", "POST, GET"),
            ("POST", "", "GET"),
            ("PUT", "/faults", "POST, GET, DELETE"),
            ("OPTIONS", "/reset", "POST"),
            ("GET", "/advance", "POST"),
        ],
    )
    def test_a_wrong_method_is_405(self, call: Any, method: str, path: str, allowed: str) -> None:
        response = call(method, path)
        assert mistake(response)[0] == 405
        assert response.headers["allow"] == allowed

    @pytest.mark.parametrize(
        "body", [b"", b"{", b"nul", b'{"order_amount": NaN}', b'{"a": 1e999}', b"[" * 10**5]
    )
    def test_what_is_not_json_is_400(self, call: Any, body: bytes) -> None:
        assert mistake(call("POST", "/orders", body)) == (400, "The body is not JSON.")

    @pytest.mark.parametrize("body", [[], 1, "x", True, [{}]])
    def test_what_is_not_an_object_is_400(self, call: Any, body: Any) -> None:
        status, message = mistake(call("POST", "/orders", body))
        assert (status, message) == (400, "The body is not an object.")

    def test_a_large_body_is_413(self, call: Any) -> None:
        assert mistake(call("POST", "/orders", bytes(SIZE_LIMIT + 1)))[0] == 413

    def test_text_is_stored_as_it_is(self, call: Any) -> None:
        body = '{"merchant_reference1": "\\ud800 漢字"}'.encode()
        assert call("POST", "/orders", body).json["merchant_reference1"] == "\ud800 漢字"


# --- Whatever comes, the answer is JSON and never the server's own fault ---------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("path", ["/orders", "/faults", "/advance", "/reset", "/forget-keys"])
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_body_makes_the_control_endpoints_fail(vendor: Any, path: str, data: st.DataObject) -> None:
    sandbox = new_sandbox(vendor)
    known = {
        "/orders": [*load_vendor(vendor).order_model.FIELDS, "like"],
        "/faults": ["fault", "times", "operation", "code", "seconds", "after", "body"],
        "/advance": ["days", "seconds", "weeks"],
    }
    names = st.sampled_from(known.get(path, ["x"])) | st.text(max_size=8)
    values = VALUES | st.sampled_from(
        ["status", "slow", "garbage", "captures.create", "CLOSED", "2026-01-31T12:00:00Z", 503, 100]
    )
    body = data.draw(st.dictionaries(names, values, max_size=4))
    headers = Headers([("Content-Type", "application/json")])
    answer = Control(sandbox).handle("POST", f"{ROOT}{path}", headers, json.dumps(body).encode())
    assert answer.status_code in (200, 201, 400)
    assert isinstance(json.loads(answer.content), dict)
    if answer.status_code == 400:
        assert (sandbox.orders, sandbox.faults) == ((), ())
