"""Captures: what they take, what they show, and when they are refused."""

from __future__ import annotations

import pytest

from .calling import Caller, line

REFUSED = (403, "CAPTURE_NOT_ALLOWED")


def test_a_full_capture_takes_everything(shop: Caller) -> None:
    order_id = shop.place(10_000)
    assert shop.capture(order_id, 10_000).status == 201
    assert shop.amounts(order_id) == (10_000, 10_000, 0, 0)
    assert shop.status(order_id) == "CAPTURED"


def test_a_partial_capture_leaves_the_rest_reserved(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 4_000)
    assert shop.amounts(order_id) == (10_000, 4_000, 0, 6_000)
    assert shop.status(order_id) == "PART_CAPTURED"


def test_captures_add_up_until_nothing_remains(shop: Caller) -> None:
    order_id = shop.place(10_000)
    for amount in (1, 3_999, 6_000):
        assert shop.capture(order_id, amount).status == 201
    assert shop.amounts(order_id) == (10_000, 10_000, 0, 0)
    assert shop.status(order_id) == "CAPTURED"
    assert shop.capture(order_id, 1).refusal == REFUSED


def test_more_than_what_remains_is_refused_and_changes_nothing(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 4_000)
    before = shop.show(order_id)
    assert shop.capture(order_id, 6_001).refusal == REFUSED
    assert shop.show(order_id) == before


def test_a_capture_of_nothing_is_refused(shop: Caller) -> None:
    assert shop.capture(shop.place(), 0).refusal == REFUSED


def test_more_than_what_remains_is_refused_with_the_sentence_that_plugins_look_for(shop: Caller) -> None:
    sentence = "Captured amount is higher than the remaining authorized amount. Capture not possible."
    order_id = shop.place(10_000)
    assert shop.capture(order_id, 10_001).messages == (sentence,)
    shop.capture(order_id, 10_000)
    assert shop.capture(order_id, 1).messages == (sentence,)
    assert shop.capture(shop.place(status="CANCELLED"), 1).messages == ("Capture not allowed.",)


@pytest.mark.parametrize("fraud_status", ["PENDING", "REJECTED", "STOPPED", "pending"])
def test_an_order_whose_fraud_check_has_not_ended_well_cannot_be_captured(
    shop: Caller, fraud_status: str
) -> None:
    order_id = shop.place(10_000, fraud_status=fraud_status)
    before = shop.show(order_id)
    assert shop.capture(order_id, 1).refusal == REFUSED
    assert shop.show(order_id) == before
    assert shop.sandbox.order(order_id).capturable_amount == 0


@pytest.mark.parametrize("fraud_status", ["ACCEPTED", "SOMETHING_NEW", None])
def test_every_other_order_can(shop: Caller, fraud_status: str | None) -> None:
    order_id = shop.place(10_000, fraud_status=fraud_status)
    assert shop.sandbox.order(order_id).capturable_amount == 10_000
    assert shop.capture(order_id, 10_000).status == 201


def test_once_the_fraud_check_has_ended_well_it_can(shop: Caller) -> None:
    order_id = shop.place(10_000, fraud_status="PENDING")
    shop.refund(order_id, 1)
    order = shop.sandbox.set_fraud_status(order_id, "ACCEPTED")
    assert (order.fraud_status, order.capturable_amount) == ("ACCEPTED", 10_000)
    assert shop.capture(order_id, 10_000).status == 201
    shop.sandbox.set_fraud_status(order_id, "STOPPED")
    assert shop.show(order_id)["fraud_status"] == "STOPPED"
    with pytest.raises(LookupError, match="the sandbox has no order unknown"):
        shop.sandbox.set_fraud_status("unknown", "ACCEPTED")
    for wrong in ("", None, 1):
        with pytest.raises(ValueError, match=r"^fraud_status: expected a status such as ACCEPTED, got "):
            shop.sandbox.set_fraud_status(order_id, wrong)  # type: ignore[arg-type]


