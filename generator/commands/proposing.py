"""`python -m generator upstream`"""

from __future__ import annotations

import typer

from ..download import DownloadFailure
from ..upstream import propose
from .reporting import ROOT, errors, reporting, say

__all__ = ["upstream"]


def upstream() -> None:
    """Ask the vendors for something new, and propose it as a pull request that says what it means.

    Nothing new, nothing done. Needs git and gh, and a remote called origin.
    """
    with reporting():
        with errors.status("upstream") as status:
            result = propose(ROOT, progress=lambda text: status.update(f"upstream: {text}"))
        for line in result.lines:
            print(line)
        for failure in result.failures:
            say(str(failure))
        if result.failures:
            raise typer.Exit(DownloadFailure.exit_code)
