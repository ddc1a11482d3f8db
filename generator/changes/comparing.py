"""Compares two descriptions: applies the rules until every difference is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ..documents import JsonValue
from ..json_pointer import pointer
from ..markup import printable
from .aligning import Aligned, align
from .applying import applied
from .components import components
from .documentation import text, unknown
from .information import information, openapi_version, tags
from .pairs import ABSENT, Absent, Pair, Parts, same
from .paths import moved_operations, paths
from .renames import renames
from .scenes import Comparison, Difference, Rules, Scene, Step, by_key
from .security import global_security
from .servers import servers
from .sides import read_side
from .values import Change, ChangeClass

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
    told: dict[tuple[ChangeClass, str, str], Change] = {}
    for change in sorted(changes, key=_order):
        told.setdefault((change.change_class, change.place, change.sentence), change)
    return tuple(told.values())


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
        "components": partial(components, moved),
    }
    yield from by_key(pair, scene, rules, unknown)


def _change(found: Difference, aligned: Aligned, old: JsonValue) -> Change:
    pair, was = found.pair, aligned.original(found.pair.was)
    gone = pair.new is ABSENT
    before = pair.old
    if _at(aligned.document, pair.was) is before:
        # Shown as it was written, with the names it had.
        before = _at(old, was)
    return Change(
        change_class=found.change_class,
        place=pointer(was if gone else pair.at),
        sentence=printable(found.sentence),
        operations=found.operations,
        before=None if isinstance(before, Absent) else before,
        after=None if isinstance(pair.new, Absent) else pair.new,
    )


def _at(document: JsonValue, parts: Parts) -> JsonValue | Absent:
    node: JsonValue | Absent = document
    for part in parts:
        if isinstance(node, dict) and part in node:
            node = node[str(part)]
        elif isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
        else:
            return ABSENT
    return node


def _order(change: Change) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    """Sort by class, then by place, in which indexes count as numbers."""
    place = tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() and len(part) < 10 else (1, 0, part)
        for part in change.place.split("/")
    )
    return change.change_class.severity, place, change.sentence
