# Copied from generator/client/runtime/attempts.py by "make generate"; change that, not this.
"""Room 3: a prepared call comes in; its requests go out, one an attempt, and in the end its result or its error.

Nothing here sends or waits: the client asks for an attempt, sends it, reports how it ended, and then waits or takes
the result. What became of the request is judged over all attempts. That matters most in the case everyone
forgets: the first attempt captured the money and its answer was lost, the second is refused with
CAPTURE_NOT_ALLOWED because of the first. That refusal is raised, and its outcome is ``unknown``.

Whatever ends a call, an exception of a signal handler or a bug of ours, can land between any two steps
here. So what is known of an attempt changes in single steps: it is under way from `send_attempt` on, and
until its end is in the list of `attempts`.
"""

from __future__ import annotations

import logging
import random
import secrets
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import attrs

from .errors import (
    DeadlineExceededError,
    KcoError,
    NotSentError,
    OutcomeUnknownError,
    ResponseError,
    interruption_note,
)
from .events import Attempt, AttemptStart, CallEnd, ExtraHeaders, Outcome, worst
from .messages import Answer, Request
from .operation import Replay
from .response import Response, correlation_id, outcome_of, read_success, response_error
from .retries import RetryPolicy, delay_before_retry, server_delay
from .transport import TransportError

if TYPE_CHECKING:
    from .request import Call
    from .timeouts import Deadline

__all__ = ["Delivery", "log_interruption"]

T = TypeVar("T")
logger: Final = logging.getLogger("kco")
# Where an application configures no logging, Python would print our warnings to stderr.
logger.addHandler(logging.NullHandler())

_CLOSED: Final = "kco: the client was closed, so the call was not tried again"


