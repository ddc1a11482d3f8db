"""The overlay engine: OpenAPI Overlay 1.0 and 1.1, and what tells us when an overlay has grown stale.

An overlay that matches nothing succeeds by the specification, so a description that moved would
silently lose its corrections. Here every action is reported, with what it found, and judged.
https://spec.openapis.org/overlay/v1.1.0.html
"""

from __future__ import annotations

from .applying import apply
from .expectations import Expectation
from .jsonpath import Query
from .parsing import Action, Change, Copy, Overlay, Remove, Update, Version, parse_overlay
from .staleness import ActionReport, Patched, refuse_stale, report, stale, stale_problems

__all__ = [
    "Action",
    "ActionReport",
    "Change",
    "Copy",
    "Expectation",
    "Overlay",
    "Patched",
    "Query",
    "Remove",
    "Update",
    "Version",
    "apply",
    "parse_overlay",
    "refuse_stale",
    "report",
    "stale",
    "stale_problems",
]
