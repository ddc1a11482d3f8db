"""Compares lengths, ranges, counts, steps and patterns: whether they got tighter or looser."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

import attrs

from ..description.json_values import ABSENT, Absent, object_of, same, short
from ..documents import JsonValue
from .change import Effect
from .pair import Pair, quoted, written
from .rule import Rule, Rules, Scene, Step, unclassified

__all__ = ["BOUNDS"]

_Value: TypeAlias = "JsonValue | Absent"

_UNITS = {
    "minLength": "character",
    "maxLength": "character",
    "minItems": "item",
    "maxItems": "item",
    "minProperties": "member",
    "maxProperties": "member",
}


@attrs.frozen
class _Bound:
    """One end of a range; a `value` of `None` is no bound."""

    value: Fraction | None
    lower: bool
    excluded: bool = False
    unit: str = ""

    def __str__(self) -> str:
        assert self.value is not None
        whole = self.value.denominator == 1
        number = str(self.value.numerator) if whole else short(float(self.value))
        unit = f" {self.unit}{'' if self.value == 1 else 's'}" if self.unit else ""
        if self.excluded:
            return f"{'more' if self.lower else 'less'} than {number}{unit}"
        return f"{'at least' if self.lower else 'at most'} {number}{unit}"

    def tightness(self) -> tuple[Fraction, bool]:
        """What grows as the bound gets tighter; at one value, leaving it out is tighter."""
        assert self.value is not None
        return (self.value if self.lower else -self.value), self.excluded


def _count(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a least or greatest number of characters, items or members."""
    key = str(pair.at[-1])
    lower, bounds = key.startswith("min"), []
    for value in (pair.old, pair.new):
        if value is not ABSENT and not (_is_number(value) and isinstance(value, int) and value >= 0):
            yield unclassified(pair, scene, f"{quoted(key)} is a number of {_UNITS[key]}s")
            return
        # At least none is no bound.
        unbound = value is ABSENT or (lower and value == 0)
        bounds.append(_Bound(None if unbound else Fraction(str(value)), lower, unit=_UNITS[key]))
    yield _bounded(pair, scene, *bounds)


def _range(bound: str, exclusive: str) -> Rule:
    def rule(pair: Pair, scene: Scene) -> Iterator[Step]:
        """Compare a least or greatest value, which belongs to the range or does not."""
        bounds = []
        for members in (object_of(pair.old), object_of(pair.new)):
            value, excluded = members.get(bound, ABSENT), members.get(exclusive, False)
            if not isinstance(excluded, bool) or not (value is ABSENT or _is_number(value)):
                key = bound if isinstance(excluded, bool) else exclusive
                yield unclassified(pair.member(key), scene, f"OpenAPI 3.0 has no such {quoted(key)}")
                return
            number = None if value is ABSENT else Fraction(str(value))
            # Without a value there is nothing to leave out.
            bounds.append(_Bound(number, bound == "minimum", excluded and number is not None))
        keys = [key for key in (bound, exclusive) if not same(pair.member(key).old, pair.member(key).new)]
        yield _bounded(pair.member(keys[0]), scene, *bounds)

    return rule


def _bounded(pair: Pair, scene: Scene, old: _Bound, new: _Bound) -> Step:
    verb = "has" if new.unit else "is"
    if old == new:
        effect = Effect.NONE
        what = f"writes {quoted(str(pair.at[-1]))} differently, which allows the same"
    elif old.value is None:
        effect, what = Effect.NARROWER, f"{verb} {new} now"
    elif new.value is None:
        effect, what = Effect.WIDER, f"is not limited to {old} any more"
    else:
        effect = Effect.NARROWER if new.tightness() > old.tightness() else Effect.WIDER
        what = f"{verb} {new} now, {old} before"
    return _reported(pair, scene, effect, what)


def _multiple(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a step: multiples of 6 are multiples of 3."""
    steps: list[Fraction | None] = []
    for value in (pair.old, pair.new):
        if value is not ABSENT and not (_is_number(value) and Fraction(str(value)) > 0):
            yield unclassified(pair, scene, "`multipleOf` is a number above 0")
            return
        steps.append(None if value is ABSENT else Fraction(str(value)))
    old, new = steps
    if new is None:
        yield _reported(pair, scene, Effect.WIDER, f"need not be a multiple of {written(pair.old)} any more")
    elif old is None:
        yield _reported(pair, scene, Effect.NARROWER, f"has to be a multiple of {written(pair.new)} now")
    else:
        if old == new:
            effect = Effect.NONE
        elif new % old == 0:
            effect = Effect.NARROWER
        else:
            effect = Effect.WIDER if old % new == 0 else Effect.DIFFERENT
        what = f"has to be a multiple of {written(pair.new)} now, of {written(pair.old)} before"
        yield _reported(pair, scene, effect, what)


def _pattern(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a pattern; what two patterns have in common is not known."""
    if not pair.holds(str):
        yield unclassified(pair, scene, "`pattern` is a regular expression")
    elif pair.old is ABSENT:
        yield _reported(pair, scene, Effect.NARROWER, f"has to match {written(pair.new)} now")
    elif pair.new is ABSENT:
        yield _reported(pair, scene, Effect.WIDER, f"need not match {written(pair.old)} any more")
    else:
        what = f"has to match {written(pair.new)} now, {written(pair.old)} before"
        yield _reported(pair, scene, Effect.DIFFERENT, what)


def _unique(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare whether the items of an array must differ from each other."""
    if not pair.holds(bool):
        yield unclassified(pair, scene, "`uniqueItems` is true or false")
    elif (pair.old is True) == (pair.new is True):
        yield _reported(pair, scene, Effect.NONE, "may have one item twice, as before")
    elif pair.new is True:
        yield _reported(pair, scene, Effect.NARROWER, "must not have one item twice any more")
    else:
        yield _reported(pair, scene, Effect.WIDER, "may have one item twice now")


def _reported(pair: Pair, scene: Scene, effect: Effect, what: str) -> Step:
    found, reason = scene.judge(effect), ""
    if found.breaks:
        reason = "what was accepted may be refused"
    elif scene.uses.received_by and not scene.uses.sent_by and effect is not Effect.NONE:
        reason = "clients do not check it when they read"
    return scene.differs(pair, found, f"{scene.subject} {what}", reason)


def _is_number(value: _Value) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)


BOUNDS: Rules = {
    **dict.fromkeys(_UNITS, _count),
    ("minimum", "exclusiveMinimum"): _range("minimum", "exclusiveMinimum"),
    ("maximum", "exclusiveMaximum"): _range("maximum", "exclusiveMaximum"),
    "multipleOf": _multiple,
    "pattern": _pattern,
    "uniqueItems": _unique,
}
