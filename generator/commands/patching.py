"""`python -m generator patch`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..documents import dump
from ..output import replace_files
from ..overlay import report as overlay_report
from ..overlay import stale, stale_problems
from ..patch import patch as apply_overlays
from ..problems import Problem
from .reporting import reporting, say

__all__ = ["patch"]


def patch(
    description: Annotated[Path, typer.Argument(help="The published description, YAML or JSON.")],
    overlays: Annotated[list[Path], typer.Argument(help="Overlays, applied in the order given.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; the terminal without it.")
    ] = None,
    allow_stale: Annotated[
        bool, typer.Option("--allow-stale", help="Go on where an action no longer fits the description.")
    ] = False,
    report: Annotated[Path | None, typer.Option(help="Write what each action did to this JSON file.")] = None,
) -> None:
    """Apply overlays to a description. Fails by name on every action that has become stale."""
    with reporting():
        patched = apply_overlays(description, overlays)
        if stale(patched) and not allow_stale:
            for problem in stale_problems(patched):
                say(str(problem))
            raise typer.Exit(1)
        text = dump(patched.document, str(output or description))
        written: dict[Path, bytes] = {}
        if output is not None:
            written[output] = text.encode()
        if report is not None:
            if report == output:
                raise Problem(str(report), "is named twice", "give the report a file of its own")
            written[report] = dump(overlay_report(patched), "report.json").encode()
        replace_files(written)
        if output is None:
            sys.stdout.write(text)
