"""kco: the client for the Order Management API of Kustom and of Klarna.

Start with ``kco.Kustom`` or ``kco.Klarna``; ``environment="sandbox"`` needs no account. Everything
here is imported when it is first used, so that importing kco costs little more than its name.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import klarna as klarna
    from . import kustom as kustom
    from . import opentelemetry as opentelemetry
    from . import sandbox as sandbox
    from .ensure import EnsuredCapture, EnsuredOrder, EnsuredRefund
    from .errors import (
        BadRequestError,
        CancelNotAllowedError,
        CaptureNotAllowedError,
        ConfigurationError,
        ConflictError,
        DeadlineExceededError,
        DecodeError,
        IdempotencyKeyReusedError,
        InvalidInputError,
        KcoError,
        NoSuchCaptureError,
        NoSuchOrderError,
        NotAllowedError,
        NotFoundError,
        NotSentError,
        OutcomeUnknownError,
        PayloadTooLargeError,
        RateLimitedError,
        ReferenceConflictError,
        RefundNotAllowedError,
        ResponseError,
        ServerError,
        UnauthorizedError,
        UnprocessableError,
        UnsupportedMediaTypeError,
        UpdateNotAllowedError,
        interruption,
    )
    from .idempotency import idempotency_key
    from .klarna.client import AsyncKlarna, Klarna
    from .kustom.client import AsyncKustom, Kustom
    from .lines import (
        Contradiction,
        check_order_lines,
        order_line,
        part_of_line,
        sales_tax_line,
    )
    from .lines_left import LinesLeft, lines_to_capture, lines_to_refund
    from .money import major_units, minor_units, split_amount
    from .protocols import (
        Addon,
        Address,
        AddressInput,
        AsyncCaptures,
        AsyncCapturesWithResponse,
        AsyncOrderManagement,
        AsyncOrders,
        AsyncOrdersWithResponse,
        AsyncRefunds,
        AsyncRefundsWithResponse,
        Capture,
        CaptureCreated,
        Captures,
        CapturesWithResponse,
        CarrierProduct,
        Customer,
        ErrorMessage,
        InitialPaymentMethod,
        Location,
        LocationAddress,
        Order,
        OrderLine,
        OrderLineInput,
        OrderManagement,
        Orders,
        OrdersWithResponse,
        ProductIdentifiers,
        ProductIdentifiersInput,
        Refund,
        RefundCreated,
        Refunds,
        RefundsWithResponse,
        SelectedShippingOption,
        ShippingInfo,
        ShippingInfoInput,
        Timeslot,
    )
    from .runtime.encoding import UNSET, Unset
    from .runtime.errors import Violation
    from .runtime.events import AsyncHook, Attempt, AttemptStart, CallEnd, Hook
    from .runtime.messages import Headers
    from .runtime.models import DecodeIssue, OpenEnum
    from .runtime.response import Response
    from .runtime.retries import RetryPolicy
    from .runtime.timeouts import Timeouts

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "Addon",
    "Address",
    "AddressInput",
    "AsyncCaptures",
    "AsyncCapturesWithResponse",
    "AsyncHook",
    "AsyncKlarna",
    "AsyncKustom",
    "AsyncOrderManagement",
    "AsyncOrders",
    "AsyncOrdersWithResponse",
    "AsyncRefunds",
    "AsyncRefundsWithResponse",
    "Attempt",
    "AttemptStart",
    "BadRequestError",
    "CallEnd",
    "CancelNotAllowedError",
    "Capture",
    "CaptureCreated",
    "CaptureNotAllowedError",
    "Captures",
    "CapturesWithResponse",
    "CarrierProduct",
    "ConfigurationError",
    "ConflictError",
    "Contradiction",
    "Customer",
    "DeadlineExceededError",
    "DecodeError",
    "DecodeIssue",
    "EnsuredCapture",
    "EnsuredOrder",
    "EnsuredRefund",
    "ErrorMessage",
    "Headers",
    "Hook",
    "IdempotencyKeyReusedError",
    "InitialPaymentMethod",
    "InvalidInputError",
    "KcoError",
    "Klarna",
    "Kustom",
    "LinesLeft",
    "Location",
    "LocationAddress",
    "NoSuchCaptureError",
    "NoSuchOrderError",
    "NotAllowedError",
    "NotFoundError",
    "NotSentError",
    "OpenEnum",
    "Order",
    "OrderLine",
    "OrderLineInput",
    "OrderManagement",
    "Orders",
    "OrdersWithResponse",
    "OutcomeUnknownError",
    "PayloadTooLargeError",
    "ProductIdentifiers",
    "ProductIdentifiersInput",
    "RateLimitedError",
    "ReferenceConflictError",
    "Refund",
    "RefundCreated",
    "RefundNotAllowedError",
    "Refunds",
    "RefundsWithResponse",
    "Response",
    "ResponseError",
    "RetryPolicy",
    "SelectedShippingOption",
    "ServerError",
    "ShippingInfo",
    "ShippingInfoInput",
    "Timeouts",
    "Timeslot",
    "UNSET",
    "UnauthorizedError",
    "UnprocessableError",
    "Unset",
    "UnsupportedMediaTypeError",
    "UpdateNotAllowedError",
    "Violation",
    "check_order_lines",
    "idempotency_key",
    "interruption",
    "lines_to_capture",
    "lines_to_refund",
    "major_units",
    "minor_units",
    "order_line",
    "part_of_line",
    "sales_tax_line",
    "split_amount",
]

_MODULES = {
    "errors": (
        "BadRequestError",
        "CancelNotAllowedError",
        "CaptureNotAllowedError",
        "ConfigurationError",
        "ConflictError",
        "DeadlineExceededError",
        "DecodeError",
        "IdempotencyKeyReusedError",
        "InvalidInputError",
        "KcoError",
        "NoSuchCaptureError",
        "NoSuchOrderError",
        "NotAllowedError",
        "NotFoundError",
        "NotSentError",
        "OutcomeUnknownError",
        "PayloadTooLargeError",
        "RateLimitedError",
        "ReferenceConflictError",
        "RefundNotAllowedError",
        "ResponseError",
        "ServerError",
        "UnauthorizedError",
        "UnprocessableError",
        "UnsupportedMediaTypeError",
        "UpdateNotAllowedError",
        "interruption",
    ),
    "ensure": ("EnsuredCapture", "EnsuredOrder", "EnsuredRefund"),
    "idempotency": ("idempotency_key",),
    "klarna.client": ("AsyncKlarna", "Klarna"),
    "kustom.client": ("AsyncKustom", "Kustom"),
    "lines": ("Contradiction", "check_order_lines", "order_line", "part_of_line", "sales_tax_line"),
    "lines_left": ("LinesLeft", "lines_to_capture", "lines_to_refund"),
    "money": ("major_units", "minor_units", "split_amount"),
    "protocols": (
        "Addon",
        "Address",
        "AddressInput",
        "AsyncCaptures",
        "AsyncCapturesWithResponse",
        "AsyncOrderManagement",
        "AsyncOrders",
        "AsyncOrdersWithResponse",
        "AsyncRefunds",
        "AsyncRefundsWithResponse",
        "Capture",
        "CaptureCreated",
        "Captures",
        "CapturesWithResponse",
        "CarrierProduct",
        "Customer",
        "ErrorMessage",
        "InitialPaymentMethod",
        "Location",
        "LocationAddress",
        "Order",
        "OrderLine",
        "OrderLineInput",
        "OrderManagement",
        "Orders",
        "OrdersWithResponse",
        "ProductIdentifiers",
        "ProductIdentifiersInput",
        "Refund",
        "RefundCreated",
        "Refunds",
        "RefundsWithResponse",
        "SelectedShippingOption",
        "ShippingInfo",
        "ShippingInfoInput",
        "Timeslot",
    ),
    "runtime.encoding": ("UNSET", "Unset"),
    "runtime.errors": ("Violation",),
    "runtime.events": ("AsyncHook", "Attempt", "AttemptStart", "CallEnd", "Hook"),
    "runtime.messages": ("Headers",),
    "runtime.models": ("DecodeIssue", "OpenEnum"),
    "runtime.response": ("Response",),
    "runtime.retries": ("RetryPolicy",),
    "runtime.timeouts": ("Timeouts",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
_SUBPACKAGES = frozenset({"klarna", "kustom", "opentelemetry", "sandbox"})


if not TYPE_CHECKING:
    # Type checkers look at the imports above, so that they know a wrong name when they see it.

    def __getattr__(name: str) -> Any:
        if name in _SUBPACKAGES:
            return import_module(f"{__name__}.{name}")
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*__all__, *_SUBPACKAGES})
