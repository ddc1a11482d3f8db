"""A world in which every schedule can be played: a service, a clock, callers, and decisions taken in order.

Callers are coroutines on an event loop whose time stands still until nothing else can happen, so two of
them meet in every order of their requests, without threads and without waiting. The blocking client has
one caller, whose waits are decided upon, too.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Literal, TypeAlias
from unittest import mock
from urllib.parse import urlsplit

import attrs
import kco
from kco.runtime.messages import Answer, Headers
from kco.runtime.transport import TransportError

from .oracle import TOTAL, Call, Fault, Sent, Told
from .service import Reads, Reply, Request, Service

__all__ = ["Caller", "Clock", "Decisions", "Scenario", "Setting", "Style", "World"]

Style: TypeAlias = Literal["blocking", "async", "http_client"]

_REPLIES = {
    200: Reply(200, (("Content-Type", "text/html"),), b"<html>sign in</html>"),
    403: Reply(403, (("Content-Type", "application/json"),), b'{"error_code": "NOT_ALLOWED"}'),
    409: Reply(409, (("Content-Type", "application/json"),), b'{"error_code": "CONFLICT"}'),
}
_NOTE = re.compile(r"kco: (\S+) was interrupted; outcome (\w+), attempts (\d+)(?:, idempotency_key (\S+))?")


class Interruption(Exception):
    """An ordinary exception out of a signal handler, such as celery's ``SoftTimeLimitExceeded``."""


@attrs.frozen
class Scenario:
    """Callers with one intent between them.

    Args:
        name: for people.
        calls: what each asks for; each has a client of its own, as two processes have.
        captured: the amount that is captured before they begin.
    """

    name: str
    calls: Sequence[Call]
    captured: int = 0


@attrs.frozen
class Setting:
    """Where the callers meet.

    Args:
        style: how the client is driven.
        depth: how many faults a path has at most.
        writes: what may happen to a write.
        reads: what may happen to a read.
        remembers_keys: whether the server knows a key again.
        lag: how far its reads are behind its writes.
        vendor: whose client it is.
    """

    style: Style
    depth: int
    writes: Sequence[Fault]
    reads: Sequence[Fault]
    remembers_keys: bool = True
    lag: Reads = "current"
    vendor: str = "Kustom"


class Decisions:
    """One path through a tree of decisions, and the way to the next path."""

    def __init__(self) -> None:
        self._path: list[list[int]] = []
        self._position = 0

    def choose(self, count: int) -> int:
        """Return the number below `count` that this path has here."""
        if self._position == len(self._path):
            self._path.append([0, count])
        number, known = self._path[self._position]
        assert count == known, "the same decisions led to another place"
        self._position += 1
        return number

    def advance(self) -> bool:
        """Go to the next path; False if there is none."""
        while self._path and self._path[-1][0] + 1 == self._path[-1][1]:
            self._path.pop()
        self._position = 0
        if self._path:
            self._path[-1][0] += 1
        return bool(self._path)


