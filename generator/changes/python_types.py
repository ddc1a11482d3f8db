"""The Python type that the generator gives a value, as far as a change of it would break a program.

In a request callers write a value of it, from an answer they read one; so a type may only grow in
requests, and only shrink in answers.
"""

from __future__ import annotations

import attrs

from ..documents import JsonObject, JsonValue
from ..representation.schemas import alternatives, kind_of
from .names import class_of_component
from .nodes import reference_of
from .pairs import Parts, object_of
from .quoting import quoted
from .sides import Side

__all__ = ["PythonType", "class_made_of", "is_text_enumeration", "python_type", "steps"]

_PLAIN = {"boolean": "bool", "integer": "int", "number": "float"}
_TEXT = {"date": "date", "date-time": "datetime"}
_COMPOSING = ("allOf", "anyOf", "oneOf")
DEEPEST = 20
UNNAMED = ("a model", "an enumeration")


@attrs.frozen
class PythonType:
    """A type by its name; ``enumeration`` is one of text, whose class is made from the description."""

    name: str
    enumeration: bool = False

    def __str__(self) -> str:
        # A class that is named after its place has no name here.
        return self.name if self.name in UNNAMED else quoted(self.name)

    def can_be_passed_as(self, other: PythonType) -> bool:
        """Tell whether who has a value of this type may use it where the other is asked for."""
        return (
            self == other
            or other.name == "Any"
            or (self.name, other.name) == ("int", "float")
            or (self.enumeration and other.name == "str")
        )


def python_type(
    side: Side, node: JsonValue, parts: Parts = (), *, as_text: bool = False, depth: int = 0
) -> PythonType:
    """Return the type of a schema's values, without ``None``.

    Args:
        side: the description it stands in.
        node: the schema.
        parts: where it stands.
        as_text: it is that of a path or header parameter, which is text unless it is an enumeration.
        depth: how many arrays it is inside of.
    """
    found = steps(side, node, parts)
    if not found:
        return PythonType("Any")
    schema = found[-1][0]
    components = (at for _, at in found if at[:2] == ("components", "schemas") and len(at) == 3)
    name = next((class_of_component(str(at[2])) for at in components), "")
    kind = kind_of(schema)
    if is_text_enumeration(schema):
        return PythonType(name or UNNAMED[1], enumeration=True)
    if as_text:
        return PythonType("str")
    if alternatives(schema):
        return PythonType("Any")
    if kind == "string":
        return PythonType(_TEXT.get(str(schema.get("format")), "str"))
    if kind == "array":
        if depth > DEEPEST:
            return PythonType("Any")
        items = python_type(side, schema.get("items"), depth=depth + 1)
        return PythonType(f"tuple[{items.name}, ...]")
    if has_properties(side, schema):
        return PythonType(name or UNNAMED[0])
    return PythonType(_PLAIN.get(str(kind), "Any"))


def class_made_of(side: Side, name: str) -> str | None:
    """Return the class that a schema of ``components`` becomes, `None` if it becomes none."""
    schemas = object_of(object_of(object_of(side.document).get("components")).get("schemas"))
    schema = object_of(schemas.get(name))
    if reference_of("schema", schema) is not None:
        return None
    if is_text_enumeration(schema) or has_properties(side, schema):
        return class_of_component(name)
    return None


def steps(side: Side, node: JsonValue, parts: Parts = ()) -> list[tuple[JsonObject, Parts]]:
    """Return a schema and those it stands for by a lone reference in ``allOf`` and its like, with their places."""
    found: list[tuple[JsonObject, Parts]] = []
    waiting: JsonValue = node
    while (resolved := side.resolve("schema", waiting, parts)) is not None:
        schema, parts = resolved
        if not isinstance(schema, dict) or any(schema is other for other, _ in found):
            break
        found.append((schema, parts))
        composing = [schema[key] for key in _COMPOSING if key in schema]
        alone = len(composing) == 1 and isinstance(composing[0], list) and len(composing[0]) == 1
        part = composing[0][0] if alone and isinstance(composing[0], list) else None
        if not isinstance(part, dict) or "$ref" not in part or "properties" in schema:
            break
        waiting, parts = part, ()
    return found


def is_text_enumeration(schema: JsonObject) -> bool:
    """Tell whether a class is made for the values that a schema lists."""
    members = schema.get("enum")
    values = [member for member in members if member is not None] if isinstance(members, list) else []
    return bool(values) and all(isinstance(value, str) for value in values)


def has_properties(side: Side, schema: JsonObject) -> bool:
    """Tell whether a schema, or one it is composed of, has properties, so that a model is made of it."""
    waiting: list[JsonObject] = [schema]
    seen: list[JsonObject] = []
    while waiting:
        part = waiting.pop()
        if any(part is other for other in seen):
            continue
        seen.append(part)
        if object_of(part.get("properties")):
            return True
        listed = part.get("allOf")
        waiting.extend(side.follow("schema", item) for item in (listed if isinstance(listed, list) else []))
    return False
