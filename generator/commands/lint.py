"""`python -m generator lint`"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..documents import JsonValue, dump, load
from ..lint import Finding, render_json, render_text
from ..lint import lint as lint_description
from ..output import replace_files
from ..overlay import apply, stale, stale_problems
from ..overlay import report as overlay_report
from ..problems import Problem
from ..repairs import REPAIRABLE, overlay_text, repair
from ..sources import load_description, load_overlays
from .errors import reporting, say

__all__ = ["lint", "patch"]


class Format(StrEnum):
    text = "text"
    json = "json"
    overlay = "overlay"


def lint(
    description: Annotated[Path, typer.Argument(help="A description, patched or not.")],
    output_format: Annotated[
        Format,
        typer.Option("--format", help="For people, for tools, or as an overlay that repairs what it can."),
    ] = Format.text,
    known: Annotated[
        list[Path] | None,
        typer.Option(help="Another description of the same API; lost digits are looked for there, too."),
    ] = None,
) -> None:
    """Look for what would make a wrong client. Exit code 1 if there is anything."""
    with reporting():
        document = load(description)
        findings = lint_description(document, str(description))
        if output_format is Format.overlay:
            _print_repairs(document, str(description), findings, [load(path) for path in known or ()])
        elif output_format is Format.json:
            sys.stdout.write(render_json(findings))
        else:
            sys.stdout.write(render_text(findings, str(description)))
        raise typer.Exit(1 if findings else 0)


def _print_repairs(
    document: JsonValue, name: str, findings: Sequence[Finding], known: Sequence[JsonValue]
) -> None:
    repairs = repair(document, known=known)
    if repairs.edits:
        typer.echo(overlay_text(document, repairs.edits).encode(), nl=False)
    for question in repairs.questions:
        say(f"{name}#{question.place}: to ask: {question.text}")
    others = sum(finding.rule not in REPAIRABLE for finding in findings) + len(repairs.left)
    if others:
        say(
            f"{name}: {others} finding{'' if others == 1 else 's'} that no overlay action can be proposed for"
        )


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
        patched = apply(load_description(description), load_overlays(overlays))
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
