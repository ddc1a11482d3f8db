"""The places that a schema describes, and samples of what belongs there."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from attrs import field, frozen

from .descriptions import Schema, follow

__all__ = ["ABSENT", "INTEGER_FORMATS", "ITEM", "TEXT_FORMS", "Place", "integer_range", "places", "sample"]

ABSENT: Final = object()
"""Stands for a value that is not there."""
ITEM: Final = object()
"""A step into an array, whatever the index."""

INTEGER_FORMATS: Final = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
TEXT_FORMS: Final = {
    "date-time": ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.098+02:00"),
    "date": ("1981-09-06", "2000-02-29"),
}
"""Texts in the formats of RFC 3339."""
_ALPHABET = "abcXYZ019 .,:/&%'\"\\\näß€\u200b😀"
_NOT_HANDLED = ("allOf", "anyOf", "oneOf", "not", "additionalProperties", "multipleOf", "uniqueItems")


@frozen(kw_only=True)
class Place:
    """A place that a schema describes.

    Args:
        steps: names, and `ITEM` for an array's items.
        schema: what is described there, references followed.
        needed: whether it is never missing: required, or always sent.
    """

    steps: tuple[Any, ...]
    schema: Schema = field(repr=False)
    needed: bool

    def __str__(self) -> str:
        steps = ("[]" if step is ITEM else f".{step}" for step in self.steps)
        return "".join(steps).removeprefix(".") or "the whole"


def _needed(schema: Schema) -> set[str]:
    return {*schema.get("required", ()), *schema.get("x-kco-always-sent", ())}


def places(
    vendor: str, schema: Schema, steps: tuple[Any, ...] = (), *, needed: bool = True
) -> Iterator[Place]:
    """Yield every place that a schema describes, the whole first."""
    schema = follow(vendor, schema)
    unhandled = [keyword for keyword in _NOT_HANDLED if keyword in schema]
    if unhandled:
        raise NotImplementedError(f"payloads of a schema with {', '.join(unhandled)}: {schema}")
    yield Place(steps=steps, schema=schema, needed=needed)
    for name, member in schema.get("properties", {}).items():
        yield from places(vendor, member, (*steps, name), needed=name in _needed(schema))
    if "items" in schema:
        yield from places(vendor, schema["items"], (*steps, ITEM), needed=False)


def sample(vendor: str, schema: Schema, random: Random, *, fullness: float) -> Any:
    """Return a value as described.

    Args:
        vendor: whose description the schema stands in.
        schema: the schema, or a reference to one.
        random: where chance comes from.
        fullness: how likely an optional property is there; 1 for all of them, and no empty arrays.
    """
    schema = follow(vendor, schema)
    if "enum" in schema:
        return random.choice(schema["enum"])
    match schema.get("type", "object"):
        case "object":
            needed = _needed(schema)
            return {
                name: sample(vendor, member, random, fullness=fullness)
                for name, member in schema.get("properties", {}).items()
                if name in needed or random.random() < fullness
            }
        case "array":
            least = max(schema.get("minItems", 0), fullness == 1)
            count = least if random.random() >= fullness else least + random.randint(0, 2)
            count = min(count, schema.get("maxItems", count))
            return [sample(vendor, schema["items"], random, fullness=fullness) for _ in range(count)]
        case "integer":
            least, most = integer_range(schema)
            return random.choice((least, most, random.randint(least, most), max(least, min(most, 100))))
        case "boolean":
            return random.random() < 0.5
        case "string":
            return _text(schema, random)
        case other:
            raise NotImplementedError(f"a sample of type {other}")


def integer_range(schema: Schema) -> tuple[int, int]:
    """Return the least and the greatest integer that a schema allows."""
    least, most = INTEGER_FORMATS.get(schema.get("format", ""), (-(10**30), 10**30))
    return max(least, schema.get("minimum", least)), min(most, schema.get("maximum", most))


def _text(schema: Schema, random: Random) -> str:
    if schema.get("format") in TEXT_FORMS:
        return random.choice(TEXT_FORMS[schema["format"]])
    if "format" in schema or "pattern" in schema:
        raise NotImplementedError(f"a sample of text like {schema}")
    shortest = schema.get("minLength", 0)
    longest = min(schema.get("maxLength", shortest + 12), shortest + 12)
    return "".join(random.choices(_ALPHABET, k=random.randint(shortest, longest)))
