"""Rules on paths and parameters: what a request is built from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ...description.document import Description, Node, Operation
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "path-parameter": "a parameter of a path that is not declared, not in the path, or not required",
    "duplicate-path": "two paths that are the same but for the names of their parameters",
    "duplicate-parameter": "two parameters of one name and place in one list",
    "ignored-header": "a header that OpenAPI does not let a description define",
    "strict-path-format": "a parameter of a path with the format uuid",
}

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What openapi-python-client recognizes between the braces.
USABLE = re.compile(r"[a-zA-Z_-][a-zA-Z0-9_-]*")
# https://spec.openapis.org/oas/v3.0.3#parameter-object and #response-object
IGNORED_PARAMETERS = {
    "accept": "say it by the media types of the responses",
    "content-type": "say it by the media types of the request body",
    "authorization": "say it by a security scheme",
}


def find(description: Description) -> Findings:
    yield from _paths(description)
    for operation in description.operations:
        yield from _declared(operation)
        yield from _opaque(description, operation)
    yield from _lists(description)
    yield from _parameters(description)


def _paths(description: Description) -> Findings:
    seen: dict[str, str] = {}
    for node in description.of_kind("path-item"):
        if len(node.parts) != 2 or node.parts[0] != "paths":
            continue
        template = str(node.parts[1])
        shape = PLACEHOLDER.sub("{}", template)
        if shape in seen:
            yield Finding(
                "duplicate-path",
                node.pointer,
                f"{short(template)} is the same path as {short(seen[shape])}",
                "make one path item of the two",
            )
        seen.setdefault(shape, template)
        names = PLACEHOLDER.findall(template)
        for name in [name for name, count in Counter(names).items() if count > 1]:
            yield _path_parameter(
                node.pointer, f"{short(name)} stands in the path twice", "give each place a name"
            )
        for name in dict.fromkeys(names):
            if not USABLE.fullmatch(name):
                yield _path_parameter(
                    node.pointer,
                    f"{short('{' + name + '}')} is not recognized as a parameter",
                    "use letters, digits, `_` and `-` only, a letter first",
                )
        if re.search("[{}]", PLACEHOLDER.sub("", template)):
            yield _path_parameter(
                node.pointer, f"{short(template)} has a brace without its pair", "close each brace"
            )


def _declared(operation: Operation) -> Findings:
    placed = PLACEHOLDER.findall(operation.template)
    declared = [parameter for parameter in operation.parameters if parameter.location == "path"]
    names = {parameter.name for parameter in declared}
    for name in dict.fromkeys(placed):
        if name not in names and operation.complete and USABLE.fullmatch(name):
            yield _path_parameter(
                operation.node.pointer,
                f"{short('{' + name + '}')} is in the path, but not among the parameters",
                f"declare a required parameter {short(name)} in the path",
            )
    for parameter in declared:
        if parameter.name not in placed:
            yield _path_parameter(
                parameter.listed.pointer,
                f"{short(parameter.name)} is not in the path {short(operation.template)}",
                f"put {short('{' + parameter.name + '}')} into the path, or take the parameter out",
            )


def _path_parameter(at: str, message: str, remedy: str) -> Finding:
    return Finding("path-parameter", at, message, remedy)


def _opaque(description: Description, operation: Operation) -> Findings:
    for parameter in operation.parameters:
        schema = description.child(parameter.node, "schema")
        resolved = description.follow(schema) if schema is not None else None
        if parameter.location != "path" or schema is None or resolved is None:
            continue
        if resolved.value.get("format") == "uuid":
            yield Finding(
                "strict-path-format",
                schema.at("format") if resolved is schema else schema.pointer,
                f"{short(parameter.name)} must be a UUID, so clients refuse ids the server may well know",
                "leave the format out: ids are opaque",
            )


def _lists(description: Description) -> Findings:
    for holder in description.of_kind("path-item", "operation"):
        listing = holder.value.get("parameters")
        seen: set[tuple[object, object]] = set()
        for index in range(len(listing) if isinstance(listing, list) else 0):
            listed = description.child(holder, "parameters", index)
            node = description.follow(listed) if listed is not None else None
            if listed is None or node is None:
                continue
            name, location = node.value.get("name"), node.value.get("in")
            if not isinstance(name, str) or not isinstance(location, str):
                continue
            # The names of headers are not sensitive to case.
            key = name.lower() if location == "header" else name, location
            if key in seen:
                yield Finding(
                    "duplicate-parameter",
                    listed.pointer,
                    f"a second {location} parameter {short(name)}",
                    "list each parameter once",
                )
            seen.add(key)


def _parameters(description: Description) -> Findings:
    for node in description.of_kind("parameter"):
        name = node.value.get("name")
        if (
            node.value.get("in") == "path"
            and node.value.get("required") is not True
            and node.reference is None
        ):
            yield _path_parameter(
                node.pointer,
                f"the path parameter {short(name)} is not required",
                "add `required: true`; a path without it is another path",
            )
        if node.value.get("in") == "header" and isinstance(name, str) and name.lower() in IGNORED_PARAMETERS:
            yield _ignored(node, name, IGNORED_PARAMETERS[name.lower()])
    for response in description.of_kind("response"):
        for name, header in description.children(response, "headers"):
            if name.lower() == "content-type":
                yield _ignored(header, name, "say it by the media types of the response")


def _ignored(node: Node, name: str, remedy: str) -> Finding:
    return Finding("ignored-header", node.pointer, f"the definition of {short(name)} is ignored", remedy)
