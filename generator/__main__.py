"""The command line."""

from __future__ import annotations

import typer

from .commands.changes import changes
from .commands.download import download, upstream
from .commands.generate import check, generate
from .commands.lint import lint, patch
from .commands.surface import surface
from .commands.types import types

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From published OpenAPI descriptions and our overlays to the package that users install.",
)

for command in (download, changes, patch, lint, generate, check, types, surface, upstream):
    app.command()(command)

if __name__ == "__main__":
    app(prog_name="python -m generator")
