"""Rules on single schemas: keywords that say something else than was meant, and read well all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...description.composition import declared_properties, outermost
from ...description.document import Description, Node, strings
from ...description.grammar import COMPOSING
from ...description.json_values import Parts, short
from ..findings import Finding, Findings
from ..json_schema import FORMATS, compiled, looks_unanchored

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "null-enum": "an `enum` that allows nothing but null, on a type that is not nullable",
    "joined-enum": "an `enum` whose one string looks like several values joined by `|`",
    "repeated-enum-value": "an `enum` with the same value twice",
    "invalid-pattern": "a `pattern` that Python cannot read as a regular expression",
    "unanchored-pattern": "a `pattern` of words or alternatives that is not bound to start and end",
    "missing-items": "an array that does not say what its items are",
    "unchecked-constraint": "a constraint of a request that no client can check before it sends one",
    "undeclared-required-property": "`required` names a property that is not declared",
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


def _unchecked(description: Description) -> Findings:
    for node in _schemas_of_requests(description):
        name = node.value.get("format")
        if isinstance(name, str) and name not in _CHECKED and name not in _HINTS:
            yield Finding(
                "unchecked-constraint",
                node.at("format"),
                f"nobody can check the format {short(name)} before a request is sent",
                f"write a `pattern`, or one of {', '.join(sorted(_CHECKED))}",
            )
        if "discriminator" in node.value and not node.value.keys() & {"anyOf", "oneOf"}:
            yield Finding(
                "unchecked-constraint",
                node.at("discriminator"),
                "without alternatives beside it, nobody can check which of them a request has to be",
                "list them in `oneOf`, or take the `discriminator` out",
            )


def _schemas_of_requests(description: Description) -> Iterator[Node]:
    """The schemas that parameters and request bodies are made of, each once, in no order."""
    waiting: list[Node | None] = []
    for operation in description.operations:
        waiting += [description.child(parameter.node, "schema") for parameter in operation.parameters]
        listed = description.child(operation.node, "requestBody")
        body = description.follow(listed) if listed is not None else None
        if body is not None:
            waiting += [
                description.child(media, "schema") for _, media in description.children(body, "content")
            ]
    seen: set[Parts] = set()
    while waiting:
        found = waiting.pop()
        node = description.follow(found) if found is not None else None
        if node is None or node.parts in seen or node.value.get("readOnly") is True:
            continue
        seen.add(node.parts)
        yield node
        waiting += [description.child(node, key) for key in ("items", "not", "additionalProperties")]
        waiting += [inner for _, inner in description.children(node, "properties")]
        for keyword in COMPOSING:
            parts = node.value.get(keyword)
            waiting += [
                description.child(node, keyword, index)
                for index in range(len(parts) if isinstance(parts, list) else 0)
            ]


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
    whole = outermost(node)
    declared = declared_properties(description, whole)
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
