"""The operations on captures: taking money, and what follows the parcel."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

from ...runtime.messages import Answer
from ..clock import to_text
from ..decisions import (
    CAPTURED,
    DESCRIPTION_OF_CAPTURE,
    DUE_DATE_OPTIONS,
    EXPIRED,
    FRAUD_STATUSES_NOT_CAPTURED,
    LOWEST_AMOUNT,
    NO_CAPTURES_IS_TOLD_FIRST,
    PAYMENT_METHOD_FAILED_CODE,
    TOO_MUCH_CAPTURED,
)
from .operation import Refusal, Task, not_allowed, shown

__all__ = [
    "add_shipping_info",
    "create_capture",
    "extend_due_date",
    "get_capture",
    "list_captures",
    "list_due_date_options",
    "new_capture",
    "trigger_send_out",
]


def list_captures(task: Task) -> Answer:
    """Show all captures of the order, oldest first."""
    return shown(task.order["captures"])


def get_capture(task: Task) -> Answer:
    """Show one capture."""
    return shown(_find_capture(task))


def create_capture(task: Task) -> Answer:
    """Take some or all of the reserved money."""
    ledger, amount = task.ledger, task.body["captured_amount"]
    if ledger.status == EXPIRED:
        raise not_allowed("Order is expired. Capture not possible.", error_code="CAPTURE_NOT_ALLOWED")
    if amount < LOWEST_AMOUNT or not (ledger.is_open or ledger.status == CAPTURED):
        raise not_allowed("Capture not allowed.", error_code="CAPTURE_NOT_ALLOWED")
    if amount > ledger.remaining_authorized_amount:
        raise not_allowed(TOO_MUCH_CAPTURED, error_code="CAPTURE_NOT_ALLOWED")
    if str(task.order.get("fraud_status", "")).upper() in FRAUD_STATUSES_NOT_CAPTURED:
        raise not_allowed(
            "The fraud check of this order has not ended well. Capture not possible.",
            error_code="CAPTURE_NOT_ALLOWED",
        )
    if task.payment_method_fails:
        raise not_allowed(
            "The payment method failed. Capture not possible.", error_code=PAYMENT_METHOD_FAILED_CODE
        )
    capture_id = task.new_id()
    task.order["captures"].append(
        new_capture(task.order, capture_id=capture_id, details=task.body, now=task.now)
    )
    ledger.capture(amount).write_to(task.order)
    return task.created("Capture-Id", capture_id, reader="captures.get", parameter="capture_id")


def new_capture(
    order: Mapping[str, Any], *, capture_id: str, details: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """Return a capture as the vendors show it.

    Args:
        order: the order, without this capture.
        capture_id: the id.
        details: what the request says, `captured_amount` at least. `shipping_delay` is never shown.
        now: the moment of the capture.
    """
    capture: dict[str, Any] = {"capture_id": capture_id}
    if "klarna_reference" in order:
        capture["klarna_reference"] = f"{order['klarna_reference']}-{len(order['captures']) + 1}"
    capture |= {
        "captured_amount": details["captured_amount"],
        "captured_at": to_text(now),
        "refunded_amount": 0,
        "order_lines": list(details.get("order_lines", ())),
        "shipping_info": list(details.get("shipping_info", ())),
        "description": details.get("description", DESCRIPTION_OF_CAPTURE),
    }
    if "reference" in details:
        capture["reference"] = details["reference"]
    # As they are at this moment; the order's address may change before the next parcel.
    addresses = ("billing_address", "shipping_address")
    return capture | {name: deepcopy(order[name]) for name in addresses if name in order}


def add_shipping_info(task: Task) -> Answer:
    """Add shipments to the capture; what it has stays."""
    _find_capture_to_change(task).setdefault("shipping_info", []).extend(task.body["shipping_info"])
    return task.done()


def trigger_send_out(task: Task) -> Answer:
    """Send the customer the mail about this capture again."""
    _find_capture_to_change(task)
    return task.done()


def extend_due_date(task: Task) -> Answer:
    """Give the customer more time to pay. No field of a capture shows the due date."""
    _find_capture(task)
    if task.body["number_of_days"] not in DUE_DATE_OPTIONS:
        raise not_allowed("The due date cannot be extended by this number of days.")
    return task.done()


def list_due_date_options(task: Task) -> Answer:
    """Show by how many days the due date can be extended, and for which fee."""
    _find_capture(task)
    options = [{"number_of_days": days, "amount": fee} for days, fee in DUE_DATE_OPTIONS.items()]
    return shown({"currency": task.order["purchase_currency"], "options": options})


def _find_capture(task: Task) -> dict[str, Any]:
    wanted = task.parameters["capture_id"]
    captures: list[dict[str, Any]] = task.order["captures"]
    for capture in captures:
        if capture["capture_id"] == wanted:
            return capture
    raise Refusal(404, "NO_SUCH_CAPTURE", "Capture cannot be found.")


def _find_capture_to_change(task: Task) -> dict[str, Any]:
    if NO_CAPTURES_IS_TOLD_FIRST and not task.order["captures"]:
        raise not_allowed("Order has no captures.")
    return _find_capture(task)
