"""Turns the constraints of schemas into expressions: the rules that a request is checked with."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from ..description.document import Description
from ..description.schemas import all_of, kind_of, listed, prose, steps
from ..documents import JsonObject, JsonValue
from ..representation.api import Model, Operation
from ..representation.naming import class_name, constant_name
from .views import literal, tuple_literal

__all__ = ["RuleExpressions"]

# Keywords with which a schema adds something to its lone `allOf`.
_CONSTRAINING = {"type", "properties", "required", "additionalProperties", "enum", "not", "anyOf", "oneOf"}
# The keywords of schemas without a type, by the kind of value that they say something about.
_KEYWORDS = {
    "string": {"minLength", "maxLength", "pattern", "format"},
    "number": {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "array": {"items", "minItems", "maxItems", "uniqueItems"},
    "object": {"required", "additionalProperties", "minProperties", "maxProperties"},
}
_LARGEST_FLOAT = 3.4028234663852886e38
_INTEGER_LIMITS = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class RuleExpressions:
    """The rules of every component that request bodies reach, by the constants they are kept in."""

    def __init__(self, description: Description) -> None:
        self._description = description
        self._constants: dict[str, str] = {}
        self.expressions: dict[str, str] = {}

    def add(self, body: Model) -> str:
        """Return the constant that holds the rule of a request body."""
        return self._add(body.component or body.name, body.schema)

    def add_parameters(self, operation: Operation) -> str:
        """Return the constant that holds the rule of an operation's parameters, ``""`` if they are free."""
        rules: dict[str, str] = {}
        for parameter in operation.parameters:
            rule = self.expression(parameter.schema, name=parameter.wire_name)
            is_text = kind_of(steps(self._description, parameter.schema)[-1]) == "string"
            if parameter.location != "query" and not is_text and rule != "AnyRule()":
                rule = f"WrittenRule(rule={rule})"
            # Another check ensures text where nothing else can be sent.
            rules[parameter.name] = rule if parameter.location == "query" or rule != "StringRule()" else ""
        properties = ", ".join(f"{literal(name)}: {rule}" for name, rule in rules.items() if rule)
        if not properties:
            return ""
        constant = constant_name(f"{operation.resource} {operation.method_name} parameters", 0)
        while constant in self.expressions or constant in self._constants.values():
            constant = f"{constant}_2"
        self.expressions[constant] = _expression(
            "ObjectRule", {"properties": f"{{{properties}}}", "additional": "AnyRule()"}, nullable=False
        )
        return constant

    def _add(self, name: str, schema: JsonObject) -> str:
        """Return the constant that holds a rule, writing the rule at the first call."""
        if name not in self._constants:
            constant = constant_name(class_name(name), len(self._constants))
            while constant in self._constants.values():
                constant = f"{constant}_2"
            self._constants[name] = constant
            # Entered when it is complete, so that a constant comes after those it was made from.
            self.expressions[constant] = self.expression(schema)
        return self._constants[name]

    def expression(self, schema: JsonObject, *, nullable: bool = False, name: str = "") -> str:
        """Return the expression of a schema's rule.

        Args:
            schema: the schema or a reference to one.
            nullable: whether something around it allows null in its place.
            name: the name of the property that it describes.
        """
        reference = schema.get("$ref")
        if isinstance(reference, str):
            found = self._description.locate(reference)
            if found is None or found[0][:-1] != ("components", "schemas"):
                return self.expression(self._description.follow(schema), nullable=nullable, name=name)
            constant = self._add(str(found[0][-1]), cast(JsonObject, found[1]))
            return _expression("Reference", {"load": f"lambda: {constant}"}, nullable=nullable)
        nullable = nullable or schema.get("nullable") is True
        parts = [cast(JsonObject, part) for part in listed(schema, "allOf")]
        if len(parts) == 1 and not schema.keys() & _CONSTRAINING:
            return self.expression(parts[0], nullable=nullable, name=name)
        members = listed(schema, "enum")
        if members and all(member is None for member in members):
            return "ValuesRule(values=(None,))"
        rules = self._rules(schema, parts, name)
        if len(rules) < 2 and not nullable:
            return rules[0] if rules else "AnyRule()"
        if len(rules) < 2 and (not rules or kind_of(schema) is not None) and not self._beside(schema):
            return self._simple(schema, str(kind_of(schema)), nullable=True, name=name)
        return _expression("AllRule", {"rules": _tuple(rules)}, nullable=nullable)

    def _rules(self, schema: JsonObject, parts: list[JsonObject], name: str) -> list[str]:
        """Return the rules that a value has to keep one beside the other."""
        whole = all_of(self._description, schema)
        if {kind_of(part) for part in whole} - {None} == {"object"}:
            rules = [
                self._object(whole, nullable=False),
                *(rule for part in whole for rule in self._beside(part)),
            ]
        else:
            own = kind_of(schema)
            rules = [] if own is None else [self._simple(schema, own, nullable=False, name=name)]
            rules += [self.expression(part) for part in parts]
            rules += [] if own is not None else self._untyped(schema)
            rules += self._beside(schema)
        return [rule for rule in dict.fromkeys(rules) if rule != "AnyRule()"]

    def _simple(self, schema: JsonObject, kind: str, *, nullable: bool, name: str = "") -> str:
        if kind == "object":
            return self._object(all_of(self._description, schema), nullable=nullable)
        if kind == "array":
            items = {"items": self.expression(cast(JsonObject, schema.get("items", {})))}
            counts = _literals(schema, {"minItems": "min_items", "maxItems": "max_items"})
            unique = {"unique": "True"} if schema.get("uniqueItems") is True else {}
            return _expression("ArrayRule", items | counts | unique, nullable=nullable)
        if kind == "string":
            names = {
                "minLength": "min_length",
                "maxLength": "max_length",
                "pattern": "pattern",
                "format": "format",
            }
            given = _literals(schema, names) | _values(schema, str)
            return _expression("StringRule", given, nullable=nullable)
        if kind == "integer":
            given = _integer_bounds(schema) | _values(schema, int) | _advice(schema, name)
            return _expression("IntegerRule", given, nullable=nullable)
        if kind == "number":
            given = _number_bounds(schema) | _values(schema, int, float)
            return _expression("NumberRule", given, nullable=nullable)
        if kind == "boolean":
            return _expression("BooleanRule", _values(schema, bool), nullable=nullable)
        return "AnyRule()"

    def _untyped(self, schema: JsonObject) -> list[str]:
        """Return the rules of a schema that says no type: each of its keywords is about values of one kind."""
        members = listed(schema, "enum")
        rules = [f"ValuesRule(values={_tuple([_json_literal(each) for each in members])})"] if members else []
        for kind, keywords in _KEYWORDS.items():
            own = {key: value for key, value in schema.items() if key in keywords}
            if own:
                rule = self._simple({"type": kind, **own}, kind, nullable=False)
                rules.append(f"KindRule(kind={literal(kind)}, rule={rule})")
        return rules

    def _beside(self, schema: JsonObject) -> list[str]:
        """Return the rules of what a schema is composed of, its ``allOf`` aside."""
        rules = []
        for keyword, name in (("anyOf", "AnyOfRule"), ("oneOf", "OneOfRule")):
            parts = [cast(JsonObject, part) for part in listed(schema, keyword)]
            choice = self._choice(schema, parts) if keyword == "oneOf" else ""
            inner = [self.expression(part) for part in parts]
            if choice:
                rules.append(choice)
            elif len(inner) == 1:
                rules += inner
            elif inner:
                rules.append(f"{name}(rules={_tuple(inner)})")
        excluded = schema.get("not")
        if isinstance(excluded, dict):
            rules.append(f"NotRule(rule={self.expression(excluded)})")
        members = listed(schema, "enum")
        if members and kind_of(schema) in ("array", "object"):
            rules.append(f"ValuesRule(values={_tuple([_json_literal(each) for each in members])})")
        return rules

    def _choice(self, schema: JsonObject, parts: list[JsonObject]) -> str:
        """Return the rule that a discriminator makes of ``oneOf``, ``""`` without one."""
        discriminator = schema.get("discriminator")
        references = [str(part["$ref"]) for part in parts if isinstance(part.get("$ref"), str)]
        if not isinstance(discriminator, dict) or len(references) != len(parts) or not parts:
            return ""
        # Each goes by its component's name besides those that a mapping gives it.
        # https://spec.openapis.org/oas/v3.0.3#discriminator-object
        named = {reference.rpartition("/")[2]: reference for reference in references}
        mapping = cast(JsonObject, discriminator.get("mapping", {}))
        mapped = {
            str(value): named.get(str(target), str(target))
            for value, target in mapping.items()
            if named.get(str(target), str(target)) in references
        }
        chosen = {name: where for name, where in named.items() if where not in mapped.values()} | mapped
        rules = ", ".join(
            f"{literal(value)}: {self.expression({'$ref': where})}" for value, where in chosen.items()
        )
        return f"ChoiceRule(member={literal(str(discriminator['propertyName']))}, rules={{{rules}}})"

    def _object(self, parts: list[JsonObject], *, nullable: bool) -> str:
        """Return the rule of an object, which several parts describe together."""
        properties: dict[str, list[JsonObject]] = {}
        for part in parts:
            for name, member in cast(JsonObject, part.get("properties", {})).items():
                properties.setdefault(name, []).append(cast(JsonObject, member))
        rules = {name: self._member(name, members) for name, members in properties.items()}
        arguments = {
            "properties": f"{{{', '.join(f'{literal(name)}: {rule}' for name, rule in rules.items())}}}"
        }
        needed = {str(name) for part in parts for name in listed(part, "required")}
        names = [*rules, *sorted(needed.difference(rules))]
        required = [n for n in names if n in needed and not self._is_read_only(properties.get(n, []))]
        if required:
            arguments["required"] = tuple_literal(required)
        arguments |= self._additional(parts, rules)
        for published, python, choose in (
            ("minProperties", "min_properties", max),
            ("maxProperties", "max_properties", min),
        ):
            counts = [cast(int, part[published]) for part in parts if isinstance(part.get(published), int)]
            if counts and (published == "maxProperties" or choose(counts)):
                arguments[python] = literal(choose(counts))
        return _expression("ObjectRule", arguments, nullable=nullable)

    def _member(self, name: str, members: list[JsonObject]) -> str:
        # A field of answers alone is neither required nor checked.
        if self._is_read_only(members):
            return "AnyRule()"
        rules = list(dict.fromkeys(self.expression(member, name=name) for member in members))
        return rules[0] if len(rules) == 1 else f"AllRule(rules={_tuple(rules)})"

    def _is_read_only(self, members: list[JsonObject]) -> bool:
        return any(
            step.get("readOnly") is True for member in members for step in steps(self._description, member)
        )

    def _additional(self, parts: list[JsonObject], rules: Mapping[str, str]) -> dict[str, str]:
        """Return the rule for names that are not among the properties."""
        said = [part["additionalProperties"] for part in parts if "additionalProperties" in part]
        if False in said:
            return {"closed": "True"}
        described = [self.expression(each) for each in said if isinstance(each, dict)]
        if described:
            distinct = list(dict.fromkeys(described))
            whole = distinct[0] if len(distinct) == 1 else f"AllRule(rules={_tuple(distinct)})"
            return {"additional": whole}
        # An object whose description says nothing may hold anything.
        composed = any(listed(part, keyword) for part in parts for keyword in ("anyOf", "oneOf"))
        return {"additional": "AnyRule()"} if said or not (rules or composed) else {}


