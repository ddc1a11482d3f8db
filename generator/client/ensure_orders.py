"""`ensure_cancelled` and `ensure_released` as methods of orders, blocking and asynchronous.

The classes are protocols with a body, as in `ensure_methods`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import attrs

from .ensure import follow, follow_async
from .ensure_goals import course_to_state, is_cancelled, is_released
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption

__all__ = ["AsyncEnsureOrders", "EnsureOrders", "EnsuredOrder"]


@attrs.frozen(kw_only=True)
class EnsuredOrder:
    """An order in the state that was wanted, read back from the server.

    Args:
        status: its status, e.g. ``CANCELLED``.
        changed: False if it was in that state before.
    """

    status: str
    changed: bool


class EnsureOrders(Protocol):
    """What kco adds to the operations on orders."""

    __slots__ = ()

    def ensure_cancelled(
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
            found = follow(
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
            # Crash reporters print the locals of frames.
            del headers
        return EnsuredOrder(status=found.identifier or "", changed=found.created)

    def ensure_released(
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
            found = follow(
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
            # Crash reporters print the locals of frames.
            del headers
        return EnsuredOrder(status=found.identifier or "", changed=found.created)


class AsyncEnsureOrders(Protocol):
    """The asynchronous twin of `EnsureOrders`."""

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
        """Cancel once, however often this is called; see `EnsureOrders.ensure_cancelled`."""
        try:
            found = await follow_async(
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
            # Crash reporters print the locals of frames.
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
        """Release once, however often this is called; see `EnsureOrders.ensure_released`."""
        try:
            found = await follow_async(
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
            # Crash reporters print the locals of frames.
            del headers
        return EnsuredOrder(status=found.identifier or "", changed=found.created)
