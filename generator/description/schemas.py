"""What a schema is made of: which others it is composed of, its properties, its type, what may be in it.

Schemas are taken as they are written; references are followed with the description they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from ..documents import JsonObject, JsonValue
from .document import Description, Node
from .grammar import COMPOSING
from .json_values import Parts, object_of, strings

__all__ = [
    "all_of",
    "alternatives",
    "composed",
    "declared_properties",
    "holds_personal",
    "is_nullable",
    "is_personal",
    "kind_of",
    "leads_back",
    "listed",
    "listed_names",
    "outermost",
    "properties",
    "prose",
    "steps",
    "steps_with_places",
]


def steps(description: Description, schema: JsonValue) -> list[JsonObject]:
    """Return a schema and those it stands for: what a lone reference in ``allOf`` and its like leads to."""
    return [step for step, _ in steps_with_places(description, schema)] or [{}]


def steps_with_places(
    description: Description, schema: JsonValue, parts: Parts = ()
) -> list[tuple[JsonObject, Parts]]:
    """Return what `steps` does, each with its place; nothing if there is no schema.

    Args:
        description: the description.
        schema: the schema.
        parts: its place.
    """
    found: list[tuple[JsonObject, Parts]] = []
    while (resolved := description.resolve(schema, parts)) is not None:
        step, parts = resolved
        if not isinstance(step, dict) or any(step is other for other, _ in found):
            break
        found.append((step, parts))
        composing = [part for keyword in COMPOSING for part in listed(step, keyword)]
        if len(composing) != 1 or "$ref" not in object_of(composing[0]) or "properties" in step:
            break
        schema, parts = composing[0], ()
    return found


def composed(
    description: Description, schema: JsonValue, keywords: Iterable[str] = COMPOSING
) -> tuple[list[JsonObject], bool]:
    """Collect a schema and all schemas that it is composed of, each once and after its own parts.

    Returns:
        The schemas, and whether that is all of them: no reference leads nowhere.
    """
    keywords = tuple(keywords)
    found: list[JsonObject] = []
    complete = True
    seen: set[int] = set()
    waiting: list[tuple[JsonValue, bool]] = [(schema, False)]
    while waiting:
        value, is_complete = waiting.pop()
        if is_complete:
            found.append(cast(JsonObject, value))
            continue
        resolved = description.resolve(value)
        if resolved is None or not isinstance(resolved[0], dict):
            complete = False
        elif id(resolved[0]) not in seen:
            seen.add(id(resolved[0]))
            waiting.append((resolved[0], True))
            waiting += [(part, False) for part in reversed(_parts(resolved[0], keywords))]
    return found, complete


def _parts(schema: JsonObject, keywords: Iterable[str] = COMPOSING) -> list[JsonObject]:
    return [part for keyword in keywords for part in listed(schema, keyword) if isinstance(part, dict)]


def all_of(description: Description, schema: JsonObject) -> list[JsonObject]:
    """Return all schemas that a value has to fit: the parts under ``allOf``, then the schema itself."""
    return composed(description, schema, ("allOf",))[0]


def properties(description: Description, schema: JsonObject) -> JsonObject:
    """Return the properties of an object schema, those of its ``allOf`` parts first."""
    found: JsonObject = {}
    for part in all_of(description, schema):
        found |= object_of(part.get("properties"))
    return found


def listed_names(description: Description, schema: JsonObject, key: str) -> frozenset[str]:
    """Return the names that a keyword of an object schema lists, those of ``allOf`` parts included."""
    return frozenset(name for part in all_of(description, schema) for name in strings(part.get(key)))


def declared_properties(
    description: Description, schema: JsonValue, keywords: Iterable[str] = COMPOSING
) -> JsonObject | None:
    """Collect the properties that a schema declares, by itself and by what it is composed of.

    Returns:
        Their names with their schemas; `None` if that cannot be told, since a reference leads nowhere.
    """
    found, complete = composed(description, schema, keywords)
    if not complete:
        return None
    return {name: value for part in found for name, value in object_of(part.get("properties")).items()}


def alternatives(schema: JsonObject) -> list[JsonValue]:
    """Return what `oneOf` and `anyOf` list, but for what only says which properties go together."""
    found = []
    for keyword in ("oneOf", "anyOf"):
        parts = listed(schema, keyword)
        conditions = all(isinstance(part, dict) and not part.keys() - {"required"} for part in parts)
        found += [] if conditions and "properties" in schema else parts
    return found


def kind_of(schema: JsonObject) -> str | None:
    """Return the type of a schema, which need not say it where its other keywords do."""
    kind = schema.get("type")
    if isinstance(kind, str):
        return kind
    members = listed(schema, "enum")
    if members and all(isinstance(member, str) for member in members):
        return "string"
    return "object" if "properties" in schema else None


def is_nullable(description: Description, schema: JsonValue) -> bool:
    """Tell whether null is a value of a schema."""
    return any(step.get("nullable") is True for step in steps(description, schema))


def is_personal(description: Description, schema: JsonValue) -> bool:
    """Tell whether a value of a schema, or what it is made of without a name of its own, is personal."""
    return _is_marked(description, schema, ("items", *COMPOSING))


def holds_personal(description: Description, schema: JsonValue) -> bool:
    """Tell whether there is anything personal in a value of a schema, however deep."""
    return _is_marked(description, schema, ("items", "additionalProperties", "properties", *COMPOSING))


def _is_marked(description: Description, schema: JsonValue, keys: tuple[str, ...]) -> bool:
    waiting: list[JsonValue] = [schema]
    seen: set[int] = set()
    while waiting:
        found = description.follow(waiting.pop())
        if found.get("x-kco-personal") is True:
            return True
        if id(found) in seen:
            continue
        seen.add(id(found))
        for key in keys:
            value = found.get(key)
            if key == "properties":
                waiting += object_of(value).values()
            else:
                waiting += value if isinstance(value, list) else [value]
    return False


def leads_back(description: Description, schema: JsonObject) -> bool:
    """Tell whether a schema contains itself with no property and no item between."""
    waiting = _steps_into(description, schema)
    seen: set[int] = set()
    while waiting:
        step = waiting.pop()
        if step is schema:
            return True
        if id(step) not in seen:
            seen.add(id(step))
            waiting += _steps_into(description, step)
    return False


def _steps_into(description: Description, schema: JsonObject) -> list[JsonObject]:
    reference = schema.get("$ref")
    if isinstance(reference, str):
        found = description.locate(reference)
        return [found[1]] if found is not None and isinstance(found[1], dict) else []
    negated = schema.get("not")
    return [*_parts(schema), *([negated] if isinstance(negated, dict) else [])]


def outermost(node: Node) -> Node:
    """The schema that a part of a composition finally belongs to; the node itself if it is no part."""
    while node.parent is not None and node.parent.kind == "schema" and _is_part(node):
        node = node.parent
    return node


def _is_part(node: Node) -> bool:
    # A property may be called `not`; then its parent is two steps away.
    if node.parent is not None and node.parts == (*node.parent.parts, "not"):
        return True
    return node.parts[-2] in COMPOSING


def listed(node: JsonObject, key: str) -> list[JsonValue]:
    """Return what a keyword lists, nothing if it is not there."""
    value = node.get(key)
    return value if isinstance(value, list) else []


def prose(node: JsonObject, key: str = "description") -> str:
    """Return a text of the description as one paragraph, ``""`` if there is none."""
    text = node.get(key)
    return re.sub(r"\s+", " ", text).strip() if isinstance(text, str) else ""
