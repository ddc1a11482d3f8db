"""The merge rules of the Overlay Specification, for ``update`` and ``copy`` alike.

https://spec.openapis.org/overlay/v1.1.0.html#action-object
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from ..documents import JsonObject, JsonValue
from .jsonpath import Match
from .model import Version
from .tree import Kind, Location, clone, kind, named, same, shown

__all__ = ["Unmergeable", "merge_into_matches"]


class Unmergeable(Exception):
    """The values at a place do not go together.

    Args:
        location: the place.
        what: what is wrong there.
        remedy: what the author of the overlay can do about it.
    """

    def __init__(self, location: Location, what: str, remedy: str) -> None:
        super().__init__(location, what, remedy)
        self.location = location
        self.what = what
        self.remedy = remedy


def merge_into_matches(matches: Sequence[Match], value: JsonValue, version: Version) -> list[Match]:
    """Merge copies of a value into every match, in order.

    Args:
        matches: the nodes to change, ancestors before descendants; they are changed in place.
        value: what to merge; it is not changed.
        version: the rules to follow. 1.0 appends to an array whatever the value is, an array too,
            where 1.1 concatenates, and says nothing about matches of several kinds.

    Returns:
        The matches that already said what the value says.

    Raises:
        Unmergeable: the matches are of several kinds, or a value does not fit where it is to go. Some
            matches may have been changed by then.
    """
    if version == "1.1":
        _require_one_kind(matches)
    return [match for match in matches if not _merge(match, value, version)]


def _require_one_kind(matches: Sequence[Match]) -> None:
    seen: dict[Kind, Match] = {}
    for match in matches:
        seen.setdefault(kind(match.value), match)
    if len(seen) > 1:
        examples = ", ".join(f"{named(match.location)} ({name})" for name, match in seen.items())
        raise Unmergeable(
            next(iter(seen.values())).location,
            f"the matches are of different kinds: {examples}",
            "narrow the target until it matches only objects, only arrays or only primitives",
        )


def _merge(match: Match, value: JsonValue, version: Version) -> bool:
    target = match.value
    if isinstance(target, list):
        if isinstance(value, list) and version == "1.1":
            target.extend(clone(item) for item in value)
            return bool(value)
        target.append(clone(value))
        return True
    if isinstance(target, dict) and isinstance(value, dict):
        return _merge_members(target, value, match.location)
    if kind(target) == kind(value) == "primitive":
        return _replace(match, value)
    raise Unmergeable(
        match.location,
        f"{_with_article(value)} ({shown(value)}) cannot go into {_with_article(target)} ({shown(target)})",
        "give an object for objects, anything for arrays, a primitive for primitives",
    )


def _replace(match: Match, value: JsonValue) -> bool:
    if match.parent is not None:
        cast(dict[str | int, JsonValue], match.parent)[match.location[-1]] = value
    return not same(match.value, value)


def _merge_members(target: JsonObject, value: JsonObject, location: Location) -> bool:
    changed = False
    for key, new in value.items():
        place = (*location, key)
        if key not in target:
            target[key] = clone(new)
            changed = True
            continue
        old = target[key]
        if isinstance(old, dict) and isinstance(new, dict):
            changed |= _merge_members(old, new, place)
        elif isinstance(old, list) and isinstance(new, list):
            old.extend(clone(item) for item in new)
            changed |= bool(new)
        elif kind(old) == kind(new) == "primitive":
            changed |= not same(old, new)
            target[key] = new
        else:
            raise Unmergeable(
                place,
                f"{_with_article(new)} ({shown(new)}) cannot merge with {_with_article(old)} ({shown(old)})",
                "remove what is there in an action before this one, or give a value of its kind",
            )
    return changed


def _with_article(value: JsonValue) -> str:
    name = kind(value)
    return f"a {name}" if name == "primitive" else f"an {name}"
