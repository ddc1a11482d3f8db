"""Keeps the first answer to each idempotency key for its repetitions.

The key alone decides, as it does at the vendors: neither the body nor even the operation of a repetition
is looked at.
"""

from __future__ import annotations

from datetime import datetime

import attrs

from ..runtime.messages import Answer
from .decisions import REPLAY_PERIOD, is_replayed

__all__ = ["ReplayStore", "Reservation"]


@attrs.define(eq=False)
class Reservation:
    """A key in use.

    Args:
        key: the key.
        since: when it came first.
        answer: the first answer; ``None`` while the first call is running.
    """

    key: str
    since: datetime
    answer: Answer | None = None


class ReplayStore:
    """The keys of the last 24 hours."""

    def __init__(self) -> None:
        self._reservations: dict[str, Reservation] = {}

    def find(self, key: str, now: datetime) -> Reservation | None:
        """Return the reservation of a key, or ``None`` if the key is free (again)."""
        found = self._reservations.get(key)
        # A running call keeps its key however long it takes.
        if found is not None and found.answer is not None and now - found.since >= REPLAY_PERIOD:
            self.release(found)
            return None
        return found

    def reserve(self, key: str, now: datetime) -> Reservation:
        """Mark a free key as that of a running call."""
        self._reservations[key] = reservation = Reservation(key, now)
        return reservation

    def settle(self, reservation: Reservation, answer: Answer) -> None:
        """Keep the answer for repetitions, or free the key if such an answer is not kept."""
        if is_replayed(answer.status_code):
            reservation.answer = answer
        else:
            self.release(reservation)

    def release(self, reservation: Reservation) -> None:
        """Free a key."""
        # After a `clear` the same key may belong to another call.
        if self._reservations.get(reservation.key) is reservation:
            del self._reservations[reservation.key]

    def clear(self) -> None:
        """Free all keys."""
        self._reservations.clear()
