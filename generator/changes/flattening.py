"""One schema in place of an `allOf`: what all its parts say together, however they were cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ..documents import JsonObject, JsonValue
from .nodes import ANNOTATIONS
from .pairs import Absent, same
from .sides import Side

__all__ = ["flattened"]

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
        side: the description it stands in.
        schema: the schema.
    """
    if not isinstance(schema, dict):
        return None
    try:
        return _flat(side, schema, (), count(1))
    except _Contradiction:
        return None


def _flat(side: Side, schema: JsonObject, around: tuple[int, ...], taken: Iterator[int]) -> JsonObject:
    found = side.resolve("schema", schema, ())
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
