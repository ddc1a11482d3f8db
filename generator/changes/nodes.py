"""Walks a description object by object, whatever its version and however malformed it is.

The lint's own walk insists on OpenAPI 3.0; a comparison has to say something of any document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from ..description.document import Description as References
from ..description.grammar import GRAMMAR
from ..description.json_values import Parts, object_of
from ..documents import JsonObject, JsonValue

__all__ = ["Node", "inside", "locate", "meaning", "reference_of", "walk"]

# What is written for people, in any object that has it.
ANNOTATIONS = frozenset(
    {"description", "summary", "title", "example", "examples", "externalDocs", "deprecated"}
)


@attrs.frozen
class Node:
    """An object of a description: the kind the grammar gives it, where it stands, and what it is."""

    kind: str
    parts: Parts
    value: JsonObject


def inside(node: Node) -> Iterator[Node]:
    """Yield the objects directly in another, in document order; a reference has none."""
    known = GRAMMAR[node.kind]
    if reference_of(node.kind, node.value) is not None:
        return
    for key, value in node.value.items():
        field = known.fields.get(key)
        if field is None:
            if known.rest is not None and not key.startswith("x-") and isinstance(value, dict):
                yield Node(known.rest, (*node.parts, key), value)
            continue
        many: list[tuple[Parts, JsonValue]] = []
        if field.shape == "one":
            many = [((key,), value)]
        elif field.shape == "map" and isinstance(value, dict):
            many = [((key, name), item) for name, item in value.items()]
        elif field.shape == "list" and isinstance(value, list):
            many = [((key, index), item) for index, item in enumerate(value)]
        for parts, item in many:
            if isinstance(item, dict):
                yield Node(field.kind, (*node.parts, *parts), item)


def walk(root: Node) -> Iterator[Node]:
    """Yield an object and all in it, those after a reference excepted."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(inside(node))))


def reference_of(kind: str, value: JsonValue) -> str | None:
    """Return the text of the ``$ref`` if an object of this kind is a reference."""
    if GRAMMAR[kind].section is None or not isinstance(value, dict):
        return None
    text = value.get("$ref")
    return text if isinstance(text, str) else None


def locate(document: JsonValue, reference: str) -> tuple[Parts, JsonValue] | None:
    """Find what a reference within a document names; `None` if that is nothing."""
    return References(object_of(document), ()).locate(reference)


def meaning(kind: str, value: JsonValue, names: Mapping[str, str] | None = None) -> JsonValue:
    """Return a copy of an object without what is written for people.

    Args:
        kind: its kind.
        value: the object.
        names: what to write instead of the targets of references.
    """
    if not isinstance(value, dict):
        return value
    reference = reference_of(kind, value)
    if reference is not None:
        return {"$ref": (names or {}).get(reference, reference)}
    known = GRAMMAR[kind]
    kept: JsonObject = {}
    for key, member in value.items():
        field = known.fields.get(key)
        if field is None and known.rest is not None and not key.startswith("x-"):
            kept[key] = meaning(known.rest, member, names)
        elif key in ANNOTATIONS or (key.startswith("x-") and not key.startswith("x-kco-")):
            continue
        elif field is None:
            kept[key] = member
        elif field.shape == "map" and isinstance(member, dict):
            kept[key] = {name: meaning(field.kind, item, names) for name, item in member.items()}
        elif field.shape == "list" and isinstance(member, list):
            kept[key] = [meaning(field.kind, item, names) for item in member]
        elif field.shape == "one":
            kept[key] = meaning(field.kind, member, names)
        else:
            kept[key] = member
    return kept
