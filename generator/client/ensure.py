"""The course of `ensure`, without I/O: it takes a goal, yields requests, is sent their answers, and returns a `Found`.

A nightly job makes this call again and again until there is one capture, and only one. An idempotency key
protects a repeated call for a day at Klarna; for how long at Kustom is not documented. A job that comes back
after a week is protected by the captures and refunds themselves, which carry the merchant's reference. So
`ensure` looks first, creates only what is missing, looks again where it cannot know whether it did, and reads
back what it created: a server answers a used key with its first result, even if the new request differs.

`async_ensure_methods` and its blocking twin send the requests and wait.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from itertools import count
from typing import Any, Final, TypeAlias

import attrs

from .runtime.attempts import Delivery, log_interruption
from .runtime.errors import (
    ConfigurationError,
    DecodeError,
    InvalidInputError,
    KcoError,
    NotSentError,
    OutcomeUnknownError,
    RateLimitedError,
    ReferenceConflictError,
    ResponseError,
)
from .runtime.events import Outcome, worst
from .runtime.frames import forget_locals
from .runtime.request import Call
from .runtime.response import Response
from .runtime.retries import RetryPolicy, back_off
from .runtime.timeouts import Deadline

__all__ = ["Ask", "Course", "EnsuredCapture", "EnsuredOrder", "EnsuredRefund", "Found", "Goal", "Pause"]

# Reads may lag behind writes (https://docs.klarna.com/api/escalation-and-retry-policy). What was created is
# looked for that many seconds, and at least that many times.
_LONGEST_LAG: Final = 10.0
_FEWEST_READS: Final = 3

_ONCE: Final = RetryPolicy(retries=0)


@attrs.frozen(kw_only=True)
class EnsuredCapture:
    """The one capture of a reference, read back from the server.

    Args:
        capture_id: its id.
        created: False if it was there before. Of several callers at the same moment each may be told
            True, so this is no lock for sending a mail once.
        location: its address, where it was just created and the server gave one.
    """

    capture_id: str
    created: bool
    location: str | None = None


@attrs.frozen(kw_only=True)
class EnsuredRefund:
    """The one refund of a reference, read back from the server.

    Args:
        refund_id: its id; ``None`` for an older refund, some of which the servers show without one.
        created: False if it was there before. Of several callers at the same moment each may be told
            True, so this is no lock for sending a mail once.
        location: its address, where it was just created and the server gave one.
    """

    refund_id: str | None
    created: bool
    location: str | None = None


@attrs.frozen(kw_only=True)
class EnsuredOrder:
    """An order in the state that was wanted, read back from the server.

    Args:
        status: its status, e.g. ``CANCELLED``.
        changed: False if it was in that state before.
    """

    status: str
    changed: bool


@attrs.frozen(kw_only=True)
class Found:
    """The capture, refund or state that was wanted, and that is there now.

    Args:
        identifier: its id; for the state of an order, the status.
        created: whether a call of this course brought it about.
        location: its address, where the server gave one.
    """

    identifier: str | None
    created: bool = False
    location: str | None = None


@attrs.frozen(kw_only=True)
class Goal:
    """The capture, refund or state that is wanted, and the calls that look for it and create it.

    Args:
        operation: the method that was called, e.g. ``captures.ensure``.
        noun: what is wanted, for sentences.
        look: the read that shows what there is.
        writes: the write under the key of each attempt, in order.
        find: takes what `look` returns, and returns the wanted one, or ``None`` if it is not there.
        read_one: returns the read of one thing by its id, ``None`` where that cannot be asked for.
        confirm: takes what `read_one` returns, as `find` does.
    """

    operation: str
    noun: str
    look: Call[Any]
    writes: tuple[Call[Any], ...]
    find: Callable[[Any], Found | None]
    read_one: Callable[[str], Call[Any] | None]
    confirm: Callable[[Any], Found | None]


@attrs.frozen
class Ask:
    """The next request, and how often it is repeated without another look."""

    call: Call[Any]
    policy: RetryPolicy
    is_write: bool = False


@attrs.frozen
class Pause:
    """A wait, in seconds. The reply is whether the client was closed meanwhile."""

    seconds: float


@attrs.frozen
class _Refusal:
    """A write that the server refused.

    Args:
        error: the refusal.
        is_certain: False if an earlier attempt under the same key may have been carried out.
    """

    error: KcoError
    is_certain: bool

    @property
    def is_stored(self) -> bool:
        """Whether the server stores this refusal with the key, so that the key has never created anything.

        Servers store 403 and 404. They refuse bad credentials and malformed requests before they look at the
        key, which may have created something.
        """
        error = self.error
        return (
            isinstance(error, ResponseError)
            and error.status_code in (403, 404)
            and error.error_code is not None
        )


Step: TypeAlias = Ask | Pause
Steps: TypeAlias = Generator[Step, Any, Found]


class Course:
    """The way to a goal, and what became of its writes.

    Args:
        goal: what there shall be.
        deadline: when all of it is over.
        policy: how often a write is repeated, and how long to wait before that.
    """

    def __init__(self, goal: Goal, deadline: Deadline, policy: RetryPolicy) -> None:
        self._goal = goal
        self.deadline = deadline
        self._policy = policy
        self._key: str | None = goal.writes[0].idempotency_key
        self._answered_id: str | None = None
        self._is_closed = False
        # Writes that have ended: how often they were sent, and the worst that became of one; and the one
        # that is under way. In one value, so that an interruption never finds half of a change.
        self._sent: tuple[int, Outcome, Delivery[Any] | None] = (0, "not_sent", None)

    @property
    def attempts(self) -> int:
        """How many times a write was sent."""
        attempts, _, current = self._sent
        return attempts + (current.number if current is not None else 0)

    @property
    def outcome(self) -> Outcome:
        """What became of the writes. One that was answered is ``unknown`` until it was read back."""
        _, outcome, current = self._sent
        outcome = worst((outcome, current.outcome if current is not None else "not_sent"))
        return "unknown" if outcome == "applied" else outcome

    def began(self, step: Ask, delivery: Delivery[Any]) -> None:
        """Note that the request of a step is sent now."""
        self._last = delivery
        if step.is_write:
            attempts, outcome, _ = self._sent
            self._sent = attempts, outcome, delivery

    def _write_ended(self) -> None:
        attempts, outcome, current = self._sent
        if current is not None:
            self._sent = attempts + current.number, worst((outcome, current.outcome)), None

    def steps(self) -> Steps:
        """Yield steps; be sent a `Response` or a `KcoError` for each request."""
        found = yield from self._look_first()
        if found is not None:
            return found
        for write in self._goal.writes:
            self._key = write.idempotency_key
            result = yield from self._write(write)
            if isinstance(result, Found):
                return result
            if isinstance(result, Response):
                return (yield from self._read_back(result))
            # The key of a later attempt may be used only if nothing came of those before it.
            if not result.is_certain or not result.is_stored or write is self._goal.writes[-1]:
                return (yield from self._look_after_refusal(result.error))
        raise AssertionError  # There is at least one write.

    def _look(self) -> Generator[Step, Any, Found | None]:
        reply = yield Ask(self._goal.look, self._policy)
        if isinstance(reply, KcoError):
            raise reply
        return self._goal.find(reply.data)

    def _look_first(self) -> Generator[Step, Any, Found | None]:
        try:
            return (yield from self._look())
        except KcoError as error:
            if error.outcome in ("unknown", "applied"):
                # Nothing was sent but a read.
                error.outcome = "not_sent"
                error.add_note(
                    f"kco: nothing was created: {self._goal.operation} could not see what there is"
                )
            raise

    def _write(self, write: Call[Any]) -> Generator[Step, Any, Found | Response[Any] | _Refusal]:
        """Send a write until it is answered; between attempts that may have been carried out, look."""
        is_certain = True
        for number in count(1):
            reply = yield Ask(write, _ONCE, is_write=True)
            delivery = self._last
            self._write_ended()
            if isinstance(reply, Response):
                return reply
            if isinstance(reply, ConfigurationError):
                raise reply
            if reply.outcome == "rejected" and not isinstance(reply, RateLimitedError):
                return _Refusal(reply, is_certain)
            wait = delivery.delay(self._policy, number)
            if wait is not None and (yield Pause(wait)):
                self._is_closed = True
                reply.add_note("kco: the client was closed, so the call was not tried again")
                raise reply
            if reply.outcome == "unknown":
                is_certain = False
                found = yield from self._look_after(reply)
                if found is not None:
                    return attrs.evolve(found, created=True)
                if wait is None:
                    reply.add_note(
                        f"kco: the server does not show the {self._goal.noun}; "
                        f"call {self._goal.operation} again later"
                    )
            if wait is None:
                raise reply
        raise AssertionError  # The count has no end.

    def _look_after(self, error: KcoError) -> Generator[Step, Any, Found | None]:
        """Look whether a write was carried out although it failed; if the look fails too, raise the write's error."""
        try:
            return (yield from self._look())
        except ReferenceConflictError:
            raise
        except KcoError as second:
            error.add_note(f"kco: looking for the {self._goal.noun} failed, too: {second}")
            raise error from None

    def _look_after_refusal(self, refusal: KcoError) -> Steps:
        """Look once more: an earlier run may have created it, and the first read lagged."""
        found = yield from self._look_after(refusal)
        if found is None:
            if self.outcome == "rejected":
                refusal.add_note(
                    "kco: a server repeats a refusal for as long as it remembers the key; once its cause is "
                    f"gone, call {self._goal.operation} with the next attempt="
                )
            raise refusal
        return attrs.evolve(found, created=self.outcome == "unknown")

    def _read_back(self, response: Response[Any]) -> Steps:
        """Read what the server says it created, until it can be seen, and compare."""
        made = _created(response)
        self._answered_id = made.identifier
        one = None if made.identifier is None else self._goal.read_one(made.identifier)
        until = time.monotonic() + _LONGEST_LAG
        for number in range(1, max(_FEWEST_READS, self._policy.retries + 1) + 1):
            reply = yield Ask(self._goal.look if one is None else one, _ONCE)
            if isinstance(reply, Response):
                try:
                    found = (self._goal.find if one is None else self._goal.confirm)(reply.data)
                except DecodeError as unreadable:
                    reply = unreadable
                else:
                    if found is not None:
                        return attrs.evolve(
                            found,
                            identifier=made.identifier or found.identifier,
                            created=True,
                            location=made.location,
                        )
            wait = self._wait_for_lag(number, reply)
            if time.monotonic() + wait > min(until, self.deadline.at) or (yield Pause(wait)):
                break
        error = OutcomeUnknownError(f"the answer says that the {self._goal.noun} was made, but reads do not")
        error.add_note(
            f"kco: something was created and could not be confirmed; call {self._goal.operation} again later"
        )
        raise error

    def _wait_for_lag(self, number: int, reply: object) -> float:
        asked = reply.retry_after if isinstance(reply, ResponseError) else None
        return back_off(self._policy, attempts=number, chance=random.random()) if asked is None else asked

    def ended_by(self, error: BaseException) -> None:
        """Add to an exception that ends the course what became of all its writes."""
        try:
            if isinstance(error, KcoError):
                self._complete(error)
            forget_locals(error)
        except BaseException as second:
            log_interruption(second, self._goal.operation, self.outcome, self.attempts, self._key)
            raise
        if not isinstance(error, KcoError):
            log_interruption(error, self._goal.operation, self.outcome, self.attempts, self._key)

    def _complete(self, error: KcoError) -> None:
        if self.attempts:
            error.outcome = self.outcome
        error.operation = self._goal.operation
        error.idempotency_key = self._key
        error.attempts = self.attempts
        error.answered_id = self._answered_id
        error.retryable = not self._is_closed and _is_retryable(error)


def _is_retryable(error: KcoError) -> bool:
    # The next look finds what was created, so repeating never acts twice.
    if isinstance(error, (ConfigurationError, InvalidInputError, ReferenceConflictError)):
        return False
    if isinstance(error, DecodeError) and error.status_code is None:
        return False  # The answer is JSON, but a field that has to be compared cannot be read.
    # A 429 has the outcome "rejected", and so has an attempt after it that was not sent.
    return error.outcome != "rejected" or isinstance(error, RateLimitedError | NotSentError)


def _created(response: Response[Any]) -> Found:
    made = response.data
    identifier = getattr(made, "capture_id", None) or getattr(made, "refund_id", None)
    return Found(identifier=identifier, location=getattr(made, "location", None))
