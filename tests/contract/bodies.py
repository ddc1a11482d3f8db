"""Bodies that are worked out rather than drawn: the same in every run, and telling in every place.

In a `distinct` body no two values are alike, so that whatever is dropped, renamed or swapped on the way
shows. `limits` goes to the end of what each place allows, and a step beyond.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from attrs import field, frozen

from .descriptions import Described, Json, Schema, follow
from .places import integer_range

__all__ = [
    "Limit",
    "at",
    "changes",
    "distinct",
    "limits",
    "named",
    "filled",
    "published",
    "same_json",
    "sparse",
]


def distinct(vendor: str, schema: Schema) -> Json:
    """Return a body in which everything described is there and no two numbers or texts are alike."""
    return _distinct(vendor, schema, "", count(1))


def _distinct(vendor: str, schema: Schema, name: str, numbers: Iterator[int]) -> Json:
    schema = follow(vendor, schema)
    number = next(numbers)
    if "enum" in schema:
        return schema["enum"][number % len(schema["enum"])]
    match schema["type"]:
        case "object":
            members = schema.get("properties", {}).items()
            return {key: _distinct(vendor, member, key, numbers) for key, member in members}
        case "array":
            items = max(2, schema.get("minItems", 0))
            return [_distinct(vendor, schema["items"], name, numbers) for _ in range(items)]
        case "integer":
            least, most = integer_range(schema)
            assert least <= 1000 + number <= most
            return 1000 + number
        case "boolean":
            return True
        case "string":
            return _distinct_text(schema, name, number)
        case other:
            raise NotImplementedError(f"a value of the type {other!r}")


def _distinct_text(schema: Schema, name: str, number: int) -> str:
    match schema.get("format"):
        case "date":
            return (date(1970, 1, 1) + timedelta(days=number)).isoformat()
        case "date-time":
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
            return moment.isoformat().replace("+00:00", "Z")
        case "uri":
            return f"https://shop.example/{number}"
        case None:
            return f"{number} {name}"[: schema.get("maxLength", 100)].ljust(schema.get("minLength", 0), "x")
        case other:
            raise NotImplementedError(f"a text of the format {other!r}")


def sparse(vendor: str, schema: Schema) -> Json:
    """Return the part of a `distinct` body that is required."""
    return _required(vendor, schema, distinct(vendor, schema))


def _required(vendor: str, schema: Schema, value: Json) -> Json:
    schema = follow(vendor, schema)
    if isinstance(value, dict):
        members = schema.get("properties", {})
        return {key: _required(vendor, members[key], value[key]) for key in schema.get("required", ())}
    if isinstance(value, list):
        return [_required(vendor, schema["items"], item) for item in value[: schema.get("minItems", 0)]]
    return value


def published(vendor: str, schema: Schema) -> Json:
    """Return a body made of the published examples; ``None`` where a schema has none."""
    schema = follow(vendor, schema)
    if "example" in schema:
        return schema["example"]
    if schema.get("type") == "object":
        members = schema.get("properties", {}).items()
        made = {key: published(vendor, member) for key, member in members}
        return {key: value for key, value in made.items() if value is not None}
    if schema.get("type") == "array":
        item = published(vendor, schema["items"])
        return [] if item is None else [item]
    return None


def same_json(left: Json, right: Json) -> bool:
    """Return whether two values are the same JSON, with 1, 1.0 and true told apart, in whatever order."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def smallest(operation: Described) -> Json:
    """Return the smallest body that an operation can be called with; a change has something to change."""
    assert operation.body is not None
    needed = sparse(operation.vendor, operation.body)
    is_nothing = operation.method == "PATCH" and not changes(needed)
    return distinct(operation.vendor, operation.body) if is_nothing else needed


# --- Limits --------------------------------------------------------------------------------------


@frozen(kw_only=True)
class Limit:
    """A body at the end of what a schema allows, or a step beyond.

    Args:
        what: the place and what is there, for people.
        place: the place as errors name it, ``order_lines[0].quantity``.
        body: the whole body.
        is_allowed: whether the schema allows it.
        sent: what a client sends of it, where null stands for what may be left out.
    """

    what: str
    place: str
    body: Json = field(repr=False)
    is_allowed: bool
    sent: Json = field(default=None, repr=False)


