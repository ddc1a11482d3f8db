"""Order lines whose totals and tax add up, parts of them that add up to the whole, and what contradicts itself.

Lines of orders come in as models of either vendor or as dictionaries, and dictionaries go out that the
methods of both vendors take. All amounts are integers in minor units; rates are integers in hundredths of a
percent. The rules are those that Klarna documents for order lines: a total is quantity × unit price − discount,
and the tax in it is within one unit of total − total × 10000 / (10000 + rate).

Halves are rounded away from zero, so that a line of −x has the negative of the tax of x: a return takes back
exactly what was charged. That is what shops round with, too (`round` of PHP, ``HALF_UP`` of Java).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from .order_line_values import (
    NUMBERS,
    Line,
    checked_fields,
    demand,
    each,
    kind_of,
    raise_if_any,
    read_line,
    read_lines,
    rounded,
    tax_in,
)
from .runtime.errors import InvalidInputError, Violation
from .runtime.models import DeferredModule, Model

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = [
    "Contradiction",
    "check_order_lines",
    "order_line",
    "part_of_line",
    "sales_tax_line",
]

# Klarna: "negative when type is discount"; and lines of a refund with a return fee have to add up to the
# refunded amount, from which the fee is taken
# (https://docs.klarna.com/order-management/manage-orders-with-the-api/refund-and-extend-orders/refund-with-return-fees/).
_SIGNS: Final = {
    "discount": -1,
    "gift_card": -1,
    "return_fee": -1,
    "store_credit": -1,
    "sales_tax": 1,
    "shipping_fee": 1,
    "surcharge": 1,
}
_SIGN_WORDS: Final = {-1: "at most 0", 1: "at least 0"}
# What is no price of goods or services, and so never taxed: the tax itself, and means of payment.
_NEVER_TAXED: Final = frozenset({"gift_card", "sales_tax", "store_credit"})
_SIGNLESS: Final = frozenset({"digital", "package", "physical"})


@attrs.frozen
class Contradiction:
    """Two numbers of order lines that cannot both be right.

    Args:
        path: the place, e.g. ``order_lines[3].total_tax_amount``; ``amount`` for the sum of all lines.
        message: what is wrong, in words.
        found: the number that stands there; ``None`` if there is none.
        expected: the number that would be right.
    """

    path: str
    message: str
    found: int | None
    expected: int

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def order_line(
    *,
    name: str,
    quantity: int,
    unit_price: int,
    tax_rate: int | None = None,
    total_discount_amount: int = 0,
    type: str | None = None,
    reference: str | None = None,
    quantity_unit: str | None = None,
    image_url: str | None = None,
    product_url: str | None = None,
    merchant_data: str | None = None,
    product_identifiers: protocols.ProductIdentifiers | protocols.ProductIdentifiersInput | None = None,
) -> protocols.OrderLineInput:
    """Return an order line with its total and its tax worked out.

    Args:
        name: what the item is called.
        quantity: how many, at least 0.
        unit_price: price of one in minor units, with tax and before discount. Negative for the types
            discount, gift_card, store_credit and return_fee, positive for surcharge, shipping_fee and
            sales_tax.
        tax_rate: in hundredths of a percent: 2500 is 25 %. ``None`` leaves both fields about tax out.
        total_discount_amount: discount on the whole line in minor units, with tax, at least 0.
        type: the kind of line; the vendors take a line without one for physical.
        reference: article number.
        quantity_unit: what the quantity counts.
        image_url: link to a picture.
        product_url: link to the item in the shop.
        merchant_data: your own data.
        product_identifiers: codes and names that identify the product.

    Returns:
        A dictionary that both vendors' methods take.

    Raises:
        InvalidInputError: a number is no int or out of its range, or the price has the wrong sign.
    """
    violations: list[Violation] = []
    if not isinstance(name, str):
        violations.append(Violation("name", f"expected text, got {kind_of(name)}"))
    demand(violations, "quantity", quantity, least=0)
    demand(violations, "total_discount_amount", total_discount_amount, least=0)
    if tax_rate is not None:
        demand(violations, "tax_rate", tax_rate, least=0)
    if demand(violations, "unit_price", unit_price):
        sign = _SIGNS.get(type.lower(), 0) if isinstance(type, str) else 0
        if sign * unit_price < 0:
            text = f"expected {_SIGN_WORDS[sign]} for the type {type}: {-unit_price}, not {unit_price}"
            violations.append(Violation("unit_price", text))
    raise_if_any(violations, "order_line")
    total = quantity * unit_price - total_discount_amount
    made: dict[str, Any] = {"name": name, "quantity": quantity, "unit_price": unit_price}
    made |= {"total_amount": total, "total_discount_amount": total_discount_amount}
    if tax_rate is not None:
        made |= {"tax_rate": tax_rate, "total_tax_amount": tax_in(total, tax_rate)}
    others = {
        "type": str(type) if isinstance(type, str) else type,
        "reference": reference,
        "quantity_unit": quantity_unit,
        "image_url": image_url,
        "product_url": product_url,
        "merchant_data": merchant_data,
        "product_identifiers": product_identifiers,
    }
    made |= {field: value for field, value in others.items() if value is not None}
    return cast("protocols.OrderLineInput", made)


def sales_tax_line(
    lines: Iterable[protocols.OrderLine | Mapping[str, object]],
    rate: int | Decimal,
    *,
    taken: Iterable[protocols.OrderLine | Mapping[str, object]] = (),
    name: str = "Sales tax",
    reference: str | None = None,
) -> protocols.OrderLineInput:
    """Return the line for a tax that comes on top of prices, as in the US.

    When only some lines are captured, pass these as `lines` and those of the captures before as `taken`:
    the lines for the tax of all captures then add up to the one of the order, cent for cent.

    Args:
        lines: the lines that are taxed. Lines of type sales_tax, gift_card and store_credit are not,
            and are passed over.
        rate: in hundredths of a percent: 825 is 8.25 %, ``Decimal("887.5")`` is 8.875 %.
        taken: the lines of which the tax was in earlier captures.
        name: what the tax is called; Klarna asks for "Tax" or "Sales Tax".
        reference: a reference for the line.

    Returns:
        A dictionary of type sales_tax with quantity 1 that both vendors' methods take.

    Raises:
        InvalidInputError: the rate is a float, negative or not finite, or a price has tax in it already.
    """
    violations: list[Violation] = []
    if isinstance(rate, Decimal):
        if not rate.is_finite() or not 0 <= rate <= 10**6 or rate.adjusted() < -9:
            violations.append(Violation("rate", "expected hundredths of a percent, such as Decimal('887.5')"))
    elif isinstance(rate, float):
        text = "expected hundredths of a percent, an int or a Decimal: 825 is 8.25 %, got float"
        violations.append(Violation("rate", text))
    else:
        demand(violations, "rate", rate, least=0)
    now, before = (_taxed(each, path, violations) for each, path in ((lines, "lines"), (taken, "taken")))
    raise_if_any(violations, "sales_tax_line")
    numerator, denominator = rate.as_integer_ratio()
    tax = rounded((before + now) * numerator, denominator * 10_000) - rounded(
        before * numerator, denominator * 10_000
    )
    made: dict[str, Any] = {"name": name, "quantity": 1, "unit_price": tax, "total_amount": tax}
    made |= {"tax_rate": 0, "total_tax_amount": 0, "type": "sales_tax"}
    return cast("protocols.OrderLineInput", made if reference is None else made | {"reference": reference})


def part_of_line(
    line: protocols.OrderLine | Mapping[str, object], quantity: int, taken: int = 0
) -> protocols.OrderLineInput:
    """Return a part of a line, with its share of discount and tax.

    A line is thought of as its units in a row: ``part_of_line(line, 2, taken=3)`` is the fourth and the
    fifth. Parts that cover all units add up to the line exactly, in each field and in whichever order they
    are made, and each is a valid line: its total is exact, and its tax within one unit of the formula's if
    that of the line is. If it is not, the parts share the line's own tax by quantity.

    Args:
        line: the whole line.
        quantity: how many units the part has.
        taken: how many units earlier parts took.

    Returns:
        A dictionary with all that the line says, and the numbers of the part.

    Raises:
        InvalidInputError: the line has no such part; or it is to be divided although its total is not
            quantity × unit price − discount, so that no parts of it can be right.
    """
    violations: list[Violation] = []
    found = read_line(line, "line", violations)
    right = demand(violations, "quantity", quantity, least=0) & demand(violations, "taken", taken, least=0)
    if found is not None and right and taken + quantity > found.quantity:
        left = f"{max(found.quantity - taken, 0)} of {found.quantity}"
        violations.append(Violation("quantity", f"expected at most what is left, {left}, got {quantity}"))
    raise_if_any(violations, "part_of_line")
    assert found is not None, "what cannot be read is a violation"
    if quantity == found.quantity:
        return cast("protocols.OrderLineInput", dict(found.fields))
    if not found.adds_up:
        computed = found.quantity * found.unit_price - found.discount
        text = f"expected {computed}, got {found.total}: parts of such a line cannot add up to it"
        raise InvalidInputError(violations=[Violation("line.total_amount", text)], operation="part_of_line")
    (total, discount, tax), (total_before, discount_before, tax_before) = (
        _first_units(found, count) for count in (taken + quantity, taken)
    )
    return found.with_numbers(
        quantity=quantity,
        unit_price=found.unit_price,
        total=total - total_before,
        discount=discount - discount_before,
        tax=None if found.tax is None else tax - tax_before,
    )


def _first_units(line: Line, count: int) -> tuple[int, int, int]:
    """Return total, discount and tax of the first units of a line; a part is a difference of two of these."""
    if count == line.quantity:
        return line.total, line.discount, line.tax or 0
    if count == 0:
        return 0, 0, 0
    discount = rounded(line.discount * count, line.quantity)
    total = count * line.unit_price - discount
    if line.tax is None:
        return total, discount, 0
    by_quantity = rounded(line.tax * count, line.quantity)
    if line.rate is None:
        return total, discount, by_quantity
    # How far the line's tax is from the exact fraction, in units of 1/scale.
    scale = 10_000 + line.rate
    off = line.tax * scale - line.total * line.rate
    if abs(off) > scale:
        return total, discount, by_quantity
    # Rounding leaves each sum within half a unit of the exact one, so a difference of two within one. A
    # line whose tax is further off than half a unit needs all sums moved by as much, to end at its tax.
    moved = max(2 * abs(off) - scale, 0) * (-1 if off < 0 else 1)
    return total, discount, rounded(2 * total * line.rate + moved, 2 * scale)


def check_order_lines(
    lines: Iterable[protocols.OrderLine | Mapping[str, object]], amount: int | None = None
) -> list[Contradiction]:
    """Return every contradiction in order lines: totals, tax, signs, and their sum.

    Args:
        lines: the lines of an order, a capture or a refund.
        amount: what they have to add up to, e.g. `captured_amount`, in minor units; ``None`` if that is
            not to be checked.

    Returns:
        Nothing if all is right. Tax counts as right within one unit of the exact fraction, as it does for
        Klarna; lines that say nothing about tax are not judged by it.

    Raises:
        InvalidInputError: something is no order line, or a number is none.
    """
    found: list[Contradiction] = []
    violations: list[Violation] = []
    sum_of_all: int | None = 0
    for index, line in enumerate(each(lines, "order_lines", violations)):
        total = _right_total(line)
        if total is None:
            fields = _checked(line, f"order_lines[{index}]", violations)
            found += _contradictions(fields, f"order_lines[{index}]")
            total = fields.get("total_amount")
        sum_of_all = None if sum_of_all is None or total is None else sum_of_all + total
    if amount is not None and demand(violations, "amount", amount) and sum_of_all not in (None, amount):
        text = f"expected {sum_of_all}, which is what the lines add up to, found {amount}"
        found.append(Contradiction("amount", text, amount, sum_of_all))
    raise_if_any(violations, "check_order_lines")
    return found


def _right_total(line: Any) -> int | None:
    """Return the total of a line that is right in every way; ``None`` if that takes a closer look.

    Most lines are right, and an order has up to a thousand of them.
    """
    if type(line) is dict:
        get: Any = line.get
        quantity, price, total = get("quantity"), get("unit_price"), get("total_amount")
        discount, tax, rate = get("total_discount_amount"), get("total_tax_amount"), get("tax_rate")
        kind = get("type")
    elif isinstance(line, Model):
        read: Any = line
        try:
            quantity, price, total = read.quantity, read.unit_price, read.total_amount
            discount, tax, rate = read.total_discount_amount, read.total_tax_amount, read.tax_rate
            kind = read.type
        except AttributeError:
            return None
    else:
        return None
    if not (type(quantity) is type(price) is type(total) is int and quantity >= 0):
        return None
    if discount is None:
        discount = 0
    elif type(discount) is not int or discount < 0:
        return None
    if total != quantity * price - discount:
        return None
    if tax is not None or rate is not None:
        if not (type(tax) is type(rate) is int and rate >= 0):
            return None
        scale = 10_000 + rate
        if not -scale <= tax * scale - total * rate <= scale:
            return None
    if kind is None or (isinstance(kind, str) and kind in _SIGNLESS):
        return total
    return total if isinstance(kind, str) and _SIGNS.get(kind, 0) * price > 0 else None


def _contradictions(fields: Mapping[str, Any], path: str) -> Iterator[Contradiction]:
    quantity, price, total, discount, tax, rate = map(fields.get, NUMBERS)
    if quantity is not None and price is not None:
        due = quantity * price - (discount or 0)
        if due != total:
            text = f"expected {due}, which is {quantity} × {price} − {discount or 0}"
            text += ", found nothing" if total is None else f", found {total}"
            yield Contradiction(f"{path}.total_amount", text, total, due)
    if tax is not None and rate is not None and total is not None:
        scale = 10_000 + rate
        if not -scale <= tax * scale - total * rate <= scale:
            due = tax_in(total, rate)
            percent = f"{rate // 100}.{rate % 100:02d} %"
            text = f"expected {due}, which is the tax in {total} at {percent}, found {tax}"
            yield Contradiction(f"{path}.total_tax_amount", text, tax, due)
    if discount is not None and discount < 0:
        text = f"expected at least 0, found {discount}"
        yield Contradiction(f"{path}.total_discount_amount", text, discount, -discount)
    kind = fields.get("type") or ""
    sign = _SIGNS.get(kind.lower(), 0)
    if price is not None and sign * price < 0:
        text = f"expected {_SIGN_WORDS[sign]} for the type {kind.lower()}, found {price}"
        yield Contradiction(f"{path}.unit_price", text, price, -price)


def _taxed(lines: object, path: str, violations: list[Violation]) -> int:
    """Return what lines without tax in them add up to."""
    total = 0
    for index, line in enumerate(read_lines(lines, path, violations)):
        if line.tax or line.rate:
            name = "total_tax_amount" if line.tax else "tax_rate"
            text = "expected 0: the price has tax in it already"
            violations.append(Violation(f"{path}[{index}].{name}", text))
        if line.type not in _NEVER_TAXED:
            total += line.total
    return total


def _checked(line: object, path: str, violations: list[Violation]) -> Mapping[str, Any]:
    """Return what a line says; nothing after adding to `violations` what is no number."""
    before = len(violations)
    fields = checked_fields(line, path, violations)
    return {} if fields is None or len(violations) > before else fields
