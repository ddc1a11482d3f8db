"""One line of the public surface."""

from __future__ import annotations

import attrs

__all__ = ["Name"]


@attrs.frozen(order=True)
class Name:
    """A public name.

    Args:
        name: as users reach it, e.g. ``kco.Timeouts.connect``.
        signature: what it is, in one line of what could be Python: ``def (…) -> …``, ``property -> …``,
            ``class (…)``, ``= …`` for another name of something, else the type of a value.
    """

    name: str
    signature: str

    def __str__(self) -> str:
        return f"{self.name}: {self.signature}"
