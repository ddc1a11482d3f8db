"""A sandbox that is watched: every request it got and every answer it gave, for an independent judge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from attrs import field, frozen
from kco.runtime.messages import Answer, Request
from kco.runtime.timeouts import Deadline
from kco.sandbox import Sandbox

from .descriptions import Described
from .openapi_validation import answer_problems
from .wire import Received

__all__ = ["STATES", "Placed", "Watched", "placed", "request_of"]

STATES: Mapping[str, Mapping[str, Any]] = {
    "AUTHORIZED": {},
    "PART_CAPTURED": {"captured_amount": 6_000, "refunded_amount": 1_000},
    "CAPTURED": {"captured_amount": 10_000, "refunded_amount": 1_000},
    "CANCELLED": {},
    "EXPIRED": {},
    "CLOSED": {"captured_amount": 10_000, "refunded_amount": 10_000},
}
"""The states of an order, and the amounts that go with each."""


class Watched:
    """A sandbox, as clients take one, that keeps what passes.

    Attributes:
        exchanges: requests and answers in order.
    """

    def __init__(self, vendor: Any) -> None:
        self.inner = Sandbox(vendor)
        self.vendor = self.inner.vendor
        self.api_key = self.inner.api_key
        self.exchanges: list[tuple[Request, Answer]] = []

    def handle(self, request: Request) -> Answer:
        """Answer a request as the sandbox does."""
        answer = self.inner.handle(request)
        self.exchanges.append((request, answer))
        return answer

    def transport(self) -> _Transport:
        """Return what carries a client's requests here."""
        return _Transport(self)

    def async_transport(self) -> _AsyncTransport:
        """Return what carries an asynchronous client's requests here."""
        return _AsyncTransport(self)

    def problems(self) -> list[str]:
        """Return what openapi-core finds wrong with the answers so far, and forget them."""
        exchanges, self.exchanges = self.exchanges, []
        found = []
        for request, answer in exchanges:
            target = request.url.removeprefix("https://sandbox.invalid")
            received = Received(request.method, target, request.headers, request.content or b"")
            sent = list(answer.headers.items())
            problems = answer_problems(self.vendor, received, answer.status_code, sent, answer.content)
            found += [f"{request.method} {target} → {answer.status_code}: {problem}" for problem in problems]
        return found


class _Transport:
    def __init__(self, sandbox: Watched) -> None:
        self._sandbox = sandbox

    def send(self, request: Request, deadline: Deadline) -> Answer:
        return self._sandbox.handle(request)

    def close(self) -> None:
        """Nothing is open."""


class _AsyncTransport:
    def __init__(self, sandbox: Watched) -> None:
        self._sandbox = sandbox

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        return self._sandbox.handle(request)

    async def close(self) -> None:
        """Nothing is open."""


@frozen
class Placed:
    """An order in a sandbox, with the ids that lead to it."""

    ids: Mapping[str, str] = field(repr=False)

    def path_of(self, operation: Described, **others: str) -> list[str]:
        """Return the path ids for an operation, some of them replaced."""
        return [others.get(name, self.ids[name]) for name in operation.path_parameters]


def placed(sandbox: Watched, state: str) -> Placed:
    """Put an order of 100.00 in a state into a sandbox."""
    order = sandbox.inner.add_order(order_amount=10_000, status=state, **STATES[state])
    captures, refunds = order.captures or (), order.refunds or ()
    return Placed(
        {
            "order_id": str(order.order_id),
            "capture_id": str(captures[0].capture_id) if captures else "none",
            "refund_id": str(refunds[0].refund_id) if refunds else "none",
        }
    )


def request_of(
    sandbox: Watched,
    operation: Described,
    ids: list[str],
    body: Any,
    *,
    content: bytes | None = None,
    **headers: str | None,
) -> Request:
    """Return the request of an operation, made without a client.

    Args:
        sandbox: whose credential to send.
        operation: what to ask for.
        ids: the path ids.
        body: the JSON to send, where the operation takes any.
        content: bytes to send instead.
        headers: other headers, with underscores for hyphens; ``None`` leaves one out.
    """
    path = operation.path
    for name, value in zip(operation.path_parameters, ids, strict=True):
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    sent: dict[str, str | None] = {"Authorization": f"Basic {sandbox.api_key}"}
    if operation.body is not None:
        sent["Content-Type"] = "application/json"
        content = json.dumps(body).encode() if content is None else content
    sent |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    pairs = tuple((name, value) for name, value in sent.items() if value is not None)
    return Request(operation.method, f"https://sandbox.invalid{path}", pairs, content)
