"""Compares two descriptions: applies the rules until every difference is accounted for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from urllib.parse import unquote

import attrs

from ..description.json_values import ABSENT, Absent, Parts, object_of, same, value_at
from ..documents import JsonValue
from ..json_pointer import pointer, segments
from ..markup import printable
from .annotations import text, unknown
from .change import Change, ChangeClass
from .kinds import class_made_of
from .matching import Aligned, align
from .messages import header, request_body, response
from .operations import callback, moved_operations, paths
from .pair import Pair, quoted
from .parameters import parameter
from .renames import renames
from .root import global_security, information, openapi_version, scheme, schemes_used_by, servers, tags
from .rule import Comparison, Difference, Rule, Rules, Scene, Step, applied, by_key, unclassified
from .schemas import schema
from .usage import Side, Uses, read_side

__all__ = ["compare"]


def compare(old: JsonValue, new: JsonValue) -> tuple[Change, ...]:
    """Say what changed from one description to another, the worst first, each class by place.

    The order of keys does not count. Whatever the documents hold, there is an answer: no change if and
    only if they are equal as JSON, and what no rule knows is *unclassified*.

    Args:
        old: the description that clients were made from, as `generator.documents.load` gives it.
        new: the description to make them from next.
    """
    if same(old, new):
        return ()
    aligned = align(old, new)
    scene = Scene(old=read_side(aligned.document), new=read_side(new), says_where=True)
    differences = [
        *renames(aligned, scene),
        *applied([Comparison(_document, Pair(aligned.document, new, (), ()), scene)]),
    ]
    changes = [_change(found, aligned, old) for found in differences]
    distinct: dict[tuple[ChangeClass, str, str], Change] = {}
    for change in sorted(changes, key=_order):
        distinct.setdefault((change.change_class, change.place, change.sentence), change)
    return tuple(distinct.values())


def _document(pair: Pair, scene: Scene) -> Iterator[Step]:
    moved = moved_operations(scene.old, scene.new)
    rules: Rules = {
        "openapi": openapi_version,
        "info": information,
        "servers": servers,
        "tags": tags,
        "externalDocs": text,
        "security": global_security,
        "paths": paths,
        "components": partial(_components, moved),
    }
    yield from by_key(pair, scene, rules, unknown)


def _change(found: Difference, aligned: Aligned, old: JsonValue) -> Change:
    pair, was = found.pair, aligned.original(found.pair.was)
    gone = pair.new is ABSENT
    before = pair.old
    if value_at(aligned.document, pair.was) is before:
        # Shown as it was written, with the names it had.
        before = value_at(old, was)
    return Change(
        change_class=found.change_class,
        place=pointer(was if gone else pair.at),
        sentence=printable(found.sentence),
        operations=found.operations,
        before=None if isinstance(before, Absent) else before,
        after=None if isinstance(pair.new, Absent) else pair.new,
    )


def _order(change: Change) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """Sort by class, then by place, in which indexes count as numbers."""
    place = tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() and len(part) < 10 else (1, 0, part)
        for part in change.place.split("/")
    )
    return change.change_class.severity, place, change.sentence


_WORDS: Mapping[str, str] = {
    "schemas": "the schema",
    "responses": "the answer",
    "parameters": "the parameter",
    "examples": "the example",
    "requestBodies": "the request body",
    "headers": "the header",
    "securitySchemes": "the security scheme",
    "links": "the link",
    "callbacks": "the callback",
}
_RULES: Mapping[str, Rule] = {
    "schemas": schema,
    "responses": response,
    "parameters": parameter,
    "examples": text,
    "requestBodies": request_body,
    "headers": header,
    "securitySchemes": scheme,
    "links": text,
    "callbacks": callback,
}


def _components(moved: Mapping[str, str], pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the components.

    Args:
        moved: the new keys of operations that moved, by their old ones.
        pair: the components.
        scene: the scene of the whole description.
    """
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`components` is an object")
        return
    missing = _missing(pair, scene.old), _missing(pair, scene.new)
    for section in pair.names():
        found = pair.member(section)
        if same(found.old, found.new):
            continue
        if section not in _RULES:
            yield Comparison(unknown, found, scene)
        elif not found.holds(dict):
            yield unclassified(found, scene, f"{quoted(section)} is an object of components")
        else:
            names = list(found.names())
            if not names:
                said = f"the empty section {quoted(section)} is {'new' if found.old is ABSENT else 'gone'}"
                yield scene.reports(found, ChangeClass.DOCUMENTATION, said)
            for name in names:
                yield _component(found.member(name), _scene_of(scene, section, name, moved), section, missing)
    if not object_of(pair.old) and not object_of(pair.new):
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, "there are no components, before and now")


def _scene_of(scene: Scene, section: str, name: str, moved: Mapping[str, str]) -> Scene:
    if section == "securitySchemes":
        keys = {
            key
            for side in (scene.old, scene.new)
            for key, operation in side.operations.items()
            if name in schemes_used_by(side, operation)
        }
        uses = Uses(sent_by=_moved(keys, moved))
    else:
        parts: Parts = ("components", section, name)
        old, new = scene.old.used_at(parts), scene.new.used_at(parts)
        uses = new | Uses(_moved(old.sent_by, moved), _moved(old.received_by, moved))
    as_text = section in ("headers", "parameters")
    owner = f"{_WORDS[section]} {quoted(name)}"
    return attrs.evolve(scene.belonging_to(owner), uses=uses, as_text=as_text)


def _moved(keys: frozenset[str] | set[str], moved: Mapping[str, str]) -> frozenset[str]:
    return frozenset(moved.get(key, key) for key in keys)


def _component(
    pair: Pair, scene: Scene, section: str, missing: tuple[frozenset[Parts], frozenset[Parts]]
) -> Step:
    if pair.old is not ABSENT and pair.new is not ABSENT:
        return Comparison(_RULES[section], pair, scene)
    gone, name = pair.new is ABSENT, str(pair.at[-1])
    side = scene.old if gone else scene.new
    made = class_made_of(side, name) if section == "schemas" else None
    if gone and pair.at in missing[1]:
        said = f"{scene.subject} is gone{scene.where}"
        return scene.reports(pair, ChangeClass.UNCLASSIFIED, said, "it is still referred to")
    if not gone and pair.at in missing[0]:
        return scene.reports(
            pair, ChangeClass.ADDITION, f"{scene.subject}, which was referred to, is there now"
        )
    verb, reason = ("is gone", "its uses are reported separately") if gone else ("is new", "")
    if made is None:
        return scene.reports(pair, ChangeClass.DOCUMENTATION, f"{scene.subject} {verb}", reason)
    found = ChangeClass.BREAKING_PYTHON if gone else ChangeClass.ADDITION
    reason = f"the Python class {quoted(made)} changes, too"
    return scene.reports(pair, found, f"{scene.subject} {verb}", reason)


def _missing(pair: Pair, side: Side) -> frozenset[Parts]:
    """Return the components that references lead to and that are not there.

    Args:
        pair: all components; if both descriptions have the same ones, nothing is looked for.
        side: one of the descriptions.
    """
    if all(pair.member(section).has_same_names() for section in _RULES):
        return frozenset()
    found: set[Parts] = set()
    for node in side.description.nodes:
        reference = node.reference or ""
        if reference.startswith("#/") and side.description.locate(reference) is None:
            found.add(tuple(segments(unquote(reference[1:])))[:3])
    for operation in side.operations.values():
        found |= {("components", "securitySchemes", name) for name in schemes_used_by(side, operation)}
    return frozenset(found)
