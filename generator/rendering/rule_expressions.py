"""The expressions that make the rules of a request body out of its schema's constraints."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import cast
from urllib.parse import unquote

from ..documents import JsonObject, JsonValue
from ..json_pointer import segments
from ..representation.naming import class_name, constant_name
from ..representation.schemas import COMPONENT_SCHEMAS, Description, alternatives, kind_of, listed
from ..representation.values import Model
from .literals import literal, tuple_literal

__all__ = ["RuleExpressions"]

_INTEGER_LIMITS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class RuleExpressions:
    """The rules of every component that request bodies reach, by the constants they are kept in."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._constants: dict[str, str] = {}
        self.expressions: dict[str, str] = {}

    def add(self, body: Model) -> str:
        """Return the constant that holds the rule of a request body."""
        return self._add(body.component, body.schema) if body.component else self._add(body.name, body.schema)

    def _add(self, name: str, schema: JsonObject) -> str:
        """Return the constant that holds a rule, writing the rule at the first call."""
        if name not in self._constants:
            constant = constant_name(class_name(name), len(self._constants))
            while constant in self._constants.values():
                constant = f"{constant}_2"
            self._constants[name] = constant
            # Entered when it is complete, so that a constant stands after those it was made from.
            self.expressions[constant] = self.expression(schema)
        return self._constants[name]

    def expression(self, schema: JsonObject, *, nullable: bool = False) -> str:
        """Return the expression of a schema's rule.

        Args:
            schema: the schema or a reference to one.
            nullable: whether something around it allows null in its place.
        """
        reference = schema.get("$ref")
        if isinstance(reference, str):
            name = segments(unquote(reference.removeprefix("#")))[-1]
            if not reference.startswith(COMPONENT_SCHEMAS):
                return self.expression(self._description.follow(schema), nullable=nullable)
            constant = self._add(name, self._description.component(name))
            return _expression("Reference", {"load": f"lambda: {constant}"}, nullable=nullable)
        nullable = nullable or schema.get("nullable") is True
        if alternatives(schema):
            return "AnyRule()"
        parts = [cast(JsonObject, part) for part in listed(schema, "allOf")]
        if len(parts) == 1 and not schema.keys() & {"type", "properties"}:
            return self.expression(parts[0], nullable=nullable)
        kinds = {kind_of(part) for part in self._description.parts(schema)} - {None}
        if kinds == {"object"}:
            return self._object(schema, nullable=nullable)
        if parts or len(kinds) != 1:
            return "AnyRule()"
        return self._simple(schema, str(kinds.pop()), nullable=nullable)

    def _simple(self, schema: JsonObject, kind: str, *, nullable: bool) -> str:
        if kind == "array":
            items = {"items": self.expression(cast(JsonObject, schema.get("items", {})))}
            counts = _literals(schema, {"minItems": "min_items", "maxItems": "max_items"})
            return _expression("ArrayRule", items | counts, nullable=nullable)
        if kind == "string":
            limits = _literals(
                schema,
                {
                    "minLength": "min_length",
                    "maxLength": "max_length",
                    "pattern": "pattern",
                    "format": "format",
                },
            )
            return _expression("StringRule", limits | _values(schema), nullable=nullable)
        if kind == "integer":
            return _expression("IntegerRule", _integer_bounds(schema) | _values(schema), nullable=nullable)
        if kind == "number":
            return _expression("NumberRule", _number_bounds(schema), nullable=nullable)
        return _expression("BooleanRule", {}, nullable=nullable) if kind == "boolean" else "AnyRule()"

    def _object(self, schema: JsonObject, *, nullable: bool) -> str:
        # What only answers carry is neither asked for nor checked.
        properties = {
            name: cast(JsonObject, member)
            for name, member in self._description.properties(schema).items()
            if not any(step.get("readOnly") is True for step in self._description.steps(member))
        }
        members = ", ".join(
            f"{literal(name)}: {self.expression(member)}" for name, member in properties.items()
        )
        arguments = {"properties": f"{{{members}}}"}
        required = [name for name in properties if name in self._description.names(schema, "required")]
        if required:
            arguments["required"] = tuple_literal(required)
        additional = schema.get("additionalProperties")
        if isinstance(additional, dict) and additional:
            arguments["additional"] = self.expression(additional)
        return _expression("ObjectRule", arguments, nullable=nullable)


def _expression(name: str, arguments: dict[str, str], *, nullable: bool) -> str:
    written = arguments | ({"nullable": "True"} if nullable else {})
    return f"{name}({', '.join(f'{key}={value}' for key, value in written.items())})"


def _values(schema: JsonObject) -> dict[str, str]:
    values = [value for value in listed(schema, "enum") if value is not None]
    return {"values": tuple_literal(cast("list[str | int]", values))} if values else {}


def _literals(schema: JsonObject, names: dict[str, str]) -> dict[str, str]:
    # A length or a number of items is at least nought in any case.
    return {
        python: literal(cast("str | int", schema[published]))
        for published, python in names.items()
        if schema.get(published) is not None and not (published.startswith("min") and schema[published] == 0)
    }


def _number(value: JsonValue) -> int | float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _integer_bounds(schema: JsonObject) -> dict[str, str]:
    """Return the bounds of a whole number, which may be written as fractions."""
    least, most = _INTEGER_LIMITS.get(str(schema.get("format")), (None, None))
    minimum, maximum = _number(schema.get("minimum")), _number(schema.get("maximum"))
    if minimum is not None:
        bound = math.floor(minimum) + 1 if schema.get("exclusiveMinimum") is True else math.ceil(minimum)
        least = bound if least is None else max(least, bound)
    if maximum is not None:
        bound = math.ceil(maximum) - 1 if schema.get("exclusiveMaximum") is True else math.floor(maximum)
        most = bound if most is None else min(most, bound)
    step = _number(schema.get("multipleOf"))
    # The whole multiples of 7/2 are those of 7.
    multiple = Fraction(str(step)).numerator if step is not None else None
    bounds = {
        "minimum": least,
        "maximum": most,
        "multiple_of": multiple if multiple != 1 else None,
    }
    return {name: literal(value) for name, value in bounds.items() if value is not None}


def _number_bounds(schema: JsonObject) -> dict[str, str]:
    lower = "above" if schema.get("exclusiveMinimum") is True else "minimum"
    upper = "below" if schema.get("exclusiveMaximum") is True else "maximum"
    names = {"minimum": lower, "maximum": upper, "multipleOf": "multiple_of"}
    return {
        python: literal(number)
        for published, python in names.items()
        if (number := _number(schema.get(published))) is not None
    }
