# Copied from generator/client/ensure_methods.py by "make generate"; change that, not this.
"""`ensure` as a method of captures and of refunds, blocking and asynchronous: two ways to ask, one course.

The classes are protocols with a body: bases of each vendor's resources, and part of what a program sees that
takes any vendor's client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, overload

import attrs

from .ensure import follow, follow_async
from .ensure_goals import course_to_reference
from .runtime.encoding import UNSET, Unset
from .runtime.models import DeferredModule
from .runtime.protocols import SequenceOf
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = [
    "AsyncEnsureCaptures",
    "AsyncEnsureRefunds",
    "EnsureCaptures",
    "EnsureRefunds",
    "EnsuredCapture",
    "EnsuredRefund",
]


@attrs.frozen(kw_only=True)
class EnsuredCapture:
    """The one capture of a reference, read back from the server.

    Args:
        capture_id: its id.
        created: False if it was there before. Of several callers at the same moment each may be told
            True, so this is no lock for sending a mail once.
        location: its address, where it was just created and the server gave one.
    """

    capture_id: str
    created: bool
    location: str | None = None


@attrs.frozen(kw_only=True)
class EnsuredRefund:
    """The one refund of a reference, read back from the server.

    Args:
        refund_id: its id; ``None`` for an older refund, some of which the servers show without one.
        created: False if it was there before. Of several callers at the same moment each may be told
            True, so this is no lock for sending a mail once.
        location: its address, where it was just created and the server gave one.
    """

    refund_id: str | None
    created: bool
    location: str | None = None


class EnsureCaptures(Protocol):
    """What kco adds to the operations on captures."""

    __slots__ = ()

    @overload
    def ensure(
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
    def ensure(
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

    def ensure(
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
            found = follow(
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
            # Crash reporters print the locals of frames.
            del description, order_lines, shipping_info, headers
        return EnsuredCapture(
            capture_id=found.identifier or "", created=found.created, location=found.location
        )


class EnsureRefunds(Protocol):
    """What kco adds to the operations on refunds."""

    __slots__ = ()

    @overload
    def ensure(
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
    def ensure(
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

    def ensure(
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
            found = follow(
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
            # Crash reporters print the locals of frames.
            del description, order_lines, headers
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureCaptures(Protocol):
    """The asynchronous twin of `EnsureCaptures`."""

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
        """Capture once, however often this is called; see `EnsureCaptures.ensure`."""
        try:
            found = await follow_async(
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
            # Crash reporters print the locals of frames.
            del description, order_lines, shipping_info, headers
        return EnsuredCapture(
            capture_id=found.identifier or "", created=found.created, location=found.location
        )


class AsyncEnsureRefunds(Protocol):
    """The asynchronous twin of `EnsureRefunds`."""

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
        """Refund once, however often this is called; see `EnsureRefunds.ensure`."""
        try:
            found = await follow_async(
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
            # Crash reporters print the locals of frames.
            del description, order_lines, headers
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)
