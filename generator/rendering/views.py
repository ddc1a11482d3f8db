"""Turns the values of a representation into views: strings of finished code that a template only places."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import attrs

from ..representation.api import ApiRepresentation, Enumeration, Field, Model, Operation, Parameter, ValueType
from .docstrings import arguments, field_text, paragraphs

__all__ = [
    "InputTypes",
    "created_models",
    "dotted_imports",
    "enumeration_view",
    "holds_models",
    "in_order_of_use",
    "input_view",
    "literal",
    "model_view",
    "names_list",
    "operation_view",
    "protocol_annotation",
    "reached_inputs",
    "reached_models",
    "readers",
    "result_annotation",
    "tuple_literal",
]

# Characters of a path that need no escape; a question mark would begin the query.
# https://www.rfc-editor.org/rfc/rfc3986#section-3.3
_PATH_CHARACTERS = "/%:@!$&'()*+,;="


def dotted_imports(dotted: Iterable[str]) -> list[tuple[str, str]]:
    """Return modules with the names to import from them, for classes given as ``module.Class``."""
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
        "personal_fields": _braced(literal(f.name) for f in model.fields if f.personal),
        "wire_names": _braced(_pair(f) for f in model.fields if f.name != f.wire_name),
        "fields": [
            {
                "name": field.name,
                "annotation": _field_annotation(field.type, certain=_certain(field)),
                "certain": _certain(field),
                "statements": _read_statements(field),
            }
            for field in model.fields
        ],
    }


def _certain(field: Field) -> bool:
    return (field.always or field.required) and not field.write_only


def readers(models: Iterable[Model]) -> list[tuple[str, str]]:
    """Return the readers that the decoders of models use, as pairs of name and expression."""
    types = [field.type for model in models for field in model.fields]
    found = {(_reader_name(kind), _expression(kind)) for kind in types}
    return sorted(pair for pair in found if pair[1] not in _READERS.values())


def created_models(api: ApiRepresentation) -> list[dict[str, Any]]:
    """Return what the templates show of operations that answer with headers, each class once."""
    views = {op.created.name: _created_view(op) for op in api.operations if op.created is not None}
    return list(views.values())


def _created_view(operation: Operation) -> dict[str, Any]:
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
        "query": _braced(map(_pair, operation.parameters_in("query"))),
        "headers": _braced(map(_pair, operation.parameters_in("header"))),
        "key_header": literal(operation.key_header) if operation.key_header else "",
    }


def _pair(named: Field | Parameter) -> str:
    return f"{literal(named.name)}: {literal(named.wire_name)}"


def _braced(items: Iterable[str]) -> str:
    """Return a set or dictionary of finished items, ``""`` if there are none."""
    text = ", ".join(items)
    return f"{{{text}}}" if text else ""


_PLAIN = {
    "any": "Any",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "integer": "int",
    "number": "float",
    "string": "str",
}


def _field_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a model's field; a value that is not certain to be there may be ``None``."""
    text = result_annotation(kind)
    return text if text == "Any" or (certain and not kind.nullable) else f"{text} | None"


def result_annotation(kind: ValueType, module: str = "") -> str:
    """Return the annotation of the value that a method returns.

    Args:
        kind: the type of the value.
        module: the name of the module of the models, with a dot, where it is not this one.
    """
    if kind.kind == "array" and kind.items is not None:
        return f"tuple[{result_annotation(kind.items, module)}, ...]"
    return f"{module}{kind.class_name}" if kind.class_name else _PLAIN.get(kind.kind, "Any")


