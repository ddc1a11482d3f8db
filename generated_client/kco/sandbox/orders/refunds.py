# Copied from generator/client/sandbox/orders/refunds.py by "make generate"; change that, not this.
"""The operations on refunds: giving money back, and when that is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...runtime.messages import Answer
from ..clock import to_text
from ..decisions import (
    ALLOCATION_DELAY,
    LOWEST_AMOUNT,
    REFUND_REFUSED_STATES,
    allocate_refund,
)
from .ledger import Allocation, allocated_amounts
from .operation import Refusal, Task, not_allowed, shown

__all__ = ["create_refund", "get_refund", "new_refund"]


def get_refund(task: Task) -> Answer:
    """Show one refund."""
    wanted = task.parameters["refund_id"]
    for refund in task.order["refunds"]:
        if refund["refund_id"] == wanted:
            return shown(refund)
    raise Refusal(404, "NOT_FOUND", "Refund cannot be found.")


def create_refund(task: Task) -> Answer:
    """Give some or all of the captured money back, from one capture if the lines say which."""
    ledger, amount = task.ledger, task.body["refunded_amount"]
    if not ledger.captured_amount:
        raise not_allowed("Order has no captures. Refund not possible.", error_code="REFUND_NOT_ALLOWED")
    if ledger.status in REFUND_REFUSED_STATES[task.vendor.name]:
        raise not_allowed("Order is expired. Refund not possible.", error_code="REFUND_NOT_ALLOWED")
    if not LOWEST_AMOUNT <= amount <= ledger.refundable_amount:
        raise not_allowed("Refund not allowed.", error_code="REFUND_NOT_ALLOWED")
    refund_id = task.new_id()
    refund = new_refund(refund_id=refund_id, details=task.body, now=task.now)
    capture = allocate_refund(
        allocated_amounts(task.order["captures"], task.allocations),
        amount=amount,
        order_lines=refund["order_lines"],
        refunded=ledger.refunded_amount,
    )
    if capture is not None:
        task.allocations.append(
            Allocation(capture_id=capture["capture_id"], amount=amount, shows_at=task.now + ALLOCATION_DELAY)
        )
    task.order["refunds"].append(refund)
    ledger.refund(amount).write_to(task.order)
    return task.created("Refund-Id", refund_id, reader="refunds.get", parameter="refund_id")


def new_refund(*, refund_id: str, details: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return a refund as the vendors show it.

    Args:
        refund_id: the id.
        details: what the request says, `refunded_amount` at least.
        now: the moment of the refund.
    """
    refund = {
        "refund_id": refund_id,
        "refunded_amount": details["refunded_amount"],
        "refunded_at": to_text(now),
        "order_lines": list(details.get("order_lines", ())),
    }
    return refund | {name: details[name] for name in ("description", "reference") if name in details}
