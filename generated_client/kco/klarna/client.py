# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""The clients of Order Management (Klarna)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from ..client import AsyncRegionalClient, RegionalClient
from .servers import SERVERS

if TYPE_CHECKING:
    from .captures import AsyncCaptures, Captures
    from .orders import AsyncOrders, Orders
    from .refunds import AsyncRefunds, Refunds

__all__ = ["AsyncKlarna", "Klarna"]


class Klarna(RegionalClient):
    """A client of Order Management (Klarna).

    Its options are those of `RegionalClient`.
    """

    VENDOR: ClassVar[str] = "klarna"
    SERVERS: ClassVar[Mapping[str, str]] = SERVERS
    KEY_HEADER: ClassVar[str | None] = "Klarna-Idempotency-Key"

    @property
    def orders(self) -> Orders:
        """The operations on orders."""
        from .orders import Orders

        return self._resource(Orders)

    @property
    def captures(self) -> Captures:
        """The operations on captures."""
        from .captures import Captures

        return self._resource(Captures)

    @property
    def refunds(self) -> Refunds:
        """The operations on refunds."""
        from .refunds import Refunds

        return self._resource(Refunds)


class AsyncKlarna(AsyncRegionalClient):
    """An asynchronous client of Order Management (Klarna).

    Its options are those of `AsyncRegionalClient`.
    """

    VENDOR: ClassVar[str] = "klarna"
    SERVERS: ClassVar[Mapping[str, str]] = SERVERS
    KEY_HEADER: ClassVar[str | None] = "Klarna-Idempotency-Key"

    @property
    def orders(self) -> AsyncOrders:
        """The operations on orders."""
        from .orders import AsyncOrders

        return self._resource(AsyncOrders)

    @property
    def captures(self) -> AsyncCaptures:
        """The operations on captures."""
        from .captures import AsyncCaptures

        return self._resource(AsyncCaptures)

    @property
    def refunds(self) -> AsyncRefunds:
        """The operations on refunds."""
        from .refunds import AsyncRefunds

        return self._resource(AsyncRefunds)
