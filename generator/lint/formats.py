"""The formats that values are checked for.

Only those whose meaning OpenAPI 3.0 or JSON Schema states are here; every other name of a format is
a hint. jsonschema checks most of them only if further packages happen to be installed, which would
make the outcome depend on the machine.
https://spec.openapis.org/oas/v3.0.3#data-types
"""

from __future__ import annotations

import base64
import binascii
import datetime
import ipaddress
import re
from collections.abc import Callable

from jsonschema import FormatChecker
from rfc3339_validator import validate_rfc3339  # type: ignore[import-untyped]

__all__ = ["FORMATS"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# https://www.rfc-editor.org/rfc/rfc3986#appendix-A: the characters, not the whole grammar.
_URI_REFERENCE = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOSTNAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_LARGEST_FLOAT = 3.4028234663852886e38


def _date_time(value: str) -> bool:
    return "\n" not in value and bool(validate_rfc3339(value.upper()))


def _date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        datetime.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _uri(value: str) -> bool:
    return bool(_URI_REFERENCE.fullmatch(value) and _SCHEME.fullmatch(value))


def _byte(value: str) -> bool:
    try:
        base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return False
    return True


def _address(version: type[ipaddress.IPv4Address | ipaddress.IPv6Address]) -> Callable[[str], bool]:
    def check(value: str) -> bool:
        try:
            version(value)
        except ValueError:
            return False
        return True

    return check


_OF_STRINGS: dict[str, Callable[[str], bool]] = {
    "date-time": _date_time,
    "date": _date,
    "uuid": _matches(_UUID),
    "email": _matches(_EMAIL),
    "uri": _uri,
    "uri-reference": _matches(_URI_REFERENCE),
    "hostname": _matches(_HOSTNAME),
    "ipv4": _address(ipaddress.IPv4Address),
    "ipv6": _address(ipaddress.IPv6Address),
    "byte": _byte,
}
_BITS = {"int32": 31, "int64": 63}

FORMATS = FormatChecker(formats=())


def _register_strings(name: str, check: Callable[[str], bool]) -> None:
    FORMATS.checks(name)(lambda value: check(value) if isinstance(value, str) else True)


def _register_integers(name: str, bits: int) -> None:
    # A float there is the business of `type`.
    FORMATS.checks(name)(
        lambda value: not isinstance(value, int) or isinstance(value, bool) or -(2**bits) <= value < 2**bits
    )


for _name, _check in _OF_STRINGS.items():
    _register_strings(_name, _check)
for _name, _size in _BITS.items():
    _register_integers(_name, _size)
FORMATS.checks("float")(
    lambda value: (
        not isinstance(value, int | float) or isinstance(value, bool) or abs(value) <= _LARGEST_FLOAT
    )
)
