"""Compares what a schema is composed of: `allOf`, `oneOf`, `anyOf`, `not`, items and further members."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import attrs

from ..description.document import ANNOTATIONS, meaning
from ..description.json_values import ABSENT, Absent, object_of, same
from ..documents import JsonObject, JsonValue
from ..overlay.tree import canonical
from .annotations import listed_differently
from .change import ChangeClass, Effect, Reading, worst
from .kinds import in_python
from .pair import Pair, quoted
from .rule import Comparison, ReportedElsewhere, Rule, Scene, Step, unclassified
from .usage import Side

__all__ = [
    "additional_properties",
    "all_of",
    "alternatives",
    "flattened",
    "items",
    "negation",
    "one_of_several",
]


def items(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `items`."""
    inside = attrs.evolve(scene.inside("[]"), certain=True, required=False, around=scene.uses)
    if pair.old is not ABSENT and pair.new is not ABSENT:
        yield Comparison(schema, pair, inside)
        return
    python, reason = in_python(pair, scene)
    effect = Effect.NARROWER if pair.old is ABSENT else Effect.WIDER
    text = f"{inside.subject} {'are described now' if pair.old is ABSENT else 'are not described any more'}"
    yield scene.differs(pair, worst(scene.judge(effect, Reading.TYPED), python), text, reason)


