# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""Captures of Order Management (Klarna): the calls a client makes.

Each method deletes at its end what was passed: crash reporters print the locals of frames.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..async_ensure_methods import AsyncEnsureCaptures
from ..ensure_methods import EnsureCaptures
from ..runtime.async_client import AsyncResource, AsyncResourceWithResponse
from ..runtime.client import Resource, ResourceWithResponse
from ..runtime.encoding import UNSET, Unset
from ..runtime.models import DeferredModule
from ..runtime.protocols import SequenceOf
from ..runtime.response import Response
from ..runtime.retries import RetryOption
from ..runtime.timeouts import TimeoutOption
from . import operations as _operations

if TYPE_CHECKING:
    from .. import protocols
    from . import enumerations, inputs, models
else:
    protocols = DeferredModule(__package__, "..protocols")
    enumerations = DeferredModule(__package__, ".enumerations")
    inputs = DeferredModule(__package__, ".inputs")
    models = DeferredModule(__package__, ".models")

__all__ = ["AsyncCaptures", "AsyncCapturesWithResponse", "Captures", "CapturesWithResponse"]


class Captures(EnsureCaptures, Resource):
    """The operations on captures, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> CapturesWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return CapturesWithResponse(self._client)

    def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> tuple[models.Capture, ...]:
        """List the captures of an order.

        List every capture of the order.

        Args:
            order_id: Id of the order.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures``
        """
        try:
            return self._call(
                _operations.CAPTURES_LIST,
                path=(order_id,),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.CaptureCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.CaptureCreated: ...

    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> models.CaptureCreated:
        """Capture all or part of an order.

        Capture the order or a part of it, as soon as the goods are on their way. Guide:
        https://docs.klarna.com/order-management/delivery/full-capture/.

        Args:
            order_id: Id of the order.
            captured_amount: Amount to capture in minor units, at most 200000000. At least 0.
            description: Text about the capture that the customer will see, up to 255 characters.
            order_lines: Lines to capture, at most 1000.
            reference: Your own reference for the capture, up to 255 characters. It will appear in
                the settlement files.
            shipping_delay: Time until the goods are shipped, which improves what the customer is
                told about payment. Not returned when the order is read. Values above 0
                are accepted only once Klarna has enabled them for the account. The unit
                is not documented.
            shipping_info: Shipments of this capture, at most 500.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Returns:
            What was created: `capture_id` and `location`, from the response headers.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The capture is refused.
            NotFoundError: 404: There is no such order.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures``
        """
        try:
            return self._call(
                _operations.CAPTURES_CREATE,
                path=(order_id,),
                body={
                    "captured_amount": captured_amount,
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "shipping_delay": shipping_delay,
                    "shipping_info": shipping_info,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del (
                captured_amount,
                description,
                order_lines,
                reference,
                shipping_delay,
                shipping_info,
                extra,
                headers,
            )

    def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Capture:
        """Read a capture.

        Read one capture of the order. Guide:
        https://docs.klarna.com/order-management/post-delivery/capture-details/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such capture.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures/{capture_id}``
        """
        try:
            return self._call(
                _operations.CAPTURES_GET,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    def extend_due_date(
        self,
        order_id: str,
        capture_id: str,
        *,
        number_of_days: int,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Extend the due date of a payment.

        Give the customer more time to pay for a capture. Guide:
        https://docs.klarna.com/order-management/post-delivery/extend-customer-due-date/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            number_of_days: By how many days to move the due date.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The due date cannot be extended.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``PATCH /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/extend-due-date``
        """
        try:
            return self._call(
                _operations.CAPTURES_EXTEND_DUE_DATE,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"number_of_days": number_of_days},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del number_of_days, extra, headers

    def list_due_date_options(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.DueDateOptions:
        """List the options for extending the due date.

        Read by how many days the due date can be extended, and what each option costs you.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such capture.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/extend-due-date-options``
        """
        try:
            return self._call(
                _operations.CAPTURES_LIST_DUE_DATE_OPTIONS,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to a capture.

        Add shipments to a capture. What it already has stays. Guide:
        https://docs.klarna.com/order-management/post-delivery/add-capture-shipping-details/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            shipping_info: Shipments to add, 1 to 500.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The order has no captures.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/shipping-info``
        """
        try:
            return self._call(
                _operations.CAPTURES_ADD_SHIPPING_INFO,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"shipping_info": shipping_info},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_info, extra, headers

    def trigger_send_out(
        self,
        order_id: str,
        capture_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Send the customer the messages again.

        Have Klarna send the messages about a capture to the customer once more. Guide:
        https://docs.klarna.com/order-management/post-delivery/trigger-customer-send-out/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The order has no captures.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/trigger-send-out``
        """
        try:
            return self._call(
                _operations.CAPTURES_TRIGGER_SEND_OUT,
                path=(
                    order_id,
                    capture_id,
                ),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class CapturesWithResponse(ResourceWithResponse):
    """The operations on captures, each returning a `Response`."""

    __slots__ = ()

    def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[tuple[models.Capture, ...]]:
        """Do what `list` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_LIST,
                path=(order_id,),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.CaptureCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.CaptureCreated]: ...

    def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[models.CaptureCreated]:
        """Do what `create` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_CREATE,
                path=(order_id,),
                body={
                    "captured_amount": captured_amount,
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "shipping_delay": shipping_delay,
                    "shipping_info": shipping_info,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del (
                captured_amount,
                description,
                order_lines,
                reference,
                shipping_delay,
                shipping_info,
                extra,
                headers,
            )

    def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Capture]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_GET,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    def extend_due_date(
        self,
        order_id: str,
        capture_id: str,
        *,
        number_of_days: int,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `extend_due_date` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_EXTEND_DUE_DATE,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"number_of_days": number_of_days},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del number_of_days, extra, headers

    def list_due_date_options(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.DueDateOptions]:
        """Do what `list_due_date_options` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_LIST_DUE_DATE_OPTIONS,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `add_shipping_info` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_ADD_SHIPPING_INFO,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"shipping_info": shipping_info},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_info, extra, headers

    def trigger_send_out(
        self,
        order_id: str,
        capture_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `trigger_send_out` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.CAPTURES_TRIGGER_SEND_OUT,
                path=(
                    order_id,
                    capture_id,
                ),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncCaptures(AsyncEnsureCaptures, AsyncResource):
    """The operations on captures, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> AsyncCapturesWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return AsyncCapturesWithResponse(self._client)

    async def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> tuple[models.Capture, ...]:
        """List the captures of an order.

        List every capture of the order.

        Args:
            order_id: Id of the order.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures``
        """
        try:
            return await self._call(
                _operations.CAPTURES_LIST,
                path=(order_id,),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.CaptureCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.CaptureCreated: ...

    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> models.CaptureCreated:
        """Capture all or part of an order.

        Capture the order or a part of it, as soon as the goods are on their way. Guide:
        https://docs.klarna.com/order-management/delivery/full-capture/.

        Args:
            order_id: Id of the order.
            captured_amount: Amount to capture in minor units, at most 200000000. At least 0.
            description: Text about the capture that the customer will see, up to 255 characters.
            order_lines: Lines to capture, at most 1000.
            reference: Your own reference for the capture, up to 255 characters. It will appear in
                the settlement files.
            shipping_delay: Time until the goods are shipped, which improves what the customer is
                told about payment. Not returned when the order is read. Values above 0
                are accepted only once Klarna has enabled them for the account. The unit
                is not documented.
            shipping_info: Shipments of this capture, at most 500.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Returns:
            What was created: `capture_id` and `location`, from the response headers.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The capture is refused.
            NotFoundError: 404: There is no such order.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures``
        """
        try:
            return await self._call(
                _operations.CAPTURES_CREATE,
                path=(order_id,),
                body={
                    "captured_amount": captured_amount,
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "shipping_delay": shipping_delay,
                    "shipping_info": shipping_info,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del (
                captured_amount,
                description,
                order_lines,
                reference,
                shipping_delay,
                shipping_info,
                extra,
                headers,
            )

    async def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Capture:
        """Read a capture.

        Read one capture of the order. Guide:
        https://docs.klarna.com/order-management/post-delivery/capture-details/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such capture.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures/{capture_id}``
        """
        try:
            return await self._call(
                _operations.CAPTURES_GET,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    async def extend_due_date(
        self,
        order_id: str,
        capture_id: str,
        *,
        number_of_days: int,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Extend the due date of a payment.

        Give the customer more time to pay for a capture. Guide:
        https://docs.klarna.com/order-management/post-delivery/extend-customer-due-date/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            number_of_days: By how many days to move the due date.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The due date cannot be extended.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``PATCH /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/extend-due-date``
        """
        try:
            return await self._call(
                _operations.CAPTURES_EXTEND_DUE_DATE,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"number_of_days": number_of_days},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del number_of_days, extra, headers

    async def list_due_date_options(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.DueDateOptions:
        """List the options for extending the due date.

        Read by how many days the due date can be extended, and what each option costs you.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such capture.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``GET /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/extend-due-date-options``
        """
        try:
            return await self._call(
                _operations.CAPTURES_LIST_DUE_DATE_OPTIONS,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Add shipping information to a capture.

        Add shipments to a capture. What it already has stays. Guide:
        https://docs.klarna.com/order-management/post-delivery/add-capture-shipping-details/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            shipping_info: Shipments to add, 1 to 500.
            extra: members to add to the body as they are, for what this version does not know yet.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.
            validate: whether the body is checked before it is sent; the client's own setting by
                default.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The order has no captures.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            UnprocessableError: 422: The content of the request is not valid, for example an address
                (INVALID_ADDRESS).
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/shipping-info``
        """
        try:
            return await self._call(
                _operations.CAPTURES_ADD_SHIPPING_INFO,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"shipping_info": shipping_info},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_info, extra, headers

    async def trigger_send_out(
        self,
        order_id: str,
        capture_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Send the customer the messages again.

        Have Klarna send the messages about a capture to the customer once more. Guide:
        https://docs.klarna.com/order-management/post-delivery/trigger-customer-send-out/.

        Args:
            order_id: Id of the order.
            capture_id: Id of the capture.
            idempotency_key: makes the call repeatable: the server answers a key it has seen with
                its first response, whatever else the request says. A random one is made
                where you pass none.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood. NOT_FOUND is documented under this
                status too.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The order has no captures.
            NotFoundError: 404: There is no such order or no such capture.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.
            ServerError: 502: The server cannot be reached at the moment. Whether the request took
                effect is not known.
            ServerError: 503: The server is not available at the moment. Whether the request took
                effect is not known.
            ServerError: 504: The server took too long. Whether the request took effect is not
                known.

        ``POST /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/trigger-send-out``
        """
        try:
            return await self._call(
                _operations.CAPTURES_TRIGGER_SEND_OUT,
                path=(
                    order_id,
                    capture_id,
                ),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncCapturesWithResponse(AsyncResourceWithResponse):
    """The operations on captures, each returning a `Response`."""

    __slots__ = ()

    async def list(
        self,
        order_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[tuple[models.Capture, ...]]:
        """Do what `list` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_LIST,
                path=(order_id,),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput] = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.CaptureCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        shipping_delay: int | None | Unset = ...,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.CaptureCreated]: ...

    async def create(
        self,
        order_id: str,
        *,
        captured_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        shipping_delay: int | None | Unset = UNSET,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ]
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[models.CaptureCreated]:
        """Do what `create` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_CREATE,
                path=(order_id,),
                body={
                    "captured_amount": captured_amount,
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "shipping_delay": shipping_delay,
                    "shipping_info": shipping_info,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del (
                captured_amount,
                description,
                order_lines,
                reference,
                shipping_delay,
                shipping_info,
                extra,
                headers,
            )

    async def get(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Capture]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_GET,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    async def extend_due_date(
        self,
        order_id: str,
        capture_id: str,
        *,
        number_of_days: int,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `extend_due_date` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_EXTEND_DUE_DATE,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"number_of_days": number_of_days},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del number_of_days, extra, headers

    async def list_due_date_options(
        self,
        order_id: str,
        capture_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.DueDateOptions]:
        """Do what `list_due_date_options` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_LIST_DUE_DATE_OPTIONS,
                path=(
                    order_id,
                    capture_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def add_shipping_info(
        self,
        order_id: str,
        capture_id: str,
        *,
        shipping_info: Sequence[inputs.ShippingInfoInput]
        | SequenceOf[
            inputs.ShippingInfoInput | protocols.ShippingInfo | protocols.ShippingInfoInput
        ],
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `add_shipping_info` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_ADD_SHIPPING_INFO,
                path=(
                    order_id,
                    capture_id,
                ),
                body={"shipping_info": shipping_info},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_info, extra, headers

    async def trigger_send_out(
        self,
        order_id: str,
        capture_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `trigger_send_out` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.CAPTURES_TRIGGER_SEND_OUT,
                path=(
                    order_id,
                    capture_id,
                ),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers
