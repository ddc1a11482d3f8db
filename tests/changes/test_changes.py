"""What a change holds: class, place, sentence, operations, and what stood and stands there."""

from __future__ import annotations

import attrs
import pytest

from generator.changes import Change, ChangeClass, compare
from generator.changes.pair import Pair
from generator.changes.rule import Comparison, Scene, applied
from generator.changes.usage import read_side
from generator.documents import JsonObject, JsonValue
from tests.changes.descriptions import Case, cases, description, edited

NEW = "/components/schemas/NewParcel"
PARCEL = "/components/schemas/Parcel"
CREATE = "/paths/~1parcels/post"
ONE = "/paths/~1parcels~1{id}"


def changes_of(edit: dict[str, JsonValue], of: str = "parcels", **rename: str) -> tuple[Change, ...]:
    old = description(of)
    return compare(
        old, edited(old, edit, {f"/components/schemas/{name}": now for name, now in rename.items()})
    )


def the_change(edit: dict[str, JsonValue], of: str = "parcels") -> Change:
    (change,) = changes_of(edit, of)
    return change


def test_what_cannot_be_judged_breaks_like_what_is_known_to() -> None:
    assert [found for found in ChangeClass if found.breaks] == [
        ChangeClass.BREAKING_WIRE,
        ChangeClass.UNCLASSIFIED,
        ChangeClass.BREAKING_PYTHON,
    ]


def test_the_worst_comes_first() -> None:
    changes = changes_of({f"{NEW}/description": "New.", f"{NEW}/required/-": "kind", f"{PARCEL}/nobody": 1})
    assert [change.change_class.value for change in changes] == [
        "breaking-wire",
        "unclassified",
        "documentation",
    ]


def test_what_vanished_is_shown_where_it_stood() -> None:
    change = the_change({f"{NEW}/properties/weight": "GONE"})
    assert change.place == f"{NEW}/properties/weight"
    assert change.before == {
        "type": "integer",
        "format": "int32",
        "minimum": 1,
        "maximum": 30000,
        "multipleOf": 5,
    }
    assert change.after is None


def test_what_is_new_is_shown_where_it_stands() -> None:
    change = the_change({f"{PARCEL}/properties/status/enum/-": "returned"})
    assert (change.place, change.before, change.after) == (
        f"{PARCEL}/properties/status/enum/3",
        None,
        "returned",
    )


def test_what_changed_is_shown_as_it_was_and_is() -> None:
    change = the_change({f"{NEW}/properties/reference/maxLength": 20})
    assert (change.before, change.after) == (255, 20)


def test_what_stood_in_a_schema_that_was_renamed_is_shown_with_the_names_of_its_time() -> None:
    old = description("parcels")
    new = edited(old, {f"{PARCEL}/properties/last_event": "GONE"}, {"/components/schemas/Event": "Happening"})
    change = next(change for change in compare(old, new) if change.place.endswith("last_event"))
    assert change.before == {"$ref": "#/components/schemas/Event"}


def test_a_change_names_the_operations_that_send_or_receive_it() -> None:
    assert the_change({f"{NEW}/required/-": "kind"}).operations == ("POST /parcels",)
    both = the_change({"/components/schemas/Item/properties/name/maxLength": 3})
    assert both.operations == ("GET /parcels", "POST /parcels", "GET /parcels/{id}", "PATCH /parcels/{id}")
    assert the_change({"/info/version": "2"}).operations == ()
    assert the_change({"/components/schemas/Unused/properties/name/maxLength": 3}).operations == ()


def test_a_change_of_a_shared_answer_names_all_that_share_it() -> None:
    change = the_change(
        {"/components/responses/Refused/headers": {"Retry-After": {"schema": {"type": "integer"}}}}
    )
    assert change.operations == ("GET /parcels", "POST /parcels", "GET /parcels/{id}")


