"""What a lint answers: findings, in the order of the document, and written as text or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from ..documents import JsonValue
from ..json_pointer import pointer
from ..markup import printable

__all__ = ["Finding", "Findings", "in_document_order", "render_json", "render_text"]


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


def in_document_order(document: JsonValue, findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by their places, each one once; what is missing counts as the nearest place around it."""
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


def render_text(findings: Sequence[Finding], name: str) -> str:
    """Write a line for each finding and one with their number.

    Args:
        findings: what was found.
        name: the file it was found in.
    """
    lines = [
        f"{name}#{finding.pointer}: {finding.rule}: {finding.message}; {finding.remedy}"
        for finding in findings
    ]
    number = "1 finding" if len(findings) == 1 else f"{len(findings) or 'no'} findings"
    # Texts of the description are in there; a terminal must not obey what they contain.
    return "".join(f"{printable(line)}\n" for line in [*lines, f"{name}: {number}"])


def render_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON array of objects with rule, pointer, message and remedy."""
    return json.dumps([attrs.asdict(finding) for finding in findings], indent=2) + "\n"
