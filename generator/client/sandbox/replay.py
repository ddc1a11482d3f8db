"""Remembers the first answer to each idempotency key.

The key alone decides, as it does at the vendors: what is sent with it the second time is not looked
at, neither the body nor even the operation.
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
        credential: who sent it.
        key: the key.
        since: when it came first.
        answer: the first answer; ``None`` while the first call is running.
    """

    credential: str
    key: str
    since: datetime
    answer: Answer | None = None


class ReplayStore:
    """The keys of the last 24 hours."""

    def __init__(self) -> None:
        self._reservations: dict[tuple[str, str], Reservation] = {}

    def find(self, credential: str, key: str, now: datetime) -> Reservation | None:
        """Return what a key was used for, or ``None`` if it is free (again)."""
        found = self._reservations.get((credential, key))
        # A running call keeps its key however long it takes.
        if found is not None and found.answer is not None and now - found.since >= REPLAY_PERIOD:
            self.release(found)
            return None
        return found

    def reserve(self, credential: str, key: str, now: datetime) -> Reservation:
        """Mark a free key as that of a running call."""
        reservation = Reservation(credential, key, now)
        self._reservations[credential, key] = reservation
        return reservation

    def settle(self, reservation: Reservation, answer: Answer) -> None:
        """Keep the answer for repetitions, or free the key if that answer is not for keeping."""
        if is_replayed(answer.status_code):
            reservation.answer = answer
        else:
            self.release(reservation)

    def release(self, reservation: Reservation) -> None:
        """Free a key."""
        identity = (reservation.credential, reservation.key)
        # After a `clear` the same key may belong to another call.
        if self._reservations.get(identity) is reservation:
            del self._reservations[identity]

    def clear(self) -> None:
        """Free all keys."""
        self._reservations.clear()
