"""Reports the errors of every command: one line on the error stream, and an exit code."""

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

# Relative, so that messages name files as seen from the project, wherever that is.
ROOT = Path()
errors = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def say(line: str) -> None:
    """Print a line on the error stream."""
    # Names and texts of the input may be in it; a terminal must not obey what they contain.
    errors.print(printable(line), markup=False)


@contextmanager
def reporting(exit_code: int = 1) -> Iterator[None]:
    """Turn the exception of a step into a line and an exit code."""
    try:
        yield
    except LintFailure as failure:
        say(str(failure))
        if len(failure.findings) > 1:
            say("all findings:")
            for finding in failure.findings:
                say(f"  {_line(finding)}")
        raise typer.Exit(exit_code) from None
    except Problem as problem:
        say(str(problem))
        raise typer.Exit(problem.exit_code or exit_code) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        say(str(Problem(str(error.filename or "a file"), f"cannot be used ({error.strerror or error})")))
        raise typer.Exit(exit_code) from None


def _line(finding: Finding) -> str:
    return f"{finding.pointer or '/'}: {finding.rule}: {finding.message}; {finding.remedy}"
