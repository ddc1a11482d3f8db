"""Faults in what the package knows of orders."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import DERIVED, ERRORS, FACTS, LAGS

__all__ = ["FAULTS"]

FAULTS = (
    Fault(
        name="keys of the playground open production",
        file="generator/client/environments.py",
        edits=(
            replace(
                'return PLAYGROUND if found[1] == "test" else PRODUCTION',
                'return PRODUCTION if found[1] == "test" else PLAYGROUND',
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="every region has the servers of Europe",
        file="generator/client/environments.py",
        edits=(
            replace('return f"{region} {environment}" if region', 'return f"eu {environment}" if region'),
        ),
        expected=FACTS,
    ),
    Fault(
        name="a code has the class of another one",
        file="generator/client/errors.py",
        edits=(
            replace(
                '"REFUND_NOT_ALLOWED": RefundNotAllowedError',
                '"REFUND_NOT_ALLOWED": CaptureNotAllowedError',
            ),
        ),
        expected=ERRORS,
    ),
    Fault(
        name="a code has no class",
        file="generator/client/errors.py",
        edits=(replace('        "TEMPORARILY_UNAVAILABLE": ServerError,\n', ""),),
        expected=ERRORS,
    ),
    Fault(
        name="refunds that no capture accounts for are ignored",
        file="generator/client/derived.py",
        edits=(replace("        if allocated != refunded:\n", "        if allocated is None:\n"),),
        expected=(
            f"{DERIVED}::TestOneCapture::test_refunds_that_the_captures_do_not_account_for_leave_it_unknown"
        ),
    ),
    Fault(
        name="one capture may be refunded beyond what the order allows",
        file="generator/client/derived.py",
        edits=(
            replace(
                "max(min(captured - capture.refunded_amount, self.refundable_amount), 0)",
                "max(captured - capture.refunded_amount, 0)",
            ),
        ),
        expected=f"{DERIVED}::TestOneCapture::test_the_whole_order_is_the_limit",
    ),
    Fault(
        name="what was refunded of a capture can be refunded again",
        file="generator/client/derived.py",
        edits=(replace("min(captured - capture.refunded_amount,", "min(captured,"),),
        expected=f"{DERIVED}::TestOneCapture::test_it_can_be_refunded_up_to_what_it_took",
    ),
    Fault(
        name="what remained of a cancelled order can be captured",
        file="generator/client/derived.py",
        edits=(
            replace(
                '_NOT_CAPTURABLE = frozenset({"CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"})',
                '_NOT_CAPTURABLE = frozenset({"CAPTURED", "EXPIRED", "CLOSED"})',
            ),
        ),
        expected=f"{DERIVED}::test_what_can_be_captured_is_what_remains_while_the_state_allows_it",
    ),
    Fault(
        name="reads of the sandbox never lag",
        file="generator/client/sandbox/service.py",
        edits=(
            replace(
                "self._earlier.get(order_id) if isinstance(fault, LagReads) and is_read else None",
                "self._earlier.get(order_id) if isinstance(fault, LagReads) and not is_read else None",
            ),
        ),
        expected=f"{LAGS}::TestReadsThatLag::test_what_the_last_write_made_is_not_found_yet",
    ),
)
