"""Looks for the true digits of a number that was rounded on its way into a description.

A tracking number of twenty digits that went through a double keeps seventeen; the rest is zeros. The
true digits often stand elsewhere: in a link, in another example, in an earlier description.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from ..documents import JsonValue
from ..json_pointer import pointer
from ..lint.wording import EXACT_INTEGERS, MANY_ZEROS

__all__ = ["Digits", "are_lost", "equal_texts", "find"]

_RUN = re.compile(r"[0-9]+")
_LONGEST = 400  # digits; more do not fit into a double


def are_lost(number: int | float) -> bool:
    """Tell whether a number may have had more digits than it shows."""
    if abs(number) > EXACT_INTEGERS:
        # A number that no double is has never been one, and so has all its digits.
        return isinstance(number, float) or number in _roundings(number)
    return isinstance(number, int) and MANY_ZEROS.search(str(number)) is not None


@attrs.frozen
class Digits:
    """The true digits of a number.

    Args:
        text: the digits.
        place: the JSON pointer of the text they stand in.
        document: which of the documents that is, counted from 0.
    """

    text: str
    place: str
    document: int


def find(number: int | float, documents: Sequence[JsonValue]) -> Digits | None:
    """Return the digits that a number was rounded from, if exactly one number in any text rounds to it."""
    found: dict[str, Digits] = {}
    for index, document in enumerate(documents):
        for place, text in _texts(document):
            for run in _RUN.findall(text):
                if _rounds_to(run, number) and not _is_rounded_itself(run, number):
                    found.setdefault(run, Digits(run, place, index))
    return found.popitem()[1] if len(found) == 1 else None


def equal_texts(number: int | float, name: str, documents: Sequence[JsonValue]) -> str | None:
    """Return the digits, leading zeros included, that a property of this name has as its example elsewhere.

    Args:
        number: the number that stands where text is meant.
        name: the property's name.
        documents: where to look.

    Returns:
        The text, if there is exactly one that is this number.
    """
    found = {
        text
        for text in _examples_of(name, documents)
        if _RUN.fullmatch(text)
        and _rounds_to(text, number)
        and not (are_lost(number) and _is_rounded_itself(text, number))
    }
    return found.pop() if len(found) == 1 else None


def _rounds_to(digits: str, number: int | float) -> bool:
    try:
        return len(digits) <= _LONGEST and math.isfinite(number) and float(digits) == float(number)
    except OverflowError:
        return False


def _is_rounded_itself(digits: str, number: int | float) -> bool:
    """Tell whether a text has no more digits than the number: somebody put the rounded number in quotes."""
    return int(digits) in _roundings(number)


def _roundings(number: int | float) -> tuple[int, ...]:
    """Return what the double that is nearest to a number is written as: shortest, and with all its digits."""
    try:
        double = float(number)
    except OverflowError:
        # What would have written infinity has not written the number.
        return (int(number),)
    return int(Decimal(repr(double))), int(double)


def _texts(document: JsonValue) -> Iterator[tuple[str, str]]:
    waiting = [("", document)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, dict):
            waiting.extend((place + pointer((key,)), item) for key, item in value.items())
        elif isinstance(value, list):
            waiting.extend((place + pointer((index,)), item) for index, item in enumerate(value))


def _examples_of(name: str, documents: Iterable[JsonValue]) -> Iterator[str]:
    waiting = list(documents)
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            named = value.get(name)
            example = named.get("example") if isinstance(named, dict) else named
            if isinstance(example, str):
                yield example
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
