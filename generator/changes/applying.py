"""Applies rules to what differs until every difference is accounted for."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from .pairs import same
from .scenes import Comparison, Difference, unclassified

__all__ = ["applied"]


def applied(first: Iterable[Comparison]) -> Iterator[Difference]:
    """Apply rules, and those that they ask for in turn, to all that differs.

    A rule that says nothing where there is a difference has overlooked it, so it is unclassified.
    """
    waiting, seen = deque(first), set()
    while waiting:
        found = waiting.popleft()
        pair, scene = found.pair, found.scene
        if same(pair.old, pair.new):
            continue
        # Schemas may be recursive or shared.
        site = (scene.stands_for.was, scene.stands_for.at) if scene.stands_for is not None else None
        key = found.rule, pair.was, pair.at, scene.uses, scene.negated, scene.flattened, site
        if key in seen:
            continue
        seen.add(key)
        steps = list(found.rule(pair, scene)) or [unclassified(pair, scene)]
        for step in steps:
            if isinstance(step, Comparison):
                waiting.append(step)
            elif isinstance(step, Difference):
                yield step
