# Copied from generator/client/sandbox/orders/new_orders.py by "make generate"; change that, not this.
"""Makes an order out of the few fields that a test gives: the rest comes from an example.

Every example fits any amount: its lines add up to it to the last minor unit, and each line to itself, so
that an example can be captured, refunded and sent back line by line.

All persons and places are fictitious, and no address or number belongs to anybody: the domain is
reserved (https://www.rfc-editor.org/rfc/rfc2606), and so is the telephone number: the Swedish authority
PTS keeps 070-1740605 to 070-1740699 for fiction.
"""

from __future__ import annotations

import hashlib
from base64 import b32encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from functools import cache
from itertools import accumulate
from types import MappingProxyType
from typing import Any, Final, Literal, TypeAlias, cast, get_args, get_type_hints

from ...runtime.encoding import encode
from ...runtime.errors import UnknownName, member_path, name_hint
from ...runtime.models import Model
from ..clock import from_text, to_text
from ..decisions import ALL_STATES, AUTHORIZATION_PERIOD, CAPTURED, CLOSED, EXPIRED, PART_CAPTURED, expiry
from ..vendors import Vendor
from .captures import new_capture
from .ledger import Ledger, possible_states
from .refunds import new_refund

__all__ = ["OrderExample", "check_types", "included_tax", "new_order"]

OrderExample: TypeAlias = Literal["one_line", "many_lines", "business", "part_captured", "expired"]
"""The names of the examples.

``one_line``: one article. ``many_lines``: several of one article with a discount, another with another
tax rate, a shipping fee and a voucher. ``business``: a company pays by invoice. ``part_captured``: two
articles, of which the first was captured. ``expired``: the time to capture is over.
"""

_ORDER_AMOUNT: Final = 10_000
_PLACE: Final[Mapping[str, str]] = {
    "phone": "+46701740605",
    "street_address": "Exempelgatan 1",
    "postal_code": "12345",
    "city": "Exempelstad",
    "country": "SE",
}
_ADDRESS: Final[Mapping[str, str]] = {
    "given_name": "Testperson",
    "family_name": "Exempelsson",
    "email": "testperson@example.com",
    **_PLACE,
}
_COMPANY: Final[Mapping[str, str]] = {
    "organization_name": "Exempelbolaget AB",
    "attention": "Testperson Exempelsson",
    "email": "inkop@example.com",
    **_PLACE,
}
# In hundredths of a percent: what Sweden takes on most things, and on books.
_TAX_RATE: Final = 2_500
_REDUCED_TAX_RATE: Final = 600
# The fields that the service works with, and the vendors always send.
_NEEDED: Final = frozenset(
    {
        "captured_amount",
        "captures",
        "created_at",
        "expires_at",
        "order_amount",
        "order_id",
        "order_lines",
        "original_order_amount",
        "purchase_country",
        "purchase_currency",
        "refunded_amount",
        "refunds",
        "remaining_authorized_amount",
        "status",
    }
)


def new_order(
    vendor: Vendor,
    fields: Mapping[str, Any],
    *,
    like: OrderExample,
    number: int,
    now: datetime,
    new_id: Callable[[], str],
) -> dict[str, Any]:
    """Return an order as the vendor shows it.

    Args:
        vendor: whose order it is.
        fields: fields of the vendor's order, as JSON data, models, dates or enumerations. ``None``
            leaves a field out. Amounts are in minor units.
        like: the example that gives the other fields.
        number: how many orders there are with this one; makes its merchant reference.
        now: the moment of the order.
        new_id: makes an id.

    Raises:
        TypeError: a name is not one of an order, or of what an order holds.
        ValueError: a value does not fit its field, or contradicts another one.
    """
    said, left_out = _read(vendor, fields)
    order_amount = _amount(said, "order_amount", _default_amount(said.get("order_lines")))
    example = _example_fields(like, order_amount)
    given = {name: value for name, value in example.items() if name not in left_out} | said
    order_id = _order_id(given, new_id)
    created_at, expires_at = _period(given, now)
    order: dict[str, Any] = {
        "order_id": order_id,
        "klarna_reference": _short_reference(order_id),
        "merchant_reference1": str(10_000 + number),
        "status": given.get("status"),
        "fraud_status": "ACCEPTED",
        "created_at": to_text(created_at),
        "expires_at": to_text(expires_at),
        "purchase_country": "SE",
        "purchase_currency": "SEK",
        "locale": "sv-SE",
        "order_amount": order_amount,
        "original_order_amount": order_amount,
        "initial_payment_method": {"type": "INVOICE", "description": "Pay later"},
        "customer": {"date_of_birth": "1970-01-01"},
        "billing_address": dict(_ADDRESS),
        "shipping_address": dict(_ADDRESS),
        "shipping_info": [],
        "captures": [],
        "refunds": [],
    }
    made = {"created_at", "expires_at", "captures", "refunds"}
    order |= {name: value for name, value in given.items() if name not in made}
    for name in (*left_out, *(name for name, value in given.items() if value is None)):
        order.pop(name, None)
    is_part_captured = PART_CAPTURED in (given.get("status"), example.get("status"))
    _add_captures(order, given, now, new_id, is_part_captured=is_part_captured)
    _add_refunds(order, given, now, new_id)
    _add_ledger(order, given, vendor)
    check_types(vendor, order)
    return order


