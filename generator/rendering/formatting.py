"""Brings generated Python into one form with ruff, whatever settings the surrounding project has."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..problems import Problem

__all__ = ["format_python"]

LINE_LENGTH = "100"
_ISOLATED = ("--isolated", "--no-cache", "--quiet", "--line-length", LINE_LENGTH, "--target-version", "py311")


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files with unused imports removed, imports sorted and code formatted.

    Args:
        files: sources by relative path; those that are not Python come back unchanged.

    Raises:
        Problem: a file is not Python, which is a fault of a template.
    """
    with tempfile.TemporaryDirectory(prefix="kco-format-") as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        _ruff(folder, "check", "--fix", "--select", "F,I,UP", "--ignore", "UP046,UP047")
        _ruff(folder, "format")
        return {path: (folder / path).read_text("utf-8") for path in files}


def _ruff(folder: Path, command: str, *options: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", command, *_ISOLATED, *options, "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        said = next((line for line in (ran.stdout + ran.stderr).splitlines() if line.strip()), "no message")
        raise Problem(f"ruff {command}", said, "mend the template that wrote this")
