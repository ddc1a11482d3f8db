"""The overlay engine: OpenAPI Overlay 1.0 and 1.1, and a judgement of every action.

An overlay that matches nothing succeeds by the specification, so a description that moved would
silently lose its corrections. Here every action is reported, with what it found, and judged.
https://spec.openapis.org/overlay/v1.1.0.html
"""

from __future__ import annotations

from .applying import apply
from .parsing import Copy, Overlay, Remove, Update, parse_overlay
from .staleness import ActionReport, Patched, refuse_stale, report, stale, stale_problems

__all__ = [
    "ActionReport",
    "Copy",
    "Overlay",
    "Patched",
    "Remove",
    "Update",
    "apply",
    "parse_overlay",
    "refuse_stale",
    "report",
    "stale",
    "stale_problems",
]
