# Copied from generator/client/runtime/violations.py by "make generate"; change that, not this.
"""What a caller got wrong, as a value: so that every mistake of a call can be told at once."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

import attrs

__all__ = ["UnknownName", "Violation", "member_path", "name_hint", "nearest_names"]

# A name that nobody described is shown in paths; more of it than this is no name.
_LONGEST_NAME = 60
# Two names are alike if they share so many letters at the start, or so much of their length.
_COMMON_LETTERS = 4
_COMMON_PART = 0.6
_MOST_NAMES = 3


@attrs.frozen
class Violation:
    """One place where a request breaks a rule of the description.

    Args:
        path: the place, e.g. ``order_lines[3].quantity``.
        message: what is expected there and what was given. It never quotes text, which may be
            somebody's name or address.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.message}"


@attrs.frozen
class UnknownName(Violation):
    """A name that the description does not have.

    Servers take such names, so this is a mistake of the caller's and no fault of the body.
    """


def member_path(path: str, name: str) -> str:
    """Return the path of a member of an object."""
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        name = "".join(c if c.isprintable() else "?" for c in name[:_LONGEST_NAME]) + "…"
    return f"{path}.{name}" if path else name


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that somebody who wrote `name` may have meant, the likeliest first.

    A common beginning counts more than what follows: ``tracking_no`` means ``tracking_number`` and
    not ``tracking_uri``, although the latter is nearer in letters.

    Returns:
        At most three; none if no name is alike.
    """
    wanted = _bare(name)
    found = []
    for candidate in known:
        bare = _bare(candidate)
        common = _common_beginning(wanted, bare)
        # A letter or two at the start are chance.
        common = common if common >= _COMMON_LETTERS else 0
        ratio = SequenceMatcher(None, wanted, bare, autojunk=False).ratio()
        if ratio >= _COMMON_PART or common:
            found.append((bare == wanted, common, ratio, candidate))
    if not found:
        return []
    found.sort(key=lambda each: (not each[0], -each[1], -each[2]))
    exact, common, ratio, _ = found[0]
    if exact:
        return [found[0][3]]
    # With one beginning in common, a name that is much less alike than the best one is another name.
    near = (each for each in found if each[1] == common and each[2] > ratio - 0.15)
    return [each[3] for each in near][:_MOST_NAMES]


def _common_beginning(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def name_hint(name: str, known: Iterable[str]) -> str:
    """Return the rest of a sentence about an unknown name: what may have been meant, or what there is."""
    known = tuple(known)
    near = nearest_names(name, known)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; known names are {', '.join(known)}" if known else ""


def _bare(name: str) -> str:
    """Return a name without what naming conventions differ in."""
    return name[: 2 * _LONGEST_NAME].replace("_", "").replace("-", "").casefold()
