"""Rules on structure: the document against the JSON Schema that the OpenAPI Initiative publishes.

Only that schema is taken from openapi-spec-validator. What its walk over the document adds (operation
ids, path parameters, defaults) has rules here that name the place; and the walk would fetch the
references that lead out of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError
from openapi_spec_validator.schemas import schema_v30

from ...description.document import Description
from ...description.json_values import short
from ...documents import JsonValue
from ...json_pointer import pointer
from ..findings import Finding, Findings
from ..wording import faults, leaves

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "openapi-structure": "the document breaks the JSON Schema of OpenAPI 3.0",
    "duplicate-tag": "two tags of one name",
}


def find(description: Description) -> Findings:
    yield from _structure(description)
    seen: set[str] = set()
    for node in description.of_kind("tag"):
        name = node.value.get("name")
        if not isinstance(name, str):
            continue
        if name in seen:
            yield Finding(
                "duplicate-tag", node.at("name"), f"a second tag {short(name)}", "describe each tag once"
            )
        seen.add(name)


def _structure(description: Description) -> Findings:
    try:
        for fault in faults(_errors(description.document)):
            yield Finding("openapi-structure", pointer(fault.parts), fault.message, fault.remedy)
    except (ArithmeticError, RecursionError, ValueError) as error:
        yield Finding(
            "openapi-structure",
            "",
            f"the document could not be checked to its end ({type(error).__name__})",
            "take extreme numbers and deep nesting out of it",
        )


def _errors(document: JsonValue) -> Iterator[ValidationError]:
    for error in Draft4Validator(dict(schema_v30)).iter_errors(document):
        yield from (leaf for leaf in leaves(error) if not _has_its_own_rule(leaf))


def _has_its_own_rule(error: ValidationError) -> bool:
    value: Any = error.instance
    schema: Any = error.schema
    if error.validator == "oneOf":
        definition = schema.get("description")
        if definition == "Schema and content are mutually exclusive, at least one is required":
            # Having both is told by another part of the schema, having neither by a rule of ours.
            return ("schema" in value) == ("content" in value)
    if error.validator == "uniqueItems":
        return error.absolute_path[-1] in ("parameters", "tags")
    # The two ways to forget that a parameter of a path is required.
    return (error.validator, error.validator_value) in (("required", ["required"]), ("enum", [True]))
