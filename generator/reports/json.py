"""The report as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import attrs

from ..changes import Change, ChangeClass
from ..documents import JsonValue
from ..impact import Impact, Report, changelog
from ..markup import shortened

__all__ = ["CLASS_WORDS", "Group", "counted", "groups", "only_patched", "render_json", "summary"]


def render_json(report: Report) -> str:
    """Write a report as one JSON object.

    ``changes`` holds what the vendors changed, and ``version`` the part of our version number that has to
    grow, from ``current`` to ``next``; ``apis`` holds the effect on each API: on its overlays, lint and
    names.
    """
    document = {
        "changes": [
            {**_change(change), "api": impact.api} for impact in report.impacts for change in impact.published
        ],
        "version": report.version,
        "current": report.current,
        "next": report.next,
        "breaks": report.breaks,
        "apis": [_impact(impact) for impact in report.impacts],
        "changelog": changelog(report.impacts),
    }
    # In ASCII, so that a vendor's text is harmless on a terminal and fits into any encoding.
    return json.dumps(document, indent=2) + "\n"


def _impact(impact: Impact) -> dict[str, Any]:
    return {
        "api": impact.api,
        "old": impact.old,
        "new": impact.new,
        "version": impact.version,
        "breaks": impact.breaks,
        "patched": None if impact.patched is None else [_change(change) for change in impact.patched],
        "stale": [
            {
                "file": action.file,
                "index": action.index,
                "target": action.target,
                "reason": action.reason,
                "x-reason": action.x_reason,
            }
            for action in impact.stale
        ],
        "findings": [attrs.asdict(finding) for finding in impact.findings],
        "overlay": impact.repairs,
        "questions": [attrs.asdict(question) for question in impact.questions],
        "names": None
        if impact.names is None
        else [
            {
                "name": name.name,
                "kind": name.kind,
                "before": name.before,
                "after": name.after,
                "compatible": name.is_compatible,
            }
            for name in impact.names
        ],
        "obstacle": impact.obstacle,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "class": change.change_class,
        "place": change.place,
        "sentence": change.sentence,
        "operations": change.operations,
        "before": change.before,
        "after": change.after,
    }


CLASS_WORDS = {
    ChangeClass.BREAKING_WIRE: "breaking on the wire",
    ChangeClass.UNCLASSIFIED: "unclassified",
    ChangeClass.BREAKING_PYTHON: "breaking in Python",
    ChangeClass.ADDITION: "addition",
    ChangeClass.DOCUMENTATION: "documentation only",
}


@attrs.frozen
class Group:
    """The changes of one operation, or of the same several ones.

    Args:
        title: the operations, in words.
        operations: the operations; none for changes that concern all of them or none.
        changes: the changes, the worst first.
    """

    title: str
    operations: tuple[str, ...]
    changes: tuple[Change, ...]


def groups(changes: Iterable[Change]) -> tuple[Group, ...]:
    """Group changes by the operations they concern, the group with the worst change first."""
    found: dict[tuple[str, ...], list[Change]] = {}
    for change in sorted(changes, key=lambda change: change.change_class.severity):
        found.setdefault(change.operations, []).append(change)
    return tuple(
        Group(_title(operations), tuple(map(shortened, operations)), tuple(some))
        for operations, some in found.items()
    )


def _title(operations: tuple[str, ...]) -> str:
    if not operations:
        return "The whole description"
    first, more = shortened(operations[0]), len(operations) - 1
    return f"{first} and {counted(more, 'other')}" if more else first


def only_patched(impact: Impact) -> tuple[Change, ...]:
    """Return the changes of the patched descriptions that the published ones do not have in the same way.

    Our overlays rename things; a change that differs only by that is among the published ones.
    """
    known = set(map(_essence, impact.published))
    return tuple(change for change in impact.patched or () if _essence(change) not in known)


def _essence(change: Change) -> tuple[object, ...]:
    key = change.place.rpartition("/")[2]
    return change.change_class, change.operations, key, _nameless(change.before), _nameless(change.after)


def _nameless(value: JsonValue) -> object:
    """Return a value for comparison, without the names in its references."""
    if isinstance(value, dict):
        return frozenset((key, "" if key == "$ref" else _nameless(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(map(_nameless, value))
    return type(value), value


def summary(changes: Iterable[Change]) -> str:
    """Count changes by class, as in "2 breaking on the wire, 1 addition"."""
    numbers = Counter(change.change_class for change in changes)
    words = {
        **CLASS_WORDS,
        ChangeClass.ADDITION: f"addition{'' if numbers[ChangeClass.ADDITION] == 1 else 's'}",
    }
    said = [f"{numbers[kind]} {words[kind]}" for kind in ChangeClass if numbers[kind]]
    return ", ".join(said) or "no changes"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun, as in "1 action" and "2 actions"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
