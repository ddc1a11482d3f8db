"""The rules, a module for each family: `RULES` names them, `find` applies them to a description."""

from __future__ import annotations

__all__: list[str] = []
