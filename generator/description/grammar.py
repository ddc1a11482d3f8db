"""The objects of OpenAPI 3.0, and under which keys of one another may be found.

Whether ``x-…`` is an extension, ``$ref`` a reference or ``type`` a keyword depends on the object it
is in: a property may be called ``$ref`` and an example may hold anything. This table lets one
walk visit each object as what it is, and nothing else.
https://spec.openapis.org/oas/v3.0.3#schema-0
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import attrs

__all__ = ["COMPOSING", "GRAMMAR", "METHODS", "Field", "ObjectType"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

COMPOSING = ("allOf", "oneOf", "anyOf")


@attrs.frozen
class Field:
    """Where objects of a kind are found: as the value, in a list, or in a map under any names."""

    shape: Literal["one", "list", "map"]
    kind: str


@attrs.frozen
class ObjectType:
    """One kind of object.

    Args:
        fields: the fixed keys that lead to other objects.
        rest: the kind of the values under all other keys, extensions aside.
        section: where in ``components`` its references lead; ``""`` if it may be a reference but
            OpenAPI has no such section; ``None`` if it cannot be one.
    """

    fields: Mapping[str, Field] = MappingProxyType({})
    rest: str | None = None
    section: str | None = None


def _one(kind: str) -> Field:
    return Field("one", kind)


def _list(kind: str) -> Field:
    return Field("list", kind)


def _map(kind: str) -> Field:
    return Field("map", kind)


_DESCRIBED = {"schema": _one("schema"), "content": _map("media-type"), "examples": _map("example")}
_FLOWS = ("implicit", "password", "clientCredentials", "authorizationCode")

GRAMMAR: Mapping[str, ObjectType] = MappingProxyType(
    {
        "document": ObjectType(
            {
                "info": _one("info"),
                "servers": _list("server"),
                "paths": _one("paths"),
                "components": _one("components"),
                "tags": _list("tag"),
                "externalDocs": _one("external-documentation"),
            }
        ),
        "info": ObjectType({"contact": _one("contact"), "license": _one("license")}),
        "contact": ObjectType(),
        "license": ObjectType(),
        "server": ObjectType({"variables": _map("server-variable")}),
        "server-variable": ObjectType(),
        "tag": ObjectType({"externalDocs": _one("external-documentation")}),
        "external-documentation": ObjectType(),
        "paths": ObjectType(rest="path-item"),
        "path-item": ObjectType(
            {
                **{method: _one("operation") for method in METHODS},
                "parameters": _list("parameter"),
                "servers": _list("server"),
            },
            section="",
        ),
        "operation": ObjectType(
            {
                "parameters": _list("parameter"),
                "requestBody": _one("request-body"),
                "responses": _one("responses"),
                "callbacks": _map("callback"),
                "servers": _list("server"),
                "externalDocs": _one("external-documentation"),
            }
        ),
        "parameter": ObjectType(_DESCRIBED, section="parameters"),
        "header": ObjectType(_DESCRIBED, section="headers"),
        "request-body": ObjectType({"content": _map("media-type")}, section="requestBodies"),
        "responses": ObjectType(rest="response"),
        "response": ObjectType(
            {"headers": _map("header"), "content": _map("media-type"), "links": _map("link")},
            section="responses",
        ),
        "media-type": ObjectType(
            {"schema": _one("schema"), "examples": _map("example"), "encoding": _map("encoding")}
        ),
        "encoding": ObjectType({"headers": _map("header")}),
        "example": ObjectType(section="examples"),
        "link": ObjectType({"server": _one("server")}, section="links"),
        "callback": ObjectType(rest="path-item", section="callbacks"),
        "schema": ObjectType(
            {
                "properties": _map("schema"),
                "items": _one("schema"),
                "additionalProperties": _one("schema"),
                "not": _one("schema"),
                **{keyword: _list("schema") for keyword in COMPOSING},
                "externalDocs": _one("external-documentation"),
                "discriminator": _one("discriminator"),
                "xml": _one("xml"),
            },
            section="schemas",
        ),
        "discriminator": ObjectType(),
        "xml": ObjectType(),
        "components": ObjectType(
            {
                "schemas": _map("schema"),
                "responses": _map("response"),
                "parameters": _map("parameter"),
                "examples": _map("example"),
                "requestBodies": _map("request-body"),
                "headers": _map("header"),
                "securitySchemes": _map("security-scheme"),
                "links": _map("link"),
                "callbacks": _map("callback"),
            }
        ),
        "security-scheme": ObjectType({"flows": _one("oauth-flows")}, section="securitySchemes"),
        "oauth-flows": ObjectType({flow: _one("oauth-flow") for flow in _FLOWS}),
        "oauth-flow": ObjectType(),
    }
)
