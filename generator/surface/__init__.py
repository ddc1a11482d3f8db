"""What the package promises: every public name with its signature, read from the source alone.

Nothing is imported for it, so the surface of a package can be told while that package is broken, and
that of one which has not been laid down yet. A name is public if `__all__` of the package or of a
sub-package it offers lists it, or if a public signature leads to it; what stands behind private names
and inside of unexported base classes is told as if it were written in the public class.
"""

from __future__ import annotations

from .changelog import unnamed, unreleased
from .comparing import NameChange, compare_surfaces
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
