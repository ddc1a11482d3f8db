"""Leaves of a description what openapi-python-client needs to name classes, and nothing it stumbles over.

All else is read from the description itself. Each removal here is of something that makes the parser
rename or drop what it is part of, or fail.
"""

from __future__ import annotations

from copy import deepcopy

from ..documents import JsonObject, JsonValue
from ..lint.description import Description as Nodes
from ..lint.description import Node, read
from .schemas import alternatives, json_media_type, kind_of, listed

__all__ = ["simplified"]

_SCALAR = ("boolean", "integer", "number", "string")
_EXAMPLES = ("example", "examples")
# A title would become the name of a class, `nullable` would rename what stands in place, a default
# that cannot be written as Python would drop its property.
_IN_SCHEMAS = ("title", "nullable", "default", "discriminator", "externalDocs", "xml")


def simplified(document: JsonObject, where: str) -> JsonObject:
    """Return a copy for the parser.

    Args:
        document: the description; it stays as it is.
        where: its name.
    """
    copy = deepcopy(document)
    nodes = read(copy, where)
    # The innermost first, since an outer one may be emptied.
    for node in reversed(nodes.nodes):
        for key in list(node.value):
            ignored = key in _EXAMPLES or (node.kind == "schema" and key in _IN_SCHEMAS)
            if ignored or key.startswith("x-"):
                del node.value[key]
        if node.kind == "schema":
            _simplify_enum(node.value)
            _simplify_alternatives(node.value)
        elif node.kind == "parameter":
            _write_as_text(nodes, node)
        elif node.kind in ("request-body", "response"):
            _choose_json(node.value)
    return copy


def _simplify_enum(schema: JsonObject) -> None:
    """Keep what becomes an enumeration, and name its members: two may differ in letter case only."""
    members: list[JsonValue] = [member for member in listed(schema, "enum") if member is not None]
    schema.pop("enum", None)
    if members and all(isinstance(member, str) for member in members):
        schema["enum"] = members
        schema["x-enum-varnames"] = [f"member {position}" for position in range(len(members))]


def _simplify_alternatives(schema: JsonObject) -> None:
    """Empty what may be one of several types: its value stays JSON, and its parts would claim names."""
    parts = alternatives(schema)
    if not parts:
        # Left over are those that only say which properties go together.
        schema.pop("oneOf", None)
        schema.pop("anyOf", None)
    elif len(parts) > 1 or not (isinstance(parts[0], dict) and "$ref" in parts[0]):
        schema.clear()


def _write_as_text(nodes: Nodes, node: Node) -> None:
    """Make a plain value in a path or a header a string, whose format the parser need not like."""
    listing = nodes.child(node, "schema")
    schema = nodes.follow(listing) if listing is not None else None
    if node.value.get("in") not in ("path", "header") or schema is None:
        return
    if kind_of(schema.value) in (*_SCALAR, None) and not schema.value.keys() & {"enum", "allOf"}:
        node.value["schema"] = {"type": "string"}


def _choose_json(node: JsonObject) -> None:
    """Of several media types, keep the one that is read and written."""
    content = node.get("content")
    chosen = json_media_type(content)
    if isinstance(content, dict) and chosen is not None:
        node["content"] = {chosen: content[chosen]}
