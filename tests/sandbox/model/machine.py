"""Drives every operation of a vendor in random order, through the client, against sandbox and model."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import attrs
import kco
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from kco.runtime.operation import Operation, Replay

from .checking import START, CheckingMachine, Tally, is_checked, same
from .inputs import BODIES, MALFORMED, UNKNOWN_IDS, Draw, add_order
from .orders import Call, Order, Refused

__all__ = ["FAULTS", "AsyncOrderManagementMachine", "OrderManagementMachine", "machine_of", "operations_of"]

MOST_ORDERS = 4
#: Faults of the connection, and what a refusal of the second attempt means: the first is suspected only
#: where it may have happened.
FAULTS = (("lose_response", "rejected"), ("drop_request", "unknown"))
#: What may have happened to the first order before anything is drawn at random, so that every run does
#: not have to find its own way to the rarer states.
EXPIRY = "expiry"
BEGINNINGS = (
    ("captures.create", EXPIRY, "refunds.create"),
    ("captures.create", "refunds.create"),
    ("captures.create", "captures.create"),
    ("captures.create", "refunds.create", "refunds.create", "orders.release_remaining_authorization"),
    ("captures.create",),
    (),
)


class OrderManagementMachine(CheckingMachine):
    """Makes one call after the other; after each the answer and every order must be what the model says.

    A subclass names the vendor and has one rule for each of its operations; see `machine_of`.
    """

    # --- The rules ----------------------------------------------------------------------------------

    @initialize(data=st.data())
    def customers_have_ordered(self, data: st.DataObject) -> None:
        self._place_order(data)
        for operation in data.draw(st.sampled_from(BEGINNINGS)):
            if operation == EXPIRY:
                self._pass_time(max(order.expires_at for order in self.model.orders.values()) - START)
            else:
                self.check(self.draw_call(data.draw, operation, known=True))
        self._place_order(data)

    @rule(data=st.data())
    @precondition(lambda self: len(self.model.orders) < MOST_ORDERS)
    def another_customer_orders(self, data: st.DataObject) -> None:
        self._place_order(data)

    def _place_order(self, data: st.DataObject) -> None:
        order = self.sandbox.add_order(**add_order(data.draw, self.model.now))
        self.model.orders[order.order_id] = _order(self.VENDOR, order.to_dict())
        self.compare()

    @rule(data=st.data())
    @precondition(lambda self: self.orders_that(_can_be_captured))
    def a_parcel_goes_out(self, data: st.DataObject) -> None:
        self._move_money(data, "captures.create", self.orders_that(_can_be_captured))

    @rule(data=st.data())
    @precondition(lambda self: self.orders_that(_can_be_refunded))
    def a_parcel_comes_back(self, data: st.DataObject) -> None:
        self._move_money(data, "refunds.create", self.orders_that(_can_be_refunded))

    @rule(data=st.data())
    @precondition(lambda self: self.orders_that(_can_be_released))
    def the_rest_is_not_in_stock(self, data: st.DataObject) -> None:
        self._move_money(data, "orders.release_remaining_authorization", self.orders_that(_can_be_released))

    def _move_money(self, data: st.DataObject, operation: str, orders: list[Order]) -> None:
        # Calls drawn at random seldom get an order far; these three do what it is ready for.
        self.check(self.draw_call(data.draw, operation, orders=orders, known=True))

    def orders_that(self, are_ready: Callable[[Order], bool]) -> list[Order]:
        """Return the orders for which a condition holds."""
        return [order for order in self.model.orders.values() if are_ready(order)]

    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        expiries = [order.expires_at - self.model.now for order in self.model.orders.values() if order.open]
        moments = [timedelta(minutes=5), timedelta(hours=1), timedelta(hours=24), timedelta(days=10)]
        moments += [timedelta(minutes=5, milliseconds=-1)]
        for left in expiries:
            moments += [left, left - timedelta(milliseconds=1)]
        self._pass_time(data.draw(st.sampled_from([moment for moment in moments if moment > timedelta()])))

    def _pass_time(self, time: timedelta) -> None:
        self.sandbox.advance(seconds=time.total_seconds())
        self.model.advance(time)
        self.compare()

    @rule(data=st.data())
    @precondition(lambda self: self.writes)
    def a_call_is_repeated(self, data: st.DataObject) -> None:
        self.check(data.draw(st.sampled_from(self.writes[-8:])))

    @rule(data=st.data())
    @precondition(lambda self: self.writes)
    def a_key_is_used_for_another_call(self, data: st.DataObject) -> None:
        earlier = data.draw(st.sampled_from(self.writes[-8:]))
        call = attrs.evolve(self.draw_call(data.draw, self._draw_write(data)), key=earlier.key)
        if not _same_request(call, earlier):
            self.expect(kco.IdempotencyKeyReusedError, call, validate=is_checked(call))
        # Another process knows nothing of the keys that this one has used.
        self.check(call, self.new_client())

    @rule(data=st.data())
    def the_body_is_malformed(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(set(MALFORMED) & set(self.OPERATIONS))))
        call = self.draw_call(data.draw, name, known=True)
        wrong = data.draw(st.sampled_from(MALFORMED[name]))
        call = attrs.evolve(call, body={**call.body, **wrong}, malformed=True)
        self.expect(kco.InvalidInputError, call)
        self.check(call)

    @rule(data=st.data())
    def the_connection_fails(self, data: st.DataObject) -> None:
        fault, refusal = data.draw(st.sampled_from(FAULTS))
        call = self.draw_call(data.draw, self._draw_write(data))
        getattr(self.sandbox, fault)()
        # It tries again with the same key, so that what happens happens once.
        self.check(call, self.new_client(retries=kco.RetryPolicy(first_delay=0)), refusal=refusal)
        self.TALLY.faults[fault] += not self.sandbox.faults
        # A lost answer waits for a call that changes something.
        self.sandbox.clear_faults()

    def _draw_write(self, data: st.DataObject) -> str:
        writes = [name for name, operation in self.OPERATIONS.items() if operation.replay is Replay.BY_KEY]
        return data.draw(st.sampled_from(writes))

    @rule(data=st.data())
    def the_credential_is_wrong(self, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(self.OPERATIONS)))
        stranger = self.new_client(api_key=f"{'kco' if self.VENDOR == 'kustom' else 'klarna'}_test_api_wrong")
        call = self.draw_call(data.draw, name)
        answer = self.send(call, stranger, validate=is_checked(call))
        same(call, answer, Refused(401, None))
        self.TALLY.steps += 1
        self.compare()

    # --- Drawing ------------------------------------------------------------------------------------

    def draw_call(
        self, draw: Draw, name: str, *, orders: list[Order] | None = None, known: bool = False
    ) -> Call:
        """Return a call of an operation, with a key that nobody has used.

        Args:
            draw: draws a value.
            name: the operation.
            orders: the orders to choose from, all if not given.
            known: whether every id has to be one that the order has.
        """
        operation = self.OPERATIONS[name]
        parameters = operation.path_parameters
        everything = list(self.model.orders.values())
        if "capture_id" in parameters:
            orders = orders or [order for order in everything if order.captures]
        if "refund_id" in parameters:
            orders = orders or [order for order in everything if order.refunds]
        order = draw(st.sampled_from(orders or everything))
        ids = {
            "order_id": [order.order_id],
            "capture_id": [capture.capture_id for capture in order.captures],
            "refund_id": [refund.refund_id for refund in order.refunds],
        }
        return Call(
            operation=name,
            path=tuple(self._draw_id(draw, ids[parameter], known) for parameter in parameters),
            body={} if operation.body is None else BODIES[name](draw, order),
            key=f"key-{len(self.writes)}" if operation.replay is Replay.BY_KEY else None,
        )

    def _draw_id(self, draw: Draw, ids: list[str], known: bool) -> str:
        if ids and (known or draw(st.integers(0, 5)) < 5):
            return draw(st.sampled_from(ids))
        return draw(st.sampled_from(UNKNOWN_IDS))


def _can_be_captured(order: Order) -> bool:
    return order.open and order.remaining > 0 and order.fraud_status == "ACCEPTED"


def _can_be_refunded(order: Order) -> bool:
    is_over = order.vendor == "kustom" and order.status == "EXPIRED"
    return order.refunded < order.captured and not is_over


def _can_be_released(order: Order) -> bool:
    return order.status == "PART_CAPTURED"


def _same_request(one: Call, other: Call) -> bool:
    return (one.operation, one.path, one.body) == (other.operation, other.path, other.body)


def _order(vendor: str, body: Mapping[str, Any]) -> Order:
    """Return the model's order for one that has just been placed."""
    known = {field.name: body[field.name] for field in attrs.fields(Order) if field.name in body}
    moments = {name: datetime.fromisoformat(body[name]) for name in ("created_at", "expires_at")}
    known |= moments | {"captures": [], "refunds": [], "shipping_info": []}
    return Order(vendor=vendor, **known, payment_method=body["initial_payment_method"]["type"])


