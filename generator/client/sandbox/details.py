"""The operations on what is known about an order besides its money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .answers import Done, Reply, not_allowed
from .decisions import (
    CUSTOMER_DETAILS_STATES,
    MANDATORY_ADDRESS_FIELDS,
    MERCHANT_REFERENCES_REFUSED_STATES,
    ORDER_SHIPPING_INFO_REFUSED_STATES,
)
from .tasks import Task

__all__ = ["add_shipping_info", "update_customer_details", "update_merchant_references"]


def update_customer_details(task: Task) -> Reply:
    """Change the shipping address, field by field."""
    if task.ledger.status not in CUSTOMER_DETAILS_STATES:
        raise not_allowed("Customer details cannot be updated in this state of the order.")
    changes = task.body.get("shipping_address", {})
    for name in MANDATORY_ADDRESS_FIELDS:
        if changes.get(name) == "":
            raise not_allowed(f"Customer details cannot be updated without {name}.")
    if changes:
        task.order["shipping_address"] = _overwritten(task.order.get("shipping_address", {}), changes)
    return Done()


def update_merchant_references(task: Task) -> Reply:
    """Change the merchant's references, each on its own."""
    if task.ledger.status in MERCHANT_REFERENCES_REFUSED_STATES:
        raise not_allowed("Order is cancelled. Merchant references cannot be updated.")
    names = ("merchant_reference1", "merchant_reference2")
    changes = {name: task.body[name] for name in names if name in task.body}
    kept = {name: task.order.pop(name) for name in names if name in task.order}
    task.order.update(_overwritten(kept, changes))
    return Done()


def add_shipping_info(task: Task) -> Reply:
    """Add shipments to the order; what it has stays."""
    if task.ledger.status in ORDER_SHIPPING_INFO_REFUSED_STATES:
        raise not_allowed("Shipping information cannot be added in this state of the order.")
    task.order.setdefault("shipping_info", []).extend(task.body["shipping_info"])
    return Done()


def _overwritten(values: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    # A field that is not named stays; "" clears it, and a cleared field is not shown.
    return {name: value for name, value in {**values, **changes}.items() if value != ""}
