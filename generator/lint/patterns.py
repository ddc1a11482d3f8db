"""Tells patterns that were meant for a whole value from those that search in it.

The `pattern` of JSON Schema is a search: `DAY|WEEK` finds the "DAY" in "HOLIDAY". Who lists words
meant the whole value; who writes `[0-9]` may well mean that a digit is in it somewhere.
https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.3
"""

from __future__ import annotations

import re

__all__ = ["looks_unanchored"]

_WORDS = re.compile(r"[\w -]*\w[\w -]*")
_GROUP = re.compile(r"\((?:\?:|\?P?<\w+>|(?!\?))")


def looks_unanchored(pattern: str) -> bool:
    """Tell whether a pattern lists words, or alternatives, that are not bound to start and end."""
    alternatives = _alternatives(_without_group(pattern))
    if len(alternatives) == 1:
        return _WORDS.fullmatch(alternatives[0]) is not None
    return not all(_is_anchored(alternative) for alternative in alternatives)


def _is_anchored(alternative: str) -> bool:
    bare = _without_group(alternative)
    starts = bare.startswith(("^", r"\A"))
    ends = (bare.endswith("$") and not _is_escaped(bare, len(bare) - 1)) or bare.endswith((r"\Z", r"\z"))
    return starts and ends


def _without_group(pattern: str) -> str:
    """Take off the groups that enclose the whole pattern."""
    while True:
        opening = _GROUP.match(pattern)
        if opening is None or _closing(pattern) != len(pattern) - 1:
            return pattern
        pattern = pattern[opening.end() : -1]


def _closing(pattern: str) -> int:
    """The place of the parenthesis that closes the one at the start; -1 if there is none."""
    return next(
        (place for place, character, depth in _outside_classes(pattern) if character == ")" and not depth), -1
    )


def _alternatives(pattern: str) -> list[str]:
    cuts = [place for place, character, depth in _outside_classes(pattern) if character == "|" and not depth]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(pattern)]
    return [pattern[start:end] for start, end in zip(starts, ends, strict=True)]


def _outside_classes(pattern: str) -> list[tuple[int, str, int]]:
    """The unescaped characters outside of `[…]`, with how many groups are open after them."""
    found: list[tuple[int, str, int]] = []
    depth, place = 0, 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 2
            continue
        if character == "[":
            place = _end_of_class(pattern, place)
            continue
        depth += {"(": 1, ")": -1}.get(character, 0)
        found.append((place, character, depth))
        place += 1
    return found


def _end_of_class(pattern: str, place: int) -> int:
    place += 2 if pattern[place + 1 : place + 2] == "^" else 1
    # A bracket in the first place stands for itself.
    place += 1 if pattern[place : place + 1] == "]" else 0
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _is_escaped(pattern: str, place: int) -> bool:
    before = pattern[:place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
