"""The service: takes a request, checks it, carries it out once, and returns the vendor's answer.

A call has three steps. `Service.arrive` reads the address of a request, `Service.begin` checks it and
reserves its idempotency key, and `Service.finish` carries it out. A slow call waits before the last step:
meanwhile its key is in use, and a repetition is answered with 409.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from functools import partial
from math import isinf
from secrets import compare_digest
from threading import RLock
from typing import Any, NoReturn, TypeAlias, cast
from urllib.parse import urlsplit

import attrs

from ..runtime.messages import Answer, Headers, Request
from ..runtime.operation import Operation, Replay
from .clock import Clock
from .decisions import (
    CONFLICT_CODE,
    LINES_THAT_DO_NOT_FIT,
    METHOD_NOT_ALLOWED_CODE,
    NESTING_LIMIT,
    PAYMENT_METHOD_FAILED_CODE,
    SCHEMA_VIOLATIONS,
    SIZE_LIMIT,
    UNAUTHORIZED_CONTENT,
    UNSUPPORTED_MEDIA_TYPE_CODE,
    bad_value,
)
from .faults import LagReads, PaymentMethodFailed
from .idempotency import ReplayStore, Reservation
from .journal import Effect
from .orders import HANDLERS, UNKNOWN_ORDER_CODES
from .orders.ledger import StoredOrder
from .orders.line_findings import line_findings
from .orders.new_orders import OrderExample, new_order
from .orders.operation import Refusal, Task
from .routing import Route, Router
from .vendors import Vendor

__all__ = [
    "Admitted",
    "Answered",
    "Arrival",
    "BodyCheck",
    "Service",
    "read_json",
    "violations_by_generated_rules",
]

BodyCheck: TypeAlias = Callable[[Operation[Any], Any], Sequence[str]]
"""Takes an operation that has a body and the body as JSON data, and returns a sentence for everything
in it that breaks the description, none if it fits. The sentences are sent to the caller, so they must not
quote texts of the body."""

# The member that says how much, in the bodies that say so.
_AMOUNTS = ("captured_amount", "refunded_amount", "order_amount")


@attrs.frozen(repr=False)
class Arrival:
    """A request whose address was read.

    Args:
        request: the request.
        path: its path as it was sent, without the query.
        headers: its headers, looked up in any letter case.
        route: the operation it asks for, or ``None`` if there is no such operation.
    """

    request: Request
    path: str
    headers: Mapping[str, str]
    route: Route | None

    @property
    def idempotency_key(self) -> str | None:
        """The key, if the operation takes one and it was sent."""
        header = self.route.operation.key_header if self.route is not None else None
        return (self.headers.get(header) or None) if header is not None else None

    @property
    def amount(self) -> int | None:
        """The amount that is asked for, in minor units, if the operation takes a body that says one."""
        if self.route is None or self.route.operation.body is None:
            return None
        try:
            body = read_json(self.request.content or b"")
        except ValueError:
            return None
        return _amount_of(body) if isinstance(body, dict) else None


@attrs.frozen(repr=False)
class Admitted:
    """A request that may be carried out.

    Args:
        arrival: the request.
        route: the operation it asks for.
        reservation: its idempotency key, if it has one.
    """

    arrival: Arrival
    route: Route
    reservation: Reservation | None


@attrs.frozen(kw_only=True)
class Answered:
    """A request that has its answer.

    Args:
        answer: the answer.
        effect: what the request changed; ``None`` for reads, refusals and repeated answers.
        replayed: whether this is the answer to an earlier request with the same idempotency key.
        is_struck: whether the fault that `Service.finish` was given changed the answer.
        warnings: what does not fit in the order lines that were sent.
    """

    answer: Answer
    effect: Effect | None = None
    replayed: bool = False
    is_struck: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def is_applied(self) -> bool:
        """True if a write was carried out, by this request or by the first one with its key."""
        return self.effect is not None or (self.replayed and self.answer.is_success)


class Service:
    """One merchant's orders at one vendor.

    Args:
        vendor: whose rules apply.
        clock: tells the time.
        new_id: makes an id, a different one each time.
        check_body: says how a body breaks the vendor's description.
        strict_lines: whether order lines that do not fit are refused.
    """

    def __init__(
        self,
        vendor: Vendor,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        check_body: BodyCheck,
        strict_lines: bool = False,
    ) -> None:
        self._vendor = vendor
        self._check_body = check_body
        self._strict_lines = strict_lines
        self._clock = clock
        self._new_id = new_id
        self._router = Router(vendor.operations)
        self._orders: dict[str, StoredOrder] = {}
        # Each order as it was before the last write to it.
        self._earlier: dict[str, StoredOrder] = {}
        self._replays = ReplayStore()
        self._lock = RLock()

    # --- Requests ---------------------------------------------------------------------------------

    def arrive(self, request: Request) -> Arrival:
        """Read a request's address; nothing about it is checked yet."""
        path = urlsplit(request.url).path
        return Arrival(request, path, Headers(request.headers), self._router.find(request.method, path))

    def begin(self, arrival: Arrival) -> Answered | Admitted:
        """Check everything about a request but its body, and reserve its idempotency key.

        Returns:
            The answer if the request is refused, or its key was used before. Otherwise the argument of
            `finish`, which has to be called, or the key stays in use.
        """
        with self._lock:
            if not _is_accepted(arrival.headers.get("Authorization"), api_key=self._vendor.api_key):
                return Answered(answer=Answer(401, content=UNAUTHORIZED_CONTENT))
            try:
                route = self._check(arrival)
                key = arrival.idempotency_key
                if key is None:
                    return Admitted(arrival, route, None)
                return self._reserve(arrival, route, key)
            except Refusal as refusal:
                return Answered(answer=refusal.answer(self._new_id()))

    def finish(self, admitted: Admitted, fault: LagReads | PaymentMethodFailed | None = None) -> Answered:
        """Carry out an admitted request, and keep the answer for repetitions of its key.

        Args:
            admitted: the request.
            fault: what goes wrong, if this request gives it the chance.
        """
        reservation = admitted.reservation
        with self._lock:
            try:
                answered = self._perform(admitted, fault)
            except Refusal as refusal:
                answered = Answered(answer=refusal.answer(self._new_id()))
            except BaseException:
                if reservation is not None:
                    self._replays.release(reservation)
                raise
            if reservation is not None:
                self._replays.settle(reservation, answered.answer)
            return answered

    def _check(self, arrival: Arrival) -> Route:
        route, content = arrival.route, arrival.request.content or b""
        if route is None:
            raise self._no_route(arrival)
        # An operation without a body ignores one, and no description of it has a 413.
        if route.operation.body is not None and len(content) > SIZE_LIMIT:
            raise Refusal(413, self._vendor.error_codes[413], f"The body is larger than {SIZE_LIMIT} bytes.")
        media_type = arrival.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if route.operation.body is not None and content and media_type != "application/json":
            raise Refusal(415, UNSUPPORTED_MEDIA_TYPE_CODE, "The body must be application/json.")
        return route

    def _no_route(self, arrival: Arrival) -> Refusal:
        methods = self._router.methods(arrival.path)
        if not methods:
            return Refusal(404, self._vendor.unknown_route_code, "There is nothing at this address.")
        return Refusal(
            405,
            METHOD_NOT_ALLOWED_CODE,
            "This address does not have this method.",
            # https://www.rfc-editor.org/rfc/rfc9110#name-405-method-not-allowed
            headers=[("Allow", ", ".join(methods))],
        )

    def _reserve(self, arrival: Arrival, route: Route, key: str) -> Answered | Admitted:
        now = self._clock.now()
        earlier = self._replays.find(key, now)
        if earlier is None:
            return Admitted(arrival, route, self._replays.reserve(key, now))
        if earlier.answer is None:
            raise Refusal(409, CONFLICT_CODE, "Another request with this idempotency key is being processed.")
        return Answered(answer=earlier.answer, replayed=True)

    def _perform(self, admitted: Admitted, fault: LagReads | PaymentMethodFailed | None) -> Answered:
        request, operation = admitted.arrival.request, admitted.route.operation
        parameters = admitted.route.parameters
        body = self._read_body(operation, request.content)
        now = self._clock.now()
        order_id = parameters["order_id"]
        stored = self._current(order_id, now)
        if stored is None:
            code = UNKNOWN_ORDER_CODES.get(operation.name, "NO_SUCH_ORDER")
            raise Refusal(404, code, "Order cannot be found.")
        findings = line_findings(operation.name, body, stored.order)
        warnings = tuple(map(str, findings))
        if findings and self._strict_lines:
            sentences = (bad_value(finding.path) for finding in findings)
            refusal = Refusal(*LINES_THAT_DO_NOT_FIT, *sentences)
            return Answered(answer=refusal.answer(self._new_id()), warnings=warnings)
        is_read = operation.replay is Replay.SAFE
        earlier = self._earlier.get(order_id) if isinstance(fault, LagReads) and is_read else None
        seen = stored if earlier is None else earlier.at(now, vendor=self._vendor.name)
        task = Task(
            # The copy makes every write whole or not at all.
            order=seen.order if is_read else deepcopy(seen.order),
            allocations=list(seen.allocations),
            parameters=parameters,
            body=body,
            now=now,
            vendor=self._vendor,
            new_id=self._new_id,
            locate=partial(self._router.locate, near=request.url),
            payment_method_fails=isinstance(fault, PaymentMethodFailed),
        )
        try:
            answer = HANDLERS[operation.name](task)
        except Refusal as refusal:
            is_struck = earlier is not None or refusal.error_code == PAYMENT_METHOD_FAILED_CODE
            return Answered(answer=refusal.answer(self._new_id()), is_struck=is_struck, warnings=warnings)
        if is_read:
            return Answered(answer=answer, is_struck=earlier is not None)
        self._earlier[order_id] = stored
        self._orders[order_id] = StoredOrder(task.order, tuple(task.allocations))
        effect = Effect(
            operation=operation.name,
            order_id=order_id,
            time=now,
            idempotency_key=admitted.arrival.idempotency_key,
            capture_id=parameters.get("capture_id") or answer.headers.get("Capture-Id"),
            refund_id=answer.headers.get("Refund-Id"),
            amount=_amount_of(body),
        )
        return Answered(answer=answer, effect=effect, warnings=warnings)

    def _read_body(self, operation: Operation[Any], content: bytes | None) -> Mapping[str, Any]:
        if operation.body is None:
            return {}
        try:
            given = read_json(content or b"")
        except ValueError as error:
            raise Refusal(400, self._vendor.error_codes[400], str(error)) from None
        implied = self._vendor.implied_members.get(operation.name, {})
        body: Any = {**implied, **cast(Mapping[str, Any], given)} if isinstance(given, dict) else given
        if violations := self._check_body(operation, body):
            status, code = SCHEMA_VIOLATIONS[self._vendor.name]
            raise Refusal(status, code, *violations)
        checked: Mapping[str, Any] = body
        return checked

    def forget_keys(self) -> None:
        """Forget all idempotency keys."""
        with self._lock:
            self._replays.clear()

    # --- Orders and time --------------------------------------------------------------------------

    def add_order(self, fields: Mapping[str, Any], *, like: OrderExample = "one_line") -> dict[str, Any]:
        """Put an order in, and return a copy of it.

        Args:
            fields: the fields that matter, by name; the example gives the rest.
            like: the example.

        Raises:
            TypeError: a field is not one of an order.
            ValueError: the fields contradict each other, or the id is taken.
        """
        with self._lock:
            order = new_order(
                self._vendor,
                fields,
                like=like,
                number=len(self._orders) + 1,
                now=self._clock.now(),
                new_id=self._new_id,
            )
            order_id: str = order["order_id"]
            if order_id in self._orders:
                raise ValueError(f"there is an order {order_id} already")
            self._orders[order_id] = StoredOrder(order)
            return self.order(order_id)

    def order(self, order_id: str) -> dict[str, Any]:
        """Return a copy of an order as it is now.

        Raises:
            LookupError: there is no such order.
        """
        with self._lock:
            return deepcopy(self._existing(order_id).order)

    def set_fraud_status(self, order_id: str, fraud_status: str) -> dict[str, Any]:
        """Set what the fraud check of an order says, and return a copy of the order.

        Raises:
            LookupError: there is no such order.
        """
        with self._lock:
            stored = self._existing(order_id)
            order = {**stored.order, "fraud_status": fraud_status}
            self._orders[order_id] = StoredOrder(order, stored.allocations)
            return self.order(order_id)

    def order_ids(self) -> tuple[str, ...]:
        """Return the ids of all orders, oldest first."""
        with self._lock:
            return tuple(self._orders)

    def now(self) -> datetime:
        """Return the moment by this service's clock."""
        return self._clock.now()

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._clock.advance(by)

    def reset(self) -> None:
        """Forget all orders and idempotency keys, and go back to the time of the clock's source."""
        with self._lock:
            self._orders.clear()
            self._earlier.clear()
            self._replays.clear()
            self._clock.reset()

    def _existing(self, order_id: str) -> StoredOrder:
        stored = self._current(order_id, self._clock.now())
        if stored is None:
            raise LookupError(f"the sandbox has no order {order_id}")
        return stored

    def _current(self, order_id: str, now: datetime) -> StoredOrder | None:
        stored = self._orders.get(order_id)
        if stored is None:
            return None
        self._orders[order_id] = current = stored.at(now, vendor=self._vendor.name)
        return current


