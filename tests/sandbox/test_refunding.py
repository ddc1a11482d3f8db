"""Refunds: what they give back, to which capture they belong, and when they are refused."""

from __future__ import annotations

from typing import Any

import pytest

from .calling import REFUNDED, Caller, line, read

REFUSED = (403, "REFUND_NOT_ALLOWED")


def capture_refunds(shop: Caller, order_id: str) -> list[int]:
    """Return what the captures show of refunds that are a while ago."""
    shop.sandbox.advance(minutes=5)
    return [capture["refunded_amount"] for capture in shop.show(order_id)["captures"]]


def test_a_partial_refund_leaves_captured_and_remaining_amounts(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 4_000)
    assert shop.refund(order_id, 1_000).status == 201
    assert shop.amounts(order_id) == (10_000, 4_000, 1_000, 6_000)
    assert shop.status(order_id) == "PART_CAPTURED"


def test_a_partial_refund_of_a_captured_order_leaves_it_captured(shop: Caller) -> None:
    order_id = shop.place(status="CAPTURED")
    shop.refund(order_id, 1)
    assert shop.status(order_id) == "CAPTURED"


def test_a_full_refund_closes_a_captured_order_at_kustom(shop: Caller, vendor: str) -> None:
    order_id = shop.place(10_000, status="CAPTURED")
    shop.refund(order_id, 4_000)
    shop.refund(order_id, 6_000)
    assert shop.amounts(order_id) == (10_000, 10_000, 10_000, 0)
    assert shop.status(order_id) == REFUNDED[vendor]


def test_an_order_with_money_still_reserved_is_not_closed(shop: Caller) -> None:
    order_id = shop.place(10_000, captured_amount=4_000)
    shop.refund(order_id, 4_000)
    assert shop.status(order_id) == "PART_CAPTURED"
    assert shop.capture(order_id, 6_000).status == 201
    assert shop.status(order_id) == "CAPTURED"


def test_more_than_what_was_captured_is_refused(shop: Caller) -> None:
    order_id = shop.place(10_000, captured_amount=4_000)
    assert shop.refund(order_id, 4_001).refusal == REFUSED


def test_earlier_refunds_count(shop: Caller) -> None:
    order_id = shop.place(10_000, captured_amount=4_000)
    shop.refund(order_id, 3_000)
    before = shop.show(order_id)
    assert shop.refund(order_id, 1_001).refusal == REFUSED
    assert shop.show(order_id) == before
    assert shop.refund(order_id, 1_000).status == 201


def test_a_refund_of_nothing_is_refused(shop: Caller) -> None:
    assert shop.refund(shop.place(status="CAPTURED"), 0).refusal == REFUSED


@pytest.mark.parametrize("status", ["AUTHORIZED", "CANCELLED", "EXPIRED"])
def test_without_captures_there_is_nothing_to_refund(shop: Caller, status: str) -> None:
    reading = shop.refund(shop.place(status=status), 1)
    assert reading.refusal == REFUSED
    assert reading.messages == ("Order has no captures. Refund not possible.",)


def test_a_closed_order_has_nothing_left_to_refund(shop: Caller) -> None:
    assert shop.refund(shop.place(status="CLOSED"), 1).refusal == REFUSED


def test_an_expired_order_can_be_refunded_up_to_its_captures_at_klarna(klarna: Caller) -> None:
    order_id = klarna.place(10_000, captured_amount=4_000)
    klarna.sandbox.advance(days=28)
    assert klarna.status(order_id) == "EXPIRED"
    assert klarna.refund(order_id, 1_000).status == 201
    assert klarna.refund(order_id, 3_001).refusal == REFUSED
    assert klarna.refund(order_id, 3_000).status == 201
    assert klarna.status(order_id) == "EXPIRED"


def test_an_expired_order_cannot_be_refunded_at_kustom(kustom: Caller) -> None:
    order_id = kustom.place(10_000, captured_amount=4_000)
    kustom.sandbox.advance(days=28)
    before = kustom.show(order_id)
    reading = kustom.refund(order_id, 1_000)
    assert reading.refusal == REFUSED
    assert reading.messages == ("Order is expired. Refund not possible.",)
    assert kustom.show(order_id) == before


def test_a_refund_answers_with_its_id_and_its_absolute_address(shop: Caller) -> None:
    order_id = shop.place(status="CAPTURED")
    reading = shop.refund(order_id, 1)
    refund_id = reading.answer.headers["Refund-Id"]
    assert reading.answer.content == b""
    assert reading.answer.headers["Location"] == (
        f"https://sandbox.invalid/ordermanagement/v1/orders/{order_id}/refunds/{refund_id}"
    )


def test_a_refund_is_shown_as_it_was_made(shop: Caller) -> None:
    order_id = shop.place(status="CAPTURED")
    lines = [line("sku", 500)]
    reading = shop.refund(order_id, 500, description="Returned", reference="r-1", order_lines=lines)
    refund_id = reading.answer.headers["Refund-Id"]
    refund = shop.call("refunds.get", order_id, refund_id).body
    assert refund == {
        "refund_id": refund_id,
        "refunded_amount": 500,
        "refunded_at": "2026-03-01T12:00:00.000Z",
        "description": "Returned",
        "reference": "r-1",
        "order_lines": lines,
    }
    assert shop.show(order_id)["refunds"] == [refund]


