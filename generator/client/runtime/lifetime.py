"""When a client is closed, its calls end: those that wait for their next attempt, too.

Nothing here is guarded by a lock that Python code holds. A signal handler may raise between any two
steps, and a lock that stays taken would stop every later call. Adding to a set and putting into a queue are
single steps.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, SimpleQueue

from .transport.concurrency import call_soon, current_loop

__all__ = ["Lifetime", "pause", "pause_async"]


class Lifetime:
    """Whether a client is closed, and whom to wake when that happens."""

    def __init__(self) -> None:
        self.closed: bool = False
        self._wakers: set[Callable[[], None]] = set()

    def close(self) -> None:
        """Take note that the client is closed, and wake the calls that wait."""
        self.closed = True
        for wake in tuple(self._wakers):
            wake()

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake` when the client is closed, at once if it is closed already."""
        self._wakers.add(wake)
        if self.closed:
            wake()

    def forget(self, wake: Callable[[], None]) -> None:
        """Call `wake` no longer."""
        self._wakers.discard(wake)


def pause(seconds: float, lifetimes: Sequence[Lifetime]) -> bool:
    """Wait, and return whether one of the lifetimes ended before the time was over.

    Args:
        seconds: how long.
        lifetimes: of the client, and of the client whose connections it shares.
    """
    bell = SimpleQueue[None]()
    wake = partial(bell.put, None)
    try:
        for lifetime in lifetimes:
            lifetime.watch(wake)
        bell.get(timeout=min(seconds, threading.TIMEOUT_MAX))
    except Empty:
        pass  # Nobody rang: the time is over.
    finally:
        for lifetime in lifetimes:
            lifetime.forget(wake)
    return any(lifetime.closed for lifetime in lifetimes)


async def pause_async(seconds: float, lifetimes: Sequence[Lifetime]) -> bool:
    """Wait as `pause` does, and let the event loop run meanwhile: that of asyncio or of trio."""
    import anyio

    over = anyio.Event()
    wake = partial(call_soon, current_loop(), over.set)
    try:
        for lifetime in lifetimes:
            lifetime.watch(wake)
        with anyio.move_on_after(seconds):
            await over.wait()
    finally:
        for lifetime in lifetimes:
            lifetime.forget(wake)
    return any(lifetime.closed for lifetime in lifetimes)
