"""Gives the old description the new one's names, so that a rename is one change and not hundreds.

Schemas and placeholders in paths have names that no request and no answer shows. They are looked for
first, and written into a copy of the old description; what still differs then is a change of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

import attrs

from ..description.document import Node, components, locate, meaning, walk
from ..description.grammar import METHODS
from ..description.json_values import Parts, object_of, same
from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer
from ..overlay.tree import clone

__all__ = [
    "Aligned",
    "RenamedPlaceholder",
    "align",
    "best_matches",
    "likeness",
    "merged_schemas",
    "renamed_properties",
    "renamed_schemas",
    "swapped",
]

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
    gone = {name: schema for name, schema in components(document, "schemas").items() if name in merged}
    _rename_schemas(document, merged)
    return Aligned(document, schemas, merged, gone, placeholders)


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


_Features: TypeAlias = "frozenset[tuple[str, ...]]"

# The name of any schema that has no counterpart yet.
UNKNOWN = "?"
# A schema may be renamed and changed at once, but not beyond recognition.
LEAST_STRUCTURE = 0.5
LEAST_SCORE = 0.65


def renamed_schemas(old: JsonValue, new: JsonValue) -> dict[str, str]:
    """Return the new names of schemas by their old ones.

    A schema was renamed if one that holds much the same has another name in the new description, and
    is used in the same places or has a similar name. A name that stayed may mean something else now: if
    its two schemas have little in common, it counts as removed and added.
    """
    before, now = components(old, "schemas"), components(new, "schemas")
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
    before, now = components(old, "schemas")[name], components(new, "schemas")[name]
    alike = same(before, now) or _overlap(_features(old, before, set()), _features(new, now, set()))
    return alike >= LEAST_STRUCTURE


def merged_schemas(old: JsonValue, new: JsonValue) -> dict[str, str]:
    """Return, for schemas that are gone, the one that took their places and holds the same.

    Args:
        old: the old description, with renames written into it.
        new: the new description.
    """
    before, now = components(old, "schemas"), components(new, "schemas")
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


def _target(document: JsonValue, reference: str | None) -> str | None:
    found = locate(document, reference) if reference is not None else None
    return str(found[0][2]) if found is not None and found[0][:-1] == SCHEMAS else None


def _sites(document: JsonValue, unknown: set[str]) -> Mapping[str, _Features]:
    """Return the places of the references to each schema."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for node in walk(Node("document", (), object_of(document))):
        name = _target(document, node.reference) if node.kind == "schema" else None
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
        name = _target(document, node.reference)
        if node.reference is not None and name is not None:
            names[node.reference] = UNKNOWN if name in unknown else name
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


def _rename_schemas(document: JsonValue, names: Mapping[str, str]) -> None:
    """Write new names; where a schema has the name and keeps it, that one stays."""
    if not names:
        return
    for node in list(walk(Node("document", (), object_of(document)))):
        if node.reference is not None:
            node.value["$ref"] = _renamed_reference(document, node.reference, names)
        elif node.kind == "discriminator":
            mapping = object_of(node.value.get("mapping"))
            for value, target in mapping.items():
                if isinstance(target, str):
                    mapping[value] = names.get(target) or _renamed_reference(document, target, names)
    schemas = components(document, "schemas")
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


def swapped(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the old names by the new ones."""
    return {now: before for before, now in renamed.items()}


# To compare each name with each takes long where everything was replaced, and then nothing was renamed.
MOST_CANDIDATES = 40_000
# Above it, two names are taken for two spellings of one.
ALIKE = 0.75
# What tools put behind a name, and what is left says as much.
_SUFFIXES = ("dto", "object", "model", "schema", "type")


def renamed_properties(old: JsonObject, new: JsonObject) -> dict[str, str]:
    """Return the new names of properties by their old ones.

    A property was renamed if one of the same schema took its place that is described in the same words
    or has much the same name. To know no more than that two properties are text is not enough.

    Args:
        old: the properties before.
        new: the properties now.
    """
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    meant = {name: meaning("schema", schema) for name, schema in (*old.items(), *new.items())}

    def score(before: str, now: str) -> float:
        if not same(meant[before], meant[now]) or not isinstance(old[before], dict):
            return 0.0
        like = likeness(before, now)
        said = _description(old[before])
        return 1.0 + like if said and said == _description(new[now]) else like if like >= ALIKE else 0.0

    return best_matches(gone, come, score)


def _description(schema: JsonValue) -> str:
    text = object_of(schema).get("description")
    return " ".join(text.split()) if isinstance(text, str) else ""


def best_matches(
    old: Sequence[str], new: Sequence[str], score: Callable[[str, str], float]
) -> dict[str, str]:
    """Pair names by score, the best first; each is in one pair at most, and 0 makes none.

    Above `MOST_CANDIDATES` nothing is compared.
    """
    if len(old) * len(new) > MOST_CANDIDATES:
        return {}
    scored = sorted((-score(before, now), before, now) for before in old for now in new)
    matches: dict[str, str] = {}
    for negative, before, now in scored:
        if negative < 0 and before not in matches and now not in matches.values():
            matches[before] = now
    return matches


def likeness(before: str, now: str) -> float:
    """Tell how much two names are alike, from 0 to 1, without regard to case, spaces and usual suffixes."""
    one, other = _plain(before), _plain(now)
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(name: str) -> str:
    plain = re.sub(r"[\W_]", "", name).casefold()
    for suffix in _SUFFIXES:
        if plain != suffix:
            plain = plain.removesuffix(suffix)
    return plain
