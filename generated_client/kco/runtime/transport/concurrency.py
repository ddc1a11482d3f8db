# Copied from generator/client/runtime/transport/concurrency.py by "make generate"; change that, not this.
"""What threads and event loops do differently for a pool: wait for a turn, and own connections.

The blocking side of each pair is for threads, the asynchronous one for the tasks of asyncio and of trio. Nothing
here loads the libraries of the network.
"""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable
from queue import Empty, SimpleQueue
from typing import Any

from ..frames import foreign_cause

__all__ = ["AsyncBell", "AsyncHome", "Bell", "Home", "call_soon", "current_loop"]


class Bell:
    """Wakes a thread; a ring before it waits counts, too."""

    def __init__(self) -> None:
        self._rings = SimpleQueue[None]()

    def ring(self) -> None:
        """Wake the thread that waits."""
        self._rings.put(None)

    def wait(self, seconds: float | None) -> None:
        """Wait until the bell rings, or the time is over."""
        try:
            self._rings.get(timeout=seconds)
        except Empty:
            return


class AsyncBell:
    """Wakes a task of the same event loop."""

    def __init__(self) -> None:
        import anyio

        self._event = anyio.Event()

    def ring(self) -> None:
        """Wake the task that waits."""
        self._event.set()

    async def wait(self, seconds: float | None) -> None:
        """Wait until the bell rings, or the time is over."""
        import anyio

        with anyio.move_on_after(seconds):
            await self._event.wait()
        self._event = anyio.Event()


class Home:
    """The process that connections belong to. A process that is forked off only has copies of them."""

    def __init__(self) -> None:
        self._process = os.getpid()

    def close(self, end_calls: Callable[[], object], close_idle: Callable[[], object]) -> None:
        """Close connections: those in use by ending their calls, which only their own process can."""
        if self._process == os.getpid():
            end_calls()
        close_idle()


class AsyncHome:
    """The event loop that connections belong to. They cannot outlive it."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._loop = current_loop()
        self._end: AsyncGenerator[None, None] | None = None

    async def watch(self, *ends: Callable[[], object]) -> None:
        """Have functions called when the event loop ends.

        An event loop has no hook for its end, but both asyncio and trio then close the asynchronous
        generators that were begun in it.
        """
        if self._end is None:
            self._end = _until_closed(ends)
            await anext(self._end)

    def has_ended(self) -> bool:
        """Return whether the event loop has ended; trio does not tell."""
        is_closed = getattr(self._loop, "is_closed", None)
        return is_closed is not None and is_closed()

    async def close(self, end_calls: Callable[[], object], close_idle: Callable[[], object]) -> None:
        """Close connections and end the calls that use them, from any event loop."""
        if self._process != os.getpid() or self.has_ended():
            return
        if self._loop is not current_loop():
            call_soon(self._loop, end_calls)
            call_soon(self._loop, close_idle)
            return
        end_calls()
        close_idle()
        if self._end is not None:
            await self._end.aclose()


async def _until_closed(ends: tuple[Callable[[], object], ...]) -> AsyncGenerator[None, None]:
    try:
        yield
    finally:
        for end in ends:
            end()


def current_loop() -> Any:
    """Return the object that identifies the running event loop: the same one as long as it runs."""
    import sniffio

    if sniffio.current_async_library() == "trio":
        import trio

        return trio.lowlevel.current_trio_token()
    import asyncio

    return asyncio.get_running_loop()


def call_soon(loop: Any, function: Callable[[], object]) -> None:
    """Have an event loop call a function soon, if it is still there; from any thread."""
    schedule = getattr(loop, "call_soon_threadsafe", None) or loop.run_sync_soon
    try:
        schedule(function)
    except RuntimeError as error:  # the loop has ended: asyncio's, and trio's RunFinishedError
        if foreign_cause(error) is not None:
            raise
