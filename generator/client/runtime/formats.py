"""Formats of texts in requests: dates and times, as text and as Python's own values, and some others.

The forms of dates are those of RFC 3339, which descriptions mean by ``date`` and ``date-time``; ISO 8601
has many more, which servers do not read.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType

import attrs

__all__ = ["DATE_FORMATS", "TEXT_FORMATS", "TextFormat", "fault_of_date", "is_date_text"]


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
