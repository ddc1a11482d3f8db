"""Corrects one value that does not fit its schema: which values could have been meant, best first."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import attrs

from ..description.json_values import ABSENT, short
from ..documents import JsonValue
from ..json_pointer import pointer, segments
from ..lint import WrongValue
from ..lint.wording import EXACT_INTEGERS, MANY_ZEROS
from .edits import Edit

__all__ = ["Digits", "digits_are_lost", "corrections", "equal_texts", "find_digits"]

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,18})")


@attrs.frozen
class _Guess:
    value: JsonValue
    reason: str


def corrections(wrong: WrongValue, documents: Sequence[JsonValue]) -> Iterator[Edit]:
    """Say what could stand in the place of a value; the last resort is nothing.

    Args:
        wrong: the value, and what is wrong with it.
        documents: where true digits may be found: the description itself, and others of the same API.
    """
    if wrong.fault.keyword == "additionalProperties":
        yield Edit(wrong.place, ABSENT, "The example has a key that its schema does not allow.")
    if wrong.fault.keyword == "enum":
        for guess in _members(wrong.fault.value, wrong.fault.schema.get("enum")):
            yield Edit(wrong.place, guess.value, guess.reason)
    if wrong.fault.keyword == "type":
        for guess in _retyped(wrong, documents):
            yield Edit(wrong.place, guess.value, guess.reason)
    yield Edit(wrong.site, ABSENT, *_removal(wrong))


def _members(value: JsonValue, members: Any) -> Iterator[_Guess]:
    if not isinstance(value, str) or not isinstance(members, list):
        return
    for member in members:
        if isinstance(member, str) and _plain(member) == _plain(value):
            yield _Guess(member, "The value is written otherwise than in the list of values.")


def _plain(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.strip()).casefold()


def _retyped(wrong: WrongValue, documents: Sequence[JsonValue]) -> Iterator[_Guess]:
    value = wrong.fault.value
    listed = wrong.fault.schema.get("type")
    kinds: list[Any] = listed if isinstance(listed, list) else [listed]
    if "string" in kinds and isinstance(value, int | float) and not isinstance(value, bool):
        yield from _quoted(wrong.place, value, documents)
    elif isinstance(value, str):
        yield from _unquoted(value, kinds)
    elif isinstance(value, float) and "integer" in kinds and value.is_integer():
        yield _Guess(int(value), "The field is an integer, and its example was written as a fraction.")
    if "array" in kinds and not isinstance(value, list) and value is not None:
        yield _Guess([value], "The field is a list, and its example a single item.")


def _quoted(place: str, value: int | float, documents: Sequence[JsonValue]) -> Iterator[_Guess]:
    lost = "The field is a string, its example a number"
    if text := equal_texts(value, segments(place)[-2], documents):
        yield _Guess(text, f"{lost}; another example of the field has the digits.")
    if not digits_are_lost(value):
        yield _Guess(
            str(value), f"{lost}: the quotes were lost, and leading zeros with them if there were any."
        )
    elif true_digits := find_digits(value, documents):
        where = "in another description, at" if true_digits.document else "at"
        yield _Guess(
            true_digits.text,
            f"{lost} that was rounded on the way. The true digits stand {where} {true_digits.place or '/'}.",
        )


def _unquoted(text: str, kinds: Sequence[Any]) -> Iterator[_Guess]:
    if {"integer", "number"} & set(kinds) and _INTEGER.fullmatch(text):
        yield _Guess(int(text), "The field is a number, its example a string.")
    if "boolean" in kinds and text.lower() in ("true", "false"):
        yield _Guess(text.lower() == "true", "The field is a boolean, its example a string.")
    if {"object", "array"} & set(kinds) and text[:1] in ("{", "["):
        try:
            yield _Guess(json.loads(text), "The example is the JSON text of a value instead of the value.")
        except (ValueError, RecursionError):
            return


def _removal(wrong: WrongValue) -> tuple[str, str]:
    what = "default" if wrong.rule == "invalid-default" else "example"
    value = wrong.fault.value
    if isinstance(value, bool) and wrong.fault.keyword == "type":
        return (
            f"The field is a string, its {what} a boolean: unquoted, yes, no, on and off are booleans in YAML. "
            "Which one is not known.",
            "which word was meant?",
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and wrong.fault.keyword == "type":
        return (
            f"The field is a string, its {what} a number that was rounded on the way. Its true digits are "
            f"not known; once they are, replace this removal by them.",
            f"what are the true digits of {short(value)}?",
        )
    return (
        f"The {what} does not fit its schema, and which value was meant is not known: {wrong.fault.message}.",
        f"which {what} is right?",
    )


_RUN = re.compile(r"[0-9]+")
_LONGEST = 400  # digits; more do not fit into a double


def digits_are_lost(number: int | float) -> bool:
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


def find_digits(number: int | float, documents: Sequence[JsonValue]) -> Digits | None:
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
        and not (digits_are_lost(number) and _is_rounded_itself(text, number))
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