def check_types(vendor: Vendor, order: dict[str, Any]) -> None:
    """Check that the fields of an order, as JSON data, are values that the vendor could send.

    Raises:
        ValueError: some are not. A field that is missing inside a line or an address is the test's business.
    """
    issues = vendor.order_model.from_dict(order).decode_issues
    if wrong := [str(issue) for issue in issues if issue.found != "nothing"]:
        raise ValueError("; ".join(wrong))


def _read(vendor: Vendor, fields: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    model = vendor.order_model
    given = {model.WIRE_NAMES.get(name, name): value for name, value in fields.items()}
    if unknown := list(_unknown_names(model, given, "")):
        raise TypeError("\n".join(map(str, unknown)))
    wire = {name: encode(value) for name, value in given.items()}
    left_out = [name for name, value in wire.items() if value is None]
    if needed := sorted(_NEEDED.intersection(left_out)):
        raise ValueError(f"an order always has {', '.join(needed)}")
    return {name: value for name, value in wire.items() if value is not None}, left_out


def _unknown_names(model: type[Model], value: Any, path: str) -> Iterator[UnknownName]:
    """Yield every name that the vendor's answers do not have; a model that came in with an answer is not checked."""
    if isinstance(value, Mapping):
        members = _members(cast(Any, model))
        for name, member in value.items():
            place = member_path(path, str(name))
            if name not in members:
                yield UnknownName(place, f"unknown{name_hint(str(name), members)}")
            elif (inner := members[name]) is not None:
                yield from _unknown_names(inner, member, place)
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        for index, item in enumerate(value):
            yield from _unknown_names(model, item, f"{path}[{index}]")


# A class is hashable, though what Model says of its objects makes mypy doubt it.
@cache
def _members(model: Any) -> dict[str, type[Model] | None]:
    """Return the model that each member of a model holds or holds many of, ``None`` for other members."""
    hints = get_type_hints(model)
    return {model.WIRE_NAMES.get(name, name): _model_in(hints[name]) for name in model.FIELDS}


def _model_in(hint: Any) -> type[Model] | None:
    if isinstance(hint, type) and issubclass(hint, Model):
        return hint
    return next((found for each in get_args(hint) if (found := _model_in(each)) is not None), None)


def _period(given: Mapping[str, Any], now: datetime) -> tuple[datetime, datetime]:
    # An expired order was placed long enough ago.
    default = now - AUTHORIZATION_PERIOD if given.get("status") == EXPIRED else now
    created_at = _moment(given, "created_at", default)
    return created_at, _moment(given, "expires_at", expiry(created_at, AUTHORIZATION_PERIOD))


def _moment(given: Mapping[str, Any], name: str, default: datetime) -> datetime:
    try:
        return from_text(given[name]) if name in given else default
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected a moment in ISO 8601 with a time zone") from None


def _amount(given: Mapping[str, Any], name: str, default: int) -> int:
    value = given.get(name, default)
    if type(value) is not int or value < 0:
        raise ValueError(f"{name}: expected minor units as an int of at least 0, got {value!r}")
    return value


def _default_amount(order_lines: Any) -> int:
    # A later check of types reports lines without an amount.
    try:
        return _ORDER_AMOUNT if order_lines is None else sum(line["total_amount"] for line in order_lines)
    except (KeyError, TypeError):
        return _ORDER_AMOUNT


def _order_id(given: Mapping[str, Any], new_id: Callable[[], str]) -> str:
    order_id = given["order_id"] if "order_id" in given else new_id()
    # No client can ask for these: in a path the first three lead elsewhere, and half of a surrogate pair
    # cannot be encoded.
    if (
        not isinstance(order_id, str)
        or order_id in ("", ".", "..")
        or any("\ud800" <= character <= "\udfff" for character in order_id)
    ):
        raise ValueError(f"order_id: expected an id, got {order_id!r}")
    return order_id


def _short_reference(order_id: str) -> str:
    digest = hashlib.sha256(order_id.encode()).digest()
    return f"K{b32encode(digest).decode()[:6]}"


def _add_captures(
    order: dict[str, Any],
    given: Mapping[str, Any],
    now: datetime,
    new_id: Callable[[], str],
    *,
    is_part_captured: bool,
) -> None:
    wanted: list[dict[str, Any]]
    if "captures" in given:
        wanted = list(given["captures"])
    else:
        default = 0
        if is_part_captured:
            default = _part(order)
        elif given.get("status") in (CAPTURED, CLOSED):
            default = order["order_amount"]
        amount = _amount(given, "captured_amount", default)
        lines = _leading_lines(order, amount)
        wanted = [{"captured_amount": amount, "order_lines": lines}] if amount else []
    for details in wanted:
        _amount(details, "captured_amount", -1)
        capture_id = details.get("capture_id") or new_id()
        capture = new_capture(order, capture_id=capture_id, details=details, now=now)
        order["captures"].append(capture | details)


def _part(order: Mapping[str, Any]) -> int:
    # The sum of the first lines if it is a part of the order, else half.
    order_amount: int = order["order_amount"]
    return next((total for total in _running_totals(order) if 0 < total < order_amount), order_amount // 2)


def _leading_lines(order: Mapping[str, Any], amount: int) -> list[dict[str, Any]]:
    # Only a capture with lines can have refunds allocated to it.
    for count, total in enumerate(_running_totals(order), start=1):
        if total == amount:
            return deepcopy(order["order_lines"][:count])
    return []


def _running_totals(order: Mapping[str, Any]) -> list[int]:
    try:
        return list(accumulate(line["total_amount"] for line in order["order_lines"]))
    except (KeyError, TypeError):
        return []


def _add_refunds(
    order: dict[str, Any], given: Mapping[str, Any], now: datetime, new_id: Callable[[], str]
) -> None:
    wanted: list[dict[str, Any]]
    if "refunds" in given:
        wanted = list(given["refunds"])
    else:
        captured = sum(capture["captured_amount"] for capture in order["captures"])
        amount = _amount(given, "refunded_amount", captured if given.get("status") == CLOSED else 0)
        wanted = [{"refunded_amount": amount}] if amount else []
    for details in wanted:
        _amount(details, "refunded_amount", -1)
        refund_id = details.get("refund_id") or new_id()
        order["refunds"].append(new_refund(refund_id=refund_id, details=details, now=now) | details)


def _add_ledger(order: dict[str, Any], given: Mapping[str, Any], vendor: Vendor) -> None:
    order_amount = order["order_amount"]
    captured = sum(capture["captured_amount"] for capture in order["captures"])
    refunded = sum(refund["refunded_amount"] for refund in order["refunds"])
    if not refunded <= captured <= order_amount:
        raise ValueError(
            f"expected refunds ({refunded}) up to the captures ({captured}), "
            f"and those up to order_amount ({order_amount})"
        )
    states = possible_states(
        order_amount=order_amount, captured_amount=captured, refunded_amount=refunded, vendor=vendor.name
    )
    status = given.get("status", states[0])
    if status in ALL_STATES and status not in states:
        raise ValueError(
            f"status: expected {' or '.join(states)} with {captured} of {order_amount} captured "
            f"and {refunded} refunded, got {status}"
        )
    Ledger(
        status=status,
        order_amount=order_amount,
        captured_amount=captured,
        refunded_amount=refunded,
        vendor=vendor.name,
    ).write_to(order)
    for name in ("captured_amount", "refunded_amount", "remaining_authorized_amount"):
        if name in given and given[name] != order[name]:
            raise ValueError(f"{name}: the other fields make it {order[name]}, got {given[name]!r}")


# --- The examples ---------------------------------------------------------------------------------


def _example_fields(like: OrderExample, order_amount: int) -> dict[str, Any]:
    """Return the fields in which an example differs from a plain order, and its lines."""
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
    # The book takes what the other lines round off.
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
