"""`python -m generator surface`"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..configuration import FILE, PublicSurface, load_configuration
from ..output import read_files, replace_files
from ..problems import Problem
from ..surface import Name, NameChange, compare_surfaces, read_surface, surface_text, unnamed, unreleased
from ..surface import surface as read_package
from .errors import ROOT, reporting

__all__ = ["surface"]


def surface(
    released: Annotated[
        bool, typer.Option("--released", help="Keep the surface as that of the release that is made now.")
    ] = False,
) -> None:
    """Show what the public surface has gained and lost since the last release, and what of it is named nowhere."""
    with reporting():
        configuration = load_configuration(ROOT)
        names = configuration.surface
        if names is None:
            raise Problem(FILE, "has no table [tool.kco.surface]", "add one")
        fresh = read_package(read_files(ROOT / configuration.output))
        if released:
            replace_files({ROOT / names.released: surface_text(fresh).encode()})
            print(f"{names.released}: {len(fresh)} names")
            return
        changes = compare_surfaces(_released(names), fresh)
        changelog = (ROOT / names.changelog).read_text("utf-8")
        unspoken = {change.name for change in unnamed(changes, unreleased(changelog) or "")}
        for change in changes:
            sys.stdout.write("".join(f"{line}\n" for line in _lines(change)))
        print(
            f"{len(changes)} public names added, changed or removed since the last release, "
            f"{len(unspoken)} of them not named in {names.changelog}"
            + (f": {', '.join(sorted(unspoken))}" if unspoken else "")
        )


def _released(names: PublicSurface) -> tuple[Name, ...]:
    path = ROOT / names.released
    if not path.is_file():
        raise Problem(str(names.released), "is missing", "restore the surface of the last release from git")
    return read_surface(path.read_text("utf-8"), str(names.released))


def _lines(change: NameChange) -> list[str]:
    before = [] if change.before is None else [f"- {change.name}: {change.before}"]
    after = [] if change.after is None else [f"+ {change.name}: {change.after}"]
    return before + after
