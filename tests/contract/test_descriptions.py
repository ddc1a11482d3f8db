"""Nothing is between the descriptions that these tests go by and the client that they test."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, get_type_hints

import kco
import pytest
from hypothesis import find

from .bodies import distinct, limits, same_json, sparse
from .calling import MODES, Desk
from .descriptions import Described, Schema, description, each_operation, follow, operations
from .strategies import values

# Ours, on top of what a vendor describes.
_OWN_METHODS = {
    "captures.ensure",
    "orders.ensure_cancelled",
    "orders.ensure_released",
    "refunds.ensure",
}


def test_the_description_in_the_package_is_the_patched_one(vendor: str) -> None:
    text = resources.files(f"kco.{vendor}").joinpath("description.json").read_text("utf-8")
    assert same_json(json.loads(text), description(vendor))


@pytest.mark.parametrize("mode", MODES)
def test_a_client_has_the_described_operations_and_no_other(vendor: str, mode: str) -> None:
    client: Any = getattr(kco, ("Async" if mode == "async" else "") + vendor.title())
    found = set()
    for resource, attribute in vars(client).items():
        if isinstance(attribute, property):
            kind: Any = get_type_hints(attribute.fget)["return"]
            found |= {f"{resource}.{name}" for name in dir(kind) if not name.startswith("_")}
    described = set(operations(vendor))
    resources_of = {name.partition(".")[0] for name in described}
    assert found - {f"{resource}.with_response" for resource in resources_of} == described | _OWN_METHODS


@each_operation
def test_every_operation_is_named_and_can_be_called(operation: Described, desk: Desk) -> None:
    resource, method = operation.name.split(".")
    assert callable(getattr(getattr(desk.client(operation.vendor), resource), method))
    assert callable(getattr(getattr(desk.client(operation.vendor), resource).with_response, method))


# --- The makers of bodies refuse what they do not know ---------------------------------------------


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string", "pattern": "^a$"},
        {"type": "string", "format": "ipv4"},
        {"type": "number"},
        {"type": "integer", "format": "int32", "multipleOf": 2},
        {"oneOf": []},
        {"type": "array", "items": {"type": "string", "pattern": "x"}},
        {"type": "object", "properties": {"a": {"allOf": []}}},
    ],
    ids=str,
)
def test_a_keyword_that_no_value_is_made_for_is_refused(vendor: str, schema: Schema) -> None:
    with pytest.raises(NotImplementedError):
        values(vendor, schema)


@pytest.mark.parametrize("schema", ["Order", "Capture", "CreateCapture", "UpdateAuthorization"])
def test_no_two_values_of_a_distinct_body_are_alike(vendor: str, schema: str) -> None:
    seen: list[Any] = []

    def look(value: Any, described: Schema) -> None:
        described = follow(vendor, described)
        if isinstance(value, dict):
            assert value.keys() == described["properties"].keys()
            for name, member in value.items():
                look(member, described["properties"][name])
        elif isinstance(value, list):
            assert len(value) >= 2
            for item in value:
                look(item, described["items"])
        elif "enum" not in described and not isinstance(value, bool):
            seen.append(value)

    reference = {"$ref": f"#/components/schemas/{schema}"}
    look(distinct(vendor, reference), reference)
    assert len(seen) == len(set(seen)) > 5


def test_drawn_bodies_are_bare_and_whole_and_in_between() -> None:
    schema = {"$ref": "#/components/schemas/CreateCapture"}
    members = follow("kustom", schema)["properties"].keys()
    drawn = values("kustom", schema)
    assert find(drawn, lambda body: body.keys() == {"captured_amount"})
    assert find(drawn, lambda body: body.keys() == members)
    assert find(drawn, lambda body: {"captured_amount"} < body.keys() < members)
    assert find(drawn, lambda body: body["captured_amount"] == 200_000_000)
    assert find(drawn, lambda body: len(body.get("reference", "")) == 255)
    assert find(drawn, lambda body: not body.get("reference", "x").isascii())


def test_limits_reach_every_member_of_a_body() -> None:
    schema = {"$ref": "#/components/schemas/CreateCapture"}
    found = list(limits("kustom", schema))
    assert same_json(found[1].body, sparse("kustom", schema))
    named = {limit.place for limit in found}
    assert {"captured_amount", "order_lines", "order_lines[0].type", "shipping_info[0].tracking_uri"} <= named
    refused = {limit.what for limit in found if not limit.is_allowed}
    assert {
        "no captured_amount",
        "1001 items at order_lines",
        "200000001 at captured_amount",
        "256 characters at reference",
        "the value 'unheard of' at order_lines[0].type",
        "'7' at order_lines[0].quantity",
    } <= refused
