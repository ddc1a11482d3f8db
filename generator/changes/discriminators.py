"""Discriminators: what tells the alternatives of a value apart."""

from __future__ import annotations

from collections.abc import Iterator

from .documentation import unknown
from .pairs import ABSENT, Absent, Pair, same
from .quoting import quoted
from .scenes import Comparison, Rules, Scene, Step, by_key, unclassified
from .values import ChangeClass

__all__ = ["discriminator"]


def discriminator(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what tells alternatives apart."""
    if not all(isinstance(value, dict | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`discriminator` is an object")
    elif pair.old is ABSENT:
        said = f"{scene.subject} has a property now that tells its alternatives apart"
        yield scene.differs(pair, _used(scene, ChangeClass.ADDITION), said)
    elif pair.new is ABSENT:
        said = f"{scene.subject} has no property any more that tells its alternatives apart"
        yield scene.differs(pair, _used(scene, ChangeClass.BREAKING_WIRE), said)
    else:
        yield from by_key(pair, scene, _DISCRIMINATOR, unknown)


def _property(pair: Pair, scene: Scene) -> Iterator[Step]:
    said = f"the alternatives of {scene.subject} are told apart by another property"
    yield scene.differs(pair, _used(scene, ChangeClass.BREAKING_WIRE), said)


def _mapping(pair: Pair, scene: Scene) -> Iterator[Step]:
    if not all(isinstance(value, dict | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`mapping` is an object of references")
        return
    for name in pair.names():
        if not same(pair.member(name).old, pair.member(name).new):
            yield Comparison(_alternative, pair.member(name), scene)


def _alternative(pair: Pair, scene: Scene) -> Iterator[Step]:
    name = quoted(str(pair.at[-1]))
    if pair.old is ABSENT:
        said = f"{scene.subject} has a name for one more alternative, {name}"
        yield scene.differs(pair, _used(scene, ChangeClass.ADDITION), said)
    else:
        verb = "has no alternative" if pair.new is ABSENT else "means another alternative by"
        said = (
            f"{scene.subject} {verb} {name} any more"
            if pair.new is ABSENT
            else f"{scene.subject} {verb} {name} now"
        )
        yield scene.differs(pair, _used(scene, ChangeClass.BREAKING_WIRE), said)


def _used(scene: Scene, found: ChangeClass) -> ChangeClass:
    return found if scene.operations else ChangeClass.DOCUMENTATION


_DISCRIMINATOR: Rules = {"propertyName": _property, "mapping": _mapping}
