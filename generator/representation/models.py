"""Makes the models and enumerations of an API.

openapi-python-client's classes go in, each with the schema behind it; `Model` and `Enumeration` come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import attrs
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties import EnumProperty, ModelProperty, Property
from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.date import DateProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.uuid import UuidProperty

from ..configuration import Api
from ..description.document import Description, components
from ..description.schemas import (
    holds_personal,
    is_nullable,
    is_personal,
    listed_names,
    properties,
    prose,
    steps,
)
from ..documents import JsonObject, JsonValue
from ..problems import Problem
from .api import Enumeration, Field, Kind, Model, ValueType
from .naming import component_class_name, constant_name, field_name
from .parsing import plain

__all__ = ["Models"]

_SIMPLE: tuple[tuple[type[object], Kind], ...] = (
    (BooleanProperty, "boolean"),
    (DateProperty, "date"),
    (DateTimeProperty, "datetime"),
    (FloatProperty, "number"),
    (IntProperty, "integer"),
    (StringProperty, "string"),
    # Ids are opaque to a client: a server that sends one that is no UUID is still understood.
    (UuidProperty, "string"),
)


class Models:
    """The models and enumerations of one description, in the order the description has them.

    Args:
        data: openapi-python-client's result for the description.
        description: the description.
        api: its configuration.
    """

    def __init__(self, data: GeneratorData, description: Description, api: Api) -> None:
        self.description = description
        self._where = str(api.description)
        # An object without described properties has no fields to read: it stays JSON.
        self._parsed = {str(m.class_info.name): m for m in data.models if _properties(m)}
        self._class_names = frozenset(self._parsed) | {str(e.class_info.name) for e in data.enums}
        self._enumeration_schemas: dict[str, JsonObject] = {}
        self._made: dict[str, Model] = {}
        self._components: dict[str, str] = {}
        schemas = components(description.document, "schemas")
        for name in schemas:
            self._components[component_class_name(name, api.class_names)] = name
        for called, name in self._components.items():
            schema = description.follow(schemas[name])
            if called in self._parsed:
                self.make(called, schema)
            elif isinstance(schema.get("enum"), list):
                self._enumeration_schemas.setdefault(called, schema)
        self._enumerations = data.enums

    def all(self) -> tuple[Model, ...]:
        """Return every model; complete once every operation has been made."""
        return tuple(self._made.values())

    def enumerations(self) -> tuple[Enumeration, ...]:
        """Return every enumeration; complete once every operation has been made."""
        names = [str(parsed.class_info.name) for parsed in self._enumerations]
        return tuple(
            _enumeration(name, self._enumeration_schemas[name])
            for name in dict.fromkeys(names)
            if name in self._enumeration_schemas
        )

    def type_of(self, parsed: PropertyProtocol, node: JsonValue) -> ValueType:
        """Return our type of a value, ``any`` for a value that it cannot express.

        Args:
            parsed: openapi-python-client's type.
            node: its schema in the description; schemas written in place have no component, so the
                model or enumeration of one is made from here.
        """
        schema, nullable = steps(self.description, node)[-1], is_nullable(self.description, node)
        if isinstance(parsed, ListProperty):
            return ValueType(
                "array", items=self.type_of(parsed.inner_property, schema.get("items")), nullable=nullable
            )
        if isinstance(parsed, ModelProperty):
            name = str(parsed.class_info.name)
            if name not in self._parsed:
                return ValueType("any", nullable=nullable)
            self.make(name, schema)
            return ValueType("model", name, nullable=nullable)
        if isinstance(parsed, EnumProperty):
            name = str(parsed.class_info.name)
            self._enumeration_schemas.setdefault(name, schema)
            return ValueType("enumeration", name, nullable=nullable)
        for kind, simple in _SIMPLE:
            if isinstance(parsed, kind):
                return ValueType(simple, nullable=nullable)
        return ValueType("any", nullable=nullable)

    def make(self, name: str, schema: JsonObject) -> Model:
        """Return the model of a class name, made from its schema at the first call."""
        if name in self._made:
            return self._made[name]
        model = Model(
            name=name,
            component=self._components.get(name, ""),
            description=prose(schema),
            fields=(),
            schema=schema,
            personal=schema.get("x-kco-personal") is True,
        )
        # Entered before its fields are looked at, so that a schema may contain itself.
        self._made[name] = model
        fields = tuple(self._fields(name, schema))
        self._refuse_twins(name, fields)
        self._made[name] = attrs.evolve(model, fields=fields)
        return self._made[name]

    def _fields(self, name: str, schema: JsonObject) -> Iterator[Field]:
        description, parsed = self.description, _properties(self._parsed[name])
        required = listed_names(description, schema, "required")
        always = listed_names(description, schema, "x-kco-always-sent")
        for wire_name, given in properties(description, schema).items():
            if wire_name not in parsed:
                raise Problem(
                    f"{self._where}, {name}",
                    f"openapi-python-client leaves out the property {wire_name!r}",
                    "declare it in the schema itself, or in what its allOf refers to",
                )
            kind, found = self.type_of(parsed[wire_name], given), steps(description, given)
            yield Field(
                name=field_name(wire_name, self._class_names),
                wire_name=wire_name,
                type=kind,
                description=next(filter(None, map(prose, found)), ""),
                schema=found[-1],
                required=wire_name in required,
                always=wire_name in always,
                personal=is_personal(description, given)
                or (_is_raw(kind) and holds_personal(description, given)),
                read_only=any(step.get("readOnly") is True for step in found),
                write_only=any(step.get("writeOnly") is True for step in found),
            )

    def _refuse_twins(self, name: str, fields: Iterable[Field]) -> None:
        seen: dict[str, str] = {}
        for field in fields:
            if field.name in seen:
                raise Problem(
                    f"{self._where}, {name}",
                    f"{seen[field.name]!r} and {field.wire_name!r} would both be called {field.name}",
                    "rename one with an overlay",
                )
            seen[field.name] = field.wire_name


def _properties(model: ModelProperty) -> dict[str, Property]:
    properties = [*(model.required_properties or []), *(model.optional_properties or [])]
    return {plain(parsed.name): parsed for parsed in properties}


def _is_raw(kind: ValueType) -> bool:
    while kind.kind == "array" and kind.items is not None:
        kind = kind.items
    return kind.kind == "any"


def _enumeration(name: str, schema: JsonObject) -> Enumeration:
    members: dict[str, str] = {}
    for position, value in enumerate(cast("list[JsonValue]", schema["enum"])):
        if isinstance(value, str):
            constant = constant_name(value, position)
            while constant in members:
                constant = f"{constant}_{position}"
            members[constant] = value
    return Enumeration(name=name, description=prose(schema), members=tuple(members.items()))
