"""`x-expect`: the state in which an action expects its matches, so that a change upstream is noticed.

For ``update`` and ``copy`` the expectation has the shape of the update: of an object only the keys it
names are compared, and ``{x-absent: true}`` means a key that must not be there yet. Arrays and
primitives are compared whole. For ``remove`` it is the whole node. ``1``, ``1.0`` and ``true`` differ.
"""

from __future__ import annotations

from attrs import frozen

from ..documents import JsonObject, JsonValue
from .tree import Location, named, same, shown

__all__ = ["Expectation", "difference", "fault"]

_ABSENT = "x-absent"


@frozen(kw_only=True)
class Expectation:
    """The value that every match must have.

    Attributes:
        value: the value of `x-expect`.
        whole: compare objects whole, not only by the keys the expectation has.
    """

    value: JsonValue
    whole: bool


def fault(expectation: Expectation) -> str | None:
    """Say what makes an expectation meaningless, if anything does.

    Returns:
        Half a sentence that follows "x-expect", or None.
    """
    if not expectation.whole and isinstance(expectation.value, dict) and _ABSENT not in expectation.value:
        return _fault_in_members(expectation.value)
    if _mentions_absence(expectation.value):
        if expectation.whole:
            return f"of a remove action is the whole node and cannot contain {_ABSENT}"
        return f"can say {_ABSENT} only of a key of an object"
    return None


def difference(expectation: Expectation, found: JsonValue, location: Location) -> str | None:
    """Find the first place where a match is not as expected.

    Args:
        expectation: what was expected.
        found: the match.
        location: where the match is.

    Returns:
        One sentence with the pointer, what was expected and what was found; None if all is as expected.
    """
    return _difference(expectation.value, found, location, whole=expectation.whole)


def _difference(expected: JsonValue, found: JsonValue, location: Location, *, whole: bool) -> str | None:
    if isinstance(expected, dict) and isinstance(found, dict):
        return _difference_of_members(expected, found, location, whole=whole)
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (value, item) in enumerate(zip(expected, found, strict=True)):
            if inner := _difference(value, item, (*location, index), whole=True):
                return inner
        return None
    if same(expected, found):
        return None
    return f"{named(location)}: expected {shown(expected)}, found {shown(found)}"


def _difference_of_members(
    expected: JsonObject, found: JsonObject, location: Location, *, whole: bool
) -> str | None:
    for key, value in expected.items():
        place = (*location, key)
        if not whole and _is_absence(value):
            if key in found:
                return _unexpected_key(found[key], place)
        elif key not in found:
            return f"{named(place)}: expected {shown(value)}, found no such key"
        elif inner := _difference(value, found[key], place, whole=whole):
            return inner
    if whole:
        for key, value in found.items():
            if key not in expected:
                return _unexpected_key(value, (*location, key))
    return None


def _unexpected_key(found: JsonValue, location: Location) -> str:
    return f"{named(location)}: expected no such key, found {shown(found)}"


def _is_absence(value: JsonValue) -> bool:
    return isinstance(value, dict) and _ABSENT in value


def _fault_in_members(value: JsonValue) -> str | None:
    if isinstance(value, dict):
        if _ABSENT in value:
            if len(value) > 1 or value[_ABSENT] is not True:
                return f"has {shown(value)}, and only {{{_ABSENT}: true}} has a meaning"
            return None
        for member in value.values():
            if found := _fault_in_members(member):
                return found
        return None
    return f"can say {_ABSENT} only of a key of an object" if _mentions_absence(value) else None


def _mentions_absence(value: JsonValue) -> bool:
    if isinstance(value, dict):
        return _ABSENT in value or any(map(_mentions_absence, value.values()))
    return isinstance(value, list) and any(map(_mentions_absence, value))
