"""What a request meets first: writes the journal, and lets the faults strike.

The service behind it knows nothing of faults. What they do to a call is a matter of whether the
service gets to see the request, when, and what becomes of its answer on the way back.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

import attrs

from ..runtime.messages import Answer, Request
from .admission import Admitted, Arrival
from .fault_answers import broken_off, error_answer, garbage_answer
from .fault_queue import FaultQueue
from .faults import (
    AnyFault,
    DropRequest,
    Fault,
    Garbage,
    LagReads,
    LoseResponse,
    PaymentMethodFailed,
    RateLimit,
    Slow,
    Status,
    Truncate,
    UnknownValues,
)
from .journal import Book, Journal, JournalEntry, Page
from .results import Mishap, Result
from .routing import Route
from .service import Service
from .unknown_values import with_known_values, with_unknown_values
from .vendors import Vendor
from .wire import Closed, CutShort, Delayed, OnTheWire, Received

__all__ = ["Gateway"]


class Gateway:
    """Receives the requests of one service.

    Calls come one after the other, so that a test sees the same thing in every run, and so that two
    that arrive at the same time with one key are one call and its repetition. Only a call that `Slow`
    has struck lets others in before it ends.

    Args:
        service: who carries requests out.
        vendor: whose error codes faults answer with.
        new_id: makes an id, a different one each time.
    """

    def __init__(self, service: Service, *, vendor: Vendor, new_id: Callable[[], str]) -> None:
        self._service = service
        self._vendor = vendor
        self._new_id = new_id
        self._faults = FaultQueue()
        self._unknown_values: UnknownValues | None = None
        self._changed_an_answer = False
        self._running: dict[int, tuple[Delayed, Admitted | Result]] = {}
        self._book = Book()
        self._lock = RLock()
        self.journal: Journal = Journal(self._book)

    # --- Calls ------------------------------------------------------------------------------------

    def receive(self, request: Request) -> Received:
        """Let a request in, with the faults that are waiting for it."""
        with self._lock:
            arrival = self._service.arrive(with_known_values(request) if self._unknown_values else request)
            route = arrival.route
            fault = None if route is None else self._faults.first_for(route.operation)
            if route is not None and isinstance(fault, (Status, RateLimit, DropRequest)):
                return self._turn_away(arrival, route, fault)
            step = self._service.begin(arrival)
            if isinstance(fault, Slow):
                self._faults.count(fault)
                delayed = Delayed(fault.seconds, self._write(arrival, fault=fault))
                self._running[id(delayed)] = (delayed, step)
                return delayed
            return self._send(arrival, self._finish(step, _mishap(fault)), fault)

    def resume(self, delayed: Delayed, *, given_up: bool = False) -> OnTheWire:
        """Carry out a delayed call, whose waiting is over.

        Args:
            delayed: the call.
            given_up: whether its caller is gone, so that the answer reaches nobody.

        Returns:
            How it ends for the caller. If the sandbox was reset meanwhile, nothing is carried out and
            the connection is closed: the call is none of the new test's.
        """
        with self._lock:
            _, step = self._running.pop(id(delayed), (delayed, None))
            if step is None:
                return Closed()
            result = self._finish(step)
            delayed.page.entry = attrs.evolve(
                delayed.page.entry,
                effect=result.effect,
                status_code=None if given_up else result.answer.status_code,
                replayed=result.replayed,
            )
            return self._altered(result.answer)

    def handle(self, request: Request) -> Answer:
        """Answer a request past all faults."""
        with self._lock:
            arrival = self._service.arrive(request)
            result = self._finish(self._service.begin(arrival))
            self._write(arrival, result, status_code=result.answer.status_code)
            return result.answer

    def _turn_away(
        self, arrival: Arrival, route: Route, fault: Status | RateLimit | DropRequest
    ) -> OnTheWire:
        self._faults.count(fault)
        if isinstance(fault, DropRequest):
            self._write(arrival, fault=fault)
            return Closed()
        identifier = self._new_id()
        answer = error_answer(
            fault, vendor=self._vendor, operation=route.operation, correlation_id=identifier
        )
        self._write(arrival, fault=fault, status_code=answer.status_code)
        return self._altered(answer)

    def _finish(self, step: Admitted | Result, mishap: Mishap | None = None) -> Result:
        result = step if isinstance(step, Result) else self._service.finish(step, mishap)
        if result.effect is not None:
            self._book.add(result.effect)
        return result

    def _send(self, arrival: Arrival, result: Result, fault: Fault | None) -> OnTheWire:
        answer = self._altered(result.answer)
        sent: OnTheWire = answer
        match fault:
            case LoseResponse() if _is_applied(result):
                sent = Closed()
            case Truncate():
                sent = broken_off(answer, fault)
            case Garbage():
                sent = garbage_answer(answer, fault)
            case LagReads() | PaymentMethodFailed() if result.mishap:
                pass
            case _:
                fault = None
        if fault is not None:
            self._faults.count(fault)
        self._write(arrival, result, fault=fault, status_code=_status_code(sent))
        return sent

    def _altered(self, answer: Answer) -> Answer:
        if self._unknown_values is None:
            return answer
        self._changed_an_answer = True
        return with_unknown_values(answer)

    def _write(
        self,
        arrival: Arrival,
        result: Result | None = None,
        *,
        fault: Fault | None = None,
        status_code: int | None = None,
    ) -> Page:
        route = arrival.route
        return self._book.open(
            JournalEntry(
                time=self._service.now(),
                method=arrival.request.method,
                path=arrival.path,
                operation=None if route is None else route.operation.name,
                order_id=None if route is None else route.parameters["order_id"],
                idempotency_key=arrival.idempotency_key,
                amount=arrival.amount,
                effect=None if result is None else result.effect,
                status_code=status_code,
                replayed=result is not None and result.replayed,
                fault=None if fault is None else fault.NAME,
            )
        )

    # --- Faults -----------------------------------------------------------------------------------

    def add_fault(self, fault: AnyFault) -> None:
        """Set a fault.

        Raises:
            ValueError: the vendor has no such operation, or the fault can do nothing to it.
        """
        with self._lock:
            if isinstance(fault, UnknownValues):
                self._unknown_values = fault
                self._changed_an_answer = False
                return
            self._check_operation(fault)
            self._faults.add(fault)

    def _check_operation(self, fault: Fault) -> None:
        if fault.operation is None:
            return
        operation = self._vendor.operations.get(fault.operation)
        if operation is None or not fault.can_strike(operation):
            choices = [name for name, choice in self._vendor.operations.items() if fault.can_strike(choice)]
            what = "no operation" if operation is None else f"nothing that {fault.NAME} could change"
            raise ValueError(
                f"operation: {fault.operation!r} is {what}; {fault.NAME} takes {', '.join(choices)}"
            )

    def faults(self) -> tuple[AnyFault, ...]:
        """Return what is still to strike, the next one first."""
        with self._lock:
            always = () if self._unknown_values is None else (self._unknown_values,)
            return (*self._faults.waiting(), *always)

    def unused_faults(self) -> tuple[AnyFault, ...]:
        """Return what has not struck once, but for what need not."""
        with self._lock:
            always = self._unknown_values
            is_unused = always is not None and not always.optional and not self._changed_an_answer
            return (*self._faults.unused(), *((always,) if always is not None and is_unused else ()))

    def end_unknown_values(self) -> None:
        """Answer with what is described again."""
        self._unknown_values = None

    def clear_faults(self) -> None:
        """Let no fault strike any more."""
        with self._lock:
            self._faults.clear()
            self.end_unknown_values()

    def forget_keys(self) -> None:
        """Honour none of the idempotency keys that were used so far."""
        self._service.forget_keys()

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self._service.reset()
            self._running.clear()
            self._book.clear()
            self.clear_faults()


def _mishap(fault: Fault | None) -> Mishap | None:
    match fault:
        case LagReads():
            return "lag_reads"
        case PaymentMethodFailed():
            return "payment_method_failed"
        case _:
            return None


def _is_applied(result: Result) -> bool:
    """Tell whether an answer says that something was applied: by this request, or by the first with its key."""
    return result.effect is not None or (result.replayed and result.answer.is_success)


def _status_code(sent: OnTheWire) -> int | None:
    if isinstance(sent, Closed):
        return None
    return sent.answer.status_code if isinstance(sent, CutShort) else sent.status_code
