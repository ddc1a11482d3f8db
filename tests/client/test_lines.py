"""Lines that are made, checked, and added up.

``KCO_EXAMPLES=20000 python -m pytest tests/client/test_lines.py`` draws 20,000 lines for each property.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .drawn_lines import RATES, goods, lines
from .values import examples

LINE: dict[str, Any] = {"name": "Tee", "quantity": 2, "unit_price": 5000, "tax_rate": 2500}


# --- Making lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "rate", "tax"),
    [(9900, 1900, 1581), (13_800, 1900, 2203), (4000, 2000, 667), (10_000, 2500, 2000), (10_000, 0, 0)],
)
def test_the_tax_is_the_published_one_and_its_negative_for_the_negative_line(
    total: int, rate: int, tax: int
) -> None:
    line = kco.order_line(name="Tee", quantity=1, unit_price=total, tax_rate=rate)
    assert (line["total_amount"], line["total_tax_amount"]) == (total, tax)
    credit = kco.order_line(name="Off", type="discount", quantity=1, unit_price=-total, tax_rate=rate)
    assert (credit["total_amount"], credit["total_tax_amount"]) == (-total, -tax)


def test_halves_are_rounded_away_from_zero() -> None:
    taxes = [
        kco.order_line(name="", quantity=1, unit_price=price, tax_rate=10_000)["total_tax_amount"]
        for price in (1, 3, -1, -3)
    ]
    assert taxes == [1, 2, -1, -2]


@given(lines())
@examples(300)
def test_totals_are_exact_and_tax_is_within_half_a_unit(line: dict[str, Any]) -> None:
    due = line["quantity"] * line["unit_price"] - line["total_discount_amount"]
    assert line["total_amount"] == due
    if "tax_rate" in line:
        exact = due - Fraction(due * 10_000, 10_000 + line["tax_rate"])
        assert abs(line["total_tax_amount"] - exact) <= Fraction(1, 2)
    else:
        assert "total_tax_amount" not in line


def test_rounding_for_the_line_is_not_rounding_for_each_unit() -> None:
    per_line = kco.order_line(name="Pen", quantity=3, unit_price=199, tax_rate=1900)
    per_unit = kco.order_line(name="Pen", quantity=1, unit_price=199, tax_rate=1900)
    assert (per_line["total_tax_amount"], per_unit["total_tax_amount"]) == (95, 32)


@pytest.mark.parametrize("client", [kco.Kustom, kco.Klarna])
def test_both_vendors_take_every_line_that_is_made(client: Any) -> None:
    signs = {"discount": -1, "gift_card": -1, "store_credit": -1, "return_fee": -1}
    types = ("physical", "digital", "shipping_fee", "surcharge", "sales_tax", *signs)
    made = [
        kco.order_line(
            name="Any",
            type=kind,
            quantity=3,
            unit_price=700 * signs.get(kind, 1),
            tax_rate=None if kind == "digital" else 1900,
            total_discount_amount=0,
            reference=f"sku-{kind}",
            quantity_unit="pcs",
            image_url="https://shop.example/a.png",
            product_url="https://shop.example/a",
            merchant_data="mine",
            product_identifiers={"brand": "Intel"},
        )
        for kind in types
    ]
    assert all(type(line) is dict for line in made)
    with client(environment="sandbox") as shop:
        order = shop.sandbox.add_order(order_amount=100_000)
        shop.orders.update_authorization(order.order_id, order_amount=100_000, order_lines=made)
        assert shop.orders.get(order.order_id).to_dict()["order_lines"] == made


@pytest.mark.parametrize(
    ("kind", "price", "right"),
    [
        *((kind, 500, -500) for kind in ("discount", "gift_card", "store_credit", "return_fee")),
        *((kind, -500, 500) for kind in ("surcharge", "shipping_fee", "sales_tax")),
        ("DISCOUNT", 500, -500),
    ],
)
def test_the_wrong_sign_is_refused_with_the_right_one(kind: str, price: int, right: int) -> None:
    with pytest.raises(kco.InvalidInputError, match=f"unit_price: expected .* type {kind}: {right}, not"):
        kco.order_line(name="X", quantity=1, unit_price=price, type=kind)
    assert kco.order_line(name="X", quantity=1, unit_price=right, type=kind)["total_amount"] == right
    assert kco.order_line(name="X", quantity=1, unit_price=0, type=kind)["total_amount"] == 0


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"quantity": 1.0}, ["quantity"]),
        ({"quantity": -1}, ["quantity"]),
        ({"unit_price": True}, ["unit_price"]),
        ({"unit_price": Decimal(5)}, ["unit_price"]),
        ({"tax_rate": 25.0}, ["tax_rate"]),
        ({"tax_rate": -1}, ["tax_rate"]),
        ({"total_discount_amount": -1}, ["total_discount_amount"]),
        ({"total_discount_amount": None}, ["total_discount_amount"]),
        ({"name": None}, ["name"]),
        ({"quantity": "1", "unit_price": 0.5}, ["quantity", "unit_price"]),
    ],
)
def test_what_is_no_number_of_a_line_is_refused(fields: dict[str, Any], paths: list[str]) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.order_line(**LINE | fields)
    assert [violation.path for violation in caught.value.violations] == paths


# --- Sales tax ------------------------------------------------------------------------------------

NEW_YORK = Decimal("887.5")


def untaxed(price: int, kind: str | None = None) -> kco.OrderLineInput:
    return kco.order_line(name="Item", quantity=1, unit_price=price, type=kind, tax_rate=0)


@pytest.mark.parametrize(
    ("rate", "tax"), [(825, 825), (NEW_YORK, 888), (0, 0), (Decimal("800.0"), 800), (10_000, 10_000)]
)
def test_sales_tax_comes_on_top_as_a_line_of_its_own(rate: int | Decimal, tax: int) -> None:
    line = kco.sales_tax_line([untaxed(6000), untaxed(4000)], rate)
    assert line == {
        "name": "Sales tax",
        "type": "sales_tax",
        "quantity": 1,
        "unit_price": tax,
        "total_amount": tax,
        "tax_rate": 0,
        "total_tax_amount": 0,
    }
    assert kco.check_order_lines([line]) == []


def test_means_of_payment_and_the_tax_itself_are_not_taxed_but_discounts_count() -> None:
    sold = [untaxed(10_000), untaxed(-1000, "discount"), untaxed(-500, "gift_card")]
    taxed = [*sold, untaxed(-500, "store_credit"), untaxed(700, "sales_tax")]
    assert kco.sales_tax_line(taxed, 1000, name="Tax", reference="tax")["total_amount"] == 900


@given(st.lists(goods(), max_size=6), st.integers(0, 2000) | st.decimals(0, 2000, places=2), st.data())
@examples(200)
def test_the_tax_of_all_captures_adds_up_to_the_tax_of_the_order(
    drawn: list[dict[str, Any]], rate: int | Decimal, data: st.DataObject
) -> None:
    sold = [dict(line, tax_rate=0, total_tax_amount=0) for line in drawn]
    order = data.draw(st.permutations(sold))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=3)))
    shares = []
    for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
        shares.append(kco.sales_tax_line(order[start:end], rate, taken=order[:start])["total_amount"])
        exact = sum(line["total_amount"] for line in order[start:end]) * Fraction(rate) / 10_000
        assert abs(shares[-1] - exact) <= 1
    assert sum(shares) == kco.sales_tax_line(sold, rate)["total_amount"]


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (([untaxed(1)], 8.25), "rate"),
        (([untaxed(1)], -1), "rate"),
        (([untaxed(1)], True), "rate"),
        (([untaxed(1)], "825"), "rate"),
        (([untaxed(1)], Decimal("NaN")), "rate"),
        (([untaxed(1)], Decimal("-1")), "rate"),
        (([kco.order_line(**LINE)], 825), "lines[0].total_tax_amount"),
        (([{"name": "X", "quantity": 1, "unit_price": 1}], 825), "lines[0].total_amount"),
        ((["Tee"], 825), "lines[0]"),
        (("Tee", 825), "lines"),
        ((untaxed(1), 825), "lines"),
    ],
)
def test_what_sales_tax_cannot_be_worked_out_of_is_refused(arguments: Any, path: str) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.sales_tax_line(*arguments)
    assert [violation.path for violation in caught.value.violations] == [path]


# --- Checking lines -------------------------------------------------------------------------------

RIGHT = dict(kco.order_line(**LINE))


@pytest.mark.parametrize(
    ("fields", "path", "found", "expected"),
    [
        ({"total_amount": 9999, "total_tax_amount": 2000}, "order_lines[1].total_amount", 9999, 10_000),
        ({"total_amount": None}, "order_lines[1].total_amount", None, 10_000),
        ({"total_tax_amount": 2002}, "order_lines[1].total_tax_amount", 2002, 2000),
        ({"total_tax_amount": 1998}, "order_lines[1].total_tax_amount", 1998, 2000),
        ({"total_tax_amount": 2500}, "order_lines[1].total_tax_amount", 2500, 2000),
        ({"tax_rate": 25}, "order_lines[1].total_tax_amount", 2000, 25),  # 25 is 0.25 %
        ({"type": "discount"}, "order_lines[1].unit_price", 5000, -5000),
        ({"type": "Gift_Card"}, "order_lines[1].unit_price", 5000, -5000),
        (
            {"total_discount_amount": -100, "total_amount": 10_100, "total_tax_amount": 2020},
            "order_lines[1].total_discount_amount",
            -100,
            100,
        ),
    ],
)
@pytest.mark.parametrize("make", [dict, kco.kustom.OrderLine.from_dict, kco.klarna.OrderLine.from_dict])
def test_a_contradiction_is_told_with_its_place_and_the_right_number(
    fields: dict[str, Any], path: str, found: int | None, expected: int, make: Any
) -> None:
    odd = {name: value for name, value in (RIGHT | fields).items() if value is not None}
    (contradiction,) = kco.check_order_lines([make(dict(RIGHT)), make(odd)])
    assert (contradiction.path, contradiction.found, contradiction.expected) == (path, found, expected)
    assert f"{path}: expected" in str(contradiction)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        contradiction.path = "x"  # type: ignore[misc]


@pytest.mark.parametrize("tax", [1999, 2000, 2001])
def test_tax_may_be_one_unit_off_as_the_vendor_allows(tax: int) -> None:
    assert kco.check_order_lines([RIGHT | {"total_tax_amount": tax}]) == []


def test_lines_that_say_less_are_not_judged_by_it() -> None:
    bare = {"name": "Tee", "quantity": 2, "unit_price": 5000, "total_amount": 10_000}
    told = [bare, bare | {"tax_rate": 2500}, bare | {"total_tax_amount": 7}, bare | {"tax_rate": None}]
    assert (
        kco.check_order_lines([*told, bare | {"type": kco.UNSET, "total_discount_amount": kco.UNSET}]) == []
    )
    assert kco.check_order_lines([]) == []


def test_the_sum_is_compared_with_the_amount() -> None:
    assert kco.check_order_lines([RIGHT, RIGHT], 20_000) == []
    assert kco.check_order_lines(iter([RIGHT, RIGHT]), amount=20_000) == []
    (contradiction,) = kco.check_order_lines((RIGHT,), amount=9_999)
    assert (contradiction.path, contradiction.found, contradiction.expected) == ("amount", 9_999, 10_000)
    assert "the lines add up to" in contradiction.message


def test_every_contradiction_is_told_at_once() -> None:
    odd = RIGHT | {"total_amount": 1, "type": "discount"}
    found = kco.check_order_lines([odd, odd], amount=3)
    assert [each.path for each in found] == [
        *(
            f"order_lines[{i}].{name}"
            for i in (0, 1)
            for name in ("total_amount", "total_tax_amount", "unit_price")
        ),
        "amount",
    ]


@given(st.lists(lines() | goods(), max_size=5))
@examples(200)
def test_lines_that_are_made_contradict_nothing(drawn: list[dict[str, Any]]) -> None:
    total = sum(line["total_amount"] for line in drawn)
    assert kco.check_order_lines(drawn, total) == []
    read = [kco.klarna.OrderLine.from_dict(line) for line in drawn]
    assert kco.check_order_lines(read, total) == []


@given(goods(), RATES, st.integers(-3, 3), st.integers(-3, 3))
@examples(300)
def test_a_line_is_right_exactly_if_its_numbers_are(
    line: dict[str, Any], rate: int, more: int, more_tax: int
) -> None:
    total = line["total_amount"] + more
    exact = total - Fraction(total * 10_000, 10_000 + rate)
    tax = round(exact) + more_tax
    odd = line | {"total_amount": total, "tax_rate": rate, "total_tax_amount": tax}
    found = {each.path.rpartition(".")[2] for each in kco.check_order_lines([odd])}
    assert ("total_amount" in found) is (more != 0)
    assert ("total_tax_amount" in found) is (abs(tax - exact) > 1)


@pytest.mark.parametrize(
    ("given_lines", "paths"),
    [
        ([RIGHT | {"quantity": 2.0}], ["order_lines[0].quantity"]),
        ([RIGHT | {"quantity": -2}], ["order_lines[0].quantity"]),
        ([RIGHT | {"tax_rate": -10_000}], ["order_lines[0].tax_rate"]),
        ([RIGHT | {"unit_price": True}], ["order_lines[0].unit_price"]),
        ([RIGHT | {"type": ["discount"]}], ["order_lines[0].type"]),
        ([RIGHT, 5, "line"], ["order_lines[1]", "order_lines[2]"]),
        (RIGHT, ["order_lines"]),
        ("lines", ["order_lines"]),
        (None, ["order_lines"]),
    ],
)
def test_what_is_no_line_is_refused(given_lines: Any, paths: list[str]) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.check_order_lines(given_lines)
    assert [violation.path for violation in caught.value.violations] == paths
    with pytest.raises(kco.InvalidInputError, match="amount: expected an int, got float"):
        kco.check_order_lines([RIGHT], 1.0)  # type: ignore[arg-type]
