"""The operations on an order itself: its authorization, its customer, its references and its shipments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...runtime.messages import Answer
from ..clock import from_text, to_text
from ..decisions import (
    ACKNOWLEDGE_REFUSED_STATES,
    CANCELLABLE_STATES,
    CANCELLED,
    CUSTOMER_DETAILS_STATES,
    EXPIRED,
    MANDATORY_ADDRESS_FIELDS,
    MERCHANT_REFERENCES_REFUSED_STATES,
    ORDER_SHIPPING_INFO_REFUSED_STATES,
    RELEASABLE_STATES,
    extend_expiry,
)
from .operation import Task, not_allowed, shown

__all__ = [
    "acknowledge",
    "add_shipping_info",
    "cancel",
    "extend_authorization_time",
    "get",
    "release_remaining_authorization",
    "update_authorization",
    "update_customer_details",
    "update_merchant_references",
]


def get(task: Task) -> Answer:
    """Show the order."""
    return shown(task.order)


def acknowledge(task: Task) -> Answer:
    """Accept that the shop knows the order, which ends the vendor's push notifications."""
    if task.ledger.status in ACKNOWLEDGE_REFUSED_STATES:
        raise not_allowed("Order is cancelled. Acknowledgement not possible.")
    return task.done()


def update_authorization(task: Task) -> Answer:
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
    return task.done()


def cancel(task: Task) -> Answer:
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
    return task.done()


def extend_authorization_time(task: Task) -> Answer:
    """Move `expires_at` into the future, up to the vendor's limit."""
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
    return task.done()


def release_remaining_authorization(task: Task) -> Answer:
    """Give up the reserved money that was not captured."""
    ledger = task.ledger
    if ledger.status in (CANCELLED, EXPIRED):
        raise not_allowed(f"Order is {_in_words(ledger.status)}. Remaining authorization cannot be released.")
    if not ledger.captured_amount:
        raise not_allowed("Order has no captures. Remaining authorization cannot be released.")
    if ledger.status not in RELEASABLE_STATES:
        raise not_allowed("Order is fully captured. Remaining authorization cannot be released.")
    ledger.release().write_to(task.order)
    return task.done()


def update_customer_details(task: Task) -> Answer:
    """Change the shipping address, field by field."""
    if task.ledger.status not in CUSTOMER_DETAILS_STATES:
        raise not_allowed("Customer details cannot be updated in this state of the order.")
    changes = task.body.get("shipping_address", {})
    for name in MANDATORY_ADDRESS_FIELDS:
        if changes.get(name) == "":
            raise not_allowed(f"Customer details cannot be updated without {name}.")
    if changes:
        task.order["shipping_address"] = _overwritten(task.order.get("shipping_address", {}), changes)
    return task.done()


def update_merchant_references(task: Task) -> Answer:
    """Change the merchant's references, each on its own."""
    if task.ledger.status in MERCHANT_REFERENCES_REFUSED_STATES:
        raise not_allowed("Order is cancelled. Merchant references cannot be updated.")
    names = ("merchant_reference1", "merchant_reference2")
    changes = {name: task.body[name] for name in names if name in task.body}
    kept = {name: task.order.pop(name) for name in names if name in task.order}
    task.order.update(_overwritten(kept, changes))
    return task.done()


def add_shipping_info(task: Task) -> Answer:
    """Add shipments to the order; what it has stays."""
    if task.ledger.status in ORDER_SHIPPING_INFO_REFUSED_STATES:
        raise not_allowed("Shipping information cannot be added in this state of the order.")
    task.order.setdefault("shipping_info", []).extend(task.body["shipping_info"])
    return task.done()


def _overwritten(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    # A field that is not named stays; "" clears it, and a cleared field is not shown.
    return {name: value for name, value in {**values, **changes}.items() if value != ""}


def _in_words(status: str) -> str:
    return {"CAPTURED": "fully captured"}.get(status, status.lower().replace("_", " "))
