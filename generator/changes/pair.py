"""Two values for the same thing, from the old and the new description, and how a sentence quotes them."""

from __future__ import annotations

from collections.abc import Container, Iterator

import attrs

from ..description.json_values import ABSENT, Absent, Parts, object_of, short
from ..documents import JsonValue

__all__ = ["Pair", "quoted", "shortened", "written"]


@attrs.frozen
class Pair:
    """A place in both descriptions.

    Args:
        old: the value in the old one, `ABSENT` if there is none.
        new: the value in the new one, `ABSENT` if there is none.
        was: the place in the old one.
        at: the place in the new one.
    """

    old: JsonValue | Absent
    new: JsonValue | Absent
    was: Parts
    at: Parts

    def member(self, key: str) -> Pair:
        """The pair under a key of both."""
        return self.members(key, key)

    def members(self, old_key: str | None, new_key: str | None) -> Pair:
        """The pair under a key of each; `None` if one has nothing to compare."""
        return Pair(
            _under(self.old, old_key),
            _under(self.new, new_key),
            (*self.was, *_first(old_key, new_key)),
            (*self.at, *_first(new_key, old_key)),
        )

    def items(self, old_index: int | None, new_index: int | None) -> Pair:
        """The pair at an index of each; `None` if one has nothing to compare."""
        return Pair(
            self.old[old_index] if isinstance(self.old, list) and old_index is not None else ABSENT,
            self.new[new_index] if isinstance(self.new, list) and new_index is not None else ABSENT,
            (*self.was, *_first(old_index, new_index)),
            (*self.at, *_first(new_index, old_index)),
        )

    def only(self, keys: Container[str]) -> Pair:
        """The same place with these keys alone, to compare what belongs together."""
        return attrs.evolve(self, old=_only(self.old, keys), new=_only(self.new, keys))

    def holds(self, kind: type) -> bool:
        """Tell whether both values are of this type or absent."""
        return all(isinstance(value, (kind, Absent)) for value in (self.old, self.new))

    def has_same_names(self) -> bool:
        """Tell whether both have the same keys."""
        return object_of(self.old).keys() == object_of(self.new).keys()

    def names(self) -> Iterator[str]:
        """The keys of either, sorted."""
        yield from sorted({*object_of(self.old), *object_of(self.new)})


def _first(*keys: str | int | None) -> Parts:
    return next(((key,) for key in keys if key is not None), ())


def _under(node: JsonValue | Absent, key: str | None) -> JsonValue | Absent:
    return node[key] if isinstance(node, dict) and key is not None and key in node else ABSENT


def _only(node: JsonValue | Absent, keys: Container[str]) -> JsonValue | Absent:
    return {key: value for key, value in node.items() if key in keys} if isinstance(node, dict) else node


def shortened(name: str) -> str:
    """Return a name without what a terminal would obey, cut to a length that fits into a line."""
    return short(name)[1:-1]


def quoted(name: str) -> str:
    """Return a name or a piece of a description between backticks."""
    return f"`{shortened(name)}`"


def written(value: JsonValue | Absent) -> str:
    """Return a value as JSON, cut to a length that fits into a line."""
    return "nothing" if isinstance(value, Absent) else short(value)
