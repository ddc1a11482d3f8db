"""Shows findings as a table that a person can read and a log can keep."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from .asking import Finding

__all__ = ["printable", "report", "summary"]

LONGEST = 160


def printable(text: str) -> str:
    """Return text in one line that no terminal obeys; servers write into it."""
    line = "".join(c if c.isprintable() else " " for c in text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def report(console: Console, title: str, findings: Sequence[Finding]) -> None:
    """Print what was asked and what came of it, then where the three disagree."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", title_style="bold")
    table.add_column("request", no_wrap=True)
    for heading in ("description", "sandbox", "service", ""):
        table.add_column(heading, overflow="fold")
    for finding in findings:
        table.add_row(
            *(
                Text(printable(text))
                for text in (
                    str(finding.probe),
                    finding.documented or "—",
                    str(finding.sandbox),
                    str(finding.service),
                    "disagree" if finding.disagreements else "agree",
                )
            )
        )
    disagreements = [
        Text(
            f" {printable(str(finding.probe))}\n"
            + "\n".join(f"   {printable(line)}" for line in finding.disagreements)
        )
        for finding in findings
        if finding.disagreements
    ]
    console.print(Group(table, *disagreements, Text(f" {summary(title, findings)}", style="bold"), Text()))


def summary(title: str, findings: Sequence[Finding]) -> str:
    """Return one line: how many requests, and to how many of them the answers disagree."""
    disagree = sum(bool(finding.disagreements) for finding in findings)
    return f"{title}: {len(findings)} requests, {len(findings) - disagree} agree, {disagree} disagree"
