"""Puts an API's representation together: its operations, parameters, resources and servers.

The patched description goes in, an `ApiRepresentation` comes out. Everything that has no place in a
client is refused here, with its place in the description.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import Literal, cast

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint
from openapi_python_client.parser.properties import ModelProperty, Property

from ..configuration import Api, both_sides
from ..description.document import Description
from ..description.grammar import METHODS
from ..description.http import json_media_type
from ..description.schemas import listed, prose, steps
from ..documents import JsonObject
from ..problems import Problem
from .api import ApiRepresentation, Created, Model, Operation, Parameter, Resource, Server, ValueType
from .models import Models
from .naming import (
    CLASS_NAMES,
    LONGEST_MODULE,
    MODULE_NAMES,
    class_name,
    field_name,
    is_class_name,
    is_member_name,
    method_name,
    snake_case,
)
from .parsing import parse, plain

__all__ = ["represent"]


Location = Literal["path", "query", "header"]

# Headers with ids of the exchange, not of something that the operation created.
_OF_REQUESTS = ("correlation-id", "request-id", "session-id", "trace-id")
# The styles that apply if the description names none; clients write no other.
_STYLES = {"path": "simple", "query": "form", "header": "simple"}
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


def represent(document: JsonObject, api: Api, taken: Container[str] = ()) -> ApiRepresentation:
    """Return the representation of an API.

    Args:
        document: the patched description, lint free.
        api: its configuration.
        taken: names that a resource cannot have, since the client has an attribute of that name.

    Raises:
        Problem: something in the description has no place in a client.
    """
    data = parse(document, api)
    description = Description(document)
    models = Models(data, description, api)
    operations = _operations(data, models, api)
    information = cast(JsonObject, document["info"])
    made = ApiRepresentation(
        title=prose(information, "title"),
        version=prose(information, "version"),
        models=models.all(),
        enumerations=models.enumerations(),
        resources=_resources(operations, str(api.description), taken),
        servers=tuple(_servers(document, str(api.description))),
    )
    _refuse_clashes(made, api)
    _refuse_unused(made, api)
    return made


def _operations(data: GeneratorData, models: Models, api: Api) -> list[Operation]:
    # The parser renames placeholders, so an endpoint is found by the pieces of its path around them.
    endpoints: dict[tuple[str, str], Endpoint] = {
        (_shape(plain(endpoint.path)), endpoint.method): endpoint
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    made = []
    for path, item in cast(JsonObject, models.description.document["paths"]).items():
        if path.startswith("/") and isinstance(item, dict):
            made += [
                _operation(endpoints[_shape(path), method], path, models, api)
                for method in METHODS
                if method in item
            ]
    if not made:
        raise Problem(f"{api.description}#/paths", "there is no operation", "name another file")
    return made


def _shape(path: str) -> str:
    for name in _placeholders(path):
        path = path.replace(f"{{{name}}}", "{}")
    return path


def _operation(endpoint: Endpoint, path: str, models: Models, api: Api) -> Operation:
    description = models.description
    item = cast(JsonObject, cast(JsonObject, description.document["paths"])[path])
    node = cast(JsonObject, item[endpoint.method])
    where = f"{api.description}, operation {node.get('operationId')}"
    parameters = _parameters(endpoint, path, item, models, where)
    wanted = (api.idempotency_header or "").lower()
    keys = [p for p in parameters if p.location == "header" and p.wire_name.lower() == wanted]
    key_header = keys[0].wire_name if keys else None
    parameters = tuple(p for p in parameters if p.wire_name != key_header or p.location != "header")
    body = _body(endpoint, node, models, where)
    _refuse_twins(parameters, body, where)
    result, created = _result(endpoint, node, models, where)
    return Operation(
        identifier=str(node.get("operationId")),
        resource=str(node.get("x-kco-resource") or field_name(str(endpoint.tags[0]))),
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


def _refuse_twins(parameters: Iterable[Parameter], body: Model | None, where: str) -> None:
    """Refuse two arguments of one name: parameters and body fields are arguments of the same method."""
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
    schema = steps(description, cast(JsonObject, content[media_type]).get("schema"))[-1]
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
    """Return the type that a success is read as, which is the same for every documented success."""
    responses, description = cast(JsonObject, node["responses"]), models.description
    parsed = {plain(response.status_code.pattern): response.prop for response in endpoint.responses.patterns}
    found: dict[tuple[ValueType | None, Created | None], str] = {}
    for status in sorted(responses):
        if not status.startswith("2"):
            continue
        response = description.follow(responses[status])
        # An answer to HEAD is described like that to GET, and has no body itself.
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
    """Return the id header of a 201 and the class that holds it."""
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


def _placeholders(path: str) -> list[str]:
    """Return the names between the braces of a path, in order."""
    return re.findall(r"{([^{}]*)}", path)


def _parameters(
    endpoint: Endpoint, path: str, item: JsonObject, models: Models, where: str
) -> tuple[Parameter, ...]:
    """Return the parameters of an operation: those of its path in order, then the others."""
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
    order = _placeholders(path)
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
            f"the {location} parameter {name!r} has a style or a type that cannot be sent",
            "text, numbers, and in a query arrays of these can be sent; repair it with an overlay",
        )
    # In a path or a header everything is text, whatever it means to the server. Callers do not know these
    # names as fields, so they follow Python's custom.
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
    schema = steps(description, parameter.get("schema"))[-1]
    return schema.get("type") == "object" or "properties" in schema or "allOf" in schema


def _is_sent(kind: ValueType, location: Location) -> bool:
    if kind.kind == "array":
        return location == "query" and kind.items is not None and kind.items.kind not in ("array", "model")
    return kind.kind != "model"


def _has_usual_style(parameter: JsonObject, location: Location, kind: ValueType) -> bool:
    if parameter.get("style", _STYLES[location]) != _STYLES[location]:
        return False
    return kind.kind != "array" or parameter.get("explode") is not False


def _resources(operations: list[Operation], where: str, taken: Container[str]) -> tuple[Resource, ...]:
    by_resource: dict[str, dict[str, Operation]] = {}
    constants: dict[str, Operation] = {}
    for operation in operations:
        place = f"{where}, operation {operation.identifier}"
        remedy = "give another one with x-kco-resource and x-kco-method"
        if operation.resource in MODULE_NAMES:
            raise Problem(place, f"{operation.resource!r} is the name of something else in a client", remedy)
        for name in (operation.resource, operation.method_name):
            if not is_member_name(name) or len(operation.resource) > LONGEST_MODULE:
                raise Problem(place, f"{name!r} cannot be the name of a method or resource", remedy)
        if operation.resource in taken:
            raise Problem(place, f"{operation.resource!r} is the name of something else in a client", remedy)
        if operation.method_name == "with_response":
            raise Problem(place, "'with_response' is the name of something else in a resource", remedy)
        other = constants.setdefault(operation.constant, operation)
        if other is not operation:
            raise Problem(
                place, f"{operation.name} is too much like {other.name} of {other.identifier}", remedy
            )
        by_resource.setdefault(operation.resource, {})[operation.method_name] = operation
    return tuple(
        Resource(name=name, class_name=class_name(name), operations=tuple(methods.values()))
        for name, methods in by_resource.items()
    )


def _servers(document: JsonObject, where: str) -> Iterator[Server]:
    seen: set[str] = set()
    for index, server in enumerate(cast("list[JsonObject]", document.get("servers", []))):
        url = str(server["url"])
        for name, variable in cast(JsonObject, server.get("variables", {})).items():
            url = url.replace(f"{{{name}}}", str(cast(JsonObject, variable).get("default", "")))
        called = prose(server) or url
        if called in seen:
            raise Problem(
                f"{where}#/servers/{index}",
                f"a second server that is called {called!r}",
                "describe each server by a name of its own",
            )
        seen.add(called)
        yield Server(url=url, description=called)


def _refuse_clashes(made: ApiRepresentation, api: Api) -> None:
    """Refuse two classes of one name, and one that would hide an import of its module."""
    seen: dict[str, str] = {}
    for name, words in _class_names(made, api):
        if not is_class_name(name):
            problem = f"{name!r}, {words}, cannot be the name of a class"
        elif name in CLASS_NAMES:
            problem = f"{name} is {words}, and the name of something that the generated modules use"
        elif name in seen:
            problem = f"{name} is {words}, and {seen[name]}"
        else:
            seen[name] = words
            continue
        raise Problem(
            str(api.description),
            problem,
            "rename one: a model with class_names in pyproject.toml, a resource with x-kco-resource",
        )


def _class_names(made: ApiRepresentation, api: Api) -> Iterator[tuple[str, str]]:
    for model in made.models:
        yield model.name, f"the model {model.name}"
        yield f"{model.name}Input", f"the input for the model {model.name}"
    for enumeration in made.enumerations:
        yield enumeration.name, f"the enumeration {enumeration.name}"
    created = {op.created.name: op.name for op in made.operations if op.created is not None}
    for name, operation in created.items():
        yield name, f"what {operation} returns"
    for resource in made.resources:
        for suffix in ("", "WithResponse"):
            for prefix in ("", "Async"):
                yield f"{prefix}{resource.class_name}{suffix}", f"the resource {resource.name}"
    yield api.client, "the client"
    yield f"Async{api.client}", "the asynchronous client"
    for base in both_sides(api.client_base).values():
        yield base.rpartition(".")[2], f"the class {base}"


def _refuse_unused(made: ApiRepresentation, api: Api) -> None:
    """Refuse settings that are not used: they are misspelled, or no longer needed."""
    classes = {name for name, _ in _class_names(made, api)}
    settings: tuple[tuple[str, Iterable[str], Container[str], str], ...] = (
        ("class_names", api.class_names.values(), classes, "class"),
        ("model_bases", api.model_bases, {model.name for model in made.models}, "model"),
        ("resource_bases", api.resource_bases, {resource.name for resource in made.resources}, "resource"),
    )
    for setting, names, known, what in settings:
        for name in names:
            if name not in known:
                raise Problem(
                    f"pyproject.toml, [tool.kco.apis.{api.name}], {setting}",
                    f"there is no {what} {name}",
                    "check its spelling or delete it",
                )
