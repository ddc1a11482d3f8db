"""Rules on schemas: keywords that say something else than was meant, and values that do not fit.

Each example, default and member of an `enum` has to fit its schema, formats included: examples become
tests, documentation and answers of mocks. Other linters stop at the first error of an example, or do not
look at defaults, or not at formats and the range of int64.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs
from jsonschema import Draft4Validator

from ...description.document import Description, Node
from ...description.grammar import COMPOSING
from ...description.http import is_json
from ...description.json_values import Parts, short, strings
from ...description.schemas import declared_properties, listed, outermost
from ...documents import JsonValue
from ...json_pointer import pointer
from ..findings import Finding, Findings
from ..json_schema import FORMATS, Direction, Translator, compiled, looks_unanchored
from ..wording import Fault, faults

__all__ = ["RULES", "WrongValue", "find", "wrong_values"]

RULES: Mapping[str, str] = {
    "null-enum": "an `enum` that allows nothing but null, on a type that is not nullable",
    "joined-enum": "an `enum` whose one string looks like several values joined by `|`",
    "repeated-enum-value": "an `enum` with the same value twice",
    "invalid-pattern": "a `pattern` that Python cannot read as a regular expression",
    "unanchored-pattern": "a `pattern` of words or alternatives that is not bound to start and end",
    "missing-items": "an array that does not say what its items are",
    "unchecked-constraint": "a constraint of a request that no client can check before it sends one",
    "undeclared-required-property": "`required` names a property that is not declared",
    "invalid-example": "an `example`, or one of the `examples`, does not fit its schema",
    "invalid-default": "a `default` does not fit its schema",
    "invalid-enum-value": "a member of an `enum` does not fit the rest of its schema",
    "unchecked-value": "a value could not be checked against its schema",
}


# What the strict writer checks, and what says nothing about which values there are.
# https://spec.openapis.org/oas/v3.0.3#data-types
_CHECKED = frozenset(FORMATS.checkers)
_HINTS = frozenset({"binary", "double", "password"})
_JOINED = re.compile(r"[^|]*[^|\s][^|]*(?:\|[^|]*[^|\s][^|]*)+")


def find(description: Description) -> Findings:
    for node in description.of_kind("schema"):
        if node.reference is None:
            yield from _enum(node)
            yield from _pattern(node)
            yield from _items(node)
            yield from _required(description, node)
    yield from _unchecked(description)
    yield from _values(description)


def _unchecked(description: Description) -> Findings:
    for node in _schemas_of_requests(description):
        name = node.value.get("format")
        if isinstance(name, str) and name not in _CHECKED and name not in _HINTS:
            yield Finding(
                "unchecked-constraint",
                node.at("format"),
                f"the format {short(name)} cannot be checked before a request is sent",
                f"write a `pattern`, or one of {', '.join(sorted(_CHECKED))}",
            )
        if "discriminator" in node.value and not node.value.keys() & {"anyOf", "oneOf"}:
            yield Finding(
                "unchecked-constraint",
                node.at("discriminator"),
                "without alternatives beside it, a request cannot be checked against the one it has to be",
                "list them in `oneOf`, or take the `discriminator` out",
            )


def _schemas_of_requests(description: Description) -> Iterator[Node]:
    """The schemas that parameters and request bodies are made of, each once, in no order."""
    waiting: list[Node | None] = []
    for operation in description.operations:
        waiting += [description.child(parameter.node, "schema") for parameter in operation.parameters]
        body = description.target(description.child(operation.node, "requestBody"))
        waiting += [description.child(media, "schema") for _, media in description.children(body, "content")]
    seen: set[Parts] = set()
    while waiting:
        node = description.target(waiting.pop())
        if node is None or node.parts in seen or node.value.get("readOnly") is True:
            continue
        seen.add(node.parts)
        yield node
        waiting += [description.child(node, key) for key in ("items", "not", "additionalProperties")]
        waiting += [inner for _, inner in description.children(node, "properties")]
        for keyword in COMPOSING:
            number = len(listed(node.value, keyword))
            waiting += [description.child(node, keyword, index) for index in range(number)]


def _enum(node: Node) -> Findings:
    members = node.value.get("enum")
    if not isinstance(members, list) or not members:
        return
    if all(member is None for member in members):
        if node.value.get("nullable") is not True and "type" in node.value:
            kind = short(node.value["type"])
            yield Finding(
                "null-enum",
                node.at("enum"),
                f"the only value allowed is null, which the type {kind} does not allow",
                "take the `enum` out; if null may be sent, add `nullable: true`",
            )
        return
    only = members[0]
    if len(members) == 1 and isinstance(only, str) and _JOINED.fullmatch(only):
        number = only.count("|") + 1
        yield Finding(
            "joined-enum",
            node.at("enum"),
            f"the one value {short(only)} looks like {number} values joined to one",
            f"write {number} members",
        )
    seen: set[str] = set()
    for index, member in enumerate(members):
        if isinstance(member, dict | list):
            continue
        # JSON tells `1` from `true`, Python does not.
        key = (
            f"{type(member).__name__} {member!r}"
            if not isinstance(member, int)
            else f"{type(member)} {member:x}"
        )
        if key in seen:
            yield Finding(
                "repeated-enum-value",
                node.at("enum", index),
                f"{short(member)} is a member already",
                "write each member once",
            )
        seen.add(key)


def _pattern(node: Node) -> Findings:
    pattern = node.value.get("pattern")
    if not isinstance(pattern, str):
        return
    if compiled(pattern) is None:
        yield Finding(
            "invalid-pattern",
            node.at("pattern"),
            f"{short(pattern)} is no regular expression for Python",
            "write one that both ECMA 262 and Python's `re` can read",
        )
    elif looks_unanchored(pattern):
        yield Finding(
            "unanchored-pattern",
            node.at("pattern"),
            f"{short(pattern)} is a search, so longer values that contain a match are allowed too",
            "write `^(?:…)$`, or an `enum`",
        )


def _items(node: Node) -> Findings:
    if node.value.get("type") == "array" and "items" not in node.value:
        yield Finding(
            "missing-items",
            node.pointer,
            "the array does not say what its items are",
            "add `items`; `items: {}` allows anything",
        )


def _required(description: Description, node: Node) -> Findings:
    required = node.value.get("required")
    if not isinstance(required, list) or not strings(required):
        return
    declared = declared_properties(description, outermost(node).value)
    # A schema for all other properties describes the required ones as well.
    if declared is None or isinstance(node.value.get("additionalProperties"), dict):
        return
    for index, name in enumerate(required):
        if isinstance(name, str) and name not in declared:
            yield Finding(
                "undeclared-required-property",
                node.at("required", index),
                f"{short(name)} is required, but there is no such property",
                "name a property of the schema, or declare it under `properties`",
            )


@attrs.frozen(eq=False)
class _Site:
    rule: str
    parts: Parts
    value: JsonValue
    schema: Node
    without: str | None = None


@attrs.frozen
class WrongValue:
    """A value that does not fit its schema.

    Args:
        rule: the rule that says so.
        site: the pointer of the whole value, such as an `example`.
        fault: what is wrong, and where in the value.
    """

    rule: str
    site: str
    fault: Fault

    @property
    def place(self) -> str:
        """The pointer of what does not fit."""
        return self.site + pointer(self.fault.parts)


def _values(description: Description) -> Findings:
    for wrong in _wrong_values(description):
        if isinstance(wrong, Finding):
            yield wrong
        else:
            yield Finding(wrong.rule, wrong.place, wrong.fault.message, wrong.fault.remedy)


def wrong_values(description: Description) -> Iterator[WrongValue]:
    """Find the values that do not fit, as `find` does, with what a repair has to know of them."""
    return (wrong for wrong in _wrong_values(description) if isinstance(wrong, WrongValue))


def _wrong_values(description: Description) -> Iterator[WrongValue | Finding]:
    translators: dict[Direction, Translator] = {}
    for site in _sites(description):
        direction = _direction(site.schema.parts)
        if direction not in translators:
            translators[direction] = Translator(description, direction)
        yield from _check(site, translators[direction])


def _check(site: _Site, translator: Translator) -> Iterator[WrongValue | Finding]:
    schema = translator.translate(site.schema, site.without)
    try:
        errors = Draft4Validator(schema, format_checker=FORMATS).iter_errors(site.value)
        for fault in faults(errors):
            yield WrongValue(site.rule, pointer(site.parts), fault)
    except (ArithmeticError, RecursionError, ValueError) as error:
        # Too deep, in a circle, or with numbers that Python will not compute with.
        yield Finding(
            "unchecked-value",
            pointer(site.parts),
            f"{short(site.value)} could not be checked against its schema ({type(error).__name__})",
            "take extreme numbers, circles and deep nesting out of the value and its schema",
        )


def _sites(description: Description) -> Iterator[_Site]:
    for node in description.of_kind("schema"):
        if node.reference is not None:
            continue
        for keyword, rule in (("example", "invalid-example"), ("default", "invalid-default")):
            if keyword in node.value:
                yield _Site(rule, (*node.parts, keyword), node.value[keyword], node)
        members = node.value.get("enum")
        if isinstance(members, list) and set(map(type, members)) != {type(None)}:
            for index, member in enumerate(members):
                yield _Site("invalid-enum-value", (*node.parts, "enum", index), member, node, "enum")
    for node in description.of_kind("parameter", "header", "media-type"):
        schema = description.child(node, "schema")
        if node.reference is None and schema is not None:
            yield from (
                _Site("invalid-example", parts, value, schema)
                for parts, value in _examples(description, node)
                if not _is_text_of_another_type(node, value)
            )


def _examples(description: Description, node: Node) -> Iterator[tuple[Parts, JsonValue]]:
    if "example" in node.value:
        yield (*node.parts, "example"), node.value["example"]
    for _, named in description.children(node, "examples"):
        example = description.target(named)
        if example is not None and "value" in example.value:
            yield (*example.parts, "value"), example.value["value"]


def _is_text_of_another_type(node: Node, value: JsonValue) -> bool:
    # An example of XML or CSV is its text; the schema describes what the text means.
    return node.kind == "media-type" and isinstance(value, str) and not is_json(str(node.parts[-1]))


def _direction(parts: Parts) -> Direction:
    place = {
        "paths": parts[3:4] if parts[2:3] != ("parameters",) else ("parameters",),
        "components": parts[1:2],
    }.get(str(parts[0]), ())
    if place and place[0] in ("requestBody", "requestBodies", "parameters"):
        return "request"
    return "response" if place and place[0] in ("responses", "headers") else "either"
