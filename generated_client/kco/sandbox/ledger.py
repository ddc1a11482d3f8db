"""An order's amounts and state as a value, and what each event makes of them.

The transitions do arithmetic and nothing else. Whether an event is allowed is for the modules of
the operations to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import attrs

from . import decisions
from .states import AUTHORIZED, CANCELLED, CAPTURED, CLOSED, EXPIRED, OPEN_STATES, PART_CAPTURED

__all__ = ["Ledger", "possible_states"]


@attrs.frozen(kw_only=True)
class Ledger:
    """The amounts of an order, in minor units, and its state.

    Args:
        status: the state; unknown ones are kept, and allow nothing that needs a known one.
        order_amount: what the customer agreed to pay.
        captured_amount: the sum of the captures.
        refunded_amount: the sum of the refunds.
    """

    status: str
    order_amount: int
    captured_amount: int
    refunded_amount: int

    @classmethod
    def of(cls, order: Mapping[str, Any]) -> Self:
        """Read the ledger of an order."""
        return cls(**{field.name: order[field.name] for field in attrs.fields(cls)})

    def write_to(self, order: dict[str, Any]) -> None:
        """Show this ledger in an order, `remaining_authorized_amount` included."""
        order.update(
            attrs.asdict(self),
            remaining_authorized_amount=self.remaining_authorized_amount,
        )

    @property
    def is_open(self) -> bool:
        """True while money is reserved."""
        return self.status in OPEN_STATES

    @property
    def remaining_authorized_amount(self) -> int:
        """What can still be captured: what is not captured of an open order, and 0 of any other."""
        return self.order_amount - self.captured_amount if self.is_open else 0

    @property
    def refundable_amount(self) -> int:
        """What can still be refunded."""
        return decisions.refundable_amount(captured=self.captured_amount, refunded=self.refunded_amount)

    def capture(self, amount: int) -> Ledger:
        """Take `amount` of what is reserved."""
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
        return attrs.evolve(self, status=EXPIRED)._closed_if_done()

    def _closed_if_done(self) -> Ledger:
        done = decisions.is_closed(
            captured=self.captured_amount,
            refunded=self.refunded_amount,
            remaining=self.remaining_authorized_amount,
        )
        return attrs.evolve(self, status=CLOSED) if done else self


def possible_states(*, order_amount: int, captured_amount: int, refunded_amount: int) -> tuple[str, ...]:
    """Name the states that an order with these amounts can have, the likeliest first.

    Args:
        order_amount: what the customer agreed to pay, in minor units.
        captured_amount: the sum of the captures, at most `order_amount`.
        refunded_amount: the sum of the refunds, at most `captured_amount`.
    """
    if captured_amount == 0:
        return (AUTHORIZED, CANCELLED, EXPIRED)
    if captured_amount < order_amount:
        # CAPTURED after a release.
        ended = (CLOSED,) if refunded_amount == captured_amount else (CAPTURED, EXPIRED)
        return (PART_CAPTURED, *ended)
    return (CLOSED,) if refunded_amount == captured_amount else (CAPTURED,)
