"""The methods of resources: what they take, what they pass on, what they say about themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from ..representation.values import Field, Operation, Parameter, Resource, ValueType
from .annotations import input_annotation, protocol_input_annotation, result_annotation
from .docstrings import field_text, method_docstring, paragraphs
from .literals import literal

__all__ = ["Sharing", "protocol_variants", "resource_variants"]

_OPTIONS = {
    "idempotency_key": "str | None",
    "headers": "Mapping[str, str] | None",
    "timeout": "TimeoutOption | None",
    "retries": "RetryOption | None",
    "validate": "bool | None",
}


@attrs.frozen
class Sharing:
    """The module of what several APIs have in common, and the models whose inputs are in it, if any."""

    module: str = ""
    models: frozenset[str] = frozenset()


def resource_variants(
    resource: Resource, schema_of: Any, bases: Mapping[str, str], sharing: Sharing
) -> list[dict[str, Any]]:
    """Return the four classes of a resource: blocking or not, value or whole response.

    Args:
        resource: what to show.
        schema_of: follows references.
        bases: further classes that the blocking (``""``) and the asynchronous one extend.
        sharing: what callers may pass besides the API's own models.
    """

    def annotate(kind: ValueType) -> str:
        return input_annotation(kind, shared=sharing.module, shared_names=sharing.models)

    variants = []
    for prefix, define, wait in (("", "def", ""), ("Async", "async def", "await ")):
        for suffix in ("", "WithResponse"):
            base = f"{bases[prefix].rpartition('.')[2]}, " if prefix in bases and not suffix else ""
            methods = [
                _signature(operation, annotate, with_response=bool(suffix))
                | {"docstring": _docstring(operation, schema_of, with_response=bool(suffix))}
                | {"arguments": _passed_on(operation)}
                for operation in resource.operations
            ]
            variants.append(
                {
                    "name": f"{prefix}{resource.class_name}{suffix}",
                    "base": f"{base}{prefix}Resource{suffix}",
                    "docstring": f"The operations on {resource.name}, each returning "
                    + ("a `Response`." if suffix else "its value."),
                    "define": define,
                    "wait": wait,
                    "with_response": "" if suffix else f"{prefix}{resource.class_name}WithResponse",
                    "methods": methods,
                }
            )
    return variants


def protocol_variants(resource: Resource, bases: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the four protocols of a resource that several APIs have."""
    variants = []
    for prefix, define in (("", "def"), ("Async", "async def")):
        for suffix in ("WithResponse", ""):
            base = f"{bases[prefix].rpartition('.')[2]}, " if prefix in bases and not suffix else ""
            variants.append(
                {
                    "name": f"{prefix}{resource.class_name}{suffix}",
                    "base": f"{base}Protocol",
                    "docstring": f"What every vendor's client can do with {resource.name}, each returning "
                    + ("a `Response`." if suffix else "its value."),
                    "define": define,
                    "with_response": "" if suffix else f"{prefix}{resource.class_name}WithResponse",
                    "methods": [
                        _signature(operation, protocol_input_annotation, with_response=bool(suffix))
                        | {"docstring": paragraphs(operation.summary or operation.name, indent=8)}
                        for operation in resource.operations
                    ],
                }
            )
    return variants


def _options(operation: Operation) -> list[str]:
    return [
        *(["idempotency_key"] if operation.key_header is not None else []),
        "headers",
        "timeout",
        "retries",
        *(["validate"] if operation.body is not None else []),
    ]


def _signature(
    operation: Operation, annotate: Callable[[ValueType], str], *, with_response: bool
) -> dict[str, Any]:
    given: list[Field | Parameter] = [
        *(operation.body.written if operation.body else ()),
        *(parameter for parameter in operation.parameters if parameter.location != "path"),
    ]
    required = [f"{item.name}: {annotate(item.type)}" for item in given if item.required]
    optional = [f"{item.name}: {annotate(item.type)} | Unset = UNSET" for item in given if not item.required]
    options = [f"{name}: {_OPTIONS[name]} = None" for name in _options(operation)]
    positional = [f"{parameter.name}: str" for parameter in operation.parameters_in("path")]
    returns = _returns(operation)
    return {
        "name": operation.method_name,
        "parameters": ", ".join(["self", *positional, "*", *required, *optional, *options]),
        "returns": f"Response[{returns}]" if with_response else returns,
    }


def _returns(operation: Operation) -> str:
    if operation.created is not None:
        return operation.created.name
    return result_annotation(operation.result) if operation.result is not None else "None"


def _docstring(operation: Operation, schema_of: Any, *, with_response: bool) -> str:
    if with_response:
        return f"Do what `{operation.method_name}` of the plain resource does; return the whole response."
    fields = operation.body.written if operation.body else ()
    entries = [(field.name, field_text(field, schema_of(field.schema))) for field in fields]
    return method_docstring(operation, entries, _options(operation)) + "\n        "


def _passed_on(operation: Operation) -> str:
    path = "".join(f"{parameter.name}, " for parameter in operation.parameters_in("path"))
    arguments = [f"_operations.{operation.constant}", f"path=({path})"]
    if operation.body is not None:
        members = ", ".join(f"{literal(field.wire_name)}: {field.name}" for field in operation.body.written)
        arguments.append(f"body={{{members}}}")
    for location, keyword in (("query", "query"), ("header", "parameters")):
        found = operation.parameters_in(location)
        if found:
            members = ", ".join(f"{literal(item.name)}: {item.name}" for item in found)
            arguments.append(f"{keyword}={{{members}}}")
    return ", ".join([*arguments, *(f"{name}={name}" for name in _options(operation))])
