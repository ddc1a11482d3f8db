"""Takes matches out of a document, all at once, so that no index shifts while others still count on it."""

from __future__ import annotations

from collections.abc import Sequence

from ..documents import JsonValue
from .jsonpath import Match

__all__ = ["RootCannotBeRemoved", "remove_matches"]


class RootCannotBeRemoved(Exception):
    """The root stands in no object or array that it could be taken out of."""


def remove_matches(matches: Sequence[Match]) -> None:
    """Remove every match from the object or array it stands in.

    A match inside another match goes with it.

    Raises:
        RootCannotBeRemoved: one match is the root; nothing has been changed.
    """
    arrays: dict[int, tuple[list[JsonValue], set[int]]] = {}
    if any(match.parent is None for match in matches):
        raise RootCannotBeRemoved
    for match in matches:
        key = match.location[-1]
        if isinstance(match.parent, dict) and isinstance(key, str):
            del match.parent[key]
        elif isinstance(match.parent, list) and isinstance(key, int):
            arrays.setdefault(id(match.parent), (match.parent, set()))[1].add(key)
    for array, indexes in arrays.values():
        array[:] = [item for index, item in enumerate(array) if index not in indexes]