def additional_properties(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `additionalProperties`, which are allowed where nothing is said."""
    old, new = (_extra(value) for value in (pair.old, pair.new))
    if isinstance(old, Absent) or isinstance(new, Absent):
        yield unclassified(pair, scene, "`additionalProperties` is a schema, true or false")
    elif isinstance(old, dict) and isinstance(new, dict) and old and new:
        yield Comparison(schema, pair, attrs.evolve(scene.inside("*"), certain=True, around=scene.uses))
    elif same(old, new):
        text = f"{scene.subject} writes `additionalProperties` differently"
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, text, "the meaning is the same")
    else:
        # Nothing, then what a schema allows, then anything.
        ranks = [0 if value is False else 2 if value == {} else 1 for value in (old, new)]
        effect = Effect.WIDER if ranks[1] > ranks[0] else Effect.NARROWER
        words = ("no members", "only some members", "any members")[ranks[1]]
        reason = "requests with others are refused" if scene.judge(effect).breaks else ""
        text = f"{scene.subject} takes {words} beside those it names now"
        yield scene.differs(pair, scene.judge(effect), text, reason)


def _extra(value: JsonValue | Absent) -> JsonValue | Absent:
    """Return ``{}`` for anything, false for nothing; `ABSENT` for what is neither a schema nor a boolean."""
    if value is ABSENT or value is True:
        return {}
    return value if value is False or isinstance(value, dict) else ABSENT


def all_of(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare schemas with an `allOf`, of which the parts may be cut in many ways."""
    parts = pair.member("allOf")
    alone = all(same(pair.member(key).old, pair.member(key).new) for key in pair.names() if key != "allOf")
    place = parts if alone else pair
    if not all(value is ABSENT or _is_list_of_objects(value) for value in (parts.old, parts.new)):
        yield unclassified(place, scene, "`allOf` is a list of schemas")
        return
    if alone and (edited := _edited_in_place(parts)) is not None:
        for index in edited:
            yield Comparison(schema, parts.items(index, index), scene)
        return
    old, new = flattened(scene.old, pair.old), flattened(scene.new, pair.new)
    if old is None or new is None:
        yield unclassified(place, scene, "its parts contradict each other, or refer to what is not there")
        return
    python, reason = in_python(pair, attrs.evolve(scene, schema=pair))
    if scene.texts_reported:
        yield ReportedElsewhere()
    elif same(old, new) or python.breaks:
        text = f"{scene.subject} is put together from other parts"
        yield scene.differs(place, python, text, reason or "they say the same")
    whole = attrs.evolve(scene, stands_for=scene.stands_for or place, flattened=True)
    yield Comparison(schema, Pair(old, new, pair.was, pair.at), whole)


def _edited_in_place(parts: Pair) -> list[int] | None:
    """Return the indexes of parts that changed; `None` if parts came or went, or are another component now."""
    old, new = (value if isinstance(value, list) else [] for value in (parts.old, parts.new))
    edited = [index for index, pair in enumerate(zip(old, new, strict=False)) if not same(*pair)]
    in_place = all("$ref" not in object_of(listed[index]) for index in edited for listed in (old, new))
    return edited if len(old) == len(new) and in_place else None


def alternatives(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `oneOf` and `anyOf`."""
    key = str(pair.at[-1])
    if not all(value is ABSENT or _is_list_of_objects(value) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, f"{quoted(key)} is a list of schemas")
        return
    python, reason = in_python(pair, scene)
    if pair.old is ABSENT or pair.new is ABSENT:
        effect = Effect.NARROWER if pair.old is ABSENT else Effect.WIDER
        words = (
            "has to be one of several schemas now"
            if pair.old is ABSENT
            else "is not one of several schemas now"
        )
        found = worst(scene.judge(effect, Reading.TYPED), python)
        yield scene.differs(pair, found, f"{scene.subject} {words}", reason)
        return
    gone, come = _left_over(pair.old, pair.new)
    if not gone and not come:
        yield listed_differently(pair, scene, "the alternatives")
        return
    for old_index, new_index in zip(gone, come, strict=False):
        place = pair.items(old_index, new_index)
        yield Comparison(schema, place, scene.inside(f"[{new_index}]"))
    for index in gone[len(come) :]:
        found = worst(scene.judge(Effect.NARROWER, Reading.TYPED), python)
        yield scene.differs(
            pair.items(index, None), found, f"{scene.subject} has an alternative less", reason
        )
    for index in come[len(gone) :]:
        found = worst(scene.judge(Effect.WIDER, Reading.TYPED), python)
        yield scene.differs(pair.items(None, index), found, f"{scene.subject} has a new alternative", reason)


def one_of_several(pair: Pair, scene: Scene) -> Step | None:
    """Report a schema that became one of several alternatives, or that alone is left of them.

    Returns:
        The change; `None` if it is no such.
    """
    for single, several, effect in (
        (pair.old, pair.new, Effect.WIDER),
        (pair.new, pair.old, Effect.NARROWER),
    ):
        if not isinstance(several, dict) or {"oneOf", "anyOf"}.isdisjoint(several):
            continue
        meant = meaning("schema", several)
        for key in ("oneOf", "anyOf"):
            listed = meant.get(key) if isinstance(meant, dict) and meant.keys() == {key} else None
            if isinstance(listed, list) and any(
                same(meaning("schema", object_of(single)), part) for part in listed
            ):
                python, reason = in_python(pair, attrs.evolve(scene, schema=pair))
                wider = effect is Effect.WIDER
                words = "may be something else now, too" if wider else "is always the same now"
                found = worst(scene.judge(effect, Reading.TYPED), python)
                return scene.differs(pair, found, f"{scene.subject} {words}", reason)
    return None


def _left_over(old: object, new: object) -> tuple[list[int], list[int]]:
    """Return the indexes of those that are in one list only."""
    before, now = (
        [canonical(item) for item in listed] if isinstance(listed, list) else [] for listed in (old, new)
    )
    return (
        [index for index, item in enumerate(before) if item not in now],
        [index for index, item in enumerate(now) if item not in before],
    )


def negation(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `not`, below which tighter is looser."""
    if pair.old is not ABSENT and pair.new is not ABSENT:
        yield Comparison(schema, pair, attrs.evolve(scene.inside("not"), negated=not scene.negated))
        return
    effect = Effect.NARROWER if pair.old is ABSENT else Effect.WIDER
    words = (
        "must not be what `not` describes now" if pair.old is ABSENT else "may be what `not` described now"
    )
    yield scene.differs(pair, scene.judge(effect), f"{scene.subject} {words}")


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


DEEPEST = 30
# Parts may be named twice at each of many levels, which doubles their number each time.
MOST_PARTS = 1000
_LISTS = ("required", "x-kco-always-sent")
_MARKS = ("nullable", "readOnly", "writeOnly", "uniqueItems", "x-kco-personal")
_LEAST = ("minLength", "minItems", "minProperties")
_MOST = ("maxLength", "maxItems", "maxProperties")


class _Contradiction(Exception):
    """Two parts say different things of one keyword, or a part is none."""


def flattened(side: Side, schema: JsonValue | Absent) -> JsonObject | None:
    """Return a schema without `allOf` that means the same; `None` if that cannot be said.

    Args:
        side: the description it is in.
        schema: the schema.
    """
    if not isinstance(schema, dict):
        return None
    try:
        return _flat(side, schema, (), count(1))
    except _Contradiction:
        return None


def _flat(side: Side, schema: JsonObject, around: tuple[int, ...], taken: Iterator[int]) -> JsonObject:
    found = side.description.resolve(schema)
    if found is None or not isinstance(found[0], dict) or id(found[0]) in around or len(around) > DEEPEST:
        raise _Contradiction
    if next(taken) > MOST_PARTS:
        raise _Contradiction
    own = found[0]
    made: JsonObject = {}
    parts = own.get("allOf", [])
    if not isinstance(parts, list):
        raise _Contradiction
    for part in parts:
        if not isinstance(part, dict):
            raise _Contradiction
        # What people read of a part is about the part.
        inner = _flat(side, part, (*around, id(own)), taken)
        _merge(made, {key: value for key, value in inner.items() if key not in ANNOTATIONS})
    _merge(made, {key: value for key, value in own.items() if key != "allOf"})
    return made


def _merge(made: JsonObject, more: JsonObject) -> None:
    for key, value in more.items():
        if key not in made:
            made[key] = value
        elif key == "properties":
            made[key] = _together(made[key], value)
        elif key in _LISTS:
            made[key] = _listed(made[key], value)
        elif key in _MARKS:
            made[key] = _marked(made[key], value)
        elif key in (*_LEAST, *_MOST):
            made[key] = _tighter(key, made[key], value)
        elif not same(made[key], value):
            raise _Contradiction


def _together(one: JsonValue, other: JsonValue) -> JsonValue:
    if not isinstance(one, dict) or not isinstance(other, dict):
        raise _Contradiction
    if any(name in one and not same(one[name], schema) for name, schema in other.items()):
        raise _Contradiction
    return {**one, **other}


def _listed(one: JsonValue, other: JsonValue) -> JsonValue:
    if not isinstance(one, list) or not isinstance(other, list):
        raise _Contradiction
    return [*one, *(item for item in other if item not in one)]


def _marked(one: JsonValue, other: JsonValue) -> JsonValue:
    if not isinstance(one, bool) or not isinstance(other, bool):
        raise _Contradiction
    # As the generator reads it: a reference wrapped to say `nullable` beside it means just that.
    return one or other


def _tighter(key: str, one: JsonValue, other: JsonValue) -> JsonValue:
    if not isinstance(one, int) or not isinstance(other, int):
        raise _Contradiction
    return max(one, other) if key in _LEAST else min(one, other)
