"""JSON values as documents hold them: what is absent, what is where, which are equal, how to quote one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import Enum
from typing import Any, Final, TypeAlias

from ..documents import JsonObject, JsonValue

__all__ = ["ABSENT", "Absent", "Parts", "kind_in_words", "object_of", "same", "short", "strings", "value_at"]

Parts: TypeAlias = "tuple[str | int, ...]"

LONGEST_QUOTE = 60


class Absent(Enum):
    """No value, which is not the same as null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


def object_of(value: JsonValue | Absent) -> JsonObject:
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def strings(value: JsonValue) -> list[str]:
    """Return the strings of a value that ought to be a list of strings."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def value_at(document: JsonValue, parts: Parts) -> JsonValue | Absent:
    """Return the value at a place of a document, `ABSENT` if there is none."""
    value = document
    for part in parts:
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
        else:
            return ABSENT
    return value


def same(left: Any, right: Any) -> bool:
    """Compare as JSON texts are compared: ``1``, ``1.0`` and ``true`` differ, the order of keys does not."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    return bool(left == right)


def short(value: JsonValue) -> str:
    """Quote a value as JSON, cut to a length that fits into a line; only the beginning is written out."""
    if isinstance(value, dict):
        items = (f"{_scalar(key)}: {_nested(item)}" for key, item in value.items())
        return _cut("{", items, "}")
    if isinstance(value, list):
        return _cut("[", map(_nested, value), "]")
    return _scalar(value)


def _cut(opening: str, items: Iterable[str], closing: str) -> str:
    text = ""
    for item in items:
        if text and len(text) + len(item) > LONGEST_QUOTE:
            return f"{opening}{text}, …{closing}"
        text += f", {item}" if text else item
    return f"{opening}{text}{closing}"


def _nested(value: JsonValue) -> str:
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return _scalar(value)


def _scalar(value: JsonValue) -> str:
    if isinstance(value, str) and len(value) > LONGEST_QUOTE:
        value = value[: LONGEST_QUOTE - 1] + "…"
    try:
        return json.dumps(value, ensure_ascii=False)
    except ValueError:
        # Python refuses to write integers of many thousand digits in decimal.
        return "an integer of thousands of digits"


def kind_in_words(value: JsonValue) -> str:
    """Name the kind of a JSON value in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int):
        return "an integer"
    if isinstance(value, float):
        return "a number"
    if isinstance(value, str):
        return "a string"
    return "an array" if isinstance(value, list) else "an object"
