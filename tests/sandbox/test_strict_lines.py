"""Order lines that do not fit: warnings in the journal, refused by a strict sandbox, in words of its own.

``KCO_EXAMPLES=20000 python -m pytest tests/sandbox/test_strict_lines.py`` draws 20,000 orders for each property.
"""

from __future__ import annotations

from typing import Any

import attrs
import kco
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from kco.sandbox import Sandbox

from ..client.drawn_lines import goods, lines, orders, sums
from ..client.values import examples
from .calling import VENDORS, Caller, line, new_sandbox

RIGHT = line("TEST-1", 10_000, tax_rate=2500, total_tax_amount=2000)
SHORT: Any = line("TEST-1", 9_999)
BAD_VALUE = (400, "BAD_VALUE")

# What is sent, the path that the sandbox names, and what its journal says of it.
MISFITS = [
    (
        RIGHT | {"quantity": 2},
        "order_lines[0].total_amount",
        "is 10000, and its other numbers make it 20000",
    ),
    (
        RIGHT | {"total_discount_amount": 1},
        "order_lines[0].total_amount",
        "is 10000, and its other numbers make it 9999",
    ),
    (
        RIGHT | {"total_tax_amount": 2500},
        "order_lines[0].total_tax_amount",
        "is 2500, and its tax rate makes it 2000",
    ),
    (
        RIGHT | {"total_tax_amount": 1998},
        "order_lines[0].total_tax_amount",
        "is 1998, and its tax rate makes it 2000",
    ),
    (RIGHT | {"reference": "TEST-2"}, "order_lines[0]", "the order has no such line"),
    (
        {name: value for name, value in RIGHT.items() if name != "reference"} | {"name": "Another"},
        "order_lines[0]",
        "the order has no such line",
    ),
    (
        line("TEST-1", 9_999),
        "captured_amount",
        "is 10000, and the lines add up to 9999",
    ),
]


@pytest.fixture
def strict(vendor: str) -> Caller:
    """A shop that calls a sandbox that refuses lines that do not fit."""
    return Caller(Sandbox(vendor, strict_lines=True))  # type: ignore[arg-type]


@pytest.mark.parametrize(("sent", "path", "said"), MISFITS)
def test_what_does_not_fit_is_refused_with_its_path_and_changes_nothing(
    strict: Caller, sent: Any, path: str, said: str
) -> None:
    order_id = strict.place(10_000)
    reading = strict.capture(order_id, 10_000, order_lines=[sent], key="k")
    assert reading.refusal == BAD_VALUE
    assert reading.messages == (f"Bad value: {path}",)
    assert strict.amounts(order_id) == (10_000, 0, 0, 10_000)
    entry = strict.sandbox.journal.requests[0]
    assert (entry.effect, entry.status_code, entry.warnings) == (None, 400, (f"{path}: {said}",))
    # The key may be tried again, as after every malformed request.
    assert strict.capture(order_id, 10_000, order_lines=[RIGHT], key="k").status == 201


@pytest.mark.parametrize(("sent", "path", "said"), MISFITS)
def test_without_strict_lines_the_same_are_warnings_in_the_journal(
    shop: Caller, sent: Any, path: str, said: str
) -> None:
    order_id = shop.place(10_000)
    shop.captured(order_id, 10_000, order_lines=[sent])
    (entry,) = shop.sandbox.journal
    assert entry.warnings == (f"{path}: {said}",)
    assert str(entry).endswith(f", 201, applied, warnings: {path}: {said}")
    assert entry.to_dict()["warnings"] == [f"{path}: {said}"]
    assert f"warnings=['{path}: {said}']" in repr(entry)
    assert "warnings" not in repr(attrs.evolve(entry, warnings=()))
    assert "warnings" not in str(attrs.evolve(entry, warnings=()))


def test_everything_that_does_not_fit_is_told_at_once(strict: Caller) -> None:
    order_id = strict.place(10_000)
    sent = [RIGHT, RIGHT | {"reference": "X", "quantity": 2, "total_tax_amount": 0}]
    assert strict.capture(order_id, 10_000, order_lines=sent).messages == (
        "Bad value: order_lines[1]",
        "Bad value: order_lines[1].total_amount",
        "Bad value: order_lines[1].total_tax_amount",
        "Bad value: captured_amount",
    )


@pytest.mark.parametrize("tax", [1999, 2000, 2001])
def test_tax_may_be_one_unit_off(strict: Caller, tax: int) -> None:
    order_id = strict.place(10_000)
    sent = [RIGHT | {"total_tax_amount": tax}]
    assert strict.capture(order_id, 10_000, order_lines=sent).status == 201


