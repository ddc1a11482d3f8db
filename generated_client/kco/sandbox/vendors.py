"""What differs between the two vendors, as one value for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

import attrs

from ..runtime.models import Model
from ..runtime.operations import Operation
from . import payment_methods

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
        malformed_code: the error code of a 400 for a request that breaks the description. Decided:
            both vendors list codes for it, and neither says which is for what.
        too_large_code: the error code of a 413.
        unknown_route_code: the error code of a 404 for a path that is no operation. Decided.
        longest_authorization: how long after it was placed an order can be extended to.
        extension_obstacle: says why an order is not extended, or ``None``.
        increase_obstacle: says why an order's amount is not increased, or ``None``.
        implied_members: operation → members of its body that the vendor takes as given when they
            are missing, although its description, as patched, requires them.
    """

    name: VendorName
    api_key: str
    operations: Mapping[str, Operation[Any]]
    order_model: type[Model]
    malformed_code: str
    too_large_code: str
    unknown_route_code: str
    longest_authorization: timedelta
    extension_obstacle: Obstacle
    increase_obstacle: Obstacle
    implied_members: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


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
        malformed_code="INVALID_REQUEST_PARAMETERS",
        too_large_code="PAYLOAD_TOO_LARGE",
        unknown_route_code="RESOURCE_NOT_FOUND",
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
        malformed_code="BAD_REQUEST",
        too_large_code="REQUEST_TOO_LARGE",
        unknown_route_code="NOT_FOUND",
        # https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
        longest_authorization=timedelta(days=180),
        extension_obstacle=payment_methods.klarna_extension_obstacle,
        increase_obstacle=payment_methods.klarna_increase_obstacle,
        # Leaving the lines out deletes them:
        # https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
        implied_members=MappingProxyType(
            {"orders.update_authorization": MappingProxyType({"order_lines": ()})}
        ),
    )
