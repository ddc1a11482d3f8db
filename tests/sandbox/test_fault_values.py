"""Faults as values: made in Python or read from JSON, and refused in one line that names the mistake."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from kco.sandbox import Sandbox, fault_from_dict
from kco.sandbox.faults import FAULTS, Garbage, RateLimit, Slow, Status, UnknownValues

from .calling import operations

EVERY_KIND: list[dict[str, Any]] = [
    {"fault": "status", "code": 503, "times": 2, "operation": "captures.create", "retry_after": 1},
    {"fault": "status", "code": 422, "times": 1, "error_code": "INVALID_ADDRESS"},
    {"fault": "rate_limit", "times": 1, "retry_after": 3},
    {"fault": "slow", "seconds": 2.5, "times": 1, "operation": "orders.get"},
    {"fault": "drop_request", "times": 1},
    {"fault": "lose_response", "times": 3, "operation": "refunds.create"},
    {"fault": "lag_reads", "times": None},
    {"fault": "lag_reads", "times": 2, "operation": "captures.list"},
    {"fault": "payment_method_failed", "times": 1, "optional": True},
    {"fault": "truncate", "times": 1, "after": 10},
    {"fault": "garbage", "times": 1, "body": "text"},
    {"fault": "unknown_values"},
]


def test_every_kind_is_tried_here() -> None:
    assert {data["fault"] for data in EVERY_KIND} == set(FAULTS)


@pytest.mark.parametrize("data", EVERY_KIND, ids=lambda data: str(data["fault"]))
def test_a_fault_comes_out_of_json_as_it_went_in(data: dict[str, Any]) -> None:
    fault = fault_from_dict(json.loads(json.dumps(data)))
    assert fault.to_dict() == data
    assert fault_from_dict(fault.to_dict()) == fault


def test_what_is_not_said_is_as_in_python() -> None:
    assert fault_from_dict({"fault": "status", "code": 500}) == Status(code=500)
    assert fault_from_dict({"fault": "rate_limit"}) == RateLimit(times=1, retry_after=1)
    assert fault_from_dict({"fault": "garbage"}) == Garbage(body="html")


def test_a_fault_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Status(code=500).times = 2  # type: ignore[misc]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "a fault is an object with the member fault, got NoneType"),
        ([], "a fault is an object with the member fault, got list"),
        ({}, "fault: expected status, rate_limit, slow, .*, got None"),
        ({"fault": "statsu"}, "fault: expected .*, got 'statsu'"),
        ({"fault": ["status"]}, r"fault: expected .*, got \['status'\]"),
        ({"fault": "status"}, "code: status needs it"),
        ({"fault": "slow"}, "seconds: slow needs it"),
        ({"fault": "status", "code": 503, "tims": 2}, "tims: not a member of status, which takes times, "),
        ({"fault": "unknown_values", "times": 2}, "times: not a member of unknown_values"),
        ({"fault": "status", "code": 200}, "code: expected a whole number from 400 to 599, got 200"),
        ({"fault": "status", "code": 600}, "code: expected"),
        ({"fault": "status", "code": "503"}, "code: expected .*, got '503'"),
        ({"fault": "status", "code": True}, "code: expected"),
        ({"fault": "status", "code": 503.0}, "code: expected"),
        ({"fault": "status", "code": 503, "retry_after": -1}, "retry_after: expected .* at least 0, got -1"),
        ({"fault": "status", "code": 503, "retry_after": 0.5}, "retry_after: expected"),
        ({"fault": "status", "code": 503, "error_code": ""}, "error_code: expected a name"),
        ({"fault": "rate_limit", "retry_after": None}, "retry_after: expected"),
        ({"fault": "drop_request", "times": 0}, "times: expected a whole number of at least 1, got 0"),
        ({"fault": "drop_request", "times": None}, "times: expected"),
        ({"fault": "drop_request", "operation": 1}, "operation: expected a name, got 1"),
        ({"fault": "slow", "seconds": -1}, "seconds: expected seconds from 0 to 86400, got -1"),
        ({"fault": "slow", "seconds": float("nan")}, "seconds: expected"),
        ({"fault": "slow", "seconds": float("inf")}, "seconds: expected"),
        ({"fault": "slow", "seconds": "1"}, "seconds: expected"),
        ({"fault": "truncate", "after": -1}, "after: expected"),
        ({"fault": "garbage", "body": "xml"}, "body: expected html or text or json or empty, got 'xml'"),
        ({"fault": "garbage", "body": ["html"]}, "body: expected"),
        ({"fault": "lag_reads", "times": 0}, "times: expected"),
        ({"fault": "payment_method_failed", "times": None}, "times: expected"),
        ({"fault": "drop_request", "optional": 1}, "optional: expected True or False, got 1"),
        ({"fault": "unknown_values", "optional": None}, "optional: expected True or False, got None"),
    ],
    ids=str,
)
def test_a_mistake_is_named_in_one_line(data: object, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}") as caught:
        fault_from_dict(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["capture.create", "captures", "", "orders.get ", "CAPTURES.CREATE"])
def test_an_operation_that_the_vendor_does_not_have_is_refused_with_those_it_has(
    sandbox: Sandbox, vendor: str, name: str
) -> None:
    with pytest.raises(ValueError, match=r"^operation: ") as caught:
        sandbox.drop_request(operation=name)
    if name:
        assert all(choice in str(caught.value) for choice in operations(vendor))
    assert sandbox.faults == ()


def test_an_operation_is_the_vendors_own() -> None:
    Sandbox("klarna").status(500, operation="captures.trigger_send_out")
    with pytest.raises(ValueError, match=r"'captures.trigger_send_out' is no operation"):
        Sandbox("kustom").status(500, operation="captures.trigger_send_out")


def test_a_read_applies_nothing_that_could_be_lost(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match=r"'orders.get' is nothing that .*captures.create") as caught:
        sandbox.lose_response(operation="orders.get")
    assert "captures.list" not in str(caught.value)
    sandbox.drop_request(operation="orders.get")


def test_a_write_cannot_lag_behind_itself(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match=r"'captures.create' is nothing that lag_reads .*captures.list"):
        sandbox.lag_reads(operation="captures.create")


def test_a_payment_method_fails_captures_and_nothing_else(sandbox: Sandbox) -> None:
    fault = fault_from_dict({"fault": "payment_method_failed", "operation": "refunds.create"})
    with pytest.raises(ValueError, match=r"payment_method_failed takes captures.create$"):
        sandbox.add_fault(fault)


def test_methods_refuse_what_values_refuse(sandbox: Sandbox) -> None:
    mistakes: list[Any] = [
        lambda: sandbox.status(299),
        lambda: sandbox.status(503, times=0),
        lambda: sandbox.rate_limit(retry_after=-1),
        lambda: sandbox.slow(-1),
        lambda: sandbox.truncate(after=-1),
        lambda: sandbox.garbage(body="xml"),  # type: ignore[arg-type]
    ]
    for mistake in mistakes:
        with pytest.raises(ValueError, match=r"^\w+: expected"):
            mistake()
    assert sandbox.faults == ()


def test_waiting_faults_are_listed_in_order_with_the_times_that_are_left(sandbox: Sandbox) -> None:
    sandbox.unknown_values()
    sandbox.status(503, times=2)
    sandbox.slow(1, operation="orders.get")
    assert sandbox.faults == (
        Status(code=503, times=2),
        Slow(seconds=1, operation="orders.get"),
        UnknownValues(),
    )
    with sandbox.client(retries=0) as client, pytest.raises(Exception, match="503"):
        client.orders.cancel("o")
    assert sandbox.faults[0] == Status(code=503, times=1)


def test_faults_can_be_cleared(sandbox: Sandbox) -> None:
    for data in EVERY_KIND:
        sandbox.add_fault(fault_from_dict(data))
    assert len(sandbox.faults) == len(EVERY_KIND)
    sandbox.clear_faults()
    assert sandbox.faults == ()


def test_a_reset_clears_them_too(sandbox: Sandbox) -> None:
    sandbox.drop_request()
    sandbox.unknown_values()
    sandbox.reset()
    assert sandbox.faults == ()
