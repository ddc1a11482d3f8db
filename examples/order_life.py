"""An order's life at each vendor, on the sandbox: what a newcomer sees after typing `make`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs
import kco
from rich import box
from rich.console import Console
from rich.table import Table

ORDERS = "/ordermanagement/v1/orders/{id}"
AMOUNT = 100_000  # 1000.00 in a currency with two decimals


@attrs.frozen
class Step:
    """One call and what it did: how the server answered, and how the order stood afterwards."""

    name: str
    request: str
    answer: str
    refused: bool
    order: Any


def live(client: Any, operations: Mapping[str, Any]) -> Iterator[Step]:
    """Take one order from its authorization to its last refund, and cancel another.

    Args:
        client: a client of either vendor on its sandbox.
        operations: the vendor's table of operations, for methods and paths.
    """
    order_id = client.sandbox.add_order(order_amount=AMOUNT).order_id
    other_id = client.sandbox.add_order(order_amount=AMOUNT).order_id

    def step(title: str, operation: str, call: Callable[[], object], subject: str = order_id) -> Step:
        called = operations[operation]
        path = "{id}".join(called.path).removeprefix(ORDERS)
        request = f"{called.method} {path or '/'}"
        try:
            response = call()
            answer, refused = str(getattr(response, "status_code", "")), False
        except kco.ResponseError as error:
            answer, refused = f"{error.status_code} {error.error_code}", True
        return Step(title, request, answer, refused, client.sandbox.order(subject))

    orders, captures, refunds = (
        client.orders.with_response,
        client.captures.with_response,
        client.refunds.with_response,
    )
    lines = client.orders.get(order_id).order_lines
    parcel = {"shipping_company": "DHL SE", "tracking_number": "63456415674545679874"}

    yield step("read", "orders.get", lambda: orders.get(order_id))
    yield step("acknowledge", "orders.acknowledge", lambda: orders.acknowledge(order_id))
    yield step(
        "add a cable",
        "orders.update_authorization",
        lambda: orders.update_authorization(
            order_id,
            order_amount=AMOUNT + 5_000,
            order_lines=[
                *lines,
                {"name": "Cable", "quantity": 1, "unit_price": 5_000, "total_amount": 5_000},
            ],
        ),
    )
    yield step(
        "ship the cable",
        "captures.create",
        lambda: captures.create(
            order_id,
            captured_amount=5_000,
            reference="parcel-1",
            idempotency_key=kco.idempotency_key(order_id, "capture", "parcel-1"),
        ),
    )
    yield step(
        "… again, same key",
        "captures.create",
        lambda: captures.create(
            order_id,
            captured_amount=5_000,
            reference="parcel-1",
            idempotency_key=kco.idempotency_key(order_id, "capture", "parcel-1"),
        ),
    )
    capture_id = client.captures.list(order_id)[0].capture_id
    yield step(
        "add its tracking",
        "captures.add_shipping_info",
        lambda: captures.add_shipping_info(order_id, capture_id, shipping_info=[parcel]),
    )
    yield step(
        "ship most of it",
        "captures.create",
        lambda: captures.create(order_id, captured_amount=60_000, reference="parcel-2"),
    )
    yield step("cancel (too late)", "orders.cancel", lambda: orders.cancel(order_id))
    yield step(
        "release the rest",
        "orders.release_remaining_authorization",
        lambda: orders.release_remaining_authorization(order_id),
    )
    yield step(
        "take the cable back",
        "refunds.create",
        lambda: refunds.create(order_id, refunded_amount=5_000, reference="return-1"),
    )
    yield step("refund too much", "refunds.create", lambda: refunds.create(order_id, refunded_amount=60_001))
    yield step(
        "refund everything", "refunds.create", lambda: refunds.create(order_id, refunded_amount=60_000)
    )
    yield step("cancel another", "orders.cancel", lambda: orders.cancel(other_id), other_id)


def table(title: str, steps: Iterator[Step]) -> Table:
    """Lay out steps as a table."""
    made = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for heading in ("step", "method and path", "answer", "order status"):
        made.add_column(heading, no_wrap=True)
    for heading in ("authorized", "captured", "refunded", "remaining"):
        made.add_column(heading, justify="right", no_wrap=True)
    for step in steps:
        order = step.order
        amounts = (
            order.order_amount,
            order.captured_amount,
            order.refunded_amount,
            order.remaining_authorized_amount,
        )
        made.add_row(
            step.name,
            step.request,
            f"[red]{step.answer}[/]" if step.refused else f"[green]{step.answer}[/]",
            str(order.status),
            *(f"{amount:,}".replace(",", " ") for amount in amounts),
        )
    return made


def main() -> None:
    """Print a table for each vendor."""
    console = Console()
    # A pipe has no width, and a row that is cut off tells nothing.
    console.width = max(console.width, 144)
    console.print(f"Paths are below {ORDERS}; amounts are in minor units, so 100 000 is 1000.00.")
    console.print("Everything runs on the sandbox: no request leaves this process.\n")
    with kco.Kustom(environment="sandbox") as kustom, kco.Klarna(environment="sandbox") as klarna:
        for title, client, operations in (
            ("Kustom", kustom, kco.kustom.OPERATIONS),
            ("Klarna", klarna, kco.klarna.OPERATIONS),
        ):
            console.print(table(title, live(client, operations)))
            console.print()


if __name__ == "__main__":
    main()