class Clock(logging.Handler):
    """The time of this thread, which stands still until it is told to go on; notices what is logged, too."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.now = 0.0
        self.interruptions = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.interruptions += "interrupted" in record.getMessage()

    @contextmanager
    def installed(self) -> Iterator[None]:
        """Let this thread read this clock, and every run have the same jitter."""
        thread, monotonic, state = threading.get_ident(), time.monotonic, random.getstate()
        logger = logging.getLogger("kco")

        def read() -> float:
            return self.now if threading.get_ident() == thread else monotonic()

        with mock.patch("time.monotonic", read):
            before, logger.propagate, level = logger.propagate, False, logger.level
            logger.setLevel(logging.WARNING)
            logger.addHandler(self)
            try:
                yield
            finally:
                logger.removeHandler(self)
                logger.propagate = before
                logger.setLevel(level)
                random.setstate(state)


@attrs.define(eq=False)
class Caller:
    """One caller, its client, and how its call goes."""

    index: int
    call: Call
    client: Any = None
    sent: list[Sent] = attrs.Factory(list)
    told: Told | None = None
    ended: str = ""
    gate: tuple[Request, float, asyncio.Future[Answer]] | None = None
    task: asyncio.Task[None] | None = None

    def __str__(self) -> str:
        return "AB"[self.index]


class World:
    """One path: the service, the clock, the callers and what was decided so far."""

    def __init__(self, scenario: Scenario, setting: Setting, decisions: Decisions, clock: Clock) -> None:
        self.setting = setting
        self.clock = clock
        self.service = Service(
            remembers_keys=setting.remembers_keys, reads=setting.lag, captured=scenario.captured
        )
        self.callers = [Caller(index, call) for index, call in enumerate(scenario.calls)]
        self.sent: list[tuple[int, Sent]] = []
        self.story: list[str] = []
        self.faults: list[Fault] = []
        self.is_healthy = False
        self._decisions = decisions
        self._late: list[Sent] = []
        clock.now = 0.0
        random.seed(0)

    def play(self, callers: Sequence[Caller]) -> None:
        """Let callers call, from one thread or loop, until all were told something."""
        for caller in callers:
            caller.client = self._client(caller)
        if self.setting.style == "async":
            loop = Loop(self, callers)
            try:
                loop.run_until_complete(loop.play())
            finally:
                loop.close()
        else:
            (caller,) = callers
            caller.told = self._told(caller, self.clock.now, lambda: _blocking(caller))
        self._arrive()

    def play_again(self, caller: Caller) -> Caller:
        """Make a caller's call again, now that nothing goes wrong any more."""
        self.is_healthy = True
        self.story.append(f"{caller} told {caller.told}, and calls again:")
        again = Caller(caller.index, caller.call)
        self.callers = [again]
        self.play([again])
        return again

    def _client(self, caller: Caller) -> Any:
        style, vendor = self.setting.style, self.setting.vendor
        options: dict[str, Any] = {
            "api_key": f"{'kco' if vendor == 'Kustom' else 'klarna'}_test_api_0000",
            "base_url": "https://api.test",
        }
        if style == "http_client":
            options["http_client"] = HttpClient(self, caller)
        client = getattr(kco, f"Async{vendor}" if style == "async" else vendor)(**options)
        if style == "async":
            client._transport = AsyncTransport(caller)
        else:
            client._pause = self.wait
            if style == "blocking":
                client._transport = Transport(self, caller)
        return client

    def decide(self, count: int) -> int:
        """Return a decision; in a healthy world nothing goes wrong."""
        return 0 if self.is_healthy or count == 1 else self._decisions.choose(count)

    @property
    def _may_fail(self) -> bool:
        return len(self.faults) < self.setting.depth

    def meet(self, caller: Caller, request: Request) -> Sent:
        """Decide what becomes of a request, and do to the service what follows from it."""
        possible = self.setting.writes if request.is_write else self.setting.reads
        number = self.decide(1 + len(possible) if self._may_fail else 1)
        fault = Fault("answered", applied="at once") if number == 0 else possible[number - 1]
        if number:
            self.faults.append(fault)
        sent = Sent(request, fault)
        overtaken, self._late = self._late, []
        if fault.applied == "at once":
            reply = self._apply(sent)
            if fault.end == "answer":
                sent.reply = _REPLIES.get(fault.status, Reply(fault.status)) if fault.status else reply
        elif fault.applied == "later":
            self._late.append(sent)
        elif fault.end == "answer":
            sent.reply = _REPLIES.get(fault.status, Reply(fault.status))
            if fault.status == 403 and request.is_write:
                sent.reply = self._apply(sent)
        for one in overtaken:
            self._apply(one)
        caller.ended = {"interrupted": "interrupted", "alarm": "interrupted", "closed": "closed"}.get(
            fault.end, caller.ended
        )
        caller.sent.append(sent)
        self.sent.append((caller.index, sent))
        self.story.append(f"{caller} {request.method} {request.subject or 'order'} {fault.name}")
        return sent

    def _apply(self, sent: Sent) -> Reply:
        before = len(self.service.effects)
        sent.shown = self.service.visible()
        reply = self.service.carry_out(sent.request, refuse=sent.fault.status == 403)
        sent.effect = self.service.effects[before] if len(self.service.effects) > before else None
        return reply

    def _arrive(self) -> None:
        for one in self._late:
            self._apply(one)
        self._late = []

    def wait(self, seconds: float) -> bool:
        """Let the blocking caller wait, unless it is decided to cut that short; return whether it is closed."""
        cut = self.cut_short(self.callers)
        if cut is None:
            self.clock.now += seconds
            return False
        if cut[1] == "interrupted":
            raise KeyboardInterrupt
        cut[0].client.close()
        return True

    def cut_short(self, waiting: Sequence[Caller]) -> tuple[Caller, str] | None:
        """Decide whether one of the waiting callers is interrupted, or its client closed."""
        options = [
            (caller, end) for caller in waiting if not caller.ended for end in ("interrupted", "closed")
        ]
        number = self.decide(1 + len(options) if self._may_fail else 1)
        if number == 0:
            return None
        caller, end = options[number - 1]
        caller.ended = end
        self.faults.append(Fault(f"{end} while it waits"))
        self.story.append(f"{caller} {end} while it waits")
        return caller, end

    def _told(self, caller: Caller, began: float, call: Callable[[], Any]) -> Told:
        # The coroutine of an asynchronous call is awaited by its caller; what it raised is raised by `call`.
        try:
            result = call()
        except BaseException as error:
            if isinstance(error, AssertionError):
                raise
            told = _told_error(error)
        else:
            told = _told_result(result)
        return attrs.evolve(told, seconds=self.clock.now - began)


