"""Order lines as numbers: how the functions on lines read models and dictionaries, and round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from .runtime.encoding import UNSET
from .runtime.errors import InvalidInputError, Violation
from .runtime.models import DeferredModule, Model

if TYPE_CHECKING:
    from . import protocols
else:
    protocols = DeferredModule(__package__, ".protocols")

__all__ = [
    "NUMBERS",
    "Line",
    "checked_fields",
    "demand",
    "each",
    "kind_of",
    "raise_if_any",
    "read_line",
    "read_lines",
    "rounded",
    "tax_in",
]

_NEEDED: Final = ("quantity", "unit_price", "total_amount")
NUMBERS: Final = (*_NEEDED, "total_discount_amount", "total_tax_amount", "tax_rate")
"""The fields of a line that are numbers."""


@attrs.frozen
class Line:
    """An order line as numbers.

    Args:
        fields: what the line says, by the names in JSON, without what is left out.
        quantity: how many.
        unit_price: of one, in minor units, before discount.
        total: `total_amount`, in minor units.
        discount: `total_discount_amount`, in minor units; 0 if the line has none.
        tax: `total_tax_amount`, in minor units; ``None`` if the line does not say.
        rate: `tax_rate`, in hundredths of a percent; ``None`` if the line does not say.
        type: the kind of line, in small letters; physical if the line does not say, as for the vendors.
    """

    fields: dict[str, Any]
    quantity: int
    unit_price: int
    total: int
    discount: int
    tax: int | None
    rate: int | None
    type: str

    @property
    def adds_up(self) -> bool:
        """Whether the total is quantity × unit price − discount."""
        return self.total == self.quantity * self.unit_price - self.discount

    @property
    def has_valid_tax(self) -> bool:
        """Whether the tax is within one unit of what the rate makes it, or the line does not say both."""
        if self.tax is None or self.rate is None:
            return True
        scale = 10_000 + self.rate
        return abs(self.tax * scale - self.total * self.rate) <= scale

    def with_numbers(
        self, *, quantity: int, unit_price: int, total: int, discount: int, tax: int | None
    ) -> protocols.OrderLineInput:
        """Return the line with other numbers, and with no field more than it has if that can be."""
        made = self.fields | {"quantity": quantity, "unit_price": unit_price, "total_amount": total}
        if discount or "total_discount_amount" in made:
            made["total_discount_amount"] = discount
        if tax is not None:
            made["total_tax_amount"] = tax
        return cast("protocols.OrderLineInput", made)


def tax_in(total: int, rate: int) -> int:
    """Return the tax in a total, in minor units, at a rate in hundredths of a percent."""
    return rounded(total * rate, 10_000 + rate)


def rounded(numerator: int, denominator: int) -> int:
    """Return a fraction as a whole number, halves away from zero; the denominator is positive."""
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return -magnitude if numerator < 0 else magnitude


def read_lines(lines: object, path: str, violations: list[Violation]) -> list[Line]:
    """Return order lines as numbers.

    Args:
        lines: models and dictionaries.
        path: the place of the lines, for violations.
        violations: gets what cannot be read; its line is missing from the result.
    """
    read = (
        read_line(line, f"{path}[{index}]", violations)
        for index, line in enumerate(each(lines, path, violations))
    )
    return [line for line in read if line is not None]


def read_line(line: object, path: str, violations: list[Violation]) -> Line | None:
    """Return an order line as numbers; ``None`` after adding to `violations` what cannot be read."""
    before = len(violations)
    fields = checked_fields(line, path, violations)
    violations += [
        Violation(f"{path}.{name}", "expected an int, got nothing")
        for name in _NEEDED
        if fields is not None and name not in fields
    ]
    if fields is None or len(violations) > before:
        return None
    return Line(
        fields=fields,
        quantity=fields["quantity"],
        unit_price=fields["unit_price"],
        total=fields["total_amount"],
        discount=fields.get("total_discount_amount") or 0,
        tax=fields.get("total_tax_amount"),
        rate=fields.get("tax_rate"),
        type=(fields.get("type") or "physical").lower(),
    )


def checked_fields(line: object, path: str, violations: list[Violation]) -> dict[str, Any] | None:
    """Return what a line says, after adding to `violations` what is not of its kind; ``None`` if it is no line."""
    fields = fields_of(line)
    if fields is None:
        text = f"expected an order line, a model or a dictionary, got {kind_of(line)}"
        violations.append(Violation(path, text))
        return None
    for name in NUMBERS:
        if name in fields:
            least = 0 if name in ("quantity", "tax_rate") else None
            demand(violations, f"{path}.{name}", fields[name], least=least)
    violations += [
        Violation(f"{path}.{name}", f"expected text, got {kind_of(fields[name])}")
        for name in ("name", "reference", "type")
        if not isinstance(fields.get(name, ""), str)
    ]
    return fields


def fields_of(line: object) -> dict[str, Any] | None:
    """Return what a line says, as plain data; ``None`` if it is no line."""
    if isinstance(line, Model):
        # Not what came in: dictionaries are checked when they are sent, and an answer may hold fields
        # and values that no description knows.
        return {
            line.WIRE_NAMES.get(name, name): _plain(value)
            for name in line.FIELDS
            if (value := getattr(line, name)) is not None and value is not UNSET
        }
    if isinstance(line, Mapping):
        return {name: value for name, value in line.items() if value is not None and value is not UNSET}
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return fields_of(value)
    return str(value) if isinstance(value, str) else value


def each(lines: object, path: str, violations: list[Violation]) -> Iterable[Any]:
    """Return what can be iterated over as lines; nothing after adding to `violations` why not."""
    if isinstance(lines, Iterable) and not isinstance(lines, (str, bytes, Mapping)):
        return lines
    violations.append(Violation(path, f"expected a sequence of order lines, got {kind_of(lines)}"))
    return ()


def demand(violations: list[Violation], path: str, value: object, *, least: int | None = None) -> bool:
    """Return whether a value is a whole number in its range; else add what is wrong."""
    if not isinstance(value, int) or isinstance(value, bool):
        violations.append(Violation(path, f"expected an int, got {kind_of(value)}"))
        return False
    if least is not None and value < least:
        violations.append(Violation(path, f"expected at least {least}, got {value}"))
        return False
    return True


def kind_of(value: object) -> str:
    """Name the type of a value, as messages do."""
    return "nothing" if value is None else type(value).__name__


def raise_if_any(violations: list[Violation], operation: str) -> None:
    """Raise what is wrong, if anything is.

    Raises:
        InvalidInputError: there are violations.
    """
    if violations:
        raise InvalidInputError(violations=violations, operation=operation)
