"""Says fault by fault which test caught it, and in the last line whether all were."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .trying import Found

__all__ = ["line", "report", "summary"]


def line(found: Found) -> str:
    """Return in a few words what came of a fault."""
    if found.problem:
        return f"NOT JUDGED: {found.problem}"
    if found.catcher is None:
        return "NOT CAUGHT"
    return f"{found.catcher}, since the generator refuses" if found.refusal else found.catcher


def report(console: Console, findings: Sequence[Found]) -> None:
    """Print which test caught which fault."""
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("fault", "in", "caught by"):
        table.add_column(heading, no_wrap=True)
    for found in findings:
        words = (found.fault.name, found.fault.file, line(found).removeprefix("tests/"))
        table.add_row(*map(Text, words))
    console.print(table)
    refused = [found for found in findings if found.refusal]
    if refused:
        console.print(Text("What the generator says where it refuses:"))
    for found in refused:
        console.print(Text(f"  {found.fault.name}: {found.refusal}"), soft_wrap=True)
    console.print(Text(summary(findings)))


def summary(findings: Sequence[Found]) -> str:
    """Return the last line."""
    caught = sum(found.catcher is not None for found in findings)
    return f"mutations: {len(findings)} seeded, {caught} caught"
