"""Writes findings for a reader and for a program."""

from __future__ import annotations

import json
from collections.abc import Sequence

import attrs

from ..markup import printable
from .findings import Finding

__all__ = ["render_json", "render_text"]


def render_text(findings: Sequence[Finding], name: str) -> str:
    """Write a line for each finding and one with their number.

    Args:
        findings: what was found.
        name: the file it was found in.
    """
    lines = [
        f"{name}#{finding.pointer}: {finding.rule}: {finding.message}; {finding.remedy}"
        for finding in findings
    ]
    number = "1 finding" if len(findings) == 1 else f"{len(findings) or 'no'} findings"
    # Texts of the description are in there; a terminal must not obey what they contain.
    return "".join(f"{printable(line)}\n" for line in [*lines, f"{name}: {number}"])


def render_json(findings: Sequence[Finding]) -> str:
    """Write findings as a JSON array of objects with rule, pointer, message and remedy."""
    return json.dumps([attrs.asdict(finding) for finding in findings], indent=2) + "\n"
