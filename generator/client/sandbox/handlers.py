"""Which function carries out which operation. Both vendors' operations go by the same names."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from . import authorizations, captures, details, refunds
from .tasks import Handler

__all__ = ["HANDLERS", "UNKNOWN_ORDER_CODES"]

HANDLERS: Final[Mapping[str, Handler]] = MappingProxyType(
    {
        "orders.get": authorizations.get,
        "orders.acknowledge": authorizations.acknowledge,
        "orders.update_authorization": authorizations.update_authorization,
        "orders.cancel": authorizations.cancel,
        "orders.extend_authorization_time": authorizations.extend_authorization_time,
        "orders.release_remaining_authorization": authorizations.release_remaining_authorization,
        "orders.update_customer_details": details.update_customer_details,
        "orders.update_merchant_references": details.update_merchant_references,
        "orders.add_shipping_info": details.add_shipping_info,
        "captures.list": captures.list_all,
        "captures.create": captures.create,
        "captures.get": captures.get,
        "captures.add_shipping_info": captures.add_shipping_info,
        "captures.extend_due_date": captures.extend_due_date,
        "captures.list_due_date_options": captures.list_due_date_options,
        "captures.trigger_send_out": captures.trigger_send_out,
        "refunds.create": refunds.create,
        "refunds.get": refunds.get,
    }
)

UNKNOWN_ORDER_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"refunds.create": "NOT_FOUND", "refunds.get": "NOT_FOUND"}
)
"""The error codes of those operations that do not say NO_SUCH_ORDER when there is none."""
