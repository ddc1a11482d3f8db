"""What a call came to, told to the service's own side: the answer, and what it has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

import attrs

from ..runtime.messages import Answer
from .clock import to_text

__all__ = ["Effect", "Mishap", "Result", "amount_of", "in_brief", "in_json"]

# The member that says how much, in the bodies that say so.
_AMOUNTS: Final = ("captured_amount", "refunded_amount", "order_amount")

Mishap: TypeAlias = Literal["lag_reads", "payment_method_failed"]
"""Something that goes wrong inside the service while it carries a call out: it reads from a copy that is
one write behind, or the payment method of a capture fails."""


@attrs.frozen(kw_only=True, repr=False)
class Effect:
    """Something that really happened: one write that was carried out, once.

    Args:
        operation: the operation's name, e.g. ``captures.create``.
        order_id: the order.
        time: the moment, by the sandbox's clock.
        idempotency_key: the key of the request that did it.
        capture_id: the capture that was made or changed.
        refund_id: the refund that was made.
        amount: what was captured or refunded, or the order amount that was set, in minor units.
    """

    operation: str
    order_id: str
    time: datetime
    idempotency_key: str | None = None
    capture_id: str | None = None
    refund_id: str | None = None
    amount: int | None = None

    def __repr__(self) -> str:
        return in_brief(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the effect as JSON data."""
        return attrs.asdict(self, value_serializer=in_json)


@attrs.frozen(kw_only=True)
class Result:
    """The end of a call.

    Args:
        answer: what the service says.
        effect: what it did; ``None`` for reads, refusals and repeated answers.
        replayed: whether this is the answer to an earlier call with the same idempotency key.
        mishap: whether the mishap that the call was to meet came to pass.
    """

    answer: Answer
    effect: Effect | None = None
    replayed: bool = False
    mishap: bool = False


def amount_of(body: Mapping[str, Any]) -> int | None:
    """Return the amount that a body asks to capture, to refund, or to set, in minor units."""
    return next((body[name] for name in _AMOUNTS if type(body.get(name)) is int), None)


def in_brief(value: Effect | Any) -> str:
    """Return a representation of an attrs value without what it does not say."""
    members = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    said = [
        f"{name}={in_json(None, None, member)!r}"
        for name, member in members.items()
        if member is not None and member is not False
    ]
    return f"{type(value).__name__}({', '.join(said)})"


def in_json(_: object, __: object, value: Any) -> Any:
    """Return a member of an attrs value as JSON has it."""
    return to_text(value) if isinstance(value, datetime) else value
