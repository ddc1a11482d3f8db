"""The examples of orders: right to the last minor unit, and whatever they are overridden with."""

from __future__ import annotations

from fractions import Fraction
from importlib import import_module
from typing import Any, get_args

import kco
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kco.sandbox import OrderExample, Sandbox
from kco.sandbox.orders.new_orders import included_tax

from .calling import REFUNDED, TODAY, VENDORS, Caller, line, new_sandbox

EXAMPLES: tuple[OrderExample, ...] = get_args(OrderExample)

amounts = st.integers(2, 200_000_000)


@pytest.mark.parametrize("vendor", VENDORS)
@pytest.mark.parametrize("like", EXAMPLES)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order_amount=amounts)
def test_every_example_is_right_at_every_amount(vendor: str, like: OrderExample, order_amount: int) -> None:
    model = new_sandbox(vendor).add_order(like=like, order_amount=order_amount)
    order = model.to_dict()

    assert model.decode_issues == ()
    assert order["order_amount"] == order["original_order_amount"] == order_amount
    assert sum(each["total_amount"] for each in order["order_lines"]) == order_amount
    captures = order["captures"]
    assert sum(capture["captured_amount"] for capture in captures) == order["captured_amount"]
    for capture in captures:
        assert sum(each["total_amount"] for each in capture["order_lines"]) == capture["captured_amount"]
    for each in (*order["order_lines"], *(each for c in captures for each in c["order_lines"])):
        gross = each["quantity"] * each["unit_price"]
        assert each["total_amount"] == gross - each["total_discount_amount"]
        rate, total = each["tax_rate"], each["total_amount"]
        assert abs(each["total_tax_amount"] - Fraction(total * rate, 10_000 + rate)) <= Fraction(1, 2)
        assert each["name"]
        assert each["reference"]
    assert_it_is_described(vendor, order)


def assert_it_is_described(vendor: str, order: dict[str, Any]) -> None:
    """Check the lines and addresses as the client would before it sent them."""
    rules: Any = import_module(f"kco.{vendor}.rules")
    body = {"order_amount": order["order_amount"], "order_lines": order["order_lines"]}
    assert list(rules.UPDATE_AUTHORIZATION.check(body, "")) == []
    for name in ("billing_address", "shipping_address"):
        assert list(rules.UPDATE_CUSTOMER_DETAILS.check({"shipping_address": order[name]}, "")) == []


@pytest.mark.parametrize("like", EXAMPLES)
def test_every_example_goes_through_a_client_line_by_line(sandbox: Sandbox, like: OrderExample) -> None:
    """Captured and refunded with the order's own lines, a refund finds its capture."""
    order_id = sandbox.add_order(like=like).order_id
    client: Any = sandbox.client()
    with client:
        order = client.orders.get(order_id)
        if order.capturable_amount:
            lines = order.order_lines[len(order.captures) :]
            client.captures.create(order_id, captured_amount=order.capturable_amount, order_lines=lines)
        for capture in client.captures.list(order_id):
            client.refunds.create(
                order_id, refunded_amount=capture.captured_amount, order_lines=capture.order_lines
            )
        sandbox.advance(minutes=5)
        order = client.orders.get(order_id)
    assert order.status == ("EXPIRED" if like == "expired" else REFUNDED[sandbox.vendor])
    assert [c.refunded_amount for c in order.captures] == [c.captured_amount for c in order.captures]


def test_one_line_is_what_there_is_without_a_word(sandbox: Sandbox) -> None:
    other = new_sandbox(sandbox.vendor)
    assert sandbox.add_order() == other.add_order(like="one_line")


def test_many_lines_have_discounts_tax_rates_a_fee_and_a_voucher(shop: Caller) -> None:
    lines = shop.show(shop.place(10_000, like="many_lines"))["order_lines"]
    assert [(each["type"], each["total_amount"], each["total_tax_amount"]) for each in lines] == [
        ("physical", 5_400, 1_080),
        ("physical", 5_100, 289),
        ("shipping_fee", 500, 100),
        ("discount", -1_000, -200),
    ]
    assert lines[0]["total_discount_amount"] == 600


def test_a_business_has_a_name_and_an_invoice_and_no_birthday(shop: Caller) -> None:
    order = shop.show(shop.place(like="business"))
    assert order["initial_payment_method"]["type"] == "INVOICE_BUSINESS"
    assert order["billing_address"]["organization_name"]
    assert order["shipping_address"]["organization_name"]
    assert "customer" not in order


def test_of_a_part_captured_order_the_first_line_is_captured(shop: Caller) -> None:
    order = shop.show(shop.place(10_000, like="part_captured"))
    assert order["status"] == "PART_CAPTURED"
    assert [c["order_lines"] for c in order["captures"]] == [order["order_lines"][:1]]
    assert (order["captured_amount"], order["remaining_authorized_amount"]) == (4_000, 6_000)


def test_an_expired_order_has_nothing_left_to_capture(sandbox: Sandbox) -> None:
    order = sandbox.add_order(like="expired")
    assert (order.status, order.expires_at, order.remaining_authorized_amount) == ("EXPIRED", TODAY, 0)
    client: Any = sandbox.client()
    with client, pytest.raises(kco.CaptureNotAllowedError, match="expired"):
        client.captures.create(order.order_id, captured_amount=1)


@pytest.mark.parametrize(
    ("like", "fields", "expected"),
    [
        ("many_lines", {"order_lines": [line("a", 700)]}, {"order_amount": 700}),
        ("business", {"customer": {"date_of_birth": "1999-12-31"}}, {}),
        ("business", {"billing_address": {"city": "Bonn"}}, {}),
        ("business", {"status": "CAPTURED"}, {"captured_amount": 10_000}),
        ("part_captured", {"captured_amount": 1}, {"status": "PART_CAPTURED"}),
        ("part_captured", {"status": "EXPIRED"}, {"captured_amount": 4_000}),
        ("part_captured", {"status": "CAPTURED"}, {"captured_amount": 4_000}),
        ("part_captured", {"status": "CLOSED"}, {"refunded_amount": 4_000}),
        ("part_captured", {"refunded_amount": 1_000}, {"status": "PART_CAPTURED"}),
        ("expired", {"captured_amount": 1}, {"status": "EXPIRED"}),
        ("expired", {"status": "AUTHORIZED"}, {"remaining_authorized_amount": 10_000}),
    ],
    ids=str,
)
def test_everything_can_be_overridden(
    shop: Caller, like: OrderExample, fields: dict[str, Any], expected: dict[str, Any]
) -> None:
    order_id = shop.sandbox.add_order(like=like, **fields).order_id
    assert order_id is not None
    order = shop.show(order_id)
    assert {name: order[name] for name in (*fields, *expected)} == {**fields, **expected}


def test_an_example_that_there_is_not_is_refused_with_those_there_are(sandbox: Sandbox) -> None:
    like: Any = "b2b"
    with pytest.raises(ValueError, match=r"like: expected one_line, many_lines, business, .*, got 'b2b'"):
        sandbox.add_order(like=like)


def test_an_order_too_small_for_parts_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="PART_CAPTURED"):
        sandbox.add_order(like="part_captured", order_amount=1)
    assert sandbox.orders == ()


@pytest.mark.parametrize(
    ("amount", "rate", "tax"),
    [(12_500, 2_500, 2_500), (10_000, 0, 0), (3, 2_500, 1), (2, 2_500, 0), (-3, 2_500, -1), (106, 600, 6)],
)
def test_included_tax_is_rounded_to_the_nearest(amount: int, rate: int, tax: int) -> None:
    assert included_tax(amount, rate) == tax
