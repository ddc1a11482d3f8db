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
    from . import sandbox as sandbox
    from .ensure import EnsuredCapture as EnsuredCapture
    from .ensure import EnsuredRefund as EnsuredRefund
    from .errors import (
        BadRequestError as BadRequestError,
    )
    from .errors import (
        CancelNotAllowedError as CancelNotAllowedError,
    )
    from .errors import (
        CaptureNotAllowedError as CaptureNotAllowedError,
    )
    from .errors import (
        ConfigurationError as ConfigurationError,
    )
    from .errors import (
        ConflictError as ConflictError,
    )
    from .errors import (
        DeadlineExceededError as DeadlineExceededError,
    )
    from .errors import (
        DecodeError as DecodeError,
    )
    from .errors import (
        IdempotencyKeyReusedError as IdempotencyKeyReusedError,
    )
    from .errors import (
        InvalidInputError as InvalidInputError,
    )
    from .errors import (
        KcoError as KcoError,
    )
    from .errors import (
        NoSuchCaptureError as NoSuchCaptureError,
    )
    from .errors import (
        NoSuchOrderError as NoSuchOrderError,
    )
    from .errors import (
        NotAllowedError as NotAllowedError,
    )
    from .errors import (
        NotFoundError as NotFoundError,
    )
    from .errors import (
        NotSentError as NotSentError,
    )
    from .errors import (
        OutcomeUnknownError as OutcomeUnknownError,
    )
    from .errors import (
        PayloadTooLargeError as PayloadTooLargeError,
    )
    from .errors import (
        RateLimitedError as RateLimitedError,
    )
    from .errors import (
        ReferenceConflictError as ReferenceConflictError,
    )
    from .errors import (
        RefundNotAllowedError as RefundNotAllowedError,
    )
    from .errors import (
        ResponseError as ResponseError,
    )
    from .errors import (
        ServerError as ServerError,
    )
    from .errors import (
        UnauthorizedError as UnauthorizedError,
    )
    from .errors import (
        UnprocessableError as UnprocessableError,
    )
    from .errors import (
        UnsupportedMediaTypeError as UnsupportedMediaTypeError,
    )
    from .errors import (
        UpdateNotAllowedError as UpdateNotAllowedError,
    )
    from .idempotency import idempotency_key as idempotency_key
    from .klarna.client import AsyncKlarna as AsyncKlarna
    from .klarna.client import Klarna as Klarna
    from .kustom.client import AsyncKustom as AsyncKustom
    from .kustom.client import Kustom as Kustom
    from .protocols import (
        Addon as Addon,
    )
    from .protocols import (
        Address as Address,
    )
    from .protocols import (
        AddressInput as AddressInput,
    )
    from .protocols import (
        AsyncCaptures as AsyncCaptures,
    )
    from .protocols import (
        AsyncCapturesWithResponse as AsyncCapturesWithResponse,
    )
    from .protocols import (
        AsyncOrderManagement as AsyncOrderManagement,
    )
    from .protocols import (
        AsyncOrders as AsyncOrders,
    )
    from .protocols import (
        AsyncOrdersWithResponse as AsyncOrdersWithResponse,
    )
    from .protocols import (
        AsyncRefunds as AsyncRefunds,
    )
    from .protocols import (
        AsyncRefundsWithResponse as AsyncRefundsWithResponse,
    )
    from .protocols import (
        Capture as Capture,
    )
    from .protocols import (
        CaptureCreated as CaptureCreated,
    )
    from .protocols import (
        Captures as Captures,
    )
    from .protocols import (
        CapturesWithResponse as CapturesWithResponse,
    )
    from .protocols import (
        CarrierProduct as CarrierProduct,
    )
    from .protocols import (
        Customer as Customer,
    )
    from .protocols import (
        ErrorMessage as ErrorMessage,
    )
    from .protocols import (
        InitialPaymentMethod as InitialPaymentMethod,
    )
    from .protocols import (
        Location as Location,
    )
    from .protocols import (
        LocationAddress as LocationAddress,
    )
    from .protocols import (
        Order as Order,
    )
    from .protocols import (
        OrderLine as OrderLine,
    )
    from .protocols import (
        OrderLineInput as OrderLineInput,
    )
    from .protocols import (
        OrderManagement as OrderManagement,
    )
    from .protocols import (
        Orders as Orders,
    )
    from .protocols import (
        OrdersWithResponse as OrdersWithResponse,
    )
    from .protocols import (
        ProductIdentifiers as ProductIdentifiers,
    )
    from .protocols import (
        ProductIdentifiersInput as ProductIdentifiersInput,
    )
    from .protocols import (
        Refund as Refund,
    )
    from .protocols import (
        RefundCreated as RefundCreated,
    )
    from .protocols import (
        Refunds as Refunds,
    )
    from .protocols import (
        RefundsWithResponse as RefundsWithResponse,
    )
    from .protocols import (
        SelectedShippingOption as SelectedShippingOption,
    )
    from .protocols import (
        ShippingInfo as ShippingInfo,
    )
    from .protocols import (
        ShippingInfoInput as ShippingInfoInput,
    )
    from .protocols import (
        Timeslot as Timeslot,
    )
    from .runtime.decode_issues import DecodeIssue as DecodeIssue
    from .runtime.enumerations import OpenEnum as OpenEnum
    from .runtime.hooks import AsyncHook as AsyncHook
    from .runtime.hooks import Attempt as Attempt
    from .runtime.hooks import AttemptStart as AttemptStart
    from .runtime.hooks import CallEnd as CallEnd
    from .runtime.hooks import Hook as Hook
    from .runtime.messages import Headers as Headers
    from .runtime.responses import Response as Response
    from .runtime.retries import RetryPolicy as RetryPolicy
    from .runtime.timeouts import Timeouts as Timeouts
    from .runtime.unset import UNSET as UNSET
    from .runtime.violations import Violation as Violation

__version__ = "0.1.0"

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
    ),
    "ensure": ("EnsuredCapture", "EnsuredRefund"),
    "idempotency": ("idempotency_key",),
    "klarna.client": ("AsyncKlarna", "Klarna"),
    "kustom.client": ("AsyncKustom", "Kustom"),
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
    "runtime.decode_issues": ("DecodeIssue",),
    "runtime.enumerations": ("OpenEnum",),
    "runtime.hooks": ("AsyncHook", "Attempt", "AttemptStart", "CallEnd", "Hook"),
    "runtime.messages": ("Headers",),
    "runtime.responses": ("Response",),
    "runtime.retries": ("RetryPolicy",),
    "runtime.timeouts": ("Timeouts",),
    "runtime.violations": ("Violation",),
    "runtime.unset": ("UNSET",),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}
_SUBPACKAGES = frozenset({"klarna", "kustom", "sandbox"})

__all__ = [  # noqa: PLE0604  the names are those of the table above
    "__version__",
    *sorted(_MODULE_OF),
]


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
