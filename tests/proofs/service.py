"""An order service of one order, small enough to be read at once: the truth that schedules are judged by.

Written from the vendors' rules, not from kco: the key alone decides whether a write is a repetition, and
a repetition gets the first answer again, even if that was a refusal
(https://docs.klarna.com/api/escalation-and-retry-policy). Reads may lag behind writes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, TypeAlias

import attrs

__all__ = ["ORDER", "Effect", "Reads", "Reply", "Request", "Service"]

ORDER = "order-1"
AMOUNT = 1_000_000
"""More than all callers together ask for: no limit of the order hides a double write."""

Reads: TypeAlias = Literal["current", "one behind", "stuck"]
"""A read shows everything, or the state at the read before it, or everything but the latest change."""

_ROOT = f"/ordermanagement/v1/orders/{ORDER}"
_RELEASE = "release-remaining-authorization"
_REFUSALS = {
    "captures": "CAPTURE_NOT_ALLOWED",
    "refunds": "REFUND_NOT_ALLOWED",
    "cancel": "CANCEL_NOT_ALLOWED",
    _RELEASE: "NOT_ALLOWED",
}
_AMOUNTS = {"captures": "captured_amount", "refunds": "refunded_amount"}
_IDS = {"captures": ("Capture-Id", "capture_id"), "refunds": ("Refund-Id", "refund_id")}


@attrs.frozen
class Request:
    """One request: its method, its path without the host, its idempotency key and its JSON body."""

    method: str
    path: str
    key: str | None = None
    body: Any = None

    @property
    def is_write(self) -> bool:
        """Whether it may change something."""
        return self.method != "GET"

    @property
    def subject(self) -> str:
        """What it is about, e.g. ``captures`` or ``cancel``; empty for the order itself."""
        return self.path.removeprefix(_ROOT).strip("/").partition("/")[0]

    @property
    def identifier(self) -> str:
        """The id after the subject, or ``""``."""
        return self.path.removeprefix(_ROOT).strip("/").partition("/")[2]

    @property
    def amount(self) -> int:
        """The amount that it moves, 0 if none."""
        return int((self.body or {}).get(_AMOUNTS.get(self.subject), 0))

    @property
    def reference(self) -> str | None:
        """The merchant's reference in its body."""
        return (self.body or {}).get("reference")


@attrs.frozen
class Reply:
    """One answer."""

    status: int
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""


@attrs.frozen
class Effect:
    """One change of the order."""

    subject: str
    identifier: str
    key: str | None
    amount: int = 0
    reference: str | None = None


class Service:
    """The order and its history.

    Args:
        remembers_keys: whether a key that was seen is answered again instead of carried out again.
        reads: how far reads lag behind writes.
        captured: an amount that is captured from the beginning.
    """

    def __init__(self, *, remembers_keys: bool = True, reads: Reads = "current", captured: int = 0) -> None:
        self.remembers_keys = remembers_keys
        self._reads = reads
        self._answers: dict[str, Reply] = {}
        self.effects: list[Effect] = []
        if captured:
            self.effects.append(Effect("captures", "captures-0", None, captured, "before"))
        self._shown = len(self.effects)

    def carry_out(self, request: Request, *, refuse: bool = False) -> Reply:
        """Return the answer to a request.

        Args:
            request: what is asked.
            refuse: refuse a write that was not answered before, whatever the order allows.
        """
        if not request.is_write:
            return self._read(request)
        if request.key is not None and request.key in self._answers:
            return self._answers[request.key]
        reply = self._refusal(request) if refuse or not self._allows(request) else self._change(request)
        if self.remembers_keys and request.key is not None:
            self._answers[request.key] = reply
        return reply

    def visible(self) -> Sequence[Effect]:
        """Return the changes that a read shows now."""
        lagging = {"current": 0, "one behind": len(self.effects) - self._shown, "stuck": 1}[self._reads]
        return tuple(self.effects[: max(len(self.effects) - lagging, 0)])

    def order(self) -> dict[str, Any]:
        """Return the order as it really is."""
        return _order(self.effects)

    def _refusal(self, request: Request) -> Reply:
        return _json(403, {"error_code": _REFUSALS[request.subject], "error_messages": ["refused"]})

    def _allows(self, request: Request) -> bool:
        order = self.order()
        is_open = order["status"] != "CANCELLED"
        captured, remaining = order["captured_amount"], order["remaining_authorized_amount"]
        allowed: dict[str, bool] = {
            "captures": is_open and 0 < request.amount <= remaining,
            "refunds": 0 < request.amount <= captured - order["refunded_amount"],
            "cancel": is_open and captured == 0,
            _RELEASE: is_open and captured > 0 and remaining > 0,
        }
        return allowed[request.subject]

    def _change(self, request: Request) -> Reply:
        identifier = f"{request.subject}-{len(self.effects)}"
        self.effects.append(
            Effect(request.subject, identifier, request.key, request.amount, request.reference)
        )
        if request.subject not in _IDS:
            return Reply(204)
        location = f"https://api.test{request.path}/{identifier}"
        return Reply(201, ((_IDS[request.subject][0], identifier), ("Location", location)))

    def _read(self, request: Request) -> Reply:
        visible = self.visible()
        self._shown = len(self.effects)
        if not request.subject:
            return _json(200, _order(visible))
        items = _items(visible, request.subject)
        if not request.identifier:
            return _json(200, items)
        for item in items:
            if item[_IDS[request.subject][1]] == request.identifier:
                return _json(200, item)
        return _json(404, {"error_code": "NO_SUCH_CAPTURE", "error_messages": ["not found"]})


def _json(status: int, value: Any) -> Reply:
    return Reply(status, (("Content-Type", "application/json"),), json.dumps(value).encode())


def _items(effects: Sequence[Effect], subject: str) -> list[dict[str, Any]]:
    return [
        {
            _IDS[subject][1]: effect.identifier,
            _AMOUNTS[subject]: effect.amount,
            **({} if effect.reference is None else {"reference": effect.reference}),
        }
        for effect in effects
        if effect.subject == subject
    ]


def _order(effects: Sequence[Effect]) -> dict[str, Any]:
    captured = sum(effect.amount for effect in effects if effect.subject == "captures")
    refunded = sum(effect.amount for effect in effects if effect.subject == "refunds")
    subjects = {effect.subject for effect in effects}
    remaining = 0 if _RELEASE in subjects else AMOUNT - captured
    status = "PART_CAPTURED" if captured else "AUTHORIZED"
    if "cancel" in subjects:
        status = "CANCELLED"
    elif captured and not remaining:
        status = "CAPTURED"
    return {
        "order_id": ORDER,
        "status": status,
        "order_amount": AMOUNT,
        "captured_amount": captured,
        "refunded_amount": refunded,
        "remaining_authorized_amount": remaining,
        "captures": _items(effects, "captures"),
        "refunds": _items(effects, "refunds"),
    }
