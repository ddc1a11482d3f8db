"""The strict writer: what the caller wrote is checked before anything is sent."""

from __future__ import annotations

import json
from collections import OrderedDict, deque
from decimal import Decimal
from enum import Enum, IntEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

import kco
import pytest
from kco import UNSET

from .refusals import LINE, violations
from .scripted import Desk

# --- What is said ---------------------------------------------------------------------------------


def test_all_violations_are_told_at_once(desk: Desk) -> None:
    lines = [LINE, LINE | {"quantity": "1", "name": "x" * 256}, {}, "line"]
    shipments = [{"shipping_method": "pigeon"}]
    found = violations(
        desk,
        "captures.create",
        "",
        captured_amount=-1,
        reference=5,
        order_lines=lines,
        shipping_info=shipments,
        idempotency_key="ключ",
        headers={"X Y": "1"},
    )
    assert list(found) == [
        "order_id",
        "headers",
        "idempotency_key",
        "captured_amount",
        "order_lines[1].name",
        "order_lines[1].quantity",
        "order_lines[2].name",
        "order_lines[2].quantity",
        "order_lines[2].total_amount",
        "order_lines[2].unit_price",
        "order_lines[3]",
        "reference",
        "shipping_info[0].shipping_method",
    ]


def test_several_violations_are_told_one_a_line(desk: Desk) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call("captures.create", "o", captured_amount=2.5, order_lines=[LINE | {"quantity": -1}])
    error = caught.value
    assert str(error) == (
        "captures.create: 2 violations\n"
        "  captured_amount: expected a whole number (int), got float; amounts are whole minor units of the "
        "currency, so 12.50 is written 1250\n"
        "  order_lines[0].quantity: expected at least 0, got -1"
    )
    assert "\n" not in error.message
    assert error.to_dict()["violations"] == [str(violation) for violation in error.violations]
    assert json.dumps(error.to_dict())
    assert (error.outcome, error.attempts, error.idempotency_key) == ("not_sent", 0, None)


def test_a_single_violation_is_told_in_one_line(desk: Desk) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call("captures.create", "o", captured_amount=-1)
    assert str(caught.value) == "captures.create: captured_amount: expected at least 0, got -1"


@pytest.mark.parametrize("quantity", [1.5, Decimal("1.5")])
def test_a_fractional_quantity_is_told_to_choose_a_smaller_unit(desk: Desk, quantity: Any) -> None:
    line = LINE | {"quantity": quantity, "quantity_unit": "m"}
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[line])
    assert found == {
        "order_lines[0].quantity": f"expected a whole number (int), got {type(quantity).__name__}; "
        "quantities are whole units, so choose a smaller unit: 1.5 m is written 150 cm"
    }


def test_a_fractional_tax_rate_is_told_nothing_about_amounts(desk: Desk) -> None:
    found = violations(
        desk, "captures.create", "o", captured_amount=1, order_lines=[LINE | {"tax_rate": 25.0}]
    )
    assert found == {"order_lines[0].tax_rate": "expected a whole number (int), got float"}


def test_a_uuid_in_the_place_of_text_is_told_to_pass_its_text(desk: Desk) -> None:
    one: Any = UUID(int=1)
    found = violations(desk, "captures.create", one, captured_amount=1, idempotency_key=one, reference=one)
    assert found == {
        "order_id": "expected an id (str), got UUID; pass str(...)",
        "idempotency_key": "expected text (str), got UUID; pass str(...)",
        "reference": "expected text (str), got UUID; pass str(...)",
    }


@pytest.mark.parametrize("amount", [True, False])
def test_bool_is_not_an_amount(desk: Desk, amount: bool) -> None:
    assert violations(desk, "refunds.create", "o", refunded_amount=amount) == {
        "refunded_amount": "expected a whole number (int), got bool"
    }


@pytest.mark.parametrize("amount", [Decimal("12.50"), Decimal(12), 12.5, 12.0, float("nan"), float("inf")])
def test_an_amount_that_is_no_whole_number_is_told_what_to_pass(desk: Desk, amount: Any) -> None:
    message = violations(desk, "captures.create", "o", captured_amount=amount)["captured_amount"]
    assert message == (
        f"expected a whole number (int), got {type(amount).__name__}; "
        "amounts are whole minor units of the currency, so 12.50 is written 1250"
    )


def test_numbers_of_any_size_are_refused_by_name(desk: Desk) -> None:
    for amount in (2 * 10**8 + 1, -1, 10**5000, -(10**5000)):
        assert "captured_amount" in violations(desk, "captures.create", "o", captured_amount=amount)


def test_an_unknown_value_of_a_closed_list_is_told_the_known_ones(desk: Desk) -> None:
    found = violations(
        desk, "captures.create", "o", captured_amount=1, order_lines=[LINE | {"type": "Physical"}]
    )
    assert found["order_lines[0].type"].startswith("expected one of physical, discount, ")


def test_text_is_counted_in_characters_and_not_in_bytes(desk: Desk) -> None:
    desk.call("captures.create", "o", captured_amount=1, reference="😀" * 255)
    assert desk.script.last_body["reference"] == "😀" * 255
    found = violations(desk, "captures.create", "o", captured_amount=1, reference="😀" * 256)
    assert found == {"reference": "expected at most 255 characters, got 256"}


# --- What is taken --------------------------------------------------------------------------------


