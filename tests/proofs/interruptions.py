"""Calls that are interrupted at random microseconds, and what each was told, against what a server counted.

Five ways to end a call: Ctrl-C, an ordinary exception out of a signal handler, cancellation and timeouts of
asyncio and trio, and ``close()``. Run ``python -m tests.proofs.interruptions`` for the long form, over 20,000
interruptions; its exit code is 1 if a call was told something that is not true, or never came back.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import math
import random
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from traceback import walk_tb
from typing import Any, TypeAlias

import attrs
import kco
import trio
from kco.runtime.transport.network import AsyncHttpTransport, HttpTransport

from .counting import behaviour

__all__ = ["Told", "faults", "main"]

PLACES = 4
"""Connections in a pool: so many calls at once have to go through after each batch."""
BATCH = 250
PATIENCE = 5.0
"""Seconds after which a call counts as one that never comes back; each takes far less than one."""
_NOTE = re.compile(r"kco: (.+) was interrupted; outcome (\w+), attempts (\d+)(?:, idempotency_key (\S+))?")

Act: TypeAlias = Callable[[Any], Any]


class SoftTimeLimitExceeded(Exception):
    """An ordinary exception out of a signal handler; celery has one of this name."""


class NeverCameBack(BaseException):
    """Frees a call that hangs."""


@attrs.define
class Figures:
    """What came of one way to interrupt."""

    name: str
    interruptions: int = 0
    logged: int = 0
    outcomes: Counter[str] = attrs.Factory(Counter)
    faults: Counter[str] = attrs.Factory(Counter)
    examples: dict[str, str] = attrs.Factory(dict)

    def fault(self, what: str, example: str) -> None:
        """Note something that must not be."""
        self.faults[what] += 1
        self.examples.setdefault(what, example)


@attrs.define
class Told:
    """What one call was told."""

    number: int
    is_keyed: bool
    name: str = "not told"
    outcome: str = "none"
    attempts: int | None = None
    key: str | None = None
    was_interrupted: bool = False

    def take(self, error: BaseException) -> None:
        """Take what an error says."""
        if isinstance(error, kco.KcoError):
            self.outcome, self.attempts, self.key = error.outcome, error.attempts, error.idempotency_key
        elif note := _NOTE.fullmatch(kco.interruption(error) or ""):
            self.outcome, self.attempts, self.key = note[2], int(note[3]), note[4]
        else:
            self.outcome = "no note"
        self.name = type(error).__name__


class Trial(logging.Handler):
    """One way to interrupt: makes clients, draws calls and moments, and judges what the calls were told.

    Args:
        name: what it is called in the table.
        port: where the server is.
        seed: of calls and moments.
    """

    def __init__(self, name: str, port: int, seed: int) -> None:
        super().__init__(logging.WARNING)
        self.figures = Figures(name)
        self.random = random.Random(f"{name} {seed}")
        self.options: dict[str, Any] = {
            "api_key": "kco_test_api_0000",
            "base_url": f"http://127.0.0.1:{port}",
            "retries": kco.RetryPolicy(first_delay=0.001),
        }
        self._told: dict[int, Told] = {}
        self._number = self.random.randrange(10**9) * 10**6
        self._usual = _usual(self.client())

    def emit(self, record: logging.LogRecord) -> None:
        self.figures.logged += "was interrupted" in record.getMessage()

    def client(self) -> kco.Kustom:
        """Return a blocking client with few connections."""
        client = kco.Kustom(**self.options)
        client._transport = HttpTransport(max_connections=PLACES)
        return client

    def async_client(self) -> kco.AsyncKustom:
        """Return an asynchronous client with few connections."""
        client = kco.AsyncKustom(**self.options)
        client._transport = AsyncHttpTransport(max_connections=PLACES)
        return client

    def draw(self) -> tuple[Told, Act]:
        """Return the next call, and where to note what it is told; every third has no key."""
        self._number += 1
        number, is_keyed = self._number, self._number % 3 != 0
        told = self._told[number] = Told(number, is_keyed)
        if is_keyed:
            return told, lambda client: client.captures.create(str(number), captured_amount=1)
        return told, lambda client: client.request("POST", f"/{number}")

    def moment(self) -> float:
        """Return the seconds after which to interrupt."""
        return self.random.uniform(0.00002, self._usual * 1.2)

    def judge(self) -> None:
        """Compare what the calls of a batch were told with what the server got."""
        got: dict[int, Counter[str]] = {}
        with self.client() as client:
            for line, count in client.request("GET", "/counts").data.items():
                _, path, key = line.split(" ")
                if number := re.search(r"/(\d+)(?:/captures)?$", path):
                    got.setdefault(int(number[1]), Counter())[key] += count
        if got.keys() - self._told.keys() - {0}:
            self.figures.fault("a request came after its call was over", str(got.keys() - self._told.keys()))
        for told in self._told.values():
            requests = got.get(told.number, Counter())
            self.figures.interruptions += told.was_interrupted
            self.figures.outcomes[told.outcome if told.was_interrupted else "not hit"] += 1
            for fault in faults(told, requests):
                self.figures.fault(fault, f"{told}; the server got {dict(requests)}")
        self._told.clear()


def faults(told: Told, requests: Counter[str]) -> Iterator[str]:
    """Yield what is wrong with what a call was told.

    Args:
        told: what it was told.
        requests: how many of its requests the server got under each key, ``-`` for none.
    """
    count = requests.total()
    if told.outcome == "not_sent" and count:
        yield "told not_sent, but the server got it"
    if told.outcome == "no note" and count:
        yield "no note, but the server got it"
    if told.outcome == "rejected":
        yield "told rejected, but nothing was refused"
    if told.name == "success" and not count:
        yield "told success, but the server never got it"
    if not told.is_keyed and count > 1:
        yield "sent twice without a key"
    if told.is_keyed and len(requests) > 1:
        yield "sent with two keys"
    if told.is_keyed and count and told.attempts is not None and told.key not in requests:
        yield "the key is missing or another one"
    if told.attempts is not None and told.attempts < count:
        yield "told fewer attempts than the server got requests"


def _usual(client: Any) -> float:
    """Return the seconds that a call usually takes here, once all that it needs has been imported."""
    took = []
    for _ in range(50):
        began = time.perf_counter()
        client.captures.create("0", captured_amount=1)
        took.append(time.perf_counter() - began)
    client.close()
    return sorted(took)[25]


class Alarm:
    """The one timer of this process: what it raises, and whether it has."""

    def __init__(self) -> None:
        self._kind: type[BaseException] = NeverCameBack
        self._due = math.inf
        self.has_fired = False
        signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, *_: object) -> None:
        # The system may hand a signal to another thread, whose word of it comes here after `stop`.
        if time.monotonic() < self._due:
            return
        kind, self._kind = self._kind, NeverCameBack
        self.has_fired = True
        self._due = time.monotonic() + PATIENCE
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        raise kind

    def set(self, seconds: float = PATIENCE, kind: type[BaseException] = NeverCameBack) -> None:
        """Raise that after so many seconds; afterwards `NeverCameBack` if it does not help."""
        self._kind = kind
        self.has_fired = False
        self._due = time.monotonic() + seconds
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def stop(self) -> None:
        """Raise nothing any more."""
        self._due = math.inf
        signal.setitimer(signal.ITIMER_REAL, 0)


def interrupt_by_signal(trial: Trial, alarm: Alarm, count: int, kind: type[BaseException]) -> None:
    """Raise an exception out of a signal handler, in the midst of calls of a blocking client."""
    client = trial.client()
    while trial.figures.interruptions < count:
        for _ in range(BATCH):
            told, act = trial.draw()
            is_late = False
            try:
                try:
                    alarm.set(trial.moment(), kind)
                    act(client)
                    told.name = "success"
                except BaseException as error:
                    told.was_interrupted = isinstance(error, (kind, NeverCameBack)) and _hit(error)
                    told.take(error)
                alarm.stop()
            except kind:
                is_late = True
            has_fired = alarm.has_fired
            if has_fired and told.name not in (kind.__name__, "NeverCameBack") and not is_late:
                trial.figures.fault("the exception was swallowed", str(told))
            try:
                alarm.set()
                if has_fired:
                    client.request("GET", "/check")
                alarm.stop()
            except BaseException as error:
                trial.figures.fault("the next call did not go through", f"{told}; then {error!r}")
                client = trial.client()
            if told.name == "NeverCameBack":
                trial.figures.fault("a call never came back", str(told))
                client = trial.client()
        if not _at_once(client):
            trial.figures.fault("a place in the pool was lost", "after a batch")
            client = trial.client()
        trial.judge()
    client.close()


def _hit(error: BaseException) -> bool:
    """Return whether an exception was raised while kco was at work, and not just before or after."""
    frames = (frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__))
    return any(name.startswith("kco.") for name in frames)


def _at_once(client: Any) -> bool:
    """Make calls that the server answers only when as many as there are places have arrived."""
    done = []

    def call() -> None:
        with suppress(kco.KcoError):
            client.request("GET", f"/hold/{PLACES}", timeout=PATIENCE, retries=0)
            done.append(True)

    threads = [threading.Thread(target=call, daemon=True) for _ in range(PLACES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * PATIENCE)
    return len(done) == PLACES


def close_by_thread(trial: Trial, alarm: Alarm, count: int) -> None:
    """Close a blocking client from another thread, in the midst of its call."""
    while trial.figures.interruptions < count:
        for _ in range(BATCH):
            told, act = trial.draw()
            client, moment = trial.client(), trial.moment()

            def close(client: Any = client, moment: float = moment) -> None:
                time.sleep(moment)
                client.close()

            thread = threading.Thread(target=close)
            alarm.set()
            thread.start()
            try:
                act(client)
                told.name = "success"
            except Exception as error:
                _take_end(trial, told, error, was_closed=True)
            thread.join()
            alarm.stop()
        trial.judge()


def _take_end(trial: Trial, told: Told, error: Exception, *, was_closed: bool = False) -> None:
    """Take an error that is no interruption; only the closing of the client can be behind it."""
    told.take(error)
    fails_anyhow = not told.is_keyed and behaviour(told.number) in ("503", "no answer")
    told.was_interrupted = was_closed and not fails_anyhow
    if not isinstance(error, kco.KcoError):
        trial.figures.fault("raised an error that is not kco's", repr(error))


async def cancel(trial: Trial, alarm: Alarm, count: int, how: str) -> None:
    """Cancel calls of an asynchronous client on asyncio, or close it."""
    client = trial.async_client()

    async def call(told: Told, act: Act) -> None:
        try:
            await act(client)
            told.name = "success"
        except asyncio.CancelledError as error:
            told.was_interrupted = True
            told.take(error)
        except Exception as error:
            _take_end(trial, told, error, was_closed=how == "close")

    while trial.figures.interruptions < count:
        for _ in range(BATCH):
            told, act = trial.draw()
            alarm.set()
            if how == "timeout":
                try:
                    async with asyncio.timeout(trial.moment()):
                        await act(client)
                    told.name = "success"
                except TimeoutError as error:
                    told.was_interrupted = True
                    told.take(error)
                except Exception as error:
                    _take_end(trial, told, error)
            else:
                task = asyncio.create_task(call(told, act))
                await _pause(trial, asyncio.sleep)
                if how == "close":
                    await client.close()
                else:
                    task.cancel()
                with suppress(asyncio.CancelledError):  # it may not have begun
                    await task
            if how == "close":
                client = trial.async_client()
            else:
                await client.request("GET", "/check")
            alarm.stop()
        alarm.set(3 * PATIENCE)
        async with asyncio.timeout(2 * PATIENCE):
            await asyncio.gather(*(client.request("GET", f"/hold/{PLACES}") for _ in range(PLACES)))
        alarm.stop()
        trial.judge()
    await client.close()


async def cancel_on_trio(trial: Trial, alarm: Alarm, count: int) -> None:
    """Cancel calls of an asynchronous client on trio."""
    client = trial.async_client()

    async def call(told: Told, act: Act) -> None:
        try:
            await act(client)
            told.name = "success"
        except (trio.Cancelled, BaseExceptionGroup) as error:  # trio groups those of a connection it opens
            told.was_interrupted = True
            told.take(error)
            raise
        except Exception as error:
            _take_end(trial, told, error)

    async def hold() -> None:
        await client.request("GET", f"/hold/{PLACES}")

    while trial.figures.interruptions < count:
        for _ in range(BATCH):
            told, act = trial.draw()
            alarm.set()
            async with trio.open_nursery() as nursery:
                nursery.start_soon(call, told, act)
                await _pause(trial, trio.sleep)
                nursery.cancel_scope.cancel()
            await client.request("GET", "/check")
            alarm.stop()
        alarm.set(3 * PATIENCE)
        async with trio.open_nursery() as nursery:
            for _ in range(PLACES):
                nursery.start_soon(hold)
        alarm.stop()
        trial.judge()
    await client.close()


async def _pause(trial: Trial, sleep: Callable[[float], Awaitable[object]]) -> None:
    """Wait for some microseconds, or for some rounds of the loop, which meets every point of a call."""
    if trial.random.random() < 0.5:
        await sleep(trial.moment())
    else:
        for _ in range(trial.random.randrange(40)):
            await sleep(0)


WAYS: Mapping[str, tuple[float, Callable[[Trial, Alarm, int], None]]] = {
    "Ctrl-C": (0.2, lambda trial, alarm, count: interrupt_by_signal(trial, alarm, count, KeyboardInterrupt)),
    "SoftTimeLimitExceeded": (
        0.15,
        lambda trial, alarm, count: interrupt_by_signal(trial, alarm, count, SoftTimeLimitExceeded),
    ),
    "TimeoutError of an alarm": (
        0.15,
        lambda trial, alarm, count: interrupt_by_signal(trial, alarm, count, TimeoutError),
    ),
    "asyncio cancellation": (
        0.15,
        lambda trial, alarm, count: asyncio.run(cancel(trial, alarm, count, "cancel")),
    ),
    "asyncio.timeout": (0.1, lambda trial, alarm, count: asyncio.run(cancel(trial, alarm, count, "timeout"))),
    "trio cancellation": (0.15, lambda *given: trio.run(cancel_on_trio, *given)),
    "close() by a thread": (0.05, close_by_thread),
    "close() on asyncio": (
        0.05,
        lambda trial, alarm, count: asyncio.run(cancel(trial, alarm, count, "close")),
    ),
}
"""Ways to interrupt, each with its share of the interruptions."""


def main(arguments: Sequence[str]) -> int:
    """Interrupt and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.interruptions", description=__doc__)
    parser.add_argument("--count", type=int, default=21_000, help="how many interruptions in all")
    parser.add_argument("--seed", type=int, default=1, help="of the calls and moments")
    parser.add_argument("--only", default="", help="the ways whose name contains this")
    options = parser.parse_args(arguments)
    logger = logging.getLogger("kco")
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    alarm = Alarm()
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.proofs.counting"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    all_figures = []
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        for name, (share, interrupt) in WAYS.items():
            if options.only not in name:
                continue
            trial = Trial(name, port, options.seed)
            logger.addHandler(trial)
            with warnings.catch_warnings(record=True, action="always", category=ResourceWarning) as left:
                try:
                    interrupt(trial, alarm, int(options.count * share))
                except (NeverCameBack, TimeoutError, kco.KcoError) as error:
                    trial.figures.fault(
                        "a call never came back, or a place in the pool was lost", repr(error)
                    )
                finally:
                    alarm.stop()
                    gc.collect()
                    logger.removeHandler(trial)
            for warning in left:
                trial.figures.fault("left a socket to the garbage collector", str(warning.message))
            figures = trial.figures
            noted = figures.interruptions - figures.outcomes["no note"]
            if figures.logged != noted and "close" not in name:
                figures.fault(
                    "not every note is one warning in the log", f"{noted} notes, {figures.logged} warnings"
                )
            all_figures.append(figures)
    finally:
        server.communicate(timeout=10)
    print(report(all_figures))
    return 1 if any(figures.faults for figures in all_figures) else 0


def report(all_figures: Sequence[Figures]) -> str:
    """Return the figures as a table, and an example of each fault."""
    outcomes = ("not_sent", "rejected", "unknown", "applied", "no note")
    lines = [
        f"{'':26}{'interruptions':>14}{''.join(f'{name:>10}' for name in outcomes)}{'logged':>8}{'faults':>8}"
    ]
    for one in all_figures:
        lines.append(
            f"{one.name:26}{one.interruptions:>14}"
            + "".join(f"{one.outcomes[name]:>10}" for name in outcomes)
            + f"{one.logged:>8}{one.faults.total():>8}"
        )
    for one in all_figures:
        for what, count in one.faults.most_common():
            lines.append(f"\nWRONG {count:>6} {one.name}: {what}\n    {one.examples[what]}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
