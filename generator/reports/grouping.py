"""Puts changes in the order in which a person reads them: by operation, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from ..changes import Change, ChangeClass
from ..documents import JsonValue
from ..impact import Impact
from ..markup import shortened

__all__ = ["CLASS_WORDS", "Group", "counted", "groups", "only_patched", "summary"]

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
        title: what they concern.
        operations: the operations; none for what concerns all of them or none.
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

    Our overlays name things otherwise; a change that is equal but for that has been told already.
    """
    told = set(map(_essence, impact.published))
    return tuple(change for change in impact.patched or () if _essence(change) not in told)


def _essence(change: Change) -> tuple[object, ...]:
    key = change.place.rpartition("/")[2]
    return change.change_class, change.operations, key, _nameless(change.before), _nameless(change.after)


def _nameless(value: JsonValue) -> object:
    """Return what can be compared of a value: all but the names that references have in them."""
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
    """Say a number with its noun, as in "1 action" and "2 actions"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
