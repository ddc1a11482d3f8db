"""`python -m generator generate` and `python -m generator check`"""

from __future__ import annotations

from pathlib import Path

import typer

from ..configuration import Configuration, load_configuration
from ..drift import check as checking
from ..drift.lock import lock_text, make_lock, read_lock
from ..output import read_files, replace_files, replace_output
from ..package import Generated
from ..package import generate as generate_package
from ..surface import surface, surface_text
from ..upstream import read_records, strayed
from .errors import ROOT, errors, reporting, say

__all__ = ["check", "generate"]

MOST_DIFF_LINES = 200


def _generate(root: Path, configuration: Configuration) -> Generated:
    """Make the package, showing each step that is under way."""
    with errors.status("generate") as status:
        return generate_package(root, configuration, status.update)


def generate() -> None:
    """Patch, lint and generate everything that pyproject.toml configures, and swap it in whole."""
    with reporting():
        configuration = load_configuration(ROOT)
        generated = _generate(ROOT, configuration)
        changed = replace_output(
            ROOT / configuration.output,
            generated.files,
            ROOT / configuration.lock,
            lock_text(make_lock(ROOT, configuration, generated)),
        )
        changed |= _write_surface(configuration, generated)
        actions = sum(len(patched.actions) for patched in generated.patched.values())
        print(
            f"{configuration.output}: {len(generated.files)} files "
            f"{'written' if changed else 'as they were'}, {actions} overlay actions applied, none stale"
        )


def _write_surface(configuration: Configuration, generated: Generated) -> bool:
    """Write down what the package offers now; return whether that is something else than before."""
    if configuration.surface is None:
        return False
    path, text = ROOT / configuration.surface.file, surface_text(surface(generated.files)).encode()
    if path.is_file() and path.read_bytes() == text:
        return False
    replace_files({path: text})
    return True


def check() -> None:
    """Regenerate aside and compare every byte: was the output edited by hand, or is it stale?"""
    with reporting():
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
    texts = {
        path: (ROOT / path).read_text("utf-8") if (ROOT / path).is_file() else None
        for path in (names.file, names.released, names.changelog)
    }
    return checking.compare_surface(names, surface(generated.files), texts)


def _download_differences(configuration: Configuration) -> list[checking.Difference]:
    if configuration.downloads is None:
        return []
    records = read_records(ROOT / configuration.downloads)
    return [checking.Difference(file, verdict) for file, verdict in strayed(ROOT, records)]
