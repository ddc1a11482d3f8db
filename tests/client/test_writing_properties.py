"""The strict writer, shown by bodies that are made from the descriptions.

Whatever a description states about a request body is checked before anything is sent. An independent
validator (jsonschema) comes to the same verdict in the same places.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from kco.runtime.models import Model

from .bodies import bodies, broken, constraints, json_path
from .introspection import VENDORS, description, operations
from .scripted import Desk, answer
from .values import INTEGERS, JSON, Schema, examples, followed, same_json, sample, spots

BODIES = [(vendor, name) for vendor in VENDORS for name in bodies(vendor)]
per_body = pytest.mark.parametrize(("vendor", "name"), BODIES)


def path_of(vendor: str, name: str) -> list[str]:
    return ["id"] * len(operations(vendor)[name].path_parameters)


def arguments(vendor: str, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Flatten a body into keywords; what Python itself asks for is passed as not set."""
    required = bodies(vendor)[name].get("required", ())
    return dict.fromkeys(required, kco.UNSET) | body


def changing(vendor: str, name: str, random: Random) -> dict[str, Any]:
    """Make a body that has something in it, since a change of nothing is refused."""
    schema = bodies(vendor)[name]
    body: dict[str, Any] = sample(vendor, schema, random)
    full: dict[str, Any] = sample(vendor, schema, random, full=True)
    return body if any(body.values()) else full


def test_bodies_of_every_writing_operation_are_looked_at() -> None:
    for vendor in VENDORS:
        described = {name for name, operation in operations(vendor).items() if operation.body is not None}
        assert described == set(bodies(vendor))
        found = {
            constraint.keyword for body in bodies(vendor).values() for constraint in constraints(vendor, body)
        }
        assert found >= {
            "type",
            "required",
            "enum",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
        }
        assert found >= {"format"}


@per_body
@given(seed=st.integers(0, 2**32))
@examples(4)
def test_every_broken_rule_is_reported_with_its_path_before_anything_is_sent(
    vendor: str, name: str, mode: str, seed: int
) -> None:
    desk, random = Desk(vendor, mode), Random(seed)
    schema = bodies(vendor)[name]
    for constraint in constraints(vendor, schema):
        body, path = broken(vendor, schema, constraint, random)
        with pytest.raises(kco.InvalidInputError) as caught:
            desk.call(name, *path_of(vendor, name), **arguments(vendor, name, body))
        error = caught.value
        assert [violation.path for violation in error.violations] == [path], str(constraint)
        assert f"{path}: {error.violations[0].message}" in str(error)
        assert (error.outcome, error.operation, error.attempts) == ("not_sent", name, 0)
    assert desk.script.requests == []


@per_body
@given(seed=st.integers(0, 2**32))
@examples(25)
def test_what_the_description_allows_is_sent_as_it_was_written(
    vendor: str, name: str, mode: str, seed: int
) -> None:
    desk = Desk(vendor, mode)
    body = changing(vendor, name, Random(seed))
    desk.call(name, *path_of(vendor, name), **body)
    assert same_json(desk.script.last_body, body)
    assert desk.script.last_header("Content-Type") == "application/json"


# --- The same verdict as jsonschema ---------------------------------------------------------------


