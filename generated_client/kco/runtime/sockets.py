"""Two questions to a socket that Python has no answer to."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

__all__ = ["is_readable", "shut_down"]

_poll: Final[Callable[[], Any] | None] = getattr(select, "poll", None)


def is_readable(connected: socket.socket) -> bool:
    """Return whether a read would return at once: on an idle connection, that it is over."""
    number = connected.fileno()
    if number < 0:
        return True
    if _poll is None:
        # Only Windows has no poll, and there select takes any number.
        return bool(select.select([number], [], [], 0)[0])
    poll = _poll()
    poll.register(number, select.POLLIN)
    return bool(poll.poll(0))


def shut_down(connected: socket.socket) -> None:
    """End a connection in both directions, which wakes whoever waits on it."""
    with suppress(OSError):  # the other side may have ended it already
        connected.shutdown(socket.SHUT_RDWR)