def protocol_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a field of a protocol, in which enumerations are open ones of any API."""
    return _field_annotation(_generalised(kind), certain=certain)


def holds_models(kind: ValueType) -> bool:
    """Tell whether a value is a model or holds one."""
    return kind.kind == "model" or (kind.items is not None and holds_models(kind.items))


@attrs.frozen(kw_only=True)
class InputTypes:
    """The annotations of the values that a caller may pass, as they are written in one module.

    Args:
        models: the name of the module of the models, with a dot; ``""`` inside of it.
        inputs: the same of the dictionaries.
        enumerations: the same of the enumerations.
        shared: the same of the module that several APIs share.
        shared_names: the models whose inputs are in that module, and are accepted besides the API's own.
        plain: whether enumerations are no more than their text.
        apart: whether lists of dictionaries are separate alternatives, for the parameters of methods.
    """

    models: str = ""
    inputs: str = ""
    enumerations: str = ""
    shared: str = ""
    shared_names: frozenset[str] = frozenset()
    plain: bool = False
    apart: bool = False

    def everything(self, kind: ValueType) -> str:
        """Return the annotation of all that may be passed for a value."""
        text = self._everything(kind)
        return f"{text} | None" if kind.nullable and text != "Any" else text

    def dictionaries(self, kind: ValueType) -> str:
        """Return the annotation of dictionaries and lists of them, without models.

        Type checkers name a misspelt key only where nothing else can be meant.
        """
        if kind.kind == "array" and kind.items is not None:
            return f"Sequence[{self.dictionaries(kind.items)}]"
        return f"{self.inputs}{kind.class_name}Input" if kind.kind == "model" else self.everything(kind)

    def _everything(self, kind: ValueType) -> str:
        if kind.kind == "array" and kind.items is not None:
            if self.apart and holds_models(kind.items):
                return f"{self.dictionaries(kind)} | SequenceOf[{self.everything(kind.items)}]"
            return f"Sequence[{self.everything(kind.items)}]"
        if kind.kind == "model":
            name = str(kind.class_name)
            own = f"{self.inputs}{name}Input"
            if name in self.shared_names:
                return f"{own} | {self.shared}{name} | {self.shared}{name}Input"
            return f"{own} | {self.models}{name}"
        if kind.kind == "enumeration":
            return "str" if self.plain else f"{self.enumerations}{kind.class_name} | str"
        if kind.kind in ("date", "datetime"):
            return f"{kind.kind} | str"
        return _PLAIN.get(kind.kind, "Any")


def _generalised(kind: ValueType) -> ValueType:
    if kind.kind == "enumeration":
        return attrs.evolve(kind, class_name="OpenEnum")
    if kind.items is not None:
        return attrs.evolve(kind, items=_generalised(kind.items))
    return kind


# The Python type of a value that is as described; everything else goes through `reading`.
_EXPECTED = {"string": "str", "integer": "int", "boolean": "bool"}
_READERS = {
    "any": "reading.anything",
    "boolean": "reading.boolean",
    "date": "reading.day",
    "datetime": "reading.moment",
    "integer": "reading.integer",
    "number": "reading.number",
    "string": "reading.text",
}
_WORDS = {
    "any": "a value",
    "datetime": "date-time",
    "enumeration": "string",
    "model": "object",
}


def _read_statements(field: Field) -> list[str]:
    """Return the statements that set a field of ``self`` from ``source``, noting faults in ``issues``."""
    wire = literal(field.wire_name)
    nullable = ", nullable=True" if field.type.nullable else ""
    read = f"value = {_reader_name(field.type)}(value, {wire}, issues{nullable})"
    lines = [f"if {wire} in source:", f"    value = source[{wire}]"]
    if field.type.kind in _EXPECTED:
        lines += [f"    if type(value) is not {_EXPECTED[field.type.kind]}:", f"        {read}"]
    elif field.type.kind == "model":
        lines += [
            "    if type(value) is dict:",
            f"        value = _{field.type.class_name}_from_dict(value)",
            "        if value._issues:",
            f"            issues.extend(issue.below({wire}) for issue in value._issues)",
            "    else:",
            f"        {read}",
        ]
    elif field.type.kind == "enumeration":
        known = f"_known_{field.type.class_name}"
        lines += [
            f"    if type(value) is str and value in {known}:",
            f"        value = {known}[value]",
            "    else:",
            f"        {read}",
        ]
    else:
        lines += [f"    {read}"]
    absent = "None"
    if _certain(field):
        expected = literal(_WORDS.get(field.type.kind, field.type.kind))
        absent = f"reading.missing({wire}, {expected}, issues)"
    return [*lines, f"    self.{field.name} = value", "else:", f"    self.{field.name} = {absent}"]


def _reader_name(kind: ValueType) -> str:
    if kind.kind == "array" and kind.items is not None:
        return f"{_reader_name(kind.items).replace('reading.', '_read_')}_array"
    return f"_read_{kind.class_name}" if kind.class_name else _READERS[kind.kind]


def _expression(kind: ValueType) -> str:
    if kind.kind == "array" and kind.items is not None:
        if kind.items.kind == "model":
            return f"reading.models_of({kind.items.class_name})"
        return f"reading.array_of({_expression(kind.items)})"
    if kind.kind == "model":
        return f"reading.model_of({kind.class_name})"
    if kind.kind == "enumeration":
        return f"reading.member_of({kind.class_name})"
    return _READERS[kind.kind]


def literal(value: str | int | float | bool | None) -> str:
    """Return the literal of a value; ASCII only, so that nothing can hide in it."""
    if isinstance(value, str):
        # JSON's escapes are Python's, but for surrogates: those are written as one code point.
        return "".join(_escape(character) for character in json.dumps(value, ensure_ascii=False))
    return repr(value)


def _escape(character: str) -> str:
    if " " <= character <= "~":
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def tuple_literal(values: Iterable[str | int]) -> str:
    """Return a tuple of literals."""
    items = [literal(value) for value in values]
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"


def reached_inputs(api: ApiRepresentation) -> tuple[list[Model], list[Model]]:
    """Return the models that are request bodies, and the models inside them."""
    bodies = {op.body.name for op in api.operations if op.body is not None}
    types = [field.type for model in api.models if model.name in bodies for field in model.written]
    inside = _reached(api, types, lambda model: model.written)
    return (
        [model for model in api.models if model.name in bodies],
        [model for model in api.models if model.name in inside],
    )


def reached_models(api: ApiRepresentation) -> list[Model]:
    """Return the models that need a class to be read into or made: all but those of bodies alone.

    A request body on its own is passed as keywords; models are what answers or bodies hold.
    """
    bodies, inside = reached_inputs(api)
    names = {model.name for model in inside} | (
        {model.name for model in api.models} - {b.name for b in bodies}
    )
    types = [op.result for op in api.operations if op.result is not None]
    types += [field.type for model in api.models if model.name in names for field in model.fields]
    names |= _reached(api, types, lambda model: model.fields)
    return [model for model in api.models if model.name in names]


def in_order_of_use(models: Iterable[Model]) -> list[Model]:
    """Return models after those that they hold, so that each is there when an annotation names it.

    attrs looks at the names of a module when a class is made, and keeps them for its ``__init__``.
    """
    waiting = {model.name: model for model in models}
    ordered: list[Model] = []

    def add(name: str | None) -> None:
        model = waiting.pop(name or "", None)
        if model is not None:
            for field in model.fields:
                add(_model_in(field.type))
            ordered.append(model)

    for name in list(waiting):
        add(name)
    return ordered


def _model_in(kind: ValueType) -> str | None:
    while kind.items is not None:
        kind = kind.items
    return kind.class_name if kind.kind == "model" else None


def _reached(
    api: ApiRepresentation, types: Iterable[ValueType], fields_of: Callable[[Model], Iterable[Field]]
) -> set[str]:
    models = {model.name: model for model in api.models}
    found: set[str] = set()
    waiting = list(types)
    while waiting:
        kind = waiting.pop()
        if kind.items is not None:
            waiting.append(kind.items)
        if kind.kind == "model" and kind.class_name in models and kind.class_name not in found:
            found.add(kind.class_name)
            waiting.extend(field.type for field in fields_of(models[kind.class_name]))
    return found
