"""Enumerations that stay open: a value nobody had heard of when the client was made is still a value.

Closed enumerations make whole orders unreadable the day a vendor adds a state.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Any, Self

__all__ = ["OpenEnum"]


class OpenEnum(StrEnum):
    """A set of known strings that also takes any other string.

    Members compare, hash, print and serialise as the string that came over the wire; an unknown
    value, the empty string too, becomes a member of its own that equals its string.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = str(value)
        return member

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return str.__ne__(self, other) if isinstance(other, str) else NotImplemented

    # Enum would hash the member's name, which differs from the string it has to equal.
    __hash__ = str.__hash__

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._value_!r}>"

    @property
    def canonical(self) -> Self | None:
        """The known member this value names, whatever its letter case, or ``None``."""
        return _by_folded_value(type(self)).get(self._value_.casefold())

    @property
    def is_known(self) -> bool:
        """True if the description lists this value, in any letter case."""
        return self.canonical is not None


@cache
def _by_folded_value(enumeration: type[OpenEnum]) -> dict[str, Any]:
    return {member._value_.casefold(): member for member in enumeration}
