"""Writes repairs as an overlay, each action with its reason and with what it expects to find."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..description.json_values import Absent
from ..documents import JsonObject, JsonValue, dump
from ..json_pointer import pointer, segments
from .edits import Edit, lookup

__all__ = ["overlay", "overlay_text"]

_SHORTHAND = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_MISSING: JsonObject = {"x-absent": True}


def overlay(document: JsonValue, edits: Iterable[Edit]) -> JsonObject:
    """Make the overlay that turns the document into what the edits make of it.

    Args:
        document: the description as it is.
        edits: what is to change, no place inside another.

    Returns:
        An Overlay 1.1 document; its actions hold for exactly this description.
    """
    return {
        "overlay": "1.1.0",
        "info": {"title": "Repairs of examples, enums and media types", "version": "1.0.0"},
        "actions": [action for edit in edits for action in _actions(document, edit)],
    }


def overlay_text(document: JsonValue, edits: Iterable[Edit]) -> str:
    """Write the overlay that `overlay` makes as YAML which may be shown on a terminal and in a page.

    It quotes the description, in which there may be characters that are not seen or that hide others; a
    copy of the text has to be exact all the same, so these are written as escape sequences.
    """
    made = overlay(document, edits)
    text = dump(made, "overlay.yaml")
    return text if text.replace("\n", "").isprintable() else dump(made, "overlay.yaml", only_ascii=True)


def _actions(document: JsonValue, edit: Edit) -> Iterator[JsonValue]:
    parts = segments(edit.place)
    before: Any = lookup(document, edit.place)
    around: Any = lookup(document, pointer(parts[:-1]))
    reason = edit.reason if edit.question is None else f"{edit.reason} To ask: {edit.question}"
    if isinstance(edit.value, Absent):
        yield {
            "target": _target(document, parts),
            "x-reason": reason,
            "x-expect": before,
            "remove": True,
        }
    elif _is_primitive(before) and _is_primitive(edit.value):
        yield from _replacement(document, parts, before, edit.value, reason)
    elif isinstance(before, dict) and isinstance(edit.value, dict) and parts[-1] == "content":
        yield from _renamed(document, parts, before, edit.value, reason)
    elif isinstance(around, dict):
        # Lists and objects merge; to replace one it has to go first.
        yield {"target": _target(document, parts), "x-reason": reason, "x-expect": before, "remove": True}
        yield {
            "target": _target(document, parts[:-1]),
            "x-reason": "It takes the place of what was removed.",
            "x-expect": {parts[-1]: dict(_MISSING)},
            "update": {parts[-1]: edit.value},
        }


def _replacement(
    document: JsonValue, parts: list[str], before: JsonValue, after: JsonValue, reason: str
) -> Iterator[JsonValue]:
    around: Any = lookup(document, pointer(parts[:-1]))
    if not isinstance(around, dict):
        yield {
            "target": _target(document, parts),
            "x-reason": reason,
            "x-expect": before,
            "update": after,
        }
        return
    expected: JsonObject = {parts[-1]: before}
    if parts[-1] in ("example", "default") and isinstance(around.get("type"), str):
        expected = {"type": around["type"], **expected}
    yield {
        "target": _target(document, parts[:-1]),
        "x-reason": reason,
        "x-expect": expected,
        "update": {parts[-1]: after},
    }


def _renamed(
    document: JsonValue, parts: list[str], before: JsonObject, after: JsonObject, reason: str
) -> Iterator[JsonValue]:
    gone = {name: body for name, body in before.items() if name not in after or after[name] != body}
    added = {name: body for name, body in after.items() if name not in before or name in gone}
    for name, body in gone.items():
        yield {
            "target": _target(document, [*parts, name]),
            "x-reason": reason,
            "x-expect": body,
            "remove": True,
        }
    if added:
        yield {
            "target": _target(document, parts),
            "x-reason": "It takes the place of what was removed." if gone else reason,
            "x-expect": {name: dict(_MISSING) for name in added},
            "update": added,
        }


def _is_primitive(value: Any) -> bool:
    return not isinstance(value, dict | list | Absent)


def _target(document: JsonValue, parts: list[str]) -> str:
    # A pointer does not say whether a segment is a key or an index; the document does.
    text, value = "$", document
    for part in parts:
        if isinstance(value, list):
            text, value = f"{text}[{part}]", value[int(part)]
        else:
            text += f".{part}" if _SHORTHAND.fullmatch(part) else f"[{json.dumps(part, ensure_ascii=False)}]"
            value = value.get(part) if isinstance(value, dict) else None
    return text
