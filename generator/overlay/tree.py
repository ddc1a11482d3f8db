"""JSON trees, as every step of the engine handles them: copies, kinds, equality, names of places."""

from __future__ import annotations

import json
from typing import Literal, TypeAlias

from ..documents import JsonValue
from ..json_pointer import pointer

__all__ = ["Kind", "Location", "canonical", "clone", "kind", "named", "same", "shown"]

Location: TypeAlias = tuple[str | int, ...]
Kind: TypeAlias = Literal["object", "array", "primitive"]

_LONGEST_SHOWN = 80


def clone(value: JsonValue) -> JsonValue:
    """Copy a tree so that the copy shares no object or array with the original.

    `copy.deepcopy` does the same several times slower, since it looks for shared nodes a tree cannot
    have.
    """
    # `map`, since in a comprehension each level of the tree would take two levels of the stack.
    if isinstance(value, dict):
        return dict(zip(value, map(clone, value.values()), strict=True))
    if isinstance(value, list):
        return list(map(clone, value))
    return value


def kind(value: JsonValue) -> Kind:
    """Tell which of the three kinds of the Overlay Specification a value is; null is primitive."""
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "array"
    return "primitive"


def canonical(value: JsonValue) -> str:
    """Write a value as the one text that all equal values have: sorted keys, no spaces, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def same(left: JsonValue, right: JsonValue) -> bool:
    """Compare canonical texts: ``1``, ``1.0`` and ``true`` differ, and so do ``0.0`` and ``-0.0``."""
    return canonical(left) == canonical(right)


def shown(value: JsonValue) -> str:
    """Write a value as JSON that is short enough for a message."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def named(location: Location) -> str:
    """Name a place in the document for a message."""
    return pointer(location) or "the root"
