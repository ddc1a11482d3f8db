"""Rules on structure: what the JSON Schema of OpenAPI says of the document, and where references lead.

A reference that leads nowhere drops a model, a body or an operation. Only the schema that the OpenAPI
Initiative publishes is taken from openapi-spec-validator. What its walk over the document adds
(operation ids, path parameters, defaults) has rules here that name the place; and the walk would fetch
the references that lead out of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft4Validator
from jsonschema.exceptions import ValidationError
from openapi_spec_validator.schemas import schema_v30

from ...description.document import Description, Node, components
from ...description.grammar import GRAMMAR
from ...description.json_values import object_of, short
from ...description.schemas import leads_back, outermost
from ...documents import JsonValue
from ...json_pointer import pointer
from ..findings import Finding, Findings
from ..wording import faults, leaves

__all__ = ["RULES", "find", "undefined"]

RULES: Mapping[str, str] = {
    "openapi-structure": "the document breaks the JSON Schema of OpenAPI 3.0",
    "duplicate-tag": "two tags of one name",
    "undefined-reference": "a `$ref` or a discriminator's mapping names something that is not there",
    "unsupported-reference": "a `$ref` leads to another file or past the components of its kind",
    "ref-siblings": "keys beside a `$ref`, which OpenAPI 3.0 ignores",
    "endless-schema": "a schema contains itself with no property or item between",
}


def find(description: Description) -> Findings:
    yield from _structure(description)
    yield from _tags(description)
    yield from undefined(description)
    yield from _references(description)


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
            # Another part of the schema reports having both, a rule here having neither.
            return ("schema" in value) == ("content" in value)
    if error.validator == "uniqueItems":
        return error.absolute_path[-1] in ("parameters", "tags")
    # The two ways to forget that a parameter of a path is required.
    return (error.validator, error.validator_value) in (("required", ["required"]), ("enum", [True]))


def _tags(description: Description) -> Findings:
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


def undefined(description: Description) -> Findings:
    """Find the references within the document that lead nowhere."""
    for node in description.nodes:
        if node.reference is not None and node.reference.startswith("#"):
            if description.locate(node.reference) is None:
                yield _undefined(node.at("$ref"), node.reference)
        elif node.kind == "discriminator":
            for value, target in object_of(node.value.get("mapping")).items():
                if not isinstance(target, str):
                    continue
                # A mapping may also name the component alone.
                is_name = target in components(description.document, "schemas")
                if is_name or not (target.startswith("#") or re.fullmatch(r"[\w.-]+", target)):
                    continue
                if description.locate(target) is None:
                    yield _undefined(node.at("mapping", value), target)


def _undefined(at: str, target: str) -> Finding:
    return Finding(
        "undefined-reference",
        at,
        f"{short(target)} is not there",
        "name something that is, or add what is missing",
    )


def _unsupported(description: Description, node: Node, reference: str) -> Findings:
    section = GRAMMAR[node.kind].section
    if not section:
        yield Finding(
            "unsupported-reference",
            node.at("$ref"),
            f"{short(reference)} replaces a whole {_words(node)}, which generators leave out silently",
            f"write the {_words(node)} in its place",
        )
        return
    remedy = f"refer to `#/components/{section}/NAME`"
    if not reference.startswith("#"):
        message = f"{short(reference)} leads out of the document"
    else:
        target = description.locate(reference)
        if target is None or (len(target[0]) == 3 and target[0][:2] == ("components", section)):
            return
        message = f"{short(reference)} is not one of the `components/{section}`, where generators look"
    yield Finding("unsupported-reference", node.at("$ref"), message, remedy)


def _siblings(node: Node, reference: str) -> Findings:
    others = [key for key in node.value if key != "$ref"]
    if others and GRAMMAR[node.kind].section:
        wrap = ", or wrap the reference in `allOf`" if node.kind == "schema" else ""
        yield Finding(
            "ref-siblings",
            node.pointer,
            f"{', '.join(map(short, others))} beside the reference to {short(reference)}: OpenAPI 3.0 ignores this",
            f"move it to what is referred to{wrap}",
        )


def _words(node: Node) -> str:
    return node.kind.replace("-", " ")


def _references(description: Description) -> Findings:
    for node in description.nodes:
        if node.reference is not None:
            yield from _unsupported(description, node, node.reference)
            yield from _siblings(node, node.reference)
    for node in description.of_kind("schema"):
        if outermost(node) is node and leads_back(description, node.value):
            yield Finding(
                "endless-schema",
                node.pointer,
                "the schema contains itself with no property and no item between, so nothing fits it",
                "take the circle out of its `$ref`, `allOf`, `oneOf` and `anyOf`",
            )
