"""Values of a description as Python literals, which cannot be anything but literals."""

from __future__ import annotations

import json
from collections.abc import Iterable

__all__ = ["literal", "tuple_literal"]


def literal(value: str | int | float | bool | None) -> str:
    """Return the literal of a value; ASCII only, so that nothing can hide in it."""
    if isinstance(value, str):
        # JSON's escapes are Python's, but for surrogates: those are written as one code point.
        return "".join(_escape(character) for character in json.dumps(value, ensure_ascii=False))
    return repr(value)


def _escape(character: str) -> str:
    if " " <= character <= "~":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def tuple_literal(values: Iterable[str | int]) -> str:
    """Return a tuple of literals."""
    items = [literal(value) for value in values]
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
