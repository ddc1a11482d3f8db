"""What a repair is: another value at a place, or nothing at all, with the reason."""

from __future__ import annotations

from copy import deepcopy

import attrs

from ..description.json_values import ABSENT, Absent
from ..documents import JsonValue
from ..json_pointer import pointer, resolve, segments

__all__ = ["Edit", "is_within", "lookup", "write"]


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
    value: JsonValue | Absent
    reason: str
    question: str | None = None


def is_within(place: str, other: str) -> bool:
    """Tell whether a place is another one, or inside it."""
    return place == other or place.startswith(f"{other}/")


def lookup(document: JsonValue, place: str) -> JsonValue | Absent:
    """Return what stands at a place, or `ABSENT`."""
    try:
        return resolve(document, place)
    except LookupError:
        return ABSENT


def write(document: JsonValue, edit: Edit) -> None:
    """Change a document in place.

    Raises:
        LookupError: what surrounds the place is not there.
    """
    *around, last = segments(edit.place)
    container = lookup(document, pointer(around))
    if isinstance(container, dict):
        if isinstance(edit.value, Absent):
            del container[last]
        else:
            container[last] = deepcopy(edit.value)
    elif isinstance(container, list) and not isinstance(edit.value, Absent):
        container[int(last)] = deepcopy(edit.value)
    else:
        raise LookupError(edit.place)
