"""Names that the description does not have: refused at every depth, with what was meant, and the ways out."""

from __future__ import annotations

from typing import Any

import attrs
import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kco import UNSET
from kco.runtime.errors import nearest_names

from .introspection import VENDORS, models, operations
from .refusals import LINE, violations
from .scripted import Desk
from .values import examples

# --- Refused ---------------------------------------------------------------------------------------


def test_misspelt_fields_are_named_at_every_depth_with_what_was_meant(desk: Desk) -> None:
    found = violations(
        desk,
        "captures.create",
        "o",
        captured_amount=100,
        shipping_info=[{"tracking_no": "1Z", "shiping_company": "UPS"}],
        order_lines=[LINE, LINE | {"tax_rte": 2500, "product_identifiers": {"brnad": "Acme"}}],
    )
    assert found == {
        "shipping_info[0].tracking_no": "unknown; did you mean tracking_number?",
        "shipping_info[0].shiping_company": "unknown; did you mean shipping_company?",
        "order_lines[1].tax_rte": "unknown; did you mean tax_rate?",
        "order_lines[1].product_identifiers.brnad": "unknown; did you mean brand?",
    }


def test_of_names_that_are_equally_near_up_to_three_are_named(desk: Desk) -> None:
    address = {"street": "Nygatan 2", "zip": "12345"}
    found = violations(desk, "orders.update_customer_details", "o", shipping_address=address)
    assert found["shipping_address.street"] == ("unknown; did you mean street_address or street_address2?")
    assert found["shipping_address.zip"].startswith("unknown; known names are ")
    assert "postal_code" in found["shipping_address.zip"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("tracking_no", ["tracking_number"]),
        ("trackingNumber", ["tracking_number"]),
        ("TRACKING-NUMBER", ["tracking_number"]),
        ("tracking", ["tracking_uri", "tracking_number"]),
        ("racking_number", ["tracking_number"]),
        ("return_tracking", ["return_tracking_uri", "return_tracking_number"]),
        ("shipping_methd", ["shipping_method"]),
        ("zip", []),
        ("", []),
        ("x" * 10_000, []),
    ],
)
def test_a_common_beginning_counts_more_than_what_follows(name: str, meant: list[str]) -> None:
    assert nearest_names(name, kco.kustom.ShippingInfo.FIELDS) == meant


@given(name=st.text(max_size=30), known=st.lists(st.text(max_size=30), max_size=8))
@examples(100)
def test_every_name_has_at_most_three_neighbours_among_the_known_ones(name: str, known: list[str]) -> None:
    found = nearest_names(name, known)
    assert len(found) <= 3
    assert set(found) <= set(known)


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_misspelt_field_of_every_model_is_led_back_to_it(vendor: str) -> None:
    for model in models(vendor):
        for name in model.FIELDS:
            for wrong in (name[:-1], name.replace("_", ""), f"{name}s", name.upper()):
                if wrong not in model.FIELDS and len(name) > 4 and not name.endswith("__2"):
                    assert name in nearest_names(wrong, model.FIELDS), (model.__name__, wrong)


def test_what_stands_in_a_name_cannot_forge_a_line(desk: Desk) -> None:
    line = LINE | {"a\nfake": 1, "\x1b[31m" + "x" * 500: 2}
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call("captures.create", "o", captured_amount=1, order_lines=[line])
    assert len(str(caught.value).splitlines()) == 3
    assert str(caught.value).replace("\n", "").isprintable()
    assert max(len(violation.path) for violation in caught.value.violations) < 100


# --- What came in goes back ------------------------------------------------------------------------


def test_unknown_fields_of_an_answer_go_back_as_they_came(desk: Desk) -> None:
    odd = LINE | {"new_field": {"a": [1, None]}}
    line = desk.models.OrderLine.from_dict(odd)
    for given_line in (line, attrs.evolve(line, quantity=2)):
        desk.call("captures.create", "o", captured_amount=1, order_lines=[given_line])
        assert desk.script.last_body["order_lines"] == [odd | {"quantity": given_line.quantity}]


def test_a_dictionary_is_the_callers_own_even_if_it_was_an_answer(desk: Desk) -> None:
    line = desk.models.OrderLine.from_dict(LINE | {"new_field": 1}).to_dict()
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[line])
    assert list(found) == ["order_lines[0].new_field"]


# --- The ways out ----------------------------------------------------------------------------------


