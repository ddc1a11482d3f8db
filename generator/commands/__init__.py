"""The commands: the one place where the steps meet files, a terminal and exit codes."""

from __future__ import annotations

from .changes import changes
from .downloading import download
from .generating import check, generate
from .linting import lint
from .patching import patch
from .proposing import upstream
from .surveying import surface

__all__ = ["changes", "check", "download", "generate", "lint", "patch", "surface", "upstream"]
