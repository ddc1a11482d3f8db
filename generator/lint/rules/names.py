"""Rules on names: what becomes a Python name must be one, and not the name of something else.

openapi-python-client says how names become Python's; of two that become the same one, it keeps one.
Where OpenAPI has no word for something, extensions of our own say it: `x-kco-resource` and `x-kco-method`
name the method of an operation, `x-kco-personal` marks data that must not be printed, and
`x-kco-always-sent` names the properties that a server always sends.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping

from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

from ...description.document import Description, Node, Operation
from ...description.http import is_json
from ...description.json_values import object_of, short, strings
from ...description.schemas import all_of, declared_properties
from ..findings import Finding, Findings

__all__ = ["RULES", "find"]

EXTENSION_PREFIX = "x-kco-"
PERSONAL = EXTENSION_PREFIX + "personal"
RESOURCE = EXTENSION_PREFIX + "resource"
METHOD = EXTENSION_PREFIX + "method"
ALWAYS_SENT = EXTENSION_PREFIX + "always-sent"

RULES: Mapping[str, str] = {
    "invalid-component-name": "a component's name with characters that OpenAPI does not allow",
    "component-name-collision": "two schemas whose names differ by case only, or become one Python class or module",
    "property-name-collision": "two properties of a schema that become the same Python name",
    "argument-collision": "two parameters or properties of the body that become one argument of a method",
    "missing-operation-id": "an operation without an `operationId`",
    "duplicate-operation-id": "two operations whose `operationId` is the same, or becomes the same Python name",
    "vague-operation-id": "an `operationId` that is a bare verb, a Python keyword, or no name at all",
    "personal-extension": f"`{PERSONAL}` is something else than `true`",
    "method-name": f"`{RESOURCE}` and `{METHOD}` are missing, no Python names, or given twice",
    "always-sent-extension": f"`{ALWAYS_SENT}` is not a list of properties of its schema",
    "unknown-extension": f"an extension `{EXTENSION_PREFIX}…` that is unknown, or has no meaning in its place",
}


# https://spec.openapis.org/oas/v3.0.3#components-object
COMPONENT_NAME = re.compile(r"[a-zA-Z0-9._-]+")
# openapi-python-client's own default.
PREFIX = "field_"
BARE_VERBS = frozenset(
    re.findall(
        r"\w+",
        """add call check create delete do execute fetch find get head list load make modify new options patch
        perform post put query read remove request retrieve run save search send set show start stop submit
        trace update upsert view write""",
    )
)


# The kind of object that each belongs to.
HOME: Mapping[str, str] = {
    PERSONAL: "schema",
    ALWAYS_SENT: "schema",
    RESOURCE: "operation",
    METHOD: "operation",
}


def find(description: Description) -> Findings:
    yield from _components(description)
    yield from _properties(description)
    yield from _arguments(description)
    yield from _operation_ids(description)
    yield from _extensions(description)
    yield from _method_names(description)


def _components(description: Description) -> Findings:
    for section, named in object_of(description.document.get("components")).items():
        if section.startswith("x-"):
            continue
        for name in object_of(named):
            if not COMPONENT_NAME.fullmatch(name):
                yield Finding(
                    "invalid-component-name",
                    description.nodes[0].at("components", section, name),
                    f"{short(name)} is no name for a component",
                    "use letters of ASCII, digits, `.`, `_` and `-` only, and no spaces",
                )
    seen: dict[tuple[str, str], str] = {}
    for node in description.of_kind("schema"):
        if node.parts[:2] == ("components", "schemas") and len(node.parts) == 3:
            yield from _component_collision(description, node, seen)


def _component_collision(description: Description, node: Node, seen: dict[tuple[str, str], str]) -> Findings:
    name = str(node.parts[2])
    title = node.value.get("title")
    # A title takes the place of the name in openapi-python-client, where there is a class to be named.
    titled = isinstance(title, str) and title != "" and _makes_class(description, node)
    class_name = ClassName(str(title) if titled else name, PREFIX)
    module = PythonIdentifier(class_name, PREFIX)
    keys = {
        ("letter case", name.casefold()): "differ in letter case only",
        ("class", class_name): f"become the same Python class {class_name}",
        ("module", module): f"become Python modules of the same name {module}",
    }
    for key, words in keys.items():
        if key in seen:
            yield Finding(
                "component-name-collision",
                node.pointer,
                f"{short(name)} and {short(seen[key])} {words}",
                "rename one of them, and the references to it",
            )
            break
    for key in keys:
        seen.setdefault(key, name)


def _makes_class(description: Description, node: Node) -> bool:
    return any(
        part.get("type") == "object" or "properties" in part or "enum" in part
        for part in all_of(description, node.value)
    )


def _properties(description: Description) -> Findings:
    for node in description.of_kind("schema"):
        seen: dict[str, str] = {}
        for name in object_of(node.value.get("properties")) if node.reference is None else ():
            python = _as_written(name)
            if python in seen:
                yield Finding(
                    "property-name-collision",
                    node.at("properties", name),
                    f"{short(name)} and {short(seen[python])} become the same Python name {python}",
                    "keep one of them; the other is read as an additional property",
                )
            seen.setdefault(python, name)


def _arguments(description: Description) -> Findings:
    for operation in description.operations:
        seen: dict[str, str] = {}
        for python, at, words in _named_arguments(description, operation):
            if python in seen:
                yield Finding(
                    "argument-collision",
                    at,
                    f"{words} and {seen[python]} become the same argument {python}",
                    "rename the parameter of the path, whose name is not sent; else take one of them out",
                )
            seen.setdefault(python, words)


def _named_arguments(description: Description, operation: Operation) -> Iterator[tuple[str, str, str]]:
    listed_before: set[tuple[str, str]] = set()
    for parameter in operation.parameters:
        # Cookies are the business of the transport; one parameter listed twice has a rule of its own.
        key = parameter.name, parameter.location
        if parameter.location in ("path", "query", "header") and key not in listed_before:
            words = f"the {parameter.location} parameter {short(parameter.name)}"
            as_python = _as_snake if parameter.location == "header" else _as_written
            yield as_python(parameter.name), parameter.listed.pointer, words
        listed_before.add(key)
    listed = description.child(operation.node, "requestBody")
    body = description.target(listed)
    for media_type, content in description.children(body, "content"):
        schema = description.child(content, "schema")
        if listed is not None and schema is not None and is_json(media_type):
            for name, declared in (declared_properties(description, schema.value, ("allOf",)) or {}).items():
                if description.follow(declared).get("readOnly") is not True:
                    yield _as_written(name), listed.pointer, f"the property {short(name)} of the body"
            return


def _operation_ids(description: Description) -> Findings:
    seen: dict[str, str] = {}
    in_tag: dict[tuple[str, str], str] = {}
    for operation in description.operations:
        identifier = operation.node.value.get("operationId")
        at = operation.node.at("operationId")
        if identifier is None or identifier == "":
            yield Finding(
                "missing-operation-id",
                operation.node.pointer,
                "there is no `operationId`",
                "add one, such as `getOrder`",
            )
        if not isinstance(identifier, str) or identifier == "":
            continue
        python = _as_snake(identifier)
        in_module = _as_snake(_tag(operation)), python
        if identifier in seen:
            message = f"{short(identifier)} is the `operationId` of {seen[identifier]} as well"
        elif in_module in in_tag:
            message = (
                f"{short(identifier)} becomes {python}, as does the `operationId` of {in_tag[in_module]}"
            )
        else:
            message = ""
        if message:
            yield Finding(
                "duplicate-operation-id", at, message, "give each operation an `operationId` of its own"
            )
        elif not any(character.isalnum() and character.isascii() for character in identifier):
            yield _vague(at, f"{short(identifier)} has nothing a Python name can be made of")
        elif snake_case(identifier) in BARE_VERBS:
            yield _vague(at, f"{short(identifier)} does not say what it is done to")
        elif keyword.iskeyword(identifier) or keyword.iskeyword(snake_case(identifier)):
            yield _vague(at, f"{short(identifier)} is a Python keyword")
        seen.setdefault(identifier, operation.key)
        in_tag.setdefault(in_module, operation.key)


def _tag(operation: Operation) -> str:
    return next(iter(strings(operation.node.value.get("tags"))), "default")


def _vague(at: str, message: str) -> Finding:
    return Finding("vague-operation-id", at, message, "name verb and object, such as `getOrder`")


def _as_snake(name: str) -> str:
    return PythonIdentifier(name, PREFIX)


def _as_written(name: str) -> str:
    """A name as it is where Python allows that, so that fields are called what the wire calls them."""
    return name if name.isidentifier() and not keyword.iskeyword(name) else _as_snake(name)


def _extensions(description: Description) -> Findings:
    for node in description.nodes:
        if node.reference is not None:
            continue
        for key, value in node.value.items():
            if not key.startswith(EXTENSION_PREFIX):
                continue
            if key not in HOME:
                yield _unknown(
                    node, key, f"{short(key)} is not known", f"use one of {', '.join(map(short, HOME))}"
                )
            elif node.kind != HOME[key]:
                message = f"{short(key)} has no meaning on {_a(node.kind)}"
                yield _unknown(node, key, message, f"put it on {_a(HOME[key])}")
            elif key == PERSONAL and value is not True:
                yield Finding(
                    "personal-extension",
                    node.at(key),
                    f"found {short(value)}",
                    "write `true`, or take it out",
                )
            elif key == ALWAYS_SENT:
                yield from _always_sent(description, node)


def _unknown(node: Node, key: str, message: str, remedy: str) -> Finding:
    return Finding("unknown-extension", node.at(key), message, remedy)


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind.replace('-', ' ')}"


def _always_sent(description: Description, node: Node) -> Findings:
    names = node.value[ALWAYS_SENT]
    remedy = "write a list of names of properties of this schema"
    if not isinstance(names, list):
        yield Finding("always-sent-extension", node.at(ALWAYS_SENT), f"found {short(names)}, no list", remedy)
        return
    declared = declared_properties(description, node.value)
    for index, name in enumerate(names):
        if not isinstance(name, str):
            message = f"found {short(name)}, no name"
        elif declared is not None and name not in declared:
            message = f"{short(name)} is no property of this schema"
        elif name in names[:index]:
            message = f"{short(name)} is named already"
        else:
            continue
        yield Finding("always-sent-extension", node.at(ALWAYS_SENT, index), message, remedy)


def _method_names(description: Description) -> Findings:
    named = [
        operation.node
        for operation in description.operations
        if {RESOURCE, METHOD} & operation.node.value.keys()
    ]
    if not named:
        return
    seen: dict[tuple[str, str], str] = {}
    for operation in description.operations:
        node = operation.node
        pair: list[str] = []
        for key in (RESOURCE, METHOD):
            name = node.value.get(key)
            if key not in node.value:
                message = f"{short(key)} is missing, and other operations have it"
                yield _method_name(node.pointer, message, f"add {short(key)} to each operation")
            elif not _is_python_name(name):
                message = f"{short(name)} is no name for Python"
                yield _method_name(node.at(key), message, "use letters, digits and `_`, and no keyword")
            else:
                pair.append(str(name))
        if len(pair) == 2:
            resource, method = pair
            if (resource, method) in seen:
                message = f"{resource}.{method} is the method of {seen[resource, method]} already"
                yield _method_name(node.at(METHOD), message, "give each operation a method of its own")
            seen.setdefault((resource, method), operation.key)


def _is_python_name(name: object) -> bool:
    return isinstance(name, str) and name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def _method_name(at: str, message: str, remedy: str) -> Finding:
    return Finding("method-name", at, message, remedy)
