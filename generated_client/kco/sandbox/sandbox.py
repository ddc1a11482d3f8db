# Copied from generator/client/sandbox/sandbox.py by "make generate"; change that, not this.
"""The class `Sandbox`, which tests use, and the transports that carry a client's requests to it.

No request leaves this process. A fault that breaks the connection comes out as the error that the network's
transport would have raised, in the same words, because the same code makes it.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from ..runtime.messages import Answer, Request
from ..runtime.models import DeferredModule
from ..runtime.timeouts import Deadline
from ..runtime.transport.http1 import Origin, split_url
from ..runtime.transport.progress import Exchange, OutOfTime
from .clock import Clock, system_time
from .fault_injection import Delayed, Gateway, OnTheWire
from .faults import AnyFault, FaultMethods
from .journal import Journal
from .orders.new_orders import OrderExample
from .service import BodyCheck, Service, violations_by_generated_rules
from .vendors import VendorName, load_vendor

if TYPE_CHECKING:
    from .. import klarna, kustom
else:
    klarna = DeferredModule(__package__, "..klarna")
    kustom = DeferredModule(__package__, "..kustom")

__all__ = ["AsyncSandboxTransport", "Sandbox", "SandboxTransport"]


class Sandbox(FaultMethods):
    """An Order Management service in memory.

    It may be used from many threads and clients at once. With a clock and an id source of your own
    every run gives the same answers.

    Args:
        vendor: whose rules apply.
        clock: returns the current moment, with a time zone; the machine's time if not given.
        ids: makes the ids of orders, captures, refunds and correlations, a different one each time;
            random UUIDs if not given.
        check_body: says how a request body breaks the vendor's description; what the client checks
            before it sends if not given.
        strict_lines: whether order lines are refused (400 ``BAD_VALUE``) that contradict themselves, that
            the order never had, or that do not add up to the amount. What a real server refuses of this is
            not documented; by default they are ``warnings`` in the journal.

    Raises:
        ValueError: there is no such vendor.
    """

    def __init__(
        self,
        vendor: VendorName = "kustom",
        *,
        clock: Callable[[], datetime] = system_time,
        ids: Callable[[], str | uuid.UUID] = uuid.uuid4,
        check_body: BodyCheck = violations_by_generated_rules,
        strict_lines: bool = False,
    ) -> None:
        def new_id() -> str:
            return str(ids())

        self._vendor = load_vendor(vendor)
        self._service = Service(
            self._vendor,
            clock=Clock(clock),
            new_id=new_id,
            check_body=check_body,
            strict_lines=strict_lines,
        )
        self._gateway = Gateway(self._service, vendor=self._vendor, new_id=new_id)

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

    def add_order(self, *, like: OrderExample = "one_line", **fields: Any) -> kustom.Order | klarna.Order:
        """Put an order in, as if a customer had just placed it.

        Everything that you do not give is made up: ``order_amount`` is 10000, or what the given
        ``order_lines`` add up to, and the lines add up to the amount. Captures and refunds that the
        given amounts or the state ask for are made up too; an order that is ``PART_CAPTURED`` has its
        first line captured, or half of its amount if there is but one line.

        Args:
            like: the example that gives the other fields. ``one_line``: one article. ``many_lines``:
                several articles with a discount, two tax rates, a shipping fee and a voucher.
                ``business``: a company that pays by invoice. ``part_captured``: two articles, the first
                of them captured. ``expired``: an order whose time to capture is over.
            **fields: fields of the vendor's `Order`, with amounts in minor units. Values are JSON
                data, models, dates or enumerations; ``None`` leaves a field out.

        Returns:
            The order as the API shows it.

        Raises:
            TypeError: a field is not one of an order.
            ValueError: a value does not fit its field or contradicts another one, there is an order
                with this id, or no such example.
        """
        return self._model(self._service.add_order(fields, like=like))

    def order(self, order_id: str) -> kustom.Order | klarna.Order:
        """Return an order as it is now, whatever clients and answers say.

        Raises:
            LookupError: there is no such order.
        """
        return self._model(self._service.order(order_id))

    def set_fraud_status(self, order_id: str, fraud_status: str) -> kustom.Order | klarna.Order:
        """Let the fraud check of an order end, or go on: nothing can be captured unless it ended well.

        Args:
            order_id: the order, put in with ``add_order(fraud_status="PENDING")`` for example.
            fraud_status: ``ACCEPTED``, ``PENDING``, ``REJECTED``, ``STOPPED``, or a value that is not
                known yet, which forbids nothing.

        Returns:
            The order as it is now.

        Raises:
            LookupError: there is no such order.
            ValueError: the value is not text.
        """
        if not isinstance(fraud_status, str) or not fraud_status:
            raise ValueError(f"fraud_status: expected a status such as ACCEPTED, got {fraud_status!r}")
        return self._model(self._service.set_fraud_status(order_id, fraud_status))

    @property
    def orders(self) -> tuple[str, ...]:
        """The ids of all orders, oldest first."""
        return self._service.order_ids()

    def _model(self, order: dict[str, Any]) -> kustom.Order | klarna.Order:
        return cast("kustom.Order | klarna.Order", self._vendor.order_model.from_dict(order))

    # --- Time -------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        """The moment by the sandbox's own clock, in UTC."""
        return self._service.now()

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
        """Forget all orders, idempotency keys, advances and faults, and empty the journal."""
        self._gateway.reset()

    # --- Faults -----------------------------------------------------------------------------------

    def forget_keys(self) -> None:
        """Honour none of the idempotency keys that were used so far, as after 24 hours."""
        self._service.forget_keys()

    def add_fault(self, fault: AnyFault) -> None:
        """Set a fault that was made elsewhere, e.g. with `fault_from_dict`.

        Raises:
            ValueError: there is no such operation, or the fault can do nothing to it.
        """
        self._gateway.add_fault(fault)

    def _end_unknown_values(self) -> None:
        self._gateway.end_unknown_values()

    @property
    def faults(self) -> tuple[AnyFault, ...]:
        """The faults that wait for their requests, the next one first, with the times that are left."""
        return self._gateway.faults()

    @property
    def unused_faults(self) -> tuple[AnyFault, ...]:
        """The faults that have not struck once, without those that are ``optional``.

        A fault with several `times` that struck once is used: how often a client asks again is its business.
        """
        return self._gateway.unused_faults()

    def clear_faults(self) -> None:
        """Let no fault strike any more."""
        self._gateway.clear_faults()

    # --- Truth ------------------------------------------------------------------------------------

    @property
    def journal(self) -> Journal:
        """Every request received, everything it changed, and what was answered."""
        return self._gateway.journal

    # --- Access -----------------------------------------------------------------------------------

    def receive(self, request: Request) -> OnTheWire | Delayed:
        """Receive a request as a server does, with the faults that are waiting for it.

        Returns:
            What goes out on the wire; see `fault_injection`.
        """
        return self._gateway.receive(request)

    def resume(self, delayed: Delayed, *, given_up: bool = False) -> OnTheWire:
        """Carry out a call that was `Delayed`, once its seconds are over.

        It has to be called even if the caller has gone away, or its idempotency key stays in use.

        Args:
            delayed: the call.
            given_up: whether the caller is gone, so that the journal says that no answer went out.
        """
        return self._gateway.resume(delayed, given_up=given_up)

    def handle(self, request: Request) -> Answer:
        """Answer a request past all faults, which do not count it."""
        return self._gateway.handle(request)

    def transport(self) -> SandboxTransport:
        """Return the transport of a client of this sandbox."""
        return SandboxTransport(self._gateway)

    def async_transport(self) -> AsyncSandboxTransport:
        """Return the transport of an asynchronous client of this sandbox."""
        return AsyncSandboxTransport(self._gateway)

    def client(self, **options: Any) -> kustom.Kustom | klarna.Klarna:
        """Return a client of this sandbox.

        Args:
            **options: options of the vendor's client class.
        """
        vendor_client = kustom.Kustom if self.vendor == "kustom" else klarna.Klarna
        return vendor_client(environment="sandbox", sandbox=self, **options)

    def async_client(self, **options: Any) -> kustom.AsyncKustom | klarna.AsyncKlarna:
        """Return an asynchronous client of this sandbox.

        Args:
            **options: options of the vendor's client class.
        """
        vendor_client = kustom.AsyncKustom if self.vendor == "kustom" else klarna.AsyncKlarna
        return vendor_client(environment="sandbox", sandbox=self, **options)