def test_validate_false_sends_unknown_names(desk: Desk) -> None:
    line = LINE | {"new_field": {"a": [1, None]}}
    desk.call("captures.create", "o", captured_amount=1, order_lines=[line], validate=False)
    assert desk.script.last_body["order_lines"] == [line]


def test_extra_is_merged_into_the_body_as_it_is(desk: Desk) -> None:
    extra = {"new": None, "list": (1,), "deep": {"a": None, "b": UNSET}}
    desk.call("captures.create", "o", captured_amount=1, description=None, extra=extra)
    assert desk.script.last_body == {
        "captured_amount": 1,
        "new": None,
        "list": [1],
        "deep": {"a": None},
    }


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_method_with_a_body_takes_extra(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode)
    arguments: dict[str, Any] = {
        "captured_amount": 1,
        "refunded_amount": 1,
        "order_amount": 1,
        "order_lines": [LINE],
        "shipping_info": [{"tracking_number": "1"}],
        "number_of_days": 1,
    }
    seen = 0
    for name, operation in operations(vendor).items():
        if operation.body is None:
            continue
        rule: Any = operation.body()
        given_fields = {field: arguments[field] for field in rule.required}
        path = ["id"] * len(operation.path_parameters)
        desk.call(name, *path, **given_fields, extra={"new": [1]})
        assert desk.script.last_body["new"] == [1]
        seen += 1
    assert seen == (8 if vendor == "klarna" else 7)


@pytest.mark.parametrize("validate", [True, False])
def test_a_name_that_the_method_has_cannot_be_extra(desk: Desk, validate: bool) -> None:
    extra = {"captured_amount": 2, "description": "x", "new": 1}
    found = violations(desk, "captures.create", "o", captured_amount=1, extra=extra, validate=validate)
    assert found == {
        "extra.captured_amount": "is an argument of this method; pass it there",
        "extra.description": "is an argument of this method; pass it there",
    }


@pytest.mark.parametrize("extra", [[], "x", 1, {1: 2}])
def test_extra_is_a_mapping_of_names(desk: Desk, extra: Any) -> None:
    found = violations(desk, "captures.create", "o", captured_amount=1, extra=extra)
    assert found == {"extra": "expected a mapping whose names are text (str)"}


def test_a_key_that_was_used_without_extra_is_used_for_another_request_with_it(desk: Desk) -> None:
    desk.call("captures.create", "o", captured_amount=1, idempotency_key="k", extra={"new": 1})
    desk.call("captures.create", "o", captured_amount=1, idempotency_key="k", extra={"new": 1})
    for extra in (None, {"new": 2}):
        with pytest.raises(kco.IdempotencyKeyReusedError):
            desk.call("captures.create", "o", captured_amount=1, idempotency_key="k", extra=extra)


# --- The sandbox -----------------------------------------------------------------------------------


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_sandbox_takes_names_it_does_not_know(vendor: Any) -> None:
    with kco.sandbox.Sandbox(vendor).client() as client:
        order_id = client.sandbox.add_order(order_amount=100).order_id
        client.captures.create(order_id, captured_amount=100, extra={"new": {"a": 1}})
        assert client.orders.get(order_id).captured_amount == 100


@pytest.mark.parametrize("vendor", VENDORS)
def test_add_order_refuses_names_at_every_depth(vendor: Any) -> None:
    sandbox = kco.sandbox.Sandbox(vendor)
    with pytest.raises(TypeError) as caught:
        sandbox.add_order(
            order_ammount=1,
            order_lines=[LINE | {"tax_rte": 1}],
            billing_address={"street": "Nygatan 2"},
            captures=[{"captured_amount": 1, "shipping_info": [{"tracking_no": "1"}]}],
        )
    assert str(caught.value).splitlines() == [
        "order_ammount: unknown; did you mean order_amount?",
        "order_lines[0].tax_rte: unknown; did you mean tax_rate?",
        "billing_address.street: unknown; did you mean street_address or street_address2?",
        "captures[0].shipping_info[0].tracking_no: unknown; did you mean tracking_number?",
    ]
    assert sandbox.orders == ()


@pytest.mark.parametrize("vendor", VENDORS)
def test_add_order_takes_models_as_they_came(vendor: Any) -> None:
    sandbox = kco.sandbox.Sandbox(vendor)
    line = getattr(kco, vendor).OrderLine.from_dict(LINE | {"new_field": 1})
    order = sandbox.add_order(order_lines=[line])
    assert order.order_lines[0].to_dict() == LINE | {"new_field": 1}
