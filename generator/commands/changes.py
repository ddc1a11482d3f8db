"""`python -m generator changes`"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..configuration import Configuration, load_configuration
from ..documents import JsonObject
from ..generate import make_package, refuse_findings
from ..impact import Report, Step, assess
from ..output import replace_files
from ..problems import Problem
from ..reports import render_html, render_json, render_markdown, render_text
from ..surface import Name, surface
from .comparing import committed_steps, fresh_steps, named_step, others
from .reporting import ROOT, errors, reporting

__all__ = ["changes"]

# 1 says that something breaks.
UNUSABLE = 2


class Format(StrEnum):
    text = "text"
    markdown = "markdown"
    html = "html"
    json = "json"


def changes(
    old: Annotated[
        Path | None, typer.Argument(help="The earlier description; without it, what is committed.")
    ] = None,
    new: Annotated[
        Path | None, typer.Argument(help="The later description; without it, the one in the project.")
    ] = None,
    vendor: Annotated[
        str | None, typer.Option(help="Whose description it is; overlays are those of this vendor.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="The commit, branch or tag to compare with; the last commit by default."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Compare the project's descriptions with a fresh download.")
    ] = False,
    output_format: Annotated[Format, typer.Option("--format", help="For whom.")] = Format.text,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Where to write; the terminal without it.")
    ] = None,
    repairs: Annotated[
        Path | None,
        typer.Option(help="Put the overlay actions that are ready into this folder, a file for each vendor."),
    ] = None,
) -> None:
    """Say what changed in a description, and what it means.

    Exit code 1 if something breaks, 0 if nothing does, 2 if the descriptions cannot be used, 3 if they
    cannot be downloaded.
    """
    with reporting(UNUSABLE), errors.status("compare") as status:
        if (old is None) != (new is None) or [old is not None, since is not None, fresh].count(True) > 1:
            raise Problem("changes", "takes two descriptions, --since or --fresh", "see changes --help")
        configuration: Configuration | None
        if old is not None and new is not None:
            configuration, step = named_step(vendor, old, new)
            steps = [step]
        else:
            configuration = load_configuration(ROOT)
            steps = list(
                fresh_steps(configuration, vendor, status.update)
                if fresh
                else committed_steps(configuration, vendor, since or "HEAD")
            )
        report = _report(configuration, steps, status.update)
        status.stop()
        _write(report, output_format, output, repairs)
        raise typer.Exit(1 if report.breaks else 0)


def _report(
    configuration: Configuration | None, steps: Sequence[Step], progress: Callable[[str], None]
) -> Report:
    if configuration is None or all(step.api is None for step in steps):
        return Report(impacts=assess(steps))

    def names(documents: Mapping[str, JsonObject]) -> Sequence[Name]:
        progress("tell the names")
        for api in configuration.apis:
            refuse_findings(api, documents[api.name])
        return surface(make_package(ROOT, configuration, documents, lambda _: None))

    impacts = assess(steps, others=others(configuration, steps), names=names)
    return Report(impacts=impacts, current=_version(configuration))


def _version(configuration: Configuration) -> str | None:
    path = ROOT / configuration.parts / "__init__.py"
    found = re.search(r'^__version__ = "([0-9]+\.[0-9]+\.[0-9]+)"$', path.read_text("utf-8"), re.MULTILINE)
    return None if found is None else found.group(1)


def _write(report: Report, output_format: Format, output: Path | None, repairs: Path | None) -> None:
    files: dict[Path, bytes] = {}
    if repairs is not None:
        files |= {
            repairs / f"{impact.api}.yaml": impact.repairs.encode()
            for impact in report.impacts
            if impact.repairs is not None
        }
    if output is not None:
        files[output] = _rendered(report, output_format).encode()
    replace_files(files)
    if output is not None:
        return
    if output_format is Format.text:
        render_text(report, Console(highlight=False, emoji=False))
    else:
        # As bytes, since the pages say of themselves that they are UTF-8.
        typer.echo(_rendered(report, output_format).encode(), nl=False)


def _rendered(report: Report, output_format: Format) -> str:
    if output_format is Format.markdown:
        return render_markdown(report)
    if output_format is Format.html:
        return render_html(report)
    if output_format is Format.json:
        return render_json(report)
    text = StringIO()
    render_text(report, Console(file=text, force_terminal=False, highlight=False, emoji=False))
    return text.getvalue()
