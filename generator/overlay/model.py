"""What an overlay says, once it has been checked."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from ..documents import JsonValue
from .expectations import Expectation
from .jsonpath import Query

__all__ = ["Action", "Change", "Copy", "Overlay", "Remove", "Update", "Version"]

Version: TypeAlias = Literal["1.0", "1.1"]


@frozen
class Update:
    """Merge `value` into every match."""

    value: JsonValue


@frozen
class Copy:
    """Merge the one node `source` selects into every match."""

    source: Query


@frozen
class Remove:
    """Take every match out of the object or array it stands in."""


Change: TypeAlias = "Update | Copy | Remove"


@frozen(kw_only=True)
class Action:
    """One change to the document.

    Attributes:
        file: the name of the overlay it stands in.
        index: its 0-based position in the overlay's actions.
        target: what it changes.
        change: what it does to that; None if it does nothing (``remove: false``).
        description: its `description`.
        expectation: its `x-expect`: what the matches must be for the action to be up to date.
        x_reason: its `x-reason`: why it exists.
    """

    file: str
    index: int
    target: Query
    change: Change | None
    description: str | None = None
    expectation: Expectation | None = None
    x_reason: str | None = None

    @property
    def place(self) -> str:
        """Name the action for people, who count from 1."""
        return f"{self.file}, action {self.index + 1}, target {self.target.text}"


@frozen(kw_only=True)
class Overlay:
    """One overlay file.

    Attributes:
        name: the file's name.
        version: which feature set of the specification it uses.
        title: its `info.title`.
        extends: the URI reference of the document it was made for; only a hint.
        actions: its actions, in order.
    """

    name: str
    version: Version
    title: str
    extends: str | None
    actions: tuple[Action, ...]
