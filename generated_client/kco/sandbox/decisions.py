"""What the sandbox does where the vendors' documents are silent or contradict each other.

Everything here is *decided*, not documented: the reading that fits the documents best, or, between
equals, the one that is less likely to let a mistake pass in a test. Each decision is one name, used
wherever it matters, so that it can be changed here alone once a playground has shown otherwise.
What the documents do say stands in the modules that follow it; what differs between the vendors
stands in `vendors`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from .states import AUTHORIZED, CANCELLED, CAPTURED, OPEN_STATES, PART_CAPTURED

__all__ = [
    "ACKNOWLEDGE_REFUSED_STATES",
    "AUTHORIZATION_PERIOD",
    "CANCELLABLE_STATES",
    "CUSTOMER_DETAILS_STATES",
    "DUE_DATE_OPTIONS",
    "EXTENSION_PERIOD",
    "LOWEST_AMOUNT",
    "MANDATORY_ADDRESS_FIELDS",
    "MERCHANT_REFERENCES_REFUSED_STATES",
    "ORDER_SHIPPING_INFO_REFUSED_STATES",
    "RELEASABLE_STATES",
    "REPLAY_PERIOD",
    "SIZE_LIMIT",
    "STATUS_AFTER_RELEASE",
    "allocate_refund",
    "extend_expiry",
    "has_expired",
    "is_closed",
    "is_replayed",
    "refundable_amount",
    "status_by_capture",
]

# --- Amounts and states ---------------------------------------------------------------------------

# The descriptions allow captures and refunds of 0, which would move no money: refused with 403.
LOWEST_AMOUNT: Final = 1


def refundable_amount(*, captured: int, refunded: int) -> int:
    """Return how much can still be refunded, in every state, EXPIRED and CLOSED included.

    The documents say that a refund cannot exceed the captured amount; that earlier refunds count
    is inferred, and so is that expiry, which ends the authorization, does not end refunds.
    """
    return captured - refunded


def status_by_capture(*, order_amount: int, captured: int) -> str:
    """Return the state of an open order after its amount or its captured amount changed.

    An update down to exactly what was captured leaves nothing to capture, so it is CAPTURED. An
    order of 0 without captures stays AUTHORIZED.
    """
    if captured == 0:
        return AUTHORIZED
    return CAPTURED if captured == order_amount else PART_CAPTURED


def is_closed(*, captured: int, refunded: int, remaining: int) -> bool:
    """Tell whether nothing is left to capture or refund, which closes the order.

    Kustom's help calls refunded orders closed; that Klarna does the same, and that an order with
    something left to capture stays PART_CAPTURED, is inferred. By amounts alone, so the way an
    order got there makes no difference: an expired order whose captures are refunded is CLOSED.
    """
    return refunded == captured > 0 and remaining == 0


# Releasing leaves an order whose captures are final; its order amount stays, so that a later update
# or capture is refused by the state.
STATUS_AFTER_RELEASE: Final = CAPTURED
# AUTHORIZED has no captures, and CAPTURED has nothing left: both documented as refused. EXPIRED and
# CLOSED have nothing left either.
RELEASABLE_STATES: Final = frozenset({PART_CAPTURED})

# "Any capture, or closed" is documented; that cancelling twice, or after expiry, fails is inferred.
CANCELLABLE_STATES: Final = frozenset({AUTHORIZED})

# --- Who may be changed when ----------------------------------------------------------------------

# Acknowledging is allowed any number of times; the documented 403 has no stated reason.
ACKNOWLEDGE_REFUSED_STATES: Final = frozenset({CANCELLED})

# "Decision is based on order state" is all that is said: as long as something can still be shipped.
CUSTOMER_DETAILS_STATES: Final = OPEN_STATES

# An older guide says that mandatory fields cannot be cleared, without a list: what a parcel needs.
MANDATORY_ADDRESS_FIELDS: Final = ("street_address", "postal_code", "city", "country")

MERCHANT_REFERENCES_REFUSED_STATES: Final = frozenset({CANCELLED})

# The descriptions have no 403 for this operation.
ORDER_SHIPPING_INFO_REFUSED_STATES: Final[frozenset[str]] = frozenset()

# --- Time -----------------------------------------------------------------------------------------

AUTHORIZATION_PERIOD: Final = timedelta(days=28)

# 28 days is Kustom's figure, and at Klarna the typical setting of an account.
EXTENSION_PERIOD: Final = timedelta(days=28)


def has_expired(*, status: str, expires_at: datetime, now: datetime) -> bool:
    """Tell whether an order has lost its authorization: at `expires_at`, and only if still open."""
    return status in OPEN_STATES and now >= expires_at


def extend_expiry(
    *, created_at: datetime, expires_at: datetime, now: datetime, longest: timedelta
) -> datetime | None:
    """Return when an authorization expires that is extended now, or ``None`` if it cannot be.

    The extension counts from now, is cut off at the vendor's limit, and never shortens what the
    order has. At the limit it is refused.

    Args:
        created_at: when the order was placed.
        expires_at: when it expires without the extension.
        now: when the extension is asked for.
        longest: the vendor's limit, from the placing of the order.
    """
    limit = created_at + longest
    if expires_at >= limit:
        return None
    return max(expires_at, min(now + EXTENSION_PERIOD, limit))


# What Klarna offers for each capture: days and their fee in minor units.
DUE_DATE_OPTIONS: Final[Mapping[int, int]] = MappingProxyType({14: 0, 30: 0, 60: 0})

# --- Refund allocation ----------------------------------------------------------------------------


def allocate_refund(
    captures: Sequence[dict[str, Any]],
    *,
    amount: int,
    order_lines: Sequence[Mapping[str, Any]],
    refunded: int,
) -> dict[str, Any] | None:
    """Return the capture that a refund belongs to, or ``None``, which leaves it unallocated.

    Documented: the references of the refund's lines are looked for in a capture, the lines must
    add up to the amount, and one refund that could not be allocated ends allocation for the order.
    Decided: it is the first capture that holds all the references and has room; a line without a
    reference matches nothing; return fees, which no capture holds, are not looked for.

    Args:
        captures: the order's captures, oldest first.
        amount: what is refunded, in minor units.
        order_lines: the refund's lines.
        refunded: what the order's earlier refunds add up to, in minor units.
    """
    if sum(capture["refunded_amount"] for capture in captures) != refunded:
        return None
    if sum(line["total_amount"] for line in order_lines) != amount:
        return None
    wanted = _references(line for line in order_lines if line.get("type") != "return_fee")
    if not wanted or None in wanted:
        return None
    for capture in captures:
        room = capture["captured_amount"] - capture["refunded_amount"]
        if wanted <= _references(capture["order_lines"]) and amount <= room:
            return capture
    return None


def _references(lines: Iterable[Mapping[str, Any]]) -> set[str | None]:
    return {line.get("reference") for line in lines}


# --- Requests -------------------------------------------------------------------------------------

# In bytes. Both vendors have a code for bodies that are too large; neither says what is.
SIZE_LIMIT: Final = 1024 * 1024

# Klarna's figure, from the first attempt. Kustom does not say.
REPLAY_PERIOD: Final = timedelta(hours=24)


def is_replayed(status_code: int) -> bool:
    """Tell whether an answer is kept for repetitions of its idempotency key.

    Success and what the state of the order refused are results. A malformed request, wrong
    credentials, a limit or a fault of the server are not: the same key may be tried again.
    """
    return 200 <= status_code <= 299 or status_code in (403, 404)
