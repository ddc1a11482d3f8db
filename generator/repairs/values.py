"""Corrects one value that does not fit its schema: which values could have been meant, best first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from ..documents import JsonValue
from ..json_pointer import segments
from ..lint import WrongValue
from ..lint.findings import short
from . import digits
from .edits import ABSENT, Edit

__all__ = ["corrections"]

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
    if text := digits.equal_texts(value, segments(place)[-2], documents):
        yield _Guess(text, f"{lost}; another example of the field has the digits.")
    if not digits.are_lost(value):
        yield _Guess(
            str(value), f"{lost}: the quotes were lost, and leading zeros with them if there were any."
        )
    elif true_digits := digits.find(value, documents):
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
