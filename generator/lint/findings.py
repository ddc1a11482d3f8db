"""What a lint says: one finding for one fault, with the place, the fault and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from ..documents import JsonValue
from ..json_pointer import pointer

__all__ = ["Finding", "Findings", "in_document_order"]


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
