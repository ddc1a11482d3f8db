"""What each template is given: strings that are finished code, so that templates only place them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ..representation.values import (
    ApiRepresentation,
    Enumeration,
    Field,
    Model,
    Operation,
)
from .annotations import InputTypes, field_annotation
from .decoders import read_statements, reader
from .docstrings import arguments, field_text, paragraphs
from .literals import literal, tuple_literal

# What may stand in a path as it is; a question mark would begin the query.
# https://www.rfc-editor.org/rfc/rfc3986#section-3.3
_PATH_CHARACTERS = "/%:@!$&'()*+,;="

__all__ = [
    "created_models",
    "created_view",
    "dotted_imports",
    "enumeration_view",
    "input_view",
    "model_view",
    "names_list",
    "operation_view",
    "readers",
]


def dotted_imports(dotted: Iterable[str]) -> list[tuple[str, str]]:
    """Return what to import from which module, for classes given as ``module.Class``."""
    modules: dict[str, set[str]] = {}
    for name in dotted:
        module, _, class_name = name.rpartition(".")
        modules.setdefault(module, set()).add(class_name)
    return [(module, ", ".join(sorted(names))) for module, names in sorted(modules.items())]


def names_list(names: Iterable[str]) -> str:
    """Return ``__all__``: names are identifiers by now."""
    return "[" + ", ".join(f'"{name}"' for name in sorted(names)) + "]"


def enumeration_view(enumeration: Enumeration) -> dict[str, Any]:
    """Return what the template of enumerations shows."""
    return {
        "name": enumeration.name,
        "docstring": paragraphs(enumeration.description or f"{enumeration.name}.", indent=4),
        "members": [(name, literal(value)) for name, value in enumeration.members],
    }


def model_view(model: Model, schema_of: Any, bases: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template of models shows."""
    entries = [(field.name, field_text(field, schema_of(field.schema))) for field in model.fields]
    return {
        "name": model.name,
        "docstring": _with_section(model.description or f"{model.name}.", "Args", entries),
        "base": f", {bases[model.name].rpartition('.')[2]}" if model.name in bases else "",
        "names": tuple_literal(field.name for field in model.fields),
        "personal": model.personal,
        "personal_fields": "{" + ", ".join(literal(f.name) for f in model.fields if f.personal) + "}"
        if any(f.personal for f in model.fields)
        else "",
        "wire_names": "{"
        + ", ".join(
            f"{literal(f.name)}: {literal(f.wire_name)}" for f in model.fields if f.name != f.wire_name
        )
        + "}"
        if any(f.name != f.wire_name for f in model.fields)
        else "",
        "fields": [
            {
                "name": field.name,
                "annotation": field_annotation(field.type, certain=_certain(field)),
                "certain": _certain(field),
                "statements": read_statements(field),
            }
            for field in model.fields
        ],
    }


def _certain(field: Field) -> bool:
    return (field.always or field.required) and not field.write_only


def readers(models: Iterable[Model]) -> list[tuple[str, str]]:
    """Return the readers that the decoders of models use, as pairs of name and expression."""
    found = {made for model in models for field in model.fields if (made := reader(field.type)) is not None}
    return sorted(found)


def created_models(api: ApiRepresentation) -> list[dict[str, Any]]:
    """Return what the templates show of operations that answer with headers, each class once."""
    views = {op.created.name: created_view(op) for op in api.operations if op.created is not None}
    return list(views.values())


def created_view(operation: Operation) -> dict[str, Any]:
    """Return what the template of models shows of an operation's headers."""
    assert operation.created is not None
    return {
        "name": operation.created.name,
        "id_field": operation.created.id_field,
        "docstring": _with_section(
            f"What `{operation.name}` created.",
            "Args",
            [
                (operation.created.id_field, operation.created.id_description or "its id."),
                ("location", "its address, as the server gave it."),
                ("decode_issues", "headers that should have been there and were not."),
            ],
        ),
    }


def input_view(model: Model, schema_of: Any, types: InputTypes) -> dict[str, Any]:
    """Return what the template of inputs shows.

    Which keys are required is said by two classes, one with all and one without any required key:
    ``Required`` inside an annotation that is text is not seen at run time.
    """
    functional = any(field.name != field.wire_name for field in model.written)
    required: list[dict[str, str]] = []
    optional: list[dict[str, str]] = []
    for field in model.written:
        annotation = types.everything(field.type)
        if field.required:
            text = f"Required[{literal(annotation)}]"
        else:
            annotation += "" if field.type.nullable or annotation == "Any" else " | None"
            text = literal(annotation)
        (required if field.required else optional).append(
            {
                "name": field.name,
                "wire_name": literal(field.wire_name),
                "annotation": annotation,
                "text": text,
            }
        )
    entries = [(field.wire_name, field_text(field, schema_of(field.schema))) for field in model.written]
    name = f"{model.name}Input"
    return {
        "name": name,
        "functional": functional,
        "docstring": _with_section(model.description or f"{model.name}.", "Keys", entries),
        "base": f"_{name}Required" if required and optional and not functional else "",
        "required": required,
        "optional": optional,
    }


def _with_section(text: str, title: str, entries: list[tuple[str, str]]) -> str:
    section = arguments(title, entries, 4)
    closing = "\n    " if section else ""
    return paragraphs(text, indent=4) + (f"\n\n    {section}{closing}" if section else "")


def operation_view(
    operation: Operation, rule_names: Mapping[str, str], parameter_rule: str
) -> dict[str, Any]:
    """Return what the template of operations shows.

    Args:
        operation: what to show.
        rule_names: the constant of each body's rule by the body's class.
        parameter_rule: the constant of its parameters' rule, ``""`` if there is none.
    """
    pieces = [quote(piece, safe=_PATH_CHARACTERS) for piece in re.split(r"{[^{}]*}", operation.path)]
    # Written with the module's name: a constant may be called like a model.
    if operation.created is not None:
        kind = f"models.{operation.created.name}"
        created = operation.created
        result = (
            f"CreatedResult(lambda: _load({literal(created.name)}), id_field={literal(created.id_field)}, "
            f"id_header={literal(created.id_header)})"
        )
    elif operation.result is None:
        kind, result = "None", "NoResult()"
    else:
        item = operation.result.items if operation.result.kind == "array" else operation.result
        name = item.class_name if item and item.class_name else "Model"
        many = operation.result.kind == "array"
        kind = f"tuple[models.{name}, ...]" if many else f"models.{name}"
        result = f"{'ArrayResult' if many else 'ObjectResult'}(lambda: _load({literal(name)}))"
    replay = "SAFE" if operation.method in ("GET", "HEAD") else "BY_KEY" if operation.key_header else "NEVER"
    return {
        "constant": operation.constant,
        "type": kind,
        "name": literal(operation.name),
        "identifier": literal(operation.identifier),
        "method": literal(operation.method),
        "path": tuple_literal(pieces),
        "path_parameters": tuple_literal(p.name for p in operation.parameters_in("path")),
        "replay": replay,
        "result": result,
        "statuses": tuple_literal(status for status, _ in operation.responses),
        "body": literal(rule_names[operation.body.name]) if operation.body else "",
        "parameters": literal(parameter_rule) if parameter_rule else "",
        "query": _mapping(operation, "query"),
        "headers": _mapping(operation, "header"),
        "key_header": literal(operation.key_header) if operation.key_header else "",
    }


def _mapping(operation: Operation, location: str) -> str:
    pairs = [f"{literal(p.name)}: {literal(p.wire_name)}" for p in operation.parameters_in(location)]
    return "{" + ", ".join(pairs) + "}" if pairs else ""
