"""Calls a sandbox as a client would, but without one: what is tested is the service's own answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from typing import Any

import attrs
from kco.runtime.messages import Answer, Request
from kco.runtime.operation import Operation
from kco.sandbox import Sandbox

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TODAY = datetime(2026, 3, 1, tzinfo=UTC)
VENDORS = ("kustom", "klarna")

MALFORMED = {"kustom": (400, "INVALID_REQUEST_PARAMETERS"), "klarna": (422, "UNPROCESSABLE_ENTITY")}
"""What a vendor answers to JSON that breaks its schema."""
NOT_JSON = {"kustom": (400, "INVALID_REQUEST_PARAMETERS"), "klarna": (400, "BAD_REQUEST")}
REFUNDED = {"kustom": "CLOSED", "klarna": "CAPTURED"}
"""What an order is when everything was captured and refunded."""


def counting_ids() -> Callable[[], str]:
    """Return a source of UUIDs that count."""
    numbers = count(1)
    return lambda: f"00000000-0000-4000-8000-{next(numbers):012d}"


def new_sandbox(vendor: Any) -> Sandbox:
    """Return a sandbox that gives the same answers in every run."""
    return Sandbox(vendor, clock=lambda: START, ids=counting_ids())


def operations(vendor: str) -> Mapping[str, Operation[Any]]:
    """Return a vendor's operations by name."""
    table: Mapping[str, Operation[Any]] = import_module(f"kco.{vendor}.operations").OPERATIONS
    return table


@attrs.frozen
class Reading:
    """What a test looks at in an answer."""

    status: int
    code: str | None = None
    messages: tuple[str, ...] = ()
    body: Any = None
    answer: Answer = attrs.field(factory=lambda: Answer(0), repr=False)

    @property
    def refusal(self) -> tuple[int, str | None]:
        """The status and the error code."""
        return self.status, self.code


def read(answer: Answer) -> Reading:
    """Take an answer apart."""
    body = json.loads(answer.content) if answer.content else None
    if answer.status_code < 400 or body is None:
        return Reading(answer.status_code, body=body, answer=answer)
    return Reading(answer.status_code, body["error_code"], tuple(body["error_messages"]), body, answer)


class Caller:
    """A shop with the right credentials."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.operations = operations(sandbox.vendor)

    def request(
        self,
        name: str,
        *path: str,
        body: Any = None,
        key: str | None = None,
        headers: Iterable[tuple[str, str]] = (),
    ) -> Request:
        """Return the request of an operation; `body` is JSON data, or bytes to send as they are."""
        operation = self.operations[name]
        pieces = [operation.path[0]]
        for value, literal in zip(path, operation.path[1:], strict=True):
            pieces += (value, literal)
        sent = {"Authorization": f"Basic {self.sandbox.api_key}"}
        content = body
        if body is not None:
            sent["Content-Type"] = "application/json"
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
        if key is not None:
            sent["Klarna-Idempotency-Key"] = key
        sent.update(headers)
        url = f"https://sandbox.invalid{''.join(pieces)}"
        return Request(operation.method, url, tuple(sent.items()), content)

    def call(self, name: str, *path: str, **how: Any) -> Reading:
        """Send the request of an operation."""
        return read(self.sandbox.handle(self.request(name, *path, **how)))

    # --- What most tests do -----------------------------------------------------------------------

    def place(self, order_amount: int = 10_000, **fields: Any) -> str:
        """Put an order in and return its id."""
        order_id = self.sandbox.add_order(order_amount=order_amount, **fields).order_id
        assert order_id is not None
        return order_id

    def show(self, order_id: str) -> dict[str, Any]:
        """Return the order as a read shows it."""
        reading = self.call("orders.get", order_id)
        assert reading.status == 200
        order: dict[str, Any] = reading.body
        return order

    def capture(self, order_id: str, amount: int, *, key: str | None = None, **body: Any) -> Reading:
        """Capture an amount."""
        return self.call("captures.create", order_id, body={"captured_amount": amount, **body}, key=key)

    def captured(self, order_id: str, amount: int, **body: Any) -> str:
        """Capture an amount and return the id of the capture."""
        reading = self.capture(order_id, amount, **body)
        assert reading.status == 201
        return reading.answer.headers["Capture-Id"]

    def refund(self, order_id: str, amount: int, *, key: str | None = None, **body: Any) -> Reading:
        """Refund an amount."""
        return self.call("refunds.create", order_id, body={"refunded_amount": amount, **body}, key=key)

    def update(self, order_id: str, order_amount: int, **body: Any) -> Reading:
        """Set the order amount."""
        return self.call(
            "orders.update_authorization",
            order_id,
            body={"order_amount": order_amount, "order_lines": [], **body},
        )

    def status(self, order_id: str) -> str:
        """Return the state of the order."""
        return str(self.show(order_id)["status"])

    def amounts(self, order_id: str) -> tuple[int, int, int, int]:
        """Return the order's amounts: ordered, captured, refunded, remaining."""
        order = self.show(order_id)
        return (
            order["order_amount"],
            order["captured_amount"],
            order["refunded_amount"],
            order["remaining_authorized_amount"],
        )


def line(reference: str | None, total: int, **fields: Any) -> dict[str, Any]:
    """Return an order line of one article."""
    named = {} if reference is None else {"reference": reference}
    return {"name": "Article", "quantity": 1, "unit_price": total, "total_amount": total, **named, **fields}
