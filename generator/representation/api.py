"""The values that describe an API, made from its description and read by everything that writes Python."""

from __future__ import annotations

from typing import Literal

import attrs

from ..documents import JsonObject

__all__ = [
    "ApiRepresentation",
    "Created",
    "Enumeration",
    "Field",
    "Kind",
    "Model",
    "Operation",
    "Parameter",
    "Resource",
    "Server",
    "ValueType",
]

Kind = Literal[
    "any", "array", "boolean", "date", "datetime", "enumeration", "integer", "model", "number", "string"
]


@attrs.frozen
class ValueType:
    """The type of a value: a kind, for some kinds a class or the items' type, and whether it may be null."""

    kind: Kind
    class_name: str | None = None
    items: ValueType | None = None
    nullable: bool = False


@attrs.frozen(kw_only=True)
class Field:
    """A member of an object, by its Python name and its name in JSON.

    ``always``: the server always sends it. ``required``: a request must carry it. ``read_only``: only
    answers have it. ``write_only``: only requests have it.
    """

    name: str
    wire_name: str
    type: ValueType
    description: str
    schema: JsonObject
    required: bool = False
    always: bool = False
    personal: bool = False
    read_only: bool = False
    write_only: bool = False


@attrs.frozen(kw_only=True)
class Model:
    """An object schema. ``component`` is its name in the description, ``""`` for one written in place."""

    name: str
    component: str
    description: str
    fields: tuple[Field, ...]
    schema: JsonObject
    personal: bool = False

    @property
    def written(self) -> tuple[Field, ...]:
        """The fields that a request may carry."""
        return tuple(field for field in self.fields if not field.read_only)


@attrs.frozen(kw_only=True)
class Enumeration:
    """A list of strings: pairs of member name and value."""

    name: str
    description: str
    members: tuple[tuple[str, str], ...]


@attrs.frozen(kw_only=True)
class Parameter:
    """A path, query or header parameter."""

    name: str
    wire_name: str
    location: Literal["path", "query", "header"]
    required: bool
    description: str
    type: ValueType
    schema: JsonObject


@attrs.frozen(kw_only=True)
class Created:
    """The value that an operation returns whose answer has headers instead of a body."""

    name: str
    id_field: str
    id_header: str
    id_description: str


@attrs.frozen(kw_only=True)
class Operation:
    """One operation. ``body`` is the model whose fields become keywords; ``result`` or ``created`` its value."""

    identifier: str
    resource: str
    method_name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: Model | None
    result: ValueType | None
    created: Created | None
    key_header: str | None
    responses: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """How callers write it: ``captures.create``."""
        return f"{self.resource}.{self.method_name}"

    @property
    def constant(self) -> str:
        """The name under which the table of operations keeps it: ``CAPTURES_CREATE``."""
        return f"{self.resource}_{self.method_name}".upper()

    def parameters_in(self, location: str) -> tuple[Parameter, ...]:
        """Return the parameters of one location, in order."""
        return tuple(parameter for parameter in self.parameters if parameter.location == location)


@attrs.frozen(kw_only=True)
class Resource:
    """A group of operations under one attribute of the client."""

    name: str
    class_name: str
    operations: tuple[Operation, ...]


@attrs.frozen(kw_only=True)
class Server:
    """An address that the API is served from."""

    url: str
    description: str


@attrs.frozen(kw_only=True)
class ApiRepresentation:
    """One API."""

    title: str
    version: str
    models: tuple[Model, ...]
    enumerations: tuple[Enumeration, ...]
    resources: tuple[Resource, ...]
    servers: tuple[Server, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation, by resource."""
        return tuple(operation for resource in self.resources for operation in resource.operations)

    def model(self, name: str) -> Model:
        """Return a model by its class name."""
        return next(model for model in self.models if model.name == name)
