"""The differences between the two vendors, as one `Vendor` for each: `load_vendor` returns it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

import attrs

from ..runtime.models import Model
from ..runtime.operation import Operation
from .clock import from_text
from .decisions import (
    CONFLICT_CODE,
    NOT_JSON_CODES,
    PAYMENT_METHODS_KLARNA_INCREASES,
    PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND,
    UNKNOWN_ROUTE_CODES,
    UNSUPPORTED_MEDIA_TYPE_CODE,
)

__all__ = ["Vendor", "VendorName", "load_vendor"]

VendorName: TypeAlias = Literal["kustom", "klarna"]
Obstacle: TypeAlias = Callable[[Mapping[str, Any]], str | None]
"""Takes an order, and returns why something is not done with it, or ``None``."""


@attrs.frozen(kw_only=True)
class Vendor:
    """A vendor's description, and the rules that are its own.

    Args:
        name: which vendor it is.
        api_key: the credential of the sandbox's one merchant, shaped like the vendor's test keys.
        operations: the vendor's operations by name.
        order_model: the vendor's model of an order.
        unknown_route_code: the error code of a 404 for a path that is no operation.
        error_codes: the codes that the vendor lists for statuses that do not depend on an order, by
            status.
        longest_authorization: how long after it was placed an order can be extended to.
        extension_obstacle: says why an order is not extended, or ``None``.
        increase_obstacle: says why an order's amount is not increased, or ``None``.
        rate_limit: what the headers of a 429 say of the limit, or ``None`` if there are no such headers.
        implied_members: operation → members of its body that the vendor takes as given when they
            are missing, although its description, as patched, requires them.
    """

    name: VendorName
    api_key: str
    operations: Mapping[str, Operation[Any]]
    order_model: type[Model]
    unknown_route_code: str
    error_codes: Mapping[int, str]
    longest_authorization: timedelta
    extension_obstacle: Obstacle
    increase_obstacle: Obstacle
    rate_limit: str | None = None
    implied_members: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


# https://docs.klarna.com/resources/error-details/errors-in-order-management/
_KLARNA_ERROR_CODES: Final[Mapping[int, str]] = MappingProxyType(
    {
        400: NOT_JSON_CODES["klarna"],
        409: CONFLICT_CODE,
        413: "REQUEST_TOO_LARGE",
        415: UNSUPPORTED_MEDIA_TYPE_CODE,
        422: "UNPROCESSABLE_ENTITY",
        429: "TOO_MANY_REQUESTS",
        500: "INTERNAL_SERVER_ERROR",
        502: "TEMPORARILY_UNAVAILABLE",
        503: "TEMPORARILY_UNAVAILABLE",
        504: "TEMPORARILY_UNAVAILABLE",
    }
)


def load_vendor(name: str) -> Vendor:
    """Return a vendor; its description is imported only now.

    Raises:
        ValueError: there is no vendor of this name.
    """
    if name == "kustom":
        return _kustom()
    if name == "klarna":
        return _klarna()
    raise ValueError(f"expected the vendor kustom or klarna, got {name!r}")


def _kustom() -> Vendor:
    from ..kustom.models import Order
    from ..kustom.operations import OPERATIONS

    return Vendor(
        name="kustom",
        api_key="kco_test_api_sandbox",
        operations=OPERATIONS,
        order_model=Order,
        unknown_route_code=UNKNOWN_ROUTE_CODES["kustom"],
        # The reference lists codes without their statuses, and none for a gateway; those are Klarna's.
        error_codes=MappingProxyType(
            {
                **_KLARNA_ERROR_CODES,
                400: NOT_JSON_CODES["kustom"],
                413: "PAYLOAD_TOO_LARGE",
                500: "INTERNAL_ERROR",
            }
        ),
        # https://docs.kustom.co/contents/order-management/manage-orders-with-the-api/extend-authorization
        longest_authorization=timedelta(days=90),
        extension_obstacle=_kustom_extension_obstacle,
        increase_obstacle=_no_increase_obstacle,
    )


def _klarna() -> Vendor:
    from ..klarna.models import Order
    from ..klarna.operations import OPERATIONS

    return Vendor(
        name="klarna",
        api_key="klarna_test_api_sandbox",
        operations=OPERATIONS,
        order_model=Order,
        unknown_route_code=UNKNOWN_ROUTE_CODES["klarna"],
        error_codes=_KLARNA_ERROR_CODES,
        # https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
        longest_authorization=timedelta(days=180),
        extension_obstacle=_klarna_extension_obstacle,
        increase_obstacle=_klarna_increase_obstacle,
        # That of the playground: https://docs.klarna.com/api/rate-limit
        rate_limit="50, 50;w=1",
        # Leaving the lines out deletes them:
        # https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
        implied_members=MappingProxyType(
            {"orders.update_authorization": MappingProxyType({"order_lines": ()})}
        ),
    )


# --- Which orders a vendor extends or increases ---------------------------------------------------

# An order without a payment method, or with one that is not known here, is let through.

# https://docs.kustom.co/contents/order-management/manage-orders-with-the-api/extend-authorization
_KUSTOM_EXTENDS_SINCE: Final = datetime(2025, 9, 25, tzinfo=UTC)
_KUSTOM_EXTENDS_NOT_IN: Final = frozenset({"ES", "FR", "IT", "PT"})
# https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
_KLARNA_INCREASES_FIXED_AMOUNT_IN: Final = frozenset({"AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"})


def _kustom_extension_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return why Kustom does not extend the authorization of an order."""
    if from_text(order["created_at"]) < _KUSTOM_EXTENDS_SINCE:
        return "Orders created before 2025-09-25 cannot be extended."
    if _country(order) in _KUSTOM_EXTENDS_NOT_IN:
        return "Authorization time cannot be extended in this country."
    if _method(order) in PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND:
        return "Authorization time cannot be extended for this payment method."
    return None


def _klarna_extension_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return why Klarna does not extend the authorization of an order.

    Source: https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
    """
    if _country(order) == "US" and _method(order) == "FIXED_SUM_CREDIT":
        return "Authorization time cannot be extended for this payment method."
    return None


def _klarna_increase_obstacle(order: Mapping[str, Any]) -> str | None:
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


def _no_increase_obstacle(order: Mapping[str, Any]) -> str | None:
    """Return ``None``: Kustom does not say that it limits increases."""
    return None


def _country(order: Mapping[str, Any]) -> str:
    # ISO 3166-1 alpha-2 in either letter case.
    return str(order.get("purchase_country", "")).upper()


def _method(order: Mapping[str, Any]) -> str | None:
    payment: Mapping[str, Any] = order.get("initial_payment_method", {})
    method = payment.get("type")
    return None if method is None else str(method)