class TestAllocation:
    """Which capture a refund is counted against."""

    def order(self, shop: Caller, *captures: list[dict[str, Any]]) -> str:
        order_id = shop.place(100_000)
        for lines in captures:
            shop.captured(order_id, sum(item["total_amount"] for item in lines), order_lines=lines)
        return order_id

    def test_it_is_the_capture_that_holds_the_references(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)], [line("b", 200), line("c", 300)])
        shop.refund(order_id, 350, order_lines=[line("b", 200), line("c", 150)])
        assert capture_refunds(shop, order_id) == [0, 350]

    def test_of_several_it_is_the_first_with_room(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)], [line("a", 100)])
        shop.refund(order_id, 60, order_lines=[line("a", 60)])
        shop.refund(order_id, 60, order_lines=[line("a", 60)])
        shop.refund(order_id, 40, order_lines=[line("a", 40)])
        assert capture_refunds(shop, order_id) == [100, 60]

    @pytest.mark.parametrize(
        ("amount", "lines"),
        [
            (10, []),
            (10, [line(None, 10)]),
            (10, [line("a", 9)]),
            (10, [line("unknown", 10)]),
            (20, [line("a", 10), line("b", 10)]),
            (101, [line("a", 101)]),
        ],
        ids=["no lines", "no reference", "other sum", "unknown", "two captures", "no room"],
    )
    def test_otherwise_the_refund_is_made_but_not_allocated(
        self, shop: Caller, amount: int, lines: list[dict[str, Any]]
    ) -> None:
        order_id = self.order(shop, [line("a", 100)], [line("b", 100)])
        assert shop.refund(order_id, amount, order_lines=lines).status == 201
        assert capture_refunds(shop, order_id) == [0, 0]
        assert shop.show(order_id)["refunded_amount"] == amount

    def test_it_shows_on_the_capture_five_minutes_later(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)])
        shop.refund(order_id, 100, order_lines=[line("a", 100)])
        (capture,) = shop.show(order_id)["captures"]
        assert (capture["refunded_amount"], shop.show(order_id)["refunded_amount"]) == (0, 100)
        shop.sandbox.advance(minutes=5, milliseconds=-1)
        assert shop.call("captures.list", order_id).body[0]["refunded_amount"] == 0
        shop.sandbox.advance(milliseconds=1)
        for shown in (
            shop.show(order_id)["captures"][0],
            shop.call("captures.list", order_id).body[0],
            shop.call("captures.get", order_id, capture["capture_id"]).body,
            shop.sandbox.order(order_id).to_dict()["captures"][0],
        ):
            assert shown == capture | {"refunded_amount": 100}

    def test_what_does_not_show_yet_takes_room_all_the_same(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)], [line("a", 100)])
        for amount in (60, 60, 40):
            shop.refund(order_id, amount, order_lines=[line("a", amount)])
        assert [capture["refunded_amount"] for capture in shop.show(order_id)["captures"]] == [0, 0]
        assert capture_refunds(shop, order_id) == [100, 60]

    def test_each_refund_has_its_own_five_minutes_and_other_writes_do_not_lose_it(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)])
        shop.refund(order_id, 10, order_lines=[line("a", 10)])
        shop.sandbox.advance(minutes=3)
        shop.refund(order_id, 20, order_lines=[line("a", 20)])
        shop.call("orders.acknowledge", order_id)
        shop.sandbox.advance(minutes=2)
        assert shop.show(order_id)["captures"][0]["refunded_amount"] == 10
        shop.sandbox.advance(minutes=3)
        assert shop.show(order_id)["captures"][0]["refunded_amount"] == 30

    def test_a_read_that_lags_shows_it_as_late(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)])
        shop.refund(order_id, 10, order_lines=[line("a", 10)])
        shop.refund(order_id, 20, order_lines=[line("a", 20)])
        shop.sandbox.advance(minutes=5)
        shop.sandbox.lag_reads()
        lagging: Any = shop.sandbox.receive(shop.request("orders.get", order_id))
        order = read(lagging).body
        assert (order["refunded_amount"], order["captures"][0]["refunded_amount"]) == (10, 10)
        assert shop.show(order_id)["captures"][0]["refunded_amount"] == 30

    def test_lines_without_a_reference_match_nothing(self, shop: Caller) -> None:
        order_id = self.order(shop, [line(None, 100)])
        shop.refund(order_id, 10, order_lines=[line(None, 10)])
        assert capture_refunds(shop, order_id) == [0]

    def test_a_refund_without_allocation_ends_allocation(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 100)])
        shop.refund(order_id, 10)
        shop.refund(order_id, 10, order_lines=[line("a", 10)])
        assert capture_refunds(shop, order_id) == [0]

    def test_a_return_fee_is_part_of_the_sum_but_of_no_capture(self, shop: Caller) -> None:
        order_id = self.order(shop, [line("a", 10_000)])
        fee = line("fee", -500, type="return_fee")
        shop.refund(order_id, 9_500, order_lines=[line("a", 10_000), fee])
        assert capture_refunds(shop, order_id) == [9_500]
