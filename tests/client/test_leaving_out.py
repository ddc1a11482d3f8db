"""`None` leaves an optional field out at every depth, and a change of nothing is refused."""

from __future__ import annotations

from typing import Any

import kco
import pytest
from kco import UNSET
from kco.runtime.rules import AllRule, ArrayRule, ObjectRule
from kco.runtime.scalar_rules import IntegerRule, StringRule

from .introspection import VENDORS, operations
from .refusals import LINE, violations
from .scripted import Desk, answer

NOTHING = "has nothing to change: every field is None or missing; pass one of "


@pytest.mark.parametrize("validate", [True, False])
def test_none_leaves_an_optional_field_out_at_every_depth(desk: Desk, validate: bool) -> None:
    line = LINE | {"reference": None, "product_identifiers": {"brand": None, "size": "S"}}
    desk.call(
        "captures.create",
        "o",
        captured_amount=1,
        description=None,
        reference=None,
        order_lines=[line, LINE | {"product_identifiers": None}],
        shipping_info=None,
        validate=validate,
    )
    assert desk.script.last_body == {
        "captured_amount": 1,
        "order_lines": [LINE | {"product_identifiers": {"size": "S"}}, LINE],
    }


def test_none_leaves_out_what_stands_in_a_model_of_the_callers(desk: Desk) -> None:
    identifiers: Any = {"brand": None, "size": "S"}
    line = desk.models.OrderLine(**LINE, reference=None, product_identifiers=identifiers)
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
    assert desk.script.last_body["order_lines"] == [LINE | {"product_identifiers": {"size": "S"}}]


def test_none_for_what_is_required_is_a_violation_at_every_depth(desk: Desk) -> None:
    found = violations(
        desk, "captures.create", "o", captured_amount=None, order_lines=[LINE | {"name": None}, None]
    )
    assert found == {
        "captured_amount": "expected a whole number (int), got None",
        "order_lines[0].name": "expected text (str), got None",
        "order_lines[1]": "expected an object (a model or a dict), got None",
    }
    found = violations(desk, "orders.update_authorization", "o", order_amount=1, order_lines=None)
    assert found == {"order_lines": "expected a list, got None"}


def test_none_that_came_in_goes_back(desk: Desk) -> None:
    line = desk.models.OrderLine.from_dict(LINE | {"reference": None})
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
    assert desk.script.last_body["order_lines"] == [LINE | {"reference": None}]


def test_none_leaves_a_parameter_out(desk: Desk) -> None:
    desk.answers(answer(200, b"{}"), answer(200, b"{}"))
    desk.call("orders.get", "o", klarna_integrator="shop")
    desk.call("orders.get", "o", klarna_integrator=None)
    first, second = (dict(request.headers) for request in desk.script.requests)
    assert first["Klarna-Integrator"] == "shop"
    assert "Klarna-Integrator" not in second


def test_null_is_sent_where_the_description_has_it() -> None:
    rule = ObjectRule(
        properties={"a": StringRule(nullable=True), "b": StringRule(), "c": ArrayRule(items=IntegerRule())},
        required=("c",),
    )
    assert rule.encode({"a": None, "b": None, "c": [1]}) == {"a": None, "c": [1]}
    assert list(rule.check({"a": None, "b": None, "c": [1]}, "")) == []
    both = AllRule(rules=(ObjectRule(properties={"z": IntegerRule()}), rule))
    assert both.encode({"a": None, "b": None, "c": [1], "z": None}) == {"a": None, "c": [1]}
    assert list(both.check({"a": None, "b": None, "c": [1], "z": None}, "")) == []


# --- A change of nothing ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"shipping_address": None},
        {"shipping_address": UNSET},
        {"shipping_address": {}},
        {"shipping_address": {"city": None, "country": UNSET}},
    ],
)
def test_a_change_of_an_address_needs_something_to_change(desk: Desk, arguments: dict[str, Any]) -> None:
    found = violations(desk, "orders.update_customer_details", "o", **arguments)
    assert found == {"": f"{NOTHING}shipping_address"}
    with pytest.raises(kco.InvalidInputError, match="body: has nothing to change"):
        desk.call("orders.update_customer_details", "o", **arguments)


def test_a_model_without_anything_in_it_changes_nothing(desk: Desk) -> None:
    empty = desk.models.Address()
    found = violations(desk, "orders.update_customer_details", "o", shipping_address=empty)
    assert found == {"": f"{NOTHING}shipping_address"}


def test_references_need_one_to_change(desk: Desk) -> None:
    found = violations(desk, "orders.update_merchant_references", "o", merchant_reference1=None)
    assert found == {"": f"{NOTHING}merchant_reference1, merchant_reference2"}


def test_an_empty_text_clears_a_field_and_counts_as_a_change(desk: Desk) -> None:
    desk.call("orders.update_merchant_references", "o", merchant_reference1="", merchant_reference2=None)
    assert desk.script.last_body == {"merchant_reference1": ""}
    desk.call("orders.update_customer_details", "o", shipping_address={"attention": "", "city": None})
    assert desk.script.last_body == {"shipping_address": {"attention": ""}}


def test_extra_counts_as_a_change_and_validate_false_lets_nothing_through(desk: Desk) -> None:
    desk.call("orders.update_merchant_references", "o", extra={"new": None})
    assert desk.script.last_body == {"new": None}
    desk.call("orders.update_merchant_references", "o", validate=False)
    assert desk.script.last_body == {}


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_change_that_asks_for_nothing_is_refused_without_anything(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode)
    changes = [
        name
        for name, operation in operations(vendor).items()
        if operation.method == "PATCH" and operation.body is not None and not operation.body().required  # type: ignore[attr-defined]
    ]
    assert len(changes) == 2
    for name in changes:
        assert violations(desk, name, "o")[""].startswith(NOTHING)
