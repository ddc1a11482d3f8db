"""The command line."""

from __future__ import annotations

import typer

from . import commands

__all__ = ["app"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="From published OpenAPI descriptions and our overlays to the package that users install.",
)

for command in (
    commands.download,
    commands.changes,
    commands.patch,
    commands.lint,
    commands.generate,
    commands.check,
    commands.surface,
    commands.upstream,
):
    app.command()(command)

if __name__ == "__main__":
    app(prog_name="python -m generator")
