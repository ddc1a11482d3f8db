"""Payloads made after a schema: as it says, at its limits, and damaged in every place in every way.

Not drawn but enumerated: each described place of a body gets each kind of damage that its schema allows
for, so that a place nobody thought of is not left to chance. Chance, from a seed, fills in the rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from attrs import frozen

from .descriptions import Schema, follow
from .places import ABSENT, ITEM, TEXT_FORMS, Place, integer_range, places, sample

__all__ = ["Payload", "payloads"]

_ODD_FORMS: dict[str, tuple[str, ...]] = {
    "date-time": (
        # RFC 3339, at its edges
        "2026-01-31t12:00:00z",
        "2026-01-31 12:00:00Z",
        "2026-01-31T12:00:00.123456789Z",
        "2026-01-31T12:00:00-00:00",
        "2026-01-31T12:00:00+23:59",
        # ISO 8601
        "2026-01-31T12:00:00",
        "2026-01-31T12:00:00,5Z",
        "2026-01-31T12:00:00+0200",
        "2026-01-31T12:00:00+02",
        "2026-01-31T12:00Z",
        "2026-01-31T12Z",
        "2026-01-31T24:00:00Z",
        "20260131T120000Z",
        "2026-W05-6T12:00:00Z",
        "2026-01-31",
        "2026-01",
        "2026",
        # neither
        "2026-02-30T12:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-31T23:59:60Z",
        "2026-01-31T12:00:00+24:00",
        "0000-01-31T12:00:00Z",
        "9999-12-31T24:00:00Z",
        " 2026-01-31T12:00:00Z",
        "1700000000",
        "-1",
        "1.5",
        "31.1.2026",
        "today",
        "",
    ),
    "date": (
        # ISO 8601
        "19810906",
        "1981-W36-7",
        "1981-249",
        "1981-09",
        "1981-09-06T00:00:00Z",
        "1981-09-06T12:30:00",
        # not
        "1981-02-29",
        "1981-9-6",
        "0000-01-01",
        "366163200",
        "0",
        "6.9.1981",
        "today",
        "",
    ),
}
_OF_ANOTHER_TYPE: dict[str, tuple[Any, ...]] = {
    "array": ({}, {"0": {}}, "[]", 0, True),
    "boolean": ("true", 0, 1, [], {}),
    "integer": ("1", "", 1.0, 1.5, 1e300, True, [1], {}),
    "object": ([], [{}], "{}", "", 0, False),
    "string": (12, 63456415674545679874, 1.5, -0.0, True, ["a"], {"a": "b"}),
}
_PLAIN_NAMES = ("new_field", "", "a b", "x.y[0]")
# Names that mean something to Python, to attrs or to pydantic, and must not mean anything here.
_LOADED_NAMES = ("self", "_source", "from_dict", "model_config", "__class__")
_UNKNOWN_NAMES = (*_PLAIN_NAMES, *_LOADED_NAMES)
_UNKNOWN_PRIMITIVES: tuple[Any, ...] = (None, True, 1, 1.0, 10**30, "text")
_UNKNOWN_VALUES = (*_UNKNOWN_PRIMITIVES, [], [1, 1.0, True, None], {"a": {"b": []}})


@frozen(kw_only=True)
class Payload:
    """A JSON value, and what was done to it."""

    value: Any
    kind: str


def payloads(vendor: str, schema: Schema, seed: str) -> Iterator[Payload]:
    """Yield payloads of a schema: valid ones, each place damaged in each way, and several at once.

    The same seed gives the same payloads.
    """
    random = Random(seed)
    for fullness in (0, 1, *(random.random() for _ in range(30))):
        yield Payload(value=sample(vendor, schema, random, fullness=fullness), kind="valid")
    found = list(places(vendor, schema))
    for place in found:
        for kind, damage in _damages(vendor, place, random):
            value = _damaged(vendor, schema, [(place, damage)], random, fullness=0.05)
            yield Payload(value=value, kind=f"{kind} at {place}")
    for _ in range(len(found) // 2):
        several = [
            (place, _chosen(vendor, place, random))
            for place in random.sample(found[1:], k=min(2, len(found) - 1))
        ]
        value = _damaged(vendor, schema, several, random, fullness=0.5)
        kind = " and at ".join(str(place) for place, _ in several)
        yield Payload(value=value, kind=f"something odd at {kind}")


def _chosen(vendor: str, place: Place, random: Random) -> Any:
    return random.choice([damage for _, damage in _damages(vendor, place, random)])


def _damages(vendor: str, place: Place, random: Random) -> Iterator[tuple[str, Any]]:
    """Yield what is put in a place, `ABSENT` to take away what is there."""
    schema = place.schema
    others = _OF_ANOTHER_TYPE[schema.get("type", "object")]
    yield "null", None
    for other in random.sample(others, k=2):
        yield f"{json.dumps(other)}", other
    if place.needed and place.steps:
        yield "nothing", ABSENT
    for value in schema.get("enum", ())[:1]:
        for odd in (value.swapcase(), "", "unheard of"):
            yield f"the value {odd!r}", odd
    known = schema.get("format", "")
    for form in (*TEXT_FORMS.get(known, ()), *_ODD_FORMS.get(known, ())):
        yield f"the text {form!r}", form
    if "maxLength" in schema:
        for length in (schema["maxLength"], schema["maxLength"] + 1):
            yield f"{length} characters", random.choice("xß😀") * length
    if schema.get("minLength", 0):
        yield "a short text", "x" * (schema["minLength"] - 1)
    if schema.get("type") == "integer":
        least, most = integer_range(schema)
        for number in (least, least - 1, most, most + 1):
            yield f"the number {number}", number
    if schema.get("type") == "array":
        for count in sorted({0, schema.get("minItems", 1) - 1, *_most_items(schema)} - {-1}):
            item = sample(vendor, schema["items"], random, fullness=0)
            yield f"{count} items", [deepcopy(item) for _ in range(count)]
    if "properties" in schema:
        name, value = random.choice(_UNKNOWN_NAMES), random.choice(_UNKNOWN_VALUES)
        yield f"the unknown field {name!r}", _Extra(name=name, value=value)


def _most_items(schema: Schema) -> tuple[int, ...]:
    return (schema["maxItems"], schema["maxItems"] + 1) if "maxItems" in schema else ()


@frozen(kw_only=True)
class _Extra:
    """A field that is added to the object in a place."""

    name: str
    value: Any


def _damaged(
    vendor: str, schema: Schema, damages: list[tuple[Place, Any]], random: Random, *, fullness: float
) -> Any:
    root = [sample(vendor, schema, random, fullness=fullness)]
    for place, damage in damages:
        holder: Any = root
        key: Any = 0
        inner: Schema | None = follow(vendor, schema)
        for step in place.steps:
            holder, key, inner = _entered(vendor, holder, key, inner, step, random)
            if holder is None:
                break
        else:
            _put(holder, key, damage, vendor, inner, random)
    return root[0]


def _entered(
    vendor: str, holder: Any, key: Any, schema: Schema | None, step: Any, random: Random
) -> tuple[Any, Any, Schema | None]:
    """Go one step down, making what is needed on the way; no holder where earlier damage bars the way."""
    assert schema is not None
    if isinstance(holder, dict) and key not in holder:
        holder[key] = sample(vendor, schema, random, fullness=0)
    inner_holder = holder[key]
    if step is ITEM:
        inner = follow(vendor, schema["items"])
        if not isinstance(inner_holder, list):
            return None, None, None
        if not inner_holder:
            inner_holder.append(sample(vendor, inner, random, fullness=0))
        return inner_holder, random.randrange(len(inner_holder)), inner
    if not isinstance(inner_holder, dict):
        return None, None, None
    return inner_holder, step, follow(vendor, schema["properties"][step])


def _put(holder: Any, key: Any, damage: Any, vendor: str, schema: Schema | None, random: Random) -> None:
    if damage is ABSENT:
        holder.pop(key, None)
    elif isinstance(damage, _Extra):
        assert schema is not None
        if not isinstance(holder, dict) or key in holder:
            target = holder[key]
        else:
            target = holder[key] = sample(vendor, schema, random, fullness=0)
        if isinstance(target, dict):
            target.setdefault(damage.name, deepcopy(damage.value))
    else:
        holder[key] = deepcopy(damage)
