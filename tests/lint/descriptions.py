"""The good description of these tests, and the cases that spoil it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import attrs

from generator.documents import JsonObject, JsonValue, load
from generator.json_pointer import resolve, segments

__all__ = ["Case", "cases", "defective", "edited", "good"]

HERE = Path(__file__).parent
# Takes the place of a value that is to be removed.
GONE = "GONE"
# What the cases call the places that they often name.
PLACES = {
    "SCHEMAS": "/components/schemas",
    "NEW": "/components/schemas/New",
    "BOOK_PROPERTIES": "/components/schemas/NewBook/properties",
    "BOOKS": "/paths/~1books",
    "ONE_BOOK": "/paths/~1books~1{book_id}",
    "LOANS": "/paths/~1books~1{book_id}~1loans",
}


@attrs.frozen
class Case:
    """What spoils the good description, the one finding that follows, and a change that spoils nothing.

    Args:
        rule: the rule that finds it.
        bad: JSON pointers with what to put there; ``/-`` appends to an array, ``GONE`` removes.
        at: the pointer of the one finding.
        fine: a change like the bad one that is right.
        says: words that stand in the message or the remedy.
    """

    rule: str
    bad: Mapping[str, JsonValue]
    at: str
    fine: Mapping[str, JsonValue]
    says: str = ""

    def __str__(self) -> str:
        return f"{self.rule} at {self.at}"


@cache
def _good() -> JsonValue:
    return load(HERE / "good.yaml")


def good() -> JsonObject:
    """A description that breaks no rule."""
    return cast(JsonObject, copy.deepcopy(_good()))


def defective() -> JsonObject:
    """A description with the faults that published ones have."""
    return cast(JsonObject, load(HERE / "defective.yaml"))


def edited(changes: Mapping[str, JsonValue]) -> JsonObject:
    """The good description with values put in, or taken out, at some pointers."""
    document = good()
    for at, value in changes.items():
        above, _, last = at.rpartition("/")
        parent, key = resolve(document, above), segments(f"/{last}")[0]
        if isinstance(parent, list) and key == "-":
            parent.append(value)
        elif isinstance(parent, list):
            parent[int(key)] = value
        elif isinstance(parent, dict) and value == GONE:
            del parent[key]
        elif isinstance(parent, dict):
            parent[key] = value
        else:
            raise LookupError(at)
    return document


def cases() -> list[Case]:
    """All cases of the files beside this one."""
    return [*_examples(), *_patterns(), *_written_out()]


def _entries(name: str) -> list[JsonObject]:
    return cast("list[JsonObject]", load(HERE / "cases" / f"{name}.yaml"))


def _written_out() -> Iterator[Case]:
    for name in ("values", "schemas", "structure", "names", "paths", "responses", "security", "extensions"):
        for entry in _entries(name):
            bad, fine = cast(JsonObject, entry["bad"]), cast(JsonObject, entry["fine"])
            yield Case(
                str(entry["rule"]),
                {_place(at): value for at, value in bad.items()},
                _place(str(entry["at"])),
                {_place(at): value for at, value in fine.items()},
                str(entry.get("says", "")),
            )


def _examples() -> Iterator[Case]:
    new = PLACES["NEW"]
    for entry in _entries("examples"):
        schema = cast(JsonObject, entry["schema"])
        yield Case(
            "invalid-example",
            {new: {**schema, "example": entry["bad"]}},
            f"{new}/example{entry.get('inside', '')}",
            {new: {**schema, "example": entry["fine"]}},
            str(entry["says"]),
        )


def _patterns() -> Iterator[Case]:
    new = PLACES["NEW"]
    for entry in _entries("patterns"):
        bad: JsonObject = {"type": "string", "pattern": entry["bad"]}
        fine: JsonObject = {"type": "string", "pattern": entry["fine"]}
        yield Case(str(entry["rule"]), {new: bad}, f"{new}/pattern", {new: fine})


def _place(text: str) -> str:
    name, slash, rest = text.partition("/")
    return PLACES.get(name, name) + slash + rest
