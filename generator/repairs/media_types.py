"""Names the media type of a body, and takes a body out where there can be none."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer, segments
from ..lint import Finding
from ..lint.media_types import is_json, is_wildcard
from .edits import ABSENT, Edit, lookup

__all__ = ["MEDIA_TYPE_RULES", "repaired_content"]

MEDIA_TYPE_RULES = frozenset(
    {"wildcard-media-type", "no-json-media-type", "bodiless-status", "suspicious-body"}
)
JSON = "application/json"


def repaired_content(document: JsonValue, finding: Finding) -> Edit | None:
    """Return the edit of the `content` that a finding is about."""
    named: Any = lookup(document, finding.pointer)
    if isinstance(named, dict) and isinstance(named.get("$ref"), str):
        return Edit(
            finding.pointer,
            {"description": _description(document, named["$ref"])},
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


def _description(document: JsonValue, reference: str) -> str:
    response: Any = lookup(document, unquote(reference.removeprefix("#")))
    text = response.get("description") if isinstance(response, dict) else None
    return text if isinstance(text, str) else "No body."


def _with_schema(body: JsonValue) -> JsonObject:
    return {"schema": {}, **body} if isinstance(body, dict) else {"schema": {}}
