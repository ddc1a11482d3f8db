"""Operations: what a method takes, what it returns, and whether it may be repeated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty

from ..configuration import Api
from ..documents import JsonObject
from ..problems import Problem
from .models import Models
from .naming import class_name, field_name, method_name, snake_case
from .parameters import make_parameters
from .schemas import Description, json_media_type, plain, prose
from .values import Created, Model, Operation, Parameter, ValueType

__all__ = ["make_operation"]

# Ids that any answer may carry, of the exchange and not of what it made.
_OF_REQUESTS = ("correlation-id", "request-id", "session-id", "trace-id")


def make_operation(endpoint: Endpoint, path: str, models: Models, api: Api) -> Operation:
    """Return the operation of an endpoint.

    Args:
        endpoint: what openapi-python-client made of it.
        path: its path in the description.
        models: the models of the description.
        api: the configuration of the API.

    Raises:
        Problem: something in it has no place in a client.
    """
    description = models.description
    item = cast(JsonObject, cast(JsonObject, description.document["paths"])[path])
    node = cast(JsonObject, item[endpoint.method])
    where = f"{api.description}, operation {node.get('operationId')}"
    parameters = make_parameters(endpoint, path, item, models, where)
    key_header = next(
        (
            p.wire_name
            for p in parameters
            if p.location == "header" and _same(p.wire_name, api.idempotency_header)
        ),
        None,
    )
    parameters = tuple(p for p in parameters if p.wire_name != key_header or p.location != "header")
    body = _body(endpoint, node, models, where)
    _refuse_twins(parameters, body, where)
    result, created = _result(endpoint, node, models, where)
    return Operation(
        identifier=str(node.get("operationId")),
        resource=_resource(endpoint, node),
        method_name=str(node.get("x-kco-method") or method_name(endpoint.name)),
        method=endpoint.method.upper(),
        path=path,
        summary=prose(node, "summary"),
        description=prose(node),
        parameters=parameters,
        body=body,
        result=result,
        created=created,
        key_header=key_header,
        responses=tuple(
            (status, prose(description.follow(response)))
            for status, response in sorted(cast(JsonObject, node["responses"]).items())
            if not status.startswith("x-")
        ),
    )


def _resource(endpoint: Endpoint, node: JsonObject) -> str:
    named = node.get("x-kco-resource")
    return str(named) if named else field_name(str(endpoint.tags[0]))


def _same(name: str, other: str | None) -> bool:
    return other is not None and name.lower() == other.lower()


def _refuse_twins(parameters: Iterable[Parameter], body: Model | None, where: str) -> None:
    """Every one of these is an argument of the same method."""
    seen: dict[str, str] = {}
    named = [(p.name, f"the {p.location} parameter {p.wire_name!r}") for p in parameters]
    named += [(f.name, f"the body field {f.wire_name!r}") for f in (body.written if body else ())]
    for name, words in named:
        if name in seen:
            raise Problem(
                where,
                f"{words} and {seen[name]} would both be the argument {name}",
                "rename one with an overlay",
            )
        seen[name] = words


def _body(endpoint: Endpoint, node: JsonObject, models: Models, where: str) -> Model | None:
    if "requestBody" not in node:
        return None
    description = models.description
    content = cast(JsonObject, description.follow(node["requestBody"])["content"])
    media_type = json_media_type(content)
    if media_type is None or not media_type.lower().startswith("application/json"):
        raise Problem(
            where,
            f"has a request body of the type {', '.join(content)}, and only application/json is sent",
            "repair it with an overlay",
        )
    schema = description.steps(cast(JsonObject, content[media_type]).get("schema"))[-1]
    parsed = next((body.prop for body in endpoint.bodies if plain(body.content_type) == media_type), None)
    kind = models.type_of(parsed, schema) if parsed is not None else None
    if not isinstance(parsed, ModelProperty) or kind is None or kind.class_name is None:
        raise Problem(
            where, "has a request body that is not an object with properties", "repair it with an overlay"
        )
    return models.make(kind.class_name, schema)


def _result(
    endpoint: Endpoint, node: JsonObject, models: Models, where: str
) -> tuple[ValueType | None, Created | None]:
    """Return what a success is read as; whichever of several documented ones it is must not matter."""
    responses, description = cast(JsonObject, node["responses"]), models.description
    parsed = {plain(response.status_code.pattern): response.prop for response in endpoint.responses.patterns}
    found: dict[tuple[ValueType | None, Created | None], str] = {}
    for status in sorted(responses):
        if not status.startswith("2"):
            continue
        response = description.follow(responses[status])
        # An answer to HEAD is described by what GET would bring, and has no body itself.
        if not response.get("content") or endpoint.method == "head":
            found.setdefault((None, _created(description, status, response)), status)
            continue
        content = cast(JsonObject, response["content"])
        media_type = json_media_type(content)
        media = cast(JsonObject, content[media_type]) if media_type is not None else {}
        kind = models.type_of(parsed[status], media.get("schema")) if "schema" in media else None
        item = kind.items if kind is not None and kind.kind == "array" else kind
        if kind is None or item is None or item.kind != "model":
            raise Problem(
                where,
                f"the body of {status} is neither an object with properties nor an array of such objects",
                "repair it with an overlay",
            )
        found.setdefault((kind, None), status)
    if len(found) > 1:
        raise Problem(
            where,
            f"the successes {' and '.join(found.values())} are answered with different things, "
            "and a method can return only one",
            "leave one of them with an overlay, or give both the same body",
        )
    return next(iter(found), (None, None))


def _created(description: Description, status: str, response: JsonObject) -> Created | None:
    """Return what the headers of a 201 say about what was created."""
    headers = {name.lower(): name for name in cast(JsonObject, response.get("headers", {}))}
    ids = (name for low, name in headers.items() if low.endswith("-id") and not low.endswith(_OF_REQUESTS))
    identifier = next(ids, None)
    if status != "201" or "location" not in headers or identifier is None:
        return None
    noun = class_name(identifier[: -len("-id")])
    header = cast(JsonObject, response["headers"])[identifier]
    return Created(
        name=f"{noun}Created",
        id_field=field_name(snake_case(identifier)),
        id_header=identifier,
        id_description=prose(description.follow(header)),
    )
