"""`ensure`: the call that a nightly job makes again and again until there is one capture, and only one.

An idempotency key protects a repeated call for a day at Klarna, and for a time that Kustom does not
tell. A job that comes back after a week is protected by what it finds: the captures and refunds
themselves carry the merchant's reference. So `ensure` looks first, creates only what is missing, looks
again where it cannot know whether it did, and reads back what it created: a server answers a used key
with its first result, whatever the new request says.

The course is written once, as a generator that yields what to ask the server and is sent the answers. The
blocking and the asynchronous resources differ in how they ask.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from .idempotency import idempotency_key
from .runtime.calls import Call
from .runtime.delivery import Delivery, log_interruption
from .runtime.errors import (
    ConfigurationError,
    DecodeError,
    InvalidInputError,
    KcoError,
    Outcome,
    OutcomeUnknownError,
    RateLimitedError,
    ReferenceConflictError,
    ResponseError,
    worst,
)
from .runtime.frames import forget_locals
from .runtime.responses import Response
from .runtime.retries import RetryPolicy, back_off
from .runtime.scalar_rules import MINOR_UNITS, IntegerRule
from .runtime.timeouts import Deadline
from .runtime.violations import Violation

if TYPE_CHECKING:
    from .client import AsyncVendorClient, VendorClient

__all__ = [
    "Course",
    "Found",
    "course_to_reference",
    "course_to_state",
    "follow",
    "follow_async",
    "is_cancelled",
    "is_released",
]

# Reads may lag behind writes (https://docs.klarna.com/api/escalation-and-retry-policy): so long, and at
# least so often, what was created is looked for.
_LONGEST_LAG: Final = 10.0
_FEWEST_READS: Final = 3

_ONCE: Final = RetryPolicy(retries=0)


@attrs.frozen(kw_only=True)
class Found:
    """What there is now, and is as it was wanted.

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
    """What there shall be, and how the server is asked for it.

    Args:
        operation: the method that was called, e.g. ``captures.ensure``.
        noun: what is wanted, for sentences.
        look: the read that shows what there is.
        writes: the write under the key of each attempt, in order.
        find: takes what `look` returns, and returns what was wanted, or ``None`` if it is not there.
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


Step: TypeAlias = Ask | Pause
Steps: TypeAlias = Generator[Step, Any, Found]


class Course:
    """The way to a goal.

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
        """Take note that a request is on its way."""
        self._last = delivery
        if step.is_write:
            attempts, outcome, _ = self._sent
            self._sent = attempts, outcome, delivery

    def _write_ended(self) -> None:
        attempts, outcome, current = self._sent
        if current is not None:
            self._sent = attempts + current.number, worst((outcome, current.outcome)), None

    def steps(self) -> Steps:
        """Yield what to ask; be sent a `Response` or a `KcoError` for it."""
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
            if not result.is_certain or write is self._goal.writes[-1]:
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
                # Only reading has been tried: whatever became of that, nothing was created.
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
        """Look whether a write was carried out all the same; without seeing it must not be repeated."""
        try:
            return (yield from self._look())
        except ReferenceConflictError:
            raise
        except KcoError as second:
            error.add_note(f"kco: looking for the {self._goal.noun} failed, too: {second}")
            raise error from None

    def _look_after_refusal(self, refusal: KcoError) -> Steps:
        """Look once more: an earlier run may have done it, unseen by a read that lags."""
        try:
            found = yield from self._look()
        except ReferenceConflictError:
            raise
        except KcoError as second:
            refusal.add_note(f"kco: looking for the {self._goal.noun} failed, too: {second}")
            raise refusal from None
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
        """Tell an exception that ends the course what became of all of it."""
        if not isinstance(error, KcoError):
            log_interruption(error, self._goal.operation, self.outcome, self.attempts, self._key)
            return
        if self.attempts:
            error.outcome = self.outcome
        error.operation = self._goal.operation
        error.idempotency_key = self._key
        error.attempts = self.attempts
        error.answered_id = self._answered_id
        error.retryable = not self._is_closed and _is_retryable(error)


def _is_retryable(error: KcoError) -> bool:
    # What was done is found by the next look, so repeating never acts twice.
    if isinstance(error, (ConfigurationError, InvalidInputError, ReferenceConflictError)):
        return False
    if isinstance(error, DecodeError) and error.status_code is None:
        return False  # The server answered in JSON, and what it shows cannot be compared.
    return error.outcome != "rejected" or isinstance(error, RateLimitedError)


def _created(response: Response[Any]) -> Found:
    made = response.data
    identifier = getattr(made, "capture_id", None) or getattr(made, "refund_id", None)
    return Found(identifier=identifier, location=getattr(made, "location", None))


# --- One capture or refund of a reference ---------------------------------------------------------


@attrs.frozen
class _Existing:
    """A capture or refund, reduced to what is compared."""

    identifier: str | None
    reference: str | None
    amount: int | None


