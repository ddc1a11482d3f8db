"""`python -m generator generate` and `python -m generator check`"""

from __future__ import annotations

from pathlib import Path

import typer

from ..configuration import Configuration, beside_package, load_configuration
from ..drift import check as checking
from ..drift.lock import lock_text, make_lock, parse_lock
from ..output import read_files, replace_output
from ..package import Generated
from ..package import generate as generate_package
from ..sources import Sources, read_sources
from ..surface import surface, surface_text
from ..upstream import read_records, strayed
from .errors import ROOT, errors, reporting, say

__all__ = ["check", "generate"]

MOST_DIFF_LINES = 200


def generate() -> None:
    """Patch, lint and generate everything that pyproject.toml configures, and swap it in whole."""
    with reporting():
        configuration = load_configuration(ROOT)
        sources, generated = _generate(configuration)
        changed = replace_output(
            ROOT / configuration.output, {**generated.files, **_beside(configuration, sources, generated)}
        )
        actions = sum(len(patched.actions) for patched in generated.patched.values())
        print(
            f"{configuration.output}: {len(generated.files)} files "
            f"{'written' if changed else 'as they were'}, {actions} overlay actions applied, none stale"
        )


def _generate(configuration: Configuration) -> tuple[Sources, Generated]:
    """Make the package from the project's files, and show each step that is under way."""
    with errors.status("read") as status:
        sources = read_sources(ROOT, configuration)
        return sources, generate_package(sources, configuration, status.update)


def _beside(configuration: Configuration, sources: Sources, generated: Generated) -> dict[str, bytes]:
    """Return the files that lie beside the package: the lock, its public surface and that of the last release."""
    files = {configuration.lock.name: lock_text(make_lock(sources, configuration, generated))}
    if configuration.surface is not None:
        names = configuration.surface
        files[names.file.name] = surface_text(surface(generated.files)).encode()
        released = _bytes_of(names.released)
        files |= {} if released is None else {names.released.name: released}
    return files


def _bytes_of(path: Path) -> bytes | None:
    return (ROOT / path).read_bytes() if (ROOT / path).is_file() else None


def check() -> None:
    """Regenerate aside and compare every byte: was the output edited by hand, or is it stale?"""
    with reporting():
        configuration = load_configuration(ROOT)
        sources, generated = _generate(configuration)
        folder = ROOT / configuration.output
        found = read_files(folder) if folder.is_dir() else {}
        for path in beside_package(configuration):
            found.pop(path.name, None)
        differences = checking.compare(
            checking.State(
                str(configuration.output),
                found,
                str(configuration.lock),
                parse_lock(_bytes_of(configuration.lock)),
            ),
            generated.files,
            make_lock(sources, configuration, generated),
        )
        differences += _surface_differences(configuration, generated)
        differences += _download_differences(configuration)
        if not differences:
            print(f"{configuration.output}: {len(found)} files, each as its source makes it")
            return
        lines = list(checking.diff_lines(str(configuration.output), found, generated.files))
        for line in lines[:MOST_DIFF_LINES]:
            print(line)
        if len(lines) > MOST_DIFF_LINES:
            print(f"… {len(lines) - MOST_DIFF_LINES} more lines of difference")
        for difference in differences:
            say(str(difference))
        raise typer.Exit(1)


def _surface_differences(configuration: Configuration, generated: Generated) -> list[checking.Difference]:
    names = configuration.surface
    if names is None:
        return []
    contents = {path: _bytes_of(path) for path in (names.file, names.released, names.changelog)}
    texts = {path: None if content is None else content.decode() for path, content in contents.items()}
    return checking.compare_surface(names, surface(generated.files), texts)


def _download_differences(configuration: Configuration) -> list[checking.Difference]:
    if configuration.downloads is None:
        return []
    records = read_records(ROOT / configuration.downloads)
    return [checking.Difference(file, verdict) for file, verdict in strayed(ROOT, records)]
