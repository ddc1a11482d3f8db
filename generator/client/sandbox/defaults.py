"""Makes up an order around the fields that a test cares about.

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
from typing import Any, Final, cast, get_args, get_type_hints

from ..runtime.encoding import encode
from ..runtime.errors import UnknownName, member_path, name_hint
from ..runtime.models import Model
from .captures import new_capture
from .clock import from_text, to_text
from .decisions import AUTHORIZATION_PERIOD, expiry
from .ledger import Ledger, possible_states
from .order_examples import OrderExample, example_fields
from .refunds import new_refund
from .states import ALL_STATES, CAPTURED, CLOSED, EXPIRED, PART_CAPTURED
from .vendors import Vendor

__all__ = ["new_order"]

_ORDER_AMOUNT: Final = 10_000
_ADDRESS: Final[Mapping[str, str]] = {
    "given_name": "Testperson",
    "family_name": "Exempelsson",
    "email": "testperson@example.com",
    "phone": "+46701740605",
    "street_address": "Exempelgatan 1",
    "postal_code": "12345",
    "city": "Exempelstad",
    "country": "SE",
}
# What the service works with, and the vendors always send.
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
        like: the example that makes up what is not given.
        number: how many orders there are with this one; makes its merchant reference.
        now: the moment of the order.
        new_id: makes an id.

    Raises:
        TypeError: a name is not one of an order, or of what an order holds.
        ValueError: a value does not fit its field, or contradicts another one.
    """
    said, left_out = _read(vendor, fields)
    order_amount = _amount(said, "order_amount", _default_amount(said.get("order_lines")))
    example = example_fields(like, order_amount)
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
    moments = {"created_at", "expires_at"}
    order |= {name: value for name, value in given.items() if name not in moments | {"captures", "refunds"}}
    for name in (*left_out, *(name for name, value in given.items() if value is None)):
        order.pop(name, None)
    is_part_captured = PART_CAPTURED in (given.get("status"), example.get("status"))
    _add_captures(order, given, now, new_id, is_part_captured=is_part_captured)
    _add_refunds(order, given, now, new_id)
    _add_ledger(order, given, vendor)
    _check_types(vendor, order)
    return order


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
    """Yield every name that the vendor's answers do not have; what came in with an answer has what it has."""
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
    # An order that is to be expired is as old as it has to be.
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
    # Lines without an amount are the answer of a type check later on.
    try:
        return _ORDER_AMOUNT if order_lines is None else sum(line["total_amount"] for line in order_lines)
    except (KeyError, TypeError):
        return _ORDER_AMOUNT


def _order_id(given: Mapping[str, Any], new_id: Callable[[], str]) -> str:
    order_id = given["order_id"] if "order_id" in given else new_id()
    # No client can ask for these: the first three lead elsewhere as a segment of a path, and half of a
    # surrogate pair has no form there.
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
    # The first lines that are a part; half if there are none.
    order_amount: int = order["order_amount"]
    return next((total for total in _running_totals(order) if 0 < total < order_amount), order_amount // 2)


def _leading_lines(order: Mapping[str, Any], amount: int) -> list[dict[str, Any]]:
    # With its lines on it, a capture can have refunds allocated to it.
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


def _check_types(vendor: Vendor, order: dict[str, Any]) -> None:
    # What is missing inside a line or an address is the test's business; what no vendor would send
    # is a mistake.
    issues = [
        issue for issue in vendor.order_model.from_dict(order).decode_issues if issue.found != "nothing"
    ]
    if issues:
        raise ValueError("; ".join(map(str, issues)))
