"""JSON Pointers (RFC 6901): how every message of the generator names a place in a document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .documents import JsonValue

__all__ = ["locate", "pointer", "resolve", "segments"]

_INDEX = re.compile("0|[1-9][0-9]{0,8}")


def pointer(parts: Iterable[str | int]) -> str:
    """Join keys and indexes to a pointer; ``""`` is the whole document."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def segments(text: str) -> list[str]:
    """Split a pointer into its unescaped segments.

    Raises:
        ValueError: the text is neither empty nor begins with ``/``.
    """
    if not text:
        return []
    if not text.startswith("/"):
        raise ValueError(f"not a JSON pointer: {text!r}")
    return [part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/")]


def resolve(document: JsonValue, text: str) -> JsonValue:
    """Return the node a pointer names.

    Raises:
        LookupError: there is no such node.
        ValueError: the text is not a pointer.
    """
    return locate(document, text)[1]


def locate(document: JsonValue, text: str) -> tuple[tuple[str | int, ...], JsonValue]:
    """Return the node a pointer names, after its keys and indexes.

    Raises:
        LookupError: there is no such node.
        ValueError: the text is not a pointer.
    """
    node = document
    parts: list[str | int] = []
    for part in segments(text):
        if isinstance(node, dict):
            node = node[part]
            parts.append(part)
        elif isinstance(node, list) and _INDEX.fullmatch(part):
            node = node[int(part)]
            parts.append(int(part))
        else:
            raise LookupError(part)
    return tuple(parts), node
