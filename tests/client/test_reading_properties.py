"""What holds for any JSON in any place of any answer."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime
from random import Random
from typing import Any

import attrs
import kco
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from kco.runtime.models import Model

from .introspection import described_operations, description, identify, models, operations, vendor_of
from .scripted import Desk, answer
from .values import JSON, described, examples, same_json, sample, spots

MODELS = models()


def component(model: type[Model]) -> str:
    return model.__name__


def test_every_model_is_a_component_of_its_description() -> None:
    assert len(MODELS) > 30
    for model in MODELS:
        fields = described(vendor_of(model), component(model))["properties"]
        assert {model.WIRE_NAMES.get(name, name) for name in model.FIELDS} == set(fields)


def damaged(data: st.DataObject, source: Any) -> Any:
    """Put any JSON in one to three places, or take away what is there."""
    source = deepcopy(source)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(spots(source))
        if not places:
            break
        holder, key = data.draw(st.sampled_from(places))
        if isinstance(holder, dict) and data.draw(st.integers(0, 4)) == 0:
            del holder[key]
        else:
            holder[key] = data.draw(JSON)
    return source


def parts(model: Model) -> Iterator[Model]:
    yield model
    for name in model.FIELDS:
        value = getattr(model, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Model):
                yield from parts(inner)


@pytest.mark.parametrize("model", MODELS, ids=identify)
@given(data=st.data())
@examples(40)
def test_any_json_in_place_of_any_field_is_read_and_given_back(
    model: type[Model], data: st.DataObject
) -> None:
    vendor = vendor_of(model)
    whole = sample(
        vendor, described(vendor, component(model)), Random(data.draw(st.integers(0, 99))), full=True
    )
    source = damaged(data, whole | {"unknown": data.draw(JSON)})
    before = json.dumps(source)

    read: Any = model.from_dict(source)

    assert same_json(read.to_dict(), source)
    assert same_json(attrs.evolve(read).to_dict(), source), "a copy in which nothing was replaced"
    assert json.dumps(source) == before, "reading changed what came in"
    assert read == model.from_dict(deepcopy(source))
    assert repr(read).startswith(f"{model.__name__}(")
    for part in parts(read):
        for name, annotation in inspect.get_annotations(type(part)).items():
            if name in part.FIELDS:
                assert_fits(getattr(part, name), annotation)


_PLAIN: dict[str, Any] = {
    "str": str,
    "int": int,
    "float": (int, float),
    "bool": bool,
    "datetime": datetime,
    "date": date,
}


def assert_fits(value: Any, annotation: str) -> None:
    """A field holds ``None`` or what its annotation says."""
    if value is None:
        return
    kind = annotation.removesuffix(" | None")
    if kind.startswith("tuple["):
        assert type(value) is tuple
        for item in value:
            assert item is not None
            assert_fits(item, kind.removeprefix("tuple[").removesuffix(", ...]"))
    elif kind in _PLAIN:
        assert isinstance(value, _PLAIN[kind])
        assert type(value) is not bool or kind == "bool"
    else:
        assert type(value).__name__ == kind


# --- Notes are complete: an independent reader of the description finds the same places -----------


def _is_type(checker: Any, instance: Any, kind: str) -> bool:
    return {
        "string": type(instance) is str,
        "integer": type(instance) is int,
        "number": type(instance) in (int, float),
        "boolean": type(instance) is bool,
        "array": type(instance) is list,
        "object": type(instance) is dict,
        "null": instance is None,
    }[kind]


def _loosened(schema: Any, always: frozenset[str] = frozenset()) -> Any:
    """Leave only what the reader looks at: types, what is always sent, and dates."""
    if isinstance(schema, list):
        return [_loosened(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: value
        for key, value in schema.items()
        if key in ("type", "$ref", "allOf", "items") or (key == "format" and str(value).startswith("date"))
    }
    kept = {key: _loosened(value) for key, value in kept.items()}
    if "properties" in schema:
        kept["properties"] = {name: _loosened(member) for name, member in schema["properties"].items()}
        names = {*schema.get("required", ()), *schema.get("x-kco-always-sent", ())}
        if names:
            kept["required"] = sorted(names)
    return kept


DATES = FormatChecker(formats=())


@DATES.checks("date-time")
@DATES.checks("date")
def _is_readable_date(value: object) -> bool:
    # Which forms these are is told by the tests of dates; here it only matters where they stand.
    read: Any = kco.kustom.Order.from_dict({"created_at": value})
    return not isinstance(value, str) or read.created_at is not None


def noted_places(vendor: str, name: str, source: Any) -> list[str]:
    document = {"components": {"schemas": _schemas(vendor)}, "$ref": f"#/components/schemas/{name}"}
    checker: Any = Draft4Validator.TYPE_CHECKER.redefine_many(
        {kind: lambda c, i, k=kind: _is_type(c, i, k) for kind in ("string", "integer", "number", "boolean")}
    )
    draft: Any = extend(Draft4Validator, type_checker=checker)  # type: ignore[no-untyped-call]
    validator = draft(document, format_checker=DATES)
    return sorted(_place(error) for error in validator.iter_errors(source))


def _schemas(vendor: str) -> dict[str, Any]:
    schemas = description(vendor)["components"]["schemas"]
    return {name: _loosened(schema) for name, schema in schemas.items()}


def _place(error: ValidationError) -> str:
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    if error.validator == "required":
        required: Any = error.validator_value
        missing = next(name for name in required if f"'{name}' is a required" in error.message)
        path += f".{missing}"
    return path.removeprefix(".")


@pytest.mark.parametrize("model", MODELS, ids=identify)
@given(data=st.data())
@examples(25)
def test_decode_issues_name_every_place_that_is_not_as_described_and_no_other(
    model: type[Model], data: st.DataObject
) -> None:
    vendor = vendor_of(model)
    whole = sample(vendor, described(vendor, component(model)), Random(data.draw(st.integers(0, 99))))
    source = damaged(data, whole)

    noted = sorted(issue.path for issue in model.from_dict(source).decode_issues)

    assert noted == noted_places(vendor, component(model), source)


# --- Through a client -----------------------------------------------------------------------------


def reads(vendor: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the operations that answer with JSON, and the schema of that."""
    for name, operation in described_operations(vendor):
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/json")
            if status == "200" and content is not None:
                yield name, content["schema"]


