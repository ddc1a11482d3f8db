# Copied from generator/client/sandbox/server/control.py by "make generate"; change that, not this.
"""The control endpoints: what `Sandbox` offers to a test in Python, offered to all other languages.

Their paths begin with `ROOT`, which the API does not have. They take and give JSON, and ask for no credentials.
`ENDPOINTS` is the list of them, which ``GET /sandbox`` shows. `foreign_caller` keeps web pages away from
them: a page that a developer has open can send requests to ``localhost``, too. It cannot choose the headers
that say where it comes from: `Origin` names the page's own site, and `Host` the name by which the page knows
the server, even if that name was rebound to this machine meanwhile
(https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding). `Sec-Fetch-Site` says the same
of requests that have no `Origin` (https://www.w3.org/TR/fetch-metadata/). The server's own page comes
from its own origin, and is let through.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from ipaddress import ip_address
from typing import Any, Final, get_args
from urllib.parse import quote, unquote

import attrs

from ...runtime.messages import Answer, Headers
from ..clock import to_text
from ..decisions import SIZE_LIMIT
from ..faults import FAULTS, fault_from_dict
from ..orders.new_orders import OrderExample, check_types
from ..sandbox import Sandbox
from ..service import read_json
from ..vendors import load_vendor

__all__ = ["OVERVIEW", "ROOT", "Control", "foreign_caller"]

ROOT: Final = "/sandbox"
OVERVIEW: Final = f"{ROOT}/overview"

_AMOUNTS: Final = ("order_amount", "captured_amount", "refunded_amount", "remaining_authorized_amount")
# The fields of orders, captures and refunds in the overview: amounts, states and ids, no person.
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
_LONGEST_MESSAGE: Final = 500


class Control:
    """Answers the control endpoints of one sandbox.

    Args:
        sandbox: the sandbox to control.
        allowed_hosts: see `foreign_caller`.
    """

    def __init__(self, sandbox: Sandbox, *, allowed_hosts: Collection[str] = ()) -> None:
        self._sandbox = sandbox
        self._allowed_hosts = frozenset(name.lower() for name in allowed_hosts)

    def serves(self, path: str) -> bool:
        """Tell whether a path is at or below that of the control endpoints."""
        return path == ROOT or path.startswith(f"{ROOT}/")

    def handle(self, method: str, path: str, headers: Headers, content: bytes | None) -> Answer:
        """Answer a request.

        Args:
            method: the method in capitals.
            path: the path as it was sent.
            headers: the request's headers.
            content: the body, ``None`` if it is too large.
        """
        try:
            reason = foreign_caller(headers, allowed_hosts=self._allowed_hosts)
            if reason is not None:
                raise ControlRefusal(403, reason)
            endpoint, identifier = _find(method, path)
            data = _read(headers, content) if method == "POST" else {}
            return endpoint.carry_out(self._sandbox, data, identifier)
        except ControlRefusal as refusal:
            message = " ".join(str(refusal).split())[:_LONGEST_MESSAGE]
            return _answer(refusal.status_code, {"error": message}, *refusal.headers)


def _find(method: str, path: str) -> tuple[Endpoint, str]:
    steps = path.removesuffix("/").split("/")
    there = [endpoint for endpoint in ENDPOINTS if _fits(endpoint.path.split("/"), steps)]
    if not there:
        raise ControlRefusal(404, f"there is nothing at this path; GET {ROOT} lists what there is")
    for endpoint in there:
        if endpoint.method == method:
            return endpoint, unquote(steps[-1])
    allowed = ", ".join(endpoint.method for endpoint in there)
    raise ControlRefusal(405, f"expected one of the methods {allowed}", ("Allow", allowed))


def _fits(described: list[str], given: list[str]) -> bool:
    return len(described) == len(given) and all(
        step == wanted or (wanted.startswith("{") and step)
        for step, wanted in zip(given, described, strict=True)
    )


def _read(headers: Headers, content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise ControlRefusal(413, f"The body is larger than {SIZE_LIMIT} bytes.")
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        # Web pages can send all other types without asking.
        raise ControlRefusal(415, "Content-Type: expected application/json")
    try:
        data = read_json(content)
    except ValueError as error:
        raise ControlRefusal(400, str(error)) from None
    if not isinstance(data, dict):
        raise ControlRefusal(400, "The body is not an object.")
    return data


class ControlRefusal(Exception):
    """The caller asks for something that cannot be done, and nothing was changed.

    Args:
        status_code: the HTTP status.
        message: one line, which begins with the member that is wrong if there is one.
        headers: headers of the answer besides its content type.
    """

    def __init__(self, status_code: int, message: str, *headers: tuple[str, str]) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.headers = headers


@attrs.frozen
class Endpoint:
    """One endpoint.

    Args:
        method: the method in capitals.
        path: the path; ``{order_id}`` is in the place of its last segment.
        takes: what the body holds, in words; empty where there is no body.
        does: what it does and answers, in words.
        carry_out: does it, with the body's members and the last segment of the path; raises `ControlRefusal`.
    """

    method: str
    path: str
    takes: str
    does: str
    carry_out: Callable[[Sandbox, Mapping[str, Any], str], Answer]


def _answer(status_code: int, body: Any, *headers: tuple[str, str]) -> Answer:
    content = json.dumps(body, allow_nan=False).encode("ascii") + b"\n"
    return Answer(status_code, Headers([("Content-Type", "application/json"), *headers]), content)


# --- The index ------------------------------------------------------------------------------------


def _show_index(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    endpoints = [
        {"request": f"{endpoint.method} {endpoint.path}", "takes": endpoint.takes, "does": endpoint.does}
        for endpoint in ENDPOINTS
    ]
    faults = {name: [field.name for field in attrs.fields(kind)] for name, kind in FAULTS.items()}
    return _answer(
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


def _add_order(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    if "like" in data and data["like"] not in _EXAMPLES:
        raise ControlRefusal(400, f"like: expected {', '.join(_EXAMPLES)}")
    given = {name: value for name, value in data.items() if name != "like" and value is not None}
    try:
        # A type checker warns Python code that passes an int for a list; JSON has none.
        check_types(load_vendor(sandbox.vendor), given)
        order = sandbox.add_order(**data)
    except (TypeError, ValueError, OverflowError) as error:
        raise ControlRefusal(400, str(error)) from None
    location = f"{ROOT}/orders/{quote(str(order.order_id), safe='')}"
    return _answer(201, order.to_dict(), ("Location", location))


def _list_orders(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    shown = []
    for order_id in sandbox.orders:
        with suppress(LookupError):  # a reset in the meantime
            order = sandbox.order(order_id).to_dict()
            shown.append({name: order[name] for name in ("order_id", "status", *_AMOUNTS)})
    return _answer(200, {"orders": shown})


def _show_order(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    try:
        return _answer(200, sandbox.order(segment).to_dict())
    except LookupError:
        raise ControlRefusal(404, "order_id: the sandbox has no such order") from None


def _show_overview(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
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
    return _answer(
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


def _set_fraud_status(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    _check_members(data, ("order_id", "fraud_status"))
    order_id = data.get("order_id")
    if not isinstance(order_id, str):
        raise ControlRefusal(400, "order_id: expected the id of an order")
    try:
        order = sandbox.set_fraud_status(order_id, data.get("fraud_status", ""))
    except LookupError:
        raise ControlRefusal(404, "order_id: the sandbox has no such order") from None
    except ValueError as error:
        raise ControlRefusal(400, str(error)) from None
    return _answer(200, order.to_dict())


# --- Faults ---------------------------------------------------------------------------------------


def _set_fault(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    try:
        fault = fault_from_dict(data)
        sandbox.add_fault(fault)
    except ValueError as error:
        raise ControlRefusal(400, str(error)) from None
    return _answer(201, fault.to_dict())


def _list_faults(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    waiting, unused = sandbox.faults, sandbox.unused_faults
    return _answer(
        200, {"faults": [each.to_dict() for each in waiting], "unused": [each.to_dict() for each in unused]}
    )


def _clear_faults(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    sandbox.clear_faults()
    return _list_faults(sandbox, data, segment)


def _forget_keys(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    _check_members(data, ())
    sandbox.forget_keys()
    return _answer(200, {})


# --- Time and truth -------------------------------------------------------------------------------


def _show_journal(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    return _answer(200, sandbox.journal.to_dict())


def _advance(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    _check_members(data, _SPANS)
    for name, value in data.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ControlRefusal(400, f"{name}: expected a number")
    try:
        sandbox.advance(**data)
    except (ValueError, OverflowError) as error:
        raise ControlRefusal(400, f"{', '.join(data)}: {error}") from None
    return _answer(200, {"now": to_text(sandbox.now)})


def _reset(sandbox: Sandbox, data: Mapping[str, Any], segment: str) -> Answer:
    _check_members(data, ())
    sandbox.reset()
    return _answer(200, {"now": to_text(sandbox.now)})


def _check_members(data: Mapping[str, Any], known: Collection[str]) -> None:
    for name in data:
        if name not in known:
            raise ControlRefusal(400, f"{name}: expected {', '.join(known) or 'an empty object'}")


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


# --- Web pages ------------------------------------------------------------------------------------

_LOOPBACK: Final = "localhost"
_ELSEWHERE: Final = frozenset({"cross-site", "same-site"})


def foreign_caller(headers: Headers, *, allowed_hosts: Collection[str] = ()) -> str | None:
    """Return why a request may come from a web page, in one sentence, or ``None``.

    Args:
        headers: the request's headers.
        allowed_hosts: names of this server, in lower case and without a port, besides addresses,
            ``localhost`` and names of one word.
    """
    host = headers.get("Host")
    # Every browser sends it.
    if host is not None and not _is_own(_name(host), allowed_hosts):
        return "Host: the control endpoints do not answer to this name; --allow-host adds one"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in (f"http://{host}".lower(), f"https://{host}".lower()):
        return "Origin: the control endpoints do not answer to pages of other sites"
    # "same-site" is another port of this machine. A link on another page may still be followed: the
    # document that opens is out of that page's reach.
    if headers.get("Sec-Fetch-Site") in _ELSEWHERE and headers.get("Sec-Fetch-Dest") != "document":
        return "Sec-Fetch-Site: the control endpoints do not answer to pages of other sites"
    return None


def _name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".").lower()


def _is_own(name: str, allowed_hosts: Collection[str]) -> bool:
    # Nobody can register a name of one word, such as that of a container, and point it here.
    if "." not in name and ":" not in name:
        return bool(name)
    if name.endswith(f".{_LOOPBACK}") or name in allowed_hosts:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
