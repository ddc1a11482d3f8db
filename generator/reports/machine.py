"""The report as JSON."""

from __future__ import annotations

import json
from typing import Any

import attrs

from ..changes import Change
from ..impact import Impact, Report, changelog

__all__ = ["render_json"]


def render_json(report: Report) -> str:
    """Write a report as one JSON object.

    ``changes`` holds what the vendors changed, and ``version`` the part of our version number that has to
    grow, from ``current`` to ``next``; ``apis`` tells for each API what our overlays, lint and names make
    of it.
    """
    document = {
        "changes": [
            {**_change(change), "api": impact.api} for impact in report.impacts for change in impact.published
        ],
        "version": report.version,
        "current": report.current,
        "next": report.next,
        "breaks": report.breaks,
        "apis": [_impact(impact) for impact in report.impacts],
        "changelog": changelog(report.impacts),
    }
    # In ASCII: whatever a vendor wrote, it is harmless on a terminal and fits into any encoding.
    return json.dumps(document, indent=2) + "\n"


def _impact(impact: Impact) -> dict[str, Any]:
    return {
        "api": impact.api,
        "old": impact.old,
        "new": impact.new,
        "version": impact.version,
        "breaks": impact.breaks,
        "patched": None if impact.patched is None else [_change(change) for change in impact.patched],
        "stale": [
            {
                "file": action.file,
                "index": action.index,
                "target": action.target,
                "reason": action.reason,
                "x-reason": action.x_reason,
            }
            for action in impact.stale
        ],
        "findings": [attrs.asdict(finding) for finding in impact.findings],
        "overlay": impact.repairs,
        "questions": [attrs.asdict(question) for question in impact.questions],
        "names": None
        if impact.names is None
        else [
            {
                "name": name.name,
                "kind": name.kind,
                "before": name.before,
                "after": name.after,
                "compatible": name.is_compatible,
            }
            for name in impact.names
        ],
        "obstacle": impact.obstacle,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "class": change.change_class,
        "place": change.place,
        "sentence": change.sentence,
        "operations": change.operations,
        "before": change.before,
        "after": change.after,
    }
