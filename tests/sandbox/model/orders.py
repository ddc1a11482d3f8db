"""The values of the model: an order with what has happened to it, a call, and what it is answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

import attrs

__all__ = ["Call", "Capture", "Done", "Json", "Order", "Refund", "Refused"]

Json: TypeAlias = "dict[str, Any]"


@attrs.frozen(kw_only=True)
class Call:
    """One request: which operation, on which ids, with which body and key."""

    operation: str
    path: tuple[str, ...]
    body: Json = attrs.field(factory=dict)
    key: str | None = None
    malformed: bool = False


@attrs.define(kw_only=True)
class Capture:
    """Money that was taken; `capture_id` is filled in when the server has said it."""

    captured_amount: int
    captured_at: datetime
    klarna_reference: str
    shipping_address: Json
    billing_address: Json
    capture_id: str = ""
    #: What was refunded of it: when, and how much.
    refunds: list[tuple[datetime, int]] = attrs.field(factory=list)
    order_lines: list[Json] = attrs.field(factory=list)
    shipping_info: list[Json] = attrs.field(factory=list)
    reference: str | None = None
    description: str = ""

    @property
    def room(self) -> int:
        return self.captured_amount - sum(amount for _, amount in self.refunds)

    def refunded_by(self, now: datetime) -> int:
        """Return what it shows of its refunds, each of them five minutes late."""
        return sum(amount for moment, amount in self.refunds if now >= moment + timedelta(minutes=5))


@attrs.define(kw_only=True)
class Refund:
    """Money that was given back; `refund_id` is filled in when the server has said it."""

    refunded_amount: int
    refunded_at: datetime
    refund_id: str = ""
    order_lines: list[Json] = attrs.field(factory=list)
    reference: str | None = None
    description: str | None = None
    allocated: bool = False


@attrs.define(kw_only=True)
class Order:
    """An order; its state follows from what has happened to it, and from whose it is."""

    vendor: str
    order_id: str
    klarna_reference: str
    created_at: datetime
    expires_at: datetime
    order_amount: int
    original_order_amount: int
    purchase_currency: str
    purchase_country: str
    payment_method: str
    fraud_status: str
    order_lines: list[Json]
    billing_address: Json
    shipping_address: Json
    merchant_reference1: str | None = None
    merchant_reference2: str | None = None
    shipping_info: list[Json] = attrs.field(factory=list)
    captures: list[Capture] = attrs.field(factory=list)
    refunds: list[Refund] = attrs.field(factory=list)
    over: Literal["cancelled", "expired", "released", None] = None

    @property
    def captured(self) -> int:
        return sum(capture.captured_amount for capture in self.captures)

    @property
    def refunded(self) -> int:
        return sum(refund.refunded_amount for refund in self.refunds)

    @property
    def remaining(self) -> int:
        return 0 if self.over in ("expired", "released") else self.order_amount - self.captured

    @property
    def status(self) -> str:
        if self.over == "cancelled":
            return "CANCELLED"
        if self.over == "expired":
            return "EXPIRED"
        if self.vendor == "kustom" and 0 < self.captured == self.refunded and not self.remaining:
            return "CLOSED"
        if self.captured:
            return "PART_CAPTURED" if self.remaining else "CAPTURED"
        return "AUTHORIZED"

    @property
    def open(self) -> bool:
        return self.status in ("AUTHORIZED", "PART_CAPTURED")


@attrs.frozen
class Done:
    """The server did it; `value` is what was created or what a read shows."""

    status: int
    value: Any = None


@attrs.frozen
class Refused:
    """The server refused it, and nothing happened."""

    status: int
    code: str | None
