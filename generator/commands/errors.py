"""How every command speaks of what went wrong: one line on the error stream, and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console

from ..lint import Finding
from ..markup import printable
from ..package import LintFailure
from ..problems import Problem

__all__ = ["ROOT", "errors", "reporting", "say"]

# Relative, so that messages name files as they stand in the project, wherever that is.
ROOT = Path()
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def say(line: str) -> None:
    """Print a line on the error stream."""
    # Names and texts of the input may be in it; a terminal must not obey what they contain.
    errors.print(printable(line), markup=False)


@contextmanager
def reporting(exit_code: int = 1) -> Iterator[None]:
    """Turn what a step raises into a line and an exit code."""
    try:
        yield
    except LintFailure as failure:
        say(str(failure))
        for line in _other_findings(failure):
            say(line)
        raise typer.Exit(exit_code) from None
    except Problem as problem:
        say(str(problem))
        raise typer.Exit(problem.exit_code or exit_code) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        say(str(Problem(str(error.filename or "a file"), f"cannot be used ({error.strerror or error})")))
        raise typer.Exit(exit_code) from None


def _other_findings(failure: LintFailure) -> Iterator[str]:
    if len(failure.findings) > 1:
        yield "all findings:"
        yield from (f"  {_line(finding)}" for finding in failure.findings)


def _line(finding: Finding) -> str:
    return f"{finding.pointer or '/'}: {finding.rule}: {finding.message}; {finding.remedy}"
