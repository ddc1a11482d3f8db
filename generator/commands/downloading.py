"""`python -m generator download`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import download as downloads
from ..configuration import load_configuration
from ..output import replace_files
from .reporting import ROOT, errors, reporting, say

__all__ = ["download"]


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
            found, failures = downloads.download(
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
            raise typer.Exit(downloads.DownloadFailure.exit_code)
        if to is None:
            downloads.lay_down(ROOT, configuration, found)
        else:
            replace_files({to / item.api.description.name: item.content for item in found})
        for item in found:
            _tell(item, to)


def _tell(item: downloads.Download, to: Path | None) -> None:
    place = item.api.description if to is None else to / item.api.description.name
    if not item.changed:
        print(f"{place}: unchanged, as {item.record.address} has it")
        return
    print(
        f"{place}: {'changed' if to is None else 'differs from ours'}, {len(item.content)} bytes "
        f"from {item.record.address}, sha256 {item.record.sha256[:12]}…"
    )
