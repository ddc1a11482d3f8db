"""Every error of kco: those of the runtime, those of this API, and from each `error_code` to its class."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .runtime.errors import (
    BadRequestError,
    ConfigurationError,
    ConflictError,
    DeadlineExceededError,
    DecodeError,
    IdempotencyKeyReusedError,
    InvalidInputError,
    KcoError,
    NotAllowedError,
    NotFoundError,
    NotSentError,
    OutcomeUnknownError,
    PayloadTooLargeError,
    RateLimitedError,
    ReferenceConflictError,
    ResponseError,
    ServerError,
    UnauthorizedError,
    UnprocessableError,
    UnsupportedMediaTypeError,
    interruption,
)

__all__ = [
    "ERROR_CODES",
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
]


class CaptureNotAllowedError(NotAllowedError):
    """The order cannot be captured, or not this much of it."""


class RefundNotAllowedError(NotAllowedError):
    """The order cannot be refunded, or not this much of it."""


class CancelNotAllowedError(NotAllowedError):
    """The order cannot be cancelled any more."""


class UpdateNotAllowedError(NotAllowedError):
    """The order cannot be changed any more, or not like this."""


class NoSuchOrderError(NotFoundError):
    """This merchant has no order of this id."""


class NoSuchCaptureError(NotFoundError):
    """The order has no capture of this id."""


# The codes of both vendors, some of which have two names. Without a code that is here, the status decides.
ERROR_CODES: Mapping[str, type[ResponseError]] = MappingProxyType(
    {
        "BAD_REQUEST": BadRequestError,
        "CANCEL_NOT_ALLOWED": CancelNotAllowedError,
        "CAPTURE_NOT_ALLOWED": CaptureNotAllowedError,
        "CONFLICT": ConflictError,
        "FORBIDDEN": NotAllowedError,
        "INTERNAL_ERROR": ServerError,
        "INTERNAL_SERVER_ERROR": ServerError,
        "INVALID_ADDRESS": UnprocessableError,
        "INVALID_REQUEST_PARAMETERS": BadRequestError,
        "NOT_ALLOWED": NotAllowedError,
        "NOT_FOUND": NotFoundError,
        "NO_SUCH_CAPTURE": NoSuchCaptureError,
        "NO_SUCH_ORDER": NoSuchOrderError,
        "PAYLOAD_TOO_LARGE": PayloadTooLargeError,
        "REFUND_NOT_ALLOWED": RefundNotAllowedError,
        "REQUEST_TOO_LARGE": PayloadTooLargeError,
        "RESOURCE_NOT_FOUND": NotFoundError,
        "TEMPORARILY_UNAVAILABLE": ServerError,
        "TOO_MANY_REQUESTS": RateLimitedError,
        "UNEXPECTED_ERROR": ServerError,
        "UNPROCESSABLE_ENTITY": UnprocessableError,
        "UNSUPPORTED_MEDIA_TYPE": UnsupportedMediaTypeError,
        "UPDATE_NOT_ALLOWED": UpdateNotAllowedError,
    }
)
