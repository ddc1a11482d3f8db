"""How long a call may take: a limit for each phase, and one for everything together."""

from __future__ import annotations

import math
from typing import TypeAlias

import attrs

from .errors import ConfigurationError

__all__ = ["Deadline", "Progress", "TimeoutOption", "Timeouts", "timeouts_from"]


def _positive(_: object, attribute: attrs.Attribute[float], value: float) -> None:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # No clock can add a whole number that no float can hold.
    if not number or not 0 < value <= (math.inf if isinstance(value, float) else 10**9):
        # Only numbers are shown: anything else may be a key in the wrong place.
        raise ConfigurationError(
            f"timeout {attribute.name} is a number of seconds above 0, "
            f"not {value if number else type(value).__name__}"
        )


@attrs.frozen(kw_only=True)
class Timeouts:
    """Limits in seconds; ``math.inf`` switches one off.

    Args:
        connect: to open a connection, TLS included.
        write: for the server to take the next piece of the request.
        read: for the server to send the next piece of the answer.
        pool: for a connection of the pool to come free.
        total: for the whole call: every attempt, the waits between them, and servers that drip.

    Raises:
        ConfigurationError: a limit is not a positive number.
    """

    connect: float = attrs.field(default=5.0, validator=_positive)
    write: float = attrs.field(default=10.0, validator=_positive)
    read: float = attrs.field(default=40.0, validator=_positive)
    pool: float = attrs.field(default=5.0, validator=_positive)
    total: float = attrs.field(default=120.0, validator=_positive)


TimeoutOption: TypeAlias = Timeouts | float
"""What `timeout=` takes: a limit for each phase, or seconds for the whole call."""


def timeouts_from(option: TimeoutOption, base: Timeouts) -> Timeouts:
    """Return the limits that an option means: a number sets the total and leaves the phases as they are."""
    if isinstance(option, Timeouts):
        return option
    return attrs.evolve(base, total=option)


@attrs.define(eq=False)
class Progress:
    """How far the attempt under way got, for whoever interrupts it.

    Args:
        began: False only while it is certain that no write of the request has begun.
    """

    began: bool = True


@attrs.frozen
class Deadline:
    """The limits of one call that has begun, and how far it got.

    Args:
        timeouts: the limits.
        at: the reading of ``time.monotonic()`` at which the call is over, ``math.inf`` if never.
        progress: what the transport knows of the attempt under way.
    """

    timeouts: Timeouts
    at: float
    progress: Progress = attrs.field(factory=Progress, eq=False)

    @classmethod
    def start(cls, timeouts: Timeouts, now: float) -> Deadline:
        """Return the deadline of a call that begins at the clock reading `now`."""
        return cls(timeouts, now + timeouts.total)

    def left(self, now: float) -> float:
        """Return the seconds that are left, 0 if there are none."""
        return max(self.at - now, 0.0)
