"""What a comparison of two descriptions says: one value for one change."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum

import attrs

from ..documents import JsonValue

__all__ = ["Change", "ChangeClass", "Effect", "Reading", "opposite", "received", "sent", "worst"]


class ChangeClass(StrEnum):
    """What a change means for those who have a client, the worst first."""

    BREAKING_WIRE = "breaking-wire"
    """Requests that were right are refused or mean something else, or answers cannot be read any more."""

    UNCLASSIFIED = "unclassified"
    """A person has to look: no rule knows what it means. To be treated as breaking."""

    BREAKING_PYTHON = "breaking-python"
    """The same bytes cross the wire, but a public name or a type of the generated code changes."""

    ADDITION = "addition"
    """Programs go on working, and can do, or will see, more than before."""

    DOCUMENTATION = "documentation"
    """Nothing changes for a program."""

    @property
    def breaks(self) -> bool:
        """True if a program that worked before may not work any more."""
        return self not in (ChangeClass.ADDITION, ChangeClass.DOCUMENTATION)

    @property
    def severity(self) -> int:
        """The rank among the classes: 0 is the worst."""
        return list(ChangeClass).index(self)


@attrs.frozen(kw_only=True)
class Change:
    """One difference between two descriptions, and what follows from it.

    Args:
        change_class: what it means for those who have a client.
        place: the JSON pointer of it in the new description, or in the old one if it vanished.
        sentence: what changed and for which operations, in one printable line.
        operations: the operations it concerns, e.g. ``POST /orders/{order_id}/captures``, sorted; none
            if it concerns the whole API, or nothing that an operation uses.
        before: the value in the old description, `None` if there is none.
        after: the value in the new description, `None` if there is none.
    """

    change_class: ChangeClass
    place: str
    sentence: str
    operations: tuple[str, ...] = ()
    before: JsonValue = None
    after: JsonValue = None


class Effect(Enum):
    """How the set of allowed values changed."""

    NARROWER = "fewer values are allowed"
    WIDER = "more values are allowed"
    DIFFERENT = "some are allowed no more, others anew, or it is not known"
    NONE = "the same values are allowed"


class Reading(Enum):
    """How a reader takes a value."""

    LIBERAL = "what is described is not checked: lengths, ranges, patterns, members of an enumeration"
    TYPED = "what is described decides how the value is read: its type, its alternatives"


_SENT: Mapping[Effect, ChangeClass] = {
    # Requests that were right may be refused.
    Effect.NARROWER: ChangeClass.BREAKING_WIRE,
    Effect.DIFFERENT: ChangeClass.BREAKING_WIRE,
    Effect.WIDER: ChangeClass.ADDITION,
    Effect.NONE: ChangeClass.DOCUMENTATION,
}
_RECEIVED: Mapping[Effect, ChangeClass] = {
    # What comes is what could have come before.
    Effect.NARROWER: ChangeClass.DOCUMENTATION,
    Effect.DIFFERENT: ChangeClass.ADDITION,
    Effect.WIDER: ChangeClass.ADDITION,
    Effect.NONE: ChangeClass.DOCUMENTATION,
}
_RECEIVED_TYPED: Mapping[Effect, ChangeClass] = {
    **_RECEIVED,
    # What comes may be nothing that a client made before knows how to read.
    Effect.DIFFERENT: ChangeClass.BREAKING_WIRE,
    Effect.WIDER: ChangeClass.BREAKING_WIRE,
}
_OPPOSITE = {Effect.NARROWER: Effect.WIDER, Effect.WIDER: Effect.NARROWER}


def sent(effect: Effect) -> ChangeClass:
    """What it means for those who write such values into requests."""
    return _SENT[effect]


def received(effect: Effect, reading: Reading) -> ChangeClass:
    """What it means for those who read such values from answers."""
    return (_RECEIVED if reading is Reading.LIBERAL else _RECEIVED_TYPED)[effect]


def opposite(effect: Effect) -> Effect:
    """The same change under ``not``."""
    return _OPPOSITE.get(effect, effect)


def worst(*classes: ChangeClass) -> ChangeClass:
    """Return the worst of some classes, at least one."""
    return min(classes, key=lambda found: found.severity)
