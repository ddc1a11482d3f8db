"""The operations on orders: `HANDLERS` has the function for each. Both vendors use the same names for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import authorizations, captures, refunds
from .operation import Handler

__all__ = ["HANDLERS", "UNKNOWN_ORDER_CODES"]

HANDLERS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "orders.get": authorizations.get,
        "orders.acknowledge": authorizations.acknowledge,
        "orders.update_authorization": authorizations.update_authorization,
        "orders.cancel": authorizations.cancel,
        "orders.extend_authorization_time": authorizations.extend_authorization_time,
        "orders.release_remaining_authorization": authorizations.release_remaining_authorization,
        "orders.update_customer_details": authorizations.update_customer_details,
        "orders.update_merchant_references": authorizations.update_merchant_references,
        "orders.add_shipping_info": authorizations.add_shipping_info,
        "captures.list": captures.list_captures,
        "captures.create": captures.create_capture,
        "captures.get": captures.get_capture,
        "captures.add_shipping_info": captures.add_shipping_info,
        "captures.extend_due_date": captures.extend_due_date,
        "captures.list_due_date_options": captures.list_due_date_options,
        "captures.trigger_send_out": captures.trigger_send_out,
        "refunds.create": refunds.create_refund,
        "refunds.get": refunds.get_refund,
    }
)

UNKNOWN_ORDER_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"refunds.create": "NOT_FOUND", "refunds.get": "NOT_FOUND"}
)
"""The error codes of the operations that do not answer NO_SUCH_ORDER if there is no such order."""
