"""The face of the sandbox: time, truth, and the ways in."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from kco.runtime.timeouts import Deadline, Timeouts
from kco.sandbox import Sandbox

from .calling import Caller


def test_the_truth_is_seen_past_the_client(shop: Caller) -> None:
    order_id = shop.place(10_000)
    shop.capture(order_id, 1)
    assert shop.sandbox.order(order_id).captured_amount == 1
    shop.sandbox.advance(days=28)
    assert shop.sandbox.order(order_id).status == "EXPIRED"


def test_what_a_test_was_given_does_not_change(shop: Caller) -> None:
    order = shop.sandbox.add_order()
    assert order.order_id is not None
    shop.capture(order.order_id, 1)
    assert order.to_dict()["captures"] == []


def test_what_a_test_changes_does_not_change_the_truth(sandbox: Sandbox) -> None:
    sandbox.add_order(order_id="o", merchant_reference1="mine").to_dict().clear()
    assert sandbox.order("o").merchant_reference1 == "mine"


def test_orders_are_listed_oldest_first(shop: Caller) -> None:
    placed = [shop.place() for _ in range(3)]
    shop.capture(placed[0], 1)
    assert shop.sandbox.orders == tuple(placed)


def test_an_unknown_order_is_an_error(sandbox: Sandbox) -> None:
    with pytest.raises(LookupError, match="no order x"):
        sandbox.order("x")


def test_an_unknown_vendor_is_an_error() -> None:
    vendor: Any = "paypal"
    with pytest.raises(ValueError, match="kustom or klarna, got 'paypal'"):
        Sandbox(vendor)


def test_a_reset_forgets_orders_keys_and_time(shop: Caller) -> None:
    shop.place(order_id="o")
    shop.capture("o", 1, key="k")
    shop.sandbox.advance(hours=1)
    shop.sandbox.reset()
    assert shop.sandbox.orders == ()
    shop.place(order_id="o")
    shop.capture("o", 1, key="k")
    capture = shop.show("o")["captures"][0]
    assert capture["captured_at"] == "2026-03-01T12:00:00.000Z"


def test_time_passes_on_top_of_the_given_clock() -> None:
    hours = iter(range(24))
    sandbox = Sandbox(clock=lambda: datetime(2026, 1, 1, next(hours), tzinfo=UTC))
    sandbox.advance(weeks=1, days=1, hours=1, minutes=1, seconds=1, milliseconds=1)
    first, second = sandbox.add_order(), sandbox.add_order()
    assert first.created_at == datetime(2026, 1, 9, 1, 1, 1, 1000, tzinfo=UTC)
    assert second.created_at is not None
    assert timedelta() < second.created_at - first.created_at


def test_time_does_not_go_back(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="only moves forward"):
        sandbox.advance(days=-1)


def test_a_clock_has_a_time_zone() -> None:
    sandbox = Sandbox(clock=lambda: datetime(2026, 1, 1))
    with pytest.raises(ValueError, match="time zone"):
        sandbox.add_order()


def test_without_a_clock_and_ids_it_lives_now_with_random_ids() -> None:
    sandbox = Sandbox()
    order = sandbox.add_order()
    assert order.created_at is not None
    assert abs(order.created_at - datetime.now(UTC)) < timedelta(minutes=1)
    assert re.fullmatch(
        r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", order.order_id or ""
    )


def test_the_representation_says_what_is_in_it(sandbox: Sandbox, vendor: str) -> None:
    sandbox.add_order()
    assert repr(sandbox) == f"Sandbox({vendor!r}, 1 orders)"


def test_transports_carry_requests_and_outlive_their_closing(shop: Caller) -> None:
    request = shop.request("orders.get", shop.place())
    deadline = Deadline.start(Timeouts(), now=0.0)
    transport = shop.sandbox.transport()
    transport.close()
    assert transport.send(request, deadline) == shop.sandbox.handle(request)

    async def send() -> int:
        transport = shop.sandbox.async_transport()
        await transport.close()
        return (await transport.send(request, deadline)).status_code

    assert asyncio.run(send()) == 200


@pytest.mark.parametrize("days", [365 * 5_000 + 1, 999_999_999])
def test_time_does_not_leave_the_calendar(sandbox: Sandbox, days: int) -> None:
    with pytest.raises(ValueError, match="more than 5000 years"):
        sandbox.advance(days=days)
    sandbox.advance(days=365 * 4_000)
    with pytest.raises(ValueError, match="more than 5000 years"):
        sandbox.advance(days=365 * 4_000)
    assert sandbox.add_order().status == "AUTHORIZED"