@given(data=st.data())
@examples(60)
def test_a_client_reads_any_body_of_the_right_kind(vendor: str, mode: str, data: st.DataObject) -> None:
    desk = Desk(vendor, mode)
    name, schema = data.draw(st.sampled_from(list(reads(vendor))))
    source = damaged(data, sample(vendor, schema, Random(data.draw(st.integers(0, 99)))))
    path = ["id"] * len(operations(vendor)[name].path_parameters)
    desk.answers(answer(200, source))

    if isinstance(source, list) and not all(isinstance(item, dict) for item in source):
        with pytest.raises(kco.DecodeError):
            desk.call(name, *path)
        return
    found = desk.call(name, *path)
    given_back = [item.to_dict() for item in found] if isinstance(source, list) else found.to_dict()
    assert same_json(given_back, source)


def json_of(body: bytes) -> Any:
    """What bytes say if they are JSON by chance, as `{}` is; else nothing that could be read."""
    try:
        return json.loads(body)
    except ValueError:
        return None


@example(body=b"{}")
@given(body=JSON | st.binary(max_size=50))
@examples(60)
def test_whatever_a_read_is_answered_is_read_or_a_decode_error(vendor: str, mode: str, body: Any) -> None:
    desk = Desk(vendor, mode)
    desk.answers(answer(200, body))
    says = json_of(body) if isinstance(body, bytes) else body
    for name, schema in reads(vendor):
        path = ["id"] * len(operations(vendor)[name].path_parameters)
        readable = isinstance(says, list if schema.get("type") == "array" else dict)
        if not readable or (isinstance(says, list) and not all(isinstance(item, dict) for item in says)):
            with pytest.raises(kco.DecodeError) as caught:
                desk.call(name, *path)
            assert caught.value.outcome == "applied"
            assert str(caught.value).isprintable()
        else:
            assert desk.call(name, *path) is not None


@given(
    body=JSON | st.binary(max_size=50),
    headers=st.dictionaries(
        st.sampled_from(["Location", "location", "Capture-Id", "Refund-Id", "Klarna-Correlation-Id"]),
        st.text(max_size=30),
    ),
)
@examples(60)
def test_whatever_the_vendor_answers_a_write_with_2xx_nothing_is_raised(
    vendor: str, mode: str, body: Any, headers: dict[str, str]
) -> None:
    desk = Desk(vendor, mode)
    desk.answers(answer(201, body, headers | {"Content-Type": "application/json"}))
    created = desk.call("captures.create", "o", captured_amount=1)
    refunded = desk.call("refunds.create", "o", refunded_amount=1)
    for value in (created.capture_id, created.location, refunded.refund_id, refunded.location):
        assert value is None or (isinstance(value, str) and value)
    desk.answers(answer(204, body, headers | {"Content-Type": "application/json"}))
    assert desk.call("orders.acknowledge", "o") is None
