# Copied from generator/client/runtime/deferred.py by "make generate"; change that, not this.
"""Modules that nothing but annotations name: imported when somebody asks what the annotations mean.

Models take longer to import than everything else together, and a client that only writes needs none.
``typing.get_type_hints`` looks names up among the globals of a module, so they have to be there.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__all__ = ["DeferredModule"]


class DeferredModule:
    """Stands for a module of this package, and imports it at the first look inside.

    Args:
        package: the package that the name is relative to.
        name: its relative name, such as ``..protocols``.
    """

    def __init__(self, package: str | None, name: str) -> None:
        self._package = package
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name, self._package), name)
        # Found without this method from now on.
        setattr(self, name, value)
        return value

    def __repr__(self) -> str:
        return f"DeferredModule({self._package!r}, {self._name!r})"
