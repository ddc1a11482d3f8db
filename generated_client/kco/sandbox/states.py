# Copied from generator/client/sandbox/states.py by "make generate"; change that, not this.
"""The six states of an order, as the wire spells them.

Plain strings, because a test may put in an order with a state that nobody has heard of yet.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "ALL_STATES",
    "AUTHORIZED",
    "CANCELLED",
    "CAPTURED",
    "CLOSED",
    "EXPIRED",
    "OPEN_STATES",
    "PART_CAPTURED",
]

AUTHORIZED: Final = "AUTHORIZED"
PART_CAPTURED: Final = "PART_CAPTURED"
CAPTURED: Final = "CAPTURED"
CANCELLED: Final = "CANCELLED"
EXPIRED: Final = "EXPIRED"
CLOSED: Final = "CLOSED"

ALL_STATES: Final = frozenset({AUTHORIZED, PART_CAPTURED, CAPTURED, CANCELLED, EXPIRED, CLOSED})

OPEN_STATES: Final = frozenset({AUTHORIZED, PART_CAPTURED})
"""The states in which money is still reserved, so that there is something left to capture."""
