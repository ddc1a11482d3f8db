"""Parts of lines: they add up to the line exactly, and each is a line by itself.

``KCO_EXAMPLES=20000 python -m pytest tests/client/test_parts_of_lines.py`` draws 20,000 lines for each property.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .drawn_lines import goods, lines, sums
from .values import examples

LINE = dict(
    kco.order_line(
        name="Tee",
        reference="tee",
        quantity=3,
        unit_price=3333,
        tax_rate=1900,
        total_discount_amount=100,
        merchant_data="mine",
    )
)


def cut(data: st.DataObject, line: dict[str, Any]) -> list[Any]:
    """Cut a line into parts and return them in any order."""
    quantity = line["quantity"]
    cuts = sorted(data.draw(st.lists(st.integers(0, quantity), max_size=6)))
    pieces = data.draw(st.permutations(list(zip([0, *cuts], [*cuts, quantity], strict=True))))
    return [kco.part_of_line(line, end - start, taken=start) for start, end in pieces]


def exact_tax(line: dict[str, Any]) -> Fraction:
    total: int = line["total_amount"]
    return total - Fraction(total * 10_000, 10_000 + line["tax_rate"])


def test_three_parcels_of_one_unit() -> None:
    parts = [kco.part_of_line(LINE, 1, taken=taken) for taken in range(3)]
    assert [part["total_discount_amount"] for part in parts] == [33, 34, 33]
    assert [part["total_amount"] for part in parts] == [3300, 3299, 3300]
    assert [part["total_tax_amount"] for part in parts] == [527, 527, 527]
    assert sums(parts) == sums([LINE])
    assert all(type(part) is dict and part["merchant_data"] == "mine" for part in parts)


@given(goods(), st.data())
@examples(300)
def test_parts_add_up_to_the_line_and_each_is_valid_by_itself(
    line: dict[str, Any], data: st.DataObject
) -> None:
    parts = cut(data, line)
    assert sums(parts) == sums([line])
    assert kco.check_order_lines(parts, line["total_amount"]) == []
    for part in parts:
        assert part.keys() == line.keys()
        assert part["unit_price"] == line["unit_price"]
        if "tax_rate" in part:
            assert abs(part["total_tax_amount"] - exact_tax(part)) <= 1


@given(lines().filter(lambda line: line["quantity"] > 0), st.data())
@examples(200)
def test_parts_of_lines_of_every_type_add_up(line: dict[str, Any], data: st.DataObject) -> None:
    parts = cut(data, line)
    assert sums(parts) == sums([line])
    assert kco.check_order_lines(parts, line["total_amount"]) == []


@given(goods(), st.integers(-300, 300), st.data())
@examples(300)
def test_a_line_whose_own_tax_is_odd_adds_up_all_the_same(
    line: dict[str, Any], more: int, data: st.DataObject
) -> None:
    line = line | {"total_tax_amount": line.get("total_tax_amount", 0) + more}
    parts = cut(data, line)
    assert sums(parts) == sums([line])
    # Tax that the vendor takes for the whole is tax that it takes for each part.
    if kco.check_order_lines([line]) == []:
        assert kco.check_order_lines(parts) == []


def test_parts_of_a_line_whose_tax_is_almost_one_unit_off_are_valid_too() -> None:
    line = kco.order_line(name="Tee", quantity=3, unit_price=2, tax_rate=1900) | {"total_tax_amount": 0}
    assert kco.check_order_lines([line]) == []
    parts = [kco.part_of_line(line, 2), kco.part_of_line(line, 1, taken=2)]
    assert sums(parts) == sums([line])
    assert kco.check_order_lines(parts) == []


@pytest.mark.parametrize("make", [dict, kco.kustom.OrderLine.from_dict, kco.klarna.OrderLine.from_dict])
def test_dictionaries_and_models_have_the_same_parts(make: Any) -> None:
    line = LINE | {"type": "physical", "product_identifiers": {"brand": "Intel"}}
    part = kco.part_of_line(make(line), 1)
    assert part == kco.part_of_line(line, 1)
    assert type(part["type"]) is str
    assert type(part["product_identifiers"]) is dict


def test_fields_that_no_description_knows_are_left_behind_so_that_a_part_of_an_answer_can_be_sent() -> None:
    odd = kco.kustom.OrderLine.from_dict(LINE | {"novel": 1, "reference": 75_001, "image_url": None})
    assert kco.part_of_line(odd, 1).keys() == LINE.keys()
    assert kco.part_of_line(odd, 1)["reference"] == "75001"
    with kco.Kustom(environment="sandbox") as client:
        order_id = client.sandbox.add_order(order_amount=10_000).order_id
        client.captures.create(order_id, captured_amount=3300, order_lines=[kco.part_of_line(odd, 1)])


def test_a_line_without_tax_has_parts_without_tax() -> None:
    bare = {"name": "Tee", "quantity": 3, "unit_price": 5, "total_amount": 15}
    assert kco.part_of_line(bare, 2) == {"name": "Tee", "quantity": 2, "unit_price": 5, "total_amount": 10}
    rated = kco.part_of_line(bare | {"tax_rate": 2500}, 2)
    assert "total_tax_amount" not in rated
    taxed = bare | {"total_tax_amount": 4}
    assert [kco.part_of_line(taxed, 1, k)["total_tax_amount"] for k in range(3)] == [1, 2, 1]


def test_the_whole_and_nothing_are_parts_too() -> None:
    assert kco.part_of_line(LINE, 3) == LINE
    assert kco.part_of_line(LINE, 3) is not LINE
    nothing = kco.part_of_line(LINE, 0, taken=2)
    assert not any(sums([nothing]).values())
    empty = kco.order_line(name="Tee", quantity=0, unit_price=5, tax_rate=2500)
    assert kco.part_of_line(empty, 0) == empty


@pytest.mark.parametrize(
    ("line", "arguments", "path"),
    [
        (LINE, (4,), "quantity"),
        (LINE, (1, 3), "quantity"),
        (LINE, (1, 7), "quantity"),
        (LINE, (-1,), "quantity"),
        (LINE, (1.0,), "quantity"),
        (LINE, (True,), "quantity"),
        (LINE, (1, -1), "taken"),
        (LINE, (1, None), "taken"),
        (LINE | {"total_amount": 9900}, (1,), "line.total_amount"),
        (LINE | {"total_amount": 98.99}, (1,), "line.total_amount"),
        ({"name": "Tee", "quantity": 3}, (1,), "line.unit_price"),
        ("Tee", (1,), "line"),
    ],
)
def test_a_part_that_cannot_be_is_refused(line: Any, arguments: Any, path: str) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.part_of_line(line, *arguments)
    assert caught.value.violations[0].path == path


def test_a_line_whose_total_is_odd_can_only_be_taken_whole() -> None:
    odd = LINE | {"total_amount": 9900}
    assert kco.part_of_line(odd, 3) == odd
    with pytest.raises(kco.InvalidInputError, match="expected 9899, got 9900"):
        kco.part_of_line(odd, 2)
