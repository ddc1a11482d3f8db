"""Interrupts requests at random moments and looks whether the transport has lost anything.

``python -m tests.transport.interruptions --seconds 60 --seed 1`` prints what it found; a short form runs with
the tests. Signals come from the system's timer, so an exception lands wherever the interpreter looks for
them, which no list of places could foresee.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import faulthandler
import math
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import anyio
import attrs
import kco.runtime.transport.async_pool
import kco.runtime.transport.pool  # noqa: F401, loaded before anything is interrupted
from kco.runtime.timeouts import Deadline, Timeouts
from kco.runtime.transport import TransportError
from kco.runtime.transport.network import AsyncHttpTransport, HttpTransport

from .carriers import a_request
from .servers import CERTIFICATES, OK, Conversation, Server, over_tls, serving

PATIENT = Timeouts(connect=5, write=5, read=5, pool=5, total=5)


class SoftTimeLimitExceeded(Exception):
    """As celery's: an ordinary exception, raised by a signal handler."""


#: Each looks like something that a library of ours raises, or is let through or caught by one of them.
KINDS: list[Callable[[], BaseException]] = [
    KeyboardInterrupt,
    SoftTimeLimitExceeded,
    TimeoutError,
    lambda: TimeoutError("timed out"),
    lambda: ConnectionResetError(104, "Connection reset by peer"),
    lambda: BrokenPipeError(32, "Broken pipe"),
    lambda: OSError("odd"),
    lambda: ValueError("odd"),
    lambda: RuntimeError("odd"),
    lambda: AssertionError("odd"),
    lambda: UnicodeError("odd"),
    lambda: LookupError("odd"),
]


@attrs.define
class Findings:
    """What came of it."""

    calls: int = 0
    interrupted: int = 0
    ends: collections.Counter[str] = attrs.field(factory=collections.Counter)
    faults: list[str] = attrs.field(factory=list)

    def fault(self, text: str) -> None:
        self.faults.append(text)
        self.ends["FAULT"] += 1

    def __str__(self) -> str:
        ends = ", ".join(f"{name} {count}" for name, count in sorted(self.ends.items()))
        lines = [f"{self.calls} calls, {self.interrupted} interrupted: {ends}", *self.faults[:20]]
        return "\n".join([*lines, f"faults: {len(self.faults)}"])


class Counting:
    """A server that answers everything, and counts what it has heard by the number in the path."""

    def __init__(self) -> None:
        self.heard: collections.Counter[int] = collections.Counter()

    def script(self, conversation: Conversation) -> None:
        while True:
            request = conversation.hear()
            self.heard[int(request.split(b" ", 2)[1].rpartition(b"/")[2])] += 1
            conversation.say(OK)