class SandboxTransport:
    """Carries requests to a sandbox in this process.

    Args:
        gateway: receives them.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer.

        A slow call is waited for as long as the network would be. A call that is given up is carried out
        before this raises, because nobody could do it later; so a test can look at the truth at once.

        Raises:
            TransportError: a fault has struck.
        """
        received = self._gateway.receive(request)
        if isinstance(received, Delayed):
            given_up = True
            try:
                wait = _Wait(received, request, deadline)
                time.sleep(wait.seconds)
                given_up = not wait.is_in_time
            finally:
                received = self._gateway.resume(received, given_up=given_up)
            wait.check()
        return _answer(received, request, deadline)

    def close(self) -> None:
        """Do nothing: the sandbox lives on, and there is no connection."""


class AsyncSandboxTransport:
    """The asynchronous twin of `SandboxTransport`.

    Args:
        gateway: receives them.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, as `SandboxTransport.send` does; a call that is cancelled is carried out too.

        Raises:
            TransportError: a fault has struck.
        """
        received = self._gateway.receive(request)
        if isinstance(received, Delayed):
            given_up = True
            try:
                import anyio

                wait = _Wait(received, request, deadline)
                await anyio.sleep(wait.seconds)
                given_up = not wait.is_in_time
            finally:
                received = self._gateway.resume(received, given_up=given_up)
            wait.check()
        return _answer(received, request, deadline)

    async def close(self) -> None:
        """Do nothing: the sandbox lives on, and there is no connection."""


class _Wait:
    """A wait for a slow call, ended by its answer or by the patience of the caller."""

    def __init__(self, delayed: Delayed, request: Request, deadline: Deadline) -> None:
        self._exchange = _exchange(request, deadline)
        try:
            patience = self._exchange.seconds("read")
        except OutOfTime:
            patience = 0.0
        self.is_in_time = patience is None or delayed.seconds < patience
        self.seconds = delayed.seconds if patience is None else min(delayed.seconds, patience)

    def check(self) -> None:
        """Raise what the network's transport raises if the answer came too late."""
        if not self.is_in_time:
            from ..runtime.transport.failures import outcome_of

            raise outcome_of(OutOfTime(), self._exchange)


def _answer(sent: OnTheWire, request: Request, deadline: Deadline) -> Answer:
    if isinstance(sent, Answer):
        return sent
    import httpcore

    from ..runtime.transport.failures import outcome_of

    exchange = _exchange(request, deadline)
    exchange.ended = True
    raise outcome_of(httpcore.RemoteProtocolError(), exchange)


def _exchange(request: Request, deadline: Deadline) -> Exchange:
    # As it is after the last byte of the request.
    host = Origin.parse(split_url(request.url)[0]).name
    return Exchange(deadline, tls_layers=0, place=host, sent=True)