def _expression(name: str, arguments: dict[str, str], *, nullable: bool) -> str:
    written = arguments | ({"nullable": "True"} if nullable else {})
    return f"{name}({', '.join(f'{key}={value}' for key, value in written.items())})"


def _tuple(expressions: list[str]) -> str:
    return f"({', '.join(expressions)}{',' if len(expressions) == 1 else ''})"


def _values(schema: JsonObject, *types: type) -> dict[str, str]:
    values = [value for value in listed(schema, "enum") if type(value) in types]
    return {"values": tuple_literal(cast("list[str | int]", values))} if values else {}


def _json_literal(value: JsonValue) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_json_literal, value))}]"
    if isinstance(value, dict):
        members = (f"{literal(name)}: {_json_literal(member)}" for name, member in value.items())
        return f"{{{', '.join(members)}}}"
    return literal(value)


def _advice(schema: JsonObject, name: str) -> dict[str, str]:
    """Return the advice for a caller who passes a fraction."""
    if re.search(r"\bminor units?\b", prose(schema)):
        return {"advice": "MINOR_UNITS"}
    return {"advice": "WHOLE_UNITS"} if re.search(r"(^|_)quantity$", name) else {}


def _literals(schema: JsonObject, names: dict[str, str]) -> dict[str, str]:
    # A length or a number of items is never below 0.
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
    bounds = {"minimum": least, "maximum": most, "multiple_of": multiple if multiple != 1 else None}
    return {name: literal(value) for name, value in bounds.items() if value is not None}


def _number_bounds(schema: JsonObject) -> dict[str, str]:
    lower = "above" if schema.get("exclusiveMinimum") is True else "minimum"
    upper = "below" if schema.get("exclusiveMaximum") is True else "maximum"
    names = {"minimum": lower, "maximum": upper, "multipleOf": "multiple_of"}
    stated = {
        python: literal(number)
        for published, python in names.items()
        if (number := _number(schema.get(published))) is not None
    }
    if schema.get("format") != "float":
        return stated
    least = {} if "above" in stated else {"minimum": literal(-_LARGEST_FLOAT)}
    most = {} if "below" in stated else {"maximum": literal(_LARGEST_FLOAT)}
    return least | most | stated