def test_models_typed_dicts_and_mixtures_of_either_vendor_are_taken(desk: Desk) -> None:
    identifiers = kco.klarna.ProductIdentifiers(brand="Acme")
    lines = (
        LINE,
        kco.kustom.OrderLine(**LINE),
        kco.klarna.OrderLine(**LINE, product_identifiers=identifiers),
        kco.kustom.OrderLine.from_dict(LINE | {"odd": 1}),
        MappingProxyType(LINE | {"product_identifiers": OrderedDict(brand="Acme")}),
        LINE | {"product_identifiers": identifiers},
    )
    desk.call("captures.create", "o", captured_amount=1, order_lines=lines)
    acme = {"product_identifiers": {"brand": "Acme"}}
    sent = [LINE, LINE, LINE | acme, LINE | {"odd": 1}, LINE | acme, LINE | acme]
    assert desk.script.last_body["order_lines"] == sent


@pytest.mark.parametrize("kind", [list, tuple, deque])
def test_any_sequence_is_an_array(desk: Desk, kind: Any) -> None:
    desk.call("captures.create", "o", captured_amount=1, order_lines=kind([LINE]))
    assert desk.script.last_body["order_lines"] == [LINE]


def test_what_can_be_read_only_once_is_no_array(desk: Desk) -> None:
    lines = (line for line in [LINE])
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=lines)
    assert found == {"order_lines": "expected a list, got generator"}


def test_an_empty_list_is_sent_as_one(desk: Desk) -> None:
    desk.call("orders.update_authorization", "o", order_amount=1, order_lines=[])
    assert desk.script.last_body == {"order_amount": 1, "order_lines": []}


def test_lines_are_never_left_out_of_an_authorization_by_accident(desk: Desk) -> None:
    with pytest.raises(TypeError, match="order_lines"):
        desk.call("orders.update_authorization", "o", order_amount=1)
    found = violations(desk, "orders.update_authorization", "o", order_amount=1, order_lines=UNSET)
    assert found == {"order_lines": "is required"}


def test_enumerations_are_sent_as_their_values(desk: Desk) -> None:
    class Kind(str, Enum):  # noqa: UP042  as many applications still write it
        PHYSICAL = "physical"

    class Amount(IntEnum):
        ALL = 100

    for kind in (Kind.PHYSICAL, desk.models.OrderLineType.PHYSICAL, "physical"):
        desk.call("captures.create", "o", captured_amount=Amount.ALL, order_lines=[LINE | {"type": kind}])
        assert desk.script.last_body == {"captured_amount": 100, "order_lines": [LINE | {"type": "physical"}]}
    assert desk.script.requests[0].content == desk.script.requests[2].content


def test_names_in_an_object_are_text(desk: Desk) -> None:
    line: dict[Any, Any] = LINE | {1: "x"}
    found = violations(desk, "captures.create", "o", captured_amount=1, order_lines=[line])
    assert found == {"order_lines[0]": "expected names of type str, got int"}


class Unwritable:
    pass


@pytest.mark.parametrize("value", [{1}, b"x", Unwritable(), 1j, float("nan"), float("inf"), Decimal(1)])
def test_what_has_no_json_form_is_refused_even_where_nothing_is_described(desk: Desk, value: Any) -> None:
    found = violations(desk, "captures.create", "o", captured_amount=1, extra={"odd": value})
    assert found[""].startswith("has no JSON form: ")


def test_what_contains_itself_is_refused(desk: Desk) -> None:
    odd: list[Any] = []
    odd.append(odd)
    found = violations(desk, "captures.create", "o", captured_amount=1, extra={"odd": odd})
    assert found == {"": "has no JSON form: it nests too deeply"}


def test_half_a_surrogate_pair_is_sent_as_json_writes_it(desk: Desk) -> None:
    desk.call("captures.create", "o", captured_amount=1, description="a\ud800ü")
    assert desk.script.last_body["description"] == "a\ud800ü"
    content = desk.script.requests[-1].content
    assert content is not None
    assert content.isascii()


def test_equal_bodies_have_equal_bytes(desk: Desk) -> None:
    for lines in ([LINE], (kco.klarna.OrderLine(**LINE),), [dict(reversed(LINE.items()))]):
        desk.call("captures.create", "o", captured_amount=1, order_lines=lines)
    assert len({request.content for request in desk.script.requests}) == 1


def test_what_the_caller_changes_later_is_not_sent(desk: Desk) -> None:
    lines = [dict(LINE)]
    desk.call("captures.create", "o", captured_amount=1, order_lines=lines)
    lines[0]["name"] = "changed"
    assert desk.script.last_body["order_lines"] == [LINE]


# --- validate= ------------------------------------------------------------------------------------


def test_validate_false_switches_the_checks_off_for_a_call(desk: Desk) -> None:
    desk.call("captures.create", "o", captured_amount=-1, order_lines=["odd"], validate=False)
    assert desk.script.last_body == {"captured_amount": -1, "order_lines": ["odd"]}
    assert violations(desk, "captures.create", "o", captured_amount=-1)


def test_validate_false_switches_the_checks_off_for_a_client(vendor: str, mode: str) -> None:
    desk = Desk(vendor, mode, validate=False)
    desk.call("captures.create", "o", captured_amount=-1)
    assert violations(desk, "captures.create", "o", captured_amount=-1, validate=True)
    strict = desk.client.with_options(validate=True)
    with pytest.raises(kco.InvalidInputError):
        desk.call("captures.create", "o", captured_amount=-1, client=strict)


def test_paths_headers_and_keys_are_checked_even_then(desk: Desk) -> None:
    found = violations(
        desk,
        "captures.create",
        "..",
        captured_amount=1,
        headers={"X": "\n"},
        idempotency_key="\r",
        validate=False,
    )
    assert set(found) == {"order_id", "X", "idempotency_key"}
