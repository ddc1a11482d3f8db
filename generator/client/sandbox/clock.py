"""The sandbox's time: that of a given clock, moved forward by hand.

All moments are UTC in whole milliseconds, which is what the vendors' answers show
(``2017-01-10T10:31:17.973Z``), so that a moment that was written and read again is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

__all__ = ["Clock", "from_text", "system_time", "to_text"]

# Python's calendar ends with the year 9999, and periods are added to every moment.
_FARTHEST: Final = timedelta(days=365 * 5_000)


def system_time() -> datetime:
    """Return the time of this machine."""
    return datetime.now(UTC)


class Clock:
    """Tells the sandbox's time.

    Args:
        source: returns the current moment, with a time zone.
    """

    def __init__(self, source: Callable[[], datetime]) -> None:
        self._source = source
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the source's moment plus every advance.

        Raises:
            ValueError: the source returned a moment without a time zone.
        """
        moment = self._source()
        if moment.tzinfo is None:
            raise ValueError("the sandbox's clock must return moments with a time zone")
        return _in_milliseconds(moment.astimezone(UTC) + self._ahead)

    def advance(self, by: timedelta) -> None:
        """Move this clock forward on top of its source.

        Raises:
            ValueError: `by` is negative, or leads out of the calendar.
        """
        if by < timedelta():
            raise ValueError("the sandbox's clock only moves forward")
        if by > _FARTHEST - self._ahead:
            raise ValueError("the sandbox's clock cannot be moved more than 5000 years ahead")
        self._ahead += by

    def reset(self) -> None:
        """Go back to the time of the source."""
        self._ahead = timedelta()


def to_text(moment: datetime) -> str:
    """Write a moment as the vendors do."""
    return _in_milliseconds(moment.astimezone(UTC)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Read a moment.

    Raises:
        ValueError: `text` is not ISO 8601, or has no time zone.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"expected a moment with a time zone, got {text}")
    return moment.astimezone(UTC)


def _in_milliseconds(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
