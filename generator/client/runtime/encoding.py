"""Turns what callers pass (models, TypedDicts, enumerations, dates) into JSON, and JSON into data.

Python recurses where it copies, compares, prints, pickles and writes what is nested. Data that is nested
deeper than `NESTING_LIMIT` is therefore refused when it is read, and not when it is too late.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Literal, TypeAlias

__all__ = [
    "NESTING_LIMIT",
    "NestingError",
    "UNSET",
    "Unset",
    "UnsetType",
    "copied",
    "decode",
    "encode",
    "name_text",
    "to_bytes",
]


class UnsetType(Enum):
    """The type of `UNSET`; an enumeration keeps its identity under ``copy``, ``deepcopy`` and ``pickle``."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = UnsetType.UNSET
"""The mark for "the caller did not pass this", which is not the same as passing ``None``."""
Unset: TypeAlias = Literal[UnsetType.UNSET]

NESTING_LIMIT: Final = 100
"""How deep arrays and objects of an answer may be nested. ``copy.deepcopy`` takes three of the thousand
frames that Python allows for each level, and the program around it needs some, too."""


def encode(value: Any) -> Any:
    """Return `value` as plain JSON data; `UNSET` members of objects are left out.

    Raises:
        TypeError: JSON has no form for it.
        ValueError: it contains itself, or nests too deeply.
    """
    try:
        return _encoded(value)
    except RecursionError:
        raise ValueError("it nests too deeply") from None


def _encoded(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return name_text(value)
    if isinstance(value, Mapping):
        return {name_text(key): _encoded(item) for key, item in value.items() if item is not UNSET}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_encoded(item) for item in value]
    # A model of this package, or of the caller's, that knows its own form.
    to_dict = getattr(value, "to_dict", None)
    if callable(to_dict):
        return to_dict()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def name_text(value: Any) -> str:
    """Return text as plain text, an enumeration as its value, and anything else as Python writes it."""
    # Not str(): of an enumeration that is a str, it returns the name of the member.
    return str.__str__(value) if isinstance(value, str) else str(value)


def copied(source: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of decoded JSON that shares no object and no array with `source`.

    Unlike ``copy.deepcopy`` it takes any depth, and a quarter of the time.
    """
    result = source.copy()
    pending: list[Any] = [result]
    while pending:
        holder = pending.pop()
        for key, value in holder.items() if isinstance(holder, dict) else enumerate(holder):
            if isinstance(value, (dict, list)):
                holder[key] = value.copy()
                pending.append(holder[key])
    return result


def decode(content: bytes) -> Any:
    """Return the data of a JSON text.

    Raises:
        NestingError: it is nested deeper than `NESTING_LIMIT`.
        ValueError: it is no JSON.
    """
    try:
        value = json.loads(content)
    except RecursionError:
        raise NestingError from None
    if not _is_plainly_shallow(content) and _is_nested_deeper(value, NESTING_LIMIT):
        raise NestingError
    return value


class NestingError(ValueError):
    """JSON is nested deeper than `NESTING_LIMIT`."""


def _has_few_brackets(content: bytes) -> bool:
    """Tell still more cheaply, as most texts allow, that a text cannot be nested too deeply.

    In its first half no more can be open than have been opened there, and in its second no more than are
    closed there. Brackets in strings, and such bytes in the characters of other encodings, only add to these.
    """
    middle = len(content) // 2
    first, second = content[:middle], content[middle:]
    # replace() searches with memchr: a third of the time that count() takes.
    opened = middle - len(first.replace(b"{", b"").replace(b"[", b""))
    closed = len(second) - len(second.replace(b"}", b"").replace(b"]", b""))
    return max(opened, closed) <= NESTING_LIMIT


_NO_BRACKETS = bytes(set(range(256)).difference(b'{}[]"\\'))


def _is_plainly_shallow(content: bytes) -> bool:
    """Tell cheaply, from a text that is JSON, that it is not nested too deeply; False means that it may be.

    Of most texts nothing but brackets and pairs of quotes is left without all other characters. Each
    round takes away one level or two, so that half as many rounds as levels are enough.
    """
    if _has_few_brackets(content):
        return True
    # Other encodings than UTF-8 have these bytes in other characters, and zeros in these.
    brackets = b'"' if b"\0" in content else content.translate(None, _NO_BRACKETS).replace(b'""', b"")
    if b'"' in brackets or b"\\" in brackets:
        return False
    for _ in range(NESTING_LIMIT // 2):
        if not brackets:
            return True
        brackets = brackets.replace(b"{}", b"").replace(b"[]", b"")
    return not brackets


def _is_nested_deeper(value: Any, limit: int) -> bool:
    level = [value] if isinstance(value, (dict, list)) else []
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def to_bytes(value: Any) -> bytes:
    """Return JSON data as the bytes of a request body: equal data gives equal bytes.

    Raises:
        TypeError: it holds something that JSON has no form for.
        ValueError: it holds a number that JSON does not have, or nests too deeply.
    """
    try:
        return _dumped(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        # JSON can name half a surrogate pair, and UTF-8 cannot: what came in as an escape goes out as one.
        return _dumped(value, ensure_ascii=True).encode()


_ENCODERS: Final = {
    ensure_ascii: json.JSONEncoder(
        ensure_ascii=ensure_ascii, allow_nan=False, separators=(",", ":"), sort_keys=True
    )
    for ensure_ascii in (False, True)
}


def _dumped(value: Any, *, ensure_ascii: bool) -> str:
    try:
        return _ENCODERS[ensure_ascii].encode(value)
    except RecursionError:
        raise ValueError("it nests too deeply") from None
