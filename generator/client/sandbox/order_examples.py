"""The orders that shops have to deal with, each as the fields in which it differs from a plain one.

Every example fits any amount: its lines add up to it to the last minor unit, and each line to itself, so
that an example can be captured, refunded and sent back line by line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, get_args

from .states import EXPIRED, PART_CAPTURED

__all__ = ["OrderExample", "example_fields", "included_tax"]

OrderExample: TypeAlias = Literal["one_line", "many_lines", "business", "part_captured", "expired"]
"""The names of the examples.

``one_line``: one article. ``many_lines``: several of one article with a discount, another with another
tax rate, a shipping fee and a voucher. ``business``: a company pays by invoice. ``part_captured``: two
articles, of which the first was captured. ``expired``: the time to capture is over.
"""

# In hundredths of a percent: what Sweden takes on most things, and on books.
_TAX_RATE: Final = 2_500
_REDUCED_TAX_RATE: Final = 600
_COMPANY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organization_name": "Exempelbolaget AB",
        "attention": "Testperson Exempelsson",
        "email": "inkop@example.com",
        "phone": "+46701740605",
        "street_address": "Exempelgatan 1",
        "postal_code": "12345",
        "city": "Exempelstad",
        "country": "SE",
    }
)


def example_fields(like: OrderExample, order_amount: int) -> dict[str, Any]:
    """Return the fields in which an example differs from a plain order, and its lines.

    Args:
        like: the example's name.
        order_amount: what its lines add up to, in minor units.

    Raises:
        ValueError: there is no example of this name.
    """
    example = _EXAMPLES.get(like)
    if example is None:
        raise ValueError(f"like: expected {', '.join(get_args(OrderExample))}, got {like!r}")
    return example(order_amount)


def included_tax(amount: int, tax_rate: int) -> int:
    """Return the tax that an amount includes, rounded to the nearest minor unit, half away from zero.

    Klarna's own examples are rounded so, and its check of taxes lets it pass:
    https://docs.klarna.com/klarna-payments/in-depth-knowledge/tax-handling/

    Args:
        amount: the amount with tax, in minor units; negative for a discount.
        tax_rate: in hundredths of a percent.
    """
    doubled = 2 * abs(amount) * tax_rate
    divisor = 10_000 + tax_rate
    tax = (doubled + divisor) // (2 * divisor)
    return tax if amount >= 0 else -tax


def _line(
    reference: str,
    name: str,
    unit_price: int,
    *,
    quantity: int = 1,
    discount: int = 0,
    tax_rate: int = _TAX_RATE,
    kind: str = "physical",
) -> dict[str, Any]:
    total = quantity * unit_price - discount
    return {
        "type": kind,
        "reference": reference,
        "name": name,
        "quantity": quantity,
        "quantity_unit": "pcs",
        "unit_price": unit_price,
        "tax_rate": tax_rate,
        "total_amount": total,
        "total_discount_amount": discount,
        "total_tax_amount": included_tax(total, tax_rate),
    }


def _one_line(order_amount: int) -> dict[str, Any]:
    return {"order_lines": [_line("TEST-1", "Test article", order_amount)]}


def _many_lines(order_amount: int) -> dict[str, Any]:
    shirt = order_amount * 30 // 100
    lines = [
        _line("SHIRT-1", "Shirt", shirt, quantity=2, discount=2 * shirt // 10),
        _line("SHIPPING", "Parcel", order_amount * 5 // 100, kind="shipping_fee"),
        _line("VOUCHER", "Voucher", -(order_amount * 10 // 100), kind="discount"),
    ]
    # Whatever the other lines round off, the book makes up for.
    rest = order_amount - sum(line["total_amount"] for line in lines)
    lines.insert(1, _line("BOOK-1", "Book", rest, tax_rate=_REDUCED_TAX_RATE))
    return {"order_lines": lines}


def _business(order_amount: int) -> dict[str, Any]:
    return {
        **_one_line(order_amount),
        "billing_address": dict(_COMPANY),
        "shipping_address": dict(_COMPANY),
        "initial_payment_method": {"type": "INVOICE_BUSINESS", "description": "Pay by invoice"},
        # A company has no date of birth.
        "customer": None,
    }


def _part_captured(order_amount: int) -> dict[str, Any]:
    first = order_amount * 40 // 100 or order_amount // 2
    return {
        "order_lines": [
            _line("TEST-1", "Test article", first),
            _line("TEST-2", "Another test article", order_amount - first),
        ],
        "status": PART_CAPTURED,
    }


def _expired(order_amount: int) -> dict[str, Any]:
    return {**_one_line(order_amount), "status": EXPIRED}


_EXAMPLES: Final[Mapping[str, Callable[[int], dict[str, Any]]]] = MappingProxyType(
    {
        "one_line": _one_line,
        "many_lines": _many_lines,
        "business": _business,
        "part_captured": _part_captured,
        "expired": _expired,
    }
)
