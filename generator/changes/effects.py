"""What a change to the values that are allowed means, by who writes them and who reads them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from .values import ChangeClass

__all__ = ["Effect", "Reading", "opposite", "received", "sent", "worst"]


class Effect(Enum):
    """How the set of allowed values changed."""

    NARROWER = "fewer values are allowed"
    WIDER = "more values are allowed"
    DIFFERENT = "some are allowed no more, others anew, or that cannot be told"
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
