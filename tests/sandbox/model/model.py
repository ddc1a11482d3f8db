"""The rules of Order Management a second time, as plainly as they can be said.

They follow the vendors' documents, and where those are silent what was decided, and share nothing with the
sandbox: two readings of the same rules that disagree show which rule was read wrongly. Nothing here is
clever, nothing is fast, and nothing knows of HTTP; a call is a name, ids and JSON data.
"""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from .orders import Call, Capture, Done, Json, Order, Refund, Refused

__all__ = ["Model"]

#: How long a key is honoured, and how long an authorization holds.
KEY_LIFETIME = timedelta(hours=24)
AUTHORIZATION = timedelta(days=28)
#: Until when at most an authorization can be extended, counted from the purchase.
LONGEST_AUTHORIZATION = {"kustom": timedelta(days=90), "klarna": timedelta(days=180)}
#: Kustom extends no order that is older.
EXTENDED_SINCE = datetime(2025, 9, 25, tzinfo=UTC)
MALFORMED = {"kustom": (400, "INVALID_REQUEST_PARAMETERS"), "klarna": (422, "UNPROCESSABLE_ENTITY")}


class Model:
    """What a vendor's server would know and answer.

    Args:
        vendor: whose rules hold.
        now: the moment it is.
    """

    def __init__(self, vendor: str, now: datetime) -> None:
        self.vendor = vendor
        self.now = now
        self.orders: dict[str, Order] = {}
        #: What really happened, in order: operation, order and key.
        self.effects: list[tuple[str, str, str | None]] = []
        self._first_answers: dict[str, tuple[datetime, Done | Refused]] = {}
        self._first_calls: dict[str, Call] = {}

    def advance(self, time: timedelta) -> None:
        self.now += time
        for order in self.orders.values():
            if order.open and self.now >= order.expires_at:
                order.over = "expired"

    def remembers(self, key: str | None) -> bool:
        """Return whether a key was used within its lifetime, for whatever."""
        return key in self._first_answers and self.now - self._first_answers[key][0] < KEY_LIFETIME

    def call(self, call: Call) -> Done | Refused:
        """Return what the server answers. The key alone decides whether it has answered before."""
        if call.key is not None and self.remembers(call.key):
            return self._first_answers[call.key][1]
        answer = self._carry_out(call)
        if call.key is not None and answer.status in (200, 201, 204, 403, 404):
            self._first_answers[call.key] = self.now, answer
            self._first_calls[call.key] = call
        return answer

    def answers_for_another(self, call: Call, address: tuple[str, ...]) -> bool:
        """Return whether the key of a call has an answer that says where something else was made.

        Args:
            call: the call, whose key was used before.
            address: what it is about: an order's id, and what comes after it in the path.
        """
        first = self._first_calls[call.key or ""]
        _, answer = self._first_answers[call.key or ""]
        made = answer.value if isinstance(answer, Done) else None
        if isinstance(made, Capture):
            place = (first.path[0], "captures", made.capture_id)
        elif isinstance(made, Refund):
            place = (first.path[0], "refunds", made.refund_id)
        else:
            return False
        return any(mine != theirs for mine, theirs in zip(address, place, strict=False))

    def _carry_out(self, call: Call) -> Done | Refused:
        # A body is read before its order is looked for; the documents do not say which comes first.
        if call.malformed or self._lacks_lines(call):
            return Refused(*MALFORMED[self.vendor])
        order = self.orders.get(call.path[0])
        if order is None:
            return Refused(404, "NOT_FOUND" if call.operation.startswith("refunds.") else "NO_SUCH_ORDER")
        rule = getattr(self, call.operation.replace(".", "_"))
        answer: Done | Refused = rule(order, *call.path[1:], **copy.deepcopy(call.body))
        if answer.status in (201, 204):
            self.effects.append((call.operation, order.order_id, call.key))
        return answer

    def _lacks_lines(self, call: Call) -> bool:
        return (
            self.vendor == "kustom"
            and call.operation == "orders.update_authorization"
            and "order_lines" not in call.body
        )

    # --- Orders -------------------------------------------------------------------------------------

    def orders_get(self, order: Order) -> Done | Refused:
        return Done(200, order)

    def orders_acknowledge(self, order: Order) -> Done | Refused:
        return Refused(403, "NOT_ALLOWED") if order.status == "CANCELLED" else Done(204)

    def orders_update_authorization(
        self, order: Order, *, order_amount: int, order_lines: list[Json] | None = None, description: str = ""
    ) -> Done | Refused:
        if not order.open or order_amount < order.captured:
            return Refused(403, "NOT_ALLOWED")
        if order_amount > order.order_amount and not self._can_be_raised(order):
            return Refused(403, "NOT_ALLOWED")
        order.order_amount = order_amount
        order.order_lines = order_lines or []
        return Done(204)

    def _can_be_raised(self, order: Order) -> bool:
        if self.vendor == "kustom":
            return True
        if order.payment_method == "FIXED_AMOUNT":
            return order.purchase_country in ("AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE")
        if order.payment_method == "DIRECT_DEBIT":
            return order.purchase_country != "CH"
        return order.payment_method == "INVOICE"

    def orders_cancel(self, order: Order) -> Done | Refused:
        if order.status != "AUTHORIZED":
            return Refused(403, "CANCEL_NOT_ALLOWED")
        order.over = "cancelled"
        return Done(204)

    def orders_extend_authorization_time(self, order: Order) -> Done | Refused:
        last = _midnight(order.created_at + LONGEST_AUTHORIZATION[self.vendor])
        if not order.open or order.expires_at >= last:
            return Refused(403, "NOT_ALLOWED")
        if not self._can_be_extended(order):
            return Refused(403, "NOT_ALLOWED")
        order.expires_at = min(_midnight(self.now + AUTHORIZATION), last)
        return Done(204)

    def _can_be_extended(self, order: Order) -> bool:
        if self.vendor == "klarna":
            return (order.purchase_country, order.payment_method) != ("US", "FIXED_SUM_CREDIT")
        if order.created_at < EXTENDED_SINCE or order.purchase_country in ("ES", "FR", "IT", "PT"):
            return False
        return order.payment_method not in ("CARD", "SWISH")

    def orders_release_remaining_authorization(self, order: Order) -> Done | Refused:
        if order.status != "PART_CAPTURED":
            return Refused(403, "NOT_ALLOWED")
        order.over = "released"
        return Done(204)

    def orders_update_customer_details(
        self, order: Order, *, shipping_address: Json | None = None
    ) -> Done | Refused:
        if not order.open or (shipping_address or {}).get("city") == "":
            return Refused(403, "NOT_ALLOWED")
        order.shipping_address = {**order.shipping_address, **(shipping_address or {})}
        return Done(204)

    def orders_update_merchant_references(self, order: Order, **references: str) -> Done | Refused:
        if order.status == "CANCELLED":
            return Refused(403, "NOT_ALLOWED")
        for name, value in references.items():
            setattr(order, name, value)
        return Done(204)

    def orders_add_shipping_info(self, order: Order, *, shipping_info: list[Json]) -> Done | Refused:
        order.shipping_info += shipping_info
        return Done(204)

    # --- Captures -----------------------------------------------------------------------------------

    def captures_list(self, order: Order) -> Done | Refused:
        return Done(200, order.captures)

    def captures_create(
        self, order: Order, *, captured_amount: int, shipping_delay: int = 0, **described: Any
    ) -> Done | Refused:
        if not order.open or not 0 < captured_amount <= order.remaining:
            return Refused(403, "CAPTURE_NOT_ALLOWED")
        if order.fraud_status in ("PENDING", "REJECTED", "STOPPED"):
            return Refused(403, "CAPTURE_NOT_ALLOWED")
        capture = Capture(
            captured_amount=captured_amount,
            captured_at=self.now,
            klarna_reference=f"{order.klarna_reference}-{len(order.captures) + 1}",
            shipping_address=order.shipping_address,
            billing_address=order.billing_address,
            **described,
        )
        order.captures.append(capture)
        return Done(201, capture)

    def captures_get(self, order: Order, capture_id: str) -> Done | Refused:
        capture = _capture(order, capture_id)
        return Done(200, capture) if capture else Refused(404, "NO_SUCH_CAPTURE")

    def captures_add_shipping_info(
        self, order: Order, capture_id: str, *, shipping_info: list[Json]
    ) -> Done | Refused:
        if not order.captures:
            return Refused(403, "NOT_ALLOWED")
        capture = _capture(order, capture_id)
        if capture is None:
            return Refused(404, "NO_SUCH_CAPTURE")
        capture.shipping_info += shipping_info
        return Done(204)

    def captures_trigger_send_out(self, order: Order, capture_id: str) -> Done | Refused:
        if not order.captures:
            return Refused(403, "NOT_ALLOWED")
        return Done(204) if _capture(order, capture_id) else Refused(404, "NO_SUCH_CAPTURE")

    def captures_list_due_date_options(self, order: Order, capture_id: str) -> Done | Refused:
        if _capture(order, capture_id) is None:
            return Refused(404, "NO_SUCH_CAPTURE")
        options = [{"number_of_days": days, "amount": 0} for days in (14, 30, 60)]
        return Done(200, {"currency": order.purchase_currency, "options": options})

    def captures_extend_due_date(
        self, order: Order, capture_id: str, *, number_of_days: int
    ) -> Done | Refused:
        if _capture(order, capture_id) is None:
            return Refused(404, "NO_SUCH_CAPTURE")
        return Done(204) if number_of_days in (14, 30, 60) else Refused(403, "NOT_ALLOWED")

    # --- Refunds ------------------------------------------------------------------------------------

    def refunds_create(self, order: Order, *, refunded_amount: int, **described: Any) -> Done | Refused:
        if not 0 < refunded_amount <= order.captured - order.refunded:
            return Refused(403, "REFUND_NOT_ALLOWED")
        if self.vendor == "kustom" and order.status == "EXPIRED":
            return Refused(403, "REFUND_NOT_ALLOWED")
        refund = Refund(refunded_amount=refunded_amount, refunded_at=self.now, **described)
        _allocate(order, refund)
        order.refunds.append(refund)
        return Done(201, refund)

    def refunds_get(self, order: Order, refund_id: str) -> Done | Refused:
        for refund in order.refunds:
            if refund.refund_id == refund_id:
                return Done(200, refund)
        return Refused(404, "NOT_FOUND")


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _capture(order: Order, capture_id: str) -> Capture | None:
    return next((capture for capture in order.captures if capture.capture_id == capture_id), None)


def _allocate(order: Order, refund: Refund) -> None:
    """Count the refund towards the first capture that holds all of its lines and has room for it."""
    if any(not earlier.allocated for earlier in order.refunds):
        return
    if refund.refunded_amount != sum(line["total_amount"] for line in refund.order_lines):
        return
    # What a return costs is on no capture.
    wanted = [line.get("reference") for line in refund.order_lines if line.get("type") != "return_fee"]
    if not wanted or None in wanted:
        return
    for capture in order.captures:
        held = [line.get("reference") for line in capture.order_lines]
        if all(reference in held for reference in wanted) and refund.refunded_amount <= capture.room:
            capture.refunds.append((refund.refunded_at, refund.refunded_amount))
            refund.allocated = True
            return