class Alarm:
    """Raises an exception of a random kind in the main thread, at a random moment."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._due = math.inf
        self.raised: BaseException | None = None
        signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, number: int, frame: object) -> None:
        # The system may hand a signal to another thread, whose word of it comes here after `stop`.
        if time.monotonic() < self._due:
            return
        self._due = math.inf
        self.raised = self._dice.choice(KINDS)()
        raise self.raised

    def set(self, most: float) -> None:
        """Ring once within so many seconds."""
        self.raised = None
        seconds = self._dice.uniform(most * 0.01, most)
        self._due = time.monotonic() + seconds
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop(self) -> None:
        """Ring no more."""
        self._due = math.inf
        signal.setitimer(signal.ITIMER_REAL, 0)


def attempt(transport: HttpTransport, alarm: Alarm, url: str, most: float) -> tuple[str, object]:
    """Send a request that may be interrupted; return how it ended, and with what."""
    request = a_request(url)
    ended: tuple[str, object] = ("interrupted", None)
    try:
        try:
            alarm.set(most)
            ended = ("answered", transport.send(request, Deadline.start(PATIENT, time.monotonic())))
        except TransportError as error:
            ended = ("failed", error)
        finally:
            alarm.stop()
    except BaseException as error:
        if error is not alarm.raised:
            return "strange", error
        if ended[0] == "interrupted":
            ended = ("interrupted", error)
    alarm.stop()
    return ended


def interrupt_threads(
    findings: Findings, seconds: float, dice: random.Random, *, scheme: str, fresh: bool, threads: int
) -> None:
    """Interrupt the main thread's requests while other threads use the same transport.

    Args:
        findings: what is found.
        seconds: for how long.
        dice: the source of chance.
        scheme: http or https.
        fresh: whether each request opens a connection of its own.
        threads: how many other threads there are; they have one connection less than they need.
    """
    counting = Counting()
    script = over_tls(counting.script) if scheme == "https" else counting.script
    most = max(1, threads)
    with serving(script, scheme=scheme, name="localhost") as server:
        alarm = Alarm(dice)
        transport = HttpTransport(max_connections=most)
        usual = _usual_time(transport, server, fresh=fresh)
        over = threading.Event()
        helpers = [
            threading.Thread(target=_work, args=(transport, server, over, findings)) for _ in range(threads)
        ]
        for helper in helpers:
            helper.start()
        end = time.monotonic() + seconds
        number = 0
        try:
            while time.monotonic() < end:
                number += 1
                faulthandler.dump_traceback_later(30, exit=True)
                if fresh:
                    transport.close()
                    transport = HttpTransport(max_connections=most)
                how, what = attempt(transport, alarm, f"{server.url}/{number}", usual * 1.5)
                findings.calls += 1
                findings.ends[how] += 1
                if how == "interrupted":
                    findings.interrupted += 1
                elif how == "strange":
                    findings.fault(f"{what!r} in place of {alarm.raised!r}")
                elif isinstance(what, TransportError):
                    findings.fault(f"{what!r}, sent {what.sent}; heard {counting.heard[number]} times")
                if counting.heard[number] > 1:
                    findings.fault(f"heard {counting.heard[number]} times")
                _check_still_whole(transport, server, findings, alone=not threads)
        finally:
            alarm.stop()
            faulthandler.cancel_dump_traceback_later()
            over.set()
            for helper in helpers:
                helper.join()
            transport.close()


def _usual_time(transport: HttpTransport, server: Server, *, fresh: bool) -> float:
    took = []
    for _ in range(30):
        started = time.perf_counter()
        if fresh:
            transport = HttpTransport()
        transport.send(a_request(f"{server.url}/0"), Deadline.start(PATIENT, time.monotonic()))
        took.append(time.perf_counter() - started)
        if fresh:
            transport.close()
    return sorted(took)[15]


def _work(transport: HttpTransport, server: Server, over: threading.Event, findings: Findings) -> None:
    while not over.is_set():
        try:
            transport.send(a_request(f"{server.url}/0"), Deadline.start(PATIENT, time.monotonic()))
        except BaseException as error:
            findings.fault(f"in another thread: {error!r}")


def _check_still_whole(transport: HttpTransport, server: Server, findings: Findings, *, alone: bool) -> None:
    try:
        transport.send(a_request(f"{server.url}/0"), Deadline.start(PATIENT, time.monotonic()))
    except Exception as error:
        findings.fault(f"the next request: {error!r}")
    for pool in list(transport._pools.values()):
        if alone and pool._calls:
            findings.fault(f"{len(pool._calls)} places are lost")


def cancel_tasks(
    findings: Findings, seconds: float, dice: random.Random, *, library: str, scheme: str
) -> None:
    """Cancel asynchronous requests that compete for two connections."""
    counting = Counting()
    script = over_tls(counting.script) if scheme == "https" else counting.script
    transport = AsyncHttpTransport(max_connections=2)
    with serving(script, scheme=scheme, name="localhost") as server:

        async def call(number: int, after: float) -> None:
            findings.calls += 1
            with anyio.move_on_after(after) as scope:
                try:
                    deadline = Deadline.start(PATIENT, time.monotonic())
                    await transport.send(a_request(f"{server.url}/{number}"), deadline)
                    findings.ends["answered"] += 1
                except TransportError as error:
                    findings.fault(repr(error))
            if scope.cancelled_caught:
                findings.interrupted += 1
                findings.ends["interrupted"] += 1
            if counting.heard[number] > 1:
                findings.fault(f"heard {counting.heard[number]} times")

        async def churn() -> None:
            number = 0
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                async with anyio.create_task_group() as group:
                    for _ in range(5):
                        number += 1
                        group.start_soon(call, number, dice.uniform(0, 0.006))
                await transport.send(a_request(f"{server.url}/0"), Deadline.start(PATIENT, time.monotonic()))
                for pool in transport._pools.values():
                    if pool._calls:
                        findings.fault(f"{len(pool._calls)} places are lost")
            await transport.close()

        faulthandler.dump_traceback_later(seconds + 60, exit=True)
        anyio.run(churn, backend=library)
        faulthandler.cancel_dump_traceback_later()


def interrupt_loops(findings: Findings, seconds: float, dice: random.Random) -> None:
    """Press Ctrl-C while an event loop of asyncio's runs, and go on in the next one with the same transport.

    asyncio turns Ctrl-C into a cancellation. Other exceptions of signal handlers it swallows, if they land in
    its own functions, and may then never wake a task again: nothing that runs in it can help that.
    """
    counting = Counting()
    transport = AsyncHttpTransport(max_connections=1)

    def press(number: int, frame: object) -> None:
        signal.raise_signal(signal.SIGINT)

    with serving(counting.script) as server:
        signal.signal(signal.SIGALRM, press)

        async def several(first: int) -> None:
            signal.setitimer(signal.ITIMER_REAL, dice.uniform(0.0001, 0.004))
            try:
                for number in range(first, first + 10):
                    deadline = Deadline.start(PATIENT, time.monotonic())
                    await transport.send(a_request(f"{server.url}/{number}"), deadline)
            finally:
                signal.setitimer(signal.ITIMER_REAL, 0)

        number = 0
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            number += 10
            findings.calls += 1
            faulthandler.dump_traceback_later(30, exit=True)
            try:
                asyncio.run(several(number))
                findings.ends["answered"] += 1
            except KeyboardInterrupt:
                findings.interrupted += 1
                findings.ends["interrupted"] += 1
            except BaseException as error:
                findings.fault(repr(error))
            for each in range(number, number + 10):
                if counting.heard[each] > 1:
                    findings.fault(f"heard {counting.heard[each]} times")
        faulthandler.cancel_dump_traceback_later()
        asyncio.run(transport.close())


def run(seconds: float, seed: int) -> Findings:
    """Interrupt in every way, for so many seconds altogether."""
    os.environ["SSL_CERT_FILE"] = str(CERTIFICATES / "authority.pem")
    findings = Findings()
    dice = random.Random(seed)
    share = seconds / 12
    interrupt_threads(findings, share * 4, dice, scheme="http", fresh=False, threads=0)
    interrupt_threads(findings, share, dice, scheme="https", fresh=False, threads=0)
    interrupt_threads(findings, share, dice, scheme="http", fresh=True, threads=0)
    interrupt_threads(findings, share, dice, scheme="https", fresh=True, threads=0)
    interrupt_threads(findings, share * 2, dice, scheme="http", fresh=False, threads=3)
    interrupt_loops(findings, share, dice)
    for library in ("asyncio", "trio"):
        for scheme in ("http", "https"):
            cancel_tasks(findings, share / 2, dice, library=library, scheme=scheme)
    return findings


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options: Any = parser.parse_args()
    findings = run(options.seconds, options.seed)
    print(findings)
    return 1 if findings.faults else 0


if __name__ == "__main__":
    sys.exit(main())
