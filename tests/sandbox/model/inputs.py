"""What is sent: for each operation bodies that are fine, at a bound, refused by the rules, or malformed.

Amounts are drawn around what the order has left, because that is where the rules change their answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from .orders import Json, Order

__all__ = ["BODIES", "MALFORMED", "UNKNOWN_IDS", "Draw", "add_order"]

T = TypeVar("T")

UNKNOWN_IDS = ("00000000-0000-4000-9000-000000000000", "nothing-like-an-id")
_REFERENCES = (("A", "B"), ("B", "C"), ("C", "A"))
_MOST = 200_000_000
# Most orders may be extended and increased; of the others there is one for each reason.
_PAYMENTS = (
    *[("SE", "INVOICE")] * 7,
    ("SE", "FIXED_AMOUNT"),
    ("SE", "CARD"),
    ("SE", "SWISH"),
    ("ES", "INVOICE"),
    ("ES", "FIXED_AMOUNT"),
    ("CH", "DIRECT_DEBIT"),
    ("NO", "DIRECT_DEBIT"),
    ("US", "FIXED_SUM_CREDIT"),
)
# How many days ago an order was placed, and in how many it expires: new, soon over, and near the limits
# of what the vendors extend.
_AGES = ((0, 28), (0, 28), (0, 28), (27, 1), (60, 5), (85, 3), (170, 2))


class Draw(Protocol):
    """Draws a value; ``hypothesis.strategies.DataObject.draw`` fits."""

    def __call__(self, strategy: st.SearchStrategy[T]) -> T: ...


# Most orders may be captured; of the others there is one for each reason, and one that is no reason.
_FRAUD = (*["ACCEPTED"] * 15, "PENDING", "REJECTED", "STOPPED", "LOOKED_AT")


def add_order(draw: Draw, now: datetime) -> Json:
    """Return the fields of an order that a customer has placed, just now or some time ago."""
    amount = draw(st.sampled_from([10_000, 1, 2, 7, 100, _MOST]))
    country, method = draw(st.sampled_from(_PAYMENTS))
    age, left = draw(st.sampled_from(_AGES))
    return {
        "order_amount": amount,
        "order_lines": [_line("A", amount // 2), _line("B", amount - amount // 2)],
        "created_at": now - timedelta(days=age),
        "expires_at": _midnight(now + timedelta(days=left)),
        "fraud_status": draw(st.sampled_from(_FRAUD)),
        "purchase_country": country,
        "initial_payment_method": {"type": method},
    }


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _line(reference: str | None, total: int, **fields: Any) -> Json:
    named = {} if reference is None else {"reference": reference}
    return {"name": "Article", "quantity": 1, "unit_price": total, "total_amount": total, **named, **fields}


def _around(draw: Draw, left: int) -> int:
    """Return an amount: all that is left, a part of it, one too much, or nothing."""
    part = max(left // 2, 1)
    return max(0, min(draw(st.sampled_from([part, part, left, left, 1, left + 1, 0])), _MOST))


def _some(draw: Draw, **fields: Any) -> Json:
    """Return each of the optional fields, or not."""
    return {name: value for name, value in fields.items() if draw(st.booleans())}


def _lines(draw: Draw, amount: int, references: Sequence[tuple[str, str]] = _REFERENCES) -> Json:
    """Return lines that add up to the amount, or miss it by one, or none."""
    kind = draw(
        st.sampled_from(["one", "two", "one", "two", "off by one", "fee", "unnamed", "none", "empty"])
    )
    if kind == "none":
        return {}
    first, second = draw(st.sampled_from(references))
    lines = {
        "one": [_line(first, amount)],
        "two": [_line(first, amount // 2), _line(second, amount - amount // 2)],
        "off by one": [_line(first, amount - 1)],
        "fee": [_line(first, min(amount + 1, _MOST)), _line(None, -1, type="return_fee")],
        "unnamed": [_line(None, amount)],
        "empty": [],
    }
    return {"order_lines": lines[kind]}


def _shipments(draw: Draw) -> list[Json]:
    number = draw(st.sampled_from(["63456415674545679874", "0", ""]))
    shipment = {"shipping_company": "Post", "shipping_method": "Home", "tracking_number": number}
    return draw(st.sampled_from([[shipment], [shipment, {}], [{"tracking_number": number}]]))


def _update_authorization(draw: Draw, order: Order) -> Json:
    captured, amount = order.captured, order.order_amount
    choices = [captured, captured + 1, captured - 1, amount, amount + 1, amount * 2, amount - 1]
    new = max(0, min(draw(st.sampled_from(choices)), _MOST))
    return {"order_amount": new, **_lines(draw, new), **_some(draw, description="Added a charger")}


def _create_capture(draw: Draw, order: Order) -> Json:
    amount = _around(draw, order.remaining)
    extras = {"reference": "parcel-1", "description": "In the post", "shipping_delay": 2}
    shipments = {"shipping_info": _shipments(draw)} if draw(st.booleans()) else {}
    return {"captured_amount": amount, **_lines(draw, amount), **_some(draw, **extras), **shipments}


def _create_refund(draw: Draw, order: Order) -> Json:
    amounts = [order.captured - order.refunded, *(capture.room for capture in order.captures)]
    amount = _around(draw, draw(st.sampled_from(amounts)))
    extras = {"reference": "return-1", "description": "Sent back"}
    shipped = [
        line["reference"] for capture in order.captures for line in capture.order_lines if "reference" in line
    ]
    references = [(reference, reference) for reference in shipped] * 3 + [*_REFERENCES]
    return {"refunded_amount": amount, **_lines(draw, amount, references), **_some(draw, **extras)}


def _update_customer_details(draw: Draw, order: Order) -> Json:
    address = _some(
        draw,
        given_name=draw(st.sampled_from(["Klara", "Åsa"])),
        street_address2=draw(st.sampled_from(["", "c/o Joyce"])),
        city=draw(st.sampled_from(["Vetlanda", "Vetlanda", "Vetlanda", ""])),
        attention=draw(st.sampled_from(["", "Klara"])),
    )
    # With nothing in it the client refuses to send it.
    return {"shipping_address": address or {"city": "Vetlanda"}}


def _update_merchant_references(draw: Draw, order: Order) -> Json:
    texts = st.sampled_from(["", "10001", "x" * 255])
    some = _some(draw, merchant_reference1=draw(texts), merchant_reference2=draw(texts))
    return some or {"merchant_reference1": draw(texts)}


def _add_shipping_info(draw: Draw, order: Order) -> Json:
    return {"shipping_info": _shipments(draw)}


def _extend_due_date(draw: Draw, order: Order) -> Json:
    return {"number_of_days": draw(st.sampled_from([14, 30, 60, 15, 0, -1]))}


#: For each operation with a body what draws one; it may well be one that the rules refuse.
BODIES: Mapping[str, Callable[[Draw, Order], Json]] = {
    "captures.add_shipping_info": _add_shipping_info,
    "captures.create": _create_capture,
    "captures.extend_due_date": _extend_due_date,
    "orders.add_shipping_info": _add_shipping_info,
    "orders.update_authorization": _update_authorization,
    "orders.update_customer_details": _update_customer_details,
    "orders.update_merchant_references": _update_merchant_references,
    "refunds.create": _create_refund,
}

_LONG, _SHIPMENT = "x" * 256, {"shipping_method": "Rocket"}

#: For each of them the fields that break the description, one at a time.
MALFORMED: Mapping[str, tuple[Json, ...]] = {
    "captures.add_shipping_info": ({"shipping_info": []}, {"shipping_info": [_SHIPMENT]}),
    "captures.create": (
        {"captured_amount": -1},
        {"captured_amount": _MOST + 1},
        {"reference": _LONG},
        {"order_lines": [{"name": "Article"}]},
        {"shipping_delay": -1},
    ),
    "captures.extend_due_date": ({"number_of_days": "14"}, {"number_of_days": 2**31}),
    "orders.add_shipping_info": ({"shipping_info": []}, {"shipping_info": [{"tracking_number": 1}]}),
    "orders.update_authorization": ({"order_amount": -1}, {"order_amount": 1.5}, {"order_lines": {}}),
    "orders.update_customer_details": ({"shipping_address": "Vetlanda"}, {"shipping_address": {"city": 1}}),
    "orders.update_merchant_references": ({"merchant_reference1": _LONG}, {"merchant_reference2": 10001}),
    "refunds.create": (
        {"refunded_amount": -1},
        {"refunded_amount": "1"},
        {"reference": _LONG},
        {"order_lines": [{}]},
    ),
}
