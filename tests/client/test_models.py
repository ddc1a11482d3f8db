"""Models: frozen values that compare, copy and give back what they were read from."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random
from typing import Any, cast

import attrs
import kco
import pytest
from kco.runtime.models import Model

from .introspection import identify, models, vendor_of
from .values import described, same_json, sample

MODELS = models()


def whole(model: type[Model], seed: int = 0) -> dict[str, Any]:
    vendor = vendor_of(model)
    source: dict[str, Any] = sample(vendor, described(vendor, model.__name__), Random(seed), full=True)
    return source


def read(vendor: str, model: str, source: dict[str, Any]) -> Any:
    return getattr(getattr(kco, vendor), model).from_dict(source)


LINE: dict[str, Any] = {
    "name": "Tee",
    "quantity": 1,
    "unit_price": 100,
    "total_amount": 100,
    "reference": "sku",
    "product_identifiers": {"brand": "Acme", "odd": [1.0, None]},
    "odd": {"kept": True},
}
ORDER: dict[str, Any] = {
    "order_id": "o-1",
    "status": "AUTHORIZED",
    "order_amount": 100,
    "created_at": "2026-01-31T24:00:00Z",
    "order_lines": [LINE, LINE | {"quantity": "2"}],
    "billing_address": {"given_name": "Ada", "city": None, "odd": 1},
    "odd": [1, 1.0, True, None],
}


# --- What a model is ------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=identify)
class TestEveryModel:
    def test_is_frozen(self, model: type[Model]) -> None:
        made: Any = model.from_dict(whole(model))
        for name in (*model.FIELDS, "_source", "anything"):
            with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
                setattr(made, name, None)
            with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
                delattr(made, name)

    def test_is_slotted(self, model: type[Model]) -> None:
        assert not hasattr(model.from_dict({}), "__dict__")
        with pytest.raises(TypeError):
            vars(model.from_dict({}))

    def test_is_final(self, model: type[Model]) -> None:
        assert getattr(model, "__final__", False)

    def test_is_unhashable_by_declaration(self, model: type[Model]) -> None:
        assert vars(model)["__hash__"] is None
        with pytest.raises(TypeError, match="unhashable"):
            hash(model.from_dict({}))

    def test_takes_keywords_only(self, model: type[Model]) -> None:
        assert all(field.kw_only for field in attrs.fields(cast(Any, model)) if field.init)
        with pytest.raises(TypeError):
            model(*["x"] * len(model.FIELDS))

    def test_equals_what_has_equal_fields(self, model: type[Model]) -> None:
        source = whole(model)
        assert model.from_dict(source) == model.from_dict(json.loads(json.dumps(source)) | {"unknown": 1})
        assert model.from_dict(source) != model.from_dict({})
        others: list[object] = [{}, object(), None]
        assert model.from_dict({}) not in others

    def test_that_was_read_is_of_its_class_and_no_other(self, model: type[Model]) -> None:
        made: Any = model.from_dict(whole(model))
        assert {type(made)} == {model}
        assert attrs.evolve(made) == made

    def test_holds_arrays_as_tuples(self, model: type[Model]) -> None:
        made: Any = model.from_dict(whole(model))
        assert not any(isinstance(getattr(made, name), (list, dict)) for name in model.FIELDS)

    def test_made_by_the_caller_equals_the_same_one_read(self, model: type[Model]) -> None:
        source = whole(model)
        made = model.from_dict(source)
        mine: Any = model(**{name: getattr(made, name) for name in model.FIELDS})
        assert mine == made
        assert (mine.is_written, made.is_written) == (True, False)
        assert model.from_dict(mine.to_dict()) == made


def test_models_of_different_vendors_are_different() -> None:
    klarnas: Any = kco.klarna.Address(city="Umeå")
    assert kco.kustom.Address(city="Umeå") != klarnas


def test_a_field_keeps_its_wire_name_and_only_pythons_keywords_get_an_underscore(vendor: str) -> None:
    option = read(vendor, "SelectedShippingOption", {"class": "standard", "id": "a", "type": "b"})
    assert (option.class_, option.id, option.type) == ("standard", "a", "b")
    assert option.to_dict() == {"class": "standard", "id": "a", "type": "b"}
    mine = getattr(kco, vendor).SelectedShippingOption(class_="express")
    assert mine.to_dict() == {"class": "express"}
    assert attrs.evolve(option, class_="express").to_dict()["class"] == "express"
    underscored = {n for model in models(vendor) for n in model.FIELDS if n.endswith("_")}
    assert underscored == {"class_"}


@pytest.mark.parametrize("model", MODELS, ids=identify)
def test_no_model_is_called_after_how_it_is_carried(model: type[Model]) -> None:
    assert not model.__name__.endswith(("Dto", "Object"))


def test_a_model_of_the_callers_leaves_out_what_is_not_set(vendor: str) -> None:
    line = getattr(kco, vendor).OrderLine(name="Tee", quantity=1, unit_price=1, total_amount=1)
    assert line.to_dict() == {"name": "Tee", "quantity": 1, "unit_price": 1, "total_amount": 1}
    assert line.decode_issues == ()


def test_dates_are_written_as_iso_8601(vendor: str) -> None:
    models_ = getattr(kco, vendor)
    moment = datetime(2026, 1, 31, 12, tzinfo=UTC)
    order = attrs.evolve(models_.Order.from_dict({}), created_at=moment)
    assert order.to_dict() == {"created_at": "2026-01-31T12:00:00+00:00"}


# --- attrs.evolve ---------------------------------------------------------------------------------


def test_evolve_changes_a_copy(vendor: str) -> None:
    order = read(vendor, "Order", ORDER)
    changed = attrs.evolve(order, order_amount=200)
    assert (order.order_amount, changed.order_amount) == (100, 200)
    assert order.to_dict() == ORDER
    assert changed.status is order.status


def test_evolve_encodes_only_what_it_replaced(vendor: str) -> None:
    changed = attrs.evolve(read(vendor, "Order", ORDER), order_amount=200)
    assert same_json(changed.to_dict(), ORDER | {"order_amount": 200})


def test_evolve_of_a_part_keeps_the_rest_of_the_part(vendor: str) -> None:
    order = read(vendor, "Order", ORDER)
    moved = attrs.evolve(order, billing_address=attrs.evolve(order.billing_address, city="Lund"))
    assert same_json(
        moved.to_dict(), ORDER | {"billing_address": {"given_name": "Ada", "city": "Lund", "odd": 1}}
    )


def test_evolve_of_an_item_keeps_the_other_items(vendor: str) -> None:
    order = read(vendor, "Order", ORDER)
    first, second = order.order_lines
    identifiers = attrs.evolve(first.product_identifiers, brand="Nadir")
    changed = attrs.evolve(order, order_lines=(attrs.evolve(first, product_identifiers=identifiers), second))
    line = LINE | {"product_identifiers": {"brand": "Nadir", "odd": [1.0, None]}}
    assert same_json(changed.to_dict(), ORDER | {"order_lines": [line, ORDER["order_lines"][1]]})


def test_evolve_takes_items_away_and_changes_their_order(vendor: str) -> None:
    order = read(vendor, "Order", ORDER)
    first, second = order.order_lines
    for lines in ((first,), (second,), (second, first), (), (first, second, first)):
        sources = [ORDER["order_lines"][0 if line is first else 1] for line in lines]
        changed = attrs.evolve(order, order_lines=lines)
        assert same_json(changed.to_dict(), ORDER | {"order_lines": sources})


def test_evolve_again_and_again_adds_up(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE)
    for quantity in range(5):
        line = attrs.evolve(line, quantity=quantity)
    line = attrs.evolve(line, reference="other")
    assert same_json(line.to_dict(), LINE | {"quantity": 4, "reference": "other"})
    assert same_json(attrs.evolve(line, quantity=1, reference="sku").to_dict(), LINE), "and can be undone"


def test_evolve_to_none_removes(vendor: str) -> None:
    line = attrs.evolve(read(vendor, "OrderLine", LINE), reference=None, product_identifiers=None)
    expected = {key: LINE[key] for key in LINE.keys() - {"reference", "product_identifiers"}}
    assert same_json(line.to_dict(), expected)


def test_evolve_to_unset_removes_too(vendor: str) -> None:
    line = attrs.evolve(read(vendor, "OrderLine", LINE), reference=kco.UNSET)
    assert "reference" not in line.to_dict()
    mine = getattr(kco, vendor).OrderLine(
        name="Tee", quantity=1, unit_price=1, total_amount=1, reference=kco.UNSET
    )
    assert "reference" not in mine.to_dict()


def test_evolve_with_what_was_there_before_changes_nothing(vendor: str) -> None:
    order = read(vendor, "Order", ORDER)
    values = {name: getattr(order, name) for name in order.FIELDS}
    assert same_json(attrs.evolve(order, **values).to_dict(), ORDER)
    assert same_json(attrs.evolve(read(vendor, "Order", ORDER), created_at=order.created_at).to_dict(), ORDER)


def test_evolve_tells_one_from_true_and_from_a_float(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE)
    for value in (True, 1.0):
        assert json.dumps(attrs.evolve(line, quantity=value).to_dict()["quantity"]) == json.dumps(value)


def test_evolve_sets_what_could_not_be_read(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE | {"quantity": "2"})
    assert attrs.evolve(line, quantity=2).to_dict()["quantity"] == 2
    assert attrs.evolve(line, name="Mug").to_dict()["quantity"] == "2"


def test_evolve_takes_typed_dicts_and_models_of_the_callers(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE)
    identifiers = getattr(kco, vendor).ProductIdentifiers(brand="B")
    for value in ({"brand": "B"}, {"brand": "B", "size": kco.UNSET}, identifiers):
        assert attrs.evolve(line, product_identifiers=value).to_dict()["product_identifiers"] == {
            "brand": "B"
        }


def test_evolve_keeps_the_notes(vendor: str) -> None:
    line = read(vendor, "OrderLine", LINE | {"quantity": "2"})
    assert attrs.evolve(line, name="Mug").decode_issues == line.decode_issues


def test_a_model_of_the_callers_can_be_evolved(vendor: str) -> None:
    line = getattr(kco, vendor).OrderLine(name="Tee", quantity=1, unit_price=1, total_amount=1)
    assert attrs.evolve(line, quantity=2, reference="a").to_dict() == line.to_dict() | {
        "quantity": 2,
        "reference": "a",
    }
