"""Looks things up in the description itself: what openapi-python-client reads but does not pass on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast
from urllib.parse import unquote

from openapi_python_client.schema.untrusted_string import UntrustedString

from ..documents import JsonObject, JsonValue
from ..json_pointer import resolve

__all__ = [
    "COMPONENT_SCHEMAS",
    "Description",
    "alternatives",
    "json_media_type",
    "kind_of",
    "listed",
    "plain",
    "prose",
]

COMPONENT_SCHEMAS = "#/components/schemas/"
_COMPOSING = ("allOf", "anyOf", "oneOf")


class Description:
    """A patched description whose references have been checked."""

    def __init__(self, document: JsonObject) -> None:
        self.document = document

    def follow(self, node: JsonValue) -> JsonObject:
        """Return the object that `node` is or refers to."""
        seen: set[str] = set()
        while isinstance(node, dict) and isinstance(node.get("$ref"), str):
            reference = cast(str, node["$ref"])
            if reference in seen:
                return {}
            seen.add(reference)
            node = resolve(self.document, unquote(reference.removeprefix("#")))
        return node if isinstance(node, dict) else {}

    def steps(self, node: JsonValue) -> list[JsonObject]:
        """Return a schema and those it stands for: a lone reference in ``allOf`` and its like."""
        found: list[JsonObject] = []
        step: JsonObject | None = self.follow(node)
        while step is not None and not any(step is other for other in found):
            found.append(step)
            parts = [part for key in _COMPOSING for part in listed(step, key)]
            alone = len(parts) == 1 and isinstance(parts[0], dict) and "$ref" in parts[0]
            step = self.follow(parts[0]) if alone else None
        return found

    def is_nullable(self, node: JsonValue) -> bool:
        """Tell whether null is a value of a schema."""
        return any(step.get("nullable") is True for step in self.steps(node))

    def is_personal(self, node: JsonValue) -> bool:
        """Tell whether a value of a schema, or what it is made of without a name of its own, is personal."""
        return any(
            schema.get("x-kco-personal") is True for schema in self._inside(node, ("items", *_COMPOSING))
        )

    def holds_personal(self, node: JsonValue) -> bool:
        """Tell whether there is anything personal in a value of a schema, however deep."""
        keys = ("items", "additionalProperties", "properties", *_COMPOSING)
        return any(schema.get("x-kco-personal") is True for schema in self._inside(node, keys))

    def _inside(self, node: JsonValue, keys: tuple[str, ...]) -> Iterator[JsonObject]:
        waiting: list[JsonValue] = [node]
        seen: set[int] = set()
        while waiting:
            schema = self.follow(waiting.pop())
            if id(schema) in seen:
                continue
            seen.add(id(schema))
            yield schema
            for key in keys:
                value = schema.get(key)
                if key == "properties" and isinstance(value, dict):
                    waiting.extend(value.values())
                else:
                    waiting.extend(value if isinstance(value, list) else [value])

    def properties(self, schema: JsonObject) -> JsonObject:
        """Return the properties of an object schema, those of its ``allOf`` parts first."""
        found: JsonObject = {}
        for part in self.parts(schema):
            found |= cast(JsonObject, part.get("properties", {}))
        return found

    def names(self, schema: JsonObject, key: str) -> frozenset[str]:
        """Return the names that a keyword of an object schema lists, those of ``allOf`` parts included."""
        return frozenset(str(name) for part in self.parts(schema) for name in listed(part, key))

    def parts(self, schema: JsonObject) -> Iterator[JsonObject]:
        for part in listed(schema, "allOf"):
            yield from self.parts(self.follow(part))
        yield schema

    def component(self, schema_name: str) -> JsonObject:
        """Return a schema of ``components``."""
        schemas = cast(JsonObject, cast(JsonObject, self.document["components"])["schemas"])
        return cast(JsonObject, schemas[schema_name])


def listed(node: JsonObject, key: str) -> list[JsonValue]:
    """Return what a keyword lists, nothing if it is not there."""
    value = node.get(key)
    return value if isinstance(value, list) else []


def alternatives(schema: JsonObject) -> list[JsonValue]:
    """Return what ``oneOf`` and ``anyOf`` list, but for what only says which properties go together."""
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
    members = schema.get("enum")
    if isinstance(members, list) and members and all(isinstance(member, str) for member in members):
        return "string"
    return "object" if "properties" in schema else None


def json_media_type(content: JsonValue) -> str | None:
    """Return the name of the media type of ``content`` that is read and written, ``None`` without JSON."""
    names = list(content) if isinstance(content, dict) else []
    essences = {name: name.partition(";")[0].strip().lower() for name in names}
    exact = (name for name in names if essences[name] == "application/json")
    alike = (name for name in names if essences[name].endswith("+json"))
    return next(exact, next(alike, None))


def prose(node: JsonObject, key: str = "description") -> str:
    """Return a text of the description as one paragraph, ``""`` if there is none."""
    text = node.get(key)
    return re.sub(r"\s+", " ", text).strip() if isinstance(text, str) else ""


def plain(text: object) -> str:
    """Return the text that openapi-python-client wraps as untrusted; it must never be placed in code."""
    if isinstance(text, UntrustedString):
        return text.get_untrusted_value()
    return str(text or "")
