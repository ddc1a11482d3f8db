"""Request bodies, and every way to break each rule that a description has for them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import attrs

from .introspection import described_operations
from .values import INTEGERS, Schema, followed, integer_range, sample

__all__ = ["ITEM", "Constraint", "bodies", "broken", "constraints", "json_path"]

KEYWORDS = ("type", "enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems")
ITEM = object()
"""A step into an array, whatever the index."""

WRONG_TYPES: dict[str, tuple[Any, ...]] = {
    "array": (True, 1, 1.5, "text", b"bytes", {}, {"0": 1}, {1, 2}, iter(())),
    "boolean": (0, 1, "true", [], {}),
    "integer": (True, False, 1.0, 1.5, float("nan"), "1", Decimal("12.50"), Decimal(1), 1j, [], {}),
    "number": (True, "1", Decimal("1.5"), [], {}),
    "object": (True, 1, "text", [], [{}], object()),
    "string": (True, 1, 1.5, b"bytes", [], ["text"], {}, object()),
}


@attrs.frozen
class Constraint:
    """One rule of a body's schema.

    Args:
        path: the steps from the body to the value it is about.
        keyword: what the schema calls it, ``type`` and ``format`` among them.
        schema: the schema of the value.
    """

    path: tuple[Any, ...]
    keyword: str
    schema: Schema = attrs.field(repr=False)

    def __str__(self) -> str:
        steps = ("[]" if step is ITEM else f".{step}" for step in self.path)
        return f"{''.join(steps).removeprefix('.')} {self.keyword}"


@cache
def bodies(vendor: str) -> dict[str, Schema]:
    """Return the schemas of the request bodies, by the operations' names."""
    return {
        name: followed(vendor, operation["requestBody"]["content"]["application/json"]["schema"])
        for name, operation in described_operations(vendor)
        if "requestBody" in operation
    }


def constraints(vendor: str, schema: Schema, path: tuple[Any, ...] = ()) -> Iterator[Constraint]:
    """Yield every rule that a schema has for a value and for what is in it."""
    schema = followed(vendor, schema)
    if path:
        for keyword in KEYWORDS:
            # Nothing is shorter than nothing; of the minima, nought is one.
            if keyword in schema and not (keyword in ("minLength", "minItems") and schema[keyword] == 0):
                yield Constraint(path, keyword, schema)
        if schema.get("format") in (*INTEGERS, "date", "date-time"):
            yield Constraint(path, "format", schema)
    for name in schema.get("required", ()):
        yield Constraint((*path, name), "required", schema["properties"][name])
    for name, member in schema.get("properties", {}).items():
        yield from constraints(vendor, member, (*path, name))
    if "items" in schema:
        yield from constraints(vendor, schema["items"], (*path, ITEM))


def broken(vendor: str, body: Schema, constraint: Constraint, random: Random) -> tuple[dict[str, Any], str]:
    """Return a body that breaks one rule in one place, and the path of that place."""
    made: dict[str, Any] = sample(vendor, body, random)
    holder: Any = made
    schema, steps = body, []
    for step in constraint.path[:-1]:
        schema, holder, taken = _entered(vendor, schema, holder, step, random)
        steps.append(taken)
    last = constraint.path[-1]
    if last is ITEM:
        if not holder:
            holder.append(None)
        last = random.randrange(len(holder))
    steps.append(last)
    if constraint.keyword == "required":
        holder.pop(last, None)
    else:
        holder[last] = _breaking(vendor, constraint, random)
    return made, json_path(steps)


def _entered(vendor: str, schema: Schema, holder: Any, step: Any, random: Random) -> tuple[Schema, Any, Any]:
    """Go one step down, making what is needed on the way."""
    schema = followed(vendor, schema)
    if step is ITEM:
        inner = followed(vendor, schema["items"])
        for _ in range(random.randint(0 if holder else 1, 3)):
            holder.append(sample(vendor, inner, random))
        step = random.randrange(len(holder))
    else:
        inner = followed(vendor, schema["properties"][step])
        if step not in holder:
            holder[step] = sample(vendor, inner, random)
    return inner, holder[step], step


def _breaking(vendor: str, constraint: Constraint, random: Random) -> Any:
    schema, keyword = constraint.schema, constraint.keyword
    if keyword == "type":
        return random.choice(WRONG_TYPES[schema["type"]])
    if keyword == "enum":
        return random.choice(("", "other", f"{schema['enum'][0]} ", schema["enum"][0].swapcase()))
    if keyword == "pattern":
        return "\n"
    if keyword == "minLength":
        return "x" * (schema["minLength"] - 1)
    if keyword == "maxLength":
        return random.choice("xß😀") * (schema["maxLength"] + random.choice((1, 2, 1000)))
    if keyword == "minItems":
        return [sample(vendor, schema["items"], random) for _ in range(schema["minItems"] - 1)]
    if keyword == "maxItems":
        return [sample(vendor, schema["items"], random)] * (schema["maxItems"] + 1)
    least, most = integer_range(schema)
    beyond = random.choice((1, 2, 10**9, 10**40))
    if keyword == "format" and schema["format"] not in INTEGERS:
        return random.choice(("", "today", "2026-02-30", "2026-1-1T0:0:0"))
    if keyword == "minimum" or (keyword == "format" and random.random() < 0.5):
        return least - beyond
    return most + beyond


def json_path(steps: list[Any]) -> str:
    """Write a path the way violations do."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
