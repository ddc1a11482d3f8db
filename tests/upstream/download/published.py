"""Two small descriptions in the shape of the vendors': what they publish may change, these do not."""

from __future__ import annotations

from typing import Any

from generator.documents import dump, parse

__all__ = ["BELOW", "OTHER_VENDOR", "PUBLISHED", "REWORDED"]

BELOW = "/ordermanagement/v1/orders"
PATHS = {
    "": ["get"],
    "/acknowledge": ["post"],
    "/authorization": ["patch"],
    "/captures": ["get", "post"],
    "/captures/{capture_id}": ["get"],
    "/captures/{capture_id}/shipping-info": ["post"],
    "/cancel": ["post"],
    "/customer-details": ["patch"],
    "/extend-authorization-time": ["post"],
    "/merchant-references": ["patch"],
    "/refunds": ["post"],
    "/refunds/{refund_id}": ["get"],
    "/release-remaining-authorization": ["post"],
    "/shipping-info": ["post"],
}
MORE_PATHS = {
    f"/captures/{{capture_id}}/{name}": ["post"] for name in ("due-date", "due-date-options", "send-out")
}


def described(host: str, paths: dict[str, list[str]]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "openapi": "3.0.1",
        "info": {"title": "Order Management", "version": "1.0.0"},
        "servers": [{"url": f"https://{host}"}],
        "paths": {},
        "components": {"schemas": {"AddressDto": schema("street"), "ErrorDto": schema("error_code")}},
    }
    for path, methods in paths.items():
        item = document["paths"].setdefault(f"{BELOW}/{{order_id}}{path}", {})
        for method in methods:
            name = f"{method}{''.join(filter(str.isalpha, path.title()))}"
            item[method] = operation(name, path.strip("/") or "the order")
            document["components"]["schemas"][f"{name}Dto"] = schema("amount", "reference", "description")
    return document


def operation(name: str, path: str) -> dict[str, Any]:
    def answer(reference: str, text: str) -> dict[str, Any]:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{reference}"}}}
        return {"description": text, "content": content}

    return {
        "tags": ["Orders"],
        "summary": f"Read {path}",
        "operationId": name,
        "parameters": [{"name": "order_id", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": {
            "200": answer(f"{name}Dto", "What was asked for: all of it."),
            "404": answer("ErrorDto", "There is no such order."),
        },
    }


def schema(*properties: str) -> dict[str, Any]:
    described = {
        name: {"type": "string", "description": f"The {name}, up to 255 characters.", "maxLength": 255}
        for name in properties
    }
    address = {"address": {"$ref": "#/components/schemas/AddressDto"}} if len(properties) > 1 else {}
    return {"type": "object", "properties": {**described, **address}, "required": [properties[0]]}


PUBLISHED = dump(described("api.kustom.co", PATHS), "x.yaml").encode()
_other = described("api.klarna.com", PATHS | MORE_PATHS)
# The other vendor's keys are in order of the alphabet, so that the paths come last but one.
OTHER_VENDOR = dump({key: _other[key] for key in sorted(_other)}, "x.yaml").encode()
REWORDED = PUBLISHED.replace(b"summary: Read the order", b"summary: Get an order")
assert parse(REWORDED, "x.yaml") != parse(PUBLISHED, "x.yaml")
