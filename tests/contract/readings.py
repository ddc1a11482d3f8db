"""Compares what a client read with the JSON that was sent, member by member, after the description.

This is a reader of its own: it goes by the description and the JSON alone, and asks the model only for
its attributes.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from .calling import argument
from .descriptions import Json, Schema, follow

__all__ = ["assert_given_back", "assert_read"]


def assert_read(vendor: str, schema: Schema, sent: Json, found: Any, place: str = "") -> None:
    """Insist that a value was read as described.

    Args:
        vendor: in whose description the schema stands.
        schema: the schema, or a reference to one.
        sent: the JSON, valid against it.
        found: what the client made of it.
        place: where it stands, for people.
    """
    name = schema.get("$ref", "").rpartition("/")[2]
    schema = follow(vendor, schema)
    if sent is None:
        assert found is None, place
    elif "enum" in schema:
        assert (isinstance(found, str), found, str(found)) == (True, sent, sent), place
        assert found.is_known, f"{place}: {sent!r} is unknown"
        assert found.canonical == sent, place
    elif isinstance(sent, dict):
        assert type(found).__name__ == name, place
        assert set(found.FIELDS) == set(map(argument, schema["properties"])), place
        for key, member in schema["properties"].items():
            assert_read(vendor, member, sent.get(key), getattr(found, argument(key)), f"{place}.{key}")
    elif isinstance(sent, list):
        assert isinstance(found, tuple), place
        assert len(found) == len(sent), place
        for index, (item, read) in enumerate(zip(sent, found, strict=True)):
            assert_read(vendor, schema["items"], item, read, f"{place}[{index}]")
    elif schema.get("format") in ("date", "date-time"):
        kind: Any = date if schema["format"] == "date" else datetime
        assert type(found) is kind, place
        assert found == kind.fromisoformat(sent), place
    else:
        assert (type(found), found) == (type(sent), sent), place


def assert_given_back(sent: Json, found: Any) -> None:
    """Insist that what was read gives back the same JSON: order of names, kinds of numbers and all."""
    given_back = [item.to_dict() for item in found] if isinstance(found, tuple) else found.to_dict()
    assert json.dumps(given_back) == json.dumps(sent)
