# Copied from generator/client/runtime/transport/progress.py by "make generate"; change that, not this.
"""The progress of one request: how far it got, how long its next step may take, and how to end it early.

Pool and streams write here what they do, and ask before each step how much time it has; failures are put into
words from it. Nothing in here has a lock: a signal handler may raise between any two steps of the call that it
interrupts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from ..timeouts import Deadline

__all__ = ["Closed", "Exchange", "OutOfTime", "Step", "TooLarge"]

Step: TypeAlias = Literal["pool", "connect", "write", "read"]

# A socket takes no timeout beyond what its C type holds, and no call waits that long.
_LONGEST: Final = 1_000_000.0


class OutOfTime(Exception):
    """No time is left for the next step.

    This is no `TimeoutError`, since a signal handler may raise one of those.
    """


class Closed(Exception):
    """The client was closed during the call."""


class TooLarge(Exception):
    """The body of the answer is larger than the client reads."""


class Exchange:
    """One request and its answer.

    Args:
        deadline: when the call is over, and how long each step may take.
        tls_layers: how many layers of TLS lie around the request's own bytes. With fewer, what is written
            belongs to the opening of the connection: a handshake, or a word to a proxy.
        place: who has to do the next step, for messages: the host, and the proxy if there is one.
        sent: whether the request is on its way already.
    """

    __slots__ = (
        "_until",
        "closed",
        "connected",
        "deadline",
        "end_connection",
        "ended",
        "enough",
        "place",
        "step",
        "tls_layers",
        "total_is_next",
        "wake_up",
    )

    def __init__(self, deadline: Deadline, tls_layers: int, place: str, *, sent: bool = False) -> None:
        self.deadline: Deadline = deadline
        deadline.progress.began = sent
        self.place: str = place
        self.tls_layers: int = tls_layers
        #: True once there is a connection, which proxy and TLS may still keep from being opened.
        self.connected: bool = False
        #: True once the client was closed: the next step is not begun.
        self.closed: bool = False
        #: True once nothing more of the answer is wanted.
        self.enough: bool = False
        #: True once the other side has ended the connection.
        self.ended: bool = False
        #: The step under way.
        self.step: Step = "pool"
        #: Whether it is bounded by the whole call's time rather than by its own.
        self.total_is_next: bool = False
        #: Wakes a call that waits, but not for its connection.
        self.wake_up: Callable[[], object] | None = None
        #: Ends the connection that carries the request.
        self.end_connection: Callable[[], object] = _nothing
        self._until = math.inf

    @property
    def sent(self) -> bool:
        """True from the moment before the first byte of the request is written."""
        return self.deadline.progress.began

    @sent.setter
    def sent(self, sent: bool) -> None:
        self.deadline.progress.began = sent

    def begin(self, step: Literal["pool", "connect"]) -> None:
        """Start the clock of a step that has several parts: TCP, proxy and TLS make up ``connect``."""
        self.step = step
        self._until = time.monotonic() + getattr(self.deadline.timeouts, step)

    def seconds(self, step: Step) -> float | None:
        """Return how long the next part of a step may take, ``None`` for as long as it likes.

        Reads and writes that open the connection count as parts of ``connect``.

        Raises:
            OutOfTime: no time is left.
            Closed: the client was closed.
            TooLarge: enough was read.
        """
        if self.closed:
            raise Closed
        if self.enough:
            raise TooLarge
        now = time.monotonic()
        if self.sent or self._until == math.inf:
            limit: float = getattr(self.deadline.timeouts, step)
            self.step = step
        else:
            limit = self._until - now
        left = self.deadline.at - now
        self.total_is_next = left <= limit
        seconds = min(left, limit)
        if seconds <= 0:
            raise OutOfTime
        return seconds if seconds < _LONGEST else None

    def until(self) -> float:
        """Return the reading of ``time.monotonic()`` at which the step that has begun is over."""
        return min(self._until, self.deadline.at)

    def waited(self) -> None:
        """Stop the clock of the wait for a connection: it has come free."""
        self._until = math.inf

    def wake(self) -> None:
        """Make a call that waits look around."""
        wake_up = self.wake_up
        if wake_up is not None:
            wake_up()

    def end(self) -> None:
        """End the call at once. It fails with `Closed`, or with what a closed connection gives."""
        self.closed = True
        self.wake()
        self.end_connection()


def _nothing() -> None:
    pass
