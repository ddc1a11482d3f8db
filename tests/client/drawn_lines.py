"""Order lines and orders, drawn at random for properties."""

from __future__ import annotations

from typing import Any

import kco
from hypothesis import strategies as st

__all__ = ["NUMBERS", "RATES", "goods", "lines", "orders", "sums"]

RATES = st.sampled_from([0, 600, 700, 1000, 1900, 2000, 2500]) | st.integers(0, 12_000)
NUMBERS = ("quantity", "total_amount", "total_discount_amount", "total_tax_amount")
_NEGATIVE = ("discount", "gift_card", "store_credit", "return_fee")
_POSITIVE = ("surcharge", "shipping_fee", "sales_tax")


@st.composite
def goods(draw: st.DrawFn, *, most: int = 12) -> dict[str, Any]:
    """Draw a line of goods, discounted or not, with tax or without."""
    quantity, price = draw(st.integers(1, most)), draw(st.integers(0, 30_000))
    return dict(
        kco.order_line(
            name="Goods",
            type=draw(st.sampled_from([None, "physical", "digital"])),
            quantity=quantity,
            unit_price=price,
            tax_rate=draw(st.none() | RATES),
            total_discount_amount=draw(st.just(0) | st.integers(0, quantity * price)),
        )
    )


@st.composite
def lines(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a line of any type, whose quantity may be 0."""
    kind = draw(st.sampled_from([*_NEGATIVE, *_POSITIVE, "physical", "digital", None]))
    price = draw(st.integers(0, 2_000_000))
    return dict(
        kco.order_line(
            name="Any",
            type=kind,
            quantity=draw(st.integers(0, 50)),
            unit_price=-price if kind in _NEGATIVE else price,
            tax_rate=draw(st.none() | RATES),
            total_discount_amount=draw(st.just(0) | st.integers(0, 2_000_000)),
        )
    )


@st.composite
def orders(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw the lines of an order that is worth something: goods, perhaps shipping, perhaps a gift card."""
    made = draw(st.lists(goods(most=4), min_size=1, max_size=4))
    for number, line in enumerate(made):
        # By reference, or by name alone.
        line["name"] = f"Goods {number}"
        if draw(st.booleans()):
            line["reference"] = f"sku-{number}"
    if draw(st.booleans()):
        made.append(dict(kco.order_line(name="Shipping", type="shipping_fee", quantity=1, unit_price=4900)))
    total = sum(line["total_amount"] for line in made)
    if total > 1 and draw(st.booleans()):
        voucher = draw(st.integers(1, total - 1))
        made.append(
            dict(
                kco.order_line(
                    name="Gift card", type="gift_card", quantity=1, unit_price=-voucher, tax_rate=0
                )
            )
        )
    elif total < 1:
        made.append(dict(kco.order_line(name="Fee", type="surcharge", quantity=1, unit_price=100)))
    return made


def sums(parts: list[Any]) -> dict[str, int]:
    """Return what lines add up to, by field."""
    return {name: sum(part.get(name) or 0 for part in parts) for name in NUMBERS}
