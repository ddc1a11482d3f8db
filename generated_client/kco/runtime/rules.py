"""The strict writer: checks what a caller wrote against everything the description states.

Each rule yields every violation it finds, so that a caller sees all of them at once and before
anything is sent. Messages name types, lengths and bounds but never quote text, which may be
somebody's name or address.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Protocol

import attrs

from .formats import DATE_FORMATS, fault_of_date, is_date_text
from .models import Model
from .unset import UNSET
from .violations import Violation

__all__ = [
    "AnyRule",
    "ArrayRule",
    "BooleanRule",
    "IntegerRule",
    "NumberRule",
    "ObjectRule",
    "Reference",
    "Rule",
    "StringRule",
]


class Rule(Protocol):
    """Checks one value."""

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        """Yield each violation in `value`, which stands at `path`."""
        ...


@attrs.frozen
class AnyRule:
    """Anything that JSON can hold."""

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        return iter(())


@attrs.frozen
class Reference:
    """A rule by name, which allows schemas that contain themselves."""

    load: Callable[[], Rule]
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        yield from self.load().check(value, path)


@attrs.frozen
class StringRule:
    """Text with a length in characters, a pattern, a format, or a closed list of values."""

    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None
    format: str | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, date) and self.format in DATE_FORMATS:
            fault = fault_of_date(value, self.format)
            if fault is not None:
                yield Violation(path, fault)
            return
        if not isinstance(value, str):
            yield Violation(path, f"expected text (str), got {_name(value)}")
            return
        if len(value) < self.min_length:
            yield Violation(path, f"expected at least {self.min_length} characters, got {len(value)}")
        if self.max_length is not None and len(value) > self.max_length:
            yield Violation(path, f"expected at most {self.max_length} characters, got {len(value)}")
        if self.pattern is not None and _compiled(self.pattern).search(value) is None:
            yield Violation(path, f"expected text that matches {self.pattern}")
        if self.values and value not in self.values:
            yield Violation(path, f"expected one of {', '.join(self.values)}")
        if self.format in DATE_FORMATS and not is_date_text(value, self.format):
            example = DATE_FORMATS[self.format].example
            yield Violation(path, f"expected text in the format {self.format}, such as {example}")


@attrs.frozen
class IntegerRule:
    """A whole number between bounds, both included unless said otherwise."""

    minimum: int | None = None
    maximum: int | None = None
    multiple_of: int | None = None
    values: tuple[int, ...] = ()
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, bool) or not isinstance(value, int):
            yield Violation(path, f"expected a whole number (int), got {_name(value)}{_advice(value)}")
            return
        yield from _check_bounds(self, value, path)
        if self.values and value not in self.values:
            known = ", ".join(map(str, self.values))
            yield Violation(path, f"expected one of {known}, got {_shown(value)}")


@attrs.frozen
class NumberRule:
    """A number between bounds, both included unless said otherwise."""

    minimum: float | None = None
    maximum: float | None = None
    multiple_of: float | None = None
    above: float | None = None
    below: float | None = None
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield Violation(path, f"expected a number (int or float), got {_name(value)}")
            return
        if isinstance(value, float) and not math.isfinite(value):
            yield Violation(path, f"expected a finite number, got {value}")
            return
        yield from _check_bounds(self, value, path)
        if self.above is not None and value <= self.above:
            yield Violation(path, f"expected more than {self.above}, got {_shown(value)}")
        if self.below is not None and value >= self.below:
            yield Violation(path, f"expected less than {self.below}, got {_shown(value)}")


@attrs.frozen
class BooleanRule:
    """True or false."""

    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if not isinstance(value, bool) and not (value is None and self.nullable):
            yield Violation(path, f"expected True or False, got {_name(value)}")


@attrs.frozen
class ArrayRule:
    """A sequence whose items keep one rule."""

    items: Rule
    min_items: int = 0
    max_items: int | None = None
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if not isinstance(value, Sequence) or isinstance(value, (str, bytes, bytearray)):
            yield Violation(path, f"expected a list, got {_name(value)}")
            return
        if len(value) < self.min_items:
            yield Violation(path, f"expected at least {self.min_items} items, got {len(value)}")
        if self.max_items is not None and len(value) > self.max_items and not all(map(_came_in, value)):
            yield Violation(path, f"expected at most {self.max_items} items, got {len(value)}")
        for index, item in enumerate(value):
            yield from self.items.check(item, f"{path}[{index}]")


@attrs.frozen
class ObjectRule:
    """An object whose members keep a rule each; members that no rule names are let through."""

    properties: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    additional: Rule | None = None
    nullable: bool = False

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        required: Iterable[str] = self.required
        members: Mapping[Any, Any]
        if isinstance(value, Model):
            members = value.written()
            if not value.is_written:
                # What was read from an answer goes back as it came, whatever it lacks; only what the
                # caller replaced or removed counts. A model of another kind lacks even the fields.
                described = {value.WIRE_NAMES.get(name, name) for name in value.FIELDS}
                required = [name for name in required if name in members or name not in described]
            members = {name: member for name, member in members.items() if member is not None}
        elif isinstance(value, Mapping):
            members = value
        else:
            yield Violation(path, f"expected an object (a model or a dict), got {_name(value)}")
            return
        for name in required:
            if members.get(name, UNSET) is UNSET:
                yield Violation(_join(path, name), "is required")
        for name, member in members.items():
            if not isinstance(name, str):
                yield Violation(path, f"expected names of type str, got {_name(name)}")
                continue
            rule = self.properties.get(name, self.additional)
            if rule is not None and member is not UNSET:
                yield from rule.check(member, _join(path, name))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _name(value: object) -> str:
    return "None" if value is None else type(value).__name__


def _advice(value: object) -> str:
    if isinstance(value, (Decimal, float)):
        return "; amounts are whole minor units of the currency, so 12.50 is written 1250"
    return ""


def _check_bounds(rule: IntegerRule | NumberRule, value: float, path: str) -> Iterator[Violation]:
    if rule.minimum is not None and value < rule.minimum:
        yield Violation(path, f"expected at least {rule.minimum}, got {_shown(value)}")
    if rule.maximum is not None and value > rule.maximum:
        yield Violation(path, f"expected at most {rule.maximum}, got {_shown(value)}")
    if rule.multiple_of is not None and _exact(value) % _exact(rule.multiple_of):
        yield Violation(path, f"expected a multiple of {rule.multiple_of}, got {_shown(value)}")


def _exact(number: float) -> Fraction:
    # As it is written: 0.3 is three times 0.1, although their binary forms are not.
    return Fraction(number) if isinstance(number, int) else Fraction(repr(float(number)))


def _shown(value: float) -> str:
    # Python refuses to write whole numbers of more than 4300 digits.
    short = isinstance(value, float) or value.bit_length() <= 128
    return str(value) if short else "a number of very many digits"


def _came_in(item: object) -> bool:
    return isinstance(item, Model) and not item.is_written


# Escaped characters and character classes, in which a dollar sign is one.
_LITERALS = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # In a description ``$`` is the very end and ``\\d`` one of ten digits; Python's are more generous.
    pieces = _LITERALS.split(pattern)
    pieces[::2] = (piece.replace("$", r"\Z") for piece in pieces[::2])
    return re.compile("".join(pieces), re.ASCII)
