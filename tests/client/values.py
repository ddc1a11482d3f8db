"""JSON values of all kinds, and values made after the schemas of a description."""

from __future__ import annotations

import json
import os
import string
from collections.abc import Iterator
from random import Random
from typing import Any, TypeAlias

from hypothesis import settings
from hypothesis import strategies as st

from .introspection import description

__all__ = ["INTEGERS", "JSON", "Schema", "described", "examples", "followed", "same_json", "sample", "spots"]

Schema: TypeAlias = "dict[str, Any]"

# Half surrogate pairs are JSON, too.
_TEXT = st.text(st.characters(), max_size=12)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT
    | st.sampled_from(["", "0", "2026-01-31T12:00:00Z", "2026-01-31T24:00:00", "AUTHORIZED", "authorized"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=8,
)


def examples(number: int) -> settings:
    """Return settings for a property that is shown by so many examples, however busy the machine is.

    ``KCO_EXAMPLES=20000`` in the environment replaces the number.
    """
    return settings(max_examples=int(os.environ.get("KCO_EXAMPLES", number)), deadline=None)


def same_json(left: Any, right: Any) -> bool:
    """Return whether two values are the same JSON, with 1, 1.0 and true told apart."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def described(vendor: str, component: str) -> Schema:
    """Return a schema of a vendor's description."""
    schema: Schema = description(vendor)["components"]["schemas"][component]
    return schema


def followed(vendor: str, schema: Schema) -> Schema:
    """Return what a reference stands for."""
    reference = schema.get("$ref")
    if reference is None and len(schema.get("allOf", ())) == 1:
        return followed(vendor, schema["allOf"][0])
    return schema if reference is None else described(vendor, reference.rpartition("/")[2])


INTEGERS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}
_ALPHABET = string.ascii_letters + string.digits + " äß€😀'\"\\\n/&%"


def integer_range(schema: Schema) -> tuple[int, int]:
    """Return the least and the greatest integer that a schema allows."""
    least, most = INTEGERS.get(schema.get("format", ""), (-(10**30), 10**30))
    return max(least, schema.get("minimum", least)), min(most, schema.get("maximum", most))


def sample(vendor: str, schema: Schema, random: Random, *, full: bool = False) -> Any:
    """Return a value that a schema describes.

    Args:
        vendor: whose description the schema stands in.
        schema: the schema or a reference to one.
        random: where chance comes from.
        full: whether every property is there and every array has an item.
    """
    schema = followed(vendor, schema)
    if "enum" in schema:
        return random.choice(schema["enum"])
    kind = schema.get("type", "object")
    if kind == "object":
        required = schema.get("required", ())
        return {
            name: sample(vendor, member, random, full=full)
            for name, member in schema.get("properties", {}).items()
            if full or name in required or random.random() < 0.5
        }
    if kind == "array":
        least = max(schema.get("minItems", 0), 1 if full else 0)
        most = min(schema.get("maxItems", least + 2), least + 2)
        return [
            sample(vendor, schema["items"], random, full=full) for _ in range(random.randint(least, most))
        ]
    if kind == "integer":
        least, most = integer_range(schema)
        return random.choice((least, most, random.randint(least, most), max(least, min(most, 100))))
    if kind == "number":
        return random.choice((0, 1, 0.5, 1e6))
    if kind == "boolean":
        return random.random() < 0.5
    if schema.get("format") == "date-time":
        return random.choice(("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123+02:00"))
    if schema.get("format") == "date":
        return f"19{random.randint(10, 99)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}"
    shortest = schema.get("minLength", 0)
    longest = schema.get("maxLength", shortest + 20)
    length = random.choice((shortest, longest, random.randint(shortest, min(longest, shortest + 20))))
    return "".join(random.choices(_ALPHABET, k=length))


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in decoded JSON that can be written to, as a holder and a key."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from spots(inner)
