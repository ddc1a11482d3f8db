"""Turns what callers pass (models, TypedDicts, enumerations, dates) into JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from .unset import UNSET

__all__ = ["copied", "encode", "to_bytes"]


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
        return _text(value)
    if isinstance(value, Mapping):
        return {_text(key): _encoded(item) for key, item in value.items() if item is not UNSET}
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_encoded(item) for item in value]
    # A model of this package, or of the caller's, that knows its own form.
    to_dict = getattr(value, "to_dict", None)
    if callable(to_dict):
        return to_dict()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _text(value: Any) -> str:
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


def _dumped(value: Any, *, ensure_ascii: bool) -> str:
    try:
        return json.dumps(
            value, ensure_ascii=ensure_ascii, allow_nan=False, separators=(",", ":"), sort_keys=True
        )
    except RecursionError:
        raise ValueError("it nests too deeply") from None