def test_an_operation_that_moved_is_named_by_its_new_key() -> None:
    old = description("parcels")
    new = edited(old, {}, {"/paths/~1parcels~1{id}~1cancel/post": "put"})
    (change,) = compare(old, new)
    assert change.operations == ("PUT /parcels/{id}/cancel",)
    assert (change.before, change.after) == ("POST /parcels/{id}/cancel", "PUT /parcels/{id}/cancel")


def test_methods_are_called_what_callers_call_them() -> None:
    edit: dict[str, JsonValue] = {"/components/schemas/CreateCapture/required/-": "reference"}
    assert "in requests of captures.create;" in the_change(edit, "patched klarna").sentence


def test_many_operations_are_counted() -> None:
    change = the_change({"/components/schemas/order_line/properties/name/maxLength": 3}, "klarna")
    assert "in requests of updateAuthorization, captureOrder and refundOrder" in change.sentence
    assert "in answers of getOrder, getCaptures and 2 other operations" in change.sentence
    assert len(change.operations) == 7


def test_a_sentence_is_one_line_that_a_terminal_can_print() -> None:
    hostile = "\x1b[31m\nred\x9b\u2028" + "x" * 500
    edits: list[dict[str, JsonValue]] = [
        {f"{NEW}/properties/{hostile}": {"type": "string"}},
        {f"{NEW}/properties/kind/enum/-": hostile},
        {f"{CREATE}/operationId": hostile, f"{CREATE}/deprecated": True},
        {f"{CREATE}/responses/{hostile}": {}},
        {f"/components/schemas/{hostile}": {"enum": ["a"]}},
    ]
    for edit in edits:
        for change in changes_of(edit):
            assert change.sentence.isprintable()
            assert len(change.sentence) < 500


@pytest.mark.parametrize("case", [case for case in cases() if case.keeps_names], ids=str)
def test_the_way_back_is_told_at_the_same_places(case: Case) -> None:
    back = compare(case.after, case.before)
    assert sorted(change.place for change in back) == sorted(place for _, place in case.expected)


@pytest.mark.parametrize("case", [case for case in cases() if len(case.expected) == 1], ids=str)
def test_what_is_added_one_way_is_lost_the_other(case: Case) -> None:
    (found, _), back = case.expected[0], compare(case.after, case.before)
    if found == "addition":
        assert ChangeClass.ADDITION not in {change.change_class for change in back}
    if "is new" in compare(case.before, case.after)[0].sentence and found == "addition":
        assert any("gone" in change.sentence or "any more" in change.sentence for change in back)


def test_what_a_callback_sends_is_received() -> None:
    def described(schema: JsonValue) -> JsonObject:
        body: JsonObject = {
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Notice"}}}
        }
        callback: JsonObject = {"{$request.query.url}": {"post": {"requestBody": body, "responses": {}}}}
        edit: dict[str, JsonValue] = {f"{CREATE}/callbacks": {"packed": callback}}
        return edited(description("parcels"), {**edit, "/components/schemas/Notice": schema})

    old: JsonObject = {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a"]}}}
    new: JsonObject = {"type": "object", "properties": {"kind": {"type": "string", "enum": ["a", "b"]}}}
    (more,) = compare(described(old), described(new))
    assert "in answers of createParcel" in more.sentence
    (less,) = compare(described(new), described(old))
    assert less.change_class is ChangeClass.BREAKING_PYTHON


def test_a_rule_that_overlooks_a_difference_leaves_it_unclassified() -> None:
    side = read_side({})
    pair = Pair({"a": 1}, {"a": 2}, ("here",), ("here",))
    silent = Comparison(lambda pair, scene: (), pair, Scene(old=side, new=side, owner="it"))
    (left,) = applied([silent])
    assert left.change_class is ChangeClass.UNCLASSIFIED
    assert left.pair is pair
    same = Comparison(lambda pair, scene: (), attrs.evolve(pair, new=pair.old), silent.scene)
    assert list(applied([same])) == []
