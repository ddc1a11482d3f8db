"""Turns schemas of OpenAPI 3.0 into JSON Schema draft 4, from which that dialect was made.

`nullable`, `readOnly` and `writeOnly` are OpenAPI's own. What is malformed is left out, so that any
document can be checked; the rule on structure reports it.
https://spec.openapis.org/oas/v3.0.3#schema-0
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from ..documents import JsonObject, JsonValue
from .description import Description, Node, strings
from .grammar import COMPOSING

__all__ = ["Direction", "Translator", "compiled"]

Direction: TypeAlias = Literal["request", "response", "either"]

TYPES = ("array", "boolean", "integer", "number", "object", "string")
# Whose values may be left out, though required, by the side that does not send them.
UNSENT: Mapping[Direction, tuple[str, ...]] = {
    "request": ("readOnly",),
    "response": ("writeOnly",),
    "either": ("readOnly", "writeOnly"),
}


def compiled(pattern: str) -> re.Pattern[str] | None:
    """Compile a pattern; `None` if Python cannot read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_positive(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_boolean(value: JsonValue) -> bool:
    return isinstance(value, bool)


_AS_THEY_ARE: Mapping[str, Callable[[JsonValue], bool]] = {
    "multipleOf": _is_positive,
    "minimum": _is_number,
    "maximum": _is_number,
    "exclusiveMinimum": _is_boolean,
    "exclusiveMaximum": _is_boolean,
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("minProperties", "maxProperties"), _is_count),
    "uniqueItems": _is_boolean,
    "format": lambda value: isinstance(value, str),
    "pattern": lambda value: isinstance(value, str) and compiled(value) is not None,
    "enum": lambda value: isinstance(value, list) and bool(value),
}


class Translator:
    """Translates the schemas of one description for values that travel in one direction.

    A translated schema holds those it refers to themselves, so a recursive schema is a graph with a
    circle: it can validate, but not be written out.
    """

    def __init__(self, description: Description, direction: Direction) -> None:
        self._description = description
        self._unsent = UNSENT[direction]
        self._made: dict[tuple[str | int, ...], JsonObject] = {}
        self._waiting: list[Node] = []

    def translate(self, node: Node, without: str | None = None) -> JsonObject:
        """Translate a schema, leaving out one keyword of it if asked to."""
        schema = self._promise(node)
        resolved = self._description.follow(node)
        if without is not None and resolved is not None:
            schema = self._translated(resolved, without)
        while self._waiting:
            pending = self._waiting.pop()
            self._made[pending.parts].update(self._translated(pending))
        return schema

    def _promise(self, node: Node | None) -> JsonObject:
        resolved = self._description.follow(node) if node is not None else None
        if resolved is None:
            return {}
        if resolved.parts not in self._made:
            self._made[resolved.parts] = {}
            self._waiting.append(resolved)
        return self._made[resolved.parts]

    def _translated(self, node: Node, without: str | None = None) -> JsonObject:
        source = {key: value for key, value in node.value.items() if key != without}
        schema: JsonObject = {
            key: value for key, value in source.items() if key in _AS_THEY_ARE and _AS_THEY_ARE[key](value)
        }
        child = self._description.child
        properties = source.get("properties")
        if isinstance(properties, dict):
            schema["properties"] = {
                name: self._promise(child(node, "properties", name)) for name in properties
            }
        required = [name for name in strings(source.get("required")) if not self._is_unsent(node, name)]
        if required:
            schema["required"] = list(dict.fromkeys(required))
        for keyword in ("items", "not", "additionalProperties"):
            inner = child(node, keyword)
            if inner is not None and keyword in source:
                schema[keyword] = self._promise(inner)
        if isinstance(source.get("additionalProperties"), bool):
            schema["additionalProperties"] = source["additionalProperties"]
        composed = False
        for keyword in COMPOSING:
            listing = source.get(keyword)
            if isinstance(listing, list) and listing:
                parts: list[JsonValue] = [
                    self._promise(child(node, keyword, at)) for at in range(len(listing))
                ]
                # A discriminator says which one is meant, though others may fit as well.
                exclusive = keyword == "oneOf" and "discriminator" not in source
                schema[keyword if exclusive or keyword == "allOf" else "anyOf"] = parts
                composed = True
        return self._with_type(schema, source, composed)

    def _is_unsent(self, node: Node, name: str) -> bool:
        declared = self._description.child(node, "properties", name)
        resolved = self._description.follow(declared) if declared is not None else None
        return resolved is not None and any(resolved.value.get(key) is True for key in self._unsent)

    @staticmethod
    def _with_type(schema: JsonObject, source: JsonObject, composed: bool) -> JsonObject:
        kind = source.get("type")
        nullable = source.get("nullable") is True
        if isinstance(kind, str) and kind in TYPES:
            schema["type"] = [kind, "null"] if nullable else kind
        # To the letter, `nullable` beside `allOf` allows null only if each part does. It is written for
        # the one reason that null may come, and generators read it so.
        if nullable and composed:
            return {"anyOf": [{"type": "null"}, schema]}
        return schema
