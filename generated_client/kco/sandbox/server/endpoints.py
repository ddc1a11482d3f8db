# Copied from generator/client/sandbox/server/endpoints.py by "make generate"; change that, not this.
"""The control endpoints: what `Sandbox` offers to a test in Python, offered to all other languages.

`ENDPOINTS` is the one list of them: it is what is served, and what ``GET /sandbox`` shows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any, Final, get_args
from urllib.parse import quote

import attrs

from ..clock import to_text
from ..embedded import Sandbox
from ..faults import FAULTS, fault_from_dict
from ..order_examples import OrderExample
from ..vendors import load_vendor

__all__ = ["ENDPOINTS", "OVERVIEW", "ROOT", "Endpoint", "Mistake", "Outcome"]

ROOT: Final = "/sandbox"
OVERVIEW: Final = f"{ROOT}/overview"

_AMOUNTS: Final = ("order_amount", "captured_amount", "refunded_amount", "remaining_authorized_amount")
# What the overview has of an order, of its captures and of its refunds: amounts, states and ids, no person.
_ORDER_FIELDS: Final = (
    *("order_id", "status", "purchase_currency", "created_at", "expires_at"),
    *("original_order_amount", *_AMOUNTS),
)
_CAPTURE_FIELDS: Final = ("capture_id", "captured_at", "captured_amount")
_REFUND_FIELDS: Final = ("refund_id", "refunded_at", "refunded_amount")
# Enough for a page, and little enough to be asked for every second.
_MOST_SHOWN_ORDERS: Final = 100
_MOST_SHOWN_REQUESTS: Final = 500
_EXAMPLES: Final = get_args(OrderExample)
_SPANS: Final = ("weeks", "days", "hours", "minutes", "seconds", "milliseconds")


class Mistake(Exception):
    """The caller asked for something that cannot be done, and nothing was changed.

    Args:
        status_code: the HTTP status.
        message: one line, which begins with the member that is wrong if there is one.
        headers: what goes out besides it.
    """

    def __init__(self, status_code: int, message: str, *headers: tuple[str, str]) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.headers = headers


@attrs.frozen
class Outcome:
    """What an endpoint answers.

    Args:
        status_code: the HTTP status.
        body: JSON data.
        headers: what goes out besides it.
    """

    status_code: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Endpoint:
    """One endpoint.

    Args:
        method: the method in capitals.
        path: the path; ``{order_id}`` stands for its last segment.
        takes: what the body holds, in words; empty where there is no body.
        does: what it does and answers, in words.
        carry_out: does it, with the body's members and the last segment of the path; raises `Mistake`.
    """

    method: str
    path: str
    takes: str
    does: str
    carry_out: Callable[[Sandbox, Mapping[str, Any], str], Outcome]


# --- What there is --------------------------------------------------------------------------------


def _show_index(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    endpoints = [
        {"request": f"{endpoint.method} {endpoint.path}", "takes": endpoint.takes, "does": endpoint.does}
        for endpoint in ENDPOINTS
    ]
    faults = {name: [field.name for field in attrs.fields(kind)] for name, kind in FAULTS.items()}
    return Outcome(
        200,
        {
            "vendor": sandbox.vendor,
            "api_key": sandbox.api_key,
            "now": to_text(sandbox.now),
            "endpoints": endpoints,
            "examples": _EXAMPLES,
            "faults": faults,
            "operations": list(load_vendor(sandbox.vendor).operations),
        },
    )


# --- Orders ---------------------------------------------------------------------------------------


def _add_order(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    if "like" in data and data["like"] not in _EXAMPLES:
        raise Mistake(400, f"like: expected {', '.join(_EXAMPLES)}")
    _check_fields(sandbox, {name: value for name, value in data.items() if name != "like"})
    try:
        order = sandbox.add_order(**data)
    except (TypeError, ValueError, OverflowError) as error:
        raise Mistake(400, str(error)) from None
    location = f"{ROOT}/orders/{quote(str(order.order_id), safe='')}"
    return Outcome(201, order.to_dict(), (("Location", location),))


def _check_fields(sandbox: Sandbox, data: Mapping[str, Any]) -> None:
    # Python code that passes an int for a list is told by its type checker; JSON has none.
    given = {name: value for name, value in data.items() if value is not None}
    issues = load_vendor(sandbox.vendor).order_model.from_dict(given).decode_issues
    if wrong := [str(issue) for issue in issues if issue.found != "nothing"]:
        raise Mistake(400, "; ".join(wrong))


def _list_orders(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    shown = []
    for order_id in sandbox.orders:
        with suppress(LookupError):  # a reset in the meantime
            order = sandbox.order(order_id).to_dict()
            shown.append({name: order[name] for name in ("order_id", "status", *_AMOUNTS)})
    return Outcome(200, {"orders": shown})


def _show_order(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    try:
        return Outcome(200, sandbox.order(segment).to_dict())
    except LookupError:
        raise Mistake(404, "order_id: the sandbox has no such order") from None


def _show_overview(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    order_ids, requests = sandbox.orders, sandbox.journal.requests
    shown = []
    for order_id in reversed(order_ids[-_MOST_SHOWN_ORDERS:]):
        with suppress(LookupError):  # a reset in the meantime
            order = sandbox.order(order_id).to_dict()
            shown.append(
                {
                    **_members(order, _ORDER_FIELDS),
                    "captures": [_members(each, _CAPTURE_FIELDS) for each in order.get("captures", ())],
                    "refunds": [_members(each, _REFUND_FIELDS) for each in order.get("refunds", ())],
                }
            )
    return Outcome(
        200,
        {
            "now": to_text(sandbox.now),
            "orders_in_all": len(order_ids),
            "orders": shown,
            "faults": [fault.to_dict() for fault in sandbox.faults],
            "requests_in_all": len(requests),
            "requests": [entry.to_dict() for entry in requests[-_MOST_SHOWN_REQUESTS:]],
        },
    )


def _members(data: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}


def _set_fraud_status(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    _check_members(data, ("order_id", "fraud_status"))
    order_id = data.get("order_id")
    if not isinstance(order_id, str):
        raise Mistake(400, "order_id: expected the id of an order")
    try:
        order = sandbox.set_fraud_status(order_id, data.get("fraud_status", ""))
    except LookupError:
        raise Mistake(404, "order_id: the sandbox has no such order") from None
    except ValueError as error:
        raise Mistake(400, str(error)) from None
    return Outcome(200, order.to_dict())


# --- Faults ---------------------------------------------------------------------------------------


def _set_fault(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    try:
        fault = fault_from_dict(data)
        sandbox.add_fault(fault)
    except ValueError as error:
        raise Mistake(400, str(error)) from None
    return Outcome(201, fault.to_dict())


def _list_faults(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    waiting, unused = sandbox.faults, sandbox.unused_faults
    return Outcome(
        200, {"faults": [each.to_dict() for each in waiting], "unused": [each.to_dict() for each in unused]}
    )


def _clear_faults(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    sandbox.clear_faults()
    return _list_faults(sandbox, data, segment)


def _forget_keys(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    _check_members(data, ())
    sandbox.forget_keys()
    return Outcome(200, {})


# --- Time and truth -------------------------------------------------------------------------------


def _show_journal(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    return Outcome(200, sandbox.journal.to_dict())


def _advance(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    _check_members(data, _SPANS)
    for name, value in data.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise Mistake(400, f"{name}: expected a number")
    try:
        sandbox.advance(**data)
    except (ValueError, OverflowError) as error:
        raise Mistake(400, f"{', '.join(data)}: {error}") from None
    return Outcome(200, {"now": to_text(sandbox.now)})


def _reset(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Outcome:
    _check_members(data, ())
    sandbox.reset()
    return Outcome(200, {"now": to_text(sandbox.now)})


def _check_members(data: Mapping[str, Any], known: Collection[str]) -> None:
    for name in data:
        if name not in known:
            raise Mistake(400, f"{name}: expected {', '.join(known) or 'an empty object'}")


# --- The list of them -----------------------------------------------------------------------------

ENDPOINTS: Final = (
    Endpoint("GET", ROOT, "", "shows this list", _show_index),
    Endpoint(
        "POST",
        f"{ROOT}/orders",
        'the fields of an order that matter to you, amounts in minor units, and an example to be "like"; '
        "{} is an order of 10000",
        "puts an order in and shows it as the API does",
        _add_order,
    ),
    Endpoint("GET", f"{ROOT}/orders", "", "lists all orders with their amounts and states", _list_orders),
    Endpoint("GET", f"{ROOT}/orders/{{order_id}}", "", "shows the truth about an order now", _show_order),
    Endpoint(
        "POST",
        f"{ROOT}/fraud-status",
        'an order and a status, such as {"order_id": "…", "fraud_status": "ACCEPTED"}',
        "lets the fraud check of an order end, or go on",
        _set_fraud_status,
    ),
    Endpoint(
        "POST",
        f"{ROOT}/faults",
        'a fault, such as {"fault": "status", "code": 503, "times": 2, "operation": "captures.create"}',
        "lets it strike the next requests that fit: writes, or those of the operation",
        _set_fault,
    ),
    Endpoint(
        "GET",
        f"{ROOT}/faults",
        "",
        "lists the faults that are still to strike, and the unused ones: not optional, and none has struck",
        _list_faults,
    ),
    Endpoint("DELETE", f"{ROOT}/faults", "", "lets no fault strike any more", _clear_faults),
    Endpoint("POST", f"{ROOT}/forget-keys", "{}", "forgets all idempotency keys", _forget_keys),
    Endpoint(
        "GET",
        f"{ROOT}/journal",
        "",
        "shows every request with what it changed, and every effect once",
        _show_journal,
    ),
    Endpoint(
        "GET",
        OVERVIEW,
        "",
        "shows what the page at / shows: the newest orders and requests, and the faults that wait",
        _show_overview,
    ),
    Endpoint(
        "POST",
        f"{ROOT}/advance",
        f'a span, such as {{"days": 29}}, in {", ".join(_SPANS)}',
        "moves the sandbox's clock forward",
        _advance,
    ),
    Endpoint("POST", f"{ROOT}/reset", "{}", "forgets everything", _reset),
)
