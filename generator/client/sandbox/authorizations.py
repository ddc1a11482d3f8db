"""The operations on an order's authorization: what is reserved, how much, and until when."""

from __future__ import annotations

from .answers import Done, Reply, Shown, not_allowed
from .clock import from_text, to_text
from .decisions import (
    ACKNOWLEDGE_REFUSED_STATES,
    CANCELLABLE_STATES,
    RELEASABLE_STATES,
    extend_expiry,
)
from .states import CANCELLED, EXPIRED
from .tasks import Task

__all__ = [
    "acknowledge",
    "cancel",
    "extend_authorization_time",
    "get",
    "release_remaining_authorization",
    "update_authorization",
]


def get(task: Task) -> Reply:
    """Show the order."""
    return Shown(task.order)


def acknowledge(task: Task) -> Reply:
    """Take note that the shop knows the order, which ends the vendor's push notifications."""
    if task.ledger.status in ACKNOWLEDGE_REFUSED_STATES:
        raise not_allowed("Order is cancelled. Acknowledgement not possible.")
    return Done()


def update_authorization(task: Task) -> Reply:
    """Set the order amount, and replace all order lines."""
    ledger, order_amount = task.ledger, task.body["order_amount"]
    if not ledger.is_open:
        raise not_allowed(f"Order is {_in_words(ledger.status)}. Authorization cannot be updated.")
    if order_amount < ledger.captured_amount:
        raise not_allowed(
            f"Resulting authorization amount {order_amount} cannot be less than "
            f"the captured amount {ledger.captured_amount}."
        )
    if order_amount > ledger.order_amount and (obstacle := task.vendor.increase_obstacle(task.order)):
        raise not_allowed(obstacle)
    ledger.resize(order_amount).write_to(task.order)
    task.order["order_lines"] = list(task.body["order_lines"])
    return Done()


def cancel(task: Task) -> Reply:
    """Give up the whole order."""
    ledger = task.ledger
    if ledger.captured_amount:
        raise not_allowed(
            "Order has previous captures. Cancel not possible.", error_code="CANCEL_NOT_ALLOWED"
        )
    if ledger.status not in CANCELLABLE_STATES:
        raise not_allowed(
            f"Order is {_in_words(ledger.status)}. Cancel not possible.", error_code="CANCEL_NOT_ALLOWED"
        )
    ledger.cancel().write_to(task.order)
    return Done()


def extend_authorization_time(task: Task) -> Reply:
    """Move `expires_at` away from now, up to the vendor's limit."""
    ledger, order = task.ledger, task.order
    if not ledger.is_open:
        raise not_allowed(f"Order is {_in_words(ledger.status)}. Authorization time cannot be extended.")
    if obstacle := task.vendor.extension_obstacle(order):
        raise not_allowed(obstacle)
    expires_at = extend_expiry(
        created_at=from_text(order["created_at"]),
        expires_at=from_text(order["expires_at"]),
        now=task.now,
        longest=task.vendor.longest_authorization,
    )
    if expires_at is None:
        raise not_allowed("Authorization time cannot be extended any further.")
    order["expires_at"] = to_text(expires_at)
    return Done()


def release_remaining_authorization(task: Task) -> Reply:
    """Give up what was not captured, and keep what was."""
    ledger = task.ledger
    if ledger.status in (CANCELLED, EXPIRED):
        raise not_allowed(f"Order is {_in_words(ledger.status)}. Remaining authorization cannot be released.")
    if not ledger.captured_amount:
        raise not_allowed("Order has no captures. Remaining authorization cannot be released.")
    if ledger.status not in RELEASABLE_STATES:
        raise not_allowed("Order is fully captured. Remaining authorization cannot be released.")
    ledger.release().write_to(task.order)
    return Done()


def _in_words(status: str) -> str:
    return {"CAPTURED": "fully captured"}.get(status, status.lower().replace("_", " "))
