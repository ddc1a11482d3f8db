"""Dates and times in requests, as text and as Python's own values.

The forms are those of RFC 3339, which descriptions mean by ``date`` and ``date-time``; ISO 8601 has
many more, which servers do not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

import attrs

__all__ = ["DATE_FORMATS", "DateFormat", "fault_of_date", "is_date_text"]


@attrs.frozen
class DateFormat:
    """A form of text that stands for a day or a moment.

    Args:
        form: what it looks like; whether there is such a day is another question.
        example: a text in this form.
    """

    form: re.Pattern[str]
    example: str


# https://www.rfc-editor.org/rfc/rfc3339#section-5.6
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
DATE_FORMATS: Mapping[str | None, DateFormat] = MappingProxyType(
    {
        "date": DateFormat(re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "2026-01-31"),
        "date-time": DateFormat(
            re.compile(rf"\d{{4}}-\d\d-\d\d[Tt]{_CLOCK}:[0-5]\d(\.\d+)?([Zz]|[+-]{_CLOCK})", re.ASCII),
            "2026-01-31T12:00:00Z",
        ),
    }
)


def is_date_text(value: str, name: str | None) -> bool:
    """Return whether a text is a day or a moment in the form of that name."""
    if DATE_FORMATS[name].form.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


def fault_of_date(value: date, name: str | None) -> str | None:
    """Return what keeps a date or datetime from being sent in the form of that name, if anything."""
    moment = value if isinstance(value, datetime) else None
    if name == "date" and moment is not None:
        return "expected a date, got datetime; pass its .date()"
    if name == "date-time" and moment is None:
        return "expected a datetime, got date"
    if moment is not None and moment.utcoffset() is None:
        return "expected a datetime with a time zone, got one without"
    return None
