"""Rules on our own extensions, which tell the generator what OpenAPI has no word for.

`x-kco-resource` and `x-kco-method` name the method of an operation, `x-kco-personal` marks data that
must not be printed, `x-kco-always-sent` names the properties that a server always sends.
"""

from __future__ import annotations

import keyword
from collections.abc import Mapping

from ...description.composition import declared_properties
from ...description.document import Description, Node
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["EXTENSION_PREFIX", "RULES", "find"]

EXTENSION_PREFIX = "x-kco-"
PERSONAL = EXTENSION_PREFIX + "personal"
RESOURCE = EXTENSION_PREFIX + "resource"
METHOD = EXTENSION_PREFIX + "method"
ALWAYS_SENT = EXTENSION_PREFIX + "always-sent"

# The kind of object that each may stand on.
HOME: Mapping[str, str] = {
    PERSONAL: "schema",
    ALWAYS_SENT: "schema",
    RESOURCE: "operation",
    METHOD: "operation",
}

RULES: Mapping[str, str] = {
    "personal-extension": f"`{PERSONAL}` is something else than `true`",
    "method-name": f"`{RESOURCE}` and `{METHOD}` are missing, no Python names, or given twice",
    "always-sent-extension": f"`{ALWAYS_SENT}` is not a list of properties of its schema",
    "unknown-extension": f"an extension `{EXTENSION_PREFIX}…` that is unknown, or means nothing where it stands",
}


def find(description: Description) -> Findings:
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
                message = f"{short(key)} means nothing on {_a(node.kind)}"
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
    yield from _method_names(description)


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
    declared = declared_properties(description, node)
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
            where = f"{operation.method.upper()} {operation.template}"
            if (resource, method) in seen:
                message = f"{resource}.{method} is the method of {seen[resource, method]} already"
                yield _method_name(node.at(METHOD), message, "give each operation a method of its own")
            seen.setdefault((resource, method), where)


def _is_python_name(name: object) -> bool:
    return isinstance(name, str) and name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def _method_name(at: str, message: str, remedy: str) -> Finding:
    return Finding("method-name", at, message, remedy)
