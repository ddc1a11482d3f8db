"""The descriptions that the cases edit, and what an edit does to one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import cast

import attrs

from generator.documents import JsonObject, JsonValue, load
from generator.json_pointer import pointer, resolve, segments
from generator.overlay import apply, parse_overlay
from generator.overlay.tree import clone

__all__ = ["Case", "cases", "description", "edited"]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Takes the place of a value that is to be removed.
GONE = "GONE"
# What the cases call the places that they often name.
PLACES = {
    "SCHEMAS": "/components/schemas",
    "NEW": "/components/schemas/NewParcel/properties",
    "PARCEL": "/components/schemas/Parcel/properties",
    "ITEM": "/components/schemas/Item/properties",
    "LIST": "/paths/~1parcels/get",
    "CREATE": "/paths/~1parcels/post",
    "ONE": "/paths/~1parcels~1{id}",
    "CANCEL": "/paths/~1parcels~1{id}~1cancel",
    "ORDER": "/paths/~1ordermanagement~1v1~1orders~1{order_id}",
}


@attrs.frozen
class Case:
    """One edit of a description, and all that is to be said of it.

    Args:
        does: what the edit does, in words; the name of the case.
        of: the name of the description.
        edit: JSON pointers with what to put there; ``/-`` appends to an array, ``GONE`` removes.
        rename: JSON pointers of members with the names they get; references follow.
        keeps_names: nothing is told under another name than it has where it differs.
        expected: the class and the place of each change.
        says: words that stand in the first sentence.
    """

    does: str
    of: str
    edit: Mapping[str, JsonValue]
    rename: Mapping[str, str]
    keeps_names: bool
    expected: tuple[tuple[str, str], ...]
    says: str

    def __str__(self) -> str:
        return self.does

    @property
    def before(self) -> JsonObject:
        return description(self.of)

    @property
    def after(self) -> JsonObject:
        return edited(self.before, self.edit, self.rename)


def description(name: str) -> JsonObject:
    """Return a copy of a description by its name: ``parcels``, ``klarna``, ``patched klarna`` and so on."""
    return cast(JsonObject, clone(_description(name)))


@cache
def _description(name: str) -> JsonValue:
    if name == "parcels":
        return load(HERE / "parcels.yaml")
    vendor = name.removeprefix("patched ")
    published = cast(JsonObject, load(ROOT / "openapi" / f"{vendor}.yaml"))
    if vendor == name:
        return published
    overlays = sorted((ROOT / "overlays" / vendor).glob("*.yaml"))
    return apply(published, [parse_overlay(load(path), path.name) for path in overlays]).document


def edited(
    document: JsonObject, edit: Mapping[str, JsonValue], rename: Mapping[str, str] | None = None
) -> JsonObject:
    """Return a copy of a description with some values put in, taken out and renamed."""
    document = cast(JsonObject, clone(document))
    for at, value in edit.items():
        above, _, last = at.rpartition("/")
        parent, key = resolve(document, above), segments(f"/{last}")[0]
        if isinstance(parent, list) and key == "-":
            parent.append(clone(value))
        elif isinstance(parent, list) and value == GONE:
            del parent[int(key)]
        elif isinstance(parent, list):
            parent[int(key)] = clone(value)
        elif isinstance(parent, dict) and value == GONE:
            del parent[key]
        elif isinstance(parent, dict):
            parent[key] = clone(value)
        else:
            raise LookupError(at)
    for at, name in (rename or {}).items():
        above, _, last = at.rpartition("/")
        parent, key = resolve(document, above), segments(f"/{last}")[0]
        assert isinstance(parent, dict)
        parent[name] = parent.pop(key)
        _refer(document, f"#{at}", f"#{above}{pointer((name,))}")
    return document


def _refer(node: JsonValue, before: str, now: str) -> None:
    if isinstance(node, dict):
        if node.get("$ref") == before:
            node["$ref"] = now
        for value in node.values():
            _refer(value, before, now)
    elif isinstance(node, list):
        for item in node:
            _refer(item, before, now)


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases of the files beside this one, in the order of the files' names."""
    return tuple(
        _case(cast(JsonObject, entry))
        for path in sorted((HERE / "cases").glob("*.yaml"))
        for entry in cast("list[JsonValue]", load(path))
    )


def _case(entry: JsonObject) -> Case:
    known = {"does", "of", "edit", "rename", "is", "at", "and", "says", "merges"}
    assert set(entry) <= known, f"{entry['does']}: no such key {set(entry) - known}"
    edit, rename, more = (cast(JsonObject, entry.get(key, {})) for key in ("edit", "rename", "and"))
    expected = [(str(entry["is"]), _place(str(entry["at"])))]
    for at, classes in more.items():
        expected += [(str(one), _place(at)) for one in (classes if isinstance(classes, list) else [classes])]
    return Case(
        does=str(entry["does"]),
        of=str(entry.get("of", "parcels")),
        edit={_place(at): value for at, value in edit.items()},
        rename={_place(at): str(name) for at, name in rename.items()},
        keeps_names=not rename and entry.get("merges") is not True,
        expected=tuple(expected),
        says=str(entry.get("says", "")),
    )


def _place(text: str) -> str:
    return re.sub("^[A-Z]+", lambda found: PLACES.get(found[0], found[0]), text)
