"""`python -m generator download`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..configuration import load_configuration
from ..output import replace_files
from ..upstream import Download, DownloadFailure, lay_down, propose
from ..upstream import download as download_descriptions
from .errors import ROOT, errors, reporting, say

__all__ = ["download", "upstream"]


def download(
    vendors: Annotated[
        list[str] | None, typer.Argument(metavar="[VENDOR]...", help="Whose description; all by default.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="Put the files into this folder and leave the project as it is.")
    ] = None,
    accept_losses: Annotated[
        bool,
        typer.Option(
            "--accept-losses",
            help="Take a description that looks cut off: somebody has looked at it, and it is not.",
        ),
    ] = False,
) -> None:
    """Fetch what the vendors publish now. Exit code 3, with nothing changed, unless all of it is right."""
    with reporting():
        configuration = load_configuration(ROOT)
        with errors.status("download") as status:
            found, failures = download_descriptions(
                ROOT,
                configuration,
                vendors or (),
                progress=lambda text: status.update(f"download {text}"),
                accept_losses=accept_losses,
                conditional=to is None,
            )
        for failure in failures:
            say(str(failure))
        if failures:
            raise typer.Exit(DownloadFailure.exit_code)
        if to is None:
            lay_down(ROOT, configuration, found)
        else:
            replace_files({to / item.api.description.name: item.content for item in found})
        for item in found:
            _print(item, to)


def _print(item: Download, to: Path | None) -> None:
    place = item.api.description if to is None else to / item.api.description.name
    if not item.changed:
        print(f"{place}: unchanged, as {item.record.address} has it")
        return
    print(
        f"{place}: {'changed' if to is None else 'differs from ours'}, {len(item.content)} bytes "
        f"from {item.record.address}, sha256 {item.record.sha256[:12]}…"
    )


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