def _blocking(caller: Caller) -> Any:
    method = caller.client
    resource, _, name = caller.call.method.partition(".")
    method = getattr(method, resource)
    if not caller.call.is_ensure:
        method = method.with_response
    return getattr(method, name)("order-1", **caller.call.arguments)


def _told_result(result: Any) -> Told:
    data = getattr(result, "data", result)
    return Told(
        "success",
        attempts=getattr(result, "attempts", None),
        key=getattr(result, "idempotency_key", None),
        identifier=getattr(data, "capture_id", getattr(data, "refund_id", None)),
        created=getattr(data, "created", None),
    )


def _told_error(error: BaseException) -> Told:
    if isinstance(error, kco.KcoError):
        return Told(
            type(error).__name__,
            outcome=error.outcome,
            attempts=error.attempts,
            key=error.idempotency_key,
            operation=error.operation,
            retryable=error.retryable,
            identifier=error.answered_id,
        )
    if not isinstance(error, (KeyboardInterrupt, Interruption, asyncio.CancelledError)):
        return Told(type(error).__name__)
    note = _NOTE.fullmatch(kco.interruption(error) or "")
    if note is None:
        return Told("interrupted", outcome="nothing", attempts=-1)
    return Told("interrupted", note[2], int(note[3]), note[4], note[1])


def _request(method: str, url: str, headers: Iterable[tuple[str, str]], content: bytes | None) -> Request:
    key = {name.lower(): value for name, value in headers}.get("klarna-idempotency-key")
    return Request(method, urlsplit(url).path, key, json.loads(content) if content else None)


def _answer(sent: Sent) -> Answer:
    """Return what a transport returns, or raise what it raises."""
    if sent.reply is not None:
        return Answer(sent.reply.status, Headers(sent.reply.headers), sent.reply.body)
    if sent.fault.end == "interrupted":
        raise KeyboardInterrupt
    if sent.fault.end == "alarm":
        raise Interruption
    raise TransportError(
        sent.fault.name, sent=sent.fault.end != "unsent", deadline_exceeded=sent.fault.end == "late"
    )


class Transport:
    """Carries the requests of one blocking caller into the world."""

    def __init__(self, world: World, caller: Caller) -> None:
        self._world = world
        self._caller = caller
        self._is_closed = False

    def send(self, request: Any, deadline: Any) -> Answer:
        if self._is_closed:
            raise kco.ConfigurationError("the client is closed; make a new one")
        sent = self._world.meet(
            self._caller, _request(request.method, request.url, request.headers, request.content)
        )
        if sent.fault.end == "late":
            self._world.clock.now = max(self._world.clock.now, deadline.at)
        elif sent.fault.end == "closed":
            self._caller.client.close()
        return _answer(sent)

    def close(self) -> None:
        self._is_closed = True


