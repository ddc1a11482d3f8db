"""Notes about answers that were not as described: kept beside what could be read, never raised."""

from __future__ import annotations

import attrs

__all__ = ["DecodeIssue", "kind"]


@attrs.frozen
class DecodeIssue:
    """One place where an answer differed from its description.

    Args:
        path: the place, e.g. ``order_lines[3].quantity``; ``""`` is the answer as a whole.
        expected: what the description says should be there.
        found: the JSON kind of what was there (``string``, ``null``, …) or ``nothing``. Never the
            value itself, which may be personal.
    """

    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.path or 'answer'}: expected {self.expected}, found {self.found}"

    def below(self, place: str) -> DecodeIssue:
        """Return this note as seen from the parent, which holds it at `place`."""
        if not self.path:
            return attrs.evolve(self, path=place)
        separator = "" if self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{place}{separator}{self.path}")


_KINDS = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def kind(value: object) -> str:
    """Name the JSON kind of a decoded value."""
    return _KINDS.get(type(value), type(value).__name__)
