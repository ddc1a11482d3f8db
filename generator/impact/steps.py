"""What there is to assess: the step from one description of an API to the next."""

from __future__ import annotations

import attrs

from ..documents import JsonObject
from ..overlay import Overlay

__all__ = ["Step"]


@attrs.frozen(kw_only=True)
class Step:
    """Two descriptions of one API, each with the overlays that belong to it.

    Args:
        old: the earlier description, as it was published.
        new: the later one, as it was published.
        called: what to call the two, such as the names of their files.
        api: the API's name in the configuration; ``None`` if it is none of ours.
        overlays: our patches of the later description, in order.
        earlier_overlays: our patches of the earlier one; the same object if nothing has changed in them.
    """

    old: JsonObject = attrs.field(repr=False)
    new: JsonObject = attrs.field(repr=False)
    called: tuple[str, str] = ("the earlier description", "the later description")
    api: str | None = None
    overlays: tuple[Overlay, ...] = attrs.field(default=(), repr=False)
    earlier_overlays: tuple[Overlay, ...] = attrs.field(default=(), repr=False)
