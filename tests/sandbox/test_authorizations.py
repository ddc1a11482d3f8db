"""What becomes of the reserved amount: updates, cancellation, release, acknowledgement."""

from __future__ import annotations

import pytest

from .calling import REFUNDED, Caller, line

NOT_ALLOWED = (403, "NOT_ALLOWED")
CANCEL_NOT_ALLOWED = (403, "CANCEL_NOT_ALLOWED")


def release(shop: Caller, order_id: str) -> tuple[int, str | None]:
    return shop.call("orders.release_remaining_authorization", order_id).refusal


def cancel(shop: Caller, order_id: str) -> tuple[int, str | None]:
    return shop.call("orders.cancel", order_id).refusal


class TestUpdate:
    def test_it_sets_the_amount_and_replaces_the_lines(self, shop: Caller) -> None:
        order_id, lines = shop.place(10_000), [line("new", 12_000)]
        reading = shop.update(order_id, 12_000, order_lines=lines)
        assert (reading.status, reading.answer.content) == (204, b"")
        order = shop.show(order_id)
        assert order["order_lines"] == lines
        assert order["original_order_amount"] == 10_000
        assert shop.amounts(order_id) == (12_000, 0, 0, 12_000)
        assert shop.status(order_id) == "AUTHORIZED"

    def test_what_remains_follows_the_order_amount(self, shop: Caller) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        shop.update(order_id, 15_000)
        assert shop.amounts(order_id) == (15_000, 4_000, 0, 11_000)
        shop.update(order_id, 5_000)
        assert shop.amounts(order_id) == (5_000, 4_000, 0, 1_000)
        assert shop.status(order_id) == "PART_CAPTURED"

    def test_down_to_the_captured_amount_the_order_is_captured(self, shop: Caller) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        assert shop.update(order_id, 4_000).status == 204
        assert shop.amounts(order_id) == (4_000, 4_000, 0, 0)
        assert shop.status(order_id) == "CAPTURED"

    def test_below_the_captured_amount_it_is_refused(self, shop: Caller) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        reading = shop.update(order_id, 3_999)
        assert reading.refusal == NOT_ALLOWED
        assert "3999 cannot be less than the captured amount 4000" in reading.messages[0]
        assert shop.amounts(order_id) == (10_000, 4_000, 0, 6_000)

    def test_down_to_nothing_an_order_stays_authorized(self, shop: Caller) -> None:
        order_id = shop.place(10_000)
        shop.update(order_id, 0)
        assert shop.amounts(order_id) == (0, 0, 0, 0)
        assert shop.status(order_id) == "AUTHORIZED"

    @pytest.mark.parametrize("status", ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"])
    def test_an_order_that_is_not_open_cannot_be_updated(self, shop: Caller, status: str) -> None:
        assert shop.update(shop.place(10_000, status=status), 20_000).refusal == NOT_ALLOWED

    def test_everything_refunded_and_nothing_left_closes_the_order_at_kustom(
        self, shop: Caller, vendor: str
    ) -> None:
        order_id = shop.place(10_000, captured_amount=4_000, refunded_amount=4_000)
        shop.update(order_id, 4_000)
        assert shop.status(order_id) == REFUNDED[vendor]
        assert shop.amounts(order_id) == (4_000, 4_000, 4_000, 0)

    def test_kustom_requires_the_lines(self, kustom: Caller) -> None:
        reading = kustom.call("orders.update_authorization", kustom.place(), body={"order_amount": 1})
        assert reading.refusal == (400, "INVALID_REQUEST_PARAMETERS")
        assert "order_lines" in reading.messages[0]

    def test_klarna_deletes_lines_that_are_left_out(self, klarna: Caller) -> None:
        order_id = klarna.place()
        reading = klarna.call("orders.update_authorization", order_id, body={"order_amount": 1})
        assert reading.status == 204
        assert klarna.show(order_id)["order_lines"] == []

    @pytest.mark.parametrize(
        ("method", "country", "status"),
        [
            ("INVOICE", "US", 204),
            ("FIXED_AMOUNT", "se", 204),
            ("FIXED_AMOUNT", "US", 403),
            ("DIRECT_DEBIT", "DE", 204),
            ("DIRECT_DEBIT", "CH", 403),
            ("CARD", "SE", 403),
        ],
    )
    def test_klarna_increases_some_payment_methods_only(
        self, klarna: Caller, method: str, country: str, status: int
    ) -> None:
        fields = {"initial_payment_method": {"type": method}, "purchase_country": country}
        assert klarna.update(klarna.place(10_000, **fields), 10_001).status == status
        assert klarna.update(klarna.place(10_000, **fields), 9_999).status == 204


class TestCancel:
    def test_it_gives_up_the_whole_order_which_goes_on_to_show_what_remained(self, shop: Caller) -> None:
        order_id = shop.place(10_000)
        assert cancel(shop, order_id) == (204, None)
        assert shop.amounts(order_id) == (10_000, 0, 0, 10_000)
        assert shop.status(order_id) == "CANCELLED"
        assert shop.sandbox.order(order_id).capturable_amount == 0
        assert shop.capture(order_id, 1).refusal == (403, "CAPTURE_NOT_ALLOWED")
        shop.sandbox.advance(days=60)
        assert shop.amounts(order_id) == (10_000, 0, 0, 10_000)

    def test_an_order_with_captures_cannot_be_cancelled(self, shop: Caller) -> None:
        order_id = shop.place(captured_amount=1)
        reading = shop.call("orders.cancel", order_id)
        assert reading.refusal == CANCEL_NOT_ALLOWED
        assert reading.messages == ("Order has previous captures. Cancel not possible.",)
        assert shop.status(order_id) == "PART_CAPTURED"

    @pytest.mark.parametrize("status", ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"])
    def test_an_order_that_is_over_cannot_be_cancelled(self, shop: Caller, status: str) -> None:
        assert cancel(shop, shop.place(status=status)) == CANCEL_NOT_ALLOWED


class TestRelease:
    def test_it_keeps_the_captures_and_gives_up_the_rest(self, shop: Caller) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        assert release(shop, order_id) == (204, None)
        assert shop.amounts(order_id) == (10_000, 4_000, 0, 0)
        assert shop.status(order_id) == "CAPTURED"

    def test_afterwards_nothing_can_be_captured_or_updated(self, shop: Caller) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        release(shop, order_id)
        assert shop.capture(order_id, 1).refusal == (403, "CAPTURE_NOT_ALLOWED")
        assert shop.update(order_id, 5_000).refusal == NOT_ALLOWED
        assert release(shop, order_id) == NOT_ALLOWED

    def test_afterwards_the_captures_can_be_refunded(self, shop: Caller, vendor: str) -> None:
        order_id = shop.place(10_000, captured_amount=4_000)
        release(shop, order_id)
        assert shop.refund(order_id, 4_000).status == 201
        assert shop.status(order_id) == REFUNDED[vendor]

    @pytest.mark.parametrize("status", ["AUTHORIZED", "CANCELLED", "CAPTURED", "EXPIRED", "CLOSED"])
    def test_it_takes_captures_and_something_left(self, shop: Caller, status: str) -> None:
        assert release(shop, shop.place(status=status)) == NOT_ALLOWED

    def test_an_expired_order_with_captures_has_nothing_to_release(self, shop: Caller) -> None:
        order_id = shop.place(captured_amount=1)
        shop.sandbox.advance(days=28)
        assert release(shop, order_id) == NOT_ALLOWED

    def test_an_order_whose_captures_were_all_refunded_is_closed_by_it_at_kustom(
        self, shop: Caller, vendor: str
    ) -> None:
        order_id = shop.place(10_000, captured_amount=4_000, refunded_amount=4_000)
        assert release(shop, order_id) == (204, None)
        assert shop.status(order_id) == REFUNDED[vendor]
        assert shop.amounts(order_id) == (10_000, 4_000, 4_000, 0)

    @pytest.mark.parametrize(
        ("status", "reason"),
        [
            ("AUTHORIZED", "Order has no captures."),
            ("CANCELLED", "Order is cancelled."),
            ("CAPTURED", "Order is fully captured."),
            ("EXPIRED", "Order is expired."),
        ],
    )
    def test_the_refusal_says_why(self, shop: Caller, status: str, reason: str) -> None:
        reading = shop.call("orders.release_remaining_authorization", shop.place(status=status))
        assert reading.messages == (f"{reason} Remaining authorization cannot be released.",)


class TestAcknowledge:
    @pytest.mark.parametrize("status", ["AUTHORIZED", "CAPTURED", "EXPIRED", "CLOSED"])
    def test_it_changes_nothing_and_can_be_repeated(self, shop: Caller, status: str) -> None:
        order_id = shop.place(status=status)
        before = shop.show(order_id)
        assert [shop.call("orders.acknowledge", order_id).status for _ in range(3)] == [204] * 3
        assert shop.show(order_id) == before

    def test_a_cancelled_order_cannot_be_acknowledged(self, shop: Caller) -> None:
        assert shop.call("orders.acknowledge", shop.place(status="CANCELLED")).refusal == NOT_ALLOWED
