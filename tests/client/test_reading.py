"""The liberal reader: whatever comes in is read as far as it can be, noted, and given back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import kco
import pytest
from kco import DecodeIssue

from .scripted import Desk, answer

LINE = {"name": "Tee", "quantity": 1, "unit_price": 100, "total_amount": 100}
ORDER: dict[str, Any] = {
    "order_id": "o-1",
    "status": "AUTHORIZED",
    "order_amount": 100,
    "original_order_amount": 100,
    "captured_amount": 0,
    "refunded_amount": 0,
    "remaining_authorized_amount": 100,
    "purchase_country": "SE",
    "purchase_currency": "SEK",
    "order_lines": [LINE],
    "captures": [],
    "refunds": [],
}


def read(vendor: str, model: str, source: dict[str, Any]) -> Any:
    return getattr(getattr(kco, vendor), model).from_dict(source)


def notes(model: Any) -> list[tuple[str, str, str]]:
    return [(issue.path, issue.expected, issue.found) for issue in model.decode_issues]


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


def test_an_issue_reads_like_a_sentence() -> None:
    assert str(DecodeIssue("a.b", "integer", "null")) == "a.b: expected integer, found null"
    assert str(DecodeIssue("", "object", "array")) == "answer: expected object, found array"


def test_well_formed_answers_are_read_without_a_note(vendor: str) -> None:
    assert read(vendor, "Order", ORDER | {"unknown": 1}).decode_issues == ()


# --- Dates ----------------------------------------------------------------------------------------

ISO_DATES = [
    ("2026-01-31T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T12:00:00.5Z", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
    ("2026-01-31T12:00:00.123456789Z", datetime(2026, 1, 31, 12, 0, 0, 123_456, tzinfo=UTC)),
    ("2026-01-31T12:00:00,5Z", datetime(2026, 1, 31, 12, 0, 0, 500_000, tzinfo=UTC)),
    ("2026-01-31T14:00:00+02:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:00+0200", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:00+02", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T14:00:30+02:00:30", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T24:00:00Z", datetime(2026, 2, 1, tzinfo=UTC)),
    ("20260131T120000Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-W05-6T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
    ("2026-01-31T12:00", datetime(2026, 1, 31, 12)),
    ("2026-01-31 12:00:00", datetime(2026, 1, 31, 12)),
    ("2026-01-31", datetime(2026, 1, 31)),
]


@pytest.mark.parametrize(("text", "moment"), ISO_DATES)
def test_a_moment_is_read_in_every_form_of_iso_8601(vendor: str, text: str, moment: datetime) -> None:
    order = read(vendor, "Order", ORDER | {"created_at": text})
    assert order.created_at == moment
    assert (order.created_at.tzinfo is None) == (moment.tzinfo is None)
    assert "created_at" not in [issue.path for issue in order.decode_issues]
    assert order.to_dict()["created_at"] == text


@pytest.mark.parametrize(
    "value",
    [
        "",
        "soon",
        "2026-02-30T00:00:00Z",
        "31.01.2026",
        "9999-12-31T24:00:00",
        "２０２６-01-31",
        "\ud800",
        "Z" * 999,
    ],
)
def test_a_text_that_is_no_moment_reads_as_none_and_is_noted(vendor: str, value: str) -> None:
    order = read(vendor, "Order", ORDER | {"created_at": value})
    assert order.created_at is None
    assert ("created_at", "date-time", "string") in notes(order)
    assert order.to_dict()["created_at"] == value


@pytest.mark.parametrize("value", [None, 1_700_000_000, 1.5, True, [], {}])
def test_what_is_no_text_is_no_moment(vendor: str, value: Any) -> None:
    order = read(vendor, "Order", ORDER | {"expires_at": value})
    assert order.expires_at is None
    assert ("expires_at", "date-time") in [note[:2] for note in notes(order)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1981-09-06", date(1981, 9, 6)),
        ("19810906", date(1981, 9, 6)),
        ("1981-W36-7", date(1981, 9, 6)),
        ("1981-09-06T00:00:00Z", date(1981, 9, 6)),
        ("1981-09-06T23:30:00-05:00", date(1981, 9, 6)),
    ],
)
def test_a_day_is_read_as_it_is_written(vendor: str, text: str, day: date) -> None:
    customer = read(vendor, "Customer", {"date_of_birth": text})
    assert customer.date_of_birth == day
    assert type(customer.date_of_birth) is date
    assert customer.decode_issues == ()
    assert customer.to_dict() == {"date_of_birth": text}


@pytest.mark.parametrize("value", ["", "yesterday", "1981-13-06", 1981, None, []])
def test_what_is_no_day_reads_as_none_and_is_noted(vendor: str, value: Any) -> None:
    customer = read(vendor, "Customer", {"date_of_birth": value})
    assert customer.date_of_birth is None
    assert [note[:2] for note in notes(customer)] == [("date_of_birth", "date")]


def test_the_common_form_is_read_without_the_slow_parser(
    vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kco.runtime.reading.dateutil_parser", None)
    order = read(vendor, "Order", ORDER | {"created_at": "2026-01-31T12:00:00.000Z"})
    assert order.created_at == datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert read(vendor, "Customer", {"date_of_birth": "1981-09-06"}).date_of_birth == date(1981, 9, 6)


def test_moments_can_be_compared_and_moved(vendor: str) -> None:
    early = read(vendor, "Order", {"created_at": "2026-01-31T24:00:00Z"}).created_at
    late = read(vendor, "Order", {"created_at": "2026-02-01T02:00:00+01:00"}).created_at
    assert late - early == timedelta(hours=1)


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


# --- Answers as a whole ---------------------------------------------------------------------------

READS = {"orders.get": ("o",), "captures.get": ("o", "c"), "captures.list": ("o",), "refunds.get": ("o", "r")}
JUNK = {
    "nothing": b"",
    "white space": b" \n",
    "HTML": b"<html>OK</html>",
    "cut off": b'{"order_id": "o-1", "order_li',
    "two values": b"{} {}",
    "no text": b"\xff\xfe\x00",
    "compressed": b"\x1f\x8b\x08\x00",
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "null": b"null",
    "a number": b"1",
    "a string": b'"order"',
    "true": b"true",
}


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK.keys())
def test_a_2xx_answer_to_a_read_that_is_not_its_json_is_a_decode_error(
    desk: Desk, name: str, body: bytes
) -> None:
    desk.answers(answer(200, body))
    with pytest.raises(kco.DecodeError) as caught:
        desk.call(name, *READS[name])
    error = caught.value
    assert (error.outcome, error.operation, error.status_code) == ("applied", name, 200)
    assert error.content == body
    assert str(error).isprintable()


def test_an_object_is_no_list_and_a_list_no_object(desk: Desk) -> None:
    desk.answers(answer(200, {}))
    with pytest.raises(kco.DecodeError, match=r"captures\.list: expected a JSON array of objects"):
        desk.call("captures.list", "o")
    desk.answers(answer(200, []))
    with pytest.raises(kco.DecodeError, match=r"orders\.get: expected a JSON object, found array"):
        desk.call("orders.get", "o")


def test_an_empty_object_is_an_order_of_which_nothing_is_known(desk: Desk) -> None:
    desk.answers(answer(200, {}))
    order = desk.call("orders.get", "o")
    assert order.status is None
    assert order.decode_issues


@pytest.mark.parametrize("body", JUNK.values(), ids=JUNK.keys())
def test_after_a_2xx_on_a_write_nothing_is_raised_for_shape(desk: Desk, body: bytes) -> None:
    desk.answers(answer(200, body))
    assert desk.call("orders.acknowledge", "o") is None
    assert desk.call("captures.create", "o", captured_amount=1).capture_id is None
    assert desk.call("refunds.create", "o", refunded_amount=1).refund_id is None


def test_a_byte_order_mark_is_no_reason_to_fail(desk: Desk) -> None:
    desk.answers(answer(200, b"\xef\xbb\xbf" + json.dumps(ORDER).encode()))
    assert desk.call("orders.get", "o").order_id == "o-1"


def test_the_last_of_several_members_of_a_name_counts(desk: Desk) -> None:
    desk.answers(answer(200, b'{"order_id": "a", "order_id": "b"}'))
    assert desk.call("orders.get", "o").order_id == "b"
