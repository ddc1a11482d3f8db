"""Turns operations into views of methods: their signatures, the arguments they pass on, their docstrings.

Besides the resources of one API these are the protocols of several; the templates only place them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any

from ..configuration import Shared, both_sides
from ..description.document import Description
from ..representation import ApiRepresentation
from ..representation.api import Field, Model, Operation, Parameter, Resource, ValueType
from .docstrings import field_text, method_docstring, paragraphs
from .views import (
    InputTypes,
    created_models,
    dotted_imports,
    holds_models,
    input_view,
    literal,
    names_list,
    protocol_annotation,
    reached_inputs,
    reached_models,
    result_annotation,
)

__all__ = ["render_protocols", "resource_variants"]

_OPTIONS = {
    "extra": "Mapping[str, Any] | None",
    "idempotency_key": "str | None",
    "headers": "Mapping[str, str] | None",
    "timeout": "TimeoutOption | None",
    "retries": "RetryOption | None",
    "validate": "bool | None",
}


# The arguments that the methods of every API accept, as the module of protocols writes them.
_PROTOCOL_INPUTS = InputTypes(plain=True, apart=True)


def resource_variants(
    resource: Resource, schema_of: Any, bases: Mapping[str, str], types: InputTypes
) -> list[dict[str, Any]]:
    """Return the four classes of a resource: blocking or not, value or whole response.

    Args:
        resource: the resource.
        schema_of: follows references.
        bases: further classes that the blocking (``""``) and the asynchronous one extend.
        types: writes the annotations of arguments.
    """
    variants = []
    for prefix, suffix in product(("", "Async"), ("", "WithResponse")):
        methods = [
            _signature(operation, types, with_response=bool(suffix))
            | {"docstring": _docstring(operation, schema_of, with_response=bool(suffix))}
            | {"arguments": _passed_on(operation), "forgotten": _forgotten(operation)}
            for operation in resource.operations
        ]
        variants.append(
            _variant(resource, prefix, suffix, bases, f"{prefix}Resource{suffix}", "The operations on")
            | {"wait": "await " if prefix else "", "methods": methods}
        )
    return variants


def _protocol_variants(resource: Resource, bases: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the four protocols of a resource that several APIs have."""
    variants = []
    for prefix, suffix in product(("", "Async"), ("WithResponse", "")):
        methods = [
            _for_any_api(_signature(operation, _PROTOCOL_INPUTS, with_response=bool(suffix)), operation)
            | {"docstring": paragraphs(operation.summary or operation.name, indent=8)}
            for operation in resource.operations
        ]
        words = "What every vendor's client can do with"
        variants.append(_variant(resource, prefix, suffix, bases, "Protocol", words) | {"methods": methods})
    return variants


def _for_any_api(method: dict[str, Any], operation: Operation) -> dict[str, Any]:
    """Return a method of a protocol with one more signature, which every client has and no call uses.

    mypy holds the signatures of a client against those of a protocol in order. A client's first takes its
    own dictionaries, and would count as a bad match of the protocol's first, which takes what all have;
    it does not once it has matched something.
    """
    if not method["overloads"]:
        return method
    nothing = _parameters(operation, _NOTHING, default="...", dictionaries=True)
    return method | {"overloads": [nothing, *method["overloads"]]}


class _Nothing(InputTypes):
    def dictionaries(self, kind: ValueType) -> str:
        return "Never"


_NOTHING = _Nothing(plain=True)


def _variant(
    resource: Resource, prefix: str, suffix: str, bases: Mapping[str, str], base: str, words: str
) -> dict[str, Any]:
    own = f"{bases[prefix].rpartition('.')[2]}, " if prefix in bases and not suffix else ""
    return {
        "name": f"{prefix}{resource.class_name}{suffix}",
        "base": f"{own}{base}",
        "docstring": f"{words} {resource.name}, each returning {'a `Response`' if suffix else 'its value'}.",
        "define": "async def" if prefix else "def",
        "with_response": "" if suffix else f"{prefix}{resource.class_name}WithResponse",
    }


def _options(operation: Operation) -> list[str]:
    return [
        *(["extra"] if operation.body is not None else []),
        *(["idempotency_key"] if operation.key_header is not None else []),
        "headers",
        "timeout",
        "retries",
        *(["validate"] if operation.body is not None else []),
    ]


