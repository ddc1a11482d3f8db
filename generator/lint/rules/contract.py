"""Rules on responses: what is not described, the caller gets as nothing; what is wrong, as an error."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...description.document import Description, Node, Operation, objects
from ...description.http import has_no_body, is_described, is_error, is_json, is_success
from ...description.json_values import short
from ...documents import JsonValue
from ..findings import Finding, Findings
from .security import is_secured

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "bodiless-status": "a response with a body under a status that has none (1xx, 204, 205, 304)",
    "missing-success-response": "an operation without a response for success",
    "missing-error-status": "an operation that does not describe 401 (if secured), 404 (if its path has parameters),"
    " 429 and 500",
    "suspicious-body": "a 201 with a `Location` header and a body that is any string",
    "repeated-error-schema": "schemas of errors that are the same but for texts and examples",
}

# What does not change the shape of a value.
_TEXTS = ("description", "example", "title", "externalDocs", "deprecated", "default")


def find(description: Description) -> Findings:
    for operation in description.operations:
        responses = description.child(operation.node, "responses")
        if responses is None or not responses.value:
            continue
        described = [status for status in responses.value if not status.startswith("x-")]
        if not any(map(is_success, described)):
            yield Finding(
                "missing-success-response",
                responses.pointer,
                f"there is no response for success among {', '.join(described)}",
                "describe what a request that worked is answered with, such as 200 or 204",
            )
        yield from _missing_errors(description, operation, responses, described)
        for status in described:
            listed = description.child(responses, status)
            response = description.follow(listed) if listed is not None else None
            if listed is not None and response is not None:
                yield from _bodiless(status, listed, response)
                yield from _suspicious(description, status, response)
    yield from _repeated(description)


def _missing_errors(
    description: Description, operation: Operation, responses: Node, described: list[str]
) -> Findings:
    wanted = ["429", "500"]
    if "{" in operation.template:
        wanted.insert(0, "404")
    if is_secured(description, operation):
        wanted.insert(0, "401")
    missing = [status for status in wanted if not is_described(status, described)]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        yield Finding(
            "missing-error-status",
            responses.pointer,
            f"{', '.join(missing)} {verb} not described, though any server may answer so",
            "describe each with the schema of its body, or all others at once as `default`",
        )


def _bodiless(status: str, listed: Node, response: Node) -> Findings:
    if has_no_body(status) and objects(response.value.get("content")):
        yield Finding(
            "bodiless-status",
            listed.at("content") if listed is response else listed.pointer,
            f"a {status} has no body, so reading one fails after a success",
            "take the `content` out",
        )


def _suspicious(description: Description, status: str, response: Node) -> Findings:
    headers = {name.lower() for name in objects(response.value.get("headers"))}
    if status != "201" or "location" not in headers:
        return
    for name, content in description.children(response, "content"):
        schema = description.child(content, "schema")
        resolved = description.follow(schema) if schema is not None else None
        if not is_json(name) or resolved is None or resolved.value.get("type") != "string":
            continue
        if not resolved.value.keys() - {"type", "description", "title"}:
            yield Finding(
                "suspicious-body",
                content.pointer,
                "the `Location` header says what was made, and the body may be any string: likely there is none",
                "take the `content` out, or say what the string is by a format or an example",
            )


def _repeated(description: Description) -> Findings:
    errors = _error_schemas(description)
    first_of: dict[str, str] = {}
    for node in description.of_kind("schema"):
        if node.parts in errors:
            name = str(node.parts[-1])
            first = first_of.setdefault(_shape(node), name)
            if first != name:
                yield Finding(
                    "repeated-error-schema",
                    node.pointer,
                    f"{short(name)} is {short(first)} but for texts and examples",
                    "refer to one schema; give each response its own example",
                )


def _error_schemas(description: Description) -> set[tuple[str | int, ...]]:
    """The components that are the whole body of a response to an error."""
    found = set()
    for operation in description.operations:
        for status, listed in description.children(operation.node, "responses"):
            response = description.follow(listed) if is_error(status) else None
            for _, content in description.children(response, "content") if response is not None else ():
                schema = description.child(content, "schema")
                target = description.target(schema) if schema is not None else None
                if target is not None and "properties" in target.value:
                    found.add(target.parts)
    return found


def _shape(node: Node) -> str:
    try:
        return json.dumps(_without_texts(node.value), sort_keys=True)
    except (RecursionError, ValueError):
        # Too deep, or with numbers too long to be written: like no other.
        return node.pointer


def _without_texts(value: JsonValue, *, is_map: bool = False) -> JsonValue:
    if isinstance(value, dict):
        return {
            key: _without_texts(item, is_map=key == "properties" and not is_map)
            for key, item in value.items()
            if is_map or key not in _TEXTS
        }
    return [_without_texts(item) for item in value] if isinstance(value, list) else value