def course_to_reference(
    client: VendorClient | AsyncVendorClient,
    noun: str,
    order_id: str,
    *,
    reference: str,
    amount: int,
    attempt: int,
    body: dict[str, Any],
    headers: Any,
    timeout: Any,
    retries: Any,
) -> Course:
    """Return the way to the one capture or refund of a reference.

    Args:
        client: whose server is asked.
        noun: ``capture`` or ``refund``.
        order_id: id of the order.
        reference: what tells this one from all others of the order.
        amount: in minor units.
        attempt: how often the cause of a refusal was cured, plus one.
        body: what else to send.
        headers: headers to send besides the client's own.
        timeout: seconds for all of it, or `Timeouts`.
        retries: attempts after the first under one key, or a `RetryPolicy`.

    Raises:
        InvalidInputError: an argument breaks a rule; nothing was sent.
    """
    operation, amount_field = f"{noun}s.ensure", "captured_amount" if noun == "capture" else "refunded_amount"
    violations = _check_attempt(attempt)
    if not isinstance(reference, str) or not reference:
        violations.append(Violation("reference", "expected the text that tells this one from all others"))
    violations += IntegerRule(advice=MINOR_UNITS).check(amount, amount_field)
    _refuse(operation, order_id, violations)

    def prepare(name: str, *path: str, **arguments: Any) -> Call[Any]:
        return client._prepare_by_name(name, operation, path=path, headers=headers, **arguments)

    writes = tuple(
        prepare(
            f"{noun}s.create",
            order_id,
            body={amount_field: amount, "reference": reference, **body},
            idempotency_key=key,
        )
        for key in _keys(order_id, (noun, reference), attempt)
    )

    def read_one(identifier: str) -> Call[Any] | None:
        if identifier in (".", ".."):
            return None  # As a path segment it would address something else.
        return prepare(f"{noun}s.get", order_id, identifier)

    def match(existing: Iterable[_Existing]) -> Found | None:
        same = [item for item in existing if item.reference == reference]
        if not same:
            return None
        for item in same:
            if item.amount == amount:
                return Found(identifier=item.identifier)
        raise _conflict(noun, reference, amount, [item.amount for item in same])

    def confirm(made: Any) -> Found | None:
        (item,) = _existing(noun, [made])
        if item.reference != reference or item.amount != amount:
            raise _conflict(noun, reference, amount, [item.amount], other=item.reference)
        return Found(identifier=item.identifier)

    goal = Goal(
        operation=operation,
        noun=noun,
        look=prepare("captures.list" if noun == "capture" else "orders.get", order_id),
        writes=writes,
        find=lambda shown: match(
            _existing_captures(shown) if noun == "capture" else _existing_refunds(shown)
        ),
        read_one=read_one,
        confirm=confirm,
    )
    return Course(goal, *client._limits(timeout, retries))


def _conflict(
    noun: str, reference: str, amount: int, found: list[int | None], *, other: str | None = None
) -> ReferenceConflictError:
    amounts = ", ".join("an unreadable amount" if value is None else str(value) for value in found)
    what = (
        f"there is a {noun} of this reference already, over {amounts} instead of {amount}"
        if other is None or other == reference
        else f"the key of this reference was used for a {noun} of another reference, over {amounts}"
    )
    return ReferenceConflictError(what, reference=reference, expected_amount=amount, found_amounts=found)


def _existing(noun: str, items: Sequence[Any]) -> list[_Existing]:
    """Reduce captures or refunds to what is compared.

    Raises:
        DecodeError: one of them cannot be read, so it might be the one.
    """
    found = []
    for item in items:
        if noun == "capture":
            existing = _Existing(item.capture_id, item.reference, item.captured_amount)
        else:
            existing = _Existing(item.refund_id, item.reference, item.refunded_amount)
        odd = {issue.path for issue in item.decode_issues}
        # Old refunds come without an id (see the description of `Refund.refund_id`); captures do not.
        is_nameless = noun == "capture" and existing.identifier is None
        if "reference" in odd or is_nameless or (existing.reference is None and existing.amount is None):
            raise _unreadable(noun)
        found.append(existing)
    return found


def _existing_captures(captures: Sequence[Any]) -> list[_Existing]:
    return _existing("capture", captures)


def _existing_refunds(order: Any) -> list[_Existing]:
    if order.refunds is None or any(_is_unreadable_refund(issue.path) for issue in order.decode_issues):
        # They are missing, or one of them is no object and was left out.
        raise _unreadable("refund")
    return _existing("refund", order.refunds)


def _is_unreadable_refund(path: str) -> bool:
    return path.startswith("refunds[") and path.endswith("]") and path.count("[") == 1


def _unreadable(noun: str) -> DecodeError:
    return DecodeError(f"the order's {noun}s cannot all be read, so whether this one exists is not known")


# --- A state of the order -------------------------------------------------------------------------


