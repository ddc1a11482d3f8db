"""A vendor may write the same in another way while changing something: the change is seen all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import cast

import pytest

from generator.changes import ChangeClass, compare
from generator.documents import JsonObject, JsonValue
from generator.json_pointer import resolve
from generator.overlay.tree import clone
from tests.changes.descriptions import Case, cases, description

PREFIX = "#/components/schemas/"

Refactoring = Callable[[JsonObject], JsonObject]


def schemas_of(document: JsonObject) -> JsonObject:
    return cast(JsonObject, cast(JsonObject, document["components"])["schemas"])


def objects(node: JsonValue) -> Iterator[JsonObject]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for item in node:
            yield from objects(item)


def referring(document: JsonObject) -> Iterator[tuple[JsonObject, str]]:
    for node in list(objects(document)):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            yield node, reference


def renaming(document: JsonObject) -> JsonObject:
    """Give each schema another name."""
    made = cast(JsonObject, clone(document))
    for node, reference in referring(made):
        node["$ref"] = f"{reference}Dto"
    schemas = schemas_of(made)
    for name in list(schemas):
        schemas[f"{name}Dto"] = schemas.pop(name)
    return made


def wrapping(document: JsonObject) -> JsonObject:
    """Write each reference as a part."""
    made = cast(JsonObject, clone(document))
    for node, reference in referring(made):
        del node["$ref"]
        node["allOf"] = [{"$ref": reference}]
    return made


def inlining(document: JsonObject) -> JsonObject:
    """Write in its place what is referred to; the components stay."""
    made = cast(JsonObject, clone(document))
    while found := list(referring(made)):
        for node, reference in found:
            del node["$ref"]
            node.update(cast(JsonObject, clone(resolve(document, reference[1:]))))
    return made


def extracting(document: JsonObject) -> JsonObject:
    """Give each property a schema of its own."""
    made = cast(JsonObject, clone(document))
    schemas = schemas_of(made)
    for name, schema in list(schemas.items()):
        properties = cast(JsonObject, schema).get("properties", {})
        assert isinstance(properties, dict)
        for called, value in properties.items():
            if isinstance(value, dict) and not {"$ref", "readOnly", "writeOnly"} & value.keys():
                schemas[f"{name}{called.title()}"] = value
                properties[called] = {"$ref": f"{PREFIX}{name}{called.title()}"}
    return made


def parting(document: JsonObject) -> JsonObject:
    """Cut each schema with properties in two parts."""
    made = cast(JsonObject, clone(document))
    for name, schema in schemas_of(made).items():
        assert isinstance(schema, dict)
        if "allOf" not in schema and "properties" in schema:
            own: JsonObject = {key: schema.pop(key) for key in ("properties", "required") if key in schema}
            schemas_of(made)[name] = {"allOf": [own], **schema}
    return made


REFACTORINGS = (renaming, wrapping, inlining, extracting, parting)
IN_SCHEMAS = [
    case
    for case in cases()
    if case.of == "parcels"
    and not case.rename
    and all(at.startswith("/components/schemas/") for at in case.edit)
    and any(found != "unclassified" for found, _ in case.expected)
]


@pytest.mark.parametrize("refactoring", REFACTORINGS)
def test_writing_the_same_in_another_way_breaks_nothing_on_the_wire(refactoring: Refactoring) -> None:
    old = description("parcels")
    new = refactoring(old)
    for before, after in ((old, new), (new, old)):
        worst = compare(before, after)[0]
        assert worst.change_class not in (ChangeClass.BREAKING_WIRE, ChangeClass.UNCLASSIFIED), worst.sentence


@pytest.mark.parametrize("case", IN_SCHEMAS, ids=str)
def test_what_breaks_is_seen_through_another_way_of_writing(case: Case) -> None:
    before, after = case.before, case.after
    alone = compare(before, after)[0].change_class
    for refactoring in REFACTORINGS:
        written_otherwise = refactoring(after)
        assert compare(before, written_otherwise)[0].change_class.severity <= alone.severity, refactoring
        both = {change.change_class for change in compare(refactoring(before), written_otherwise)}
        assert (ChangeClass.BREAKING_WIRE in both) == (alone is ChangeClass.BREAKING_WIRE), refactoring
