# Copied from generator/client/runtime/scalar_rules.py by "make generate"; change that, not this.
"""Rules for single values (text, numbers, true and false) and formats of text.

Messages name types, lengths and bounds but never quote text, which may be somebody's name or address.

The forms of dates are those of RFC 3339, which descriptions mean by ``date`` and ``date-time``; ISO 8601
has many more, which servers do not read.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Protocol
from uuid import UUID

import attrs

from .encoding import encode
from .errors import Violation

__all__ = [
    "AnyRule",
    "BaseRule",
    "BooleanRule",
    "DATE_FORMATS",
    "IntegerRule",
    "MINOR_UNITS",
    "NumberRule",
    "Rule",
    "StringRule",
    "TEXT_FORMATS",
    "TextFormat",
    "WHOLE_UNITS",
    "fault_of_date",
    "is_date_text",
    "kind_name",
]

MINOR_UNITS: Final = "amounts are whole minor units of the currency, so 12.50 is written 1250"
WHOLE_UNITS: Final = "quantities are whole units, so choose a smaller unit: 1.5 m is written 150 cm"


class Rule(Protocol):
    """Checks one value, and knows what is sent of it."""

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        """Yield each violation in `value`, which stands at `path`.

        Args:
            value: what the caller passed, or JSON that a server received.
            path: its place.
            received: whether it is JSON that a server received.
            beside: names of members that rules for the same value know besides this one.
        """
        ...

    def encode(self, value: Any) -> Any:
        """Return the JSON data that is sent: without members that are ``None`` where null is no value.

        Raises:
            TypeError: JSON has no form for it.
            ValueError: it contains itself, or nests too deeply.
        """
        ...

    @property
    def names(self) -> frozenset[str]:
        """The names of members that this rule knows, if it is one for objects."""
        ...


@attrs.frozen
class BaseRule:
    """The base of rules that know no names of members, and send a value as it is."""

    def encode(self, value: Any) -> Any:
        return encode(value)

    @property
    def names(self) -> frozenset[str]:
        return frozenset()


@attrs.frozen
class AnyRule(BaseRule):
    """Anything that JSON can hold."""

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        return iter(())


@attrs.frozen
class StringRule(BaseRule):
    """Text with a length in characters, a pattern, a format, or a closed list of values."""

    min_length: int = 0
    max_length: int | None = None
    pattern: str | None = None
    format: str | None = None
    values: tuple[str, ...] = ()
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, date) and self.format in DATE_FORMATS:
            fault = fault_of_date(value, self.format)
            if fault is not None:
                yield Violation(path, fault)
            return
        if not isinstance(value, str):
            advice = "; pass str(...)" if isinstance(value, UUID) else ""
            yield Violation(path, f"expected text (str), got {kind_name(value)}{advice}")
            return
        if len(value) < self.min_length:
            yield Violation(path, f"expected at least {self.min_length} characters, got {len(value)}")
        if self.max_length is not None and len(value) > self.max_length:
            yield Violation(path, f"expected at most {self.max_length} characters, got {len(value)}")
        if self.pattern is not None and _compiled(self.pattern).search(value) is None:
            yield Violation(path, f"expected text that matches {self.pattern}")
        if self.values and value not in self.values:
            yield Violation(path, f"expected one of {', '.join(self.values)}")
        form = TEXT_FORMATS.get(self.format)
        if form is not None and not form.fits(value):
            yield Violation(path, f"expected text in the format {self.format}, such as {form.example}")


@attrs.frozen
class IntegerRule(BaseRule):
    """A whole number between bounds, both included unless said otherwise.

    Args:
        advice: what to pass instead of a fraction.
    """

    minimum: int | None = None
    maximum: int | None = None
    multiple_of: int | None = None
    values: tuple[int, ...] = ()
    nullable: bool = False
    advice: str = ""

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, bool) or not isinstance(value, int):
            is_fraction = isinstance(value, (Decimal, float))
            advice = f"; {self.advice}" if self.advice and is_fraction else ""
            yield Violation(path, f"expected a whole number (int), got {kind_name(value)}{advice}")
            return
        yield from _check_bounds(self, value, path)
        if self.values and value not in self.values:
            yield Violation(path, f"expected one of {_listed(self.values)}, got {_shown(value)}")


@attrs.frozen
class NumberRule(BaseRule):
    """A number between bounds, both included unless said otherwise."""

    minimum: float | None = None
    maximum: float | None = None
    multiple_of: float | None = None
    above: float | None = None
    below: float | None = None
    values: tuple[float, ...] = ()
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            yield Violation(path, f"expected a number (int or float), got {kind_name(value)}")
            return
        if isinstance(value, float) and not math.isfinite(value):
            yield Violation(path, f"expected a finite number, got {value}")
            return
        yield from _check_bounds(self, value, path)
        if self.above is not None and value <= self.above:
            yield Violation(path, f"expected more than {self.above}, got {_shown(value)}")
        if self.below is not None and value >= self.below:
            yield Violation(path, f"expected less than {self.below}, got {_shown(value)}")
        if self.values and value not in self.values:
            yield Violation(path, f"expected one of {_listed(self.values)}, got {_shown(value)}")


@attrs.frozen
class BooleanRule(BaseRule):
    """True or false, or one of the two."""

    values: tuple[bool, ...] = ()
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if not isinstance(value, bool):
            yield Violation(path, f"expected True or False, got {kind_name(value)}")
        elif self.values and value not in self.values:
            yield Violation(path, f"expected {_listed(self.values)}, got {value}")


def kind_name(value: object) -> str:
    """Name the type of what a caller passed."""
    return "None" if value is None else type(value).__name__


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))


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


# Escaped characters and character classes, in which a dollar sign is one.
_LITERALS = re.compile(r"(\\.|\[(?:\\.|[^\]\\])*\])")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # In a description ``$`` is the very end and ``\\d`` one of ten digits; Python's are more generous.
    pieces = _LITERALS.split(pattern)
    pieces[::2] = (piece.replace("$", r"\Z") for piece in pieces[::2])
    return re.compile("".join(pieces), re.ASCII)


@attrs.frozen
class TextFormat:
    """A form of text.

    Args:
        fits: returns whether a text has the form.
        example: a text in this form.
    """

    fits: Callable[[str], bool]
    example: str


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda value: compiled.fullmatch(value) is not None


# https://www.rfc-editor.org/rfc/rfc3339#section-5.6
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(rf"\d{{4}}-\d\d-\d\d[Tt]{_CLOCK}:[0-5]\d(\.\d+)?([Zz]|[+-]{_CLOCK})", re.ASCII)


def _is_date(form: re.Pattern[str], value: str) -> bool:
    if form.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value.upper())
    except ValueError:
        return False
    return True


DATE_FORMATS: Mapping[str | None, TextFormat] = MappingProxyType(
    {
        "date": TextFormat(lambda value: _is_date(_DAY, value), "2026-01-31"),
        "date-time": TextFormat(lambda value: _is_date(_MOMENT, value), "2026-01-31T12:00:00Z"),
    }
)
"""The formats of days and moments, for which Python's own values may be passed, too."""


