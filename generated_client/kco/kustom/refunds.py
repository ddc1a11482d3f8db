# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""Refunds of Order Management (Kustom): the calls a client makes.

Each method deletes at its end what was passed: crash reporters print the locals of frames.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from ..async_ensure_methods import AsyncEnsureRefunds
from ..ensure_methods import EnsureRefunds
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

__all__ = ["AsyncRefunds", "AsyncRefundsWithResponse", "Refunds", "RefundsWithResponse"]


class Refunds(EnsureRefunds, Resource):
    """The operations on refunds, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> RefundsWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return RefundsWithResponse(self._client)

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.RefundCreated: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.RefundCreated: ...

    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> models.RefundCreated:
        """Refund all or part of an order.

        Pay back captured money, all of it or a part.

        Args:
            order_id: Id of the order.
            description: Text about the refund that the customer will see, up to 255 characters.
            order_lines: Lines to refund, at most 1000. Optional, but the customer sees what the
                money is for.
            reference: Your own reference for the refund, up to 255 characters. It will appear in
                the settlement files.
            refunded_amount: Amount to refund in minor units, at most 200000000. At least 0.
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
            What was created: `refund_id` and `location`, from the response headers.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood, for example because a field is not
                valid.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The refund is refused.
            NotFoundError: 404: There is no such order.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.

        ``POST /ordermanagement/v1/orders/{order_id}/refunds``
        """
        try:
            return self._call(
                _operations.REFUNDS_CREATE,
                path=(order_id,),
                body={
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "refunded_amount": refunded_amount,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_lines, reference, refunded_amount, extra, headers

    def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Refund:
        """Read a refund.

        Read one refund of the order.

        Args:
            order_id: Id of the order.
            refund_id: Id of the refund.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood, for example because a field is not
                valid.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such refund.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.

        ``GET /ordermanagement/v1/orders/{order_id}/refunds/{refund_id}``
        """
        try:
            return self._call(
                _operations.REFUNDS_GET,
                path=(
                    order_id,
                    refund_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class RefundsWithResponse(ResourceWithResponse):
    """The operations on refunds, each returning a `Response`."""

    __slots__ = ()

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.RefundCreated]: ...

    @overload
    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.RefundCreated]: ...

    def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[models.RefundCreated]:
        """Do what `create` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.REFUNDS_CREATE,
                path=(order_id,),
                body={
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "refunded_amount": refunded_amount,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_lines, reference, refunded_amount, extra, headers

    def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Refund]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return self._call(
                _operations.REFUNDS_GET,
                path=(
                    order_id,
                    refund_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncRefunds(AsyncEnsureRefunds, AsyncResource):
    """The operations on refunds, each returning its value."""

    __slots__ = ()

    @property
    def with_response(self) -> AsyncRefundsWithResponse:
        """The same methods, each returning a `Response` instead of the value alone."""
        return AsyncRefundsWithResponse(self._client)

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.RefundCreated: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> models.RefundCreated: ...

    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> models.RefundCreated:
        """Refund all or part of an order.

        Pay back captured money, all of it or a part.

        Args:
            order_id: Id of the order.
            description: Text about the refund that the customer will see, up to 255 characters.
            order_lines: Lines to refund, at most 1000. Optional, but the customer sees what the
                money is for.
            reference: Your own reference for the refund, up to 255 characters. It will appear in
                the settlement files.
            refunded_amount: Amount to refund in minor units, at most 200000000. At least 0.
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
            What was created: `refund_id` and `location`, from the response headers.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood, for example because a field is not
                valid.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotAllowedError: 403: The refund is refused.
            NotFoundError: 404: There is no such order.
            ConflictError: 409: The request conflicts with another one, for example with the same
                idempotency key. Try again.
            PayloadTooLargeError: 413: The body of the request is too large.
            UnsupportedMediaTypeError: 415: The body of the request is not JSON.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.

        ``POST /ordermanagement/v1/orders/{order_id}/refunds``
        """
        try:
            return await self._call(
                _operations.REFUNDS_CREATE,
                path=(order_id,),
                body={
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "refunded_amount": refunded_amount,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_lines, reference, refunded_amount, extra, headers

    async def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> models.Refund:
        """Read a refund.

        Read one refund of the order.

        Args:
            order_id: Id of the order.
            refund_id: Id of the refund.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for the whole call, or `Timeouts` for each phase.
            retries: attempts after the first, or a `RetryPolicy`.

        Returns:
            What the server answered, read liberally.

        Raises:
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            BadRequestError: 400: The request is not understood, for example because a field is not
                valid.
            UnauthorizedError: 401: The credentials are missing or wrong. There is no body.
            NotFoundError: 404: There is no such order or no such refund.
            RateLimitedError: 429: Too many requests in a short time. Wait and try again.
            ServerError: 500: The server failed. Whether the request took effect is not known.

        ``GET /ordermanagement/v1/orders/{order_id}/refunds/{refund_id}``
        """
        try:
            return await self._call(
                _operations.REFUNDS_GET,
                path=(
                    order_id,
                    refund_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers


class AsyncRefundsWithResponse(AsyncResourceWithResponse):
    """The operations on refunds, each returning a `Response`."""

    __slots__ = ()

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput] = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.RefundCreated]: ...

    @overload
    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = ...,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = ...,
        reference: str | None | Unset = ...,
        extra: Mapping[str, Any] | None = ...,
        idempotency_key: str | None = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
        validate: bool | None = ...,
    ) -> Response[models.RefundCreated]: ...

    async def create(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        description: str | None | Unset = UNSET,
        order_lines: Sequence[inputs.OrderLineInput]
        | SequenceOf[inputs.OrderLineInput | protocols.OrderLine | protocols.OrderLineInput]
        | None
        | Unset = UNSET,
        reference: str | None | Unset = UNSET,
        extra: Mapping[str, Any] | None = None,
        idempotency_key: str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        validate: bool | None = None,
    ) -> Response[models.RefundCreated]:
        """Do what `create` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.REFUNDS_CREATE,
                path=(order_id,),
                body={
                    "description": description,
                    "order_lines": order_lines,
                    "reference": reference,
                    "refunded_amount": refunded_amount,
                },
                extra=extra,
                idempotency_key=idempotency_key,
                headers=headers,
                timeout=timeout,
                retries=retries,
                validate=validate,
            )
        finally:
            del description, order_lines, reference, refunded_amount, extra, headers

    async def get(
        self,
        order_id: str,
        refund_id: str,
        *,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[models.Refund]:
        """Do what `get` of the plain resource does; return the whole response."""
        try:
            return await self._call(
                _operations.REFUNDS_GET,
                path=(
                    order_id,
                    refund_id,
                ),
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers
