"""Rules on single schemas: keywords that say something else than was meant, and read well all the same."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..composition import declared_properties, outermost
from ..description import Description, Node, strings
from ..findings import Finding, Findings, short
from ..patterns import looks_unanchored
from ..translation import compiled

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "null-enum": "an `enum` that allows nothing but null, on a type that is not nullable",
    "joined-enum": "an `enum` whose one string looks like several values joined by `|`",
    "repeated-enum-value": "an `enum` with the same value twice",
    "invalid-pattern": "a `pattern` that Python cannot read as a regular expression",
    "unanchored-pattern": "a `pattern` of words or alternatives that is not bound to start and end",
    "missing-items": "an array that does not say what its items are",
    "undeclared-required-property": "`required` names a property that is not declared",
}

_JOINED = re.compile(r"[^|]*[^|\s][^|]*(?:\|[^|]*[^|\s][^|]*)+")


def find(description: Description) -> Findings:
    for node in description.of_kind("schema"):
        if node.reference is None:
            yield from _enum(node)
            yield from _pattern(node)
            yield from _items(node)
            yield from _required(description, node)


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
