"""`python -m generator lint`"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ..documents import JsonValue, load
from ..lint import Finding, render_json, render_text
from ..lint import lint as lint_description
from ..repairs import REPAIRABLE, overlay_text, repair
from .reporting import reporting, say

__all__ = ["lint"]


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
