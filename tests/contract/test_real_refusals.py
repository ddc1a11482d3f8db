"""Refusals and receipts as the vendors' guides show them become the documented exceptions and ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import kco
import pytest
from attrs import frozen

from .calling import MODES, Desk
from .covering import Covers
from .real_shapes import Shape, shapes

CORRELATION = "66782175-ae05-44fc-9eb3-eeceadbad271"
# What a call needs besides the ids in its path.
ARGUMENTS: dict[str, dict[str, Any]] = {
    "captures.add_shipping_info": {"shipping_info": [{"tracking_number": "63456415674545679874"}]},
    "captures.create": {"captured_amount": 100},
    "orders.update_merchant_references": {"merchant_reference1": "10001"},
    "orders.update_customer_details": {"shipping_address": {"city": "Testowo"}},
    "refunds.create": {"refunded_amount": 100},
}


@frozen(kw_only=True)
class Refusal:
    """What a call raises."""

    error: type[kco.ResponseError]
    outcome: str
    code: str | None = None
    messages: tuple[str, ...] = ()
    correlation: str | None = "c-1"
    retry_after: float | None = None


REFUSALS = {
    "capture of too much": Refusal(
        error=kco.CaptureNotAllowedError,
        outcome="rejected",
        code="CAPTURE_NOT_ALLOWED",
        messages=("Capture not allowed",),
        correlation=CORRELATION,
    ),
    "refund before a capture": Refusal(
        error=kco.RefundNotAllowedError,
        outcome="rejected",
        code="REFUND_NOT_ALLOWED",
        messages=("Order has no captures. Refund not possible",),
        correlation=CORRELATION,
    ),
    "cancellation after a capture": Refusal(
        error=kco.CancelNotAllowedError,
        outcome="rejected",
        code="CANCEL_NOT_ALLOWED",
        messages=("Order has previous captures. Cancel not possible.",),
        correlation=CORRELATION,
    ),
    "unknown order": Refusal(
        error=kco.NoSuchOrderError,
        outcome="rejected",
        code="NO_SUCH_ORDER",
        messages=("Order cannot be found. Merchant references cannot be updated.",),
        correlation=CORRELATION,
    ),
    "unknown refund as a bad request": Refusal(
        error=kco.NotFoundError,
        outcome="rejected",
        code="NOT_FOUND",
        messages=("Refund cannot be found.",),
    ),
    "code in no list": Refusal(
        error=kco.BadRequestError,
        outcome="rejected",
        code="INVALID_ORDER_ID",
        messages=("Order ID must be a valid UUID.",),
    ),
    "two sentences": Refusal(
        error=kco.NotAllowedError,
        outcome="rejected",
        code="NOT_ALLOWED",
        messages=("Order is expired.", "Authorization time cannot be extended."),
    ),
    "no credentials": Refusal(error=kco.UnauthorizedError, outcome="rejected", correlation=None),
    "address not taken": Refusal(error=kco.UnprocessableError, outcome="rejected", code="INVALID_ADDRESS"),
    "key in use": Refusal(
        error=kco.ConflictError, outcome="unknown", code="CONFLICT", messages=("Conflict",)
    ),
    "too many requests": Refusal(
        error=kco.RateLimitedError,
        outcome="rejected",
        code="TOO_MANY_REQUESTS",
        messages=("Too many requests",),
        retry_after=1,
    ),
    "failure by another name": Refusal(
        error=kco.ServerError, outcome="unknown", code="UNEXPECTED_ERROR", correlation=None
    ),
    "gateway in HTML": Refusal(error=kco.ServerError, outcome="unknown", correlation=None),
}
RECEIPTS = {
    "capture with headers": ("capture_id", "4ba29b50-be7b-44f5-a492-113e6a865e22"),
    "capture with a location": ("capture_id", "4ba29b50-be7b-44f5-a492-113e6a865e22"),
    "refund with a text": ("refund_id", "b2cb4f2e-2781-4359-80ad-555735ebb8d8"),
    "shipment as created": None,
}


@pytest.fixture(scope="module", params=MODES)
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Clients of either kind, in front of a service that gives the answers."""
    with Desk(request.param) as desk:
        yield desk


def call(desk: Desk, shape: Shape) -> Any:
    arguments = ARGUMENTS.get(shape.operation, {})
    return desk.exchange(shape.vendor, shape.operation, *shape.ids, answer=shape.answer, **arguments)[1]


def test_every_refusal_and_receipt_is_expected() -> None:
    assert {shape.name for shape in shapes("errors")} == REFUSALS.keys()
    assert {shape.name for shape in shapes("created")} == RECEIPTS.keys()


@pytest.mark.parametrize("shape", shapes("errors"), ids=str)
def test_a_refusal_is_raised_as_what_it_is(desk: Desk, shape: Shape, covers: Covers) -> None:
    covers(shape.vendor, shape.operation, "errors")
    expected = REFUSALS[shape.name]
    error = call(desk, shape)
    assert type(error) is expected.error
    assert error.status_code == shape.status
    assert error.outcome == expected.outcome
    assert error.error_code == expected.code
    assert error.error_messages == expected.messages
    assert error.correlation_id == expected.correlation
    assert getattr(error, "retry_after", None) == expected.retry_after
    line = str(error)
    assert "\n" not in line
    assert shape.operation in line
    assert all(message in line for message in expected.messages)


@pytest.mark.parametrize("shape", shapes("created"), ids=str)
def test_a_receipt_gives_the_id_of_what_was_made(desk: Desk, shape: Shape, covers: Covers) -> None:
    covers(shape.vendor, shape.operation, "response")
    receipt, expected = call(desk, shape), RECEIPTS[shape.name]
    if expected is None:
        assert receipt is None
    else:
        name, identifier = expected
        assert getattr(receipt, name) == identifier
        assert receipt.location == next(
            value for header, value in shape.headers.items() if header.lower() == "location"
        )
        assert receipt.decode_issues == ()
