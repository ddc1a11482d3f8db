"""The service: takes a request, checks it, carries it out once, and answers as the vendor would.

A call has three steps. `Service.arrive` reads the address of a request, `Service.begin` checks it and
reserves its idempotency key, and `Service.finish` carries it out. Whoever wants a call to take time puts
it before the last: meanwhile the key is in use, and its repetition is a 409.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from threading import RLock
from typing import Any, cast
from urllib.parse import urlsplit

from ..runtime.messages import Answer, Headers, Request
from ..runtime.operation import Operation, Replay
from .admission import Admitted, Arrival
from .answers import Created, Done, Refusal, Reply, created, done, refused, shown
from .bodies import BodyCheck, read_json, violations_by_generated_rules
from .clock import Clock
from .credentials import is_accepted
from .decisions import (
    CONFLICT_CODE,
    METHOD_NOT_ALLOWED_CODE,
    PAYMENT_METHOD_FAILED_CODE,
    SCHEMA_VIOLATIONS,
    SIZE_LIMIT,
    UNAUTHORIZED_CONTENT,
    UNSUPPORTED_MEDIA_TYPE_CODE,
)
from .defaults import new_order
from .handlers import HANDLERS, UNKNOWN_ORDER_CODES
from .ledger import StoredOrder
from .order_examples import OrderExample
from .replay import ReplayStore
from .results import Effect, Mishap, Result, amount_of
from .routing import Route, Router
from .tasks import Task
from .vendors import Vendor

__all__ = ["Service"]


class Service:
    """One merchant's orders at one vendor.

    Args:
        vendor: whose rules apply.
        clock: tells the time.
        new_id: makes an id, a different one each time.
        check_body: says how a body breaks the vendor's description.
    """

    def __init__(
        self,
        vendor: Vendor,
        *,
        clock: Clock,
        new_id: Callable[[], str],
        check_body: BodyCheck = violations_by_generated_rules,
    ) -> None:
        self._vendor = vendor
        self._check_body = check_body
        self._clock = clock
        self._new_id = new_id
        self._router = Router(vendor.operations)
        self._orders: dict[str, StoredOrder] = {}
        # As each order was before the last write to it.
        self._earlier: dict[str, StoredOrder] = {}
        self._replays = ReplayStore()
        self._lock = RLock()

    # --- Requests ---------------------------------------------------------------------------------

    def arrive(self, request: Request) -> Arrival:
        """Read a request's address; nothing about it is checked yet."""
        path = urlsplit(request.url).path
        return Arrival(request, path, Headers(request.headers), self._router.find(request.method, path))

    def begin(self, arrival: Arrival) -> Result | Admitted:
        """Check everything about a request but its body, and reserve its idempotency key.

        Returns:
            The end of the call, if there is nothing to carry out: the request is refused, or its key
            was used before. Otherwise what `finish` takes; it has to be called, or the key stays in use.
        """
        with self._lock:
            if not is_accepted(arrival.headers.get("Authorization"), api_key=self._vendor.api_key):
                return Result(answer=Answer(401, content=UNAUTHORIZED_CONTENT))
            try:
                route = self._check(arrival)
                key = arrival.idempotency_key
                if key is None:
                    return Admitted(arrival, route, None)
                return self._reserve(arrival, route, key)
            except Refusal as refusal:
                return Result(answer=refused(refusal, self._new_id()))

    def finish(self, admitted: Admitted, mishap: Mishap | None = None) -> Result:
        """Carry out what `begin` admitted, and keep the answer for repetitions of the key.

        Args:
            admitted: the call.
            mishap: what goes wrong if it can.
        """
        reservation = admitted.reservation
        with self._lock:
            try:
                result = self._perform(admitted, mishap)
            except Refusal as refusal:
                result = Result(answer=refused(refusal, self._new_id()))
            except BaseException:
                if reservation is not None:
                    self._replays.release(reservation)
                raise
            if reservation is not None:
                self._replays.settle(reservation, result.answer)
            return result

    def _check(self, arrival: Arrival) -> Route:
        route, content = arrival.route, arrival.request.content or b""
        if route is None:
            raise self._no_route(arrival)
        # Where no body belongs, nobody reads one, and no description has a 413.
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

    def _reserve(self, arrival: Arrival, route: Route, key: str) -> Result | Admitted:
        credential, now = self._vendor.api_key, self._clock.now()
        earlier = self._replays.find(credential, key, now)
        if earlier is None:
            return Admitted(arrival, route, self._replays.reserve(credential, key, now))
        if earlier.answer is None:
            raise Refusal(409, CONFLICT_CODE, "Another request with this idempotency key is being processed.")
        return Result(answer=earlier.answer, replayed=True)

    def _perform(self, admitted: Admitted, mishap: Mishap | None) -> Result:
        operation, parameters = admitted.route.operation, admitted.route.parameters
        body = self._read_body(operation, admitted.arrival.request.content)
        now = self._clock.now()
        order_id = parameters["order_id"]
        stored = self._current(order_id, now)
        if stored is None:
            code = UNKNOWN_ORDER_CODES.get(operation.name, "NO_SUCH_ORDER")
            raise Refusal(404, code, "Order cannot be found.")
        is_read = operation.replay is Replay.SAFE
        earlier = self._earlier.get(order_id) if mishap == "lag_reads" and is_read else None
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
            payment_method_fails=mishap == "payment_method_failed",
        )
        try:
            reply = HANDLERS[operation.name](task)
        except Refusal as refusal:
            met = earlier is not None or refusal.error_code == PAYMENT_METHOD_FAILED_CODE
            return Result(answer=refused(refusal, self._new_id()), mishap=met)
        if not is_read:
            self._earlier[order_id] = stored
            self._orders[order_id] = StoredOrder(task.order, tuple(task.allocations))
        return Result(
            answer=self._answer(reply, admitted),
            effect=_effect(admitted, task, reply),
            mishap=earlier is not None,
        )

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

    def _answer(self, reply: Reply, admitted: Admitted) -> Answer:
        if isinstance(reply, Done):
            return done(self._new_id())
        if isinstance(reply, Created):
            parameters = {**admitted.route.parameters, reply.parameter: reply.identifier}
            location = self._router.locate(reply.reader, parameters, near=admitted.arrival.request.url)
            return created(reply.header, reply.identifier, location, self._new_id())
        return shown(reply.body)

    def now(self) -> datetime:
        """Return the moment by this service's clock."""
        return self._clock.now()

    # --- The truth --------------------------------------------------------------------------------

    def _current(self, order_id: str, now: datetime) -> StoredOrder | None:
        stored = self._orders.get(order_id)
        if stored is None:
            return None
        self._orders[order_id] = current = stored.at(now, vendor=self._vendor.name)
        return current

    def add_order(self, fields: Mapping[str, Any], *, like: OrderExample = "one_line") -> dict[str, Any]:
        """Put an order in, and return a copy of it.

        Args:
            fields: the fields that matter, by name; the rest is made up.
            like: the example that makes it up.

        Raises:
            TypeError: a field is not one of an order.
            ValueError: the fields contradict each other, or the id is taken.
        """
        with self._lock:
            now = self._clock.now()
            order = new_order(
                self._vendor,
                fields,
                like=like,
                number=len(self._orders) + 1,
                now=now,
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
            stored = self._current(order_id, self._clock.now())
            if stored is None:
                raise LookupError(f"the sandbox has no order {order_id}")
            return deepcopy(stored.order)

    def set_fraud_status(self, order_id: str, fraud_status: str) -> dict[str, Any]:
        """Let the fraud check of an order end, and return a copy of the order.

        Raises:
            LookupError: there is no such order.
        """
        with self._lock:
            stored = self._current(order_id, self._clock.now())
            if stored is None:
                raise LookupError(f"the sandbox has no order {order_id}")
            order = {**stored.order, "fraud_status": fraud_status}
            self._orders[order_id] = StoredOrder(order, stored.allocations)
            return self.order(order_id)

    def order_ids(self) -> tuple[str, ...]:
        """Return the ids of all orders, oldest first."""
        with self._lock:
            return tuple(self._orders)

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._clock.advance(by)

    def forget_keys(self) -> None:
        """Forget all idempotency keys."""
        with self._lock:
            self._replays.clear()

    def reset(self) -> None:
        """Forget all orders and idempotency keys, and go back to the time of the clock's source."""
        with self._lock:
            self._orders.clear()
            self._earlier.clear()
            self._replays.clear()
            self._clock.reset()


def _effect(admitted: Admitted, task: Task, reply: Reply) -> Effect | None:
    operation, parameters = admitted.route.operation, task.parameters
    if operation.replay is Replay.SAFE:
        return None
    made = {reply.parameter: reply.identifier} if isinstance(reply, Created) else {}
    return Effect(
        operation=operation.name,
        order_id=parameters["order_id"],
        time=task.now,
        idempotency_key=admitted.arrival.idempotency_key,
        capture_id=parameters.get("capture_id") or made.get("capture_id"),
        refund_id=made.get("refund_id"),
        amount=amount_of(task.body),
    )
