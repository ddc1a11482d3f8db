"""The liberal reader: whatever comes in is read as far as it can be, noted, and given back."""

from __future__ import annotations

import json
from typing import Any

import kco
import pytest
from kco import DecodeIssue
from kco.runtime import reading

from .refusals import LINE, ORDER, notes, read


def without(source: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in source.items() if key != name}


# --- Fields that are missing, null or of another type ---------------------------------------------


def test_what_the_server_always_sends_is_noted_when_it_is_missing(vendor: str) -> None:
    always = {issue.path for issue in read(vendor, "Order", {}).decode_issues}
    assert always == ORDER.keys()
    for name in always:
        order = read(vendor, "Order", without(ORDER, name))
        assert getattr(order, name) is None
        assert [issue.found for issue in order.decode_issues if issue.path == name] == ["nothing"]


def test_other_fields_may_be_missing_without_a_note(vendor: str) -> None:
    assert read(vendor, "OrderLine", LINE).decode_issues == ()
    assert read(vendor, "OrderLine", LINE).reference is None


def test_null_reads_as_none_and_is_noted(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE | {"quantity": None, "reference": None})
    assert (line.quantity, line.reference) == (None, None)
    assert notes(line) == [("quantity", "integer", "null"), ("reference", "string", "null")]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1", "string"),
        (1.0, "number"),
        (1.5, "number"),
        (True, "boolean"),
        ([1], "array"),
        ({"1": 1}, "object"),
    ],
)
def test_a_value_of_another_type_reads_as_none_and_is_noted(vendor: str, value: Any, found: str) -> None:
    line = read(vendor, "OrderLine", LINE | {"quantity": value})
    assert line.quantity is None
    assert notes(line) == [("quantity", "integer", found)]


@pytest.mark.parametrize(
    ("number", "digits"), [(12, "12"), (-3, "-3"), (0, "0"), (10**30, "1" + "0" * 30), (1.5, "1.5")]
)
def test_a_number_where_a_string_is_described_reads_as_its_digits(
    vendor: str, number: float, digits: str
) -> None:
    line = read(vendor, "OrderLine", LINE | {"reference": number})
    assert line.reference == digits
    assert notes(line) == [("reference", "string", "number")]
    assert line.to_dict()["reference"] is number


@pytest.mark.parametrize("value", [True, False, [], {}, ["a"]])
def test_nothing_but_a_number_takes_the_place_of_a_string(vendor: str, value: Any) -> None:
    line = read(vendor, "OrderLine", LINE | {"reference": value})
    assert line.reference is None
    assert len(line.decode_issues) == 1


def test_a_number_of_more_digits_than_python_writes_reads_as_none(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE | {"reference": 10**5000, "quantity": 10**5000})
    assert line.reference is None
    assert line.quantity == 10**5000


def test_issues_say_where_they_are(vendor: str) -> None:
    lines = [LINE, LINE, LINE, LINE | {"quantity": "1", "product_identifiers": {"brand": []}}]
    capture = {"capture_id": "c", "captured_amount": 1, "refunded_amount": 0, "order_lines": lines}
    order = read(vendor, "Order", ORDER | {"order_lines": lines, "captures": [capture, capture]})
    paths = [issue.path for issue in order.decode_issues]
    assert "order_lines[3].quantity" in paths
    assert "order_lines[3].product_identifiers.brand" in paths
    assert "captures[0].order_lines[3].quantity" in paths
    assert "captures[1].order_lines[3].product_identifiers.brand" in paths


def test_a_part_notes_its_own_issues_from_where_it_stands(vendor: str) -> None:
    order = read(vendor, "Order", ORDER | {"order_lines": [LINE | {"quantity": "1"}]})
    assert notes(order.order_lines[0]) == [("quantity", "integer", "string")]
    assert ("order_lines[0].quantity", "integer", "string") in notes(order)


def test_items_that_cannot_be_used_are_left_out_and_the_others_keep_their_indexes(vendor: str) -> None:
    lines: list[Any] = [None, LINE, 7, LINE | {"quantity": "1"}, "x", []]
    order = read(vendor, "Order", ORDER | {"order_lines": lines})
    assert [line.name for line in order.order_lines] == ["Tee", "Tee"]
    assert [note for note in notes(order) if note[0].startswith("order_lines")] == [
        ("order_lines[0]", "object", "null"),
        ("order_lines[2]", "object", "number"),
        ("order_lines[3].quantity", "integer", "string"),
        ("order_lines[4]", "object", "string"),
        ("order_lines[5]", "object", "array"),
    ]
    assert order.to_dict()["order_lines"] == lines


