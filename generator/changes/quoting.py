"""How sentences quote names and values of a description, which may be of any length and hold anything."""

from __future__ import annotations

from ..documents import JsonValue
from ..lint.findings import short
from .pairs import Absent

__all__ = ["quoted", "shortened", "written"]


def shortened(name: str) -> str:
    """Return a name without what a terminal would obey, cut to a length that fits into a line."""
    return short(name)[1:-1]


def quoted(name: str) -> str:
    """Return a name or a piece of a description between backticks."""
    return f"`{shortened(name)}`"


def written(value: JsonValue | Absent) -> str:
    """Return a value as JSON, cut to a length that fits into a line."""
    return "nothing" if isinstance(value, Absent) else short(value)
