"""Compares the `required` of a body, a parameter or a header: false where it is left out."""

from __future__ import annotations

from collections.abc import Iterator

from .documentation import states_otherwise
from .pairs import ABSENT, Pair
from .scenes import Scene, Step, unclassified

__all__ = ["requirement"]


def requirement(pair: Pair, scene: Scene, *, gained: Step, lost: Step) -> Iterator[Step]:
    """Report what follows from the two values.

    Args:
        pair: the values.
        scene: whose they are.
        gained: what to report if it is required from now on.
        lost: what to report if it is required no longer.
    """
    if not all(value is ABSENT or isinstance(value, bool) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`required` is true or false")
    elif (pair.old is True) == (pair.new is True):
        yield states_otherwise(pair, scene, "required")
    else:
        yield gained if pair.new is True else lost
