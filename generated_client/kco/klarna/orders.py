# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""Orders of Order Management (Klarna): the calls a client makes.

Each method deletes at its end what was passed: crash reporters print the locals of frames.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..async_ensure_methods import AsyncEnsureOrders
from ..ensure_methods import EnsureOrders
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

__all__ = ["AsyncOrders", "AsyncOrdersWithResponse", "Orders", "OrdersWithResponse"]


class Orders(EnsureOrders, Resource):
    """The operations on orders, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> OrdersWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return OrdersWithResponse(self._client)

    def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Order:
        """Read an order.

        Read the order with this id, with its lines, captures and refunds. Guide:
        https://docs.klarna.com/order-management/pre-delivery/order-details/.

        Args:
            order_id: Id of the order.
            klarna_integrator: Names the platform or integrator behind the call. Its values are not
                documented.
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

        ``GET /ordermanagement/v1/orders/{order_id}``
        """
        try:
            return self._call(
                _operations.ORDERS_GET,
                path=(order_id,),
                parameters={"klarna_integrator": klarna_integrator},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del klarna_integrator, headers

    def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Acknowledge an order from checkout.

        Tell Klarna that the order has arrived in your system, so that it stops notifying you of it.
        Guide: https://docs.klarna.com/order-management/pre-delivery/acknowledge-kco-order/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: The order may not be changed.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/acknowledge``
        """
        try:
            return self._call(
                _operations.ORDERS_ACKNOWLEDGE,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the amount and lines of an order.

        Set a new total and new lines. The lines replace all old ones: a line that is not sent is
        gone. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-order-amount/.

        Args:
            order_id: Id of the order.
            description: Why the order changes, up to 255 characters.
            order_amount: New total of the order in minor units, at most 200000000. At least 0.
            order_lines: Lines that replace all lines of the order, at most 1000.
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
            NotAllowedError: 403: Refused, because of the state of the order or the outcome of a
                risk assessment.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/authorization``
        """
        try:
            return self._call(
                _operations.ORDERS_UPDATE_AUTHORIZATION,
                path=(order_id,),
                body={
                    "description": description,
                    "order_amount": order_amount,
                    "order_lines": order_lines,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_amount, order_lines, extra, headers

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the shipping address of an order.

        Change the shipping address. The billing address cannot be changed. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-customer-address/.

        Args:
            order_id: Id of the order.
            shipping_address: A postal address, for billing or shipping.
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
            NotAllowedError: 403: Refused, because of the state of the order or the outcome of a
                risk assessment. A billing address can never be changed.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/customer-details``
        """
        try:
            return self._call(
                _operations.ORDERS_UPDATE_CUSTOMER_DETAILS,
                path=(order_id,),
                body={"shipping_address": shipping_address},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_address, extra, headers

    def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Extend the time for capturing.

        Move the end of the authorization, so that the order can be captured later. Guide:
        https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: The authorization cannot be extended, for example because the
                order is expired or cancelled.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/extend-authorization-time``
        """
        try:
            return self._call(
                _operations.ORDERS_EXTEND_AUTHORIZATION_TIME,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change your references of an order.

        Change one or both of your references. One that is not sent stays. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-merchant-references/.

        Args:
            order_id: Id of the order.
            merchant_reference1: New first reference, up to 255 characters; if sent, it overwrites
                the old one.
            merchant_reference2: New second reference, up to 255 characters; if sent, it overwrites
                the old one.
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
            NotAllowedError: 403: The order is cancelled and cannot be changed.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/merchant-references``
        """
        try:
            return self._call(
                _operations.ORDERS_UPDATE_MERCHANT_REFERENCES,
                path=(order_id,),
                body={
                    "merchant_reference1": merchant_reference1,
                    "merchant_reference2": merchant_reference2,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del merchant_reference1, merchant_reference2, extra, headers

    def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Release what is left of an authorization.

        Give up the part of the authorization that has not been captured. Guide:
        https://docs.klarna.com/order-management/post-delivery/release-remaining-authorization/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: Refused: nothing has been captured, or the order is cancelled.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/release-remaining-authorization``
        """
        try:
            return self._call(
                _operations.ORDERS_RELEASE_REMAINING_AUTHORIZATION,
                path=(order_id,),
                idempotency_key=idempotency_key,
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
        """Add shipping information to an order.

        Add shipments to an order. What it already has stays. Guide:
        https://docs.klarna.com/order-management/manage-orders-with-the-api/view-and-change-orders/add-shipping-information/.

        Args:
            order_id: Id of the order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/shipping-info``
        """
        try:
            return self._call(
                _operations.ORDERS_ADD_SHIPPING_INFO,
                path=(order_id,),
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

    def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Cancel a whole order.

        Cancel the whole order and free the authorization. Guide:
        https://docs.klarna.com/order-management/pre-delivery/cancel-order/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: Refused, for example because something has been captured or the
                order is closed.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/cancel``
        """
        try:
            return self._call(
                _operations.ORDERS_CANCEL,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class OrdersWithResponse(ResourceWithResponse):
    """The operations on orders, each returning a `Response`."""

    __slots__ = ()

    def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Order]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_GET,
                path=(order_id,),
                parameters={"klarna_integrator": klarna_integrator},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del klarna_integrator, headers

    def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `acknowledge` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_ACKNOWLEDGE,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_authorization` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_UPDATE_AUTHORIZATION,
                path=(order_id,),
                body={
                    "description": description,
                    "order_amount": order_amount,
                    "order_lines": order_lines,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_amount, order_lines, extra, headers

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_customer_details` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_UPDATE_CUSTOMER_DETAILS,
                path=(order_id,),
                body={"shipping_address": shipping_address},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_address, extra, headers

    def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `extend_authorization_time` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_EXTEND_AUTHORIZATION_TIME,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_merchant_references` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_UPDATE_MERCHANT_REFERENCES,
                path=(order_id,),
                body={
                    "merchant_reference1": merchant_reference1,
                    "merchant_reference2": merchant_reference2,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del merchant_reference1, merchant_reference2, extra, headers

    def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `release_remaining_authorization` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_RELEASE_REMAINING_AUTHORIZATION,
                path=(order_id,),
                idempotency_key=idempotency_key,
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
                _operations.ORDERS_ADD_SHIPPING_INFO,
                path=(order_id,),
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

    def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `cancel` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.ORDERS_CANCEL,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncOrders(AsyncEnsureOrders, AsyncResource):
    """The operations on orders, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> AsyncOrdersWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return AsyncOrdersWithResponse(self._client)

    async def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Order:
        """Read an order.

        Read the order with this id, with its lines, captures and refunds. Guide:
        https://docs.klarna.com/order-management/pre-delivery/order-details/.

        Args:
            order_id: Id of the order.
            klarna_integrator: Names the platform or integrator behind the call. Its values are not
                documented.
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

        ``GET /ordermanagement/v1/orders/{order_id}``
        """
        try:
            return await self._call(
                _operations.ORDERS_GET,
                path=(order_id,),
                parameters={"klarna_integrator": klarna_integrator},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del klarna_integrator, headers

    async def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Acknowledge an order from checkout.

        Tell Klarna that the order has arrived in your system, so that it stops notifying you of it.
        Guide: https://docs.klarna.com/order-management/pre-delivery/acknowledge-kco-order/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: The order may not be changed.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/acknowledge``
        """
        try:
            return await self._call(
                _operations.ORDERS_ACKNOWLEDGE,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the amount and lines of an order.

        Set a new total and new lines. The lines replace all old ones: a line that is not sent is
        gone. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-order-amount/.

        Args:
            order_id: Id of the order.
            description: Why the order changes, up to 255 characters.
            order_amount: New total of the order in minor units, at most 200000000. At least 0.
            order_lines: Lines that replace all lines of the order, at most 1000.
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
            NotAllowedError: 403: Refused, because of the state of the order or the outcome of a
                risk assessment.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/authorization``
        """
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_AUTHORIZATION,
                path=(order_id,),
                body={
                    "description": description,
                    "order_amount": order_amount,
                    "order_lines": order_lines,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_amount, order_lines, extra, headers

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> None: ...

    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change the shipping address of an order.

        Change the shipping address. The billing address cannot be changed. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-customer-address/.

        Args:
            order_id: Id of the order.
            shipping_address: A postal address, for billing or shipping.
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
            NotAllowedError: 403: Refused, because of the state of the order or the outcome of a
                risk assessment. A billing address can never be changed.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/customer-details``
        """
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_CUSTOMER_DETAILS,
                path=(order_id,),
                body={"shipping_address": shipping_address},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_address, extra, headers

    async def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Extend the time for capturing.

        Move the end of the authorization, so that the order can be captured later. Guide:
        https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: The authorization cannot be extended, for example because the
                order is expired or cancelled.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/extend-authorization-time``
        """
        try:
            return await self._call(
                _operations.ORDERS_EXTEND_AUTHORIZATION_TIME,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    async def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> None:
        """Change your references of an order.

        Change one or both of your references. One that is not sent stays. Guide:
        https://docs.klarna.com/order-management/pre-delivery/update-merchant-references/.

        Args:
            order_id: Id of the order.
            merchant_reference1: New first reference, up to 255 characters; if sent, it overwrites
                the old one.
            merchant_reference2: New second reference, up to 255 characters; if sent, it overwrites
                the old one.
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
            NotAllowedError: 403: The order is cancelled and cannot be changed.
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

        ``PATCH /ordermanagement/v1/orders/{order_id}/merchant-references``
        """
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_MERCHANT_REFERENCES,
                path=(order_id,),
                body={
                    "merchant_reference1": merchant_reference1,
                    "merchant_reference2": merchant_reference2,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del merchant_reference1, merchant_reference2, extra, headers

    async def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Release what is left of an authorization.

        Give up the part of the authorization that has not been captured. Guide:
        https://docs.klarna.com/order-management/post-delivery/release-remaining-authorization/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: Refused: nothing has been captured, or the order is cancelled.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/release-remaining-authorization``
        """
        try:
            return await self._call(
                _operations.ORDERS_RELEASE_REMAINING_AUTHORIZATION,
                path=(order_id,),
                idempotency_key=idempotency_key,
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
        """Add shipping information to an order.

        Add shipments to an order. What it already has stays. Guide:
        https://docs.klarna.com/order-management/manage-orders-with-the-api/view-and-change-orders/add-shipping-information/.

        Args:
            order_id: Id of the order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/shipping-info``
        """
        try:
            return await self._call(
                _operations.ORDERS_ADD_SHIPPING_INFO,
                path=(order_id,),
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

    async def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> None:
        """Cancel a whole order.

        Cancel the whole order and free the authorization. Guide:
        https://docs.klarna.com/order-management/pre-delivery/cancel-order/.

        Args:
            order_id: Id of the order.
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
            NotAllowedError: 403: Refused, for example because something has been captured or the
                order is closed.
            NotFoundError: 404: There is no such order.
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

        ``POST /ordermanagement/v1/orders/{order_id}/cancel``
        """
        try:
            return await self._call(
                _operations.ORDERS_CANCEL,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncOrdersWithResponse(AsyncResourceWithResponse):
    """The operations on orders, each returning a `Response`."""

    __slots__ = ()

    async def get(
        self,
        order_id: str,
        *,
        klarna_integrator: str | None | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Order]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_GET,
                path=(order_id,),
                parameters={"klarna_integrator": klarna_integrator},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del klarna_integrator, headers

    async def acknowledge(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `acknowledge` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_ACKNOWLEDGE,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def update_authorization(
        self,
        order_id: str,
        *,
        order_amount: int,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput],
        description: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_authorization` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_AUTHORIZATION,
                path=(order_id,),
                body={
                    "description": description,
                    "order_amount": order_amount,
                    "order_lines": order_lines,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_amount, order_lines, extra, headers

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    @overload
    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[None]: ...

    async def update_customer_details(
        self,
        order_id: str,
        *,
        shipping_address: inputs.AddressInput
        | protocols.Address
        | protocols.AddressInput
        | None
        | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_customer_details` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_CUSTOMER_DETAILS,
                path=(order_id,),
                body={"shipping_address": shipping_address},
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del shipping_address, extra, headers

    async def extend_authorization_time(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `extend_authorization_time` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_EXTEND_AUTHORIZATION_TIME,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers

    async def update_merchant_references(
        self,
        order_id: str,
        *,
        merchant_reference1: str | None | Unset = UNSET,
        merchant_reference2: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[None]:
        """Do what `update_merchant_references` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_UPDATE_MERCHANT_REFERENCES,
                path=(order_id,),
                body={
                    "merchant_reference1": merchant_reference1,
                    "merchant_reference2": merchant_reference2,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del merchant_reference1, merchant_reference2, extra, headers

    async def release_remaining_authorization(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `release_remaining_authorization` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_RELEASE_REMAINING_AUTHORIZATION,
                path=(order_id,),
                idempotency_key=idempotency_key,
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
                _operations.ORDERS_ADD_SHIPPING_INFO,
                path=(order_id,),
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

    async def cancel(
        self,
        order_id: str,
        *,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[None]:
        """Do what `cancel` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.ORDERS_CANCEL,
                path=(order_id,),
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers
