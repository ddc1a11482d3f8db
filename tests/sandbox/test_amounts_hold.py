"""Whatever a shop does, in whatever order, the amounts and the state of an order fit together."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from kco.sandbox.orders.ledger import possible_states

from .calling import Caller, Reading, line, new_sandbox

amounts = st.one_of(st.integers(0, 120), st.sampled_from([0, 1, 50, 100]))
references = st.lists(st.sampled_from(["a", "b", None]), max_size=2)


class Orders(RuleBasedStateMachine):
    """One order, and every operation on it with every amount.

    What should happen is worked out from the operations that succeeded, not from the order.
    """

    vendor: ClassVar[str]

    @initialize(order_amount=amounts)
    def place(self, order_amount: int) -> None:
        self.shop = Caller(new_sandbox(self.vendor))
        self.order_id = self.shop.place(order_amount)
        self.original_amount = self.order_amount = order_amount
        self.captured: list[int] = []
        self.refunded: list[int] = []
        self.seen = self.shop.show(self.order_id)

    def attempt(self, reading: Reading, *, allowed: bool) -> bool:
        """Check that a call did what it should: succeed, or change nothing."""
        before, self.seen = self.seen, self.shop.show(self.order_id)
        assert (reading.status < 300) == allowed, reading
        assert allowed or (reading.status == 403 and self.seen == before)
        return allowed

    @property
    def is_open(self) -> bool:
        return self.seen["status"] in ("AUTHORIZED", "PART_CAPTURED")

    @property
    def remaining(self) -> int:
        if not self.is_open:
            return 0
        return self.order_amount - sum(self.captured)

    @property
    def shown_as_remaining(self) -> int:
        return self.order_amount if self.seen["status"] == "CANCELLED" else self.remaining

    @rule(amount=amounts, names=references)
    def capture(self, amount: int, names: list[str | None]) -> None:
        allowed = 0 < amount <= self.remaining
        lines = [line(name, amount) for name in names]
        if self.attempt(self.shop.capture(self.order_id, amount, order_lines=lines), allowed=allowed):
            self.captured.append(amount)

    @rule(amount=amounts, names=references)
    def refund(self, amount: int, names: list[str | None]) -> None:
        is_over = self.vendor == "kustom" and self.seen["status"] == "EXPIRED"
        allowed = 0 < amount <= sum(self.captured) - sum(self.refunded) and not is_over
        lines = [line(name, amount if index == 0 else 0) for index, name in enumerate(names)]
        if self.attempt(self.shop.refund(self.order_id, amount, order_lines=lines), allowed=allowed):
            self.refunded.append(amount)

    @rule(amount=amounts)
    def update(self, amount: int) -> None:
        allowed = self.is_open and amount >= sum(self.captured)
        if self.attempt(self.shop.update(self.order_id, amount), allowed=allowed):
            self.order_amount = amount

    @rule()
    def cancel(self) -> None:
        allowed = self.is_open and not self.captured
        self.attempt(self.shop.call("orders.cancel", self.order_id), allowed=allowed)

    @rule()
    def release(self) -> None:
        allowed = self.is_open and bool(self.captured)
        reading = self.shop.call("orders.release_remaining_authorization", self.order_id)
        self.attempt(reading, allowed=allowed)

    @rule(minutes=st.sampled_from([1, 5, 60, 24 * 60, 9 * 24 * 60, 20 * 24 * 60]))
    def wait(self, minutes: int) -> None:
        self.shop.sandbox.advance(minutes=minutes)
        self.seen = self.shop.show(self.order_id)

    @invariant()
    def amounts_fit(self) -> None:
        order: dict[str, Any] = self.seen
        captures, refunds = order["captures"], order["refunds"]
        assert [capture["captured_amount"] for capture in captures] == self.captured
        assert [refund["refunded_amount"] for refund in refunds] == self.refunded
        assert order["order_amount"] == self.order_amount
        assert order["original_order_amount"] == self.original_amount
        assert order["captured_amount"] == sum(self.captured) <= order["order_amount"]
        assert order["refunded_amount"] == sum(self.refunded) <= order["captured_amount"]
        assert order["remaining_authorized_amount"] == self.shown_as_remaining >= 0
        assert sum(capture["refunded_amount"] for capture in captures) <= order["refunded_amount"]
        assert all(0 <= capture["refunded_amount"] <= capture["captured_amount"] for capture in captures)

    @invariant()
    def the_state_fits_the_amounts(self) -> None:
        order = self.seen
        assert order["status"] in possible_states(
            order_amount=order["order_amount"],
            captured_amount=order["captured_amount"],
            refunded_amount=order["refunded_amount"],
            vendor=self.vendor,
        )
        assert self.vendor == "kustom" or order["status"] != "CLOSED"
        assert order == self.shop.sandbox.order(self.order_id).to_dict()


@pytest.mark.parametrize("vendor", ["kustom", "klarna"])
def test_amounts_hold(vendor: str) -> None:
    machine: Any = type(f"Orders_{vendor}", (Orders,), {"vendor": vendor})
    machine.TestCase.settings = settings(
        max_examples=60,
        stateful_step_count=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    machine.TestCase().runTest()