def _translated(node: Any) -> Any:
    """Write ``nullable`` of OpenAPI 3.0 the way JSON Schema does."""
    if isinstance(node, list):
        return [_translated(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _translated(value) for key, value in node.items()}
    if node.get("nullable") is True:
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    return made


FORMATS = FormatChecker(formats=("date", "date-time"))


@FORMATS.checks("int32")
def _is_int32(value: object) -> bool:
    return not isinstance(value, int) or INTEGERS["int32"][0] <= value <= INTEGERS["int32"][1]


@FORMATS.checks("int64")
def _is_int64(value: object) -> bool:
    return not isinstance(value, int) or INTEGERS["int64"][0] <= value <= INTEGERS["int64"][1]


@cache
def validator(vendor: str, name: str) -> Draft4Validator:
    schemas = _translated(description(vendor)["components"]["schemas"])
    return Draft4Validator(
        {"components": {"schemas": schemas}} | _translated(bodies(vendor)[name]), format_checker=FORMATS
    )


def their_paths(vendor: str, name: str, body: Any) -> set[str]:
    return {_path(error) for error in validator(vendor, name).iter_errors(body)}


def _path(error: ValidationError) -> str:
    steps = list(error.absolute_path)
    if error.validator == "required":
        required: Any = error.validator_value
        steps.append(next(key for key in required if error.message.startswith(f"'{key}' ")))
    return json_path(steps)


def our_paths(vendor: str, name: str, body: Any) -> set[str]:
    rule = operations(vendor)[name].body
    assert rule is not None
    # Null and unknown names are a caller's mistakes, and none to jsonschema.
    return {violation.path for violation in rule().check(body, "", received=True)}


EXTREMES = (
    0,
    -1,
    1,
    2**31 - 1,
    2**31,
    -(2**31) - 1,
    2**63,
    2 * 10**8,
    2 * 10**8 + 1,
    1.0,
    1.5,
    True,
    "",
    "x" * 2000,
)


def meddled(data: st.DataObject, vendor: str, body: Any) -> Any:
    """Put something else into up to four places, or take away what is there."""
    for _ in range(data.draw(st.integers(0, 4))):
        places = list(spots(body))
        if not places:
            break
        holder, key = data.draw(st.sampled_from(places))
        what = data.draw(st.integers(0, 5))
        if what == 0 and isinstance(holder, dict):
            del holder[key]
        elif what == 1 and isinstance(holder[key], list) and holder[key]:
            holder[key] *= data.draw(st.sampled_from([2, 501, 1001]))
        else:
            holder[key] = data.draw(st.sampled_from(EXTREMES) if what % 2 else JSON)
    return body


@per_body
@given(data=st.data())
@examples(100)
def test_our_verdict_is_that_of_jsonschema_in_the_same_places(
    vendor: str, name: str, data: st.DataObject
) -> None:
    body = sample(vendor, bodies(vendor)[name], Random(data.draw(st.integers(0, 2**16))))
    body = meddled(data, vendor, body)
    assert our_paths(vendor, name, body) == their_paths(vendor, name, body)


# --- Models and dictionaries are the same to it ---------------------------------------------------


def as_models(vendor: str, schema: Schema, value: Any, random: Random) -> Any:
    """Turn some of the objects in a body into models of either vendor."""
    reference = schema.get("$ref", "")
    schema = followed(vendor, schema)
    if isinstance(value, list) and "items" in schema:
        return [as_models(vendor, schema["items"], item, random) for item in value]
    if not isinstance(value, dict) or "properties" not in schema:
        return value
    inner = {
        key: as_models(vendor, schema["properties"].get(key, {}), item, random) for key, item in value.items()
    }
    model = getattr(getattr(kco, random.choice(VENDORS)), reference.rpartition("/")[2], None)
    if model is None or random.random() < 0.3 or not _fits(model, inner):
        return inner
    return model(**dict.fromkeys(_required(model)) | inner)


def _fits(model: type[Model], members: dict[str, Any]) -> bool:
    # A model has no place for what is not described, and None in it is what is not set.
    return members.keys() <= set(model.FIELDS) and None not in members.values()


def _required(model: type[Model]) -> Iterator[str]:
    return iter(model.FIELDS)


@per_body
@given(data=st.data())
@examples(30)
def test_models_of_either_vendor_and_dictionaries_are_judged_alike(
    vendor: str, name: str, data: st.DataObject
) -> None:
    random = Random(data.draw(st.integers(0, 2**16)))
    schema = bodies(vendor)[name]
    body = meddled(data, vendor, sample(vendor, schema, random))
    plain = deepcopy(body)
    mixed = as_models(vendor, schema, body, random)
    assert our_paths(vendor, name, mixed) == our_paths(vendor, name, plain)


@per_body
@given(seed=st.integers(0, 2**32))
@examples(10)
def test_models_of_either_vendor_and_dictionaries_are_sent_alike(
    vendor: str, name: str, mode: str, seed: int
) -> None:
    desk, random = Desk(vendor, mode), Random(seed)
    schema = bodies(vendor)[name]
    body = changing(vendor, name, random)
    desk.call(name, *path_of(vendor, name), **as_models(vendor, schema, body, random))
    assert same_json(desk.script.last_body, body)


# --- What came in goes back -----------------------------------------------------------------------


@given(data=st.data())
@examples(60)
def test_lines_and_shipments_of_any_answer_go_back_as_they_came(
    vendor: str, mode: str, data: st.DataObject
) -> None:
    desk = Desk(vendor, mode)
    # Klarna's lines at Kustom, and the other way round, as well.
    origin = data.draw(st.sampled_from(VENDORS))
    schema = followed(origin, {"$ref": "#/components/schemas/Order"})
    whole = sample(origin, schema, Random(data.draw(st.integers(0, 99))), full=True)
    source = {name: whole[name] for name in ("order_lines", "shipping_info", "billing_address")}
    for _ in range(data.draw(st.integers(1, 4))):
        holder, key = data.draw(st.sampled_from([spot for spot in spots(source) if spot[0] is not source]))
        holder[key] = data.draw(JSON)
    order: Any = getattr(kco, origin).Order.from_dict(deepcopy(source))

    desk.answers(answer(201))
    desk.call("captures.create", "o", captured_amount=1, order_lines=order.order_lines)
    assert same_json(
        desk.script.last_body["order_lines"], [i for i in source["order_lines"] if isinstance(i, dict)]
    )
    desk.call("refunds.create", "o", refunded_amount=1, order_lines=order.order_lines)
    desk.call("orders.update_authorization", "o", order_amount=1, order_lines=order.order_lines)
    desk.call("orders.update_customer_details", "o", shipping_address=order.billing_address)
    assert same_json(desk.script.last_body["shipping_address"], source["billing_address"])
    if order.shipping_info:
        desk.call("orders.add_shipping_info", "o", shipping_info=order.shipping_info)
    desk.call("captures.create", "o", captured_amount=1, shipping_info=order.shipping_info)
    assert len(desk.script.requests) >= 5
