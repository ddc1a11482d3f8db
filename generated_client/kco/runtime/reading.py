# Copied from generator/client/runtime/reading.py by "make generate"; change that, not this.
"""Reads JSON values that are not quite what the description promised.

The generated decoders take strings, integers and booleans in line if they are as expected; they
come here for everything else. A value that cannot be used reads as ``None`` and leaves a note;
nothing is ever raised. A reader is a function of a value, its path, the list of notes, and whether
null is as good as a value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

from dateutil import parser as dateutil_parser

from .models import DecodeIssue, Model, OpenEnum, kind

__all__ = [
    "anything",
    "array_of",
    "boolean",
    "day",
    "integer",
    "known_members",
    "member_of",
    "missing",
    "model_of",
    "models_of",
    "moment",
    "number",
    "text",
]

Issues: TypeAlias = "list[DecodeIssue]"
Reader: TypeAlias = Callable[..., Any]


def missing(path: str, expected: str, issues: Issues) -> Any:
    """Note that something is not there which the server always sends; return ``None`` in its place."""
    issues.append(DecodeIssue(path, expected, "nothing"))
    return None


def _unusable(value: object, path: str, expected: str, issues: Issues, nullable: bool) -> None:
    if value is not None or not nullable:
        issues.append(DecodeIssue(path, expected, kind(value)))


def text(value: object, path: str, issues: Issues, nullable: bool = False) -> str | None:
    """Read a string; a number in its place reads as its digits."""
    if type(value) is str:
        return value
    if type(value) is int or type(value) is float:
        issues.append(DecodeIssue(path, "string", "number"))
        try:
            return str(value)
        except ValueError:
            return None  # Python does not write whole numbers of more than 4300 digits.
    _unusable(value, path, "string", issues, nullable)
    return None


def integer(value: object, path: str, issues: Issues, nullable: bool = False) -> int | None:
    """Read a whole number; ``1.0`` and ``true`` are none."""
    if type(value) is int:
        return value
    _unusable(value, path, "integer", issues, nullable)
    return None


def number(value: object, path: str, issues: Issues, nullable: bool = False) -> float | None:
    """Read a number, whole or not."""
    if type(value) is float or type(value) is int:
        return value
    _unusable(value, path, "number", issues, nullable)
    return None


def boolean(value: object, path: str, issues: Issues, nullable: bool = False) -> bool | None:
    """Read true or false."""
    if type(value) is bool:
        return value
    _unusable(value, path, "boolean", issues, nullable)
    return None


def anything(value: object, path: str, issues: Issues, nullable: bool = False) -> Any:
    """Read a value whose type the description leaves open."""
    return value


def moment(value: object, path: str, issues: Issues, nullable: bool = False) -> datetime | None:
    """Read a point in time.

    ``datetime.fromisoformat`` is fifty times as fast as dateutil, which therefore only sees the
    forms of ISO 8601 that the former refuses, such as ``24:00:00``.
    """
    if type(value) is str:
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
        try:
            return dateutil_parser.isoparse(value)
        except (ValueError, OverflowError):
            issues.append(DecodeIssue(path, "date-time", "string"))
            return None
    _unusable(value, path, "date-time", issues, nullable)
    return None


def day(value: object, path: str, issues: Issues, nullable: bool = False) -> date | None:
    """Read a calendar day; of a full timestamp only the day as written."""
    if type(value) is str:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
        try:
            return dateutil_parser.isoparse(value).date()
        except (ValueError, OverflowError):
            issues.append(DecodeIssue(path, "date", "string"))
            return None
    _unusable(value, path, "date", issues, nullable)
    return None


def known_members(members: type[OpenEnum]) -> dict[str, Any]:
    """Return the described members of an enumeration by their values."""
    return {member.value: member for member in members}


def member_of(members: type[OpenEnum]) -> Reader:
    """Return the reader of an open enumeration, of which any string is a member."""
    known = known_members(members)

    def read(value: Any, path: str, issues: Issues, nullable: bool = False) -> OpenEnum | None:
        if type(value) is str:
            return known.get(value) or members(value)
        digits = text(value, path, issues, nullable)
        return None if digits is None else members(digits)

    return read


def model_of(model: type[Model]) -> Reader:
    """Return the reader of a model."""
    from_dict = model.from_dict

    def read(value: Any, path: str, issues: Issues, nullable: bool = False) -> Model | None:
        if type(value) is not dict:
            _unusable(value, path, "object", issues, nullable)
            return None
        made = from_dict(value)
        if made._issues:
            issues.extend(issue.below(path) for issue in made._issues)
        return made

    return read


def models_of(model: type[Model]) -> Reader:
    """Return the reader of an array of a model: what `array_of` does, in fewer steps."""
    from_dict, read_item = model.from_dict, model_of(model)

    def read(value: Any, path: str, issues: Issues, nullable: bool = False) -> tuple[Model, ...] | None:
        if type(value) is not list:
            _unusable(value, path, "array", issues, nullable)
            return None
        items = []
        for index, item in enumerate(value):
            if type(item) is dict:
                made = from_dict(item)
                if made._issues:
                    issues.extend(issue.below(f"{path}[{index}]") for issue in made._issues)
                items.append(made)
            else:
                read_item(item, f"{path}[{index}]", issues)
        return tuple(items)

    return read


def array_of(read_item: Reader) -> Reader:
    """Return the reader of an array; an item that cannot be used is left out and noted."""

    def read(value: object, path: str, issues: Issues, nullable: bool = False) -> tuple[Any, ...] | None:
        if type(value) is not list:
            _unusable(value, path, "array", issues, nullable)
            return None
        items = [read_item(item, f"{path}[{index}]", issues) for index, item in enumerate(value)]
        return tuple(item for item in items if item is not None)

    return read
