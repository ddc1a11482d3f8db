"""What a repair is: another value at a place, or nothing at all, with the reason."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

import attrs

from ..documents import JsonValue
from ..json_pointer import pointer, segments

__all__ = ["ABSENT", "Edit", "Nothing", "is_within", "lookup", "write"]


@attrs.frozen
class Nothing:
    """No value, which is not the same as null."""


ABSENT: Final = Nothing()


@attrs.frozen
class Edit:
    """One repair.

    Args:
        place: the JSON pointer of what changes.
        value: what is to stand there; `ABSENT` takes it out.
        reason: why, as a sentence.
        question: what only the vendor knows, as a sentence; ``None`` where nothing is open.
    """

    place: str
    value: JsonValue | Nothing
    reason: str
    question: str | None = None


def is_within(place: str, other: str) -> bool:
    """Tell whether a place is another one, or inside it."""
    return place == other or place.startswith(f"{other}/")


def lookup(document: JsonValue, place: str) -> JsonValue | Nothing:
    """Return what stands at a place, or `ABSENT`."""
    value = document
    for part in segments(place):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return ABSENT
    return value


def write(document: JsonValue, edit: Edit) -> None:
    """Change a document in place.

    Raises:
        LookupError: what surrounds the place is not there.
    """
    *around, last = segments(edit.place)
    container = lookup(document, pointer(around))
    if isinstance(container, dict):
        if isinstance(edit.value, Nothing):
            del container[last]
        else:
            container[last] = deepcopy(edit.value)
    elif isinstance(container, list) and not isinstance(edit.value, Nothing):
        container[int(last)] = deepcopy(edit.value)
    else:
        raise LookupError(edit.place)
