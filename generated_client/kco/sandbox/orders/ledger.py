# Copied from generator/client/sandbox/orders/ledger.py by "make generate"; change that, not this.
"""An order's amounts and state as a value, with the arithmetic of each event, and the effect of time on an order.

Whether an event is allowed is decided in the modules of the operations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final, Self

import attrs

from .. import decisions
from ..clock import from_text
from ..decisions import AUTHORIZED, CANCELLED, CAPTURED, CLOSED, EXPIRED, OPEN_STATES, PART_CAPTURED

__all__ = ["Allocation", "Ledger", "StoredOrder", "allocated_amounts", "possible_states"]


@attrs.frozen(kw_only=True)
class Ledger:
    """The amounts of an order, in minor units, and its state.

    Args:
        status: the state; unknown ones are kept, and allow nothing that needs a known one.
        order_amount: what the customer agreed to pay.
        captured_amount: the sum of the captures.
        refunded_amount: the sum of the refunds.
        vendor: whose rules apply.
    """

    status: str
    order_amount: int
    captured_amount: int
    refunded_amount: int
    vendor: str

    @classmethod
    def of(cls, order: Mapping[str, Any], *, vendor: str) -> Self:
        """Read the ledger of an order."""
        return cls(**{name: order[name] for name in _SHOWN}, vendor=vendor)

    def write_to(self, order: dict[str, Any]) -> None:
        """Show this ledger in an order, `remaining_authorized_amount` included."""
        order.update({name: getattr(self, name) for name in _SHOWN})
        order["remaining_authorized_amount"] = self.remaining_authorized_amount

    @property
    def is_open(self) -> bool:
        """True while money is reserved."""
        return self.status in OPEN_STATES

    @property
    def remaining_authorized_amount(self) -> int:
        """The amount that was not captured, while the state keeps it; in an open order it can be captured."""
        keeps = self.status in decisions.STATES_THAT_KEEP_WHAT_REMAINS
        return self.order_amount - self.captured_amount if keeps else 0

    @property
    def refundable_amount(self) -> int:
        """The amount that can still be refunded, if the state allows it."""
        return decisions.refundable_amount(captured=self.captured_amount, refunded=self.refunded_amount)

    def capture(self, amount: int) -> Ledger:
        """Take `amount` of the reserved money."""
        captured = self.captured_amount + amount
        status = decisions.status_by_capture(order_amount=self.order_amount, captured=captured)
        return attrs.evolve(self, captured_amount=captured, status=status)

    def refund(self, amount: int) -> Ledger:
        """Give `amount` of what was captured back."""
        return attrs.evolve(self, refunded_amount=self.refunded_amount + amount)._closed_if_done()

    def resize(self, order_amount: int) -> Ledger:
        """Agree on another amount, not below what was captured."""
        status = decisions.status_by_capture(order_amount=order_amount, captured=self.captured_amount)
        return attrs.evolve(self, order_amount=order_amount, status=status)._closed_if_done()

    def release(self) -> Ledger:
        """Give up what was not captured."""
        return attrs.evolve(self, status=decisions.STATUS_AFTER_RELEASE)._closed_if_done()

    def cancel(self) -> Ledger:
        """Give up the whole order."""
        return attrs.evolve(self, status=CANCELLED)

    def expire(self) -> Ledger:
        """Lose what was not captured in time."""
        return attrs.evolve(self, status=EXPIRED)

    def _closed_if_done(self) -> Ledger:
        done = self.vendor in decisions.CLOSING_VENDORS and decisions.is_closed(
            status=self.status,
            captured=self.captured_amount,
            refunded=self.refunded_amount,
            remaining=self.remaining_authorized_amount,
        )
        return attrs.evolve(self, status=CLOSED) if done else self


_SHOWN: Final = ("status", "order_amount", "captured_amount", "refunded_amount")


@attrs.frozen(kw_only=True)
class Allocation:
    """A refund that belongs to a capture, and does not show on it yet.

    Args:
        capture_id: the capture.
        amount: what was refunded, in minor units.
        shows_at: from when on the capture shows it.
    """

    capture_id: str
    amount: int
    shows_at: datetime


@attrs.frozen
class StoredOrder:
    """An order as it is kept: never changed, but followed by another one.

    Args:
        order: what the vendor shows of it.
        allocations: what its captures do not show yet.
    """

    order: dict[str, Any]
    allocations: tuple[Allocation, ...] = ()

    def at(self, now: datetime, *, vendor: str) -> StoredOrder:
        """Return it as it is when nothing but time has passed: expired, with refunds on their captures."""
        order = self.order
        ledger = Ledger.of(order, vendor=vendor)
        if decisions.has_expired(status=ledger.status, expires_at=from_text(order["expires_at"]), now=now):
            order = dict(order)
            ledger.expire().write_to(order)
        due = [allocation for allocation in self.allocations if allocation.shows_at <= now]
        if due:
            order = {**order, "captures": allocated_amounts(order["captures"], due)}
        if order is self.order:
            return self
        return StoredOrder(
            order, tuple(allocation for allocation in self.allocations if allocation.shows_at > now)
        )


def allocated_amounts(
    captures: Iterable[Mapping[str, Any]], allocations: Iterable[Allocation]
) -> list[dict[str, Any]]:
    """Return captures with these refunds counted in their `refunded_amount`."""
    refunded: Counter[str] = Counter()
    for allocation in allocations:
        refunded[allocation.capture_id] += allocation.amount
    return [
        {**capture, "refunded_amount": capture["refunded_amount"] + refunded[capture["capture_id"]]}
        for capture in captures
    ]


def possible_states(
    *, order_amount: int, captured_amount: int, refunded_amount: int, vendor: str
) -> tuple[str, ...]:
    """Name the states that an order with these amounts can have, the likeliest first.

    A vendor that closes no order by itself may still have closed ones: its description lists the state.

    Args:
        order_amount: what the customer agreed to pay, in minor units.
        captured_amount: the sum of the captures, at most `order_amount`.
        refunded_amount: the sum of the refunds, at most `captured_amount`.
        vendor: whose order it is.
    """
    if captured_amount == 0:
        return (AUTHORIZED, CANCELLED, EXPIRED)
    done: tuple[str, ...] = (CAPTURED,)
    if refunded_amount == captured_amount:
        done = (CLOSED,) if vendor in decisions.CLOSING_VENDORS else (CAPTURED, CLOSED)
    # Those that are done with something left to capture were released.
    return (PART_CAPTURED, *done, EXPIRED) if captured_amount < order_amount else done
