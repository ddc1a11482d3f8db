"""Mistakes that a type checker finds before anything runs.

Each line would be an error without its comment, and the checkers say so where a comment is not needed.
"""

# pyright: strict, reportUnnecessaryTypeIgnoreComment=true, reportUnusedExpression=false

# ruff: noqa: B018

from __future__ import annotations

import kco


def amounts(client: kco.Kustom) -> None:
    client.captures.create("id", captured_amount=12.50)  # type: ignore[call-overload]
    client.captures.create("id", captured_amount="1250")  # type: ignore[call-overload]
    client.captures.create("id", captured_amount=None)  # type: ignore[call-overload]
    client.captures.create("id")  # type: ignore[call-overload]
    client.captures.create("id", 100)  # type: ignore[call-overload]


def lines(client: kco.Kustom) -> None:
    kco.minor_units(12.50, "SEK")  # type: ignore[arg-type]
    kco.order_line(name="Tee", quantity=1.5, unit_price=1)  # type: ignore[arg-type]
    kco.order_line("Tee", 1, 1)  # type: ignore[call-arg]
    client.orders.get("id").lines_to_capture().amount = 1  # type: ignore[misc]


def identifiers(client: kco.Klarna) -> None:
    client.orders.get(1)  # type: ignore[arg-type]
    client.orders.get(None)  # type: ignore[arg-type]
    client.captures.get("id")  # type: ignore[call-arg]
    created = client.captures.create("id", captured_amount=1)
    client.captures.get("id", created.capture_id)  # type: ignore[arg-type]


def bodies(client: kco.Kustom) -> None:
    client.orders.update_authorization("id", order_amount=1)  # type: ignore[call-overload]
    client.orders.update_authorization("id", order_amount=1, order_lines=None)  # type: ignore[call-overload]
    client.captures.create("id", captured_amount=1, order_lines=[{"name": "Tee"}])  # type: ignore[typeddict-item]
    client.captures.create("id", captured_amount=1, description=1)  # type: ignore[call-overload]
    client.captures.create("id", captured_amount=1, amount=1)  # type: ignore[call-overload]
    client.captures.create("id", captured_amount=1, extra=[1])  # type: ignore[call-overload]
    client.orders.update_merchant_references("id", merchant_reference1=1)  # type: ignore[arg-type]


def models(order: kco.kustom.Order) -> None:
    order.order_amount = 1  # type: ignore[misc]
    order.amount  # type: ignore[attr-defined]
    order.billing_address.city  # type: ignore[union-attr]
    kco.kustom.OrderLine(name="Tee")  # type: ignore[call-arg]
    {order: 1}  # type: ignore[misc,dict-item,unused-ignore]


def vendors(client: kco.OrderManagement, kustom: kco.Kustom) -> None:
    client.captures.extend_due_date("id", "capture", number_of_days=1)  # type: ignore[attr-defined]
    kustom.captures.trigger_send_out("id", "capture")  # type: ignore[attr-defined]
    kco.Kustom("kco_test_x")  # type: ignore[call-arg]
    kco.Kustom(region="eu")  # type: ignore[call-arg]
    kco.Nothing  # type: ignore[attr-defined]


async def waiting(client: kco.AsyncKustom) -> None:
    order = client.orders.get("id")
    order.order_amount  # type: ignore[attr-defined]
    await order


class Mine(kco.kustom.Order):  # type: ignore[misc]
    """Models are final."""
