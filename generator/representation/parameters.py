"""Parameters: what an operation takes in its path, its query and its headers."""

from __future__ import annotations

import re
from typing import Literal, cast

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import Property

from ..documents import JsonObject
from ..problems import Problem
from .models import Models
from .naming import field_name, snake_case
from .schemas import Description, listed, plain, prose
from .values import Parameter, ValueType

__all__ = ["make_parameters", "placeholders"]

Location = Literal["path", "query", "header"]

# How a value is written if the description says nothing, which is the one way that clients know.
_STYLES = {"path": "simple", "query": "form", "header": "simple"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def placeholders(path: str) -> list[str]:
    """Return the names between the braces of a path, in order."""
    return re.findall(r"{([^{}]*)}", path)


def make_parameters(
    endpoint: Endpoint, path: str, item: JsonObject, models: Models, where: str
) -> tuple[Parameter, ...]:
    """Return the parameters of an operation: those of its path in order, then the others.

    Args:
        endpoint: what openapi-python-client made of the operation.
        path: its path in the description.
        item: what the description has there.
        models: the models of the description.
        where: the operation's name, for messages.

    Raises:
        Problem: a parameter cannot be sent as the description wants it.
    """
    description = models.description
    given: dict[tuple[str, str], JsonObject] = {}
    # An operation's own parameter takes the place of the one that its path shares.
    for listing in (item, cast(JsonObject, item[endpoint.method])):
        for node in listed(listing, "parameters"):
            parameter = description.follow(node)
            given[str(parameter.get("in")), str(parameter.get("name"))] = parameter
    parsed: dict[tuple[str, str], Property] = {
        (location, plain(prop.name)): prop
        for location, props in (
            ("path", endpoint.path_parameters),
            ("query", endpoint.query_parameters),
            ("header", endpoint.header_parameters),
        )
        for prop in props
    }
    made = [_parameter(parameter, parsed.get(place), models, where) for place, parameter in given.items()]
    order = placeholders(path)
    in_path = sorted((p for p in made if p.location == "path"), key=lambda p: order.index(p.wire_name))
    return (*in_path, *(p for p in made if p.location != "path"))


def _parameter(parameter: JsonObject, parsed: Property | None, models: Models, where: str) -> Parameter:
    name, location = str(parameter.get("name")), cast(Location, parameter.get("in"))
    if parsed is None:
        raise Problem(where, f"cannot use the {location} parameter {name!r}", "repair it with an overlay")
    if location == "header" and not _TOKEN.fullmatch(name):
        raise Problem(where, f"{name!r} cannot be the name of a header", "repair it with an overlay")
    kind = models.type_of(parsed, parameter.get("schema"))
    is_object = _is_object(parameter, models.description)
    if is_object or not _is_sent(kind, location) or not _has_usual_style(parameter, location, kind):
        raise Problem(
            where,
            f"the {location} parameter {name!r} is to be written in a way that is not known",
            "text, numbers, and in a query arrays of these can be sent; repair it with an overlay",
        )
    # In a path or a header everything is text, whatever it means to the server. The names of these
    # are not those of fields that callers know from elsewhere, so they follow Python's custom.
    is_text = location == "query" or kind.kind == "enumeration"
    return Parameter(
        name=field_name(name if location == "query" else snake_case(name)),
        wire_name=name,
        location=location,
        required=parameter.get("required") is True,
        description=prose(parameter),
        type=kind if is_text else ValueType("string"),
        schema=cast(JsonObject, parameter.get("schema", {})),
    )


def _is_object(parameter: JsonObject, description: Description) -> bool:
    schema = description.steps(parameter.get("schema"))[-1]
    return schema.get("type") == "object" or "properties" in schema or "allOf" in schema


def _is_sent(kind: ValueType, location: Location) -> bool:
    if kind.kind == "array":
        return location == "query" and kind.items is not None and kind.items.kind not in ("array", "model")
    return kind.kind != "model"


def _has_usual_style(parameter: JsonObject, location: Location, kind: ValueType) -> bool:
    if parameter.get("style", _STYLES[location]) != _STYLES[location]:
        return False
    return kind.kind != "array" or parameter.get("explode") is not False
