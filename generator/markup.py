"""Writes texts that may quote a vendor so that its words stay words: no markup, no escape sequences.

A sentence puts quotations between backticks; each medium shows these as code.
"""

from __future__ import annotations

import re

__all__ = ["LONGEST", "code", "escaped", "fenced", "pieces", "printable", "shortened"]

LONGEST = 600
"""The most characters of one sentence, place or name that a person is shown."""

# An underscore inside a word is no markup, a scheme and ``www.`` begin a link: https://github.github.com/gfm
_MARKUP = re.compile(r"[\\`*{}\[\]<>()#+!|~&$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=//)|(?i:(?<=www))\.")
# Notifies people, or marks other issues as mentioned; no backslash keeps a forge from that, but a character
# of no width does: https://github.com/github/markup/issues/1168
_NOTIFIES = re.compile(r"@|#(?=[0-9])|(?i:(?<=gh)-(?=[0-9]))")
_NOTHING = "&#8203;"


def printable(text: str) -> str:
    """Return a text without characters that a terminal obeys or that reorder the words around them."""
    return "".join(character if character.isprintable() else " " for character in text)


def shortened(text: str) -> str:
    """Return a text on one line, printable, and cut where it is longer than a person reads."""
    # The text may be megabytes long; twice the length leaves room for spaces that go.
    line = " ".join(printable(text[: 2 * LONGEST]).split())
    return line if len(line) <= LONGEST and len(text) <= 2 * LONGEST else f"{line[: LONGEST - 1]}…"


def pieces(sentence: str) -> list[tuple[bool, str]]:
    """Cut a sentence into its pieces, each with whether it is code, that is between backticks."""
    parts = shortened(sentence).split("`")
    if len(parts) % 2 == 0:
        return [(False, "`".join(parts))]
    return [(index % 2 == 1, part) for index, part in enumerate(parts) if part]


def escaped(sentence: str) -> str:
    """Write a sentence as Markdown, on one line."""
    return "".join(f"`{piece}`" if is_code else _escaped(piece) for is_code, piece in pieces(sentence))


def _escaped(piece: str) -> str:
    text = _MARKUP.sub(r"\\\g<0>", piece)
    return _NOTIFIES.sub(lambda found: found[0] + _NOTHING, text)


def code(text: str) -> str:
    """Write a text as code in Markdown, on one line."""
    # A backtick would end it, and nothing escapes one inside.
    line = shortened(text.replace("`", "'"))
    return f"`{line}`" if line else ""


def fenced(text: str, language: str) -> str:
    """Write a text as a block of code in Markdown, whatever fences the text itself has."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    lines = "\n".join(printable(line) for line in text.rstrip("\n").split("\n"))
    return f"{fence}{language}\n{lines}\n{fence}"
