"""`ensure` as a method of captures and refunds, blocking and asynchronous: two ways to ask, one course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .ensure import (
    EnsuredCapture,
    EnsuredRefund,
    Question,
    course,
    existing_captures,
    existing_refunds,
    run,
    run_async,
    want,
)
from .runtime.deferred import DeferredModule
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption
from .runtime.unset import UNSET, Unset

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = ["AsyncEnsureCaptures", "AsyncEnsureRefunds", "EnsureCaptures", "EnsureRefunds"]


class EnsureCaptures:
    """The `ensure` of captures."""

    __slots__ = ()

    def ensure(
        self: Any,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called: after a crash, the next night, next week.

        Reads the captures of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "capture", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one capture: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            captured_amount: Amount in minor units.
            reference: What tells this capture of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are captured. At most 1000 items.
            shipping_info: The shipments. At most 500 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The capture's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a capture of this reference over another amount.
            CaptureNotAllowedError: the order cannot be captured, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = want("capture", order_id, reference, captured_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        def ask(question: Question) -> Any:
            if question == "look":
                return existing_captures(self.list(order_id, **options))
            created = self.create(
                order_id,
                captured_amount=captured_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                shipping_info=shipping_info,
                idempotency_key=wanted.key,
                **options,
            )
            return created.capture_id, created.location

        found = run(course(wanted), ask)
        return EnsuredCapture(capture_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureCaptures:
    """The asynchronous twin of `EnsureCaptures`."""

    __slots__ = ()

    async def ensure(
        self: Any,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called; see `EnsureCaptures.ensure`."""
        wanted = want("capture", order_id, reference, captured_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        async def ask(question: Question) -> Any:
            if question == "look":
                return existing_captures(await self.list(order_id, **options))
            created = await self.create(
                order_id,
                captured_amount=captured_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                shipping_info=shipping_info,
                idempotency_key=wanted.key,
                **options,
            )
            return created.capture_id, created.location

        found = await run_async(course(wanted), ask)
        return EnsuredCapture(capture_id=found.identifier, created=found.created, location=found.location)


class EnsureRefunds:
    """The `ensure` of refunds."""

    __slots__ = ()

    def ensure(
        self: Any,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called: after a crash, the next night, next week.

        Reads the refunds of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "refund", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one refund: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            refunded_amount: Amount in minor units.
            reference: What tells this refund of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are refunded. At most 1000 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The refund's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a refund of this reference over another amount.
            RefundNotAllowedError: the order cannot be refunded, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = want("refund", order_id, reference, refunded_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        def ask(question: Question) -> Any:
            if question == "look":
                return existing_refunds(self._client.orders.get(order_id, **options))
            created = self.create(
                order_id,
                refunded_amount=refunded_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                idempotency_key=wanted.key,
                **options,
            )
            return created.refund_id, created.location

        found = run(course(wanted), ask)
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureRefunds:
    """The asynchronous twin of `EnsureRefunds`."""

    __slots__ = ()

    async def ensure(
        self: Any,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called; see `EnsureRefunds.ensure`."""
        wanted = want("refund", order_id, reference, refunded_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        async def ask(question: Question) -> Any:
            if question == "look":
                return existing_refunds(await self._client.orders.get(order_id, **options))
            created = await self.create(
                order_id,
                refunded_amount=refunded_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                idempotency_key=wanted.key,
                **options,
            )
            return created.refund_id, created.location

        found = await run_async(course(wanted), ask)
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)
