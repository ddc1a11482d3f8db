"""What a name of a media type says: https://www.rfc-editor.org/rfc/rfc6838#section-4.2"""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["has_no_body", "is_described", "is_error", "is_json", "is_success", "is_wildcard"]


def _essence(name: str) -> str:
    return name.partition(";")[0].strip().lower()


def is_json(name: str) -> bool:
    """Tell whether bodies of this type are JSON."""
    essence = _essence(name)
    return essence == "application/json" or (essence.endswith("+json") and "/" in essence)


def is_wildcard(name: str) -> bool:
    """Tell whether the name stands for many types."""
    return "*" in _essence(name)


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
