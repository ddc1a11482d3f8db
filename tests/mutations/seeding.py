"""A fault as a value, and how it gets into a copy of the project."""

from __future__ import annotations

import shutil
from pathlib import Path

from attrs import frozen

__all__ = ["Edit", "Fault", "FaultError", "copied", "edited", "remove", "replace", "seed"]

# What is made, or belongs to a machine. Compiled files stay behind: Python takes one for the source's if
# that has been rewritten within the same second at the same length, and a fault would not be noticed.
_LEFT_OUT = (
    ".git",
    ".venv",
    "__pycache__",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "dist",
    "node_modules",
)


class FaultError(Exception):
    """A fault that cannot be seeded as it is written: it would prove nothing."""


@frozen
class Edit:
    """One change of one text.

    Args:
        find: what has to stand in the text exactly once; empty for all of it, which is then removed.
        replace: what to put in its place.
    """

    find: str
    replace: str


def replace(find: str, replacement: str) -> Edit:
    """Return an edit that replaces what stands in a file exactly once."""
    return Edit(find, replacement)


def remove() -> Edit:
    """Return an edit that takes a file away."""
    return Edit("", "")


@frozen(kw_only=True)
class Fault:
    """Something that is wrong on purpose.

    Args:
        name: what is wrong, in a few words.
        file: the file to edit, as seen from the project's root.
        edits: what to change in it, one after the other.
        expected: the tests that should notice, which are therefore run first: a file of contract tests, or
            one test elsewhere, such as ``tests/delivery/test_ensure.py::test_another_amount_is_a_conflict``.
    """

    name: str
    file: str
    edits: tuple[Edit, ...]
    expected: str

    @property
    def is_in_output(self) -> bool:
        """True for an edit of what the generator makes, which a new run would undo."""
        return self.file.startswith("generated_client/")


def copied(project: Path, place: Path) -> Path:
    """Copy a project without what is made or belongs to a machine; return the copy."""
    return Path(shutil.copytree(project, place, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True))


def edited(fault: Fault, project: Path) -> str | None:
    """Return the text of a fault's file with the fault in it, ``None`` where it takes the file away.

    Raises:
        FaultError: it does not fit what is there, or changes nothing.
    """
    path = project / fault.file
    if not path.is_file():
        raise FaultError(f"there is no file {fault.file}")
    if fault.edits == (remove(),):
        return None
    text = before = path.read_text("utf-8")
    for edit in fault.edits:
        found = text.count(edit.find) if edit.find else 0
        if found != 1:
            raise FaultError(f"in {fault.file} stands {found} times, not once: {edit.find!r}")
        text = text.replace(edit.find, edit.replace)
    if text == before:
        raise FaultError(f"it changes nothing in {fault.file}")
    return text


def seed(fault: Fault, project: Path) -> None:
    """Put a fault into a project.

    Raises:
        FaultError: it does not fit what is there, or changes nothing.
    """
    text = edited(fault, project)
    if text is None:
        (project / fault.file).unlink()
    else:
        (project / fault.file).write_text(text, "utf-8")
