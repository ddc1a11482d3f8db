"""What the generator would call things in Python, by the same functions that it calls them with."""

from __future__ import annotations

from collections.abc import Callable

from ..documents import JsonObject, JsonValue
from ..representation.naming import class_name, field_name, method_name, snake_case

__all__ = [
    "argument_name",
    "class_of_component",
    "method_part",
    "property_name",
    "public_name",
    "resource_part",
]


def resource_part(operation: JsonObject) -> str:
    """The resource an operation is a method of, ``""`` if there is nothing to name it after."""
    named = operation.get("x-kco-resource")
    if isinstance(named, str) and named:
        return named
    tags = operation.get("tags")
    first = tags[0] if isinstance(tags, list) and tags else "default"
    return _named(field_name, first)


def method_part(operation: JsonObject) -> str:
    """The method an operation becomes, ``""`` if there is nothing to name it after."""
    named = operation.get("x-kco-method")
    if isinstance(named, str) and named:
        return named
    return _named(method_name, operation.get("operationId"))


def public_name(operation: JsonObject) -> str:
    """How callers write an operation, e.g. ``captures.create``; its `operationId` until it is given a name."""
    if isinstance(operation.get("x-kco-method"), str) and isinstance(operation.get("x-kco-resource"), str):
        return f"{operation['x-kco-resource']}.{operation['x-kco-method']}"
    identifier = operation.get("operationId")
    return identifier if isinstance(identifier, str) else ""


def class_of_component(name: str) -> str:
    """The class a schema of ``components`` becomes."""
    return _named(class_name, name)


def property_name(name: str) -> str:
    """The attribute or argument a property, or a parameter of the query, becomes."""
    return _named(field_name, name)


def argument_name(name: str) -> str:
    """The argument a parameter of the path or a header becomes."""
    return _named(lambda text: field_name(snake_case(text)), name)


def _named(make: Callable[[str], str], text: JsonValue) -> str:
    return make(text) if isinstance(text, str) and text else ""
