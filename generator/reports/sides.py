"""Lays two versions of a piece of a description side by side, line against line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

import attrs

from ..changes import Change
from ..documents import JsonValue, dump
from ..lint.findings import short
from ..markup import printable

__all__ = ["Line", "side_by_side"]

# What is compared at all, and how many equal lines are shown around what differs.
MOST_LINES = 500
LONGEST_LINE = 1_000
CONTEXT = 3


@attrs.frozen
class Line:
    """One line of both versions.

    Args:
        before: the line of the earlier one, ``None`` if it has none here.
        after: the line of the later one, ``None`` if it has none here.
        hidden: so many equal lines are left out here; ``before`` and ``after`` are ``None``.
    """

    before: str | None
    after: str | None
    hidden: int = 0

    @property
    def differs(self) -> bool:
        """True if the two versions differ in this line."""
        return self.before != self.after


def side_by_side(change: Change) -> tuple[Line, ...]:
    """Return both versions of what a change is about, as YAML; nothing if neither is known."""
    if change.before is None and change.after is None:
        return ()
    before, after = _written(change.before), _written(change.after)
    lines: list[Line] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after).get_opcodes():
        pairs = zip_longest(before[start:end], after[other_start:other_end])
        some = [Line(*pair) for pair in pairs]
        lines.extend(_folded(some, start == 0, end == len(before)) if kind == "equal" else some)
    return tuple(lines)


def _folded(lines: Sequence[Line], is_first: bool, is_last: bool) -> Iterator[Line]:
    """Leave out what is far from everything that differs."""
    head, tail = 0 if is_first else CONTEXT, 0 if is_last else CONTEXT
    hidden = len(lines) - head - tail
    if hidden <= 1:
        yield from lines
        return
    yield from lines[:head]
    yield Line(None, None, hidden)
    yield from lines[len(lines) - tail :]


def _written(value: JsonValue) -> list[str]:
    if value is None:
        return []
    try:
        text = dump(value, "it.yaml").removesuffix("...\n")
    except ValueError:
        # Half of a surrogate pair, or a number of too many digits; no file has them.
        text = short(value)
    lines = text.splitlines()
    shown = [printable(line[:LONGEST_LINE]) + ("…" if line[LONGEST_LINE:] else "") for line in lines]
    more = len(shown) - MOST_LINES
    return shown[:MOST_LINES] + ([f"… {more} more lines"] if more > 0 else [])
