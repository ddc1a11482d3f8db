"""Rules on what client and server agree on: servers, credentials, paths, parameters, bodies, responses.

What is not described here, the caller gets as nothing; what is wrong, as a request that fails.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from urllib.parse import urlsplit

from ...description.document import Description, Node, Operation, components
from ...description.http import has_no_body, is_described, is_error, is_json, is_success, is_wildcard
from ...description.json_values import Parts, object_of, short
from ...documents import JsonValue
from ..findings import Finding, Findings

__all__ = ["RULES", "find"]

RULES: Mapping[str, str] = {
    "missing-servers": "a description that names no server",
    "unusable-server": "a server whose address is relative, not https, or has a variable that is not defined",
    "undefined-security-scheme": "a security requirement names a scheme that is not defined",
    "no-security": "an operation for which nothing says whether it needs credentials",
    "path-parameter": "a parameter of a path that is not declared, not in the path, or not required",
    "duplicate-path": "two paths that are the same but for the names of their parameters",
    "duplicate-parameter": "two parameters of one name and place in one list",
    "ignored-header": "a header that OpenAPI does not let a description define",
    "strict-path-format": "a parameter of a path with the format uuid",
    "wildcard-media-type": "a body of any media type, `*/*`",
    "no-json-media-type": "a body that is described, but not as JSON",
    "missing-schema": "a body, parameter or header without a schema",
    "bodiless-status": "a response with a body under a status that has none (1xx, 204, 205, 304)",
    "missing-success-response": "an operation without a response for success",
    "missing-error-status": "an operation that does not describe 401 (if secured), 404 (if its path has parameters),"
    " 429 and 500",
    "suspicious-body": "a 201 with a `Location` header and a body that is any string",
    "repeated-error-schema": "schemas of errors that are the same but for texts and examples",
}


LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What openapi-python-client recognizes between the braces.
USABLE = re.compile(r"[a-zA-Z_-][a-zA-Z0-9_-]*")
# https://spec.openapis.org/oas/v3.0.3#parameter-object and #response-object
IGNORED_PARAMETERS = {
    "accept": "say it by the media types of the responses",
    "content-type": "say it by the media types of the request body",
    "authorization": "say it by a security scheme",
}


# What does not change the shape of a value.
_TEXTS = ("description", "example", "title", "externalDocs", "deprecated", "default")


def find(description: Description) -> Findings:
    yield from _servers(description)
    yield from _security(description)
    yield from _paths(description)
    yield from _parameters(description)
    yield from _bodies(description)
    yield from _responses(description)
    yield from _repeated(description)


def _servers(description: Description) -> Findings:
    if not description.document.get("servers"):
        yield Finding(
            "missing-servers",
            "/servers" if "servers" in description.document else "",
            "no server is named, so a client does not know where to send requests",
            "add `servers` with the address of each environment",
        )
    for node in description.of_kind("server"):
        url = node.value.get("url")
        if isinstance(url, str):
            yield from _url(node, url)


def _url(node: Node, url: str) -> Findings:
    variables = object_of(node.value.get("variables"))
    for name in PLACEHOLDER.findall(url):
        if name not in variables:
            yield _unusable(node, f"{short('{' + name + '}')} is not defined", "define it under `variables`")
    filled = PLACEHOLDER.sub(lambda match: _default(variables.get(match[1])), url)
    try:
        address = urlsplit(filled)
        host = address.hostname
    except ValueError:
        yield _unusable(node, f"{short(url)} is no address", "write one such as https://api.example.com")
        return
    if not address.scheme or not host:
        yield _unusable(
            node,
            f"{short(url)} is relative, and a client does not know to what",
            "write the whole address, such as https://api.example.com",
        )
    elif address.scheme != "https" and not (address.scheme == "http" and host in LOOPBACK):
        yield _unusable(node, f"{short(url)} is not https", "write an address that begins with https://")


def _default(variable: object) -> str:
    # Any name will do in place of a missing default, which the rule on structure reports.
    default = variable.get("default") if isinstance(variable, dict) else None
    return default if isinstance(default, str) else "undefined"


def _unusable(node: Node, message: str, remedy: str) -> Finding:
    return Finding("unusable-server", node.at("url"), message, remedy)


def _security(description: Description) -> Findings:
    defined = components(description.document, "securitySchemes")
    holders = [description.nodes[0], *(operation.node for operation in description.operations)]
    for holder in holders:
        listing = holder.value.get("security")
        for index, requirement in enumerate(listing if isinstance(listing, list) else ()):
            for name in object_of(requirement):
                if name not in defined:
                    known = f"; defined are: {', '.join(map(short, defined))}" if defined else ""
                    yield Finding(
                        "undefined-security-scheme",
                        holder.at("security", index, name),
                        f"there is no security scheme {short(name)}{known}",
                        "name a scheme of `components/securitySchemes`, or define this one",
                    )
    if "security" not in description.document:
        for operation in description.operations:
            if "security" not in operation.node.value:
                yield Finding(
                    "no-security",
                    operation.node.pointer,
                    "nothing says which credentials this needs, here or for the whole description",
                    "add `security` here or at the root; `security: []` says that it needs none",
                )


def _is_secured(description: Description, operation: Operation) -> bool:
    """Tell whether an operation asks for credentials, even if it also works without."""
    listing = operation.node.value.get("security", description.document.get("security"))
    return isinstance(listing, list) and any(object_of(requirement) for requirement in listing)


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
                node.pointer, f"{short(name)} is in the path twice", "give each place a name"
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


def _parameters(description: Description) -> Findings:
    for operation in description.operations:
        yield from _declared(operation)
        yield from _opaque(description, operation)
    yield from _lists(description)
    yield from _headers(description)


def _declared(operation: Operation) -> Findings:
    placed = PLACEHOLDER.findall(operation.path)
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
                f"{short(parameter.name)} is not in the path {short(operation.path)}",
                f"put {short('{' + parameter.name + '}')} into the path, or take the parameter out",
            )


def _path_parameter(at: str, message: str, remedy: str) -> Finding:
    return Finding("path-parameter", at, message, remedy)


def _opaque(description: Description, operation: Operation) -> Findings:
    for parameter in operation.parameters:
        schema = description.child(parameter.node, "schema")
        resolved = description.target(schema)
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
        seen: set[tuple[str, str]] = set()
        for parameter in description.parameters(holder):
            name, location = parameter.name, parameter.location
            # The names of headers are not sensitive to case.
            key = name.lower() if location == "header" else name, location
            if key in seen:
                yield Finding(
                    "duplicate-parameter",
                    parameter.listed.pointer,
                    f"a second {location} parameter {short(name)}",
                    "list each parameter once",
                )
            seen.add(key)


def _headers(description: Description) -> Findings:
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


def _bodies(description: Description) -> Findings:
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


def _responses(description: Description) -> Findings:
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
            response = description.target(listed)
            if listed is not None and response is not None:
                yield from _bodiless(status, listed, response)
                yield from _suspicious(description, status, response)


def _missing_errors(
    description: Description, operation: Operation, responses: Node, described: list[str]
) -> Findings:
    wanted = ["429", "500"]
    if "{" in operation.path:
        wanted.insert(0, "404")
    if _is_secured(description, operation):
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
    if has_no_body(status) and object_of(response.value.get("content")):
        yield Finding(
            "bodiless-status",
            listed.at("content") if listed is response else listed.pointer,
            f"a {status} has no body, so reading one fails after a success",
            "take the `content` out",
        )


def _suspicious(description: Description, status: str, response: Node) -> Findings:
    headers = {name.lower() for name in object_of(response.value.get("headers"))}
    if status != "201" or "location" not in headers:
        return
    for name, content in description.children(response, "content"):
        schema = description.child(content, "schema")
        resolved = description.target(schema)
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


def _error_schemas(description: Description) -> set[Parts]:
    """The components that are the whole body of a response to an error."""
    found = set()
    for operation in description.operations:
        for status, listed in description.children(operation.node, "responses"):
            response = description.target(listed) if is_error(status) else None
            for _, content in description.children(response, "content"):
                schema = description.child(content, "schema")
                target = description.target(schema)
                if target is not None and target is not schema and "properties" in target.value:
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
