"""Which orders a vendor extends or increases: the documented limits by payment method and country.

Each function returns why an order is out, or ``None``. An order without a payment method, or with
one that is not known here, is let through.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from .clock import from_text
from .decisions import PAYMENT_METHODS_KLARNA_INCREASES, PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND

__all__ = [
    "klarna_extension_obstacle",
    "klarna_increase_obstacle",
    "kustom_extension_obstacle",
    "no_increase_obstacle",
]

# https://docs.kustom.co/contents/order-management/manage-orders-with-the-api/extend-authorization
_KUSTOM_EXTENDS_SINCE: Final = datetime(2025, 9, 25, tzinfo=UTC)
_KUSTOM_EXTENDS_NOT_IN: Final = frozenset({"ES", "FR", "IT", "PT"})
# https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
_KLARNA_INCREASES_FIXED_AMOUNT_IN: Final = frozenset({"AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"})


def kustom_extension_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return why Kustom does not extend the authorization of an order."""
    if from_text(order["created_at"]) < _KUSTOM_EXTENDS_SINCE:
        return "Orders created before 2025-09-25 cannot be extended."
    if _country(order) in _KUSTOM_EXTENDS_NOT_IN:
        return "Authorization time cannot be extended in this country."
    if _method(order) in PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND:
        return "Authorization time cannot be extended for this payment method."
    return None


def klarna_extension_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return why Klarna does not extend the authorization of an order.

    Source: https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
    """
    if _country(order) == "US" and _method(order) == "FIXED_SUM_CREDIT":
        return "Authorization time cannot be extended for this payment method."
    return None


def klarna_increase_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return why Klarna does not increase the amount of an order."""
    method, country = _method(order), _country(order)
    if method is None:
        return None
    if method == "FIXED_AMOUNT":
        increases = country in _KLARNA_INCREASES_FIXED_AMOUNT_IN
    else:
        increases = method in PAYMENT_METHODS_KLARNA_INCREASES and not (
            method == "DIRECT_DEBIT" and country == "CH"
        )
    return None if increases else "The order amount cannot be increased for this payment method."


def no_increase_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return ``None``: Kustom does not say that it limits increases."""
    return None


def _country(order: Mapping[str, Any]) -> str:
    # ISO 3166-1 alpha-2 in either letter case.
    return str(order.get("purchase_country", "")).upper()


def _method(order: Mapping[str, Any]) -> str | None:
    payment: Mapping[str, Any] = order.get("initial_payment_method", {})
    method = payment.get("type")
    return None if method is None else str(method)
