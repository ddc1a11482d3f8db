"""What annotations, dictionaries and models are worth at run time: to typing, beartype, pydantic and FastAPI."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import subprocess
import sys
import typing
from collections.abc import Iterator
from typing import Any

import kco
import pytest
from beartype import beartype
from beartype.roar import BeartypeCallHintParamViolation
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

from .introspection import VENDORS, created_models, identify, models
from .refusals import LINE, ORDER

# --- typing.get_type_hints -------------------------------------------------------------------------


def public() -> Iterator[tuple[str, Any]]:
    """Yield every public class and function, and the classes that these inherit from."""
    found: dict[int, tuple[str, Any]] = {}
    for module in (kco, kco.kustom, kco.klarna, kco.sandbox):
        for name in module.__all__:
            value = getattr(module, name)
            for each in value.__mro__ if inspect.isclass(value) else (value,):
                if hasattr(each, "__qualname__") and each.__module__.startswith("kco"):
                    found[id(each)] = (f"{each.__module__}.{each.__qualname__}", each)
    yield from found.values()


def functions(kind: type) -> Iterator[tuple[str, Any]]:
    for name, member in vars(kind).items():
        if name.startswith("_") and name not in ("__init__", "__enter__", "__aenter__"):
            continue
        wrapped = next(
            (getattr(member, inner) for inner in ("fget", "func", "__func__") if hasattr(member, inner)),
            member,
        )
        if inspect.isfunction(wrapped):
            yield name, wrapped


def test_annotations_of_every_public_class_and_method_can_be_looked_up() -> None:
    looked_at = 0
    for name, value in public():
        if inspect.isclass(value) or inspect.isfunction(value):
            typing.get_type_hints(value)
        for method, function in functions(value) if inspect.isclass(value) else ():
            assert typing.get_type_hints(function) is not None, f"{name}.{method}"
            looked_at += 1
    assert looked_at > 300


def test_annotations_name_the_classes_that_they_mean() -> None:
    with kco.Kustom(environment="sandbox") as client:
        assert typing.get_type_hints(client.orders.get)["return"] is kco.kustom.Order
        hints = typing.get_type_hints(client.captures.create)
    assert hints["captured_amount"] is int
    assert kco.kustom.OrderLineInput in typing.get_args(typing.get_args(hints["order_lines"])[0])
    assert typing.get_type_hints(kco.kustom.Order)["status"] is kco.kustom.OrderStatus


def test_looking_annotations_up_is_what_imports_models() -> None:
    program = (
        "import sys, typing, kco\n"
        "client = kco.Kustom(api_key='kco_test_api_0')\n"
        "create = client.captures.create\n"
        "assert 'kco.kustom.models' not in sys.modules and 'kco.protocols' not in sys.modules\n"
        "typing.get_type_hints(create)\n"
        "assert 'kco.kustom.models' in sys.modules\n"
    )
    paths = [path for path in sys.path if path]
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {paths!r}\n{program}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stderr, ran.returncode) == ("", 0)


# --- Dictionaries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [kco, kco.kustom, kco.klarna])
def test_required_keys_are_right(module: Any) -> None:
    needed = {"name", "quantity", "total_amount", "unit_price"}
    assert module.OrderLineInput.__required_keys__ == needed
    assert module.OrderLineInput.__optional_keys__ >= {"tax_rate", "product_identifiers"}
    assert module.AddressInput.__required_keys__ == frozenset()


@pytest.mark.parametrize("vendor", VENDORS)
def test_required_keys_are_those_of_the_rules(vendor: str) -> None:
    module = getattr(kco, vendor)
    rules: Any = __import__(f"kco.{vendor}.rules", fromlist=["rules"])
    seen = 0
    for name in module.__all__:
        if name.endswith("Input"):
            constant = "_".join(_words(name.removesuffix("Input"))).upper()
            rule = getattr(rules, constant)
            kind = getattr(module, name)
            assert kind.__required_keys__ == set(rule.required), name
            assert kind.__required_keys__ | kind.__optional_keys__ == set(rule.properties), name
            seen += 1
    assert seen >= 10


def _words(name: str) -> list[str]:
    starts = [index for index, letter in enumerate(name) if letter.isupper()]
    return [name[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]


# --- isinstance and match --------------------------------------------------------------------------


@pytest.mark.parametrize("vendor", VENDORS)
def test_models_of_every_vendor_are_instances_of_what_is_shared(vendor: Any) -> None:
    module = getattr(kco, vendor)
    order = module.Order.from_dict(ORDER | {"captured_amount": "odd"})
    assert isinstance(order, kco.Order)
    assert isinstance(order.order_lines[0], kco.OrderLine)
    assert isinstance(module.CaptureCreated(), kco.CaptureCreated)
    assert not isinstance(order, kco.OrderLine)
    assert not isinstance(order, kco.Refund)
    assert not isinstance(ORDER, kco.Order)
    assert not isinstance(None, kco.Capture)


def test_a_double_that_has_all_of_a_model_is_one() -> None:
    class Partial:
        decode_issues = ()
        refund_id = "r-1"

    members = dict.fromkeys((*kco.kustom.Refund.FIELDS, "decode_issues")) | {"to_dict": lambda self: {}}
    assert isinstance(type("Double", (), members)(), kco.Refund)
    assert not isinstance(Partial(), kco.Refund)


def test_clients_are_instances_of_what_is_shared() -> None:
    with kco.Kustom(environment="sandbox") as client:
        assert isinstance(client, kco.OrderManagement)
        assert isinstance(client.captures, kco.Captures)
        assert not isinstance(client, kco.AsyncOrderManagement)
    other = kco.AsyncKlarna(environment="sandbox")
    assert isinstance(other, kco.AsyncOrderManagement)
    assert not isinstance(other, kco.OrderManagement)


def _matched(value: object) -> Any:
    match value:
        case kco.kustom.Order(status="PART_CAPTURED", capturable_amount=amount) if amount:
            return "kustom", amount
        case kco.Order(status=kco.klarna.OrderStatus.PART_CAPTURED, order_amount=amount):
            return "any", amount
        case _:
            return None


def test_orders_can_be_matched() -> None:
    for vendor, found in (("kustom", ("kustom", 6_000)), ("klarna", ("any", 10_000))):
        sandbox = kco.sandbox.Sandbox(vendor)  # type: ignore[arg-type]
        order = sandbox.add_order(like="part_captured")
        assert _matched(order) == found
        assert _matched(order.order_lines[0]) is None
    assert type(order).__match_args__ == ()


# --- Copies ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", models(), ids=identify)
def test_every_model_can_be_replaced_in_part(model: Any) -> None:
    made = model.from_dict({})
    name = model.FIELDS[0]
    changed = made.__replace__(**{name: "new"})
    assert (getattr(changed, name), getattr(made, name)) == ("new", None)
    if sys.version_info >= (3, 13):
        assert copy.replace(made, **{name: "new"}) == changed
    with pytest.raises(TypeError):
        made.__replace__(nothing=1)


@pytest.mark.parametrize("created", created_models(), ids=identify)
def test_what_was_created_can_be_replaced_in_part(created: Any) -> None:
    changed = created(location="/a").__replace__(location="/b")
    assert changed.location == "/b"
    assert pickle.loads(pickle.dumps(changed)) == changed


def test_what_came_in_can_be_written_as_json() -> None:
    order = kco.sandbox.Sandbox("kustom").add_order(like="part_captured")
    assert kco.kustom.Order.from_dict(json.loads(json.dumps(order.to_dict()))) == order


# --- beartype --------------------------------------------------------------------------------------


def test_beartype_understands_the_types() -> None:
    @beartype
    def ship(
        client: kco.OrderManagement, order: kco.Order, line: kco.OrderLineInput, mine: kco.kustom.Order
    ) -> kco.kustom.OrderStatus:
        return mine.status

    with kco.Kustom(environment="sandbox") as client:
        order: Any = client.sandbox.add_order()
        assert ship(
            client, order, {"name": "x", "quantity": 1, "unit_price": 1, "total_amount": 1}, order
        ) == ("AUTHORIZED")
        wrong: Any = order.order_lines[0]
        with pytest.raises(BeartypeCallHintParamViolation):
            ship(client, wrong, {"name": "x", "quantity": 1, "unit_price": 1, "total_amount": 1}, order)


# --- pydantic --------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", [kco, kco.kustom, kco.klarna])
def test_pydantic_checks_dictionaries(module: Any) -> None:
    adapter = TypeAdapter(module.OrderLineInput)
    line = LINE | {"product_identifiers": {"brand": "Acme", "size": None}, "reference": None}
    assert adapter.validate_python(line) == line
    assert adapter.validate_json(json.dumps(line)) == line
    assert set(adapter.json_schema()["required"]) == set(LINE)
    for wrong, place in (
        (LINE | {"tax_rte": 1}, "tax_rte"),
        (LINE | {"quantity": 1.5}, "quantity"),
        ({**LINE, "name": None}, "name"),
        (LINE | {"product_identifiers": {"brnad": "Acme"}}, "product_identifiers"),
    ):
        with pytest.raises(ValidationError) as caught:
            adapter.validate_python(wrong)
        assert {error["loc"][0] for error in caught.value.errors()} == {place}


@pytest.mark.parametrize("vendor", VENDORS)
def test_pydantic_understands_every_dictionary(vendor: str) -> None:
    module = getattr(kco, vendor)
    for name in module.__all__:
        if name.endswith("Input"):
            assert TypeAdapter(getattr(module, name)).json_schema()["type"] == "object"


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_model_is_a_field_of_a_pydantic_model(vendor: Any) -> None:
    kind: Any = getattr(kco, vendor).Order
    made = pydantic_model("Page", orders=typing.List[kind], first=typing.Optional[kind])  # noqa: UP006, UP045
    order = kco.sandbox.Sandbox(vendor).add_order(like="part_captured")
    page = made(orders=[order], first=None)
    assert page.orders[0] is order
    assert page.model_dump() == {"orders": [order.to_dict()], "first": None}
    again = made.model_validate_json(page.model_dump_json())
    assert again.orders == [order]
    assert again.orders[0].to_dict() == order.to_dict()
    assert made.model_json_schema()["properties"]["orders"]["type"] == "array"
    with pytest.raises(ValidationError):
        made(orders=[order.order_lines[0]], first=None)
    with pytest.raises(ValidationError):
        made(orders=[1], first=None)


def pydantic_model(name: str, **fields: Any) -> Any:
    from pydantic import create_model

    definitions: dict[str, Any] = {field: (kind, ...) for field, kind in fields.items()}
    return create_model(name, **definitions)


def test_a_dictionary_that_pydantic_was_given_is_not_changed_with_the_model() -> None:
    source = {**ORDER, "order_lines": [dict(LINE)]}
    order = TypeAdapter(kco.kustom.Order).validate_python(source)
    source["order_lines"][0]["name"] = "changed"
    assert order.to_dict()["order_lines"] == [LINE]


def test_what_is_shared_is_a_field_that_takes_the_models_of_every_vendor() -> None:
    class Page(BaseModel):
        order: kco.Order

    for vendor in VENDORS:
        order: Any = kco.sandbox.Sandbox(vendor).add_order()  # type: ignore[arg-type]
        assert Page(order=order).model_dump() == {"order": order.to_dict()}
    with pytest.raises(ValidationError):
        Page(order=order.order_lines[0])
    with pytest.raises(ValidationError, match="name the Order of a vendor to read one"):
        Page.model_validate_json(json.dumps({"order": ORDER}))


def test_what_was_created_is_a_field_too() -> None:
    adapter = TypeAdapter(kco.kustom.CaptureCreated)
    created = kco.kustom.CaptureCreated(capture_id="c-1", location="/c-1")
    assert adapter.dump_python(created) == {"capture_id": "c-1", "location": "/c-1"}
    assert adapter.validate_json(adapter.dump_json(created)) == created
    shared: Any = TypeAdapter(kco.CaptureCreated)
    assert shared.dump_python(shared.validate_python(created)) == created.to_dict()


def test_an_unknown_value_of_an_enumeration_is_read_by_pydantic_too() -> None:
    adapter = TypeAdapter(kco.kustom.OrderStatus)
    assert adapter.validate_python("NEW") == "NEW"
    assert adapter.dump_json(adapter.validate_python("CAPTURED")) == b'"CAPTURED"'


# --- FastAPI ---------------------------------------------------------------------------------------


def shop() -> TestClient:
    """A shop's own service, which takes lines and answers orders."""
    application = FastAPI()
    client = kco.Kustom(environment="sandbox")
    order_id = client.sandbox.add_order(order_id="o-1", order_amount=100).order_id

    # FastAPI looks annotations up among the globals of this module.
    def read() -> Any:
        return client.orders.get(order_id)

    def ship(line: Any) -> Any:
        return client.captures.create(order_id, captured_amount=line["total_amount"], order_lines=[line])

    read.__annotations__["return"] = kco.kustom.Order
    ship.__annotations__ = {"line": kco.kustom.OrderLineInput, "return": kco.kustom.CaptureCreated}
    application.get("/order")(read)
    application.post("/ship")(ship)
    return TestClient(application)


def test_fastapi_answers_models_and_takes_dictionaries() -> None:
    service = shop()
    assert service.get("/order").json()["order_id"] == "o-1"
    answer = service.post("/ship", json=LINE)
    assert answer.status_code == 200
    assert set(answer.json()) == {"capture_id", "location"}
    assert service.get("/order").json()["captured_amount"] == 100
    assert service.post("/ship", json=LINE | {"tax_rte": 1}).status_code == 422
    paths = service.get("/openapi.json").json()["paths"]
    assert set(paths) == {"/order", "/ship"}
