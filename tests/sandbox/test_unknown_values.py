"""A vendor that is ahead of its description: clients read on, and what they send back is understood."""

from __future__ import annotations

from typing import Any

import kco
import pytest
from kco.sandbox import Sandbox

from .calling import MALFORMED, Caller, line
from .shops import Style, capture, read

ORDER: dict[str, Any] = {
    "order_id": "o",
    "like": "many_lines",
    "shipping_info": [{"shipping_method": "Home"}],
}


def test_an_order_is_read_with_every_value_there(sandbox: Sandbox, style: Style) -> None:
    known = sandbox.add_order(**ORDER)
    sandbox.unknown_values()

    order = style.call(sandbox, read("o"))

    assert order.decode_issues == ()
    assert order.status == "Authorized"
    assert order.status.canonical == "AUTHORIZED"
    assert [each.type for each in order.order_lines] == [
        f"{each.type}_unheard_of" for each in known.order_lines or ()
    ]
    assert not order.order_lines[0].type.is_known
    assert order.shipping_info[0].shipping_method == "Home_unheard_of"
    assert order.capturable_amount == known.order_amount
    shown = order.to_dict()
    assert shown["sandbox_new_field"]
    assert shown["order_lines"][0]["sandbox_new_field"]


def test_the_truth_stays_as_it_was(sandbox: Sandbox) -> None:
    known = sandbox.add_order(**ORDER).to_dict()
    sandbox.unknown_values()
    assert sandbox.order("o").to_dict() == known


def test_every_answer_is_changed_until_it_is_switched_off(shop: Caller) -> None:
    shop.place(order_id="o")
    request = shop.request("orders.get", "o")
    before: Any = shop.sandbox.receive(request)
    shop.sandbox.unknown_values()
    assert shop.sandbox.receive(request) == shop.sandbox.receive(request) != before
    shop.sandbox.unknown_values(False)
    assert shop.sandbox.receive(request) == before
    shop.sandbox.unknown_values(False)


@pytest.mark.parametrize("end", ["clear_faults", "reset"])
def test_clearing_faults_and_a_reset_switch_it_off(shop: Caller, end: str) -> None:
    shop.sandbox.unknown_values()
    getattr(shop.sandbox, end)()
    shop.place(order_id="o")
    received: Any = shop.sandbox.receive(shop.request("orders.get", "o"))
    assert b"unheard_of" not in received.content


def test_lines_that_were_read_can_be_sent_back(sandbox: Sandbox, style: Style) -> None:
    """What comes back is known to whoever said it, so it is not refused, and not stored twice over."""
    known = sandbox.add_order(**ORDER).to_dict()["order_lines"]
    sandbox.unknown_values()
    order = style.call(sandbox, read("o"))

    style.call(sandbox, capture("o", order_lines=order.order_lines))

    assert sandbox.order("o").to_dict()["captures"][0]["order_lines"] == known
    (captured,) = style.call(sandbox, lambda client: client.captures.list("o"))
    assert captured.order_lines == order.order_lines


def test_what_nobody_has_said_is_refused_as_ever(shop: Caller, vendor: str) -> None:
    shop.place(order_id="o")
    shop.sandbox.unknown_values()
    body = {"captured_amount": 1, "order_lines": [line("a", 1, type="service")]}
    received: Any = shop.sandbox.receive(shop.request("captures.create", "o", body=body))
    assert received.status_code == MALFORMED[vendor][0]


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b"[" * 500 + b"]" * 500])
def test_what_cannot_be_read_is_refused_as_ever(shop: Caller, body: bytes) -> None:
    shop.place(order_id="o")
    shop.sandbox.unknown_values()
    received: Any = shop.sandbox.receive(shop.request("captures.create", "o", body=body))
    assert received.status_code == 400


def test_refusals_keep_their_code(sandbox: Sandbox, style: Style) -> None:
    sandbox.add_order(order_id="o", order_amount=10)
    sandbox.unknown_values()
    error = style.failure(sandbox, capture("o", 11))
    assert type(error) is kco.CaptureNotAllowedError
    assert error.correlation_id


def test_faults_strike_what_is_changed(sandbox: Sandbox, style: Style) -> None:
    sandbox.add_order(order_id="o")
    sandbox.unknown_values()
    sandbox.slow(0, operation="orders.get")
    assert style.call(sandbox, read("o")).status == "Authorized"
    sandbox.rate_limit(operation="orders.get", retry_after=0)
    error = style.failure(sandbox, read("o"), retries=0)
    assert b"sandbox_new_field" in error.content