class HttpClient:
    """A user's own HTTP client, which can prove nothing about what it did not send."""

    def __init__(self, world: World, caller: Caller) -> None:
        self._world = world
        self._caller = caller

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[str, str]],
        timeout: Any,
        follow_redirects: bool,
    ) -> Any:
        sent = self._world.meet(self._caller, _request(method, url, headers, content))
        if sent.fault.end == "late":
            self._world.clock.now = max(self._world.clock.now, TOTAL)
        if sent.reply is None:
            if sent.fault.end == "interrupted":
                raise KeyboardInterrupt
            raise OSError(sent.fault.name)
        return SimpleNamespace(
            status_code=sent.reply.status,
            headers=dict(sent.reply.headers),
            content=sent.reply.body,
        )


class AsyncTransport:
    """Holds each request of one caller until the loop lets it through."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._is_closed = False

    async def send(self, request: Any, deadline: Any) -> Answer:
        if self._is_closed:
            raise kco.ConfigurationError("the client is closed; make a new one")
        gate: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        known = _request(request.method, request.url, request.headers, request.content)
        self._caller.gate = (known, deadline.at, gate)
        return await gate

    async def close(self) -> None:
        self._is_closed = True


class Loop(asyncio.BaseEventLoop):
    """An event loop that, when nothing else can happen, decides who goes on and how."""

    def __init__(self, world: World, callers: Sequence[Caller]) -> None:
        super().__init__()
        self._selector = self
        self._world = world
        self._callers = callers
        self._closing: list[asyncio.Task[None]] = []

    async def play(self) -> None:
        for caller in self._callers:
            caller.task = self.create_task(self._call(caller))
        for caller in self._callers:
            assert caller.task is not None
            await asyncio.wait([caller.task])
        for task in self._closing:
            await task

    async def _call(self, caller: Caller) -> None:
        world, began = self._world, self._world.clock.now
        try:
            result = await _blocking(caller)
        except BaseException as error:
            failure = error

            def ended() -> Any:
                raise failure

            caller.told = world._told(caller, began, ended)
        else:
            caller.told = world._told(caller, began, lambda: result)

    def time(self) -> float:
        return self._world.clock.now

    def select(self, timeout: float | None) -> list[Any]:
        """Be asked by the loop what has happened outside; `timeout` is 0 if there is work left inside."""
        if timeout is None or timeout > 0:
            self._go_on(timeout)
        return []

    def _go_on(self, timeout: float | None) -> None:
        held = [caller for caller in self._callers if caller.gate is not None]
        waiting = [
            caller
            for caller in self._callers
            if caller.gate is None and caller.task is not None and not caller.task.done()
        ]
        can_wait = bool(waiting) and timeout is not None
        assert held or can_wait, "the call hangs"
        number = self._world.decide(len(held) + can_wait)
        if number < len(held):
            self._let_through(held[number])
            return
        assert timeout is not None
        cut = self._world.cut_short(waiting)
        if cut is None:
            self._world.clock.now += timeout
        elif cut[1] == "interrupted":
            assert cut[0].task is not None
            cut[0].task.cancel()
        else:
            self._closing.append(self.create_task(cut[0].client.close()))

    def _let_through(self, caller: Caller) -> None:
        assert caller.gate is not None
        assert caller.task is not None
        request, at, gate = caller.gate
        caller.gate = None
        sent = self._world.meet(caller, request)
        if sent.fault.end == "late":
            self._world.clock.now = max(self._world.clock.now, at)
        if sent.fault.end in ("interrupted", "alarm"):
            caller.task.cancel()
            return
        if sent.fault.end == "closed":
            self._closing.append(self.create_task(caller.client.close()))
        if gate.done():
            return
        try:
            gate.set_result(_answer(sent))
        except TransportError as error:
            gate.set_exception(error)

    def _process_events(self, event_list: Any) -> None:
        pass

    def _write_to_self(self) -> None:
        pass
