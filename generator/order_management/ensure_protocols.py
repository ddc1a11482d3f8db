"""What `ensure` looks like to a program that takes any vendor's client."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from .ensure import EnsuredCapture, EnsuredRefund
from .runtime.deferred import DeferredModule
from .runtime.retries import RetryOption
from .runtime.timeouts import TimeoutOption
from .runtime.unset import UNSET, Unset

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = ["AsyncEnsuringCaptures", "AsyncEnsuringRefunds", "EnsuringCaptures", "EnsuringRefunds"]


class EnsuringCaptures(Protocol):
    """What `ensure_methods.EnsureCaptures` gives the clients of every vendor."""

    def ensure(
        self,
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
        """Capture once, however often this is called."""
        ...


class AsyncEnsuringCaptures(Protocol):
    """What `AsyncEnsureCaptures` gives the clients of every vendor."""

    async def ensure(
        self,
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
        """Capture once, however often this is called."""
        ...


class EnsuringRefunds(Protocol):
    """What `EnsureRefunds` gives the clients of every vendor."""

    def ensure(
        self,
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
        """Refund once, however often this is called."""
        ...


class AsyncEnsuringRefunds(Protocol):
    """What `AsyncEnsureRefunds` gives the clients of every vendor."""

    async def ensure(
        self,
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
        """Refund once, however often this is called."""
        ...
