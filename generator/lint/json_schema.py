"""Turns schemas of OpenAPI 3.0 into JSON Schema draft 4, and says which formats and patterns can be checked.

The dialect of OpenAPI was made from that draft; `nullable`, `readOnly` and `writeOnly` are its own. What
is malformed is left out, so that any document can be checked; the rule on structure reports it.
https://spec.openapis.org/oas/v3.0.3#schema-0
"""

from __future__ import annotations

import base64
import binascii
import datetime
import ipaddress
import re
import warnings
from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from jsonschema import FormatChecker
from rfc3339_validator import validate_rfc3339  # type: ignore[import-untyped]

from ..description.document import Description, Node
from ..description.grammar import COMPOSING
from ..description.json_values import Parts, strings
from ..documents import JsonObject, JsonValue

__all__ = ["Direction", "FORMATS", "Translator", "compiled", "looks_unanchored"]

Direction: TypeAlias = Literal["request", "response", "either"]

TYPES = ("array", "boolean", "integer", "number", "object", "string")
# Whose values may be left out, though required, by the side that does not send them.
UNSENT: Mapping[Direction, tuple[str, ...]] = {
    "request": ("readOnly",),
    "response": ("writeOnly",),
    "either": ("readOnly", "writeOnly"),
}


class Translator:
    """Translates the schemas of one description for values that travel in one direction.

    A translated schema holds those it refers to themselves, so a recursive schema is a graph with a
    circle: it can validate, but not be written out.
    """

    def __init__(self, description: Description, direction: Direction) -> None:
        self._description = description
        self._unsent = UNSENT[direction]
        self._made: dict[Parts, JsonObject] = {}
        self._waiting: list[Node] = []

    def translate(self, node: Node, without: str | None = None) -> JsonObject:
        """Translate a schema, leaving out one keyword of it if asked to."""
        schema = self._promise(node)
        resolved = self._description.target(node)
        if without is not None and resolved is not None:
            schema = self._translated(resolved, without)
        while self._waiting:
            pending = self._waiting.pop()
            self._made[pending.parts].update(self._translated(pending))
        return schema

    def _promise(self, node: Node | None) -> JsonObject:
        resolved = self._description.target(node)
        if resolved is None:
            return {}
        if resolved.parts not in self._made:
            self._made[resolved.parts] = {}
            self._waiting.append(resolved)
        return self._made[resolved.parts]

    def _translated(self, node: Node, without: str | None = None) -> JsonObject:
        source = {key: value for key, value in node.value.items() if key != without}
        schema: JsonObject = {
            key: value for key, value in source.items() if key in _AS_THEY_ARE and _AS_THEY_ARE[key](value)
        }
        child = self._description.child
        properties = source.get("properties")
        if isinstance(properties, dict):
            schema["properties"] = {
                name: self._promise(child(node, "properties", name)) for name in properties
            }
        required = [name for name in strings(source.get("required")) if not self._is_unsent(node, name)]
        if required:
            schema["required"] = list(dict.fromkeys(required))
        for keyword in ("items", "not", "additionalProperties"):
            inner = child(node, keyword)
            if inner is not None and keyword in source:
                schema[keyword] = self._promise(inner)
        if isinstance(source.get("additionalProperties"), bool):
            schema["additionalProperties"] = source["additionalProperties"]
        composed = False
        for keyword in COMPOSING:
            listing = source.get(keyword)
            if isinstance(listing, list) and listing:
                parts: list[JsonValue] = [
                    self._promise(child(node, keyword, at)) for at in range(len(listing))
                ]
                # A discriminator says which one is meant, though others may fit as well.
                exclusive = keyword == "oneOf" and "discriminator" not in source
                schema[keyword if exclusive or keyword == "allOf" else "anyOf"] = parts
                composed = True
        return self._with_type(schema, source, composed)

    def _is_unsent(self, node: Node, name: str) -> bool:
        declared = self._description.child(node, "properties", name)
        resolved = self._description.target(declared)
        return resolved is not None and any(resolved.value.get(key) is True for key in self._unsent)

    @staticmethod
    def _with_type(schema: JsonObject, source: JsonObject, composed: bool) -> JsonObject:
        kind = source.get("type")
        nullable = source.get("nullable") is True
        if isinstance(kind, str) and kind in TYPES:
            schema["type"] = [kind, "null"] if nullable else kind
        # To the letter, `nullable` beside `allOf` allows null only if each part does. It is written for
        # the one reason that null may come, and generators read it so.
        if nullable and composed:
            return {"anyOf": [{"type": "null"}, schema]}
        return schema


