"""Reads that lag behind writes, and captures that fail at the payment method."""

from __future__ import annotations

from typing import Any

import kco
import pytest
from kco.runtime.messages import Answer
from kco.sandbox import Sandbox
from kco.sandbox.faults import LagReads, PaymentMethodFailed

from .calling import Caller, Reading, line, read

FAILED = (403, "PAYMENT_METHOD_FAILED")


class Visitor(Caller):
    """A shop whose requests meet the faults that wait."""

    def call(self, name: str, *path: str, **how: Any) -> Reading:
        received = self.sandbox.receive(self.request(name, *path, **how))
        assert isinstance(received, Answer)
        return read(received)


@pytest.fixture
def shop(sandbox: Sandbox) -> Visitor:
    return Visitor(sandbox)


class TestReadsThatLag:
    def test_an_order_is_shown_as_it_was_before_its_last_write(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000)
        before = shop.show(order_id)
        shop.capture(order_id, 2_000)
        shop.sandbox.lag_reads()
        assert shop.show(order_id) == before
        assert shop.amounts(order_id) == (10_000, 3_000, 0, 7_000)

    def test_what_the_last_write_made_is_not_found_yet(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        capture_id = shop.captured(order_id, 1_000)
        shop.sandbox.lag_reads(times=3)
        assert shop.call("captures.list", order_id).body == []
        assert shop.call("captures.get", order_id, capture_id).refusal == (404, "NO_SUCH_CAPTURE")
        assert shop.show(order_id)["captures"] == []
        assert shop.call("captures.get", order_id, capture_id).status == 200
        refund_id = shop.refund(order_id, 500).answer.headers["Refund-Id"]
        shop.sandbox.lag_reads()
        assert shop.call("refunds.get", order_id, refund_id).refusal == (404, "NOT_FOUND")
        assert shop.call("refunds.get", order_id, refund_id).status == 200

    def test_every_write_is_a_step(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000)
        shop.call("orders.acknowledge", order_id)
        shop.sandbox.lag_reads()
        assert shop.amounts(order_id)[1] == 1_000

    def test_refusals_and_repetitions_are_none(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000, key="k")
        shop.capture(order_id, 1_000, key="k")
        shop.capture(order_id, 10_000)
        shop.sandbox.lag_reads()
        assert shop.amounts(order_id)[1] == 0

    def test_a_read_of_an_order_without_writes_is_up_to_date_and_not_counted(self, shop: Visitor) -> None:
        written, new = shop.place(10_000, captured_amount=1), shop.place()
        shop.refund(written, 1)
        shop.sandbox.lag_reads()
        assert shop.show(new)["order_id"] == new
        assert shop.call("orders.get", "unknown").refusal == (404, "NO_SUCH_ORDER")
        assert list(shop.sandbox.faults) == [LagReads()]
        assert shop.amounts(written)[2] == 0
        assert not shop.sandbox.faults

    def test_an_operation_that_is_named_lags_alone(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000)
        shop.sandbox.lag_reads(operation="captures.list")
        assert shop.amounts(order_id)[1] == 1_000
        assert shop.call("captures.list", order_id).body == []
        assert len(shop.call("captures.list", order_id).body) == 1

    def test_without_an_end_they_lag_until_the_faults_are_cleared(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.sandbox.lag_reads(times=None)
        seen = []
        for _ in range(3):
            shop.capture(order_id, 1_000)
            seen += [shop.amounts(order_id)[1], shop.amounts(order_id)[1]]
        assert seen == [0, 0, 1_000, 1_000, 2_000, 2_000]
        assert shop.sandbox.faults == (LagReads(times=None),)
        shop.sandbox.clear_faults()
        assert shop.amounts(order_id)[1] == 3_000

    def test_without_an_end_they_let_other_faults_go_first(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000)
        shop.sandbox.lag_reads(times=None)
        shop.sandbox.status(503, operation="orders.get")
        assert shop.call("orders.get", order_id).status == 503
        assert shop.amounts(order_id)[1] == 0

    def test_only_reads_lag(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.sandbox.lag_reads(times=None)
        assert shop.capture(order_id, 10_000).status == 201
        assert shop.refund(order_id, 10_000).status == 201
        assert shop.sandbox.order(order_id).refunded_amount == 10_000

    def test_what_expired_meanwhile_is_expired_there_too(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.capture(order_id, 1_000)
        shop.sandbox.advance(days=29)
        shop.sandbox.lag_reads()
        assert (shop.status(order_id), shop.status(order_id)) == ("EXPIRED", "EXPIRED")
        assert shop.sandbox.journal.requests[-2].fault == "lag_reads"

    def test_the_journal_names_the_fault(self, shop: Visitor) -> None:
        order_id = shop.place()
        shop.capture(order_id, 1)
        shop.sandbox.lag_reads()
        shop.show(order_id)
        shop.show(order_id)
        assert [entry.fault for entry in shop.sandbox.journal] == [None, "lag_reads", None]
        assert str(shop.sandbox.journal.requests[1]).endswith("struck by lag_reads")

    def test_a_reset_forgets_the_writes(self, shop: Visitor) -> None:
        shop.capture(shop.place(order_id="o"), 1)
        shop.sandbox.reset()
        shop.place(10_000, order_id="o")
        shop.sandbox.lag_reads()
        shop.show("o")
        assert list(shop.sandbox.faults) == [LagReads()]


class TestPaymentMethodThatFails:
    def test_a_capture_is_refused_and_nothing_happens(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.sandbox.payment_method_failed()
        assert shop.capture(order_id, 1_000).refusal == FAILED
        assert shop.amounts(order_id) == (10_000, 0, 0, 10_000)
        assert shop.sandbox.journal.captures == ()
        assert shop.sandbox.journal.requests[0].fault == "payment_method_failed"
        assert shop.capture(order_id, 1_000).status == 201

    def test_the_refusal_is_repeated_to_its_key_and_another_key_succeeds(self, shop: Visitor) -> None:
        order_id = shop.place(10_000)
        shop.sandbox.payment_method_failed()
        first = shop.capture(order_id, 1_000, key="k")
        assert not shop.sandbox.faults
        again = shop.capture(order_id, 1_000, key="k")
        assert (first.refusal, again.answer) == (FAILED, first.answer)
        assert shop.capture(order_id, 1_000, key="other").status == 201

    def test_what_another_rule_refuses_and_what_was_answered_before_is_not_counted(
        self, shop: Visitor
    ) -> None:
        order_id = shop.place(10_000, order_lines=[line("a", 10_000)])
        shop.capture(order_id, 1_000, key="k")
        shop.sandbox.payment_method_failed()
        assert shop.capture(order_id, 1_000, key="k").status == 201
        assert shop.capture(order_id, 9_001).refusal == (403, "CAPTURE_NOT_ALLOWED")
        assert shop.capture("unknown", 1).refusal == (404, "NO_SUCH_ORDER")
        assert shop.refund(order_id, 1).status == 201
        assert list(shop.sandbox.faults) == [PaymentMethodFailed()]
        assert shop.capture(order_id, 9_000).refusal == FAILED

    def test_a_client_is_told_that_nothing_happened(self, sandbox: Sandbox, vendor: str) -> None:
        order_id = sandbox.add_order().order_id
        sandbox.payment_method_failed()
        client: Any = sandbox.client()
        with client, pytest.raises(kco.NotAllowedError) as caught:
            client.captures.create(order_id, captured_amount=1)
        assert (caught.value.outcome, caught.value.error_code) == ("rejected", "PAYMENT_METHOD_FAILED")
        assert len(sandbox.journal) == 1


class TestFaultsThatWereOfNoUse:
    def test_those_that_never_struck_are_named(self, shop: Visitor) -> None:
        sandbox, order_id = shop.sandbox, shop.place(10_000)
        sandbox.status(503, times=3)
        sandbox.payment_method_failed()
        sandbox.rate_limit(operation="orders.cancel", optional=True)
        assert [fault.NAME for fault in sandbox.unused_faults] == ["status", "payment_method_failed"]
        shop.capture(order_id, 1)
        assert [fault.NAME for fault in sandbox.unused_faults] == ["payment_method_failed"]
        assert [fault.times for fault in sandbox.faults] == [2, 1, 1]  # type: ignore[union-attr]

    def test_one_without_an_end_was_of_use_once_it_has_struck(self, shop: Visitor) -> None:
        order_id = shop.place()
        shop.sandbox.lag_reads(times=None)
        shop.show(order_id)
        assert list(shop.sandbox.unused_faults) == [LagReads(times=None)]
        shop.capture(order_id, 1)
        shop.show(order_id)
        assert not shop.sandbox.unused_faults

    def test_unknown_values_need_an_answer_to_change(self, shop: Visitor) -> None:
        shop.sandbox.unknown_values()
        assert [fault.NAME for fault in shop.sandbox.unused_faults] == ["unknown_values"]
        shop.show(shop.place())
        assert not shop.sandbox.unused_faults
        shop.sandbox.unknown_values(optional=True)
        assert not shop.sandbox.unused_faults

    def test_what_was_cleared_is_not_missed(self, shop: Visitor) -> None:
        shop.sandbox.drop_request()
        shop.sandbox.unknown_values()
        shop.sandbox.unknown_values(False)
        assert len(shop.sandbox.unused_faults) == 1
        shop.sandbox.clear_faults()
        assert not shop.sandbox.unused_faults