def _is_uri(value: str) -> bool:
    return _is_uri_reference(value) and _has_scheme(value)


def _is_base64(value: str) -> bool:
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _is_address(version: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        try:
            version(value)
        except ValueError:
            return False
        return True

    return fits


# https://www.rfc-editor.org/rfc/rfc3986#appendix-A: the characters, not the whole grammar.
_is_uri_reference = _matches(r"([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_has_scheme = _matches(r"[A-Za-z][A-Za-z0-9+.-]*:.+")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

TEXT_FORMATS: Mapping[str | None, TextFormat] = MappingProxyType(
    {
        **DATE_FORMATS,
        "byte": TextFormat(_is_base64, "a2Nv"),
        "email": TextFormat(_matches(r"[^@\s]+@[^@\s]+"), "name@example.com"),
        "hostname": TextFormat(_matches(rf"(?=.{{1,253}}\Z){_LABEL}(\.{_LABEL})*"), "shop.example"),
        "ipv4": TextFormat(_is_address(ipaddress.IPv4Address), "192.0.2.1"),
        "ipv6": TextFormat(_is_address(ipaddress.IPv6Address), "2001:db8::1"),
        "uri": TextFormat(_is_uri, "https://shop.example/return"),
        "uri-reference": TextFormat(_is_uri_reference, "/return"),
        "uuid": TextFormat(
            _matches(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ),
    }
)
"""Every format of a text that is checked. A name that is not here is a hint that nobody can check."""


def is_date_text(value: str, name: str | None) -> bool:
    """Return whether a text is a day or a moment in the form of that name."""
    return DATE_FORMATS[name].fits(value)


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
