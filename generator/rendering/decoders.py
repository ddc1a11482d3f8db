"""The statements that read one field from a JSON object: straight lines, the expected type first."""

from __future__ import annotations

from ..representation.values import Field, ValueType
from .literals import literal

__all__ = ["read_statements", "reader"]

# What a value is if the server keeps to its description; everything else goes through `reading`.
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


def read_statements(field: Field) -> list[str]:
    """Return the statements that set a field of ``self`` from ``source``, noting in ``issues`` what is amiss."""
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
    if (field.always or field.required) and not field.write_only:
        expected = literal(_WORDS.get(field.type.kind, field.type.kind))
        absent = f"reading.missing({wire}, {expected}, issues)"
    return [*lines, f"    self.{field.name} = value", "else:", f"    self.{field.name} = {absent}"]


def reader(kind: ValueType) -> tuple[str, str] | None:
    """Return the name and the expression of the reader that a type needs besides those of `reading`."""
    expression = _expression(kind)
    return None if expression in _READERS.values() else (_reader_name(kind), expression)


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
