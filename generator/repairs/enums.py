"""Repairs the lists of a description: the `enum` of a schema, and the media types of a body.

A document and a finding of the lint go in, the edit that silences it comes out, if there is one.
"""

from __future__ import annotations

import json
from typing import Any

from ..description.document import Description
from ..description.http import is_json, is_wildcard
from ..description.json_values import ABSENT
from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer, segments
from ..lint import Finding
from .edits import Edit, lookup

__all__ = ["ENUM_RULES", "MEDIA_TYPE_RULES", "repaired_content", "repaired_enum"]

MEDIA_TYPE_RULES = frozenset(
    {"wildcard-media-type", "no-json-media-type", "bodiless-status", "suspicious-body"}
)
ENUM_RULES = frozenset({"null-enum", "joined-enum", "repeated-enum-value", "invalid-enum-value"})
JSON = "application/json"
_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def repaired_enum(document: JsonValue, finding: Finding) -> Edit | None:
    """Return the edit of a whole `enum` that a finding is about; the other findings in it go with it."""
    parts = segments(finding.pointer)
    # The finding is about the list, a member, or something inside a member.
    for end in range(len(parts), 0, -1):
        if parts[end - 1] == "enum" and isinstance(lookup(document, pointer(parts[:end])), list):
            return _edit(document, parts[:end], parts[end:], finding)
    return None


def _edit(document: JsonValue, parts: list[str], inside: list[str], finding: Finding) -> Edit:
    place = pointer(parts)
    members: Any = lookup(document, place)
    schema: Any = lookup(document, pointer(parts[:-1]))
    if finding.rule == "null-enum":
        return Edit(
            place,
            ABSENT,
            "A field that must be null is no field at all; the list of values was lost. "
            "If null may be sent, add `nullable: true`.",
        )
    if finding.rule == "joined-enum":
        split = [member.strip() for member in members[0].split("|")]
        return Edit(place, _distinct(split), "The members were published as one string.")
    wrong = int(inside[0]) if finding.rule == "invalid-enum-value" and inside else None
    mended = [_mended(member, schema.get("type")) for member in members]
    kept = _distinct(
        [
            after
            for index, (before, after) in enumerate(zip(members, mended, strict=True))
            if _fits(after, schema) and (index != wrong or after is not before)
        ]
    )
    reason = "The list holds a value twice, or one that the rest of the schema does not allow."
    return Edit(place, kept or ABSENT, reason)


def _mended(member: JsonValue, kind: JsonValue) -> JsonValue:
    if kind == "string" and isinstance(member, int | float) and not isinstance(member, bool):
        return str(member)
    if kind == "integer" and isinstance(member, str) and member.lstrip("-").isdecimal() and len(member) < 20:
        return int(member)
    return member


def _fits(member: JsonValue, schema: Any) -> bool:
    if member is None:
        return schema.get("nullable") is True
    wanted = _KINDS.get(schema.get("type"), (object,))
    return isinstance(member, wanted) and (bool in wanted or object in wanted or not isinstance(member, bool))


def _distinct(members: list[JsonValue]) -> list[JsonValue]:
    # JSON tells 1 from true, which Python's == does not.
    return list({json.dumps(member, sort_keys=True): member for member in members}.values())


def repaired_content(document: JsonValue, finding: Finding) -> Edit | None:
    """Return the edit of the `content` that a finding is about."""
    named: Any = lookup(document, finding.pointer)
    if isinstance(named, dict) and isinstance(named.get("$ref"), str):
        return Edit(
            finding.pointer,
            {"description": _words_of(Description(document).follow(named))},
            "This answer has no body, and the one it refers to has.",
        )
    parts = segments(finding.pointer)
    end = next((at + 1 for at in range(len(parts) - 1, -1, -1) if parts[at] == "content"), 0)
    place = pointer(parts[:end])
    content: Any = lookup(document, place)
    if not end or not isinstance(content, dict):
        return None
    if finding.rule in ("bodiless-status", "suspicious-body"):
        return Edit(place, ABSENT, "This answer has no body, and reading one would fail after a success.")
    if not content:
        return Edit(
            place,
            {JSON: {"schema": {}}},
            "The body has no media type, so that nothing is said about it; here it is any JSON.",
            "what is the body?",
        )
    kept: JsonObject = {name: body for name, body in content.items() if not is_wildcard(name)}
    reason = "No server sends a wildcard as its media type; the bodies of this API are JSON."
    question = None
    if finding.rule == "no-json-media-type":
        reason = f"The body is described as {', '.join(content)}; here it is taken for JSON as well."
        question = "is the body JSON?"
    if not any(map(is_json, kept)):
        kept = {JSON: _with_schema(next(iter(content.values()))), **kept}
    return Edit(place, kept, reason, question)


def _words_of(response: JsonObject) -> str:
    text = response.get("description")
    return text if isinstance(text, str) else "No body."


def _with_schema(body: JsonValue) -> JsonObject:
    return {"schema": {}, **body} if isinstance(body, dict) else {"schema": {}}
