"""The public surface: every public name of the package with its signature, read from the source alone.

Nothing is imported for it, so a package has a surface while it is broken, or not yet written to disk.
A name is public if `__all__` of the package or of a sub-package it offers lists it, or if a public
signature leads to it. Members of private bases are listed as members of the public class.
"""

from __future__ import annotations

from .compare import NameChange, compare_surfaces, unnamed, unreleased
from .surface import Name, read_surface, surface, surface_text

__all__ = [
    "Name",
    "NameChange",
    "compare_surfaces",
    "read_surface",
    "surface",
    "surface_text",
    "unnamed",
    "unreleased",
]
