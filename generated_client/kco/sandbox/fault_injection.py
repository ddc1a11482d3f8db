# Copied from generator/client/sandbox/fault_injection.py by "make generate"; change that, not this.
"""Lets faults strike requests on their way to the service and back, and writes the journal.

A request comes in at `Gateway.receive`, and one of these goes out on the wire. The transports in this
process turn it into what the network's transport would raise, and the HTTP server into bytes:

- an `Answer`, to be sent as it is;
- `CutShort`: the whole head, which announces the whole body, and then only a part of that body;
- `Closed`: the connection ends without a byte of an answer;
- `Delayed`: nothing yet. After its `seconds` it goes into `Gateway.resume`, which returns one of the
  other three. It has to go there even if the caller has given up meanwhile: the service carries out the
  request, and until then the idempotency key is in use.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from threading import RLock
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import attrs

from ..runtime.messages import Answer, Headers, Request
from ..runtime.operation import Operation, Replay
from .faults import (
    AnyFault,
    DropRequest,
    Fault,
    Garbage,
    GarbageBody,
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
from .orders import UNKNOWN_ORDER_CODES
from .orders.operation import Refusal
from .routing import Route
from .service import Admitted, Answered, Arrival, Service
from .vendors import Vendor

__all__ = ["Closed", "CutShort", "Delayed", "Gateway", "OnTheWire"]


@attrs.frozen
class CutShort:
    """An answer that breaks off: the connection is closed in the middle of its body.

    Args:
        answer: the whole answer. Its head goes out complete, with the length of the whole body.
        length: how many bytes of the body go out; always fewer than there are.
    """

    answer: Answer
    length: int

    @property
    def sent(self) -> bytes:
        """The part of the body that goes out."""
        return self.answer.content[: self.length]


@attrs.frozen
class Closed:
    """The connection is closed, and not a byte of an answer went out."""


@attrs.frozen(repr=False)
class Delayed:
    """A call that takes its time.

    Args:
        seconds: how long, at least 0, in real time.
        page: where the journal has it.
    """

    seconds: float
    page: Page

    def __repr__(self) -> str:
        return f"Delayed({self.seconds:g} s)"


OnTheWire: TypeAlias = Answer | CutShort | Closed
"""How a call ends for the caller."""


class Gateway:
    """Receives the requests of one service.

    Calls come one after the other, so that a test sees the same thing in every run, and so that two
    that arrive at the same time with one key are one call and its repetition. Only a call that `Slow`
    has struck lets others in before it ends.

    Args:
        service: carries requests out.
        vendor: whose error codes faults answer with.
        new_id: makes an id, a different one each time.
    """

    def __init__(self, service: Service, *, vendor: Vendor, new_id: Callable[[], str]) -> None:
        self._service = service
        self._vendor = vendor
        self._new_id = new_id
        self._faults = _FaultQueue()
        self._unknown_values: UnknownValues | None = None
        self._changed_an_answer = False
        self._running: dict[int, tuple[Delayed, Admitted | Answered]] = {}
        self._book = Book()
        self._lock = RLock()
        self.journal: Journal = Journal(self._book)

    # --- Calls ------------------------------------------------------------------------------------

    def receive(self, request: Request) -> OnTheWire | Delayed:
        """Let a request in, with the faults that are waiting for it."""
        with self._lock:
            arrival = self._service.arrive(_with_known_values(request) if self._unknown_values else request)
            route = arrival.route
            fault = None if route is None else self._faults.first_for(route.operation)
            if route is not None and isinstance(fault, (Status, RateLimit, DropRequest)):
                return self._turn_away(arrival, route, fault)
            begun = self._service.begin(arrival)
            if isinstance(fault, Slow):
                self._faults.count(fault)
                delayed = Delayed(fault.seconds, self._write(arrival, fault=fault))
                self._running[id(delayed)] = (delayed, begun)
                return delayed
            return self._send(arrival, self._finish(begun, fault), fault)

    def resume(self, delayed: Delayed, *, given_up: bool = False) -> OnTheWire:
        """Carry out a delayed call, whose waiting is over.

        Args:
            delayed: the call.
            given_up: whether its caller is gone, so that the answer reaches nobody.

        Returns:
            How it ends for the caller. If the sandbox was reset meanwhile, nothing is carried out and
            the connection is closed: the call belongs to an earlier test.
        """
        with self._lock:
            _, begun = self._running.pop(id(delayed), (delayed, None))
            if begun is None:
                return Closed()
            answered = self._finish(begun)
            delayed.page.entry = attrs.evolve(
                delayed.page.entry,
                effect=answered.effect,
                warnings=answered.warnings,
                status_code=None if given_up else answered.answer.status_code,
                replayed=answered.replayed,
            )
            return self._altered(answered.answer)

    def handle(self, request: Request) -> Answer:
        """Answer a request past all faults."""
        with self._lock:
            arrival = self._service.arrive(request)
            answered = self._finish(self._service.begin(arrival))
            self._write(arrival, answered, status_code=answered.answer.status_code)
            return answered.answer

    def _turn_away(
        self, arrival: Arrival, route: Route, fault: Status | RateLimit | DropRequest
    ) -> OnTheWire:
        self._faults.count(fault)
        if isinstance(fault, DropRequest):
            self._write(arrival, fault=fault)
            return Closed()
        answer = _error_answer(fault, self._vendor, route.operation, correlation_id=self._new_id())
        self._write(arrival, fault=fault, status_code=answer.status_code)
        return self._altered(answer)

    def _finish(self, begun: Admitted | Answered, fault: Fault | None = None) -> Answered:
        if isinstance(begun, Answered):
            return begun
        inner = fault if isinstance(fault, (LagReads, PaymentMethodFailed)) else None
        answered = self._service.finish(begun, inner)
        if answered.effect is not None:
            self._book.add(answered.effect)
        return answered

    def _send(self, arrival: Arrival, answered: Answered, fault: Fault | None) -> OnTheWire:
        sent: OnTheWire = (answer := self._altered(answered.answer))
        match fault:
            case LoseResponse() if answered.is_applied:
                sent = Closed()
            case Truncate():
                sent = _cut_short(answer, fault)
            case Garbage():
                sent = _garbage_answer(answer, fault)
            case LagReads() | PaymentMethodFailed() if answered.is_struck:
                pass
            case _:
                fault = None
        if fault is not None:
            self._faults.count(fault)
        self._write(arrival, answered, fault=fault, status_code=_status_code(sent))
        return sent

    def _altered(self, answer: Answer) -> Answer:
        if self._unknown_values is None:
            return answer
        self._changed_an_answer = True
        return _with_unknown_values(answer)

    def _write(
        self,
        arrival: Arrival,
        answered: Answered | None = None,
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
                effect=None if answered is None else answered.effect,
                status_code=status_code,
                replayed=answered is not None and answered.replayed,
                fault=None if fault is None else fault.NAME,
                warnings=() if answered is None else answered.warnings,
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
                self._unknown_values, self._changed_an_answer = fault, False
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
        """Return the faults that are still to strike, the next one first."""
        with self._lock:
            always = () if self._unknown_values is None else (self._unknown_values,)
            return (*self._faults.waiting(), *always)

    def unused_faults(self) -> tuple[AnyFault, ...]:
        """Return the faults that have not struck once, without the optional ones."""
        with self._lock:
            always = self._unknown_values
            if always is None or always.optional or self._changed_an_answer:
                return self._faults.unused()
            return (*self._faults.unused(), always)

    def end_unknown_values(self) -> None:
        """Answer as the description says again."""
        self._unknown_values = None

    def clear_faults(self) -> None:
        """Let no fault strike any more."""
        with self._lock:
            self._faults = _FaultQueue()
            self.end_unknown_values()

    def reset(self) -> None:
        """Forget everything."""
        with self._lock:
            self._service.reset()
            self._running.clear()
            self._book.clear()
            self.clear_faults()


def _status_code(sent: OnTheWire) -> int | None:
    if isinstance(sent, Closed):
        return None
    return sent.answer.status_code if isinstance(sent, CutShort) else sent.status_code


# --- The faults that wait -------------------------------------------------------------------------


@attrs.define(eq=False)
class _Waiting:
    fault: Fault
    has_struck: bool = False


class _FaultQueue:
    """Faults in the order they were set."""

    def __init__(self) -> None:
        self._line: list[_Waiting] = []

    def add(self, fault: Fault) -> None:
        """Put a fault at the end of the line."""
        self._line.append(_Waiting(fault))

    def first_for(self, operation: Operation[Any]) -> Fault | None:
        """Return the fault that may strike a request for this operation; it is not counted yet."""
        fitting = [waiting.fault for waiting in self._line if _fits(waiting.fault, operation)]
        # One without an end would keep those behind it waiting for ever.
        return min(fitting, key=lambda fault: fault.times is None, default=None)

    def count(self, fault: Fault) -> None:
        """Count that a fault has struck; after its last time it leaves the line."""
        waiting = next(waiting for waiting in self._line if waiting.fault is fault)
        waiting.has_struck = True
        if fault.times == 1:
            self._line.remove(waiting)
        elif fault.times is not None:
            waiting.fault = attrs.evolve(fault, times=fault.times - 1)

    def waiting(self) -> tuple[Fault, ...]:
        """Return the faults that are left, the next one first, with the times that are left."""
        return tuple(waiting.fault for waiting in self._line)

    def unused(self) -> tuple[Fault, ...]:
        """Return the faults that have not struck once, without the optional ones."""
        return tuple(
            waiting.fault for waiting in self._line if not waiting.has_struck and not waiting.fault.optional
        )


def _fits(fault: Fault, operation: Operation[Any]) -> bool:
    if fault.operation is not None:
        return fault.operation == operation.name
    is_write = operation.replay is not Replay.SAFE
    return fault.can_strike(operation) and (is_write or isinstance(fault, LagReads))


# --- The answers of faults ------------------------------------------------------------------------

_REFUSAL_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "captures.create": "CAPTURE_NOT_ALLOWED",
        "orders.cancel": "CANCEL_NOT_ALLOWED",
        "refunds.create": "REFUND_NOT_ALLOWED",
    }
)

_GARBAGE: Final[Mapping[GarbageBody, tuple[str, bytes]]] = MappingProxyType(
    {
        "html": (
            "text/html; charset=utf-8",
            b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Something went wrong</h1>"
            b"</body></html>",
        ),
        "text": ("text/plain", b"upstream connect error or disconnect/reset before headers"),
        "json": ("application/json", b'{"order_id": "'),
        "empty": ("application/json", b""),
    }
)


def _error_answer(
    fault: Status | RateLimit, vendor: Vendor, operation: Operation[Any], *, correlation_id: str
) -> Answer:
    """Return the answer of a service that is overloaded or down, or refuses without looking."""
    status, code = (fault.code, fault.error_code) if isinstance(fault, Status) else (429, None)
    code = code or _error_code(status, vendor, operation)
    headers = _when_to_come_back(fault, vendor)
    if code is None:
        return Answer(status, Headers(headers))
    return Refusal(status, code, "The sandbox was told to answer so.", headers=headers).answer(correlation_id)


def _when_to_come_back(fault: Status | RateLimit, vendor: Vendor) -> list[tuple[str, str]]:
    if fault.retry_after is None:
        return []
    # https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    pairs = [("Retry-After", str(fault.retry_after))]
    if isinstance(fault, RateLimit) and vendor.rate_limit is not None:
        pairs += [
            ("X-Ratelimit-Limit", vendor.rate_limit),
            ("X-Ratelimit-Remaining", "0"),
            ("X-Ratelimit-Reset", str(fault.retry_after)),
        ]
    return pairs


def _error_code(status: int, vendor: Vendor, operation: Operation[Any]) -> str | None:
    if status == 403:
        return _REFUSAL_CODES.get(operation.name, "NOT_ALLOWED")
    if status == 404:
        return UNKNOWN_ORDER_CODES.get(operation.name, "NO_SUCH_ORDER")
    return vendor.error_codes.get(status)


def _garbage_answer(answer: Answer, fault: Garbage) -> Answer:
    """Return what a broken intermediary makes of an answer."""
    media_type, content = _GARBAGE[fault.body]
    return Answer(_with_body(answer.status_code), Headers([("Content-Type", media_type)]), content)


def _cut_short(answer: Answer, fault: Truncate) -> CutShort:
    # An answer without a body is given one, since one of length 0 cannot be too short.
    content = answer.content or b"{}"
    length = len(content) // 2 if fault.after is None else min(fault.after, len(content) - 1)
    return CutShort(Answer(_with_body(answer.status_code), answer.headers, content), length)


def _with_body(status_code: int) -> int:
    # A 204 ends with its head: https://www.rfc-editor.org/rfc/rfc9110#name-204-no-content
    return 200 if status_code == 204 else status_code


# --- Unknown values -------------------------------------------------------------------------------

# A vendor can be ahead of its description. Answers get one more field in every object, and other values in
# the place of those that a description lists: states in another letter case, which a client can look past,
# and kinds of lines, payments, shipments and subscriptions that are new altogether. Such a vendor knows its
# own words when they come back, so the service reads requests, and stores orders, without them.

_NEW_FIELD: Final = "sandbox_new_field"
_NEW_CONTENT: Final = {"type": "UNHEARD_OF", "values": [1, 2.5, None, True]}
_NEW_SUFFIX: Final = "_unheard_of"
# Their values in another letter case, and with a new member in their place.
_IN_ODD_CASE: Final = frozenset({"status", "fraud_status"})
_WITH_NEW_MEMBERS: Final = frozenset({"type", "shipping_method", "interval"})


def _with_unknown_values(answer: Answer) -> Answer:
    """Return an answer with unknown fields and values in its body, if that is JSON."""
    body = _json(answer.content)
    if body is None:
        return answer
    content = json.dumps(_changed(body, _to_unknown), allow_nan=False, separators=(",", ":"))
    return Answer(answer.status_code, answer.headers, content.encode("ascii"))


def _with_known_values(request: Request) -> Request:
    """Return a request without what `_with_unknown_values` had added or replaced."""
    body = _json(request.content or b"")
    try:
        known = _changed(body, _to_known)
    except RecursionError:
        return request
    return request if known == body else attrs.evolve(request, content=json.dumps(known).encode("ascii"))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _changed(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    if isinstance(value, dict):
        return change({name: _changed(member, change) for name, member in value.items()})
    return value


def _to_unknown(members: dict[str, Any]) -> dict[str, Any]:
    return {**{name: _unknown(name, value) for name, value in members.items()}, _NEW_FIELD: _NEW_CONTENT}


def _unknown(name: str, value: Any) -> Any:
    if isinstance(value, str) and name in _IN_ODD_CASE:
        return value.title()
    if isinstance(value, str) and name in _WITH_NEW_MEMBERS:
        return f"{value}{_NEW_SUFFIX}"
    return value


def _to_known(members: dict[str, Any]) -> dict[str, Any]:
    return {name: _known(name, value) for name, value in members.items() if name != _NEW_FIELD}


def _known(name: str, value: Any) -> Any:
    is_new = isinstance(value, str) and name in _WITH_NEW_MEMBERS
    return value.removesuffix(_NEW_SUFFIX) if is_new else value