Step = str | int


def limits(vendor: str, schema: Schema) -> Iterator[Limit]:
    """Yield bodies of an object schema at and beyond everything that it states."""
    whole = distinct(vendor, schema)
    yield Limit(what="everything", place="", body=whole, is_allowed=True)
    yield Limit(what="nothing but what is required", place="", body=sparse(vendor, schema), is_allowed=True)
    for steps, found in filled(vendor, schema, whole):
        for is_allowed, what, value in _values(found, at(whole, steps)):
            body = deepcopy(whole)
            if steps:
                at(body, steps[:-1])[steps[-1]] = value
                yield Limit(
                    what=f"{what} at {named(steps)}",
                    place=named(steps),
                    body=body,
                    is_allowed=is_allowed,
                    sent=_without_null(vendor, schema, body, steps),
                )
        for name in found.get("properties", {}):
            body = deepcopy(whole)
            del at(body, steps)[name]
            place = named((*steps, name))
            needed = name in found.get("required", ())
            yield Limit(what=f"no {place}", place=place, body=body, is_allowed=not needed)


def _without_null(vendor: str, schema: Schema, body: Json, steps: tuple[Step, ...]) -> Json | None:
    """Return a body without the null in one of its places, ``None`` if it is not a member to be left out."""
    holder = follow(vendor, schema)
    for step in steps[:-1]:
        inner = holder["items"] if isinstance(step, int) else holder["properties"][step]
        holder = follow(vendor, inner)
    last = steps[-1]
    if isinstance(last, int) or at(body, steps) is not None or last in holder.get("required", ()):
        return None
    sent = deepcopy(body)
    del at(sent, steps[:-1])[last]
    return sent


def changes(value: Json) -> bool:
    """Tell whether there is anything in a body, at any depth."""
    return any(map(changes, value.values())) if isinstance(value, dict) else True


def filled(
    vendor: str, schema: Schema, value: Json, steps: tuple[Step, ...] = ()
) -> Iterator[tuple[tuple[Step, ...], Schema]]:
    """Yield the places of a whole body and the schema of each; of an array, those of the first item."""
    schema = follow(vendor, schema)
    yield steps, schema
    if isinstance(value, dict):
        for name, member in schema.get("properties", {}).items():
            yield from filled(vendor, member, value[name], (*steps, name))
    elif isinstance(value, list):
        yield from filled(vendor, schema["items"], value[0], (*steps, 0))


def _values(schema: Schema, value: Json) -> Iterator[tuple[bool, str, Json]]:
    """Yield whether a value is allowed, what it is, and the value."""
    wrong: dict[str, tuple[Json, ...]] = {
        "string": (7, True, None),
        "integer": ("7", 7.5, True, None),
        "boolean": ("true", 1, None),
        "array": ({}, "", None),
        "object": ([], "", None),
    }
    for other in wrong[schema["type"]]:
        yield (other is None and schema.get("nullable", False)), f"{other!r}", other
    for member in schema.get("enum", ()):
        yield True, f"the value {member!r}", member
    if "enum" in schema:
        yield False, "the value 'unheard of'", "unheard of"
    elif schema["type"] == "string":
        for name, change in (("minLength", -1), ("maxLength", 1)):
            if schema.get(name, 0):
                # Characters, not bytes: this one takes two UTF-16 units and four bytes.
                yield True, f"{schema[name]} characters", "😀" * schema[name]
                yield False, f"{schema[name] + change} characters", "x" * (schema[name] + change)
    elif schema["type"] == "integer":
        least, most = integer_range(schema)
        yield from ((True, f"{bound}", bound) for bound in (least, most))
        yield from ((False, f"{bound}", bound) for bound in (least - 1, most + 1))
    elif schema["type"] == "array":
        for name, change in (("minItems", -1), ("maxItems", 1)):
            if schema.get(name, 0):
                yield True, f"{schema[name]} items", [value[0]] * schema[name]
                yield False, f"{schema[name] + change} items", [value[0]] * (schema[name] + change)


def at(value: Json, steps: tuple[Step, ...]) -> Any:
    """Return what stands in a place."""
    for step in steps:
        value = value[step]
    return value


def named(steps: tuple[Step, ...]) -> str:
    """Return a place as errors name it, ``order_lines[0].quantity``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
