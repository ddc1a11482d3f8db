"""A second reading of the descriptions, by pydantic, agrees with the client's.

Any difference has to be named in ``differences.py``; a fault that both make is not found here, but by
the shapes of real answers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, get_type_hints

import attrs
import pytest
from attrs import frozen
from kco.runtime.operation import Operation
from kco.runtime.response import ObjectResult
from kco.runtime.scalar_rules import AnyRule
from openapi_schema_validator import OAS30Validator
from pydantic import BaseModel

from .contract_models import contract_models
from .covering import Covers
from .descriptions import VENDORS, Described, description, each_operation, operations
from .differences import DIFFERENCES
from .payloads import Payload, payloads
from .places import places
from .second_reading import Disagreement, Part, Subject, subjects

ALL = [operation for vendor in VENDORS for operation in operations(vendor).values()]
BODIES = [subject for operation in ALL for subject in subjects(operation)]
each_vendor = pytest.mark.parametrize("vendor", VENDORS)


@frozen(kw_only=True)
class Examined:
    """What came of the payloads of one operation."""

    payloads: Counter[Part]
    valid: int
    differences: Counter[str]
    faults: tuple[str, ...]


def made(subject: Subject) -> Iterator[Payload]:
    return payloads(subject.described.vendor, subject.schema, seed=str(subject))


def names(disagreement: Disagreement) -> list[str]:
    return [difference.name for difference in DIFFERENCES if difference.is_this(disagreement)]


@cache
def examined(vendor: str, name: str) -> Examined:
    """Have every payload of every body of an operation read twice."""
    counted: Counter[Part] = Counter()
    valid = 0
    differences: Counter[str] = Counter()
    faults: list[str] = []
    for subject in subjects(operations(vendor)[name]):
        for payload in made(subject):
            counted[subject.part] += 1
            valid += payload.kind == "valid"
            for disagreement in subject.disagreements(payload.value):
                named = names(disagreement)
                differences.update(named)
                if len(named) != 1:
                    faults.append(
                        f"{fault(disagreement, named)}\n  {payload.kind}: {json.dumps(payload.value)}"
                    )
    return Examined(payloads=counted, valid=valid, differences=differences, faults=tuple(faults))


def fault(disagreement: Disagreement, named: list[str]) -> str:
    if named:
        return f"{disagreement}\n  is named more than once: {'; '.join(named)}"
    return f"{disagreement}\n  is not among the named differences"


@each_operation
def test_client_and_pydantic_agree_but_for_the_named_differences(
    operation: Described, covers: Covers
) -> None:
    covers(operation.vendor, operation.name, "second reading", 0)
    found = examined(operation.vendor, operation.name)
    covers(operation.vendor, operation.name, "second reading", found.payloads.total())
    assert not found.faults, f"{len(found.faults)} faults, of which the first\n" + "\n".join(found.faults[:3])
    assert found.payloads["error"] > 40


def test_five_thousand_payloads_are_read_twice() -> None:
    found = [examined(operation.vendor, operation.name) for operation in ALL]
    totals = sum((each.payloads for each in found), Counter[Part]())
    assert totals.total() >= 5_000
    assert min(totals["request"], totals["answer"], totals["error"]) >= 1_000
    assert sum(each.valid for each in found) >= 1_000


def test_every_named_difference_occurs() -> None:
    occurring: Counter[str] = Counter()
    for operation in ALL:
        occurring.update(examined(operation.vendor, operation.name).differences)
    assert [difference.name for difference in DIFFERENCES if not occurring[difference.name]] == []


def test_every_difference_has_a_name_of_its_own_and_a_reason() -> None:
    assert len({difference.name for difference in DIFFERENCES}) == len(DIFFERENCES)
    assert all(difference.reason.endswith(".") for difference in DIFFERENCES)


# --- The payloads ---------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", BODIES, ids=str)
def test_payloads_that_are_called_valid_are(subject: Subject) -> None:
    components = {"components": description(subject.described.vendor)["components"]}
    validator = OAS30Validator({**subject.schema, **components})
    for payload in made(subject):
        if payload.kind == "valid":
            validator.validate(payload.value)


@pytest.mark.parametrize("subject", BODIES, ids=str)
def test_every_described_place_is_damaged(subject: Subject) -> None:
    damaged = {payload.kind.partition(" at ")[2] for payload in made(subject)}
    assert damaged >= {str(place) for place in places(subject.described.vendor, subject.schema)}


def test_the_same_seed_gives_the_same_payloads() -> None:
    subject = BODIES[0]
    assert [payload.value for payload in made(subject)] == [payload.value for payload in made(subject)]
    other = payloads(subject.described.vendor, subject.schema, seed="other")
    assert [payload.value for payload in made(subject)] != [payload.value for payload in other]


# --- The models -----------------------------------------------------------------------------------


@each_vendor
def test_every_schema_has_a_model_that_was_made_elsewhere(vendor: str) -> None:
    assert contract_models(vendor).classes.keys() == description(vendor)["components"]["schemas"].keys()


def fields(model: type[BaseModel]) -> set[str]:
    return {each.alias or name for name, each in model.model_fields.items()}


def required_fields(model: type[BaseModel]) -> set[str]:
    return {each.alias or name for name, each in model.model_fields.items() if each.is_required()}


@each_vendor
def test_client_has_the_same_fields_in_its_models_or_inputs(vendor: str) -> None:
    models, inputs = (import_module(f"kco.{vendor}.{name}") for name in ("models", "inputs"))
    for name, theirs in contract_models(vendor).classes.items():
        ours, given = getattr(models, name, None), getattr(inputs, f"{name}Input", None)
        assert ours or given, name
        if ours is not None:
            assert {ours.WIRE_NAMES.get(field, field) for field in ours.FIELDS} == fields(theirs), name
        if given is not None:
            assert get_type_hints(given).keys() == fields(theirs), name
            assert given.__required_keys__ == required_fields(theirs), name


# --- It finds faults ------------------------------------------------------------------------------


def reading(*change: Callable[[dict[str, Any]], object]) -> Callable[[Operation[Any]], Operation[Any]]:
    """Make an operation misread answers: change what came in before it is read."""

    def made_wrong(operation: Operation[Any]) -> Operation[Any]:
        assert isinstance(operation.result, ObjectResult)
        model = operation.result.load()

        class Misread:
            @staticmethod
            def from_dict(source: dict[str, Any]) -> Any:
                for each in change:
                    each(source)
                return model.from_dict(source)

        return attrs.evolve(operation, result=ObjectResult(lambda: Misread))

    return made_wrong


def swap(one: str, other: str) -> Callable[[dict[str, Any]], object]:
    def swapped(source: dict[str, Any]) -> None:
        kept = {name: source.pop(name) for name in (one, other) if name in source}
        source.update({{one: other, other: one}[name]: value for name, value in kept.items()})

    return swapped


def as_text(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda source: source.update({name: str(source[name])} if name in source else {})


def unchecked(operation: Operation[Any]) -> Operation[Any]:
    return attrs.evolve(operation, body=AnyRule)


def as_a_refund(operation: Operation[Any]) -> Operation[Any]:
    models = import_module("kco.kustom.models")
    return attrs.evolve(operation, result=ObjectResult(lambda: models.Refund))


@pytest.mark.parametrize(
    ("name", "part", "broken", "about"),
    [
        ("orders.get", "answer", reading(swap("captured_amount", "refunded_amount")), "value"),
        ("orders.get", "answer", reading(lambda source: source.pop("merchant_data", None)), "loss"),
        ("orders.get", "answer", reading(lambda source: source.pop("order_id", None)), "verdict"),
        ("orders.get", "answer", reading(as_text("order_amount")), "verdict"),
        ("captures.get", "answer", as_a_refund, "value"),
        ("captures.create", "request", unchecked, "verdict"),
    ],
)
def test_a_client_that_is_wrong_is_noticed(
    name: str, part: Part, broken: Callable[[Operation[Any]], Operation[Any]], about: str
) -> None:
    operation = operations("kustom")[name]
    (subject,) = (subject for subject in subjects(operation) if subject.part == part)
    wrong = broken(import_module("kco.kustom.operations").OPERATIONS[name])
    noticed = [
        disagreement.about
        for payload in made(subject)
        for disagreement in subject.disagreements(payload.value, operation=wrong)
        if not names(disagreement)
    ]
    assert about in noticed
