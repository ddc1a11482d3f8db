"""What is compared: the model's values and the API's answers, brought to one shape."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .orders import Capture, Json, Order, Refund

__all__ = ["expected", "shown"]

_ORDER = (
    "order_id",
    "klarna_reference",
    "status",
    "fraud_status",
    "order_amount",
    "original_order_amount",
    "captured_amount",
    "refunded_amount",
    "remaining_authorized_amount",
    "merchant_reference1",
    "merchant_reference2",
    "created_at",
    "expires_at",
    "order_lines",
    "billing_address",
    "shipping_address",
    "shipping_info",
    "captures",
    "refunds",
)
_CAPTURE = (
    "capture_id",
    "klarna_reference",
    "captured_amount",
    "refunded_amount",
    "captured_at",
    "reference",
    "description",
    "order_lines",
    "billing_address",
    "shipping_address",
    "shipping_info",
)
_REFUND = ("refund_id", "refunded_amount", "refunded_at", "reference", "description", "order_lines")


def expected(value: Any, now: datetime) -> Any:
    """Return what the API should show of a value of the model at a moment."""
    if isinstance(value, list):
        return [expected(item, now) for item in value]
    if isinstance(value, Order):
        amounts = {
            "captured_amount": value.captured,
            "refunded_amount": value.refunded,
            "remaining_authorized_amount": value.remaining,
        }
        return _plain(value, _ORDER, now, status=value.status, **amounts)
    if isinstance(value, Capture):
        shown = _plain(value, _CAPTURE, now, refunded_amount=value.refunded_by(now))
        # It is there even if it is empty.
        return {**shown, "description": value.description}
    if isinstance(value, Refund):
        return _plain(value, _REFUND, now)
    return value


def _plain(value: object, fields: tuple[str, ...], now: datetime, **known: Any) -> Json:
    found = {name: known[name] if name in known else expected(getattr(value, name), now) for name in fields}
    return _normal(found)


def shown(data: Any) -> Any:
    """Return what an answer of the client shows, without the fields that the rules say nothing about."""
    if isinstance(data, tuple):
        return [shown(item) for item in data]
    return _shown(data.to_dict())


def _shown(body: Mapping[str, Any]) -> Json:
    if "options" in body:
        return dict(body)
    fields = _ORDER if "order_id" in body else _CAPTURE if "capture_id" in body else _REFUND
    found = {name: body.get(name) for name in fields}
    for name in ("captures", "refunds"):
        if name in fields:
            found[name] = [_shown(item) for item in found[name] or []]
    normal = _normal(found)
    return {**normal, "description": body.get("description")} if fields is _CAPTURE else normal


def _normal(body: Json) -> Json:
    """Read moments, and let nothing, an empty text and an absent field be the same."""
    for name, value in body.items():
        if name.endswith("_at") and isinstance(value, str):
            body[name] = datetime.fromisoformat(value).astimezone(UTC)
        elif name.endswith("_address"):
            body[name] = {part: text for part, text in (value or {}).items() if text}
        elif value == "":
            body[name] = None
        elif value is None and name in ("order_lines", "shipping_info"):
            body[name] = []
    return body
