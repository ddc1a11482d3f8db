"""What HTTP says by the names of media types and by statuses, as descriptions write both.

https://www.rfc-editor.org/rfc/rfc6838#section-4.2, https://www.rfc-editor.org/rfc/rfc9110#section-15
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..documents import JsonValue
from .json_values import object_of

__all__ = [
    "has_no_body",
    "is_described",
    "is_error",
    "is_json",
    "is_success",
    "is_wildcard",
    "json_media_type",
]


def json_media_type(content: JsonValue) -> str | None:
    """Return the name of the media type of ``content`` that is read and written, ``None`` without JSON."""
    essences = {name: _essence(name) for name in object_of(content)}
    exact = (name for name, essence in essences.items() if essence == "application/json")
    alike = (name for name, essence in essences.items() if essence.endswith("+json"))
    return next(exact, next(alike, None))


def is_json(name: str) -> bool:
    """Tell whether bodies of this type are JSON."""
    essence = _essence(name)
    return essence == "application/json" or (essence.endswith("+json") and "/" in essence)


def is_wildcard(name: str) -> bool:
    """Tell whether the name stands for many types."""
    return "*" in _essence(name)


def _essence(name: str) -> str:
    return name.partition(";")[0].strip().lower()


def has_no_body(status: str) -> bool:
    """Tell whether HTTP forbids a body: https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1"""
    return re.fullmatch("1([0-9]{2}|XX)|204|205|304", status) is not None


def is_success(status: str) -> bool:
    """Tell whether the status says that the request did what it should; a redirect may be meant to."""
    return re.fullmatch("[23]([0-9]{2}|XX)", status) is not None


def is_error(status: str) -> bool:
    """Tell whether the response is one of those that report an error."""
    return status == "default" or re.fullmatch("[45]([0-9]{2}|XX)", status) is not None


def is_described(status: str, described: Iterable[str]) -> bool:
    """Tell whether one of the keys is for this status."""
    return not {status, f"{status[0]}XX", "default"}.isdisjoint(described)