# --- Bodies ---------------------------------------------------------------------------------------


def read_json(content: bytes) -> Any:
    """Read a body.

    Raises:
        ValueError: it is not JSON, or nested too deeply; the sentence is for the caller.
    """
    try:
        body = json.loads(content, parse_float=_finite, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ValueError("The body is not JSON.") from None
    if content.count(b"[") + content.count(b"{") > NESTING_LIMIT and _is_nested_deeper(body, NESTING_LIMIT):
        raise ValueError(f"The body is nested more than {NESTING_LIMIT} levels deep.")
    return body


def violations_by_generated_rules(operation: Operation[Any], body: Any) -> Sequence[str]:
    """Check a body by the rules that the client checks it by, but let unknown names through."""
    assert operation.body is not None
    return [str(violation) for violation in operation.body().check(body, "", received=True)]


def _is_nested_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError("this number is larger than a float")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _amount_of(body: Mapping[str, Any]) -> int | None:
    return next((body[name] for name in _AMOUNTS if type(body.get(name)) is int), None)


# --- Credentials ----------------------------------------------------------------------------------


def _is_accepted(authorization: str | None, *, api_key: str) -> bool:
    """Tell whether an Authorization header holds `api_key`.

    The key is there as it is, or after any user name and a colon, base64-encoded
    (https://www.rfc-editor.org/rfc/rfc7617#section-2). The sandbox has no user names to compare.
    """
    scheme, _, value = (authorization or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return False
    value = value.strip()
    return _equal(value, api_key) or _equal(_password(value), api_key)


def _password(value: str) -> str:
    try:
        pair = b64decode(value, validate=True).decode()
    except ValueError:
        return ""
    return pair.partition(":")[2]


def _equal(given: str, expected: str) -> bool:
    return compare_digest(given.encode(), expected.encode())
