# Copied from generator/client/sandbox/orders/line_findings.py by "make generate"; change that, not this.
"""The service's own look at order lines: a body and its order come in, and what does not fit comes out.

The arithmetic is that of the vendors' documents, written apart from what a client works out its lines with, so
that a mistake of the one does not hide in the other. What a server refuses of this is not known: see
`decisions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs

from .new_orders import included_tax

__all__ = ["LineFinding", "line_findings"]

_AMOUNTS: Final[Mapping[str, str]] = {
    "captures.create": "captured_amount",
    "refunds.create": "refunded_amount",
    "orders.update_authorization": "order_amount",
}
# Shops share these out over parcels, so their price says nothing about which line it is.
_WITHOUT_A_PRICE_OF_THEIR_OWN: Final = frozenset(
    {"discount", "gift_card", "sales_tax", "shipping_fee", "store_credit", "surcharge"}
)


@attrs.frozen
class LineFinding:
    """Something about order lines that does not fit.

    Args:
        path: the place in the body, e.g. ``order_lines[3].total_tax_amount``.
        message: what is wrong, in words and numbers, without any text of the body.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def line_findings(
    operation: str, body: Mapping[str, Any], order: Mapping[str, Any]
) -> tuple[LineFinding, ...]:
    """Return what does not fit in the lines of a request; nothing if it has no lines.

    Args:
        operation: the operation's name.
        body: the request body, which fits the description.
        order: the order before the request.
    """
    amount_name, lines = _AMOUNTS.get(operation), body.get("order_lines")
    if amount_name is None or not lines:
        return ()
    known = None if operation == "orders.update_authorization" else _Known(_lines_of(order))
    return tuple(_findings(lines, amount_name, body[amount_name], known))


def _findings(
    lines: Sequence[Mapping[str, Any]], amount_name: str, amount: int, known: _Known | None
) -> Iterator[LineFinding]:
    for index, line in enumerate(lines):
        path = f"order_lines[{index}]"
        is_fee = amount_name == "refunded_amount" and _kind(line) == "return_fee"
        if known is not None and not is_fee and line not in known:
            yield LineFinding(path, "the order has no such line")
        yield from _wrong_numbers(line, path)
    total = sum(line["total_amount"] for line in lines)
    if total != amount:
        yield LineFinding(amount_name, f"is {amount}, and the lines add up to {total}")


def _wrong_numbers(line: Mapping[str, Any], path: str) -> Iterator[LineFinding]:
    # https://docs.klarna.com/klarna-payments/in-depth-knowledge/tax-handling/
    total: int = line["total_amount"]
    due = line["quantity"] * line["unit_price"] - line.get("total_discount_amount", 0)
    if total != due:
        yield LineFinding(f"{path}.total_amount", f"is {total}, and its other numbers make it {due}")
    if "tax_rate" in line and "total_tax_amount" in line:
        tax: int = line["total_tax_amount"]
        without_tax = Fraction(total * 10_000, 10_000 + line["tax_rate"])
        if abs(total - without_tax - tax) > 1:
            made = included_tax(total, line["tax_rate"])
            yield LineFinding(f"{path}.total_tax_amount", f"is {tax}, and its tax rate makes it {made}")


class _Known:
    """The lines that an order has or had, to look another one up in.

    As the vendors do it, a line is known by its reference, and without one by name, type and price.

    Args:
        lines: the lines.
    """

    def __init__(self, lines: Iterable[Mapping[str, Any]]) -> None:
        self._references: set[str] = set()
        self._names: set[tuple[Any, ...]] = set()
        self._names_without_reference: set[tuple[Any, ...]] = set()
        for line in lines:
            self._names.add(_name(line))
            if "reference" in line:
                self._references.add(line["reference"])
            else:
                self._names_without_reference.add(_name(line))

    def __contains__(self, line: Mapping[str, Any]) -> bool:
        if "reference" not in line:
            return _name(line) in self._names
        # Lines with two references are two lines, whatever they are called.
        return line["reference"] in self._references or _name(line) in self._names_without_reference


def _lines_of(order: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    # A capture keeps lines that an update of the order took away, and they can be refunded.
    for holder in (order, *order["captures"]):
        yield from holder.get("order_lines") or ()


def _name(line: Mapping[str, Any]) -> tuple[Any, ...]:
    kind = _kind(line)
    price = None if kind in _WITHOUT_A_PRICE_OF_THEIR_OWN else line.get("unit_price")
    return line.get("name"), kind, price


def _kind(line: Mapping[str, Any]) -> str:
    # The vendors take a line without a type for a physical one.
    return str(line.get("type", "physical"))
