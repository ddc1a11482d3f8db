"""The service: takes a request, checks it, carries it out once, and answers as the vendor would.

A call has two halves. `Service.begin` checks the request and reserves its idempotency key;
`Service.finish` carries it out. `Service.handle` does both at once, so that calls from many threads
come one after the other and a test sees the same thing on every run. Whoever wants a call to take
time puts it between the halves: meanwhile the key is in use, and its repetition is a 409.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from math import isinf
from threading import RLock
from typing import Any, NoReturn, cast

import attrs

from ..runtime.messages import Answer, Headers, Request
from ..runtime.operations import Operation
from .answers import Created, Done, Refusal, Reply, created, done, refused, shown
from .clock import Clock, from_text
from .credentials import is_accepted
from .decisions import SIZE_LIMIT, has_expired
from .defaults import new_order
from .handlers import HANDLERS, UNKNOWN_ORDER_CODES
from .ledger import Ledger
from .replay import ReplayStore, Reservation
from .routing import Route, Router
from .tasks import Task
from .vendors import Vendor

__all__ = ["Admitted", "Service"]


@attrs.frozen(repr=False)
class Admitted:
    """A request that may be carried out.

    Args:
        request: the request.
        route: what it asks for.
        reservation: its idempotency key, if it has one.
    """

    request: Request
    route: Route
    reservation: Reservation | None


class Service:
    """One merchant's orders at one vendor.

    Args:
        vendor: whose rules apply.
        clock: tells the time.
        new_id: makes an id, a different one each time.
    """

    def __init__(self, vendor: Vendor, *, clock: Clock, new_id: Callable[[], str]) -> None:
        self._vendor = vendor
        self._clock = clock
        self._new_id = new_id
        self._router = Router(vendor.operations)
        self._orders: dict[str, dict[str, Any]] = {}
        self._replays = ReplayStore()
        self._lock = RLock()

    # --- Requests ---------------------------------------------------------------------------------

    def handle(self, request: Request) -> Answer:
        """Answer a request."""
        with self._lock:
            step = self.begin(request)
            return step if isinstance(step, Answer) else self.finish(step)

    def begin(self, request: Request) -> Answer | Admitted:
        """Check everything about a request but its body, and reserve its idempotency key.

        Returns:
            The answer, if there is nothing to carry out: the request is refused, or its key was
            used before. Otherwise what `finish` takes; it has to be called, or the key stays in use.
        """
        headers = Headers(request.headers)
        with self._lock:
            if not is_accepted(headers.get("Authorization"), api_key=self._vendor.api_key):
                # Decided: without a body, which is what a gateway in front of the service would do.
                return Answer(401)
            try:
                route = self._route(request, headers)
                key = route.operation.key_header and headers.get(route.operation.key_header)
                if not key:
                    return Admitted(request, route, None)
                return self._reserve(request, route, key)
            except Refusal as refusal:
                return refused(refusal, self._new_id())

    def finish(self, admitted: Admitted) -> Answer:
        """Carry out what `begin` admitted, and keep the answer for repetitions of the key."""
        reservation = admitted.reservation
        with self._lock:
            try:
                answer = self._perform(admitted)
            except Refusal as refusal:
                answer = refused(refusal, self._new_id())
            except BaseException:
                if reservation is not None:
                    self._replays.release(reservation)
                raise
            if reservation is not None:
                self._replays.settle(reservation, answer)
            return answer

    def _route(self, request: Request, headers: Headers) -> Route:
        route = self._router.find(request.method, request.url)
        if route is None:
            raise Refusal(404, self._vendor.unknown_route_code, "There is nothing at this address.")
        content = request.content or b""
        if len(content) > SIZE_LIMIT:
            raise Refusal(413, self._vendor.too_large_code, f"The body is larger than {SIZE_LIMIT} bytes.")
        media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if route.operation.body is not None and content and media_type != "application/json":
            raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", "The body must be application/json.")
        return route

    def _reserve(self, request: Request, route: Route, key: str) -> Answer | Admitted:
        credential, now = self._vendor.api_key, self._clock.now()
        earlier = self._replays.find(credential, key, now)
        if earlier is None:
            return Admitted(request, route, self._replays.reserve(credential, key, now))
        if earlier.answer is None:
            raise Refusal(409, "CONFLICT", "Another request with this idempotency key is being processed.")
        return earlier.answer

    def _perform(self, admitted: Admitted) -> Answer:
        operation, parameters = admitted.route.operation, admitted.route.parameters
        body = self._read_body(operation, admitted.request.content)
        now = self._clock.now()
        order_id = parameters["order_id"]
        order = self._current(order_id, now)
        if order is None:
            code = UNKNOWN_ORDER_CODES.get(operation.name, "NO_SUCH_ORDER")
            raise Refusal(404, code, "Order cannot be found.")
        task = Task(
            # The copy makes every write whole or not at all.
            order=order if operation.method == "GET" else deepcopy(order),
            parameters=parameters,
            body=body,
            now=now,
            vendor=self._vendor,
            new_id=self._new_id,
        )
        reply = HANDLERS[operation.name](task)
        self._orders[order_id] = task.order
        return self._answer(reply, admitted)

    def _read_body(self, operation: Operation[Any], content: bytes | None) -> Mapping[str, Any]:
        if operation.body is None:
            return {}
        try:
            given: Any = json.loads(content or b"", parse_float=_finite, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise Refusal(400, self._vendor.malformed_code, "The body is not JSON.") from None
        implied = self._vendor.implied_members.get(operation.name, {})
        body: Any = {**implied, **cast(Mapping[str, Any], given)} if isinstance(given, dict) else given
        if violations := [str(violation) for violation in operation.body().check(body, "")]:
            raise Refusal(400, self._vendor.malformed_code, *violations)
        checked: Mapping[str, Any] = body
        return checked

    def _answer(self, reply: Reply, admitted: Admitted) -> Answer:
        if isinstance(reply, Done):
            return done()
        if isinstance(reply, Created):
            parameters = {**admitted.route.parameters, reply.parameter: reply.identifier}
            location = self._router.locate(reply.reader, parameters, near=admitted.request.url)
            return created(reply.header, reply.identifier, location)
        return shown(reply.body)

    # --- The truth --------------------------------------------------------------------------------

    def _current(self, order_id: str, now: datetime) -> dict[str, Any] | None:
        order = self._orders.get(order_id)
        if order is None:
            return None
        ledger = Ledger.of(order)
        if has_expired(status=ledger.status, expires_at=from_text(order["expires_at"]), now=now):
            order = dict(order)
            ledger.expire().write_to(order)
            self._orders[order_id] = order
        return order

    def add_order(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Put an order in, and return a copy of it.

        Args:
            fields: the fields that matter, by name; the rest is made up.

        Raises:
            TypeError: a field is not one of an order.
            ValueError: the fields contradict each other, or the id is taken.
        """
        with self._lock:
            now = self._clock.now()
            order = new_order(
                self._vendor, fields, number=len(self._orders) + 1, now=now, new_id=self._new_id
            )
            order_id: str = order["order_id"]
            if order_id in self._orders:
                raise ValueError(f"there is an order {order_id} already")
            self._orders[order_id] = order
            return self.order(order_id)

    def order(self, order_id: str) -> dict[str, Any]:
        """Return a copy of an order as it is now.

        Raises:
            LookupError: there is no such order.
        """
        with self._lock:
            order = self._current(order_id, self._clock.now())
            if order is None:
                raise LookupError(f"the sandbox has no order {order_id}")
            return deepcopy(order)

    def order_ids(self) -> tuple[str, ...]:
        """Return the ids of all orders, oldest first."""
        with self._lock:
            return tuple(self._orders)

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        with self._lock:
            self._clock.advance(by)

    def reset(self) -> None:
        """Forget all orders and idempotency keys, and go back to the time of the clock's source."""
        with self._lock:
            self._orders.clear()
            self._replays.clear()
            self._clock.reset()


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError("this number is larger than a float")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