def course_to_state(
    client: VendorClient | AsyncVendorClient,
    write: str,
    operation: str,
    order_id: str,
    *,
    is_reached: Callable[[Any], bool],
    attempt: int,
    headers: Any,
    timeout: Any,
    retries: Any,
) -> Course:
    """Return the way to a state of an order.

    Args:
        client: whose server is asked.
        write: the operation that leads there, e.g. ``orders.cancel``.
        operation: the method that was called, e.g. ``orders.ensure_cancelled``.
        order_id: id of the order.
        is_reached: takes the order, and returns whether it is in that state.
        attempt: how often the cause of a refusal was cured, plus one.
        headers: headers to send besides the client's own.
        timeout: seconds for all of it, or `Timeouts`.
        retries: attempts after the first under one key, or a `RetryPolicy`.

    Raises:
        InvalidInputError: an argument breaks a rule; nothing was sent.
    """
    _refuse(operation, order_id, _check_attempt(attempt))

    def prepare(name: str, **arguments: Any) -> Call[Any]:
        return client._prepare_by_name(name, operation, path=(order_id,), headers=headers, **arguments)

    def find(order: Any) -> Found | None:
        return Found(identifier=str(order.status)) if is_reached(order) else None

    verb = write.partition(".")[2]
    goal = Goal(
        operation=operation,
        noun="cancellation" if verb == "cancel" else "release",
        look=prepare("orders.get"),
        writes=tuple(prepare(write, idempotency_key=key) for key in _keys(order_id, (verb,), attempt)),
        find=find,
        read_one=lambda _: None,
        confirm=find,
    )
    return Course(goal, *client._limits(timeout, retries))


def is_cancelled(order: Any) -> bool:
    """Return whether an order is cancelled.

    Raises:
        DecodeError: the answer has no status.
    """
    return _status(order) == "CANCELLED"


def is_released(order: Any) -> bool:
    """Return whether nothing of an order is reserved any more.

    Raises:
        DecodeError: the answer has no status, or no remaining amount where that decides.
    """
    status = _status(order)
    if status in ("CANCELLED", "EXPIRED"):
        return True
    if status not in ("CAPTURED", "CLOSED"):
        return False
    if order.remaining_authorized_amount is None:
        raise DecodeError("the answer has no remaining_authorized_amount, so what is reserved is not known")
    return bool(order.remaining_authorized_amount <= 0)


def _status(order: Any) -> str:
    if order.status is None:
        raise DecodeError("the answer has no status, so the state of the order is not known")
    return str(order.status).upper()


# --- What all of them share -----------------------------------------------------------------------


def _keys(order_id: str, parts: tuple[str, ...], attempt: int) -> list[str]:
    """Return the keys of an attempt and of those before it; they depend on nothing but this."""
    return [
        idempotency_key(order_id, *parts) if number == 1 else idempotency_key(order_id, *parts, number)
        for number in range(1, attempt + 1)
    ]


def _check_attempt(attempt: object) -> list[Violation]:
    if isinstance(attempt, int) and not isinstance(attempt, bool) and 1 <= attempt <= _MOST_ATTEMPTS:
        return []
    return [Violation("attempt", f"expected a whole number from 1 to {_MOST_ATTEMPTS}")]


# Each attempt is sent under the keys of all before it.
_MOST_ATTEMPTS: Final = 100


def _refuse(operation: str, order_id: object, violations: list[Violation]) -> None:
    if not isinstance(order_id, str) or not order_id:
        violations.insert(0, Violation("order_id", "expected an id (str), not empty"))
    if violations:
        raise InvalidInputError("; ".join(map(str, violations)), violations=violations, operation=operation)


def follow(client: VendorClient, make_course: Callable[..., Course], *place: str, **arguments: Any) -> Found:
    """Make a course, and follow it with a client that blocks."""
    course: Course | None = None
    reply: Any = None
    try:
        course = make_course(client, *place, **arguments)
        steps = course.steps()
        while True:
            step = steps.send(reply)
            if isinstance(step, Pause):
                reply = client._pause(step.seconds)
                continue
            try:
                delivery = client._start(step.call, course.deadline, step.policy)
                course.began(step, delivery)
                reply = client._carry(delivery)
            except KcoError as error:
                reply = error
    except StopIteration as end:
        found: Found = end.value
        return found
    except BaseException as error:
        _ended_by(error, course)
        raise
    finally:
        arguments.clear()


async def follow_async(
    client: AsyncVendorClient, make_course: Callable[..., Course], *place: str, **arguments: Any
) -> Found:
    """Make a course, and follow it with an asynchronous client."""
    course: Course | None = None
    reply: Any = None
    try:
        course = make_course(client, *place, **arguments)
        steps = course.steps()
        while True:
            step = steps.send(reply)
            if isinstance(step, Pause):
                reply = await client._pause(step.seconds)
                continue
            try:
                delivery = client._start(step.call, course.deadline, step.policy)
                course.began(step, delivery)
                reply = await client._carry(delivery)
            except KcoError as error:
                reply = error
    except StopIteration as end:
        found: Found = end.value
        return found
    except BaseException as error:
        _ended_by(error, course)
        raise
    finally:
        arguments.clear()


def _ended_by(error: BaseException, course: Course | None) -> None:
    if course is not None:
        course.ended_by(error)
    forget_locals(error)
