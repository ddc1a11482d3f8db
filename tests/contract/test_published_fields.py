"""Schemas, in the patched description and in the client, are what the vendors' documents say.

The tables were copied by hand, so these tests fail where an overlay or the generator moves the description
and the client together.
"""

from __future__ import annotations

import json
import re
from itertools import count
from typing import Any

import kco
import pytest

from .calling import Desk
from .descriptions import VENDORS, Schema, description, operations
from .published_bodies import kind_of, personal_values, whole
from .published_facts import OPERATIONS
from .published_fields import AMOUNTS, ENUMERATIONS, FIELDS, PERSONAL, PROMISED, REQUIRED

each_schema = pytest.mark.parametrize(
    ("kind", "schema"), [(vendor, schema) for vendor in VENDORS for schema in FIELDS[vendor]]
)


def schemas(vendor: str) -> dict[str, Schema]:
    found: dict[str, Schema] = description(vendor)["components"]["schemas"]
    return found


def test_there_are_the_schemas_that_the_vendors_document(vendor: str) -> None:
    assert set(schemas(vendor)) == set(FIELDS[vendor])


@each_schema
def test_the_fields_of_a_schema_are_those_of_the_documents(kind: str, schema: str) -> None:
    described = schemas(kind)[schema]
    found = {name: kind_of(member) for name, member in described["properties"].items()}
    assert found == FIELDS[kind][schema]
    promised = set(described.get("x-kco-always-sent", ()))
    assert promised == set(PROMISED.get(schema, "").split())
    if schema in REQUIRED:
        assert set(described.get("required", ())) == set(REQUIRED[schema].split())


def test_enumerations_have_the_documented_values(vendor: str) -> None:
    found = {
        f"{schema}.{name}": " ".join(member["enum"])
        for schema, described in schemas(vendor).items()
        for name, member in described["properties"].items()
        if "enum" in member
    }
    assert found == ENUMERATIONS[vendor]


@pytest.mark.parametrize("field", AMOUNTS)
def test_amounts_are_whole_numbers_in_the_documented_range(vendor: str, field: str) -> None:
    schema, _, name = field.partition(".")
    member = schemas(vendor)[schema]["properties"][name]
    assert member["type"] == "integer"
    assert (member.get("minimum"), member.get("maximum")) == AMOUNTS[field]


@pytest.mark.parametrize("field", [field for field in AMOUNTS if not field.startswith("OrderLine")])
def test_an_amount_beyond_its_range_is_refused(vendor: str, field: str, desk: Desk) -> None:
    schema, _, name = field.partition(".")
    taking = next(name for name, fact in OPERATIONS[vendor].items() if fact.body == schema)
    least, most = AMOUNTS[field]
    assert least is not None
    assert most is not None
    for value in (least - 1, most + 1):
        body = whole(vendor, schema, count(1)) | {name: value}
        with pytest.raises(kco.InvalidInputError) as caught:
            desk.call(vendor, taking, "id", **body)
        assert [violation.path for violation in caught.value.violations] == [name]
    for value in (least, most):
        body = whole(vendor, schema, count(1)) | {name: value}
        received, _ = desk.exchange(vendor, taking, "id", **body)
        assert json.loads(received.body)[name] == value


def test_everything_is_explained(vendor: str) -> None:
    unexplained = [f"{name}" for name, schema in schemas(vendor).items() if not schema.get("description")]
    for operation in operations(vendor).values():
        unexplained += [
            f"{operation.name}({parameter['name']})"
            for parameter in operation.parameters
            if not parameter.get("description")
        ]
        unexplained += [] if operation.node.get("summary") else [operation.name]
    assert unexplained == []


@each_schema
def test_personal_data_is_marked_and_never_shown(kind: str, schema: str) -> None:
    model: Any = getattr(getattr(kco, kind), schema, None)
    hidden = PERSONAL.get(schema, "").split()
    described = schemas(kind)[schema]
    assert described.get("x-kco-personal", False) is (hidden == ["*"])
    marked = {name for name, member in described["properties"].items() if member.get("x-kco-personal")}
    assert marked == set(hidden) - {"*"}
    if model is None:
        assert not hidden
        return
    canaries = {name: f"canary-{name}" for name, type_ in FIELDS[kind][schema].items() if type_ == "string"}
    shown = repr(model.from_dict(canaries))
    expected = set() if hidden == ["*"] else set(canaries) - set(hidden)
    assert {name for name in canaries if re.search(rf"canary-{name}\b", shown)} == expected


def test_no_personal_value_of_an_order_is_shown_however_deep_it_lies(vendor: str) -> None:
    sent = whole(vendor, "Order", count(1))
    order: Any = getattr(kco, vendor).Order.from_dict(sent)
    shown = repr(order)
    assert repr(sent["order_id"]) in shown
    for secret in personal_values(vendor, "Order", sent):
        assert repr(secret) not in shown, secret
