"""What a lint says: one finding for one fault, with the place, the fault and what would be right."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from ..documents import JsonValue
from ..json_pointer import pointer

__all__ = ["Finding", "Findings", "Parts", "in_document_order", "kind_of", "short"]

Parts: TypeAlias = "tuple[str | int, ...]"

LONGEST_QUOTE = 60


@attrs.frozen
class Finding:
    """One fault of a description.

    Args:
        rule: the name of the rule, a key of `RULES`.
        pointer: the JSON pointer of the place; ``""`` is the whole document.
        message: what is wrong there, with the short form of what was found.
        remedy: what would be right.
    """

    rule: str
    pointer: str
    message: str
    remedy: str


Findings: TypeAlias = "Iterator[Finding]"


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


def kind_of(value: JsonValue) -> str:
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


def in_document_order(document: JsonValue, findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by the place they stand at, each one once.

    What has no place of its own, since it is missing, stands with the nearest place around it.
    """
    places = _places(document)

    def key(finding: Finding) -> tuple[int, str, str, str]:
        place = finding.pointer
        while place not in places:
            place = place.rpartition("/")[0]
        return places[place], finding.pointer, finding.rule, finding.message

    return sorted(set(findings), key=key)


def _places(document: JsonValue) -> dict[str, int]:
    places: dict[str, int] = {}
    waiting: list[tuple[str, JsonValue]] = [("", document)]
    while waiting:
        at, value = waiting.pop()
        places[at] = len(places)
        children: Sequence[tuple[str | int, JsonValue]] = ()
        if isinstance(value, dict):
            children = list(value.items())
        elif isinstance(value, list):
            children = list(enumerate(value))
        waiting.extend((at + pointer((key,)), child) for key, child in reversed(children))
    return places
