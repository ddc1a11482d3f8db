# Copied from generator/client/lines_left.py by "make generate"; change that, not this.
"""What of an order has not been captured yet, and what of its captures has not been refunded.

An order comes in, as a model of either vendor or as a dictionary, and the lines of the next capture or refund
go out. Lines are matched as the vendors do it: by their reference, and without one by name, type and price.
Where captures or refunds do not say which lines they took, the answer says that it is not certain and has no
lines: a guess would be shown to a customer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from .order_line_values import Line, demand, raise_if_any, read_lines, rounded, tax_in
from .runtime.errors import Violation
from .runtime.models import DeferredModule, Model

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = ["LinesLeft", "lines_to_capture", "lines_to_refund"]

# States in which nothing can be captured any more; a cancelled order goes on to show what remained.
_NOT_CAPTURABLE: Final = frozenset({"CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"})
# Of these an amount is left rather than a quantity, since shops share them out over parcels: half of the
# voucher, the tax on what is in this parcel.
_SHARED_TYPES: Final = frozenset(
    {"discount", "gift_card", "return_fee", "sales_tax", "shipping_fee", "store_credit", "surcharge"}
)


@attrs.frozen(kw_only=True)
class LinesLeft:
    """What is left to capture or to refund.

    Args:
        lines: lines for the next call, in the order's order. None if nothing is left, or if it is not
            certain which are.
        amount: the amount for the next call, in minor units: what `lines` add up to, or `free_amount`
            if there are no lines. Calling until it is 0 captures or refunds all there is.
        free_amount: what remains and belongs to none of `lines`, in minor units: the order's amount may
            be more than its lines add up to.
        certain: False if what is left cannot be told from the order.
        why: why it is not certain, in words; empty if it is.
    """

    # Lines may hold a shop's own data about a customer.
    lines: tuple[protocols.OrderLineInput, ...] = attrs.field(repr=lambda lines: f"<{len(lines)} lines>")
    amount: int
    free_amount: int
    certain: bool
    why: str


def lines_to_capture(order: protocols.Order | Mapping[str, object]) -> LinesLeft:
    """Return what has not been captured yet, line by line.

    What was captured is taken off each line: its quantity, and its share of discount and tax as it was
    captured, so that all captures add up to the order. Of discounts, gift cards, store credit, fees,
    surcharges and sales tax an amount is taken off, since shops share these out over parcels. If the order has
    a line twice and one of them was captured in part, what is left of both is one line. Where captures
    rounded their tax one by one, the tax that is left is the nearest that a line may have.

    Whether the order may be captured now, e.g. while its fraud check is pending, is for
    `capturable_amount` to say.

    Args:
        order: the order as it was read last.

    Returns:
        The lines and their amount, at most `remaining_authorized_amount`. Nothing is left in the states
        CAPTURED, CANCELLED, EXPIRED and CLOSED. It is not certain what is left if lines remain and a
        capture has no lines, or others than the order, or lines that do not add up to its amount.

    Raises:
        InvalidInputError: the order lacks an amount that this needs, or a line of it cannot be read.
    """
    violations: list[Violation] = []
    remaining = _amount(order, "remaining_authorized_amount", "order", violations)
    pool = _Pool(read_lines(_items(order, "order_lines"), "order.order_lines", violations))
    if _member(order, "order_lines") is None:
        pool.is_complete = False
        pool.doubts.append("the order does not show its lines")
    told = 0
    for path, capture in _numbered(order, "captures"):
        amount = _amount(capture, "captured_amount", path, violations)
        lines = read_lines(_items(capture, "order_lines"), f"{path}.order_lines", violations)
        pool.take(lines, amount, path)
        told += amount
    captured = _member(order, "captured_amount")
    if captured is not None and captured != told:
        pool.doubts.append(f"{captured} of the order is captured, and its captures say {told}")
    raise_if_any(violations, "lines_to_capture")
    if _state(order) in _NOT_CAPTURABLE:
        remaining = 0
    return pool.left(remaining)


def lines_to_refund(
    order: protocols.Order | Mapping[str, object],
    capture: protocols.Capture | Mapping[str, object] | str | None = None,
) -> LinesLeft:
    """Return what was captured and has not been refunded yet, line by line.

    A fee that was kept when goods came back (a line of type return_fee in a refund) is not left to refund. A
    line that was captured in several parcels is one line here.

    Args:
        order: the order as it was read last.
        capture: one of its captures, or the id of one, to have only what is left of that. A refund does not
            say which capture it belongs to. It counts as one of this capture if only this one has its
            lines, or if the captures show what was refunded of each and only this one can be meant.

    Returns:
        The lines and their amount, at most what the order, and the capture, still allow. It is not certain
        what is left if lines remain and a refund or a capture has no lines, or others than it should, or
        lines that do not add up to its amount; or if a refund may belong to this capture or another. A
        capture of the whole order without lines counts as one of all its lines.

    Raises:
        InvalidInputError: the order lacks an amount that this needs, it has no such capture, or a line of it
            cannot be read.
    """
    violations: list[Violation] = []
    refunded = _amount(order, "refunded_amount", "order", violations)
    raise_if_any(violations, "lines_to_refund")
    total_captured = _amount(order, "captured_amount", "order", violations)
    allowed = total_captured - refunded
    captures = [
        _Capture(
            id=_member(each, "capture_id"),
            path=path,
            amount=_amount(each, "captured_amount", path, violations),
            refunded=_amount(each, "refunded_amount", path, violations),
            lines=read_lines(_items(each, "order_lines"), f"{path}.order_lines", violations),
        )
        for path, each in _numbered(order, "captures")
    ]
    refunds = [
        _Refund(
            path=path,
            amount=_amount(each, "refunded_amount", path, violations),
            lines=read_lines(_items(each, "order_lines"), f"{path}.order_lines", violations),
        )
        for path, each in _numbered(order, "refunds")
    ]
    ordered = read_lines(_items(order, "order_lines"), "order.order_lines", violations)
    chosen = None if capture is None else _chosen(capture, captures, violations)
    raise_if_any(violations, "lines_to_refund")
    all_lines = [line for each in captures for line in each.lines]
    shown = sum(each.amount for each in captures)
    doubts = []
    if (told := sum(each.amount for each in refunds)) != refunded:
        doubts.append(f"{refunded} of the order is refunded, and its refunds say {told}")
    if chosen is not None and len(captures) > 1:
        refunds = _refunds_of(chosen, captures, refunds, refunded, doubts)
    if chosen is not None:
        gone = max(sum(each.amount for each in refunds), chosen.refunded)
        allowed = min(allowed, chosen.amount - gone)
        captures = [chosen]
    pool = _captured(captures, ordered, all_lines)
    pool.doubts += doubts
    if shown != total_captured:
        pool.is_complete = False
        pool.doubts.append(f"{total_captured} of the order is captured, and its captures say {shown}")
    kept = 0
    for refund in refunds:
        fees = [line for line in refund.lines if line.type == "return_fee"]
        fee = sum(abs(line.total) for line in fees)
        kept += fee
        pool.take(
            [line for line in refund.lines if line.type != "return_fee"], refund.amount + fee, refund.path
        )
    return pool.left(allowed - kept)


@attrs.frozen
class _Capture:
    id: object
    path: str
    amount: int
    refunded: int
    lines: Sequence[Line]


@attrs.frozen
class _Refund:
    path: str
    amount: int
    lines: Sequence[Line]


def _chosen(capture: object, captures: Sequence[_Capture], violations: list[Violation]) -> _Capture | None:
    wanted = capture if isinstance(capture, str) else _member(capture, "capture_id")
    found = next((each for each in captures if each.id == wanted and wanted is not None), None)
    if found is None:
        violations.append(Violation("capture", "expected a capture of this order, or the id of one"))
    return found


def _captured(captures: Sequence[_Capture], ordered: Sequence[Line], all_lines: Sequence[Line]) -> _Pool:
    """Return the lines of captures, with what is not certain about them.

    Args:
        captures: those that are asked for.
        ordered: the lines of the order.
        all_lines: the lines of all captures of the order.
    """
    unclear = [each for each in captures if _sum(each.lines) != each.amount]
    if unclear and ordered and _sum(ordered) == sum(each.amount for each in captures):
        # All of the order was captured, so these are the lines.
        return _Pool(ordered, merged=True)
    pool = _Pool([line for each in captures for line in each.lines], merged=True)
    everything = _Pool(ordered)
    everything.take(all_lines, _sum(all_lines), "captures")
    if unclear and (everything.lines() or everything.doubts):
        # With all lines of the order captured, the rest would be an amount that belongs to none.
        pool.is_complete = False
        pool.doubts += [
            f"{each.path} has the amount {each.amount}, and its lines add up to {_sum(each.lines)}"
            for each in unclear
        ]
    return pool


def _refunds_of(
    chosen: _Capture,
    captures: Sequence[_Capture],
    refunds: Sequence[_Refund],
    refunded: int,
    doubts: list[str],
) -> list[_Refund]:
    """Return the refunds that belong to one of several captures, and add why that is not certain."""
    # Refunds show on their captures later, and some never do.
    all_shown = sum(each.refunded for each in captures) == refunded
    pools = {each.path: _Pool(each.lines, merged=True) for each in captures}
    own = []
    for refund in refunds:
        goods = [line for line in refund.lines if line.type != "return_fee"]
        possible = [
            each.path
            for each in captures
            if all(pools[each.path].find(line) is not None for line in goods)
            and (each.refunded >= refund.amount or not all_shown)
        ]
        if possible == [chosen.path]:
            own.append(refund)
        elif chosen.path in possible or not possible:
            doubts.append(f"{refund.path} may belong to this capture or to another")
    if all_shown and not doubts and sum(each.amount for each in own) != chosen.refunded:
        doubts.append(
            f"{chosen.refunded} of this capture is refunded, and the lines of the refunds say otherwise"
        )
    return own


# --- Lines that are taken off others --------------------------------------------------------------


@attrs.define(eq=False)
class _Entry:
    """Lines of one kind, and what was taken off them."""

    lines: list[Line]
    quantity: int = 0
    total: int = 0
    discount: int = 0
    tax: int = 0
    touched: bool = False
    price_differs: bool = False

    def take(self, line: Line) -> None:
        self.touched = True
        self.quantity += line.quantity
        self.total += line.total
        self.discount += line.discount
        self.tax += tax_in(line.total, line.rate or 0) if line.tax is None else line.tax
        self.price_differs |= line.unit_price != self.lines[0].unit_price

    @property
    def is_overdrawn(self) -> bool:
        """Whether more was taken than there was, of what is counted."""
        return self.lines[0].type not in _SHARED_TYPES and self.quantity > self.quantity_of_all

    @property
    def quantity_of_all(self) -> int:
        """How many there were."""
        return sum(line.quantity for line in self.lines)

    def left(self) -> protocols.OrderLineInput | None:
        """Return what is left as one line; ``None`` if nothing is."""
        first = self.lines[0]
        discount = sum(line.discount for line in self.lines)
        total = _sum(self.lines)
        taxes = [line.tax for line in self.lines if line.tax is not None]
        tax = sum(taxes) if taxes else None
        one_price = all(line.unit_price == first.unit_price for line in self.lines)
        if first.type in _SHARED_TYPES and (self.price_differs or not one_price):
            return self._amount_left(first, total, discount, tax)
        left = self.quantity_of_all - self.quantity
        if left <= 0:
            return None
        adds_up = all(line.adds_up for line in self.lines)
        discount_left = max(discount - self.discount, 0)
        total_left = left * first.unit_price - discount_left if adds_up else total - self.total
        tax_left = None if tax is None else tax - self.tax
        if tax is not None and adds_up and (self.price_differs or discount < self.discount):
            # What was captured at another price has another tax.
            no_rate = first.rate is None
            tax_left = (
                rounded(tax * left, self.quantity_of_all) if no_rate else tax_in(total_left, first.rate or 0)
            )
        return first.with_numbers(
            quantity=left,
            unit_price=first.unit_price,
            total=total_left,
            discount=discount_left,
            tax=self._valid_tax(tax_left, total_left),
        )

    def _amount_left(
        self, first: Line, total: int, discount: int, tax: int | None
    ) -> protocols.OrderLineInput | None:
        left = total - self.total
        # Another sign means that more was taken than there was.
        if left * total <= 0:
            return None
        discount = max(discount - self.discount, 0)
        return first.with_numbers(
            quantity=1,
            unit_price=left + discount,
            total=left,
            discount=discount,
            tax=None if tax is None else self._valid_tax(tax - self.tax, left),
        )

    def _valid_tax(self, tax: int | None, total: int) -> int | None:
        """Return the tax that is left, or the nearest that a vendor takes for such a total.

        Parts whose tax was rounded one by one can leave more or less than that. A tax that was odd in the
        order stays as it is.
        """
        rate = self.lines[0].rate
        if tax is None or rate is None or not all(line.has_valid_tax for line in self.lines):
            return tax
        scale = 10_000 + rate
        lowest, highest = -((scale - total * rate) // scale), (total * rate + scale) // scale
        return min(max(tax, lowest), highest)


class _Pool:
    """Lines, and what was taken off them by captures or refunds.

    Args:
        lines: the lines.
        merged: whether lines of one kind are one line even if nothing was taken off them.
    """

    def __init__(self, lines: Iterable[Line], *, merged: bool = False) -> None:
        self._merged = merged
        self._entries: dict[tuple[object, ...], _Entry] = {}
        self._by_reference: dict[object, list[_Entry]] = {}
        self._by_name: dict[object, list[_Entry]] = {}
        self.doubts: list[str] = []
        self.is_complete = True
        for line in lines:
            reference = line.fields.get("reference")
            key = (reference, *_name(line), line.rate)
            entry = self._entries.get(key)
            if entry is not None:
                entry.lines.append(line)
                continue
            entry = self._entries[key] = _Entry([line])
            self._by_name.setdefault(_name(line), []).append(entry)
            if reference is not None:
                self._by_reference.setdefault(reference, []).append(entry)

    def find(self, line: Line) -> _Entry | None:
        """Return the entry that a line is of; ``None`` if there is none, or several that differ."""
        reference = line.fields.get("reference")
        found = self._by_reference.get(reference, []) if reference is not None else []
        if not found:
            # Lines with two references are two lines, whatever they are called.
            found = [
                entry
                for entry in self._by_name.get(_name(line), [])
                if reference is None or entry.lines[0].fields.get("reference") is None
            ]
        for is_alike in (
            lambda each: _name(each) == _name(line),
            lambda each: each.unit_price == line.unit_price,
            lambda each: each.rate == line.rate,
        ):
            found = [entry for entry in found if is_alike(entry.lines[0])] or found
        return found[0] if len(found) == 1 else None

    def take(self, lines: Sequence[Line], amount: int, path: str) -> None:
        """Take lines off, and note an amount that they do not account for."""
        if amount and not lines:
            self.doubts.append(f"{path} has no lines, so what its {amount} are for is not known")
        elif _sum(lines) != amount:
            self.doubts.append(f"{path} has the amount {amount}, and its lines add up to {_sum(lines)}")
        for index, line in enumerate(lines):
            entry = self.find(line)
            if entry is not None:
                entry.take(line)
            elif line.total:
                self.doubts.append(f"{path}.order_lines[{index}] matches no line, or more than one")

    def lines(self) -> list[protocols.OrderLineInput]:
        """Return the lines that are left, as far as is known."""
        found: list[protocols.OrderLineInput] = []
        for entry in self._entries.values():
            if entry.touched or (self._merged and len(entry.lines) > 1):
                rest = entry.left()
                if rest is not None:
                    found.append(rest)
            else:
                found += [
                    cast("protocols.OrderLineInput", dict(line.fields))
                    for line in entry.lines
                    if line.quantity or line.total
                ]
        return found

    def left(self, remaining: int) -> LinesLeft:
        """Return what is left.

        Args:
            remaining: what can be captured or refunded at most, in minor units.
        """
        remaining = max(remaining, 0)
        lines, doubts = self.lines(), list(self.doubts)
        doubts += [
            f"{entry.quantity} were taken of {entry.quantity_of_all} of one line"
            for entry in self._entries.values()
            if entry.is_overdrawn
        ]
        total = sum(line["total_amount"] for line in lines)
        if lines and not 0 < total <= remaining:
            doubts.append(f"the lines that are left add up to {total}, and {remaining} remains")
        # Without money, or without lines, nothing is left to be uncertain about.
        if remaining == 0 or (not lines and self.is_complete):
            return LinesLeft(lines=(), amount=remaining, free_amount=remaining, certain=True, why="")
        if doubts:
            why = "; ".join(doubts)
            return LinesLeft(lines=(), amount=remaining, free_amount=remaining, certain=False, why=why)
        free = remaining - total
        return LinesLeft(lines=tuple(lines), amount=total, free_amount=free, certain=True, why="")


def _name(line: Line) -> tuple[object, ...]:
    """Return what a line without a reference is known by."""
    price = None if line.type in _SHARED_TYPES else line.unit_price
    return line.fields.get("name"), line.type, price


def _sum(lines: Iterable[Line]) -> int:
    return sum(line.total for line in lines)


# --- Reading orders -------------------------------------------------------------------------------


def _member(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def _items(value: Any, name: str) -> Any:
    found = _member(value, name)
    return () if found is None else found


def _numbered(order: Any, name: str) -> list[tuple[str, Any]]:
    found = _items(order, name)
    # Anything else is one object in the place of several, and is refused as such.
    several = found if isinstance(found, (list, tuple)) else [found]
    return [(f"{name}[{index}]", each) for index, each in enumerate(several)]


def _amount(value: Any, name: str, path: str, violations: list[Violation]) -> int:
    if not isinstance(value, (Model, Mapping)):
        text = f"expected a model or a dictionary, got {type(value).__name__}"
        violations.append(Violation(path, text))
        return 0
    amount = _member(value, name)
    return int(amount) if demand(violations, f"{path}.{name}", amount) else 0


def _state(order: Any) -> str:
    status = _member(order, "status")
    return status.upper() if isinstance(status, str) else ""
