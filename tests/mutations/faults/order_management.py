"""Faults in what the package knows of orders."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import ERRORS, FACTS

__all__ = ["FAULTS"]

FAULTS = (
    Fault(
        name="keys of the playground open production",
        file="generator/order_management/vendors.py",
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
        file="generator/order_management/vendors.py",
        edits=(
            replace('return f"{region} {environment}" if region', 'return f"eu {environment}" if region'),
        ),
        expected=FACTS,
    ),
    Fault(
        name="a code has the class of another one",
        file="generator/order_management/errors.py",
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
        file="generator/order_management/errors.py",
        edits=(replace('        "TEMPORARILY_UNAVAILABLE": ServerError,\n', ""),),
        expected=ERRORS,
    ),
)
