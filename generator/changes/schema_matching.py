"""Matches schemas of two descriptions by what they hold, where they are used, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ..documents import JsonObject, JsonValue
from .likeness import best_matches, likeness
from .nodes import Node, locate, meaning, reference_of, walk
from .pairs import object_of, same

__all__ = ["merged_schemas", "renamed_schemas"]

_Features: TypeAlias = "frozenset[tuple[str, ...]]"

SCHEMAS = ("components", "schemas")
# What stands for any schema that has no counterpart yet.
UNKNOWN = "?"
# A schema may be renamed and changed at once, but not beyond recognition.
LEAST_STRUCTURE = 0.5
LEAST_SCORE = 0.65


def renamed_schemas(old: JsonValue, new: JsonValue) -> dict[str, str]:
    """Return the new names of schemas by their old ones.

    A schema was renamed if one that holds much the same has another name in the new description, and
    stands in the same places or has a similar name. A name that stayed may mean something else now: it
    counts as gone and come where what it stands for has little in common.
    """
    before, now = _schemas(old), _schemas(new)
    reused = {name for name in before if name in now and not _is_alike(old, new, name)}
    gone = [name for name in before if name not in now or name in reused]
    come = [name for name in now if name not in before or name in reused]
    if not gone or not come:
        return {}
    old_sites, new_sites = _sites(old, {*gone}), _sites(new, {*come})
    old_features = {name: _features(old, before[name], {*gone}) for name in gone}
    new_features = {name: _features(new, now[name], {*come}) for name in come}

    def score(one: str, other: str) -> float:
        structure = _overlap(old_features[one], new_features[other])
        if structure < LEAST_STRUCTURE:
            return 0.0
        places = _overlap(old_sites.get(one, frozenset()), new_sites.get(other, frozenset()))
        total = 0.6 * structure + 0.25 * places + 0.15 * likeness(one, other)
        return total if total >= LEAST_SCORE else 0.0

    found = {one: other for one, other in best_matches(gone, come, score).items() if one != other}
    while taken := {one for one, other in found.items() if other in before and other not in found}:
        # Another schema still has that name.
        found = {one: other for one, other in found.items() if one not in taken}
    return found


def _is_alike(old: JsonValue, new: JsonValue, name: str) -> bool:
    before, now = _schemas(old)[name], _schemas(new)[name]
    alike = same(before, now) or _overlap(_features(old, before, set()), _features(new, now, set()))
    return alike >= LEAST_STRUCTURE


def merged_schemas(old: JsonValue, new: JsonValue) -> dict[str, str]:
    """Return, for schemas that are gone, the one that now stands wherever they stood, and holds the same.

    Args:
        old: the old description, with renames written into it.
        new: the new description.
    """
    before, now = _schemas(old), _schemas(new)
    gone = {name for name in before if name not in now}
    if not gone:
        return {}
    targets = {site: name for name, sites in _sites(new, set()).items() for site in sites}
    old_sites = _sites(old, set())
    found = {}
    for name in sorted(gone):
        sites = [site for site in old_sites.get(name, ()) if site in targets]
        taken = {targets[site] for site in sites}
        if len(taken) == 1:
            other = next(iter(taken))
            alike = _overlap(_features(old, before[name], gone), _features(new, now[other], set()))
            if alike >= LEAST_STRUCTURE:
                found[name] = other
    return found


def _schemas(document: JsonValue) -> JsonObject:
    return object_of(object_of(object_of(document).get("components")).get("schemas"))


def _target(document: JsonValue, reference: str) -> str | None:
    found = locate(document, reference)
    whole = found is not None and found[0][:2] == SCHEMAS and len(found[0]) == 3
    return str(found[0][2]) if found is not None and whole else None


def _sites(document: JsonValue, unknown: set[str]) -> Mapping[str, _Features]:
    """Return where references to each schema stand."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for node in walk(Node("document", (), object_of(document))):
        reference = reference_of(node.kind, node.value)
        name = _target(document, reference) if node.kind == "schema" and reference is not None else None
        if name is not None:
            found.setdefault(name, set()).add(tuple(_site(node, unknown)))
    return {name: frozenset(sites) for name, sites in found.items()}


def _site(node: Node, unknown: set[str]) -> Iterator[str]:
    inside_schema = node.parts[:2] == SCHEMAS
    for index, part in enumerate(node.parts):
        if index == 2 and inside_schema and part in unknown:
            yield UNKNOWN
        else:
            yield re.sub(r"{[^{}]*}", "{}", str(part))


def _features(document: JsonValue, schema: JsonValue, unknown: set[str]) -> _Features:
    """Return what a schema says, one short statement for each leaf, without what people read."""
    names = {}
    for node in walk(Node("schema", (), object_of(schema))):
        reference = reference_of(node.kind, node.value)
        name = _target(document, reference) if reference is not None else None
        if reference is not None and name is not None:
            names[reference] = UNKNOWN if name in unknown else name
    return frozenset(_leaves(meaning("schema", schema, names), ()))


def _leaves(value: JsonValue, at: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(value, dict) and value:
        for key, member in value.items():
            yield from _leaves(member, (*at, key))
    elif isinstance(value, list) and value:
        for item in value:
            yield from _leaves(item, (*at, "[]"))
    else:
        yield (*at, str(value))


def _overlap(one: _Features, other: _Features) -> float:
    """Return the part of two sets that both have; two empty ones say nothing for or against."""
    return len(one & other) / len(one | other) if one or other else 0.5
