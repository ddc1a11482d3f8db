"""What a caller got wrong, as a value: so that every mistake of a call can be told at once."""

from __future__ import annotations

import attrs

__all__ = ["Violation"]


@attrs.frozen
class Violation:
    """One place where a request breaks a rule of the description.

    Args:
        path: the place, e.g. ``order_lines[3].quantity``.
        message: what is expected there and what was given. It never quotes text, which may be
            somebody's name or address.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.message}"
