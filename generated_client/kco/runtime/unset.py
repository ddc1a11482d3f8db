# Copied from generator/client/runtime/unset.py by "make generate"; change that, not this.
"""The mark for "the caller did not pass this", which is not the same as passing ``None``.

An enumeration with one member keeps its identity under ``copy``, ``deepcopy`` and ``pickle``,
where an ordinary sentinel object would lose its identity and end up in a request.
"""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias

__all__ = ["UNSET", "Unset", "UnsetType"]


class UnsetType(Enum):
    """The type of `UNSET`; it has this one member."""

    UNSET = "UNSET"

    def __repr__(self) -> str:
        return "UNSET"

    def __bool__(self) -> bool:
        return False


UNSET: Final = UnsetType.UNSET
Unset: TypeAlias = Literal[UnsetType.UNSET]
