"""The one exception for bad input, so that every command reports it the same way: in one line."""

from __future__ import annotations

__all__ = ["Problem"]


class Problem(Exception):
    """Input that cannot be used.

    Args:
        where: the file and the place in it, e.g. ``openapi/kustom.yaml, line 4, column 2`` or
            ``openapi/kustom.yaml#/paths/~1orders``.
        what: what is wrong there.
        remedy: what the reader can do about it.
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}"
        if self.remedy:
            line = f"{line}; {self.remedy}"
        # Texts of the input may end up in here; a terminal must not obey what they contain.
        return "".join(c if c.isprintable() else " " for c in line)
