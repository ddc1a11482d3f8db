# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""The clients of Order Management (Klarna)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from ..async_client import AsyncRegionalClient
from ..client import RegionalClient
from ..runtime.models import DeferredModule
from .servers import SERVERS

if TYPE_CHECKING:
    from . import captures as _captures
    from . import orders as _orders
    from . import refunds as _refunds
else:
    _orders = DeferredModule(__package__, ".orders")
    _captures = DeferredModule(__package__, ".captures")
    _refunds = DeferredModule(__package__, ".refunds")

__all__ = ["AsyncKlarna", "Klarna"]


class Klarna(RegionalClient):
    """A client of Order Management (Klarna).

    Its options are the keywords of ``__init__``.
    """

    VENDOR: ClassVar[str] = "klarna"
    SERVERS: ClassVar[Mapping[str, str]] = SERVERS
    KEY_HEADER: ClassVar[str | None] = "Klarna-Idempotency-Key"

    @property
    def orders(self) -> _orders.Orders:
        """The operations on orders."""
        return self._resource(_orders.Orders)

    @property
    def captures(self) -> _captures.Captures:
        """The operations on captures."""
        return self._resource(_captures.Captures)

    @property
    def refunds(self) -> _refunds.Refunds:
        """The operations on refunds."""
        return self._resource(_refunds.Refunds)


class AsyncKlarna(AsyncRegionalClient):
    """An asynchronous client of Order Management (Klarna).

    Its options are the keywords of ``__init__``.
    """

    VENDOR: ClassVar[str] = "klarna"
    SERVERS: ClassVar[Mapping[str, str]] = SERVERS
    KEY_HEADER: ClassVar[str | None] = "Klarna-Idempotency-Key"

    @property
    def orders(self) -> _orders.AsyncOrders:
        """The operations on orders."""
        return self._resource(_orders.AsyncOrders)

    @property
    def captures(self) -> _captures.AsyncCaptures:
        """The operations on captures."""
        return self._resource(_captures.AsyncCaptures)

    @property
    def refunds(self) -> _refunds.AsyncRefunds:
        """The operations on refunds."""
        return self._resource(_refunds.AsyncRefunds)
