# Copied from generator/client/sandbox/orders/operation.py by "make generate"; change that, not this.
"""One operation on an order: the task its function gets, and the answer or refusal it gives.

The functions in `authorizations` and `captures` take a `Task`, change the order in it, and return an
`Answer`, or raise a `Refusal` before they have changed anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, TypeAlias

import attrs

from ...runtime.messages import Answer, Headers
from ..decisions import headers_of_created, headers_of_write
from ..vendors import Vendor
from .ledger import Allocation, Ledger

__all__ = ["Handler", "Refusal", "Task", "not_allowed", "shown"]


@attrs.frozen(kw_only=True)
class Task:
    """One call to an order that exists, with a body that fits the description.

    Args:
        order: the order as it is now. Operations that write change it in place: it is a copy, which
            is kept if the operation returns, and forgotten if it raises.
        allocations: the refunds that belong to captures and do not show on them yet. Operations add to
            them as they change the order.
        parameters: the path parameters.
        body: the request body, ``{}`` where there is none.
        now: the moment of the call.
        vendor: whose rules apply.
        new_id: makes an id.
        locate: returns the absolute address of an operation, by its name and its path parameters.
        payment_method_fails: whether a capture fails that is allowed.
    """

    order: dict[str, Any]
    allocations: list[Allocation]
    parameters: Mapping[str, str]
    body: Mapping[str, Any]
    now: datetime
    vendor: Vendor
    new_id: Callable[[], str]
    locate: Callable[[str, Mapping[str, str]], str]
    payment_method_fails: bool = False

    @property
    def ledger(self) -> Ledger:
        """The order's amounts and state."""
        return Ledger.of(self.order, vendor=self.vendor.name)

    def done(self) -> Answer:
        """Return the answer to a write that has nothing to show."""
        return Answer(204, Headers(headers_of_write(correlation_id=self.new_id())))

    def created(
        self, header: Literal["Capture-Id", "Refund-Id"], identifier: str, *, reader: str, parameter: str
    ) -> Answer:
        """Return the answer to a write that made something.

        Args:
            header: the header that carries the id.
            identifier: the id.
            reader: the name of the operation that reads what was made.
            parameter: the path parameter in which the reader takes the id.
        """
        location = self.locate(reader, {**self.parameters, parameter: identifier})
        own = headers_of_created(id_header=header, identifier=identifier, location=location)
        return Answer(201, Headers([*own, *headers_of_write(correlation_id=self.new_id())]))


Handler: TypeAlias = Callable[[Task], Answer]
"""Carries out one operation, or raises `Refusal` before it has changed anything."""


def shown(body: Any) -> Answer:
    """Return the answer to a read."""
    return _json_answer(200, body)


class Refusal(Exception):
    """The service refuses a request, and has changed nothing.

    Args:
        status_code: the HTTP status.
        error_code: the vendor's code.
        messages: sentences about it; they never quote the request.
        headers: headers of the answer besides its content type.
    """

    def __init__(
        self, status_code: int, error_code: str, *messages: str, headers: Iterable[tuple[str, str]] = ()
    ) -> None:
        super().__init__(status_code, error_code, *messages)
        self.status_code = status_code
        self.error_code = error_code
        self.messages = messages
        self.headers: tuple[tuple[str, str], ...] = tuple(headers)

    def answer(self, correlation_id: str) -> Answer:
        """Return the answer that says so, in the form both vendors share."""
        body = {
            "correlation_id": correlation_id,
            "error_code": self.error_code,
            "error_messages": list(self.messages),
        }
        return _json_answer(self.status_code, body, self.headers)


def not_allowed(message: str, *, error_code: str = "NOT_ALLOWED") -> Refusal:
    """Return the refusal for what the state of an order forbids."""
    return Refusal(403, error_code, message)


def _json_answer(status_code: int, body: Any, headers: Iterable[tuple[str, str]] = ()) -> Answer:
    # In ASCII, since a stored text may hold half of a surrogate pair, which UTF-8 cannot encode.
    content = json.dumps(body, allow_nan=False, separators=(",", ":")).encode("ascii")
    return Answer(status_code, Headers([("Content-Type", "application/json"), *headers]), content)