def _rule_of(name: str) -> Any:
    def call(self: OrderManagementMachine, data: st.DataObject) -> None:
        self.check(self.draw_call(data.draw, name))

    call.__name__ = name.replace(".", "_")
    return rule(data=st.data())(call)


def operations_of(vendor: str) -> Mapping[str, Operation[Any]]:
    """Return the vendor's operations by name."""
    table: Mapping[str, Operation[Any]] = import_module(f"kco.{vendor}.operations").OPERATIONS
    return table


def machine_of(
    vendor: str, tally: Tally, base: type[OrderManagementMachine] = OrderManagementMachine
) -> type[OrderManagementMachine]:
    """Return the machine for a vendor, with a rule for every operation its client has."""
    operations = operations_of(vendor)
    rules = {name.replace(".", "_"): _rule_of(name) for name in operations}
    members = {"VENDOR": vendor, "TALLY": tally, "OPERATIONS": operations, **rules}
    return type(f"{vendor.title()}Machine", (base,), members)


class AsyncOrderManagementMachine(OrderManagementMachine):
    """The same through the asynchronous client."""

    def __init__(self) -> None:
        self.loop = asyncio.Runner()
        super().__init__()

    def new_client(self, **options: Any) -> Any:
        return self.sandbox.async_client(**{"retries": 0, **options})

    def run(self, method: Callable[..., Any], *path: str, **arguments: Any) -> Any:
        return self.loop.run(method(*path, **arguments))

    def teardown(self) -> None:
        self.loop.close()
