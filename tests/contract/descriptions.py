"""The patched descriptions, and everything in them that the contract is about, found by looking.

The contract is that the client and the patched description agree, so the description is made here by
the pipeline itself: from what the vendor publishes and from our overlays. The copy inside the package is
output, and one more thing to compare.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

import pytest
from attrs import field, frozen

from generator.overlay import apply, refuse_stale
from generator.sources import load_description, load_overlays, overlay_files

from .vendors import APIS, ROOT, VENDORS

__all__ = [
    "ROOT",
    "VENDORS",
    "Described",
    "Json",
    "Schema",
    "description",
    "each_operation",
    "follow",
    "operations",
]

Json: TypeAlias = Any
Schema: TypeAlias = dict[str, Any]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@cache
def description(vendor: str) -> dict[str, Any]:
    """Return a vendor's description as our overlays leave it; treat it as read-only.

    Raises:
        Problem: it cannot be patched, or an action is stale.
    """
    api = APIS[vendor]
    patched = apply(
        load_description(ROOT / api.description), load_overlays(overlay_files(ROOT / api.overlays))
    )
    refuse_stale(patched)
    document: Any = patched.document
    assert isinstance(document, dict)
    return document


def follow(vendor: str, node: Json) -> Json:
    """Return what a reference stands for, and anything else as it is."""
    while isinstance(node, dict) and "$ref" in node:
        found: Any = description(vendor)
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


@frozen(kw_only=True)
class Described:
    """One operation of a patched description.

    Args:
        vendor: whose it is.
        name: how callers write it, ``captures.create``; its operationId or address where nothing says.
        method: the HTTP method in capitals.
        path: the path with its parameters in braces.
        node: the operation as the description has it.
        item: the path item that it stands in.
    """

    vendor: str
    name: str
    method: str
    path: str
    node: Mapping[str, Any] = field(repr=False, eq=False)
    item: Mapping[str, Any] = field(repr=False, eq=False)

    def __str__(self) -> str:
        return f"{self.vendor}-{self.name}"

    @property
    def body(self) -> Schema | None:
        """The schema of the JSON body that it takes, a reference as a rule; ``None`` without one."""
        if "requestBody" not in self.node:
            return None
        content = follow(self.vendor, self.node["requestBody"])["content"]
        schema: Schema = content["application/json"]["schema"]
        return schema

    @property
    def path_parameters(self) -> tuple[str, ...]:
        """The names of the parameters in the path, in their order."""
        return tuple(re.findall(r"\{([^{}]*)\}", self.path))

    @property
    def key_header(self) -> str | None:
        """The header that carries the idempotency key, ``None`` where the operation takes none."""
        name = APIS[self.vendor].idempotency_header
        return next((p["name"] for p in self._parameters("header") if p["name"] == name), None)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that a caller may pass, besides the idempotency key."""
        return tuple(p["name"] for p in self._parameters("header") if p["name"] != self.key_header)

    def _parameters(self, location: str) -> list[dict[str, Any]]:
        return [node for node in self.parameters if node["in"] == location]

    @property
    def parameters(self) -> tuple[dict[str, Any], ...]:
        """Every parameter, those of the path item among them, references followed."""
        nodes = (*self.item.get("parameters", ()), *self.node.get("parameters", ()))
        followed = (follow(self.vendor, node) for node in nodes)
        return tuple({(node["name"], node["in"]): node for node in followed}.values())

    @property
    def responses(self) -> dict[str, dict[str, Any]]:
        """Every documented response by its status, ``default`` among them, references followed."""
        return {
            status: follow(self.vendor, response)
            for status, response in self.node["responses"].items()
            if not status.startswith("x-")
        }


def _operations(vendor: str) -> Iterator[Described]:
    for path, item in description(vendor)["paths"].items():
        for method in _METHODS:
            if method not in item:
                continue
            node, address = item[method], f"{method.upper()} {path}"
            named = (node.get("x-kco-resource"), node.get("x-kco-method"))
            name = ".".join(named) if all(named) else node.get("operationId", address)
            yield Described(vendor=vendor, name=name, method=method.upper(), path=path, node=node, item=item)


@cache
def operations(vendor: str) -> dict[str, Described]:
    """Return a vendor's operations by the names callers use, in the order of the description."""
    found = list(_operations(vendor))
    named = {operation.name: operation for operation in found}
    assert len(named) == len(found), f"{vendor}: two operations have one name"
    return named


each_operation = pytest.mark.parametrize(
    "operation",
    [operation for vendor in VENDORS for operation in operations(vendor).values()],
    ids=str,
)
"""Runs a test that takes ``operation`` for every operation of every vendor."""