def test_an_order_whose_fraud_check_was_stopped_after_a_capture_can_be_refunded(shop: Caller) -> None:
    order_id = shop.place(10_000, captured_amount=4_000, fraud_status="STOPPED")
    assert shop.capture(order_id, 1).refusal == REFUSED
    assert shop.refund(order_id, 4_000).status == 201


@pytest.mark.parametrize("status", ["CANCELLED", "EXPIRED", "CAPTURED", "CLOSED", "SOMETHING_NEW"])
def test_an_order_that_is_not_open_cannot_be_captured(shop: Caller, status: str) -> None:
    order_id = shop.place(status=status)
    assert shop.capture(order_id, 1).refusal == REFUSED


def test_the_refusal_for_an_expired_order_says_so(shop: Caller) -> None:
    order_id = shop.place(status="EXPIRED")
    assert shop.capture(order_id, 1).messages == ("Order is expired. Capture not possible.",)


def test_a_capture_answers_with_its_id_and_its_absolute_address(shop: Caller) -> None:
    order_id = shop.place()
    reading = shop.capture(order_id, 1)
    capture_id = reading.answer.headers["Capture-Id"]
    assert reading.answer.content == b""
    assert reading.answer.headers["Location"] == (
        f"https://sandbox.invalid/ordermanagement/v1/orders/{order_id}/captures/{capture_id}"
    )


def test_a_capture_is_shown_as_it_was_made(shop: Caller) -> None:
    order_id = shop.place()
    lines, shipments = [line("sku", 4_000)], [{"shipping_company": "DHL"}]
    capture_id = shop.captured(
        order_id,
        4_000,
        description="First parcel",
        reference="parcel-1",
        order_lines=lines,
        shipping_info=shipments,
        shipping_delay=3,
    )
    order = shop.show(order_id)
    capture = shop.call("captures.get", order_id, capture_id).body
    assert capture == {
        "capture_id": capture_id,
        "klarna_reference": f"{order['klarna_reference']}-1",
        "captured_amount": 4_000,
        "captured_at": "2026-03-01T12:00:00.000Z",
        "refunded_amount": 0,
        "description": "First parcel",
        "reference": "parcel-1",
        "order_lines": lines,
        "shipping_info": shipments,
        "billing_address": order["billing_address"],
        "shipping_address": order["shipping_address"],
    }
    assert order["captures"] == [capture]


def test_captures_are_listed_oldest_first(shop: Caller) -> None:
    order_id = shop.place()
    assert shop.call("captures.list", order_id).body == []
    made = [shop.captured(order_id, amount) for amount in (1, 2, 3)]
    listed = shop.call("captures.list", order_id).body
    assert [capture["capture_id"] for capture in listed] == made
    assert [capture["klarna_reference"][-2:] for capture in listed] == ["-1", "-2", "-3"]


def test_a_capture_keeps_the_address_of_its_day(shop: Caller) -> None:
    order_id = shop.place()
    capture_id = shop.captured(order_id, 1)
    shop.call("orders.update_customer_details", order_id, body={"shipping_address": {"city": "Elsewhere"}})
    later_id = shop.captured(order_id, 1)
    first = shop.call("captures.get", order_id, capture_id).body
    later = shop.call("captures.get", order_id, later_id).body
    assert first["shipping_address"]["city"] != "Elsewhere"
    assert later["shipping_address"]["city"] == "Elsewhere"


def test_a_capture_without_a_description_has_an_empty_one(shop: Caller) -> None:
    order_id = shop.place()
    capture_id = shop.captured(order_id, 1)
    assert shop.call("captures.get", order_id, capture_id).body["description"] == ""
    made_up = shop.show(shop.place(status="CAPTURED"))["captures"][0]
    assert made_up["description"] == ""
    refund_id = shop.refund(order_id, 1).answer.headers["Refund-Id"]
    assert "description" not in shop.call("refunds.get", order_id, refund_id).body
