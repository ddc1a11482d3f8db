"""The members of enumerations: one change for each that came or went."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import JsonValue
from ..lint.findings import short
from ..overlay.tree import canonical
from .documentation import listed_otherwise
from .effects import Effect, worst
from .kinds import in_python
from .pairs import ABSENT, Pair
from .python_types import is_text_enumeration
from .quoting import written
from .scenes import Scene, Step, unclassified
from .values import ChangeClass

__all__ = ["enumeration"]


def enumeration(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the values that `enum` lists."""
    for side in (pair.old, pair.new):
        if side is not ABSENT and not isinstance(side, list):
            yield unclassified(pair, scene, "`enum` is a list of values")
            return
    if not isinstance(pair.old, list) or not isinstance(pair.new, list):
        yield _whole(pair, scene)
        return
    old, new = ({canonical(value): value for value in values} for values in (pair.old, pair.new))
    for index, value in enumerate(pair.old):
        if canonical(value) not in new:
            yield _removed(pair.items(index, None), scene, value)
    for index, value in enumerate(pair.new):
        if canonical(value) not in old:
            yield _added(pair.items(None, index), scene, value)
    if old.keys() == new.keys():
        yield listed_otherwise(pair, scene, "the values")


def _whole(pair: Pair, scene: Scene) -> Step:
    python, reason = in_python(pair, scene)
    if pair.old is ABSENT:
        text = f"{scene.subject} is limited to the values {written(pair.new)} now"
        found = scene.judge(Effect.NARROWER)
        if found.breaks:
            reason = "requests with another value are refused"
    else:
        text = f"{scene.subject} is not limited to the values {written(pair.old)} any more"
        found = scene.judge(Effect.WIDER)
        if is_text_enumeration({"enum": pair.old if isinstance(pair.old, list) else []}):
            # A program may name the class, whatever else it passes.
            found = worst(found, ChangeClass.BREAKING_PYTHON)
    return scene.differs(pair, worst(found, python), text, reason)


def _removed(pair: Pair, scene: Scene, value: JsonValue) -> Step:
    found, reason = scene.judge(Effect.NARROWER), ""
    if found.breaks:
        reason = "requests that send it are refused"
    elif isinstance(value, str) and not scene.negated:
        # The member of the generated class goes with it.
        found = ChangeClass.BREAKING_PYTHON
        reason = "the member that is named after it is gone, though the value is still read"
    return scene.differs(pair, found, f"{scene.subject} has the value {short(value)} no more", reason)


def _added(pair: Pair, scene: Scene, value: JsonValue) -> Step:
    found = scene.judge(Effect.WIDER)
    reason = "enumerations are open, so clients read it" if scene.uses.received_by else ""
    if found is ChangeClass.DOCUMENTATION and isinstance(value, str):
        found = ChangeClass.ADDITION
    return scene.differs(pair, found, f"{scene.subject} has a new value, {short(value)}", reason)
