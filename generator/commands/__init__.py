"""The commands, a module each: the one place where the steps meet files, a terminal and exit codes."""

from __future__ import annotations
