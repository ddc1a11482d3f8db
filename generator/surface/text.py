"""The public surface as a file: sorted, one name a line, so that a diff says what has changed."""

from __future__ import annotations

from collections.abc import Sequence

from ..problems import Problem
from .names import Name

__all__ = ["read_surface", "surface_text"]

HEADER = (
    '# Every public name and its signature, made by "make generate" from the source.\n'
    "# What differs from the last release has to be named in the changelog: CONTRIBUTING.md says how.\n"
)


def surface_text(names: Sequence[Name]) -> str:
    """Write a surface."""
    return HEADER + "".join(f"{name}\n" for name in names)


def read_surface(text: str, file: str) -> tuple[Name, ...]:
    """Read a surface back.

    Args:
        text: what `surface_text` wrote.
        file: its name, for a message.

    Raises:
        Problem: a line of it is none that `surface_text` writes.
    """
    names = []
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.startswith("#"):
            name, colon, signature = line.partition(": ")
            if not colon:
                raise Problem(f"{file}, line {number}", "is not NAME: SIGNATURE", "restore it from git")
            names.append(Name(name, signature))
    return tuple(names)
