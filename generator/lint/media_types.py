"""What a name of a media type says: https://www.rfc-editor.org/rfc/rfc6838#section-4.2"""

from __future__ import annotations

__all__ = ["is_json", "is_wildcard"]


def _essence(name: str) -> str:
    return name.partition(";")[0].strip().lower()


def is_json(name: str) -> bool:
    """Tell whether bodies of this type are JSON."""
    essence = _essence(name)
    return essence == "application/json" or (essence.endswith("+json") and "/" in essence)


def is_wildcard(name: str) -> bool:
    """Tell whether the name stands for many types."""
    return "*" in _essence(name)
