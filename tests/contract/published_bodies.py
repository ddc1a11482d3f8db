"""Bodies made after the tables of `published_fields`, and what a client has to read in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import kco

from .calling import argument
from .descriptions import Schema
from .published_fields import ENUMERATIONS, FIELDS, PERSONAL

__all__ = ["assert_whole", "kind_of", "personal_values", "whole"]


def kind_of(schema: Schema) -> str:
    """Name a schema as the table of fields does."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema["type"] == "array":
        return f"{kind_of(schema['items'])}[]"
    if "enum" in schema:
        return "enum"
    return str(schema.get("format", schema["type"]))


def whole(vendor: str, kind: str, numbers: Iterator[int], place: str = "") -> Any:
    """Return JSON of a kind of the table with everything in it, no two values alike."""
    number = next(numbers)
    if kind.endswith("[]"):
        return [whole(vendor, kind.removesuffix("[]"), numbers, place) for _ in range(2)]
    match kind:
        case "string":
            return f"t-{number}"
        case "int32" | "int64":
            return number
        case "boolean":
            return True
        case "date":
            return f"1981-01-{number % 28 + 1:02}"
        case "date-time":
            return f"2026-01-31T12:{number // 60 % 60:02}:{number % 60:02}Z"
        case "enum":
            known = ENUMERATIONS[vendor][place].split()
            return known[number % len(known)]
        case schema:
            fields = FIELDS[vendor][schema].items()
            return {name: whole(vendor, of, numbers, f"{schema}.{name}") for name, of in fields}


def assert_whole(vendor: str, kind: str, sent: Any, found: Any) -> None:
    """Insist that every field of the table was read, with its type."""
    if kind.endswith("[]"):
        assert len(found) == len(sent)
        for item, read in zip(sent, found, strict=True):
            assert_whole(vendor, kind.removesuffix("[]"), item, read)
    elif kind in FIELDS[vendor]:
        assert type(found) is getattr(getattr(kco, vendor), kind)
        for name, of in FIELDS[vendor][kind].items():
            assert_whole(vendor, of, sent[name], getattr(found, argument(name)))
    elif kind in ("date", "date-time"):
        assert found.isoformat().replace("+00:00", "Z") == sent
    else:
        assert isinstance(found, type(sent))
        assert found == sent
        assert kind != "enum" or found.is_known


def personal_values(vendor: str, kind: str, value: Any) -> Iterator[Any]:
    """Yield the scalars of a value of the table that are about a person."""
    if kind.endswith("[]"):
        for item in value:
            yield from personal_values(vendor, kind.removesuffix("[]"), item)
    elif kind in FIELDS[vendor]:
        hidden = PERSONAL.get(kind, "").split()
        for name, of in FIELDS[vendor][kind].items():
            if hidden == ["*"] or name in hidden:
                yield value[name]
            else:
                yield from personal_values(vendor, of, value[name])