def test_items_of_arrays_of_strings_read_like_strings(vendor: str) -> None:
    message = read(vendor, "ErrorMessage", {"error_messages": ["a", 1, None, {}]})
    assert message.error_messages == ("a", "1")
    assert [note for note in notes(message) if "[" in note[0]] == [
        ("error_messages[1]", "string", "number"),
        ("error_messages[2]", "string", "null"),
        ("error_messages[3]", "string", "object"),
    ]


@pytest.mark.parametrize("value", [None, 1, "x", True, {}, {"0": LINE}])
def test_what_is_no_array_reads_as_none(vendor: str, value: Any) -> None:
    order = read(vendor, "Order", ORDER | {"order_lines": value})
    assert order.order_lines is None
    assert ("order_lines", "array") in [note[:2] for note in notes(order)]


@pytest.mark.parametrize("value", [None, 1, "x", True, [], [{}]])
def test_what_is_no_object_reads_as_none(vendor: str, value: Any) -> None:
    order = read(vendor, "Order", ORDER | {"billing_address": value})
    assert order.billing_address is None
    assert ("billing_address", "object") in [note[:2] for note in notes(order)]


def test_an_issue_never_holds_the_value(vendor: str) -> None:
    order = read(vendor, "Order", ORDER | {"customer": "Ada Lovelace", "billing_address": ["Ada Lovelace"]})
    assert "Lovelace" not in f"{order.decode_issues!r} {[str(issue) for issue in order.decode_issues]}"


@pytest.mark.parametrize(
    "reader",
    [
        reading.text,
        reading.integer,
        reading.number,
        reading.boolean,
        reading.moment,
        reading.day,
        reading.member_of(kco.kustom.OrderStatus),
        reading.model_of(kco.kustom.Order),
        reading.models_of(kco.kustom.Order),
        reading.array_of(reading.text),
        reading.anything,
    ],
)
def test_null_is_as_good_as_a_value_where_it_is_described(reader: Any) -> None:
    issues: list[DecodeIssue] = []
    assert reader(None, "x", issues, nullable=True) is None
    assert issues == []


def test_numbers_that_need_not_be_whole_are_read_as_they_are() -> None:
    issues: list[DecodeIssue] = []
    assert [reading.number(value, "x", issues) for value in (1, 1.5, -0.0)] == [1, 1.5, 0]
    assert issues == []
    assert [reading.number(value, "x", issues) for value in ("1", True, None)] == [None] * 3
    assert [issue.found for issue in issues] == ["string", "boolean", "null"]


def test_issues_of_arrays_in_arrays_say_where_they_are() -> None:
    issues: list[DecodeIssue] = []
    read_numbers = reading.array_of(reading.array_of(reading.integer))
    assert read_numbers([[1], [2, "3"]], "sizes", issues) == ((1,), (2,))
    assert [issue.path for issue in issues] == ["sizes[1][1]"]
    assert DecodeIssue("[1].a", "integer", "null").below("sizes").path == "sizes[1].a"
    assert DecodeIssue("", "object", "null").below("a").path == "a"


def test_an_issue_reads_like_a_sentence() -> None:
    assert str(DecodeIssue("a.b", "integer", "null")) == "a.b: expected integer, found null"
    assert str(DecodeIssue("", "object", "array")) == "answer: expected object, found array"


def test_well_formed_answers_are_read_without_a_note(vendor: str) -> None:
    assert read(vendor, "Order", ORDER | {"unknown": 1}).decode_issues == ()


# --- What goes back -------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [1, 1.0, True, "1", None, [1, 1.0, True], {"a": None, "": {}}, "", -0.0])
def test_to_dict_gives_back_what_came_in(vendor: str, value: Any) -> None:
    source = ORDER | {"order_amount": value, "status": value, "unknown": value, "order_lines": [value, LINE]}
    order = read(vendor, "Order", source)
    assert json.dumps(order.to_dict()) == json.dumps(source)


def test_what_to_dict_gives_is_the_callers_own(vendor: str) -> None:
    order = read(vendor, "Order", json.loads(json.dumps(ORDER)))
    mine = order.to_dict()
    mine["order_lines"][0]["name"] = "Mug"
    mine["order_lines"].append({})
    assert order.to_dict() == ORDER
    assert order.order_lines[0].name == "Tee"


def test_any_depth_is_given_back(vendor: str) -> None:
    deep: Any = []
    for _ in range(20_000):
        deep = [deep]
    order = read(vendor, "Order", {**ORDER, "unknown": deep})
    inner = order.to_dict()["unknown"]
    depth = 0
    while inner:
        inner, depth = inner[0], depth + 1
    assert depth == 20_000
