"""What is known of one request on its way: how far it got, and how long its next step may take.

Connections live longer than requests and are handed from thread to thread, so none of this can be kept
with the connection. It travels in a context variable, which threads and tasks each have for themselves;
the streams of `network` and `async_network` look there whenever they touch a socket.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from .timeouts import Deadline

__all__ = ["EXCHANGE", "Exchange"]

# A socket takes no timeout beyond what its C type holds. Nobody waits that long.
_LONGEST: Final = 1_000_000.0


class Exchange:
    """One request and its answer.

    Args:
        deadline: when the call is over, and how long each phase may take.
        tls_layers: how many layers of TLS lie around the request's own bytes. With fewer, what is written
            belongs to the opening of the connection: a handshake, or a word to a proxy.
    """

    __slots__ = (
        "_connect_by",
        "answered",
        "close_opened",
        "deadline",
        "ended",
        "going_out",
        "sent",
        "tls_layers",
        "total_is_next",
    )

    def __init__(self, deadline: Deadline, tls_layers: int) -> None:
        self.deadline: Deadline = deadline
        self.tls_layers: int = tls_layers
        #: True once the next byte that is written belongs to the request.
        self.going_out: bool = False
        #: True once the operating system has taken a byte of the request.
        self.sent: bool = False
        #: True once bytes have come in that may be the answer.
        self.answered: bool = False
        #: True once the other side has ended the connection.
        self.ended: bool = False
        #: Whether the step under way is bounded by the whole call's time rather than by its phase's.
        self.total_is_next: bool = False
        #: Closes the socket that was opened for this request; does nothing for one that was open before.
        self.close_opened: Callable[[], None] = _nothing
        self._connect_by = math.inf

    def begin_connecting(self) -> None:
        """Start the clock for opening a connection: TCP, proxy and TLS together."""
        self._connect_by = time.monotonic() + self.deadline.timeouts.connect

    def begin_writing(self, tls_layers: int) -> None:
        """Take note that bytes are about to be written inside of that many layers of TLS."""
        if tls_layers == self.tls_layers:
            self.going_out = True

    def took_bytes(self) -> None:
        """Take note that the operating system has accepted bytes."""
        if self.going_out:
            self.sent = True

    def got_bytes(self, data: bytes) -> None:
        """Take note of what was read, ``b""`` at the end of the connection."""
        if not data:
            self.ended = True
        elif self.going_out:
            self.answered = True

    def seconds(self, limit: float) -> float | None:
        """Return how long the next step may take, ``None`` for as long as it likes.

        Args:
            limit: seconds that its phase has. While the connection is being opened, what is left for
                that counts instead.

        Raises:
            TimeoutError: no time is left.
        """
        now = time.monotonic()
        if not self.going_out and self._connect_by != math.inf:
            limit = self._connect_by - now
        left = self.deadline.at - now
        self.total_is_next = left <= limit
        seconds = min(left, limit)
        if seconds <= 0:
            raise TimeoutError
        return seconds if seconds < _LONGEST else None

    def connect_seconds(self, addresses: int) -> float | None:
        """Return how long to try one address, so that the ones behind it get their turn.

        Args:
            addresses: how many are left, this one included.

        Raises:
            TimeoutError: no time is left.
        """
        seconds = self.seconds(math.inf)
        return seconds if seconds is None else seconds / addresses


def _nothing() -> None:
    pass


EXCHANGE: Final[ContextVar[Exchange]] = ContextVar("kco_exchange")
