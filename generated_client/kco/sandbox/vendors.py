# Copied from generator/client/sandbox/vendors.py by "make generate"; change that, not this.
"""What differs between the two vendors, as one value for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias

import attrs

from ..runtime.models import Model
from ..runtime.operation import Operation
from . import payment_methods
from .decisions import CONFLICT_CODE, NOT_JSON_CODES, UNKNOWN_ROUTE_CODES, UNSUPPORTED_MEDIA_TYPE_CODE

__all__ = ["Vendor", "VendorName", "load_vendor"]

VendorName: TypeAlias = Literal["kustom", "klarna"]
Obstacle: TypeAlias = Callable[[Mapping[str, Any]], str | None]


@attrs.frozen(kw_only=True)
class Vendor:
    """A vendor's description and habits.

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
        # The reference lists codes without their statuses, and none for a gateway; there Klarna's stand.
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
        extension_obstacle=payment_methods.kustom_extension_obstacle,
        increase_obstacle=payment_methods.no_increase_obstacle,
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
        extension_obstacle=payment_methods.klarna_extension_obstacle,
        increase_obstacle=payment_methods.klarna_increase_obstacle,
        # That of the playground: https://docs.klarna.com/api/rate-limit
        rate_limit="50, 50;w=1",
        # Leaving the lines out deletes them:
        # https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
        implied_members=MappingProxyType(
            {"orders.update_authorization": MappingProxyType({"order_lines": ()})}
        ),
    )
