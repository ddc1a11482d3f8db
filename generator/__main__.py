"""The command line: the one place where the steps meet files, a terminal and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from . import check as checking
from .configuration import Configuration, load_configuration
from .documents import dump, load
from .generate import Generated, LintFailure
from .generate import generate as generate_package
from .lint import Finding, render_json, render_text
from .lint import lint as lint_description
from .lock import lock_text, make_lock, read_lock
from .output import read_files, replace_files, replace_output
from .overlay import report as overlay_report
from .overlay import stale, stale_problems
from .patch import patch as apply_overlays
from .problems import Problem

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From published OpenAPI descriptions and our overlays to the package that users install.",
)
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)

MOST_DIFF_LINES = 200
# Relative, so that messages name files as they stand in the project, wherever that is.
ROOT = Path()


class Format(StrEnum):
    text = "text"
    json = "json"


def _say(line: str) -> None:
    # Names and texts of the input may be in it; a terminal must not obey what they contain.
    errors.print("".join(c if c.isprintable() else " " for c in line), markup=False)


@contextmanager
def _reporting() -> Iterator[None]:
    try:
        yield
    except LintFailure as failure:
        _say(str(failure))
        for line in _other_findings(failure):
            _say(line)
        raise typer.Exit(1) from None
    except Problem as problem:
        _say(str(problem))
        raise typer.Exit(1) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        _say(str(Problem(str(error.filename or "a file"), f"cannot be used ({error.strerror or error})")))
        raise typer.Exit(1) from None


def _other_findings(failure: LintFailure) -> Iterator[str]:
    if len(failure.findings) > 1:
        yield "all findings:"
        yield from (f"  {_line(finding)}" for finding in failure.findings)


def _line(finding: Finding) -> str:
    return f"{finding.pointer or '/'}: {finding.rule}: {finding.message}; {finding.remedy}"


def _generate(root: Path, configuration: Configuration) -> Generated:
    """Make the package, showing each step that is under way."""
    with errors.status("generate") as status:
        return generate_package(root, configuration, status.update)


@app.command()
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
    with _reporting():
        patched = apply_overlays(description, overlays)
        if stale(patched) and not allow_stale:
            for problem in stale_problems(patched):
                _say(str(problem))
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


@app.command()
def lint(
    description: Annotated[Path, typer.Argument(help="A description, patched or not.")],
    output_format: Annotated[Format, typer.Option("--format", help="For people or for tools.")] = Format.text,
) -> None:
    """Look for what would make a wrong client. Exit code 1 if there is anything."""
    with _reporting():
        findings = lint_description(load(description), str(description))
        if output_format is Format.json:
            sys.stdout.write(render_json(findings))
        else:
            sys.stdout.write(render_text(findings, str(description)))
        raise typer.Exit(1 if findings else 0)


@app.command()
def generate() -> None:
    """Patch, lint and generate everything that pyproject.toml configures, and swap it in whole."""
    with _reporting():
        configuration = load_configuration(ROOT)
        generated = _generate(ROOT, configuration)
        changed = replace_output(
            ROOT / configuration.output,
            generated.files,
            ROOT / configuration.lock,
            lock_text(make_lock(ROOT, configuration, generated)),
        )
        actions = sum(len(patched.actions) for patched in generated.patched.values())
        print(
            f"{configuration.output}: {len(generated.files)} files "
            f"{'written' if changed else 'as they were'}, {actions} overlay actions applied, none stale"
        )


@app.command()
def check() -> None:
    """Regenerate aside and compare every byte: was the output edited by hand, or is it stale?"""
    with _reporting():
        configuration = load_configuration(ROOT)
        generated = _generate(ROOT, configuration)
        folder = ROOT / configuration.output
        found = read_files(folder) if folder.is_dir() else {}
        differences = checking.compare(
            checking.State(
                str(configuration.output),
                found,
                str(configuration.lock),
                read_lock(ROOT / configuration.lock),
            ),
            generated.files,
            make_lock(ROOT, configuration, generated),
        )
        if not differences:
            print(f"{configuration.output}: {len(found)} files, each as its source makes it")
            return
        lines = list(checking.diff_lines(str(configuration.output), found, generated.files))
        for line in lines[:MOST_DIFF_LINES]:
            print(line)
        if len(lines) > MOST_DIFF_LINES:
            print(f"… {len(lines) - MOST_DIFF_LINES} more lines of difference")
        for difference in differences:
            _say(str(difference))
        raise typer.Exit(1)


if __name__ == "__main__":
    app(prog_name="python -m generator")
