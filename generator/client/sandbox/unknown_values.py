"""Lets a vendor be ahead of its description: with fields and values that nobody has heard of yet.

Answers get a field more in every object, and other values in the place of those that a description
lists: states in another letter case, which a client can look past, and kinds of lines, payments,
shipments and subscriptions that are new altogether. Such a vendor knows its own words when they come
back, so requests are turned back before they are read, and what is stored stays as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import attrs

from ..runtime.messages import Answer, Request

__all__ = ["with_known_values", "with_unknown_values"]

_NEW_FIELD: Final = "sandbox_new_field"
_NEW_CONTENT: Final = {"type": "UNHEARD_OF", "values": [1, 2.5, None, True]}
_NEW_SUFFIX: Final = "_unheard_of"
# Their values in another letter case, and with a new member in their place.
_IN_ODD_CASE: Final = frozenset({"status", "fraud_status"})
_WITH_NEW_MEMBERS: Final = frozenset({"type", "shipping_method", "interval"})


def with_unknown_values(answer: Answer) -> Answer:
    """Return an answer with unknown fields and values in its body, if that is JSON."""
    body = _read(answer.content)
    if body is None:
        return answer
    content = json.dumps(_changed(body, _to_unknown), allow_nan=False, separators=(",", ":"))
    return Answer(answer.status_code, answer.headers, content.encode("ascii"))


def with_known_values(request: Request) -> Request:
    """Return a request with what `with_unknown_values` had added or replaced undone."""
    body = _read(request.content or b"")
    try:
        known = _changed(body, _to_known)
    except RecursionError:
        return request
    return request if known == body else attrs.evolve(request, content=json.dumps(known).encode("ascii"))


def _read(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _changed(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_changed(item, change) for item in value]
    if isinstance(value, dict):
        return change({name: _changed(member, change) for name, member in value.items()})
    return value


def _to_unknown(members: dict[str, Any]) -> dict[str, Any]:
    changed = {name: _unknown(name, value) for name, value in members.items()}
    return {**changed, _NEW_FIELD: _NEW_CONTENT}


def _unknown(name: str, value: Any) -> Any:
    if isinstance(value, str) and name in _IN_ODD_CASE:
        return value.title()
    if isinstance(value, str) and name in _WITH_NEW_MEMBERS:
        return f"{value}{_NEW_SUFFIX}"
    return value


def _to_known(members: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.removesuffix(_NEW_SUFFIX)
        if isinstance(value, str) and name in _WITH_NEW_MEMBERS
        else value
        for name, value in members.items()
        if name != _NEW_FIELD
    }
