"""Rules on bodies and their media types: what generators cannot type is dropped, or breaks at run time."""

from __future__ import annotations

from collections.abc import Mapping

from ...description.document import Description, Node
from ...description.http import has_no_body, is_json, is_wildcard
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "wildcard-media-type": "a body of any media type, `*/*`",
    "no-json-media-type": "a body that is described, but not as JSON",
    "missing-schema": "a body, parameter or header without a schema",
}


def find(description: Description) -> Findings:
    for node in description.of_kind("media-type"):
        name = str(node.parts[-1])
        if is_wildcard(name):
            yield Finding(
                "wildcard-media-type",
                node.pointer,
                f"{short(name)} may be anything, so nothing is read from the body",
                "write the type that is sent, such as application/json",
            )
        elif is_json(name) and "schema" not in node.value:
            yield _missing_schema(node, f"the body of type {short(name)}")
    for node in description.of_kind("request-body", "response"):
        if node.reference is None and not _is_bodiless(node):
            yield from _json(node)
    for node in description.of_kind("parameter", "header"):
        if node.reference is None and "schema" not in node.value and "content" not in node.value:
            called = node.value.get("name") if node.kind == "parameter" else node.parts[-1]
            yield _missing_schema(node, f"the {node.kind} {short(called)}")


def _json(node: Node) -> Findings:
    content = node.value.get("content")
    if not isinstance(content, dict):
        return
    if not content:
        if node.kind == "request-body":
            yield Finding(
                "no-json-media-type",
                node.at("content"),
                "there is a body, but no media type",
                "describe it as application/json, or take the body out",
            )
        return
    if not any(is_json(name) or is_wildcard(name) for name in content):
        yield Finding(
            "no-json-media-type",
            node.at("content"),
            f"the body is described as {', '.join(map(short, content))} only",
            "describe it as application/json if it is JSON; else it has to be read by hand",
        )


def _is_bodiless(node: Node) -> bool:
    """Tell whether the status says that there is no body, on which there is a rule of its own."""
    return node.kind == "response" and node.parts[0] == "paths" and has_no_body(str(node.parts[-1]))


def _missing_schema(node: Node, what: str) -> Finding:
    return Finding(
        "missing-schema",
        node.pointer,
        f"{what} has no schema, so it is left out",
        "add a `schema`, such as `type: string`",
    )
