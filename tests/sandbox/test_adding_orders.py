"""Orders that tests put in: complete without a word, and as asked where one is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from typing import Any

import pytest
from kco.sandbox import Sandbox

from .calling import REFUNDED, START, TODAY, Caller, line


def test_an_order_needs_no_details(sandbox: Sandbox, vendor: str) -> None:
    order = sandbox.add_order()
    assert isinstance(order, import_module(f"kco.{vendor}.models").Order)
    assert order.decode_issues == ()
    assert (order.status, order.fraud_status) == ("AUTHORIZED", "ACCEPTED")
    assert order.order_amount == order.original_order_amount == order.remaining_authorized_amount == 10_000
    assert order.captured_amount == order.refunded_amount == 0
    assert order.captures == order.refunds == ()
    assert order.created_at == START
    assert order.expires_at == TODAY + timedelta(days=28)
    assert order.merchant_reference1 == "10001"
    for name in ("klarna_reference", "locale", "purchase_country", "purchase_currency", "customer"):
        assert getattr(order, name), name
    for address in (order.billing_address, order.shipping_address):
        assert address is not None
        assert address.email == "testperson@example.com"


def test_the_line_makes_up_the_amount(sandbox: Sandbox) -> None:
    order = sandbox.add_order(order_amount=12_345)
    assert order.order_lines is not None
    (only,) = order.order_lines
    assert only.total_amount == only.unit_price == 12_345
    assert only.total_tax_amount == 2_469


def test_the_amount_follows_lines_that_are_given(sandbox: Sandbox) -> None:
    order = sandbox.add_order(order_lines=[line("a", 700), line("b", 300)])
    assert order.order_amount == 1_000


def test_what_is_returned_is_what_a_read_shows(shop: Caller) -> None:
    order = shop.sandbox.add_order(order_amount=5_000, captured_amount=2_000, refunded_amount=500)
    assert order.order_id is not None
    assert order.to_dict() == shop.show(order.order_id) == shop.sandbox.order(order.order_id).to_dict()


def test_every_run_with_the_same_clock_and_ids_gives_the_same_orders(shop: Caller) -> None:
    orders = [shop.sandbox.add_order().to_dict() for _ in range(2)]
    assert orders[0] != orders[1]
    assert orders[0]["order_id"] == "00000000-0000-4000-8000-000000000001"


def test_every_field_can_be_given(shop: Caller) -> None:
    given: dict[str, Any] = {
        "order_id": "mine",
        "klarna_reference": "KREF",
        "merchant_reference1": "1",
        "merchant_reference2": "2",
        "merchant_data": "data",
        "fraud_status": "PENDING",
        "purchase_country": "DE",
        "purchase_currency": "EUR",
        "locale": "de-DE",
        "original_order_amount": 9_000,
        "customer": {"date_of_birth": "1999-12-31"},
        "billing_address": {"city": "Berlin"},
        "shipping_address": {"city": "Bonn"},
        "shipping_info": [{"shipping_company": "DHL"}],
        "initial_payment_method": {"type": "CARD"},
        "selected_shipping_option": {"id": "s", "class": "c"},
        "order_lines": [line("a", 1)],
    }
    order_id = shop.place(10_000, **given)
    order = shop.show(order_id)
    assert {name: order[name] for name in given} == given


def test_models_dates_and_enumerations_can_be_given(sandbox: Sandbox, vendor: str) -> None:
    models = import_module(f"kco.{vendor}.models")
    first = sandbox.add_order(
        shipping_address=models.Address(city="Bonn"),
        created_at=datetime(2026, 2, 28, 1, tzinfo=timezone(timedelta(hours=1))),
    )
    assert first.to_dict()["shipping_address"] == {"city": "Bonn"}
    assert first.created_at == datetime(2026, 2, 28, tzinfo=UTC)
    second = sandbox.add_order(status=first.status, order_lines=first.order_lines)
    assert second.order_lines == first.order_lines


def test_none_leaves_a_field_out(shop: Caller) -> None:
    order_id = shop.place(customer=None, klarna_reference=None, shipping_address=None)
    assert not {"customer", "klarna_reference", "shipping_address"} & set(shop.show(order_id))
    assert "klarna_reference" not in shop.call("captures.get", order_id, shop.captured(order_id, 1)).body


@pytest.mark.parametrize(
    ("fields", "status", "amounts"),
    [
        ({"captured_amount": 4_000}, "PART_CAPTURED", (10_000, 4_000, 0, 6_000)),
        ({"captured_amount": 10_000}, "CAPTURED", (10_000, 10_000, 0, 0)),
        (
            {"captured_amount": 4_000, "refunded_amount": 4_000},
            "PART_CAPTURED",
            (10_000, 4_000, 4_000, 6_000),
        ),
        ({"captured_amount": 10_000, "refunded_amount": 10_000}, REFUNDED, (10_000, 10_000, 10_000, 0)),
        ({"status": "PART_CAPTURED"}, "PART_CAPTURED", (10_000, 5_000, 0, 5_000)),
        ({"status": "PART_CAPTURED", "order_amount": 3}, "PART_CAPTURED", (3, 1, 0, 2)),
        ({"status": "PART_CAPTURED", "captured_amount": 1}, "PART_CAPTURED", (10_000, 1, 0, 9_999)),
        ({"status": "CAPTURED"}, "CAPTURED", (10_000, 10_000, 0, 0)),
        ({"status": "CLOSED"}, "CLOSED", (10_000, 10_000, 10_000, 0)),
        ({"status": "CANCELLED"}, "CANCELLED", (10_000, 0, 0, 10_000)),
        ({"status": "EXPIRED"}, "EXPIRED", (10_000, 0, 0, 0)),
        ({"status": "EXPIRED", "captured_amount": 1}, "EXPIRED", (10_000, 1, 0, 0)),
        ({"status": "EXPIRED", "captured_amount": 2, "refunded_amount": 2}, "EXPIRED", (10_000, 2, 2, 0)),
        ({"status": "CAPTURED", "captured_amount": 4_000}, "CAPTURED", (10_000, 4_000, 0, 0)),
        ({"status": "ON_HOLD"}, "ON_HOLD", (10_000, 0, 0, 0)),
        (
            {"captures": [{"captured_amount": 1}, {"captured_amount": 2}]},
            "PART_CAPTURED",
            (10_000, 3, 0, 9_997),
        ),
    ],
)
def test_captures_and_refunds_are_made_up_to_fit(
    shop: Caller,
    vendor: str,
    fields: dict[str, Any],
    status: str | dict[str, str],
    amounts: tuple[int, int, int, int],
) -> None:
    order_id = shop.place(**{"order_amount": 10_000, **fields})
    order = shop.show(order_id)
    assert order["status"] == (status if isinstance(status, str) else status[vendor])
    assert shop.amounts(order_id) == amounts
    assert sum(capture["captured_amount"] for capture in order["captures"]) == order["captured_amount"]
    assert sum(refund["refunded_amount"] for refund in order["refunds"]) == order["refunded_amount"]


def test_a_capture_that_is_made_up_has_the_lines_it_is_made_of(shop: Caller) -> None:
    lines = [line("a", 700), line("b", 300)]
    part = shop.show(shop.place(1_000, order_lines=lines, status="PART_CAPTURED"))["captures"]
    assert [(capture["captured_amount"], capture["order_lines"]) for capture in part] == [(700, lines[:1])]
    whole = shop.show(shop.place(1_000, order_lines=lines, status="CAPTURED"))["captures"]
    assert [capture["order_lines"] for capture in whole] == [lines]
    other = shop.show(shop.place(1_000, order_lines=lines, captured_amount=500))["captures"]
    assert [capture["order_lines"] for capture in other] == [[]]


def test_captures_that_are_given_are_completed(shop: Caller) -> None:
    order_id = shop.place(10_000, captures=[{"capture_id": "c", "captured_amount": 1, "reference": "r"}])
    capture = shop.call("captures.get", order_id, "c").body
    assert (capture["reference"], capture["description"]) == ("r", "")
    assert capture["captured_at"] == "2026-03-01T12:00:00.000Z"


def test_an_order_whose_time_has_passed_is_expired(sandbox: Sandbox) -> None:
    assert sandbox.add_order(created_at=START - timedelta(days=28)).status == "EXPIRED"


def test_an_order_that_is_to_be_expired_is_old_enough(sandbox: Sandbox) -> None:
    assert sandbox.add_order(status="EXPIRED").expires_at == TODAY


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "PART_CAPTURED", "order_amount": 1},
        {"status": "PART_CAPTURED", "captures": []},
        {"order_id": ""},
        {"order_id": ".."},
        {"order_id": 1},
        {"order_id": "\ud800"},
        {"status": "AUTHORIZED", "captured_amount": 1},
        {"status": "CANCELLED", "captured_amount": 1},
        {"status": "CLOSED", "refunded_amount": 1},
        {"captured_amount": 10_001},
        {"refunded_amount": 1},
        {"captured_amount": 1, "captures": []},
        {"remaining_authorized_amount": 1},
        {"order_amount": -1},
        {"order_amount": "10000"},
        {"order_amount": 100.0},
        {"order_amount": True},
        {"captured_amount": None},
        {"captures": [{}]},
        {"created_at": datetime(2026, 1, 1)},
        {"created_at": "yesterday"},
        {"customer": "somebody"},
        {"order_lines": [{"quantity": "1"}]},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused(sandbox: Sandbox, fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        sandbox.add_order(**{"order_amount": 10_000, **fields})
    assert sandbox.orders == ()


def test_an_unknown_field_is_named_with_what_was_meant(sandbox: Sandbox) -> None:
    with pytest.raises(TypeError, match=r"order_ammount: unknown; did you mean order_amount\?"):
        sandbox.add_order(order_ammount=1)
    with pytest.raises(TypeError, match=r"zzz: unknown; known names are .*order_id"):
        sandbox.add_order(zzz=1)
    with pytest.raises(TypeError, match="_source: unknown"):
        sandbox.add_order(_source={})


def test_an_id_is_given_once(sandbox: Sandbox) -> None:
    sandbox.add_order(order_id="mine")
    with pytest.raises(ValueError, match="an order mine already"):
        sandbox.add_order(order_id="mine")