def _signature(operation: Operation, types: InputTypes, *, with_response: bool) -> dict[str, Any]:
    given = _given(operation)
    returned = _returns(operation, types.models)
    return {
        "name": operation.method_name,
        "parameters": _parameters(operation, types, default="UNSET"),
        # Type checkers report a misspelt key only for a signature that takes no model.
        "overloads": [
            _parameters(operation, types, default="...", dictionaries=True),
            _parameters(operation, types, default="..."),
        ]
        if any(holds_models(item.type) for item in given)
        else [],
        "returns": f"Response[{returned}]" if with_response else returned,
    }


def _given(operation: Operation) -> list[Field | Parameter]:
    return [
        *(operation.body.written if operation.body else ()),
        *(parameter for parameter in operation.parameters if parameter.location != "path"),
    ]


def _parameters(operation: Operation, types: InputTypes, *, default: str, dictionaries: bool = False) -> str:
    required, optional = [], []
    for item in _given(operation):
        narrow = dictionaries and holds_models(item.type)
        text = types.dictionaries(item.type) if narrow else types.everything(item.type)
        if item.required:
            required.append(f"{item.name}: {text}")
        elif narrow or text == "Any":
            optional.append(f"{item.name}: {text} = {default}")
        else:
            none = "" if item.type.nullable else " | None"
            optional.append(f"{item.name}: {text}{none} | Unset = {default}")
    usual = "..." if default == "..." else "None"
    options = [f"{name}: {_OPTIONS[name]} = {usual}" for name in _options(operation)]
    positional = [f"{parameter.name}: str" for parameter in operation.parameters_in("path")]
    return ", ".join(["self", *positional, "*", *required, *optional, *options])


def _returns(operation: Operation, module: str) -> str:
    if operation.created is not None:
        return f"{module}{operation.created.name}"
    return result_annotation(operation.result, module) if operation.result is not None else "None"


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


def _forgotten(operation: Operation) -> str:
    """Return the names that a method deletes at its end: crash reporters print the locals of frames."""
    fields = [field.name for field in operation.body.written] if operation.body is not None else []
    parameters = [item.name for location in ("query", "header") for item in operation.parameters_in(location)]
    options = [name for name in _options(operation) if name in ("extra", "headers")]
    return ", ".join([*fields, *parameters, *options])


def render_protocols(
    shared: ApiRepresentation, description: Description, configuration: Shared, fill: Callable[..., str]
) -> str:
    """Return the unformatted module of protocols.

    Args:
        shared: what the APIs have in common.
        description: the description of the first of them, for constraints.
        configuration: the names of the client's protocols, and what they extend.
        fill: fills a template.
    """
    models, (_, inside) = reached_models(shared), reached_inputs(shared)
    resources = []
    dotted = [base for name, base in configuration.bases.items() if name[:1].isupper()]
    for resource in shared.resources:
        base = configuration.bases.get(resource.name)
        bases = both_sides(base) if base else {}
        dotted += bases.values()
        resources += _protocol_variants(resource, bases)
    clients = [
        {
            "name": f"{prefix}{configuration.client}",
            "base": base.rpartition(".")[2],
            "docstring": f"Any vendor's {'asynchronous ' if prefix else ''}client.",
            "resources": [(resource.name, f"{prefix}{resource.class_name}") for resource in shared.resources],
        }
        for prefix, base in both_sides(configuration.client_base).items()
    ]
    created = created_models(shared)
    names = [
        *(model.name for model in models),
        *(f"{model.name}Input" for model in inside),
        *(view["name"] for view in created),
        *(variant["name"] for variant in resources),
        *(client["name"] for client in clients),
    ]
    dotted += both_sides(configuration.client_base).values()
    return fill(
        "protocols.py.jinja",
        models=[_model(model, description, configuration.bases) for model in models],
        inputs=[input_view(model, description.follow, InputTypes(plain=True)) for model in inside],
        created_models=created,
        resources=resources,
        clients=clients,
        base_imports=dotted_imports(dotted),
        names=names_list(names),
    )


def _model(model: Model, description: Description, bases: Mapping[str, str]) -> dict[str, Any]:
    base = f"{bases[model.name].rpartition('.')[2]}, " if model.name in bases else ""
    return {
        "name": model.name,
        "base": f"{base}AnyModel, Protocol",
        "docstring": paragraphs(model.description or f"{model.name}.", indent=4),
        "fields": [_property(field, description) for field in model.fields],
    }


def _property(field: Field, description: Description) -> dict[str, str]:
    return {
        "name": field.name,
        "annotation": protocol_annotation(field.type, certain=field.always),
        "docstring": paragraphs(
            field_text(field, description.follow(field.schema)) or f"{field.name}.", indent=8
        ),
    }
