"""The face of the sandbox: what a test sees of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from ..runtime.messages import Answer, Request
from .clock import Clock, system_time
from .service import Service
from .transports import AsyncSandboxTransport, SandboxTransport
from .vendors import VendorName, load_vendor

if TYPE_CHECKING:
    from .. import AsyncKlarna, AsyncKustom, Klarna, Kustom
    from ..klarna.models import Order as KlarnaOrder
    from ..kustom.models import Order as KustomOrder

__all__ = ["Sandbox"]


class Sandbox:
    """An Order Management service in memory.

    It may be used from many threads and clients at once. With a clock and an id source of your own
    every run gives the same answers.

    Args:
        vendor: whose rules apply.
        clock: returns the current moment, with a time zone; the machine's time if not given.
        ids: makes the ids of orders, captures, refunds and correlations, a different one each time;
            random UUIDs if not given.

    Raises:
        ValueError: there is no such vendor.
    """

    def __init__(
        self,
        vendor: VendorName = "kustom",
        *,
        clock: Callable[[], datetime] = system_time,
        ids: Callable[[], str | uuid.UUID] = uuid.uuid4,
    ) -> None:
        self._vendor = load_vendor(vendor)
        self._service = Service(self._vendor, clock=Clock(clock), new_id=lambda: str(ids()))

    def __repr__(self) -> str:
        return f"Sandbox({self.vendor!r}, {len(self.orders)} orders)"

    @property
    def vendor(self) -> VendorName:
        """Whose rules apply."""
        return self._vendor.name

    @property
    def api_key(self) -> str:
        """The one credential the service accepts, alone or after any user name."""
        return self._vendor.api_key

    # --- Orders -----------------------------------------------------------------------------------

    def add_order(self, **fields: Any) -> KustomOrder | KlarnaOrder:
        """Put an order in, as if a customer had just placed it.

        Everything is made up but what you give: ``order_amount`` is 10000, or what the given
        ``order_lines`` add up to, and one line makes up the whole of it. Captures and refunds that
        the given amounts or the state ask for are made up too.

        Args:
            **fields: fields of the vendor's `Order`, with amounts in minor units. Values are JSON
                data, models, dates or enumerations; ``None`` leaves a field out.

        Returns:
            The order as the API shows it.

        Raises:
            TypeError: a field is not one of an order.
            ValueError: a value does not fit its field or contradicts another one, or there is an
                order with this id.
        """
        return self._model(self._service.add_order(fields))

    def order(self, order_id: str) -> KustomOrder | KlarnaOrder:
        """Return an order as it is now, past every client and every answer.

        Raises:
            LookupError: there is no such order.
        """
        return self._model(self._service.order(order_id))

    @property
    def orders(self) -> tuple[str, ...]:
        """The ids of all orders, oldest first."""
        return self._service.order_ids()

    def _model(self, order: dict[str, Any]) -> KustomOrder | KlarnaOrder:
        return cast("KustomOrder | KlarnaOrder", self._vendor.order_model.from_dict(order))

    # --- Time -------------------------------------------------------------------------------------

    def advance(
        self,
        *,
        weeks: float = 0,
        days: float = 0,
        hours: float = 0,
        minutes: float = 0,
        seconds: float = 0,
        milliseconds: float = 0,
    ) -> None:
        """Let time pass: orders expire, and idempotency keys are forgotten.

        Raises:
            ValueError: the sum is negative.
        """
        self._service.advance(
            timedelta(
                weeks=weeks,
                days=days,
                hours=hours,
                minutes=minutes,
                seconds=seconds,
                milliseconds=milliseconds,
            )
        )

    def reset(self) -> None:
        """Forget all orders, idempotency keys and advances."""
        self._service.reset()

    # --- Access -----------------------------------------------------------------------------------

    def handle(self, request: Request) -> Answer:
        """Answer a request, as a server would."""
        return self._service.handle(request)

    def transport(self) -> SandboxTransport:
        """Return what carries a client's requests here."""
        return SandboxTransport(self._service)

    def async_transport(self) -> AsyncSandboxTransport:
        """Return what carries an asynchronous client's requests here."""
        return AsyncSandboxTransport(self._service)

    def client(self, **options: Any) -> Kustom | Klarna:
        """Return a client of this sandbox.

        Args:
            **options: options of the vendor's client class.
        """
        from .. import Klarna, Kustom

        vendor_client = Kustom if self.vendor == "kustom" else Klarna
        return vendor_client(environment="sandbox", sandbox=self, **options)

    def async_client(self, **options: Any) -> AsyncKustom | AsyncKlarna:
        """Return an asynchronous client of this sandbox.

        Args:
            **options: options of the vendor's client class.
        """
        from .. import AsyncKlarna, AsyncKustom

        vendor_client = AsyncKustom if self.vendor == "kustom" else AsyncKlarna
        return vendor_client(environment="sandbox", sandbox=self, **options)
