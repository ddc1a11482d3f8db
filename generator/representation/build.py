"""Puts an API's representation together from its patched description."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import cast

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint

from ..configuration import Api
from ..documents import JsonObject
from ..problems import Problem
from .models import Models
from .naming import CLASS_NAMES, LONGEST_MODULE, MODULE_NAMES, class_name, is_class_name, is_member_name
from .operations import make_operation
from .parameters import placeholders
from .parsing import parse
from .schemas import Description, plain, prose
from .values import ApiRepresentation, Operation, Resource, Server

__all__ = ["represent"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def represent(document: JsonObject, api: Api, taken: Container[str] = ()) -> ApiRepresentation:
    """Return all there is to write down of an API.

    Args:
        document: the patched description, lint free.
        api: its configuration.
        taken: names that a resource cannot have, since the client has something of that name.

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
    # The parser renames placeholders, so that an endpoint is found by what stands around them.
    endpoints: dict[tuple[str, str], Endpoint] = {
        (_shape(plain(endpoint.path)), endpoint.method): endpoint
        for collection in data.endpoint_collections_by_tag.values()
        for endpoint in collection.endpoints
    }
    made = []
    for path, item in cast(JsonObject, models.description.document["paths"]).items():
        if path.startswith("/") and isinstance(item, dict):
            made += [
                make_operation(endpoints[_shape(path), method], path, models, api)
                for method in _METHODS
                if method in item
            ]
    if not made:
        raise Problem(f"{api.description}#/paths", "there is no operation", "name another file")
    return made


def _shape(path: str) -> str:
    for name in placeholders(path):
        path = path.replace(f"{{{name}}}", "{}")
    return path


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
    """Two classes of one name would be one, and one that hides an import would break its module."""
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
            "call one otherwise: a model with class_names in pyproject.toml, a resource with x-kco-resource",
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
    for base in (api.client_base, api.async_client_base):
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