def test_refunds_and_new_amounts_are_looked_at_too(strict: Caller) -> None:
    order_id = strict.place(10_000)
    strict.captured(order_id, 4_000, order_lines=[line("TEST-1", 4_000)])
    odd = [line("TEST-1", 999)]
    assert strict.refund(order_id, 1_000, order_lines=odd).messages == ("Bad value: refunded_amount",)
    assert strict.update(order_id, 9_000, order_lines=odd).messages == ("Bad value: order_amount",)
    # An update sets the lines, so none of them is unknown; and those of a capture can still be refunded.
    assert strict.update(order_id, 9_000, order_lines=[line("NEW", 9_000)]).status == 204
    assert strict.refund(order_id, 1_000, order_lines=[line("TEST-1", 1_000)]).status == 201
    unknown = [line("OTHER", 1_000)]
    assert strict.refund(order_id, 1_000, order_lines=unknown).messages == ("Bad value: order_lines[0]",)


def test_a_refund_may_have_a_fee_that_the_order_never_had_and_a_capture_may_not(strict: Caller) -> None:
    order_id = strict.place(10_000)
    fee = line("FEE", -500, type="return_fee")
    sent = [RIGHT, fee]
    assert strict.capture(order_id, 9_500, order_lines=sent).messages == ("Bad value: order_lines[1]",)
    strict.captured(order_id, 10_000, order_lines=[RIGHT])
    assert strict.refund(order_id, 9_500, order_lines=sent).status == 201


def test_lines_without_a_reference_are_known_by_name_type_and_price(strict: Caller) -> None:
    ordered = [line(None, 6_000), line(None, 5_000, name="Parcel", type="shipping_fee"), line("A", 2_000)]
    for sent, is_known in (
        (line(None, 6_000, type="physical"), True),
        (line(None, 5_999), False),
        (line(None, 6_000, type="digital"), False),
        # A shop may share the postage out over parcels.
        (line(None, 300, name="Parcel", type="shipping_fee"), True),
        # By reference, whatever it is called and costs.
        (line("A", 300, name="Renamed"), True),
        # Lines with two references are two lines, whatever they are called.
        (line("B", 2_000), False),
    ):
        order_id = str(strict.sandbox.add_order(order_lines=ordered).order_id)
        reading = strict.capture(order_id, sent["total_amount"], order_lines=[sent])
        assert (reading.status == 201) is is_known, sent


def test_calls_without_lines_and_lines_without_tax_are_not_judged(strict: Caller) -> None:
    order_id = strict.place(10_000)
    assert strict.capture(order_id, 1_000).status == 201
    assert strict.capture(order_id, 1_000, order_lines=[]).status == 201
    assert strict.update(order_id, 9_000).status == 204
    order_id = strict.place(10_000)
    assert strict.capture(order_id, 1_000, order_lines=[line("TEST-1", 1_000)]).status == 201
    assert [entry.warnings for entry in strict.sandbox.journal] == [()] * 4


def test_lines_are_looked_at_before_the_state_of_the_order(strict: Caller) -> None:
    order_id = strict.place(10_000)
    strict.call("orders.cancel", order_id)
    assert strict.capture(order_id, 9_999, order_lines=[RIGHT]).refusal == BAD_VALUE
    assert strict.capture(order_id, 10_000, order_lines=[RIGHT]).refusal == (403, "CAPTURE_NOT_ALLOWED")


def test_a_refused_request_has_its_warnings_too_and_a_repeated_answer_has_none(shop: Caller) -> None:
    order_id = shop.place(10_000)
    odd = [line("TEST-1", 9_999)]
    assert shop.capture(order_id, 20_000, order_lines=odd).status == 403
    assert len({shop.capture(order_id, 10_000, order_lines=odd, key="k").status for _ in range(2)}) == 1
    assert [len(entry.warnings) for entry in shop.sandbox.journal] == [1, 1, 0]


def test_a_slow_call_has_its_warnings_when_it_ends(vendor: str) -> None:
    sandbox = new_sandbox(vendor)
    order_id = str(sandbox.add_order().order_id)
    sandbox.slow(seconds=0)
    with sandbox.client(line_checks="off") as client:
        client.captures.create(order_id, captured_amount=10_000, order_lines=[SHORT])
    (entry,) = sandbox.journal
    assert entry.warnings == ("captured_amount: is 10000, and the lines add up to 9999",)


def test_a_client_raises_what_a_strict_sandbox_refuses(vendor: str) -> None:
    sandbox = Sandbox(vendor, strict_lines=True)  # type: ignore[arg-type]
    order_id = str(sandbox.add_order().order_id)
    with sandbox.client() as client, pytest.raises(kco.BadRequestError) as caught:
        client.captures.create(order_id, captured_amount=10_000, order_lines=[SHORT])
    error = caught.value
    assert (error.status_code, error.error_code, error.outcome) == (*BAD_VALUE, "rejected")
    assert "Bad value: captured_amount" in str(error)


