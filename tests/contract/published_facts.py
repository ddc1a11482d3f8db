"""What the vendors' documents say of operations, servers and errors, copied by hand and by value.

Everything else here goes by the patched description. A change of the pipeline could move that and the
client together, and every test would agree with itself; these tables do not move. Change a value only
with a document of the vendor in hand.

Sources: https://docs.kustom.co/contents/api/order-management,
https://docs.klarna.com/api/ordermanagement, and where a line says so, a guide.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

__all__ = ["ERRORS", "KEY_HEADER", "OPERATIONS", "SERVERS", "STATUSES", "Fact"]

KEY_HEADER = "Klarna-Idempotency-Key"
"""Taken by every POST and PATCH, and by no GET."""


@frozen
class Fact:
    """One operation.

    Args:
        request: method, and path below that of the order.
        success: the status of a success.
        body: the schema of the request body, ``None`` without one.
        returns: the model that comes back, with ``[]`` for an array of it; for what is created, the
            headers that say so; ``None`` for nothing.
        refusal: the error code under 403, ``None`` where that status is not documented.
        missing: the error code under 404.
    """

    request: str
    success: int
    body: str | None = None
    returns: str | tuple[str, str] | None = None
    refusal: str | None = None
    missing: str = "NO_SUCH_ORDER"

    @property
    def method(self) -> str:
        """The HTTP method in capitals."""
        return self.request.partition(" ")[0]

    @property
    def path(self) -> str:
        """The whole path, with parameters in braces."""
        return "/ordermanagement/v1/orders/{order_id}" + self.request.partition(" ")[2].rstrip("/")


_REFUSED = "NOT_ALLOWED"
_CAPTURE, _NO_CAPTURE = "/captures/{capture_id}", "NO_SUCH_CAPTURE"
_COMMON = {
    "orders.get": Fact("GET /", 200, returns="Order"),
    "orders.acknowledge": Fact("POST /acknowledge", 204, refusal=_REFUSED),
    "orders.update_authorization": Fact(
        "PATCH /authorization", 204, body="UpdateAuthorization", refusal=_REFUSED
    ),
    "orders.cancel": Fact("POST /cancel", 204, refusal="CANCEL_NOT_ALLOWED"),
    "orders.extend_authorization_time": Fact("POST /extend-authorization-time", 204, refusal=_REFUSED),
    "orders.release_remaining_authorization": Fact(
        "POST /release-remaining-authorization", 204, refusal=_REFUSED
    ),
    "orders.update_customer_details": Fact(
        "PATCH /customer-details", 204, body="UpdateCustomerDetails", refusal=_REFUSED
    ),
    "orders.update_merchant_references": Fact(
        "PATCH /merchant-references", 204, body="UpdateMerchantReferences", refusal=_REFUSED
    ),
    "orders.add_shipping_info": Fact("POST /shipping-info", 204, body="AddShippingInfo"),
    "captures.list": Fact("GET /captures", 200, returns="Capture[]"),
    "captures.create": Fact(
        "POST /captures",
        201,
        body="CreateCapture",
        returns=("Capture-Id", "Location"),
        refusal="CAPTURE_NOT_ALLOWED",
    ),
    "captures.get": Fact(f"GET {_CAPTURE}", 200, returns="Capture", missing=_NO_CAPTURE),
    "captures.add_shipping_info": Fact(
        f"POST {_CAPTURE}/shipping-info",
        204,
        body="AddShippingInfo",
        refusal=_REFUSED,
        missing=_NO_CAPTURE,
    ),
    "refunds.create": Fact(
        "POST /refunds",
        201,
        body="CreateRefund",
        returns=("Refund-Id", "Location"),
        refusal="REFUND_NOT_ALLOWED",
        missing="NOT_FOUND",
    ),
    "refunds.get": Fact("GET /refunds/{refund_id}", 200, returns="Refund", missing="NOT_FOUND"),
}
_ONLY_KLARNA = {
    "captures.extend_due_date": Fact(
        f"PATCH {_CAPTURE}/extend-due-date",
        204,
        body="ExtendDueDate",
        refusal=_REFUSED,
        missing=_NO_CAPTURE,
    ),
    "captures.list_due_date_options": Fact(
        f"GET {_CAPTURE}/extend-due-date-options", 200, returns="DueDateOptions", missing=_NO_CAPTURE
    ),
    "captures.trigger_send_out": Fact(
        f"POST {_CAPTURE}/trigger-send-out", 204, refusal=_REFUSED, missing=_NO_CAPTURE
    ),
}
OPERATIONS: Mapping[str, Mapping[str, Fact]] = {"kustom": _COMMON, "klarna": _COMMON | _ONLY_KLARNA}

SERVERS: Mapping[str, Mapping[str, str]] = {
    "kustom": {
        "production": "https://api.kustom.co",
        "playground": "https://api.playground.kustom.co",
    },
    # https://docs.klarna.com/api/api-urls
    "klarna": {
        "eu production": "https://api.klarna.com",
        "eu playground": "https://api.playground.klarna.com",
        "na production": "https://api-na.klarna.com",
        "na playground": "https://api-na.playground.klarna.com",
        "oc production": "https://api-oc.klarna.com",
        "oc playground": "https://api-oc.playground.klarna.com",
    },
}

# --- Errors --------------------------------------------------------------------------------------

STATUSES: Mapping[str, Mapping[str, Mapping[int, str | None]]] = {
    # Kustom has these codes in its list, and says under which status for 403 and 404 only.
    "kustom": {
        "all": {
            400: "INVALID_REQUEST_PARAMETERS",
            401: None,
            429: "TOO_MANY_REQUESTS",
            500: "INTERNAL_ERROR",
        },
        "with a key": {},
        "with a body": {413: "PAYLOAD_TOO_LARGE", 415: "UNSUPPORTED_MEDIA_TYPE"},
    },
    # https://docs.klarna.com/resources/error-details/errors-in-order-management/
    "klarna": {
        "all": {
            400: "BAD_REQUEST",
            401: None,
            429: "TOO_MANY_REQUESTS",
            500: "INTERNAL_SERVER_ERROR",
            502: "TEMPORARILY_UNAVAILABLE",
            503: "TEMPORARILY_UNAVAILABLE",
            504: "TEMPORARILY_UNAVAILABLE",
        },
        "with a key": {409: "CONFLICT"},
        "with a body": {413: "REQUEST_TOO_LARGE", 422: "UNPROCESSABLE_ENTITY"},
    },
}
"""The error code of each status besides 403 and 404, and which operations it belongs to."""

ERRORS: Mapping[str, tuple[str, str]] = {
    "400": ("BadRequestError", "rejected"),
    "401": ("UnauthorizedError", "rejected"),
    "403": ("NotAllowedError", "rejected"),
    "404": ("NotFoundError", "rejected"),
    "409": ("ConflictError", "unknown"),
    "413": ("PayloadTooLargeError", "rejected"),
    "415": ("UnsupportedMediaTypeError", "rejected"),
    "422": ("UnprocessableError", "rejected"),
    "429": ("RateLimitedError", "rejected"),
    "500": ("ServerError", "unknown"),
    "502": ("ServerError", "unknown"),
    "503": ("ServerError", "unknown"),
    "504": ("ServerError", "unknown"),
    "BAD_REQUEST": ("BadRequestError", "rejected"),
    "CANCEL_NOT_ALLOWED": ("CancelNotAllowedError", "rejected"),
    "CAPTURE_NOT_ALLOWED": ("CaptureNotAllowedError", "rejected"),
    "CONFLICT": ("ConflictError", "unknown"),
    "FORBIDDEN": ("NotAllowedError", "rejected"),
    "INTERNAL_ERROR": ("ServerError", "unknown"),
    "INTERNAL_SERVER_ERROR": ("ServerError", "unknown"),
    "INVALID_ADDRESS": ("UnprocessableError", "rejected"),
    "INVALID_REQUEST_PARAMETERS": ("BadRequestError", "rejected"),
    "NOT_ALLOWED": ("NotAllowedError", "rejected"),
    "NOT_FOUND": ("NotFoundError", "rejected"),
    "NO_SUCH_CAPTURE": ("NoSuchCaptureError", "rejected"),
    "NO_SUCH_ORDER": ("NoSuchOrderError", "rejected"),
    "PAYLOAD_TOO_LARGE": ("PayloadTooLargeError", "rejected"),
    "REFUND_NOT_ALLOWED": ("RefundNotAllowedError", "rejected"),
    "REQUEST_TOO_LARGE": ("PayloadTooLargeError", "rejected"),
    "RESOURCE_NOT_FOUND": ("NotFoundError", "rejected"),
    "TEMPORARILY_UNAVAILABLE": ("ServerError", "unknown"),
    "TOO_MANY_REQUESTS": ("RateLimitedError", "rejected"),
    "UNEXPECTED_ERROR": ("ServerError", "unknown"),
    "UNPROCESSABLE_ENTITY": ("UnprocessableError", "rejected"),
    "UNSUPPORTED_MEDIA_TYPE": ("UnsupportedMediaTypeError", "rejected"),
    "UPDATE_NOT_ALLOWED": ("UpdateNotAllowedError", "rejected"),
}
"""Status or published code → the exception, and what became of the request."""