def _is_number(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: JsonValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_positive(value: JsonValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _is_boolean(value: JsonValue) -> bool:
    return isinstance(value, bool)


_AS_THEY_ARE: Mapping[str, Callable[[JsonValue], bool]] = {
    "multipleOf": _is_positive,
    "minimum": _is_number,
    "maximum": _is_number,
    "exclusiveMinimum": _is_boolean,
    "exclusiveMaximum": _is_boolean,
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems"), _is_count),
    **dict.fromkeys(("minProperties", "maxProperties"), _is_count),
    "uniqueItems": _is_boolean,
    "format": lambda value: isinstance(value, str),
    "pattern": lambda value: isinstance(value, str) and compiled(value) is not None,
    "enum": lambda value: isinstance(value, list) and bool(value),
}


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


_WORDS = re.compile(r"[\w -]*\w[\w -]*")
_GROUP = re.compile(r"\((?:\?:|\?P?<\w+>|(?!\?))")


def compiled(pattern: str) -> re.Pattern[str] | None:
    """Compile a pattern; `None` if Python cannot read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def looks_unanchored(pattern: str) -> bool:
    """Tell whether a pattern lists words, or alternatives, that are not bound to start and end."""
    alternatives = _alternatives(_without_group(pattern))
    if len(alternatives) == 1:
        return _WORDS.fullmatch(alternatives[0]) is not None
    return not all(_is_anchored(alternative) for alternative in alternatives)


def _is_anchored(alternative: str) -> bool:
    bare = _without_group(alternative)
    starts = bare.startswith(("^", r"\A"))
    ends = (bare.endswith("$") and not _is_escaped(bare, len(bare) - 1)) or bare.endswith((r"\Z", r"\z"))
    return starts and ends


def _without_group(pattern: str) -> str:
    """Take off the groups that enclose the whole pattern."""
    while True:
        opening = _GROUP.match(pattern)
        if opening is None or _closing(pattern) != len(pattern) - 1:
            return pattern
        pattern = pattern[opening.end() : -1]


def _closing(pattern: str) -> int:
    """The place of the parenthesis that closes the one at the start; -1 if there is none."""
    return next(
        (place for place, character, depth in _outside_classes(pattern) if character == ")" and not depth), -1
    )


def _alternatives(pattern: str) -> list[str]:
    cuts = [place for place, character, depth in _outside_classes(pattern) if character == "|" and not depth]
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(pattern)]
    return [pattern[start:end] for start, end in zip(starts, ends, strict=True)]


def _outside_classes(pattern: str) -> list[tuple[int, str, int]]:
    """The unescaped characters outside of `[…]`, with how many groups are open after them."""
    found: list[tuple[int, str, int]] = []
    depth, place = 0, 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 2
            continue
        if character == "[":
            place = _end_of_class(pattern, place)
            continue
        depth += {"(": 1, ")": -1}.get(character, 0)
        found.append((place, character, depth))
        place += 1
    return found


def _end_of_class(pattern: str, place: int) -> int:
    place += 2 if pattern[place + 1 : place + 2] == "^" else 1
    # A bracket in the first place stands for itself.
    place += 1 if pattern[place : place + 1] == "]" else 0
    while place < len(pattern) and pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place + 1


def _is_escaped(pattern: str, place: int) -> bool:
    before = pattern[:place]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
