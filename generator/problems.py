"""The one exception for bad input, so that every command reports it the same way: in one line."""

from __future__ import annotations

from .markup import printable

__all__ = ["Problem"]

LONGEST_PART = 1000


class Problem(Exception):
    """Input that cannot be used.

    Args:
        where: the file and the place in it, e.g. ``openapi/kustom.yaml, line 4, column 2`` or
            ``openapi/kustom.yaml#/paths/~1orders``.
        what: what is wrong there.
        remedy: what the reader can do about it.

    ``exit_code`` is the exit code of a command that meets it; with ``None`` the command decides.
    """

    exit_code: int | None = None

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        super().__init__(where, what, remedy)
        self.where = where
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{_short(self.where)}: {_short(self.what)}"
        if self.remedy:
            line = f"{line}; {self.remedy}"
        # Texts of the input may end up in here; a terminal must not obey what they contain.
        return printable(line)


def _short(text: str) -> str:
    # Names and values of a description may be of any length, and the line is to be read.
    return (
        text if len(text) <= LONGEST_PART else f"{text[: LONGEST_PART // 2]} … {text[-LONGEST_PART // 2 :]}"
    )
