"""What came in an answer goes back as it came; only what the caller replaced is checked."""

from __future__ import annotations

import copy
import json
import pickle
from decimal import Decimal
from typing import Any

import attrs
import pytest
from kco import UNSET

from .refusals import LINE, violations
from .scripted import Desk, answer


def read_line(desk: Desk, **fields: Any) -> Any:
    return desk.models.OrderLine.from_dict(LINE | fields)


ODD: dict[str, Any] = {
    "name": None,
    "quantity": "3",
    "type": "Hologram",
    "reference": 12,
    "tax_rate": 1.0,
    "product_identifiers": [],
    "odd": {"kept": [1, 1.0, True, None]},
    "image_url": "x" * 2000,
}


def test_order_lines_of_an_odd_answer_go_back_as_they_came(desk: Desk) -> None:
    order = desk.models.Order.from_dict({"order_lines": [ODD, {}, LINE]})
    for name, arguments in (
        ("captures.create", {"captured_amount": 1}),
        ("refunds.create", {"refunded_amount": 1}),
        ("orders.update_authorization", {"order_amount": 1}),
    ):
        desk.call(name, "o", order_lines=order.order_lines, **arguments)
        assert json.dumps(desk.script.last_body["order_lines"]) == json.dumps(
            [dict(sorted(ODD.items())), {}, dict(sorted(LINE.items()))]
        )


def test_more_lines_than_may_be_written_go_back_if_they_came(desk: Desk) -> None:
    lines = desk.models.Order.from_dict({"order_lines": [LINE] * 1001}).order_lines
    desk.call("captures.create", "o", captured_amount=1, order_lines=lines)
    assert len(desk.script.last_body["order_lines"]) == 1001
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[*lines, LINE])
    assert found == {"order_lines": "expected at most 1000 items, got 1002"}


def test_of_an_evolved_line_only_what_was_replaced_is_checked(desk: Desk) -> None:
    line = attrs.evolve(read_line(desk, **ODD), unit_price=5, total_amount=5)
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
    assert desk.script.last_body["order_lines"] == [LINE | ODD | {"unit_price": 5, "total_amount": 5}]
    for name, value in (("quantity", -1), ("quantity", Decimal(1)), ("reference", 5), ("type", "Hologramm")):
        wrong = attrs.evolve(line, **{name: value})
        found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[LINE, wrong])
        assert list(found) == [f"order_lines[1].{name}"]


def test_of_an_evolved_part_of_a_line_only_what_was_replaced_is_checked(desk: Desk) -> None:
    line = read_line(desk, product_identifiers={"brand": "x" * 100, "size": 5, "odd": 1})
    smaller = attrs.evolve(line.product_identifiers, size="S")
    desk.call(
        "captures.create",
        "o",
        captured_amount=1,
        order_lines=[attrs.evolve(line, product_identifiers=smaller)],
    )
    sent = desk.script.last_body["order_lines"][0]["product_identifiers"]
    assert sent == {"brand": "x" * 100, "size": "S", "odd": 1}
    longer = attrs.evolve(line, product_identifiers=attrs.evolve(smaller, brand="y" * 100))
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[longer])
    assert list(found) == ["order_lines[0].product_identifiers.brand"]


def test_evolve_to_none_sends_the_line_without_it(desk: Desk) -> None:
    line = attrs.evolve(read_line(desk, reference="a", product_identifiers={}), reference=None)
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
    assert desk.script.last_body["order_lines"] == [LINE | {"product_identifiers": {}}]


@pytest.mark.parametrize("nothing", [None, UNSET])
def test_what_a_line_needs_cannot_be_removed(desk: Desk, nothing: Any) -> None:
    line = attrs.evolve(read_line(desk), quantity=nothing)
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[line])
    assert found == {"order_lines[0].quantity": "is required"}


def test_a_part_of_another_answer_counts_as_it_came(desk: Desk) -> None:
    order = desk.models.Order.from_dict({"billing_address": {"city": "A"}})
    other = desk.models.Address.from_dict({"city": 5})
    moved = attrs.evolve(order, billing_address=other)
    assert moved.to_dict() == {"billing_address": {"city": 5}}
    desk.call("orders.update_customer_details", "o", shipping_address=moved.billing_address)
    assert desk.script.last_body == {"shipping_address": {"city": 5}}


def test_a_model_of_another_kind_is_no_line_even_if_it_came_in(desk: Desk) -> None:
    refund = desk.models.Refund.from_dict({"refund_id": "r", "refunded_amount": 1})
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[refund])
    assert set(found) >= {"order_lines[0].name", "order_lines[0].quantity"}


def test_a_line_that_was_copied_or_pickled_goes_back_as_it_came(desk: Desk) -> None:
    for line in (
        copy.deepcopy(read_line(desk, **ODD)),
        pickle.loads(pickle.dumps(read_line(desk, **ODD))),
        attrs.evolve(read_line(desk, **ODD)),
    ):
        desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
        assert desk.script.last_body["order_lines"] == [LINE | ODD]


def test_a_line_made_by_the_caller_is_checked_whole(desk: Desk) -> None:
    line = desk.models.OrderLine(**LINE | {"quantity": "1", "reference": 5})
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[line])
    assert set(found) == {"order_lines[0].quantity", "order_lines[0].reference"}


def test_what_came_in_over_the_wire_goes_back_over_the_wire(desk: Desk) -> None:
    body = b'{"order_lines": [{"name": "\\ud83d\\ude00 \\ud800", "quantity": 1e2, "big": 123456789012345678901}]}'
    desk.answers(answer(200, body))
    order = desk.call("orders.get", "o")
    desk.call("captures.create", "o", captured_amount=1, order_lines=order.order_lines)
    assert desk.script.last_body["order_lines"] == json.loads(body)["order_lines"]
