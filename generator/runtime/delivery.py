"""The course of one call over its attempts, without sending or waiting: those are the drivers' two jobs.

A driver asks for an attempt, sends, tells how that ended, and is told to wait or is handed the result.
What became of the request is judged over all attempts. That matters most in the case everyone
forgets: the first attempt captured the money and its answer was lost, the second is refused with
CAPTURE_NOT_ALLOWED because of the first. That refusal is raised, and its outcome is ``unknown``.
"""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

import attrs

from .calls import Call
from .errors import (
    DeadlineExceededError,
    KcoError,
    NotSentError,
    Outcome,
    OutcomeUnknownError,
    ResponseError,
)
from .hooks import Attempt, AttemptStart, CallEnd
from .interpretation import correlation_id, outcome_of_status, read_success, response_error
from .messages import Answer
from .operations import Replay
from .responses import Response
from .retries import RetryPolicy, delay_before_retry, server_delay
from .timeouts import Deadline
from .transport import TransportError

__all__ = ["Delivery"]

T = TypeVar("T")
logger: Final = logging.getLogger("kco")

# From harmless to harmful: what is said of a call is the worst that is true of any of its attempts.
_SEVERITY: Final[Mapping[Outcome, int]] = {"not_sent": 0, "rejected": 1, "unknown": 2, "applied": 3}


class Delivery(Generic[T]):
    """One call on its way.

    Args:
        call: what is sent, the same bytes in every attempt.
        policy: when to try again.
        deadline: when the call is over, whatever happens.
        error_codes: the vendor's codes that have error classes of their own.
    """

    def __init__(
        self,
        call: Call[T],
        *,
        policy: RetryPolicy,
        deadline: Deadline,
        error_codes: Mapping[str, type[ResponseError]],
    ) -> None:
        self.call = call
        self.deadline = deadline
        self._policy = policy
        self._error_codes = error_codes
        self._started = time.perf_counter()
        self._attempt_started = self._started
        self._in_flight = False
        self._last: Answer | TransportError | None = None
        self.attempts: list[Attempt] = []

    @property
    def _name(self) -> str:
        return self.call.operation.name

    @property
    def _number(self) -> int:
        return len(self.attempts) + (1 if self._in_flight else 0)

    def start_attempt(self) -> AttemptStart:
        """Begin an attempt; its key is logged before its first byte goes out."""
        self._attempt_started = time.perf_counter()
        self._in_flight = True
        start = AttemptStart(
            operation=self._name, number=self._number, idempotency_key=self.call.idempotency_key
        )
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug(
                "%s: attempt %d, idempotency_key %s",
                start.operation,
                start.number,
                start.idempotency_key,
                extra={"kco": attrs.asdict(start)},
            )
        return start

    def answered(self, answer: Answer) -> Attempt:
        """Take the answer of an attempt; its ``retry_in`` says whether there is another one."""
        if answer.is_success:
            return self._end_attempt(answer, "applied", None)
        return self._end_attempt(answer, outcome_of_status(answer.status_code), self._wait(answer))

    def failed(self, error: TransportError) -> Attempt:
        """Take the failure of an attempt; its ``retry_in`` says whether there is another one."""
        return self._end_attempt(error, "unknown" if error.sent else "not_sent", self._wait(error))

    def result(self) -> Response[T]:
        """Return what the call returns, once there is no further attempt.

        Raises:
            ResponseError: the last answer is no success.
            DecodeError: it is one that cannot be read, and has to be.
            NotSentError: the last attempt was not sent, and no earlier one can have done anything.
            OutcomeUnknownError: there was no answer to an attempt that went out.
            DeadlineExceededError: the time for the whole call is over.
        """
        last = self._last
        if isinstance(last, TransportError):
            worst = self._outcome()
            kind: type[KcoError] = OutcomeUnknownError if worst == "unknown" else NotSentError
            if last.deadline_exceeded:
                kind = DeadlineExceededError
            raise kind(str(last), outcome=worst, **self._context()) from last
        assert last is not None
        if last.is_success:
            return read_success(
                self.call, last, attempts=len(self.attempts), elapsed=time.perf_counter() - self._started
            )
        raise response_error(
            last,
            self._error_codes,
            retry_after=server_delay(last, datetime.now(UTC)),
            outcome=self._outcome(),
            **self._context(),
        )

    def _wait(self, result: Answer | TransportError) -> float | None:
        wait = delay_before_retry(
            self._policy,
            replay=self.call.operation.replay,
            attempts=self._number,
            result=result,
            chance=random.random(),
            now=datetime.now(UTC),
        )
        # A wait that outlasts the deadline would only hide the failure that is known already.
        if wait is None or wait >= self.deadline.left(time.monotonic()):
            return None
        return wait

    def _end_attempt(self, result: Answer | TransportError, outcome: Outcome, wait: float | None) -> Attempt:
        self._last = result
        answer = result if isinstance(result, Answer) else None
        attempt = Attempt(
            operation=self._name,
            number=self._number,
            idempotency_key=self.call.idempotency_key,
            status_code=answer.status_code if answer else None,
            outcome=outcome,
            elapsed=time.perf_counter() - self._attempt_started,
            correlation_id=correlation_id(answer) if answer else None,
            retry_in=wait,
            error=None if answer else str(result),
        )
        self._in_flight = False
        self.attempts.append(attempt)
        level = logging.INFO if wait is None else logging.WARNING
        if logger.isEnabledFor(level):
            logger.log(level, "%s", _line(attempt), extra={"kco": attrs.asdict(attempt)})
        return attempt

    def _outcome(self) -> Outcome:
        """Say what became of the call, which is the worst that became of any attempt."""
        if self.call.operation.replay is Replay.SAFE:
            # A read changes nothing, so an earlier attempt cannot have either.
            return self.attempts[-1].outcome
        return max((attempt.outcome for attempt in self.attempts), key=_SEVERITY.__getitem__)

    def _context(self) -> dict[str, Any]:
        return {
            "operation": self._name,
            "idempotency_key": self.call.idempotency_key,
            "attempts": len(self.attempts),
            "earlier_attempts": tuple(self.attempts[:-1]),
        }

    def end(self, error: BaseException | None) -> CallEnd:
        """Return the event of the call's end."""
        outcome: Outcome = "applied"
        if error is not None:
            outcome = error.outcome if isinstance(error, KcoError) else self._interrupted_outcome()
        return CallEnd(
            operation=self._name,
            attempts=self._number,
            idempotency_key=self.call.idempotency_key,
            outcome=outcome,
            elapsed=time.perf_counter() - self._started,
        )

    def _interrupted_outcome(self) -> Outcome:
        if self._in_flight:
            return "unknown"
        return self._outcome() if self.attempts else "not_sent"

    def note(self, error: BaseException) -> None:
        """Tell an interruption (Ctrl-C, cancellation) what it has cut short."""
        key = self.call.idempotency_key
        error.add_note(
            f"kco: {self._name} was interrupted; outcome {self._interrupted_outcome()}, "
            f"attempts {self._number}" + (f", idempotency_key {key}" if key is not None else "")
        )


def _line(attempt: Attempt) -> str:
    what = attempt.error if attempt.status_code is None else attempt.status_code
    line = f"{attempt.operation}: {what}, attempt {attempt.number}, {attempt.elapsed * 1000:.0f} ms"
    if attempt.correlation_id is not None:
        line += f", correlation_id {attempt.correlation_id}"
    if attempt.idempotency_key is not None:
        line += f", idempotency_key {attempt.idempotency_key}"
    if attempt.retry_in is not None:
        line += f", again in {attempt.retry_in:.2f} s"
    return line
