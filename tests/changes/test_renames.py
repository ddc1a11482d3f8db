"""A rename is one change, and what changed besides is told under the new name."""

from __future__ import annotations

from typing import cast

from generator.changes import ChangeClass, compare
from generator.documents import JsonObject, JsonValue
from generator.overlay.tree import clone
from tests.changes.descriptions import description, edited

SCHEMAS = "/components/schemas"


def told(old: JsonValue, new: JsonValue) -> list[tuple[str, str]]:
    return [(change.change_class.value, change.place) for change in compare(old, new)]


def schemas_of(document: JsonObject) -> JsonObject:
    return cast(JsonObject, cast(JsonObject, document["components"])["schemas"])


def test_names_that_changed_places_are_two_renames() -> None:
    old = description("klarna")
    new = edited(old, {}, {f"{SCHEMAS}/Address": "LocationAddress"})
    new = edited(new, {}, {f"{SCHEMAS}/address": "Address"})
    # The class of `address` was called Address before.
    assert told(old, new) == [
        ("breaking-python", f"{SCHEMAS}/LocationAddress"),
        ("documentation", f"{SCHEMAS}/Address"),
    ]


def test_schemas_of_one_shape_are_told_apart_by_where_they_stand() -> None:
    old = description("klarna")
    rename = {
        f"{SCHEMAS}/Not allowed error message": "Forbidden",
        f"{SCHEMAS}/No such order error message": "Missing",
        f"{SCHEMAS}/Not found error message": "Nothing",
    }
    changes = compare(old, edited(old, {}, rename))
    assert {(change.before, change.after) for change in changes} == {
        ("Not allowed error message", "Forbidden"),
        ("No such order error message", "Missing"),
        ("Not found error message", "Nothing"),
    }


def test_a_schema_of_the_same_shape_in_another_place_is_no_rename() -> None:
    old = description("parcels")
    box: JsonObject = {
        "type": "object",
        "properties": {"text": {"type": "string"}, "place": {"type": "string"}},
    }
    new = edited(
        old,
        {
            f"{SCHEMAS}/Event": "GONE",
            f"{SCHEMAS}/Parcel/properties/last_event": "GONE",
            f"{SCHEMAS}/Box": box,
        },
    )
    assert set(told(old, new)) == {
        ("breaking-wire", f"{SCHEMAS}/Parcel/properties/last_event"),
        ("breaking-python", f"{SCHEMAS}/Event"),
        ("addition", f"{SCHEMAS}/Box"),
    }


def test_schemas_that_refer_to_each_other_are_renamed_together() -> None:
    old = description("parcels")
    new = edited(
        old,
        {},
        {
            f"{SCHEMAS}/{name}": f"{name}Dto"
            for name in ("Parcel", "Event", "Item", "Money", "Refusal", "NewParcel")
        },
    )
    changes = compare(old, new)
    assert len(changes) == 6
    assert {change.change_class for change in changes} == {ChangeClass.BREAKING_PYTHON}


def test_all_errors_of_one_shape_become_one() -> None:
    old = description("klarna")
    new = clone(old)
    text = {name for name in schemas_of(old) if name.endswith("error message")}

    def refer(node: JsonValue) -> None:
        if isinstance(node, dict):
            reference = node.get("$ref")
            if isinstance(reference, str) and reference.removeprefix("#/components/schemas/") in text:
                node["$ref"] = "#/components/schemas/ErrorMessageDto"
            for value in node.values():
                refer(value)
        elif isinstance(node, list):
            for item in node:
                refer(item)

    refer(new)
    for name in text:
        del schemas_of(cast(JsonObject, new))[name]
    changes = compare(old, new)
    assert {change.before for change in changes} == text
    assert {change.place for change in changes} == {f"{SCHEMAS}/ErrorMessageDto"}
    assert {change.change_class for change in changes} == {ChangeClass.BREAKING_PYTHON}


def test_what_a_merged_schema_did_not_have_is_told() -> None:
    old = description("parcels")
    event = schemas_of(old)["Event"]
    schemas_of(old)["Happening"] = event
    refers: JsonObject = {"$ref": f"#{SCHEMAS}/Happening"}
    old = edited(old, {f"{SCHEMAS}/Parcel/properties/first_event": refers})
    edit: dict[str, JsonValue] = {
        f"{SCHEMAS}/Event": "GONE",
        f"{SCHEMAS}/Parcel/properties/last_event": refers,
        f"{SCHEMAS}/Happening/properties/weight": {"type": "integer"},
    }
    assert told(old, edited(old, edit)) == [
        ("breaking-python", f"{SCHEMAS}/Happening"),
        ("addition", f"{SCHEMAS}/Happening/properties/weight"),
    ]


def test_two_placeholders_of_a_path_are_two_changes() -> None:
    before, now = "/shelves/{a}/books/{b}", "/shelves/{shelf_id}/books/{book_id}"

    def described(path: str, *names: str) -> JsonObject:
        listed: list[JsonValue] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
        ]
        operation: JsonObject = {"operationId": "getBook", "parameters": listed, "responses": {}}
        return {"openapi": "3.0.3", "info": {}, "paths": {path: {"get": operation}}}

    changes = compare(described(before, "a", "b"), described(now, "shelf_id", "book_id"))
    assert [(change.change_class, change.before, change.after) for change in changes] == [
        (ChangeClass.BREAKING_PYTHON, before, now)
    ] * 2
    assert [change.sentence.partition(" now")[0] for change in changes] == [
        "the path parameter `a` is called `shelf_id`",
        "the path parameter `b` is called `book_id`",
    ]


def test_a_placeholder_in_another_spelling_is_the_same_argument() -> None:
    old = description("parcels")
    new = edited(
        old,
        {"/paths/~1parcels~1{id}/parameters/0/name": "Id"},
        {"/paths/~1parcels~1{id}": "/parcels/{Id}"},
    )
    assert told(old, new) == [("documentation", "/paths/~1parcels~1{Id}")]


def test_two_properties_of_one_type_are_no_rename_unless_their_names_or_words_are_alike() -> None:
    old = description("parcels")
    properties = f"{SCHEMAS}/Event/properties"
    new = edited(old, {f"{properties}/text": "GONE", f"{properties}/colour": {"type": "string"}})
    assert told(old, new) == [("breaking-wire", f"{properties}/text"), ("addition", f"{properties}/colour")]


def test_two_properties_that_share_a_word_are_no_rename() -> None:
    old = description("parcels")
    properties = f"{SCHEMAS}/Event/properties"
    old = edited(old, {f"{properties}/tax_amount": {"type": "integer"}})
    new = edited(old, {f"{properties}/tax_amount": "GONE", f"{properties}/tax_rate": {"type": "integer"}})
    assert told(old, new) == [
        ("breaking-wire", f"{properties}/tax_amount"),
        ("addition", f"{properties}/tax_rate"),
    ]
