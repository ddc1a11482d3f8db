"""Gives the old description the new one's names, so that a rename is one change and not hundreds.

Schemas and placeholders in paths have names that no request and no answer shows. They are looked for
first, and written into a copy of the old description; what still differs then is a change of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer
from ..lint.grammar import METHODS
from ..overlay.tree import clone
from .nodes import Node, locate, reference_of, walk
from .pairs import Parts, object_of
from .schema_matching import merged_schemas, renamed_schemas

__all__ = ["Aligned", "RenamedPlaceholder", "align"]

SCHEMAS = ("components", "schemas")


@attrs.frozen
class RenamedPlaceholder:
    """A placeholder of a path under another name, with the path before and now."""

    old_path: str
    new_path: str
    before: str
    now: str


@attrs.frozen
class Aligned:
    """The old description in the new one's words.

    Args:
        document: the old description with the new names.
        schemas: the new names of schemas by the old ones.
        merged: for schemas that are gone, those that took their place beside others.
        gone: what these schemas were, in the new names.
        placeholders: the placeholders that were renamed.
    """

    document: JsonValue
    schemas: Mapping[str, str]
    merged: Mapping[str, str]
    gone: Mapping[str, JsonValue]
    placeholders: tuple[RenamedPlaceholder, ...]

    def original(self, parts: Parts) -> Parts:
        """Return where a place of the aligned description was in the old one."""
        names = {now: before for before, now in self.schemas.items()}
        paths = {found.new_path: found.old_path for found in self.placeholders}
        if parts[:2] == SCHEMAS and len(parts) > 2:
            return (*SCHEMAS, names.get(str(parts[2]), parts[2]), *parts[3:])
        if parts[:1] == ("paths",) and len(parts) > 1:
            return ("paths", paths.get(str(parts[1]), parts[1]), *parts[2:])
        return parts


def align(old: JsonValue, new: JsonValue) -> Aligned:
    """Find what was renamed, and write it into a copy of the old description."""
    document = clone(old)
    placeholders = tuple(_placeholders(document, new))
    _rename_placeholders(document, placeholders)
    schemas = renamed_schemas(document, new)
    _rename_schemas(document, schemas)
    merged = merged_schemas(document, new)
    gone = {name: schema for name, schema in _schemas(document).items() if name in merged}
    _rename_schemas(document, merged)
    return Aligned(document, schemas, merged, gone, placeholders)


def _schemas(document: JsonValue) -> JsonObject:
    return object_of(object_of(object_of(document).get("components")).get("schemas"))


def _rename_schemas(document: JsonValue, names: Mapping[str, str]) -> None:
    """Write new names; where a schema has the name and keeps it, that one stays."""
    if not names:
        return
    for node in list(walk(Node("document", (), object_of(document)))):
        reference = reference_of(node.kind, node.value)
        if reference is not None:
            node.value["$ref"] = _renamed_reference(document, reference, names)
        elif node.kind == "discriminator":
            mapping = object_of(node.value.get("mapping"))
            for value, target in mapping.items():
                if isinstance(target, str):
                    mapping[value] = names.get(target) or _renamed_reference(document, target, names)
    schemas = _schemas(document)
    kept = dict(schemas)
    schemas.clear()
    for name, schema in kept.items():
        if name not in names or names[name] not in kept or names[name] in names:
            schemas[names.get(name, name)] = schema


def _renamed_reference(document: JsonValue, reference: str, names: Mapping[str, str]) -> str:
    found = locate(document, reference)
    if found is None or found[0][:2] != SCHEMAS or len(found[0]) < 3 or found[0][2] not in names:
        return reference
    return "#" + pointer((*SCHEMAS, names[str(found[0][2])], *found[0][3:]))


def _placeholders(old: JsonValue, new: JsonValue) -> Iterator[RenamedPlaceholder]:
    """Find paths that differ in the names of their placeholders only, where it is clear which are meant."""
    before, now = (object_of(object_of(document).get("paths")) for document in (old, new))
    gone, come = [path for path in before if path not in now], [path for path in now if path not in before]
    by_shape: dict[str, tuple[list[str], list[str]]] = {}
    for paths, place in ((gone, 0), (come, 1)):
        for path in paths:
            by_shape.setdefault(_shape(path), ([], []))[place].append(path)
    for one, other in sorted(by_shape.values()):
        if len(one) == len(other) == 1 and one[0].startswith("/"):
            names = zip(_names(one[0]), _names(other[0]), strict=True)
            yield from (RenamedPlaceholder(one[0], other[0], *pair) for pair in names if pair[0] != pair[1])


def _shape(path: str) -> str:
    return re.sub(r"{[^{}]*}", "{}", path)


def _names(path: str) -> list[str]:
    return re.findall(r"{([^{}]*)}", path)


def _rename_placeholders(document: JsonValue, renamed: tuple[RenamedPlaceholder, ...]) -> None:
    paths = object_of(object_of(document).get("paths"))
    by_path: dict[str, list[RenamedPlaceholder]] = {}
    for found in renamed:
        by_path.setdefault(found.old_path, []).append(found)
    for path, found_there in by_path.items():
        item = object_of(paths.pop(path))
        names = {found.before: found.now for found in found_there}
        for holder in (item, *(object_of(item.get(method)) for method in METHODS)):
            listed = holder.get("parameters")
            for parameter in map(object_of, listed if isinstance(listed, list) else []):
                name = parameter.get("name")
                if parameter.get("in") == "path" and isinstance(name, str) and name in names:
                    parameter["name"] = names[name]
        paths[found_there[0].new_path] = item
