# Copied from generator/client/async_ensure_methods.py by "make generate"; change that, not this.
"""The asynchronous `ensure`, `ensure_cancelled` and `ensure_released`: from arguments to what exists in the end.

Each method makes a course and follows it, and deletes at its end what was passed: crash reporters print the
locals of frames. The classes are protocols with a body: bases of each vendor's resources, and part of what a
program sees that takes any vendor's client.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, overload

from .ensure import Course, EnsuredCapture, EnsuredOrder, EnsuredRefund, Found, Pause
from .ensure_goals import course_to_reference, course_to_state, is_cancelled, is_released
from .runtime.encoding import UNSET, Unset
from .runtime.errors import KcoError
from .runtime.frames import forget_locals
from .runtime.models import DeferredModule
from .runtime.protocols import SequenceOf
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption

if TYPE_CHECKING:
    from . import protocols
    from .async_client import AsyncVendorClient
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = ["AsyncEnsureCaptures", "AsyncEnsureOrders", "AsyncEnsureRefunds"]


class AsyncEnsureCaptures(Protocol):
    """What kco adds to the operations on captures."""

    __slots__ = ()

    @overload
    async def ensure(
        self,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset | None = ...,
        order_lines: Sequence[protocols.OrderLineInput] = ...,
        shipping_info: Sequence[protocols.ShippingInfoInput] = ...,
        attempt: int = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
    ) -> EnsuredCapture: ...

    @overload
    async def ensure(
        self,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset | None = ...,
        order_lines: Sequence[protocols.OrderLineInput]
        | SequenceOf[protocols.OrderLine | protocols.OrderLineInput]
        | Unset
        | None = ...,
        shipping_info: Sequence[protocols.ShippingInfoInput]
        | SequenceOf[protocols.ShippingInfo | protocols.ShippingInfoInput]
        | Unset
        | None = ...,
        attempt: int = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
    ) -> EnsuredCapture: ...

    async def ensure(
        self: Any,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset | None = UNSET,
        order_lines: Sequence[protocols.OrderLineInput]
        | SequenceOf[protocols.OrderLine | protocols.OrderLineInput]
        | Unset
        | None = UNSET,
        shipping_info: Sequence[protocols.ShippingInfoInput]
        | SequenceOf[protocols.ShippingInfo | protocols.ShippingInfoInput]
        | Unset
        | None = UNSET,
        attempt: int = 1,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called: after a crash, the next night, next week.

        Look for the capture with this reference; if there is none, create it with the key
        ``kco.idempotency_key(order_id, "capture", reference)``; read it back and compare reference and
        amount. Where it is not known whether an attempt was carried out, look before the next one. Where
        nothing is there and nothing fails, this makes three calls.

        Take the amount from your own records, not from the order: on the next night an order has less
        left.

        Args:
            order_id: Id of the order.
            captured_amount: Amount in minor units.
            reference: What tells this capture of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are captured. At most 1000 items.
            shipping_info: The shipments. At most 500 items.
            attempt: 1, and one more each time the cause of a refusal is gone. A server repeats a refusal
                for as long as it remembers the key, so the next attempt gets a key of its own; it first
                makes sure that those before it were refused. From 1 to 100.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for all the calls this makes together, or `Timeouts` for each phase.
            retries: how often the capture is sent again under one key, or a `RetryPolicy`; also how often
                each look is repeated.

        Returns:
            The capture's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a capture of this reference over another amount, or the key
                of this reference made another capture.
            CaptureNotAllowedError: the order cannot be captured, or not this much of it. Once the cause is
                gone, call again with the next ``attempt``.
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            KcoError: as for `create`; with outcome ``unknown`` only if reading did not help. Then
                calling this again is the way to find out.
        """
        try:
            found = await _follow(
                self._client,
                course_to_reference,
                "capture",
                order_id,
                reference=reference,
                amount=captured_amount,
                attempt=attempt,
                body={"description": description, "order_lines": order_lines, "shipping_info": shipping_info},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del description, order_lines, shipping_info, headers
        return EnsuredCapture(
            capture_id=found.identifier or "", created=found.created, location=found.location
        )


class AsyncEnsureRefunds(Protocol):
    """What kco adds to the operations on refunds."""

    __slots__ = ()

    @overload
    async def ensure(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset | None = ...,
        order_lines: Sequence[protocols.OrderLineInput] = ...,
        attempt: int = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
    ) -> EnsuredRefund: ...

    @overload
    async def ensure(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset | None = ...,
        order_lines: Sequence[protocols.OrderLineInput]
        | SequenceOf[protocols.OrderLine | protocols.OrderLineInput]
        | Unset
        | None = ...,
        attempt: int = ...,
        headers: Mapping[str, str] | None = ...,
        timeout: TimeoutOption | None = ...,
        retries: RetryOption | None = ...,
    ) -> EnsuredRefund: ...

    async def ensure(
        self: Any,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset | None = UNSET,
        order_lines: Sequence[protocols.OrderLineInput]
        | SequenceOf[protocols.OrderLine | protocols.OrderLineInput]
        | Unset
        | None = UNSET,
        attempt: int = 1,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called: after a crash, the next night, next week.

        Look for the refund with this reference; if there is none, create it with the key
        ``kco.idempotency_key(order_id, "refund", reference)``; read it back and compare reference and
        amount. Where it is not known whether an attempt was carried out, look before the next one. Where
        nothing is there and nothing fails, this makes three calls.

        Take the amount from your own records, not from the order: on the next night an order has less
        left.

        Args:
            order_id: Id of the order.
            refunded_amount: Amount in minor units.
            reference: What tells this refund of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are refunded. At most 1000 items.
            attempt: 1, and one more each time the cause of a refusal is gone. A server repeats a refusal
                for as long as it remembers the key, so the next attempt gets a key of its own; it first
                makes sure that those before it were refused. From 1 to 100.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for all the calls this makes together, or `Timeouts` for each phase.
            retries: how often the refund is sent again under one key, or a `RetryPolicy`; also how often
                each look is repeated.

        Returns:
            The refund's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a refund of this reference over another amount, or the key
                of this reference made another refund.
            RefundNotAllowedError: the order cannot be refunded, or not this much of it. Once the cause is
                gone, call again with the next ``attempt``.
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            KcoError: as for `create`; with outcome ``unknown`` only if reading did not help. Then
                calling this again is the way to find out.
        """
        try:
            found = await _follow(
                self._client,
                course_to_reference,
                "refund",
                order_id,
                reference=reference,
                amount=refunded_amount,
                attempt=attempt,
                body={"description": description, "order_lines": order_lines},
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del description, order_lines, headers
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureOrders(Protocol):
    """What kco adds to the operations on orders."""

    __slots__ = ()

    async def ensure_cancelled(
        self: Any,
        order_id: str,
        *,
        attempt: int = 1,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredOrder:
        """Cancel an order once, however often this is called: after a crash, the next night, next week.

        Read the order; if it is not cancelled, cancel it with the key
        ``kco.idempotency_key(order_id, "cancel")``, and read it again. `cancel` itself cannot be repeated
        after a crash: the server refuses to cancel what is cancelled.

        Args:
            order_id: Id of the order.
            attempt: 1, and one more each time the cause of a refusal is gone. A server repeats a refusal
                for as long as it remembers the key, so the next attempt gets a key of its own; it first
                makes sure that those before it were refused. From 1 to 100.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for all the calls this makes together, or `Timeouts` for each phase.
            retries: how often the cancellation is sent again under one key, or a `RetryPolicy`; also how often
                each look is repeated.

        Returns:
            The status ``CANCELLED``, and whether this call changed it.

        Raises:
            CancelNotAllowedError: the order has captures, or is closed or expired.
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            KcoError: as for `cancel`; with outcome ``unknown`` only if reading did not help. Then
                calling this again is the way to find out.
        """
        try:
            found = await _follow(
                self._client,
                course_to_state,
                "orders.cancel",
                "orders.ensure_cancelled",
                order_id,
                is_reached=is_cancelled,
                attempt=attempt,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers
        return EnsuredOrder(status=found.identifier or "", changed=found.created)

    async def ensure_released(
        self: Any,
        order_id: str,
        *,
        attempt: int = 1,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredOrder:
        """Release what is still reserved once, however often this is called.

        Read the order; if something is reserved, release it with the key
        ``kco.idempotency_key(order_id, "release_remaining_authorization")``, and read it again. Nothing is
        reserved if the order is CANCELLED or EXPIRED, or CAPTURED or CLOSED with nothing remaining.

        Args:
            order_id: Id of the order.
            attempt: 1, and one more each time the cause of a refusal is gone. A server repeats a refusal
                for as long as it remembers the key, so the next attempt gets a key of its own; it first
                makes sure that those before it were refused. From 1 to 100.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for all the calls this makes together, or `Timeouts` for each phase.
            retries: how often the release is sent again under one key, or a `RetryPolicy`; also how often
                each look is repeated.

        Returns:
            The status of the order, and whether this call changed it.

        Raises:
            NotAllowedError: the order has no captures; cancel it instead.
            InvalidInputError: an argument breaks a rule above; nothing was sent.
            KcoError: as for `release_remaining_authorization`; with outcome ``unknown`` only if reading
                did not help. Then calling this again is the way to find out.
        """
        try:
            found = await _follow(
                self._client,
                course_to_state,
                "orders.release_remaining_authorization",
                "orders.ensure_released",
                order_id,
                is_reached=is_released,
                attempt=attempt,
                headers=headers,
                timeout=timeout,
                retries=retries,
            )
        finally:
            del headers
        return EnsuredOrder(status=found.identifier or "", changed=found.created)


async def _follow(
    client: AsyncVendorClient, make_course: Callable[..., Course], *place: str, **arguments: Any
) -> Found:
    """Make a course, send its requests and wait for it, until its goal is reached."""
    course: Course | None = None
    reply: Any = None
    try:
        course = make_course(client, *place, **arguments)
        steps = course.steps()
        while True:
            step = steps.send(reply)
            if isinstance(step, Pause):
                reply = await client._pause(step.seconds)
                continue
            try:
                delivery = client._start(step.call, course.deadline, step.policy)
                course.began(step, delivery)
                reply = await client._carry(delivery)
            except KcoError as error:
                reply = error
    except StopIteration as end:
        found: Found = end.value
        return found
    except BaseException as error:
        arguments.clear()
        if course is None:
            forget_locals(error)
        else:
            course.ended_by(error)
        raise
