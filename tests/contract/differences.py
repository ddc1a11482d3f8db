"""Where the client reads a description differently from pydantic, on purpose.

A shop must not fail to read an order because something in it is new, long or odd, and what it writes
must be refused by us rather than by the vendor. Pydantic's models do neither. Each such difference has a
name here and a reason; any other is a fault of one of the two, and a difference that never occurs any
more is a rule that somebody has dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from attrs import frozen

from .places import ABSENT, INTEGER_FORMATS
from .second_reading import Disagreement

__all__ = ["DIFFERENCES", "Difference"]


@frozen(kw_only=True)
class Difference:
    """A difference that is meant.

    Args:
        name: what the client does.
        reason: why it does.
        is_this: whether a disagreement is of this kind.
    """

    name: str
    reason: str
    is_this: Callable[[Disagreement], bool]


def _read(found: Disagreement) -> bool:
    return found.part in ("answer", "error")


def _only_pydantic_objects(found: Disagreement) -> bool:
    return found.about == "verdict" and found.kco is None


def _only_kco_objects(found: Disagreement) -> bool:
    return found.about == "verdict" and found.pydantic is None


def _reads_as_it_stands(found: Disagreement) -> bool:
    return type(found.read) is type(found.found) and found.read == found.found


def _null_is_noted(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_kco_objects(found)
        and found.found is None
        and found.kco.endswith("not null")
        and found.read is None
    )


def _missing_is_noted(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_kco_objects(found)
        and found.found is ABSENT
        and found.kco.endswith("not nothing")
        and found.read is None
    )


def _unknown_member(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic == "literal_error"
        and isinstance(found.found, str)
        and found.found not in found.schema["enum"]
        and _reads_as_it_stands(found)
    )


def _long_text(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic == "string_too_long"
        and len(found.found) > found.schema["maxLength"]
        and _reads_as_it_stands(found)
    )


def _number_out_of_range(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic in ("greater_than_equal", "less_than_equal")
        and type(found.found) is int
        and _reads_as_it_stands(found)
    )


def _moment_without_zone(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic == "timezone_aware"
        and isinstance(found.read, datetime)
        and found.read.tzinfo is None
    )


def _moment_of_iso_8601(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic == "datetime_parsing"
        and isinstance(found.read, datetime)
    )


def _day_of_iso_8601(found: Disagreement) -> bool:
    return (
        _read(found)
        and _only_pydantic_objects(found)
        and found.pydantic == "date_parsing"
        and type(found.read) is date
    )


def _digits_of_a_date(found: Disagreement) -> bool:
    return (
        _read(found)
        and found.schema.get("format") in ("date", "date-time")
        and isinstance(found.found, str)
        and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", found.found) is not None
        and (_only_kco_objects(found) or found.about == "value")
    )


def _date_as_written(found: Disagreement) -> bool:
    return (
        _read(found)
        and found.about == "JSON"
        and found.schema.get("format") in ("date", "date-time")
        and isinstance(found.found, str)
        and found.kco == found.found
    )


def _list_refused_whole(found: Disagreement) -> bool:
    return (
        found.part == "answer"
        and found.about == "verdict"
        and found.path == ""
        and found.schema["type"] == "array"
        and not all(isinstance(item, dict) for item in found.found)
        and found.pydantic is not None
    )


def _error_without_messages(found: Disagreement) -> bool:
    return (
        found.part == "error"
        and found.about == "value"
        and found.path == "error_messages"
        and found.found is ABSENT
        and (found.kco, found.pydantic) == ([], None)
    )


def _null_is_left_out(found: Disagreement) -> bool:
    return (
        found.part == "request"
        and found.about in ("JSON", "loss")
        and found.found is None
        and found.kco is ABSENT
        and found.pydantic is None
    )


def _unknown_name(found: Disagreement) -> bool:
    return found.part == "request" and _only_kco_objects(found) and found.kco.startswith("unknown")


def _integer_beyond_its_format(found: Disagreement) -> bool:
    if found.part != "request" or not _only_kco_objects(found) or type(found.found) is not int:
        return False
    least, most = INTEGER_FORMATS.get(found.schema.get("format", ""), (found.found, found.found))
    return not least <= found.found <= most


DIFFERENCES = (
    Difference(
        name="reading notes null where a field may only be missing",
        reason="The description allows no null there. Pydantic makes no difference between the two.",
        is_this=_null_is_noted,
    ),
    Difference(
        name="reading notes that a field which is always sent is missing",
        reason="x-kco-always-sent is our own word; to pydantic the field is optional.",
        is_this=_missing_is_noted,
    ),
    Difference(
        name="reading takes values that an enumeration does not list",
        reason="Vendors add states, and send empty texts. Refusing one would lose the whole order.",
        is_this=_unknown_member,
    ),
    Difference(
        name="reading takes texts of any length",
        reason="Bounds are there for what is written. What has been stored is shown.",
        is_this=_long_text,
    ),
    Difference(
        name="reading takes numbers of any size",
        reason="As for texts; Klarna's captures are at least 1 when read and at least 0 when written.",
        is_this=_number_out_of_range,
    ),
    Difference(
        name="reading takes moments without a time zone, and adds none",
        reason="Which zone was meant is not known, and a moment without one still says the day.",
        is_this=_moment_without_zone,
    ),
    Difference(
        name="reading takes moments in every form of ISO 8601",
        reason="The guides promise ISO 8601, of which RFC 3339 is a part.",
        is_this=_moment_of_iso_8601,
    ),
    Difference(
        name="reading takes days in every form of ISO 8601, and of a moment its day",
        reason="As for moments.",
        is_this=_day_of_iso_8601,
    ),
    Difference(
        name="reading does not take digits for seconds since 1970",
        reason="No vendor counts so, and 2026 is a year. Pydantic reads it as the 34th minute of 1970.",
        is_this=_digits_of_a_date,
    ),
    Difference(
        name="reading gives dates back as they were written",
        reason="What came in is given back. Pydantic writes them anew, in its own form.",
        is_this=_date_as_written,
    ),
    Difference(
        name="reading refuses a list whole of which an item is no object",
        reason="An item left out might be a capture, which somebody would then make a second time.",
        is_this=_list_refused_whole,
    ),
    Difference(
        name="an error always has a list of messages",
        reason="So that it can be looped over; to pydantic what is missing is None.",
        is_this=_error_without_messages,
    ),
    Difference(
        name="writing leaves out what is null where a field may only be missing",
        reason="The description allows no null there, and a shop passes on what it may not have.",
        is_this=_null_is_left_out,
    ),
    Difference(
        name="writing refuses names that the description does not have",
        reason="They are misspelt. The server would take them, and a tracking number would be lost.",
        is_this=_unknown_name,
    ),
    Difference(
        name="writing refuses integers beyond int32 and int64",
        reason="The formats have these bounds. Pydantic's integers have none.",
        is_this=_integer_beyond_its_format,
    ),
)
