"""Checks that no part of a description was lost on the way to Python.

The description and the generated modules go in, the first loss is raised. It reads the generated
source itself: a clean run of a generator does not mean a complete client.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import cast

from .description.document import Description, components
from .description.http import json_media_type
from .description.schemas import alternatives, listed, properties, steps
from .documents import JsonObject
from .json_pointer import pointer
from .problems import Problem
from .representation.naming import class_name, component_class_name

__all__ = ["refuse_losses"]

_UNREADABLE = ast.parse("")

# A place in the description, and the name of the missing part.
Losses = Iterator[tuple[str, str]]


def refuse_losses(
    document: JsonObject, modules: Mapping[str, str], where: str, class_names: Mapping[str, str]
) -> None:
    """Raise if the output lacks a part of the description.

    The output must have all operations with their parameters, responses and the fields of their bodies, the
    methods that call them, schemas with their properties, and enumerations with their members.

    Args:
        document: the patched description.
        modules: the generated modules by file name.
        where: the description's name, for the message.
        class_names: the configured names of classes.
    """
    description = Description(document)
    trees = {name: ast.parse(text) for name, text in modules.items() if name.endswith(".py")}
    losses = [*_lost_operations(description, trees), *_lost_schemas(description, trees, class_names)]
    if losses:
        place, what = losses[0]
        rest = f" ({len(losses) - 1} more losses)" if len(losses) > 1 else ""
        raise Problem(f"{where}#{place}", f"{what} is missing in the output{rest}", "mend the generator")


def _lost_operations(description: Description, trees: Mapping[str, ast.Module]) -> Losses:
    table = {
        str(arguments.get("identifier")): arguments
        for arguments in _calls(trees.get("operations.py", _UNREADABLE), "Operation")
    }
    for operation in description.operations:
        node, place = operation.node.value, operation.node.pointer
        written = table.get(str(node.get("operationId")))
        if written is None:
            yield place, f"the operation {node.get('operationId')}"
            continue
        statuses = cast("tuple[str, ...]", written.get("statuses", ()))
        for status in cast(JsonObject, node.get("responses", {})):
            if status not in statuses and not status.startswith("x-"):
                yield operation.node.at("responses", status), f"the response {status}"
        for parameter in operation.parameters:
            # Path parameters are written in the operation's path, and not by their location.
            if parameter.location != "path" and parameter.name not in _names_sent(written):
                yield place, f"the parameter {parameter.name}"
        yield from ((place, what) for what in _lost_methods(description, trees, node, str(written["name"])))


def _names_sent(written: Mapping[str, object]) -> set[object]:
    sent = {written.get("key_header")}
    for location in ("query", "headers"):
        sent.update(cast("dict[str, str]", written.get(location, {})).values())
    return sent


def _lost_methods(
    description: Description, trees: Mapping[str, ast.Module], node: JsonObject, name: str
) -> Iterator[str]:
    resource, _, method = name.partition(".")
    content = description.follow(node.get("requestBody")).get("content")
    media_type = json_media_type(content)
    body: JsonObject = {}
    if isinstance(content, dict) and media_type is not None:
        body = steps(description, cast(JsonObject, content[media_type]).get("schema"))[-1]
    fields = {
        wire_name
        for wire_name, schema in properties(description, body).items()
        if not _is_read_only(description, schema)
    }
    tree = trees.get(f"{resource}.py", _UNREADABLE)
    for prefix in ("", "Async"):
        for suffix in ("", "WithResponse"):
            class_ = f"{prefix}{class_name(resource)}{suffix}"
            found = _class(tree, class_)
            # The last function of a name is called; those before it are signatures for type checkers.
            same = [n for n in found.body if _is_function(n, method)] if found else []
            function = same[-1] if same else None
            if function is None:
                yield f"the method {class_}.{method}"
                continue
            for wire_name in sorted(fields - _keys(function)):
                yield f"the field {wire_name} of the method {class_}.{method}"


def _is_read_only(description: Description, schema: object) -> bool:
    return any(step.get("readOnly") is True for step in steps(description, cast(JsonObject, schema)))


def _lost_schemas(
    description: Description, trees: Mapping[str, ast.Module], class_names: Mapping[str, str]
) -> Losses:
    for name, value in components(description.document, "schemas").items():
        schema = cast(JsonObject, value)
        # An alias has no class of its own, and what may be one of several types has none at all.
        if "$ref" in schema or len(steps(description, schema)) > 1 or alternatives(schema):
            continue
        place = pointer(["components", "schemas", name])
        called = component_class_name(name, class_names)
        fields, members = properties(description, schema), listed(schema, "enum")
        if fields:
            model = _class(trees.get("models.py", _UNREADABLE), called)
            written = _read_keys(model) if model else _input_keys(trees, called)
            if written is None:
                yield place, f"the schema {name}"
                continue
            for wire_name, member in fields.items():
                if wire_name not in written and (model or not _is_read_only(description, member)):
                    yield f"{place}{pointer(['properties', wire_name])}", f"the property {wire_name}"
        elif members and all(isinstance(member, str) or member is None for member in members):
            enumeration = _class(trees.get("enumerations.py", _UNREADABLE), called)
            known = _constants(enumeration) if enumeration else set()
            for member in members:
                if member is not None and member not in known:
                    yield f"{place}/enum", f"the member {member!r} of {name}"


def _calls(tree: ast.Module, function: str) -> Iterator[dict[str, object]]:
    """Yield the literal keyword arguments of every call of `function`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield {
                keyword.arg: value
                for keyword in node.keywords
                if keyword.arg
                for value in _literals(keyword.value)
            }


def _literals(node: ast.expr) -> Iterator[object]:
    try:
        yield ast.literal_eval(node)
    except ValueError:
        return


def _class(tree: ast.Module, name: str) -> ast.ClassDef | None:
    return next((n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name), None)


def _is_function(node: ast.stmt, name: str) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name


def _read_keys(model: ast.ClassDef) -> set[object]:
    """Return the keys that a model's decoder takes out of its source."""
    return {
        node.slice.value
        for decoder in model.body
        if _is_function(decoder, "from_dict")
        for node in ast.walk(decoder)
        if isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Name)
        and node.value.id == "source"
        and isinstance(node.slice, ast.Constant)
    }


def _input_keys(trees: Mapping[str, ast.Module], called: str) -> set[object] | None:
    """Return the keys of a TypedDict: a class, or a call if some keys are no identifiers; ``None`` if it is missing."""
    tree = trees.get("inputs.py", _UNREADABLE)
    written = _class(tree, f"{called}Input")
    if written is not None:
        # Required keys are in a base of its own.
        bases = [_class(tree, base.id) for base in written.bases if isinstance(base, ast.Name)]
        return {
            node.target.id
            for each in (written, *bases)
            for node in (each.body if each is not None else ())
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        }
    for node in tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Name) and target.id == f"{called}Input":
            return _keys(node)
    return None


def _keys(node: ast.AST) -> set[object]:
    """Return the keys of the dictionaries that are written out below a node."""
    return {
        key.value
        for child in ast.walk(node)
        if isinstance(child, ast.Dict)
        for key in child.keys
        if isinstance(key, ast.Constant)
    }


def _constants(node: ast.ClassDef) -> set[object]:
    return {
        child.value.value
        for child in node.body
        if isinstance(child, ast.Assign) and isinstance(child.value, ast.Constant)
    }
