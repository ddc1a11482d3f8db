# Copied from generator/client/sandbox/decisions.py by "make generate"; change that, not this.
"""What the sandbox does where the vendors' documents are silent or contradict each other.

Everything here is *decided*, *inferred* or *recorded*. Decided is the reading that fits the documents best,
or, between equals, the one that is less likely to let a mistake pass in a test. Recorded is what public
recordings of calls to Klarna's playground show, and published plugins rely on. Each decision is one name,
used wherever it matters, so that it can be changed here alone once a playground has shown otherwise.
What the documents do say stands in the modules that follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from types import MappingProxyType
from typing import Any, Final

__all__ = [
    "ACKNOWLEDGE_REFUSED_STATES",
    "ALLOCATION_DELAY",
    "ALL_STATES",
    "AUTHORIZATION_PERIOD",
    "AUTHORIZED",
    "CANCELLABLE_STATES",
    "CANCELLED",
    "CAPTURED",
    "CLOSED",
    "CLOSING_VENDORS",
    "CONFLICT_CODE",
    "CUSTOMER_DETAILS_STATES",
    "DESCRIPTION_OF_CAPTURE",
    "DUE_DATE_OPTIONS",
    "EXPIRED",
    "EXTENSION_PERIOD",
    "FRAUD_STATUSES_NOT_CAPTURED",
    "LINES_THAT_DO_NOT_FIT",
    "LOWEST_AMOUNT",
    "MANDATORY_ADDRESS_FIELDS",
    "MERCHANT_REFERENCES_REFUSED_STATES",
    "METHOD_NOT_ALLOWED_CODE",
    "NESTING_LIMIT",
    "NOT_JSON_CODES",
    "NO_CAPTURES_IS_TOLD_FIRST",
    "OPEN_STATES",
    "ORDER_SHIPPING_INFO_REFUSED_STATES",
    "PART_CAPTURED",
    "PAYMENT_METHODS_KLARNA_INCREASES",
    "PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND",
    "PAYMENT_METHOD_FAILED_CODE",
    "REFUND_REFUSED_STATES",
    "RELEASABLE_STATES",
    "REPLAY_PERIOD",
    "SCHEMA_VIOLATIONS",
    "SIZE_LIMIT",
    "STATES_THAT_KEEP_WHAT_REMAINS",
    "STATUS_AFTER_RELEASE",
    "TOO_MUCH_CAPTURED",
    "UNAUTHORIZED_CONTENT",
    "UNKNOWN_ROUTE_CODES",
    "UNSUPPORTED_MEDIA_TYPE_CODE",
    "allocate_refund",
    "bad_value",
    "expiry",
    "extend_expiry",
    "has_expired",
    "headers_of_created",
    "headers_of_write",
    "is_closed",
    "is_replayed",
    "one_slash_each",
    "refundable_amount",
    "status_by_capture",
]

# --- The states of an order, as the wire spells them ----------------------------------------------

# Plain strings, because a test may put in an order with a state that is not known yet.
AUTHORIZED: Final = "AUTHORIZED"
PART_CAPTURED: Final = "PART_CAPTURED"
CAPTURED: Final = "CAPTURED"
CANCELLED: Final = "CANCELLED"
EXPIRED: Final = "EXPIRED"
CLOSED: Final = "CLOSED"

ALL_STATES: Final = frozenset({AUTHORIZED, PART_CAPTURED, CAPTURED, CANCELLED, EXPIRED, CLOSED})

OPEN_STATES: Final = frozenset({AUTHORIZED, PART_CAPTURED})
"""The states in which money is still reserved, so that there is something left to capture."""

# --- Amounts and states ---------------------------------------------------------------------------

# The descriptions allow captures and refunds of 0, which would move no money: refused with 403.
LOWEST_AMOUNT: Final = 1


def refundable_amount(*, captured: int, refunded: int) -> int:
    """Return how much can still be refunded, in minor units.

    The documents say that a refund cannot exceed the captured amount; that earlier refunds count is
    inferred. So a closed order, of which everything was refunded, has nothing left.
    """
    return captured - refunded


# States in which nothing can be refunded although there is something left to refund, by vendor. Kustom's help
# lets only captured and part-captured orders be refunded (https://help.kustom.co/en/articles/272001); CLOSED is
# not in the set since such an order has nothing left, and is refused for that. Klarna does not say so: there
# expiry, which ends the authorization, does not end refunds.
REFUND_REFUSED_STATES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"kustom": frozenset({EXPIRED}), "klarna": frozenset()}
)

# A cancelled order shows what remained when it was cancelled (recorded), though nothing of it can be
# captured any more; every other state that is over shows 0.
STATES_THAT_KEEP_WHAT_REMAINS: Final = OPEN_STATES | {CANCELLED}


def status_by_capture(*, order_amount: int, captured: int) -> str:
    """Return the state of an open order after its amount or its captured amount changed.

    An update down to exactly what was captured leaves nothing to capture, so it is CAPTURED. An
    order of 0 without captures stays AUTHORIZED.
    """
    if captured == 0:
        return AUTHORIZED
    return CAPTURED if captured == order_amount else PART_CAPTURED


# Kustom's help calls refunded orders closed (https://help.kustom.co/en/articles/272002). At Klarna a fully
# refunded order stays CAPTURED (recorded in 2020).
CLOSING_VENDORS: Final = frozenset({"kustom"})


def is_closed(*, status: str, captured: int, refunded: int, remaining: int) -> bool:
    """Tell whether nothing is left to capture or refund, which closes an order of a vendor that closes.

    An order with something left to capture stays PART_CAPTURED, and an expired one EXPIRED.
    """
    return refunded == captured > 0 and remaining == 0 and status != EXPIRED


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

# From the day of the order.
AUTHORIZATION_PERIOD: Final = timedelta(days=28)

# 28 days is Kustom's figure, and at Klarna the typical setting of an account.
EXTENSION_PERIOD: Final = timedelta(days=28)


def expiry(moment: datetime, period: timedelta) -> datetime:
    """Return when a period that begins on the day of `moment` ends: at midnight UTC (recorded, always).

    Args:
        moment: the placing of the order, or its extension.
        period: whole days.
    """
    return datetime.combine(moment.astimezone(UTC).date() + period, time(), UTC)


def has_expired(*, status: str, expires_at: datetime, now: datetime) -> bool:
    """Tell whether an order has lost its authorization: at `expires_at`, and only if still open."""
    return status in OPEN_STATES and now >= expires_at


def extend_expiry(
    *, created_at: datetime, expires_at: datetime, now: datetime, longest: timedelta
) -> datetime | None:
    """Return when an authorization expires that is extended now, or ``None`` if it cannot be.

    The extension counts from today, so that a second one on the same day changes nothing
    (https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/). It is cut off
    at the vendor's limit, and never shortens what the order has. At the limit it is refused.

    Args:
        created_at: when the order was placed.
        expires_at: when it expires without the extension.
        now: when the extension is asked for.
        longest: the vendor's limit, from the placing of the order.
    """
    limit = expiry(created_at, longest)
    if expires_at >= limit:
        return None
    return max(expires_at, min(expiry(now, EXTENSION_PERIOD), limit))


# What Klarna offers for each capture: days and their fee in minor units. Only these can be had; anything
# else is a 403. How often one capture can have them is not limited.
DUE_DATE_OPTIONS: Final[Mapping[int, int]] = MappingProxyType({14: 0, 30: 0, 60: 0})

# --- Captures -------------------------------------------------------------------------------------

# Shipping information for a capture and its mail have two documented refusals, a 403 for an order
# without captures and a 404 for an unknown capture. Which comes first is not documented.
NO_CAPTURES_IS_TOLD_FIRST: Final = True

# Until the fraud check has ended well nothing can be captured. Neither vendor says so; the published plugins
# capture at ACCEPTED only. STOPPED is a value of Klarna's fraud notifications. An order without this field,
# or with a value that is not known, is let through.
FRAUD_STATUSES_NOT_CAPTURED: Final = frozenset({"PENDING", "REJECTED", "STOPPED"})

# A published plugin looks for this sentence.
TOO_MUCH_CAPTURED: Final = (
    "Captured amount is higher than the remaining authorized amount. Capture not possible."
)

# What a capture shows that was made without a description (recorded). A refund shows none.
DESCRIPTION_OF_CAPTURE: Final = ""

# --- Refund allocation ----------------------------------------------------------------------------


# A refund shows on its capture only so much later: right after a full refund with the capture's own line the
# capture still said 0 (recorded). How long it really takes is not known.
ALLOCATION_DELAY: Final = timedelta(minutes=5)


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
    Decided: it is the first capture that holds all the references and has at least the amount left; a
    line without a reference matches nothing; return fees, which no capture holds, are not looked for. The
    vendors attach conditions to return fees that they do not publish: here every refund may have them.

    Args:
        captures: the order's captures, oldest first, with everything that was allocated to them.
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
        refundable = capture["captured_amount"] - capture["refunded_amount"]
        if wanted <= _references(capture["order_lines"]) and amount <= refundable:
            return capture
    return None


def _references(lines: Iterable[Mapping[str, Any]]) -> set[str | None]:
    return {line.get("reference") for line in lines}


# --- Order lines ----------------------------------------------------------------------------------

# What Klarna Payments answers to lines that do not add up: the status and its code
# (https://docs.klarna.com/resources/error-details/errors-in-klarna-payments/). What Order Management refuses of
# lines is not documented, so that a sandbox refuses them only if it is told to, and else says so in its
# journal. They are looked at before the state of the order, as the rest of the body is.
LINES_THAT_DO_NOT_FIT: Final = (400, "BAD_VALUE")


def bad_value(path: str) -> str:
    """Return the sentence for a value that contradicts others.

    Shops quote it, with paths such as ``order_lines[3].total_tax_amount``
    (https://github.com/krokedil/klarna-payments-for-woocommerce/issues/155).
    """
    return f"Bad value: {path}"


# --- Payment methods ------------------------------------------------------------------------------

# Kustom extends orders that were paid with "Klarna payment methods", which it does not name. Of the types
# that are known, these are not Klarna's. An order without a type is let through.
PAYMENT_METHODS_KUSTOM_DOES_NOT_EXTEND: Final = frozenset(
    {
        "APPLE_PAY_CARD",
        "BANCONTACT",
        "BLIK",
        "CARD",
        "CARTES_BANCAIRES",
        "GOOGLE_PAY_CARD",
        "MOBILEPAY",
        "OTHER",
        "SWISH",
        "TWINT",
    }
)

# Klarna's page calls two of them B2B_INVOICE and BASE_ACCOUNT, which no order says; that INVOICE_BUSINESS
# and ACCOUNT are the same is inferred.
PAYMENT_METHODS_KLARNA_INCREASES: Final = frozenset(
    {"ACCOUNT", "DIRECT_DEBIT", "INVOICE", "INVOICE_BUSINESS"}
)

# For a capture that failed at the payment method and may succeed later: a code that Kustom's documentation
# of recurring orders names, and no list of codes has. Klarna's has none for it.
PAYMENT_METHOD_FAILED_CODE: Final = "PAYMENT_METHOD_FAILED"

# --- Requests -------------------------------------------------------------------------------------

# The order in which a request is checked is decided: credentials, path, method, size, media type, whether
# the key was used, body, order, state. So nobody learns anything without credentials, and a request that
# cannot be read uses up no key. That an order id is a UUID is not checked: a malformed one is unknown,
# 404 NO_SUCH_ORDER; Kustom's guide had a 400 INVALID_ORDER_ID for it once, and has it no more.

# In bytes. Both vendors have a code for bodies that are too large; neither says what is.
SIZE_LIMIT: Final = 1024 * 1024

# In levels. No described body has more than six; without a limit one could not be copied any more.
NESTING_LIMIT: Final = 100

# What a gateway in front of the service would answer without credentials, or with wrong ones.
UNAUTHORIZED_CONTENT: Final = b""

# For a body that cannot be read as JSON, with status 400. Both vendors list codes for bad requests, and
# neither says which is for what.
NOT_JSON_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"kustom": "INVALID_REQUEST_PARAMETERS", "klarna": "BAD_REQUEST"}
)

# For JSON that breaks the schema: the status, and its code. Klarna answers with 422 and a sentence that names
# the field and its limits (https://github.com/klarna/kco_rest_java/issues/39, and its table of errors).
SCHEMA_VIOLATIONS: Final[Mapping[str, tuple[int, str]]] = MappingProxyType(
    {"kustom": (400, "INVALID_REQUEST_PARAMETERS"), "klarna": (422, "UNPROCESSABLE_ENTITY")}
)


def one_slash_each(path: str) -> str:
    """Return a path with doubled slashes as one, which is how it is read (recorded: 201 for such a path)."""
    return re.sub("//+", "/", path)


# For a path that is no operation.
UNKNOWN_ROUTE_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {"kustom": "RESOURCE_NOT_FOUND", "klarna": "NOT_FOUND"}
)

# Neither vendor documents a 405, nor a code for it.
METHOD_NOT_ALLOWED_CODE: Final = "METHOD_NOT_ALLOWED"

# Kustom lists the code, Klarna none for a media type.
UNSUPPORTED_MEDIA_TYPE_CODE: Final = "UNSUPPORTED_MEDIA_TYPE"

# For a key whose first call is still running. Klarna lists the code without saying when it comes; Kustom
# lists none.
CONFLICT_CODE: Final = "CONFLICT"

# Klarna's figure, from the first attempt. Kustom does not say.
REPLAY_PERIOD: Final = timedelta(hours=24)


def is_replayed(status_code: int) -> bool:
    """Tell whether an answer is kept for repetitions of its idempotency key.

    Success and what the state of the order refused are results. A malformed request, wrong
    credentials, a limit or a fault of the server are not: the same key may be tried again.
    """
    return 200 <= status_code <= 299 or status_code in (403, 404)


# --- Answers --------------------------------------------------------------------------------------


def headers_of_write(*, correlation_id: str) -> Sequence[tuple[str, str]]:
    """Return the headers that a 201 or a 204 has besides its own (recorded).

    The answer to a repeated key has those of the first one, since it is that answer.
    """
    return [("Klarna-Correlation-Id", correlation_id), ("Klarna-Order-Validation", "Valid")]


def headers_of_created(*, id_header: str, identifier: str, location: str) -> Sequence[tuple[str, str]]:
    """Return the headers of the answer to the making of something, which has no body.

    Klarna documents both headers; Kustom's reference shows none, its guides name both, and so do two sets of
    recordings. That Location is absolute is inferred from Klarna's samples, and that the answer to a refund
    has no body, although both descriptions declare one, from Klarna's own clients.
    """
    return [(id_header, identifier), ("Location", location)]
