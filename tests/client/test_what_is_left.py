"""What is left to capture and to refund, on the sandbox, line by line.

``KCO_EXAMPLES=20000 python -m pytest tests/client/test_what_is_left.py`` draws 20,000 orders for each property.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import attrs
import kco
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .drawn_lines import NUMBERS, orders, sums
from .values import examples

TEES = dict(
    kco.order_line(
        name="Tee", reference="tee", quantity=3, unit_price=3333, tax_rate=1900, total_discount_amount=100
    )
)
MUG = dict(kco.order_line(name="Mug", quantity=1, unit_price=8000, tax_rate=1900))
CARD = dict(kco.order_line(name="Card", type="gift_card", quantity=1, unit_price=-2000, tax_rate=0))
LINES = [TEES, MUG, CARD]
AMOUNT = 9899 + 8000 - 2000


class Shop:
    """A client of either vendor on its sandbox, with one order."""

    def __init__(self, vendor: str, lines: Sequence[Any], **fields: Any) -> None:
        self.client: Any = getattr(kco, vendor.title())(environment="sandbox")
        self.id = self.client.sandbox.add_order(order_lines=list(lines), **fields).order_id

    @property
    def order(self) -> Any:
        return self.client.orders.get(self.id)

    def capture(self, lines: Sequence[Any] = (), amount: int | None = None) -> None:
        amount = sums(list(lines))["total_amount"] if amount is None else amount
        self.client.captures.create(self.id, captured_amount=amount, order_lines=list(lines))

    def refund(self, lines: Sequence[Any] = (), amount: int | None = None) -> None:
        amount = sums(list(lines))["total_amount"] if amount is None else amount
        self.client.refunds.create(self.id, refunded_amount=amount, order_lines=list(lines))


@pytest.fixture
def shop(vendor: str) -> Iterator[Shop]:
    made = Shop(vendor, LINES)
    with made.client:
        yield made


def left_of(answer: kco.LinesLeft) -> dict[str, int]:
    return {line["name"]: line["quantity"] for line in answer.lines}


# --- Capturing ------------------------------------------------------------------------------------


def test_of_an_order_without_captures_everything_is_left(shop: Shop) -> None:
    left = shop.order.lines_to_capture()
    assert list(left.lines) == LINES
    assert (left.amount, left.free_amount, left.certain, left.why) == (AMOUNT, 0, True, "")
    assert left == kco.lines_to_capture(shop.order) == kco.lines_to_capture(shop.order.to_dict())


def test_what_was_captured_is_taken_off_its_line(shop: Shop) -> None:
    shop.capture([kco.part_of_line(TEES, 2)])
    left = shop.order.lines_to_capture()
    assert list(left.lines) == [kco.part_of_line(TEES, 1, taken=2), MUG, CARD]
    shop.capture([kco.part_of_line(TEES, 1, taken=2), CARD])
    assert list(shop.order.lines_to_capture().lines) == [MUG]


def test_what_is_left_has_a_tax_that_a_line_may_have_though_parts_were_rounded_one_by_one(
    vendor: str,
) -> None:
    pens = kco.order_line(name="Pen", quantity=10, unit_price=199, tax_rate=1900)
    pen = kco.order_line(name="Pen", quantity=1, unit_price=199, tax_rate=1900)
    shop = Shop(vendor, [pens])
    for _ in range(9):
        shop.capture([pen])
    # The order has 318, and nine captures took 32 each.
    (last,) = shop.order.lines_to_capture().lines
    assert (last["total_amount"], last["total_tax_amount"]) == (199, 31)
    assert kco.check_order_lines([last]) == []


def test_a_tax_that_is_odd_in_the_order_is_left_as_it_is(vendor: str) -> None:
    shop = Shop(vendor, [TEES | {"total_tax_amount": 9}])
    shop.capture([kco.part_of_line(TEES, 1) | {"total_tax_amount": 3}])
    (left,) = shop.order.lines_to_capture().lines
    assert left["total_tax_amount"] == 6


def test_lines_are_matched_by_reference_whatever_they_are_called(shop: Shop) -> None:
    shop.capture([kco.part_of_line(TEES, 1) | {"name": "T-shirt, blue"}])
    assert left_of(shop.order.lines_to_capture()) == {"Tee": 2, "Mug": 1, "Card": 1}


def test_lines_without_a_reference_are_matched_by_name_type_and_price(shop: Shop) -> None:
    shop.capture([MUG | {"type": "physical"}])
    assert left_of(shop.order.lines_to_capture()) == {"Tee": 3, "Card": 1}


@pytest.mark.parametrize(
    "changed",
    [{"name": "Cup"}, {"type": "digital"}, {"reference": "mug-1", "name": "Cup"}],
    ids=", ".join,
)
def test_a_line_that_the_order_does_not_have_makes_it_uncertain(shop: Shop, changed: dict[str, str]) -> None:
    shop.capture([MUG | changed])
    left = shop.order.lines_to_capture()
    assert (left.lines, left.amount, left.certain) == ((), AMOUNT - 8000, False)
    assert "captures[0].order_lines[0] matches no line" in left.why


def test_a_capture_without_lines_makes_it_uncertain_and_nothing_is_guessed(shop: Shop) -> None:
    shop.capture(amount=8000)  # the price of the mug, which proves nothing
    left = shop.order.lines_to_capture()
    assert (left.lines, left.amount, left.free_amount) == ((), AMOUNT - 8000, AMOUNT - 8000)
    assert not left.certain
    assert "captures[0] has no lines" in left.why
    shop.capture(left.lines, left.amount)
    assert shop.order.lines_to_capture().certain, "nothing is left, so nothing is uncertain"
    assert shop.order.status == "CAPTURED"


def test_lines_that_do_not_add_up_to_their_capture_make_it_uncertain(shop: Shop) -> None:
    shop.capture([MUG], amount=7000)
    left = shop.order.lines_to_capture()
    assert (left.lines, left.certain) == ((), False)
    assert "captures[0] has the amount 7000, and its lines add up to 8000" in left.why


def test_more_than_the_order_has_makes_it_uncertain(shop: Shop) -> None:
    shop.capture([MUG | {"quantity": 2, "unit_price": 4000}])
    assert shop.order.lines_to_capture().certain is False
    assert left_of(Shop("kustom", LINES, order_amount=AMOUNT).order.lines_to_capture()) == {
        "Tee": 3,
        "Mug": 1,
        "Card": 1,
    }


def test_an_amount_that_no_line_accounts_for_is_told_apart(vendor: str) -> None:
    shop = Shop(vendor, LINES, order_amount=AMOUNT + 500)
    left = shop.order.lines_to_capture()
    assert (left.amount, left.free_amount, left.certain) == (AMOUNT, 500, True)
    shop.capture(left.lines, left.amount)
    left = shop.order.lines_to_capture()
    assert (left.lines, left.amount, left.free_amount, left.certain) == ((), 500, 500, True)
    shop.capture(left.lines, left.amount)
    assert shop.order.status == "CAPTURED"
    assert shop.order.lines_to_refund().amount == AMOUNT
    assert shop.order.lines_to_refund().free_amount == 500


def test_lines_worth_more_than_remains_are_not_offered(vendor: str) -> None:
    shop = Shop(vendor, LINES, order_amount=AMOUNT - 500)
    left = shop.order.lines_to_capture()
    assert (left.lines, left.amount, left.certain) == ((), AMOUNT - 500, False)
    assert f"add up to {AMOUNT}, and {AMOUNT - 500} remains" in left.why


@pytest.mark.parametrize("end", ["cancel", "release_remaining_authorization"])
def test_nothing_is_left_of_an_order_that_has_ended(shop: Shop, end: str) -> None:
    if end != "cancel":
        shop.capture([MUG])
    getattr(shop.client.orders, end)(shop.id)
    left = shop.order.lines_to_capture()
    assert (left.lines, left.amount, left.free_amount, left.certain) == ((), 0, 0, True)


def test_shipping_and_vouchers_are_left_by_amount_since_shops_share_them_out(vendor: str) -> None:
    shipping = dict(
        kco.order_line(name="Post", type="shipping_fee", quantity=1, unit_price=900, tax_rate=2500)
    )
    shop = Shop(vendor, [TEES, MUG, CARD, shipping])
    off, sent = kco.split_amount(-2000, [1, 3]), kco.split_amount(900, [1, 1])
    voucher = kco.order_line(name="Card", type="gift_card", quantity=1, unit_price=off[0], tax_rate=0)
    post = kco.order_line(name="Post", type="shipping_fee", quantity=1, unit_price=sent[0], tax_rate=2500)
    shop.capture([MUG, voucher, post])
    left = shop.order.lines_to_capture()
    rest = {line["name"]: line for line in left.lines}
    assert left_of(left) == {"Tee": 3, "Card": 1, "Post": 1}
    assert (rest["Card"]["unit_price"], rest["Post"]["total_amount"]) == (-1500, 450)
    assert rest["Post"]["total_tax_amount"] + post["total_tax_amount"] == shipping["total_tax_amount"]
    assert kco.check_order_lines(left.lines, left.amount) == []


def test_sales_tax_follows_the_lines_that_are_captured(vendor: str) -> None:
    sold = [
        kco.order_line(name=name, reference=name, quantity=1, unit_price=price, tax_rate=0)
        for name, price in (("Tee", 1999), ("Mug", 1499), ("Hat", 2999))
    ]
    shop = Shop(vendor, [*sold, kco.sales_tax_line(sold, 825)])
    for number in (0, 1):
        shop.capture([sold[number], kco.sales_tax_line(sold[number : number + 1], 825, taken=sold[:number])])
    left = shop.order.lines_to_capture()
    assert list(left.lines) == [sold[2], kco.sales_tax_line(sold[2:], 825, taken=sold[:2])]
    assert left.amount == shop.order.remaining_authorized_amount


def test_goods_captured_at_a_lower_price_leave_a_free_amount(shop: Shop) -> None:
    shop.capture([kco.order_line(name="Tee", reference="tee", quantity=1, unit_price=3000, tax_rate=1900)])
    left = shop.order.lines_to_capture()
    assert left_of(left) == {"Tee": 2, "Mug": 1, "Card": 1}
    assert left.amount + left.free_amount == shop.order.remaining_authorized_amount
    assert kco.check_order_lines(left.lines, left.amount) == []


def test_a_line_that_the_order_has_twice_is_one_when_a_part_of_it_is_left(vendor: str) -> None:
    shop = Shop(vendor, [TEES, TEES, MUG])
    assert list(shop.order.lines_to_capture().lines) == [TEES, TEES, MUG]
    shop.capture([kco.part_of_line(TEES, 2)])
    left = shop.order.lines_to_capture()
    assert left_of(left) == {"Tee": 4, "Mug": 1}
    assert left.amount == shop.order.remaining_authorized_amount


def test_an_order_that_does_not_show_its_lines_is_uncertain() -> None:
    bare = {"remaining_authorized_amount": 100, "captured_amount": 0, "captures": []}
    assert kco.lines_to_capture(bare).certain is False
    assert kco.lines_to_capture(bare | {"order_lines": []}) == kco.LinesLeft(
        lines=(), amount=100, free_amount=100, certain=True, why=""
    )


def test_captures_that_do_not_show_yet_make_it_uncertain(shop: Shop) -> None:
    order = shop.order.to_dict() | {"captured_amount": 8000, "remaining_authorized_amount": AMOUNT - 8000}
    left = kco.lines_to_capture(order)
    assert (left.lines, left.certain) == ((), False)
    assert "8000 of the order is captured, and its captures say 0" in left.why


def test_an_answer_is_frozen_and_shows_no_merchant_data(vendor: str) -> None:
    left = Shop(vendor, [MUG | {"merchant_data": "Testperson"}]).order.lines_to_capture()
    assert left.lines[0]["merchant_data"] == "Testperson"
    assert "Testperson" not in repr(left)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        left.amount = 1


@pytest.mark.parametrize(
    ("order", "path"),
    [
        ({}, "order.remaining_authorized_amount"),
        ({"remaining_authorized_amount": 1.5}, "order.remaining_authorized_amount"),
        ({"remaining_authorized_amount": 1, "captures": [{}]}, "captures[0].captured_amount"),
        ({"remaining_authorized_amount": 1, "captures": 5}, "captures[0]"),
        ({"remaining_authorized_amount": 1, "order_lines": 5}, "order.order_lines"),
        (
            {"remaining_authorized_amount": 1, "order_lines": [MUG | {"quantity": 1.0}]},
            "order.order_lines[0].quantity",
        ),
        (
            {"remaining_authorized_amount": 1, "order_lines": [MUG | {"reference": ["x"]}]},
            "order.order_lines[0].reference",
        ),
        ("order-id", "order"),
        (None, "order"),
    ],
)
def test_an_order_that_lacks_what_is_needed_is_refused(order: Any, path: str) -> None:
    with pytest.raises(kco.InvalidInputError) as caught:
        kco.lines_to_capture(order)
    assert caught.value.violations[0].path == path


# --- Refunding ------------------------------------------------------------------------------------


def test_what_was_captured_is_left_to_refund_until_it_is_refunded(shop: Shop) -> None:
    assert shop.order.lines_to_refund().amount == 0
    shop.capture([kco.part_of_line(TEES, 2)])
    shop.capture([kco.part_of_line(TEES, 1, taken=2), MUG, CARD])
    left = shop.order.lines_to_refund()
    assert list(left.lines) == [TEES, MUG, CARD]
    shop.refund([kco.part_of_line(TEES, 1)])
    left = shop.order.lines_to_refund()
    assert left_of(left) == {"Tee": 2, "Mug": 1, "Card": 1}
    assert left.amount == shop.order.refundable_amount
    assert left == kco.lines_to_refund(shop.order.to_dict())


def test_a_fee_that_was_kept_is_not_left_to_refund(shop: Shop) -> None:
    shop.capture(LINES)
    fee = kco.order_line(name="Return fee", type="return_fee", quantity=1, unit_price=-500, tax_rate=1900)
    shop.refund([MUG, fee])
    left = shop.order.lines_to_refund()
    assert left_of(left) == {"Tee": 3, "Card": 1}
    assert (left.amount, left.free_amount, left.certain) == (AMOUNT - 8000, 0, True)
    shop.refund(left.lines, left.amount)
    assert shop.order.lines_to_refund().amount == 0
    assert shop.order.refundable_amount == 500


def test_a_capture_of_everything_without_lines_is_one_of_all_lines(shop: Shop) -> None:
    shop.capture(amount=AMOUNT)
    assert list(shop.order.lines_to_refund().lines) == LINES
    assert list(shop.order.lines_to_refund(shop.order.captures[0]).lines) == LINES


def test_a_capture_of_a_part_without_lines_makes_it_uncertain(shop: Shop) -> None:
    shop.capture(amount=8000)
    left = shop.order.lines_to_refund()
    assert (left.lines, left.amount, left.certain) == ((), 8000, False)
    assert "captures[0] has the amount 8000" in left.why


def test_a_refund_without_lines_makes_it_uncertain(shop: Shop) -> None:
    shop.capture(LINES)
    shop.refund(amount=8000)
    left = shop.order.lines_to_refund()
    assert (left.lines, left.amount, left.certain) == ((), AMOUNT - 8000, False)
    assert "refunds[0] has no lines" in left.why
    shop.refund(left.lines, left.amount)
    assert shop.order.lines_to_refund().certain
    assert shop.order.refundable_amount == 0


def test_a_refund_belongs_to_the_only_capture_that_has_its_lines(shop: Shop) -> None:
    shop.capture([TEES])
    shop.capture([MUG, CARD])
    first, second = shop.order.captures
    shop.refund([kco.part_of_line(TEES, 1)])
    order = shop.order
    assert left_of(order.lines_to_refund(first)) == {"Tee": 2}
    assert left_of(order.lines_to_refund(second.capture_id)) == {"Mug": 1, "Card": 1}
    assert order.lines_to_refund(second.to_dict()) == order.lines_to_refund(second)
    assert (
        order.lines_to_refund(first).amount + order.lines_to_refund(second).amount == order.refundable_amount
    )


def test_a_refund_of_what_two_captures_have_is_uncertain_until_the_captures_show_it(shop: Shop) -> None:
    shop.capture([kco.part_of_line(TEES, 1)])
    shop.capture([kco.part_of_line(TEES, 2, taken=1)])
    first, second = shop.order.captures
    shop.refund([kco.part_of_line(TEES, 1)])
    for capture in (first, second):
        left = shop.order.lines_to_refund(capture)
        assert (left.lines, left.certain) == ((), False)
        assert "refunds[0] may belong to this capture or to another" in left.why
    assert left_of(shop.order.lines_to_refund()) == {"Tee": 2}
    shop.client.sandbox.advance(minutes=5)
    assert shop.order.captures[0].refunded_amount == 3300
    assert shop.order.lines_to_refund(first) == kco.LinesLeft(
        lines=(), amount=0, free_amount=0, certain=True, why=""
    )
    assert left_of(shop.order.lines_to_refund(second)) == {"Tee": 2}


def test_captures_that_do_not_show_make_refunds_uncertain() -> None:
    order = {"captured_amount": 500, "refunded_amount": 0, "order_lines": [], "captures": [], "refunds": []}
    left = kco.lines_to_refund(order)
    assert (left.lines, left.amount, left.certain) == ((), 500, False)
    assert left.why == "500 of the order is captured, and its captures say 0"


def test_refunds_that_do_not_show_make_it_uncertain(shop: Shop) -> None:
    shop.capture(LINES)
    left = kco.lines_to_refund(shop.order.to_dict() | {"refunded_amount": 8000})
    assert (left.lines, left.amount, left.certain) == ((), AMOUNT - 8000, False)
    assert "8000 of the order is refunded, and its refunds say 0" in left.why


@pytest.mark.parametrize("order", [{}, {"refunded_amount": 0}, {"captured_amount": 0}, "order-id", None])
def test_an_order_without_its_amounts_is_refused(order: Any) -> None:
    with pytest.raises(kco.InvalidInputError, match=r"^lines_to_refund: order") as caught:
        kco.lines_to_refund(order)
    assert len(caught.value.violations) == 1


@pytest.mark.parametrize("capture", ["no-such-capture", {}, {"capture_id": "c"}, 5, ""])
def test_a_capture_that_the_order_does_not_have_is_refused(shop: Shop, capture: Any) -> None:
    shop.capture(LINES)
    with pytest.raises(kco.InvalidInputError, match="capture: expected a capture of this order"):
        shop.order.lines_to_refund(capture)


# --- Any sequence of calls ------------------------------------------------------------------------


def rounded(value: Fraction) -> int:
    magnitude = int(abs(value) + Fraction(1, 2))
    return magnitude if value >= 0 else -magnitude


def units_of(line: dict[str, Any]) -> list[dict[str, int]]:
    """Return the units of a line one by one: how sums grow with each, worked out with fractions."""
    grown = [dict.fromkeys(NUMBERS, 0)]
    for count in range(1, line["quantity"] + 1):
        discount = rounded(Fraction(line.get("total_discount_amount", 0) * count, line["quantity"]))
        total = count * line["unit_price"] - discount
        rate = line.get("tax_rate", 0)
        tax = rounded(total - Fraction(total * 10_000, 10_000 + rate))
        grown.append(dict(zip(NUMBERS, (count, total, discount, tax), strict=True)))
    return [
        {name: after[name] - before[name] for name in NUMBERS} for before, after in itertools.pairwise(grown)
    ]


def total_of(units: dict[str, list[dict[str, int]]]) -> dict[str, dict[str, int]]:
    """Return what units add up to, by the name of their line, without lines that have none."""
    return {name: sums(left) for name, left in units.items() if left}


def told(answer: kco.LinesLeft) -> dict[str, dict[str, int]]:
    return {line["name"]: sums([line]) for line in answer.lines}


def draw_some(data: st.DataObject, units: dict[str, list[Any]]) -> dict[str, int]:
    """Draw how many units of each line a capture takes."""
    return {name: data.draw(st.integers(0, len(left)), label=name) for name, left in units.items()}


@given(orders(), st.sampled_from(["kustom", "klarna"]), st.data())
@examples(40)
def test_after_any_captures_the_rest_is_left_and_capturing_it_ends_the_order(
    lines: list[dict[str, Any]], vendor: str, data: st.DataObject
) -> None:
    shop = Shop(vendor, lines)
    by_name = {line["name"]: line for line in lines}
    units = {line["name"]: units_of(line) for line in lines}
    is_known = True
    for _ in range(data.draw(st.integers(0, 4), label="captures")):
        remaining = shop.order.remaining_authorized_amount
        if data.draw(st.integers(0, 5), label="with lines") == 0 and remaining > 0:
            shop.capture(amount=data.draw(st.integers(1, remaining)))
            is_known = False
        wanted = draw_some(data, units)
        parcel = [
            kco.part_of_line(by_name[name], count, taken=by_name[name]["quantity"] - len(units[name]))
            for name, count in wanted.items()
            if count
        ]
        if 1 <= sums(parcel)["total_amount"] <= shop.order.remaining_authorized_amount:
            shop.capture(parcel)
            units = {name: left[wanted[name] :] for name, left in units.items()}
        order = shop.order
        left = order.lines_to_capture()
        assert left == kco.lines_to_capture(order.to_dict())
        assert (
            left.amount
            <= order.remaining_authorized_amount
            == left.free_amount + sums(list(left.lines))["total_amount"]
        )
        if order.remaining_authorized_amount == 0:
            assert (left.lines, left.amount, left.certain) == ((), 0, True)
        elif is_known:
            assert left.certain
            assert told(left) == total_of(units)
            assert kco.check_order_lines(left.lines, left.amount) == []
        else:
            assert left.certain is not any(units.values())
            assert (left.lines, left.amount) == ((), order.remaining_authorized_amount)
    for _ in range(3):
        left = shop.order.lines_to_capture()
        if left.amount == 0:
            break
        shop.capture(left.lines, left.amount)
    assert (shop.order.status, shop.order.remaining_authorized_amount) == ("CAPTURED", 0)
    if is_known:
        # All captures together are the order, in every field.
        captured = [line for capture in shop.order.to_dict()["captures"] for line in capture["order_lines"]]
        # Unless goods and a gift card of the same worth are left, which cannot be captured.
        if sums(captured)["quantity"] == sums(lines)["quantity"]:
            assert sums(captured) == sums(lines)


@given(orders(), st.sampled_from(["kustom", "klarna"]), st.data())
@examples(40)
def test_after_any_refunds_the_rest_is_left_and_refunding_it_ends_the_order(
    lines: list[dict[str, Any]], vendor: str, data: st.DataObject
) -> None:
    shop = Shop(vendor, lines)
    goods = [line for line in lines if line["quantity"] > 1]
    if goods and (half := kco.part_of_line(goods[0], 1))["total_amount"] in range(
        1, shop.order.remaining_authorized_amount + 1
    ):
        shop.capture([half])
    while (left := shop.order.lines_to_capture()).amount:
        shop.capture(left.lines, left.amount)
    captured = [line for capture in shop.order.to_dict()["captures"] for line in capture["order_lines"]]
    model: dict[str, dict[str, int]] = {
        name: sums([line for line in captured if line["name"] == name])
        for name in {line["name"] for line in captured}
    }
    is_known, fees = True, 0
    for _ in range(data.draw(st.integers(0, 4), label="refunds")):
        before = shop.order.lines_to_refund()
        if before.amount == 0:
            break
        if not before.lines or data.draw(st.integers(0, 5), label="with lines") == 0:
            shop.refund(amount=data.draw(st.integers(1, before.amount)))
            is_known = False
        else:
            parts = [
                kco.part_of_line(line, count)
                for line in before.lines
                if (count := data.draw(st.integers(0, line["quantity"])))
            ]
            amount = sums(parts)["total_amount"]
            if not 1 <= amount <= before.amount:
                continue
            fee = data.draw(st.integers(0, amount - 1), label="fee")
            kept = kco.order_line(name="Fee", type="return_fee", quantity=1, unit_price=-fee)
            shop.refund([*parts, kept] if fee else parts)
            fees += fee
            for part in parts:
                taken = sums([part])
                model[part["name"]] = {name: model[part["name"]][name] - taken[name] for name in NUMBERS}
        order = shop.order
        left = order.lines_to_refund()
        assert left == kco.lines_to_refund(order.to_dict())
        allowed = order.refundable_amount - fees
        assert left.amount <= allowed
        if allowed and is_known:
            assert told(left) == {name: numbers for name, numbers in model.items() if numbers["quantity"]}
            assert left.certain or sum(line["total_amount"] for line in model.values()) <= 0
        elif allowed:
            assert (left.lines, left.amount) == ((), allowed)
    for _ in range(3):
        left = shop.order.lines_to_refund()
        if left.amount == 0:
            break
        shop.refund(left.lines, left.amount)
    assert shop.order.refundable_amount == fees
    if fees == 0:
        assert shop.order.status == ("CLOSED" if vendor == "kustom" else "CAPTURED")