class Delivery(Generic[T]):
    """One call on its way.

    Args:
        call: what is sent, the same bytes in every attempt.
        policy: when to try again.
        deadline: when the call is over, whatever happens.
        error_codes: the vendor's codes that have error classes of their own.
        host: the server's name, for hooks.
    """

    def __init__(
        self,
        call: Call[T],
        *,
        policy: RetryPolicy,
        deadline: Deadline,
        error_codes: Mapping[str, type[ResponseError]],
        host: str = "",
    ) -> None:
        self.call = call
        self.deadline = deadline
        self.attempts: list[Attempt] = []
        #: With which the use of the idempotency key can be taken back.
        self.ticket: int | None = None
        self._policy = policy
        self._error_codes = error_codes
        self._started = time.perf_counter()
        self._attempt_started = self._started
        self._begun = 0
        self._last: Answer | TransportError | None = None
        self._where: dict[str, Any] = {
            "operation": call.operation.name,
            "call_id": secrets.token_hex(8),
            "method": call.request.method,
            "url": call.request.url.partition("?")[0],
            "host": host,
            "idempotency_key": call.idempotency_key,
        }

    @property
    def number(self) -> int:
        """How many attempts have begun."""
        return max(self._begun, len(self.attempts))

    @property
    def outcome(self) -> Outcome:
        """The outcome of the call so far: the worst of its attempts."""
        if self._begun > len(self.attempts) and self.deadline.progress.began:
            return "unknown"
        if self.attempts and self.call.operation.replay is Replay.SAFE:
            # A read changes nothing, so an earlier attempt cannot have either.
            return self.attempts[-1].outcome
        return worst(attempt.outcome for attempt in self.attempts)

    def next_attempt(self, *, is_watched: bool = True) -> AttemptStart | None:
        """Return the event of an attempt that is about to begin, and log its key before anything is sent.

        Args:
            is_watched: whether a hook wants the event; without one, and without a log, there is none.
        """
        is_logged = logger.isEnabledFor(logging.DEBUG)
        if not is_watched and not is_logged:
            return None
        number = len(self.attempts) + 1
        start = AttemptStart(
            number=number,
            attempt_id=f"{self._where['call_id']}-{number}",
            headers=ExtraHeaders(self.call.operation.key_header),
            **self._where,
        )
        if is_logged:
            facts = attrs.asdict(start, filter=attrs.filters.exclude("headers"))
            logger.debug(
                "%s: attempt %d, idempotency_key %s",
                start.operation,
                start.number,
                start.idempotency_key,
                extra={"kco": facts},
            )
        return start

    def send_attempt(self, start: AttemptStart | None) -> Request:
        """Begin an attempt, and return what to send."""
        request = self.call.request
        if start is not None and start.headers:
            request = attrs.evolve(request, headers=start.headers.added_to(request.headers))
        self._attempt_started = time.perf_counter()
        self.deadline.progress.began = True
        self._begun = len(self.attempts) + 1
        return request

    def withdraw_attempt(self) -> None:
        """Take back an attempt that was refused on this side, before anything was sent."""
        self._begun = len(self.attempts)

    def answered(self, answer: Answer) -> Attempt:
        """Take the answer of an attempt; its ``retry_in`` says whether there is another one."""
        outcome = outcome_of(self.call, answer)
        wait = None if outcome == "applied" else self.delay(self._policy, self._begun, answer)
        return self._end_attempt(answer, outcome, wait)

    def failed(self, error: TransportError) -> Attempt:
        """Take the failure of an attempt; its ``retry_in`` says whether there is another one."""
        wait = self.delay(self._policy, self._begun, error)
        return self._end_attempt(error, "unknown" if error.sent else "not_sent", wait)

    def delay(
        self, policy: RetryPolicy, attempts: int, result: Answer | TransportError | None = None
    ) -> float | None:
        """Return the seconds to wait before the next attempt, or ``None`` to give up.

        Args:
            policy: when to try again.
            attempts: how many there have been, at least 1.
            result: how the last one ended; without it, how the last one of this call did.
        """
        ended = self._last if result is None else result
        assert ended is not None
        wait = delay_before_retry(
            policy,
            replay=self.call.operation.replay,
            attempts=attempts,
            result=ended,
            chance=random.random(),
            now=datetime.now(UTC),
        )
        # A wait that outlasts the deadline would only hide the failure that is known already.
        if wait is None or wait >= self.deadline.left(time.monotonic()):
            return None
        return wait

    def _end_attempt(self, result: Answer | TransportError, outcome: Outcome, wait: float | None) -> Attempt:
        answer = result if isinstance(result, Answer) else None
        attempt = Attempt(
            number=self._begun,
            attempt_id=f"{self._where['call_id']}-{self._begun}",
            status_code=answer.status_code if answer else None,
            outcome=outcome,
            elapsed=time.perf_counter() - self._attempt_started,
            correlation_id=correlation_id(answer) if answer else None,
            retry_in=wait,
            error=None if answer else str(result),
            **self._where,
        )
        self._last = result
        self.attempts.append(attempt)
        level = logging.INFO if wait is None else logging.WARNING
        if logger.isEnabledFor(level):
            logger.log(level, "%s", _log_line(attempt), extra={"kco": attrs.asdict(attempt)})
        return attempt

    def result(self, *, closed: bool = False) -> Response[T]:
        """Return what the call returns, once there is no further attempt.

        Args:
            closed: whether the client was closed, and there would be a further attempt but for that.

        Raises:
            ResponseError: the last answer is no success.
            DecodeError: it is one that cannot be read, and has to be.
            NotSentError: the last attempt was not sent, and no earlier one can have done anything.
            OutcomeUnknownError: there was no answer, or none that can be trusted, to an attempt that
                went out.
            DeadlineExceededError: the time for the whole call is over.
        """
        last = self._last
        assert last is not None
        context = self._context(closed=closed)
        if isinstance(last, Answer) and self.attempts[-1].outcome == "applied":
            elapsed = time.perf_counter() - self._started
            ended = self.attempts[-1]
            return read_success(
                self.call, last, elapsed=elapsed, correlation_id=ended.correlation_id, **context
            )
        error = self._error(last, outcome=self.outcome, **context)
        if closed:
            error.add_note(_CLOSED)
        raise error

    def _error(self, last: Answer | TransportError, *, outcome: Outcome, **context: Any) -> KcoError:
        if isinstance(last, TransportError):
            kind: type[KcoError] = OutcomeUnknownError if outcome == "unknown" else NotSentError
            if last.deadline_exceeded:
                kind = DeadlineExceededError
            error = kind(str(last), outcome=outcome, **context)
            error.__cause__ = last
            return error
        if last.is_success:
            return OutcomeUnknownError(
                f"status {last.status_code} came without anything that shows that the vendor answered",
                outcome=outcome,
                correlation_id=correlation_id(last),
                **context,
            )
        asked = server_delay(last, datetime.now(UTC))
        return response_error(last, self._error_codes, retry_after=asked, outcome=outcome, **context)

    def _context(self, *, closed: bool) -> dict[str, Any]:
        return {
            "operation": self.call.operation.name,
            "idempotency_key": self.call.idempotency_key,
            "attempts": len(self.attempts),
            "earlier_attempts": tuple(self.attempts[:-1]),
            "retryable": not closed and self._is_retryable(),
        }

    def _is_retryable(self) -> bool:
        """Say whether the same call can succeed and cannot act twice."""
        last = self.attempts[-1]
        if self.call.operation.replay is Replay.SAFE:
            return last.outcome != "rejected" or last.status_code == 429
        if last.outcome == "rejected" and last.status_code != 429:
            return False
        # Without a key of the caller's, the same call would be sent under another key.
        return self.outcome != "unknown" or self.call.has_callers_key

    def complete(self, error: KcoError) -> None:
        """Give an error that was raised on this side, during an attempt, what is known of the attempts."""
        if error.operation is None:
            error.operation = self.call.operation.name
        if not error.attempts:
            error.idempotency_key = self.call.idempotency_key
            error.attempts = self.number
            error.outcome = worst((error.outcome, self.outcome))

    def end(self) -> CallEnd:
        """Return the event of the call's end."""
        # An attempt that was interrupted has no answer, whatever those before it had.
        ended = self.attempts[-1] if 0 < self.number == len(self.attempts) else None
        return CallEnd(
            attempts=self.number,
            status_code=ended.status_code if ended else None,
            outcome=self.outcome,
            elapsed=time.perf_counter() - self._started,
            **self._where,
        )

    def note(self, error: BaseException) -> None:
        """Note on a foreign exception which call it ended, and the outcome of that call."""
        log_interruption(
            error, self.call.operation.name, self.outcome, self.number, self.call.idempotency_key
        )


def log_interruption(
    error: BaseException, operation: str, outcome: Outcome, attempts: int, key: str | None
) -> None:
    """Leave on an exception, and in the log, what became of the call that it ended.

    The log is the only trace where the exception is not seen by the caller: trio takes back its
    cancellations, and a task that nobody awaits takes its exception along.
    """
    note = interruption_note(operation, outcome, attempts, key)
    error.add_note(note)
    facts = {"operation": operation, "outcome": outcome, "attempts": attempts, "idempotency_key": key}
    logger.warning("%s", note.removeprefix("kco: "), extra={"kco": facts})


def _log_line(attempt: Attempt) -> str:
    what = attempt.error if attempt.status_code is None else attempt.status_code
    line = f"{attempt.operation}: {what}, attempt {attempt.number}, {attempt.elapsed * 1000:.0f} ms"
    if attempt.correlation_id is not None:
        line += f", correlation_id {attempt.correlation_id}"
    if attempt.idempotency_key is not None:
        line += f", idempotency_key {attempt.idempotency_key}"
    if attempt.retry_in is not None:
        line += f", again in {attempt.retry_in:.2f} s"
    return line
