"""What can be changed besides money: addresses, references, shipments, and what follows a capture."""

from __future__ import annotations

from typing import Any

import pytest

from .calling import Caller, Reading

NOT_ALLOWED = (403, "NOT_ALLOWED")
ALL_STATES = ("AUTHORIZED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED")
SHIPMENTS = {"shipping_info": [{"shipping_company": "DHL", "tracking_number": "63456415674545679874"}]}


class TestCustomerDetails:
    def change(self, shop: Caller, order_id: str, **address: str) -> Reading:
        return shop.call("orders.update_customer_details", order_id, body={"shipping_address": address})

    def test_fields_change_one_by_one(self, shop: Caller) -> None:
        order_id = shop.place()
        before = shop.show(order_id)
        assert self.change(shop, order_id, city="Elsewhere", attention="Reception").status == 204
        after = shop.show(order_id)
        changes = {"city": "Elsewhere", "attention": "Reception"}
        assert after["shipping_address"] == before["shipping_address"] | changes
        assert after["billing_address"] == before["billing_address"]

    def test_empty_text_clears_a_field(self, shop: Caller) -> None:
        order_id = shop.place()
        self.change(shop, order_id, phone="")
        assert "phone" not in shop.show(order_id)["shipping_address"]

    def test_what_a_parcel_needs_cannot_be_cleared(self, shop: Caller) -> None:
        order_id = shop.place()
        before = shop.show(order_id)
        assert self.change(shop, order_id, phone="", street_address="").refusal == NOT_ALLOWED
        assert shop.show(order_id) == before

    def test_nothing_to_change_changes_nothing(self, shop: Caller) -> None:
        order_id = shop.place()
        before = shop.show(order_id)
        assert shop.call("orders.update_customer_details", order_id, body={}).status == 204
        assert shop.show(order_id) == before

    @pytest.mark.parametrize("status", ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"])
    def test_an_order_that_is_not_open_keeps_its_address(self, shop: Caller, status: str) -> None:
        assert self.change(shop, shop.place(status=status), city="Elsewhere").refusal == NOT_ALLOWED


class TestMerchantReferences:
    def change(self, shop: Caller, order_id: str, **references: str) -> Reading:
        return shop.call("orders.update_merchant_references", order_id, body=references)

    def references(self, shop: Caller, order_id: str) -> tuple[Any, Any]:
        order = shop.show(order_id)
        return order.get("merchant_reference1"), order.get("merchant_reference2")

    def test_each_changes_on_its_own(self, shop: Caller) -> None:
        order_id = shop.place(merchant_reference1="1", merchant_reference2="2")
        assert self.change(shop, order_id, merchant_reference2="two").status == 204
        assert self.references(shop, order_id) == ("1", "two")
        assert self.change(shop, order_id).status == 204
        assert self.references(shop, order_id) == ("1", "two")

    def test_empty_text_clears_a_reference(self, shop: Caller) -> None:
        order_id = shop.place(merchant_reference1="1", merchant_reference2="2")
        self.change(shop, order_id, merchant_reference1="")
        assert self.references(shop, order_id) == (None, "2")

    @pytest.mark.parametrize("status", ALL_STATES)
    def test_only_cancelled_orders_keep_theirs(self, shop: Caller, status: str) -> None:
        expected = NOT_ALLOWED if status == "CANCELLED" else (204, None)
        assert self.change(shop, shop.place(status=status), merchant_reference1="1").refusal == expected


class TestOrderShippingInfo:
    @pytest.mark.parametrize("status", ALL_STATES)
    def test_shipments_are_added_in_every_state(self, shop: Caller, status: str) -> None:
        order_id = shop.place(status=status)
        for _ in range(2):
            assert shop.call("orders.add_shipping_info", order_id, body=SHIPMENTS).status == 204
        assert shop.show(order_id)["shipping_info"] == SHIPMENTS["shipping_info"] * 2


class TestCaptureShippingInfo:
    def test_shipments_are_added_to_the_capture_alone(self, shop: Caller) -> None:
        order_id = shop.place()
        first, second = shop.captured(order_id, 1, **SHIPMENTS), shop.captured(order_id, 1)
        assert shop.call("captures.add_shipping_info", order_id, first, body=SHIPMENTS).status == 204
        captures = {capture["capture_id"]: capture for capture in shop.show(order_id)["captures"]}
        assert captures[first]["shipping_info"] == SHIPMENTS["shipping_info"] * 2
        assert captures[second]["shipping_info"] == []
        assert shop.show(order_id)["shipping_info"] == []


FOLLOW_UPS: list[tuple[str, Any]] = [
    ("captures.add_shipping_info", SHIPMENTS),
    ("captures.trigger_send_out", None),
]


@pytest.mark.parametrize(("name", "body"), FOLLOW_UPS)
def test_what_follows_a_capture_looks_for_the_order_then_captures_then_the_capture(
    klarna: Caller, name: str, body: Any
) -> None:
    assert klarna.call(name, "no-order", "no-capture", body=body).refusal == (404, "NO_SUCH_ORDER")
    order_id = klarna.place()
    assert klarna.call(name, order_id, "no-capture", body=body).refusal == NOT_ALLOWED
    capture_id = klarna.captured(order_id, 1)
    assert klarna.call(name, order_id, "no-capture", body=body).refusal == (404, "NO_SUCH_CAPTURE")
    assert klarna.call(name, order_id, capture_id, body=body).status == 204


class TestDueDates:
    def test_there_are_three_options_without_a_fee(self, klarna: Caller) -> None:
        order_id = klarna.place(purchase_currency="EUR")
        capture_id = klarna.captured(order_id, 1)
        assert klarna.call("captures.list_due_date_options", order_id, capture_id).body == {
            "currency": "EUR",
            "options": [{"number_of_days": days, "amount": 0} for days in (14, 30, 60)],
        }

    @pytest.mark.parametrize(("days", "expected"), [(14, (204, None)), (15, NOT_ALLOWED), (-14, NOT_ALLOWED)])
    def test_only_the_options_can_be_had(
        self, klarna: Caller, days: int, expected: tuple[int, str | None]
    ) -> None:
        order_id = klarna.place()
        capture_id = klarna.captured(order_id, 1)
        body = {"number_of_days": days}
        assert klarna.call("captures.extend_due_date", order_id, capture_id, body=body).refusal == expected

    def test_an_unknown_capture_has_none(self, klarna: Caller) -> None:
        order_id, body = klarna.place(), {"number_of_days": 14}
        unknown = (404, "NO_SUCH_CAPTURE")
        assert klarna.call("captures.list_due_date_options", order_id, "none").refusal == unknown
        assert klarna.call("captures.extend_due_date", order_id, "none", body=body).refusal == unknown
