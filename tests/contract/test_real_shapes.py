"""Answers as the vendors' guides show them are read, amounts and all, and go back as they came.

They come from pages for people, not from the descriptions that the client is made of, and so find what
a second reading of the same text cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .bodies import same_json
from .calling import MODES, Desk
from .covering import Covers
from .expected_shapes import EXPECTED
from .real_shapes import FOLDER, Shape, at, shapes
from .wire import json_of

READ = [shape for shape in shapes() if shape.status == 200]
each_answer = pytest.mark.parametrize("shape", READ, ids=str)
each_order = pytest.mark.parametrize(
    "shape", [shape for shape in READ if shape.operation == "orders.get"], ids=str
)


@pytest.fixture(scope="module", params=MODES)
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """Clients of either kind, in front of a service that gives the answers."""
    with Desk(request.param) as desk:
        yield desk


def read(desk: Desk, shape: Shape) -> Any:
    return desk.call(shape.vendor, shape.operation, *shape.ids, answer=shape.answer)


def parts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def test_every_shape_is_expected_and_has_its_source() -> None:
    assert {shape.name for shape in READ} == EXPECTED.keys()
    assert {path.stem for path in FOLDER.glob("*.json")} == EXPECTED.keys() | {"errors", "created"}
    for shape in shapes():
        assert shape.sources
        assert all(source.startswith("https://") for source in shape.sources)


@each_answer
def test_values_are_read_as_they_are_meant(desk: Desk, shape: Shape, covers: Covers) -> None:
    covers(shape.vendor, shape.operation, "response")
    answer = read(desk, shape)
    found = {path: at(answer, path) for path in EXPECTED[shape.name].values}
    assert found == EXPECTED[shape.name].values
    # What is equal in Python need not be the same: 0 is False, and 200 is 200.0.
    kinds = {path: value for path, value in found.items() if isinstance(value, (bool, int, float))}
    assert {path: type(value) for path, value in kinds.items()} == {
        path: type(EXPECTED[shape.name].values[path]) for path in kinds
    }


@each_answer
def test_notes_are_exactly_those_that_are_expected(desk: Desk, shape: Shape) -> None:
    answer = read(desk, shape)
    notes = [(note.path, note.expected, note.found) for part in parts(answer) for note in part.decode_issues]
    assert len(notes) == len(set(notes))
    assert set(notes) == EXPECTED[shape.name].notes


@each_answer
def test_what_came_in_is_given_back(desk: Desk, shape: Shape) -> None:
    answer = read(desk, shape)
    given = [part.to_dict() for part in answer] if isinstance(answer, tuple) else answer.to_dict()
    assert same_json(given, shape.body)


@each_order
def test_amounts_add_up_as_the_guides_say(desk: Desk, shape: Shape) -> None:
    order = read(desk, shape)
    open_order = order.status in ("AUTHORIZED", "PART_CAPTURED")
    remaining = order.order_amount - order.captured_amount if open_order else 0
    assert order.remaining_authorized_amount == remaining
    assert order.capturable_amount == (0 if order.fraud_status == "PENDING" else remaining)
    left = [order.refundable_amount_of(capture.capture_id) for capture in order.captures]
    assert sum(left) == order.refundable_amount
    assert sum(line.total_amount for line in order.order_lines) == order.order_amount
    assert sum(capture.captured_amount for capture in order.captures) == order.captured_amount
    assert sum(capture.refunded_amount for capture in order.captures) == order.refunded_amount
    assert sum(refund.refunded_amount for refund in order.refunds) == order.refunded_amount
    for line in order.order_lines:
        assert line.quantity * line.unit_price - (line.total_discount_amount or 0) == line.total_amount


@each_order
def test_lines_of_an_order_go_back_as_they_came(desk: Desk, shape: Shape) -> None:
    order = read(desk, shape)
    for name, amount in (
        ("captures.create", "captured_amount"),
        ("refunds.create", "refunded_amount"),
        ("orders.update_authorization", "order_amount"),
    ):
        arguments: dict[str, Any] = {amount: 1, "order_lines": order.order_lines}
        request, _ = desk.exchange(shape.vendor, name, "id", **arguments)
        assert same_json(json_of(request.body), {amount: 1, "order_lines": shape.body["order_lines"]})


def test_lines_and_shipments_of_a_capture_and_a_refund_go_back_as_they_came(desk: Desk) -> None:
    for shape in (*shapes("captures"), *shapes("refund_with_return_fee")):
        part, source = parts(read(desk, shape))[0], shape.body[0] if shape.name == "captures" else shape.body
        request, _ = desk.exchange(
            shape.vendor, "refunds.create", "id", refunded_amount=1, order_lines=part.order_lines
        )
        assert same_json(json_of(request.body)["order_lines"], source["order_lines"])
        if shape.name == "captures":
            request, _ = desk.exchange(
                shape.vendor, "captures.add_shipping_info", "id", "id", shipping_info=part.shipping_info
            )
            assert same_json(json_of(request.body)["shipping_info"], source["shipping_info"])


@each_order
def test_an_address_goes_back_as_it_came(desk: Desk, shape: Shape) -> None:
    order = read(desk, shape)
    for name in ("billing_address", "shipping_address"):
        if (address := getattr(order, name)) is not None:
            request, _ = desk.exchange(
                shape.vendor, "orders.update_customer_details", "id", shipping_address=address
            )
            assert same_json(json_of(request.body), {"shipping_address": shape.body[name]})


@each_answer
def test_nobody_is_named_where_an_answer_is_shown(desk: Desk, shape: Shape) -> None:
    shown = repr(read(desk, shape))
    for person in ("Testperson", "Approved", "example.com", "Testgatan", "410321", "1981", "4711"):
        assert person not in shown