@pytest.mark.parametrize("like", ["one_line", "many_lines", "business", "part_captured"])
def test_the_lines_of_every_example_fit(strict: Caller, like: Any) -> None:
    order = strict.sandbox.add_order(like=like).to_dict()
    sent = {"order_lines": order["order_lines"]}
    assert strict.update(order["order_id"], 10_000, **sent).status == 204
    if not order["captures"]:
        assert strict.capture(order["order_id"], 10_000, **sent).status == 201
        assert strict.refund(order["order_id"], 10_000, **sent).status == 201


# --- The functions that make lines ----------------------------------------------------------------


class Shop:
    """A shop whose client and whose sandbox both refuse what does not fit."""

    def __init__(self, vendor: Any, ordered: list[Any]) -> None:
        sandbox = Sandbox(vendor, strict_lines=True)
        self.client: Any = sandbox.client(line_checks="refuse")
        self.order_id = str(sandbox.add_order(order_lines=ordered).order_id)

    @property
    def order(self) -> Any:
        return self.client.orders.get(self.order_id)

    def capture(self, sent: Any) -> None:
        amount = sums(list(sent))["total_amount"]
        self.client.captures.create(self.order_id, captured_amount=amount, order_lines=sent)

    def refund(self, sent: Any) -> None:
        amount = sums(list(sent))["total_amount"]
        self.client.refunds.create(self.order_id, refunded_amount=amount, order_lines=sent)


@given(st.sampled_from(VENDORS), lines(), st.data())
@examples(200)
def test_it_accepts_every_line_that_is_made_and_every_part_of_one(
    vendor: str, made: dict[str, Any], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, made["quantity"]))
    part = kco.part_of_line(made, data.draw(st.integers(0, made["quantity"] - start)), taken=start)
    rest = kco.order_line(name="Rest", quantity=1, unit_price=0)
    for sent in (made, part):
        missing = max(-sent["total_amount"], 0)
        assume(abs(sent["total_amount"]) <= 200_000_000)
        filled = [sent, dict(rest) | {"unit_price": missing, "total_amount": missing}]
        shop = Shop(vendor, [dict(rest)])
        amount = sums(filled)["total_amount"]
        shop.client.orders.update_authorization(shop.order_id, order_amount=amount, order_lines=filled)
        assert shop.client.sandbox.journal.requests[-1].warnings == ()


@given(st.sampled_from(VENDORS), orders(), st.data())
@examples(200)
def test_it_accepts_parts_of_lines_and_what_is_left_to_capture_and_to_refund(
    vendor: str, ordered: list[dict[str, Any]], data: st.DataObject
) -> None:
    shop = Shop(vendor, ordered)
    goods_of = [
        each for each in ordered if each.get("type") not in ("gift_card", "shipping_fee", "surcharge")
    ]
    for each in goods_of:
        # In any order, and not all of them.
        for taken in data.draw(st.lists(st.integers(0, each["quantity"] - 1), unique=True, max_size=4)):
            part = kco.part_of_line(each, 1, taken=taken)
            if 1 <= part["total_amount"] <= shop.order.remaining_authorized_amount:
                shop.capture([part])
    left = shop.order.lines_to_capture()
    if left.certain and left.lines:
        shop.capture(left.lines)
    for each in goods_of:
        part = kco.part_of_line(each, data.draw(st.integers(0, each["quantity"])))
        before = shop.order.lines_to_refund()
        if before.certain and before.lines and 1 <= part["total_amount"] <= before.amount:
            shop.refund([part])
    left = shop.order.lines_to_refund()
    if left.certain and left.lines:
        shop.refund(left.lines)
    assert all(entry.warnings == () for entry in shop.client.sandbox.journal)


@given(st.sampled_from(VENDORS), st.lists(goods(), min_size=1, max_size=4), st.integers(0, 2000), st.data())
@examples(200)
def test_it_accepts_sales_tax_over_several_captures(
    vendor: str, drawn: list[dict[str, Any]], rate: int, data: st.DataObject
) -> None:
    sold = [
        dict(each, name=f"Item {number}", tax_rate=0, total_tax_amount=0) for number, each in enumerate(drawn)
    ]
    shop = Shop(vendor, [*sold, kco.sales_tax_line(sold, rate)])
    cut = data.draw(st.integers(0, len(sold)))
    for now, taken in ((sold[:cut], []), (sold[cut:], sold[:cut])):
        sent = [*now, kco.sales_tax_line(now, rate, taken=taken)]
        if sums(sent)["total_amount"]:
            shop.capture(sent)
    order = shop.order
    assert order.captured_amount == order.order_amount
    assert all(entry.warnings == () for entry in shop.client.sandbox.journal)
