"""What a caller has to be told, by the rules of delivery alone; nothing here knows how kco does it.

A caller is judged by two things: what became of each request it made, and what the service did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import attrs
import kco

from .service import ORDER, Effect, Reply, Request, Service

__all__ = ["TOTAL", "Call", "End", "Fault", "Sent", "Told", "complaints", "count_doubles"]

End: TypeAlias = Literal["answer", "silence", "unsent", "late", "interrupted", "alarm", "closed"]
TOTAL = 120.0
"""Seconds that a call may take by default."""

_SUBJECTS = {"orders.ensure_cancelled": "cancel", "orders.ensure_released": "release-remaining-authorization"}
_IDS = {"captures": "Capture-Id", "refunds": "Refund-Id"}
_NAMES: Mapping[int, Set[str]] = {
    200: {"OutcomeUnknownError"},
    403: {"CaptureNotAllowedError", "RefundNotAllowedError"},
    408: {"ResponseError"},
    409: {"ConflictError"},
    429: {"RateLimitedError"},
    503: {"ServerError"},
}


@attrs.frozen
class Fault:
    """What becomes of one request.

    Args:
        name: for people.
        end: what its sender gets.
        applied: when the service carries it out: never, at once, or after a later request.
        status: the status of its answer; 0 for the service's own.
        is_retried: whether the default policy sends the same request again.
    """

    name: str
    end: End = "answer"
    applied: Literal["never", "at once", "later"] = "never"
    status: int = 0
    is_retried: bool = False


@attrs.define
class Sent:
    """One request that a client gave to its transport, and what became of it."""

    request: Request
    fault: Fault
    reply: Reply | None = None
    effect: Effect | None = None
    shown: Sequence[Effect] = ()

    @property
    def status(self) -> int:
        """The status of its answer, 0 if there was none."""
        return self.reply.status if self.reply else 0

    @property
    def verdict(self) -> str:
        """What the sender can know of this request alone."""
        if self.fault.end == "unsent":
            return "not_sent"
        if self.status in (201, 204):
            return "done"
        return "rejected" if self.status in (403, 429) else "unknown"


@attrs.frozen
class Call:
    """What one caller asks of its client: a method such as ``captures.create``, with its arguments."""

    method: str
    arguments: Mapping[str, Any] = attrs.Factory(dict)

    @property
    def is_ensure(self) -> bool:
        """Whether the call looks before it writes."""
        return ".ensure" in self.method

    @property
    def subject(self) -> str:
        """What the service calls that which is to happen once."""
        return _SUBJECTS.get(self.method, self.method.partition(".")[0])

    @property
    def amount(self) -> int:
        """The amount that is to be moved, 0 if none."""
        return int(self.arguments.get("captured_amount", self.arguments.get("refunded_amount", 0)))

    @property
    def reference(self) -> str | None:
        """The reference of what is to be there once."""
        return self.arguments.get("reference")

    @property
    def key(self) -> str | None:
        """The key that it has to use first; None if the client makes one."""
        if self.is_ensure and self.reference:
            return kco.idempotency_key(ORDER, self.subject.removesuffix("s"), self.reference)
        return self.arguments.get("idempotency_key")


@attrs.frozen
class Told:
    """What a caller was told.

    Args:
        name: the class of the error; ``success`` or ``interrupted`` if kco raised none.
        outcome: the outcome that the error, or the note of an interruption, tells.
        attempts: how many attempts it tells; None where it tells nothing of them.
        key: the key that it names.
        operation: the operation that it names.
        retryable: whether it says that the call can be made again.
        identifier: the id of what was created or found, or that an error carries.
        created: what ``ensure`` says of that.
        seconds: how long the call took.
    """

    name: str
    outcome: str | None = None
    attempts: int | None = None
    key: str | None = None
    operation: str | None = None
    retryable: bool | None = None
    identifier: str | None = None
    created: bool | None = None
    seconds: float = 0.0

    def __str__(self) -> str:
        told = attrs.asdict(self, filter=lambda field, value: value is not None and field.name != "name")
        return f"{self.name} {' '.join(f'{name}={value}' for name, value in told.items())}"


def complaints(call: Call, told: Told, sent: Sequence[Sent], service: Service, ended: str) -> Iterator[str]:
    """Yield what is wrong with what a caller was told.

    Args:
        call: what it asked for.
        told: what it was told.
        sent: its requests in order.
        service: what was really done.
        ended: how the call was ended from outside: ``interrupted``, ``closed`` or ``""``.
    """
    writes = [one for one in sent if one.request.is_write]
    if told.seconds > TOTAL + 0.001:
        yield "the call outlasted its deadline"
    if (told.name == "interrupted") != (ended == "interrupted"):
        yield "an interruption was swallowed or made up"
    yield from _requests(call, writes)
    if told.attempts is not None and told.attempts != len(writes):
        yield f"told {'fewer' if told.attempts < len(writes) else 'more'} attempts than there were"
    if told.name == "success":
        yield from _success(call, told, writes, service)
        return
    if writes and told.key not in {one.request.key for one in writes}:
        yield "the error has no key, or another one than was sent"
    if told.name == "interrupted" and told.operation != call.method:
        yield "the note names another operation"
    yield from _outcome(call, told, sent, writes)
    answered = [
        dict(one.reply.headers)[_IDS[call.subject]] for one in writes if one.status == 201 and one.reply
    ]
    if told.name != "interrupted" and told.identifier != (answered[-1] if answered else None):
        yield "the error does not carry the id that was answered, or one that was not"
    if told.name == "ReferenceConflictError" and not _conflicts(call, service):
        yield "told a conflict that there is not"
    if not call.is_ensure and not ended and told.name not in _names(told, writes):
        yield f"told {told.name} after {writes[-1].fault.name}"
    if told.retryable not in (None, _retryable(call, told, sent, ended)) and told.name != "interrupted":
        yield f"told retryable={told.retryable}"


def _requests(call: Call, writes: Sequence[Sent]) -> Iterator[str]:
    if len({(one.request.path, str(one.request.body)) for one in writes}) > 1:
        yield "attempts differ in what they ask for"
    if writes and (writes[0].request.key is None or call.key not in (None, writes[0].request.key)):
        yield "the first key is not the documented one"
    for one, following in pairwise(writes):
        if one.request.key != following.request.key and (not call.is_ensure or one.status != 403):
            yield "another key was used before the first was certainly refused"


def _success(call: Call, told: Told, writes: Sequence[Sent], service: Service) -> Iterator[str]:
    found = [effect for effect in service.effects if effect.identifier == told.identifier]
    if not call.is_ensure:
        answers = {dict(one.reply.headers).get(_IDS[call.subject]) for one in writes if one.reply}
        if writes[-1].verdict != "done" or not found:
            yield "told success, but it was not done"
        elif told.identifier not in answers or told.key != writes[-1].request.key:
            yield "told a wrong id or key"
        return
    if call.reference is None:
        order = service.order()
        is_released = call.subject != "cancel" and order["remaining_authorized_amount"] == 0
        if order["status"] != "CANCELLED" and not is_released:
            yield "told success, but it was not done"
    elif not found or (found[0].subject, found[0].reference) != (call.subject, call.reference):
        yield "told success, but it was not done"
    elif found[0].amount != call.amount:
        yield "told success for an amount that was not moved"
    if told.created and all(one.verdict == "not_sent" for one in writes):
        yield "told created=True, but nothing was sent"
    if told.created is False and writes and writes[-1].verdict == "done":
        yield "told created=False after its own create"


def _outcome(call: Call, told: Told, sent: Sequence[Sent], writes: Sequence[Sent]) -> Iterator[str]:
    verdicts = {one.verdict for one in writes}
    if not call.is_ensure and writes and writes[-1].verdict == "done":
        yield f"told {told.name} after an answered success"
    if told.outcome == "not_sent" and verdicts - {"not_sent"}:
        yield "told not_sent, but it was sent"
    elif told.outcome == "rejected" and any(one.effect for one in writes):
        yield "told rejected, but it was done"
    elif told.outcome not in (true := _outcomes(told, sent, verdicts)):
        yield f"told {told.outcome} instead of {' or '.join(sorted(true))}"


def _outcomes(told: Told, sent: Sequence[Sent], verdicts: Set[str]) -> Set[str]:
    """Return the outcomes that are true, and as sharp as they can be."""
    if "done" in verdicts:
        # A create was answered, but whether with what was asked for had not been seen yet.
        return {"unknown", "applied"} if told.name == "interrupted" else {"unknown"}
    for worst in ("unknown", "rejected"):
        if worst in verdicts:
            return {worst, "unknown"} if told.name == "ReferenceConflictError" else {worst}
    refused_to_read = not verdicts and sent and 400 <= sent[-1].status < 500
    return {"not_sent", "rejected"} if refused_to_read else {"not_sent"}


def _conflicts(call: Call, service: Service) -> bool:
    return any(
        effect.subject == call.subject
        and (effect.reference == call.reference or effect.key == call.key)
        and (effect.reference, effect.amount) != (call.reference, call.amount)
        for effect in service.effects
    )


def _names(told: Told, writes: Sequence[Sent]) -> Set[str]:
    if not writes:
        return set()
    last = writes[-1]
    if last.fault.end == "late":
        return {"DeadlineExceededError"}
    if last.status in _NAMES:
        return _NAMES[last.status]
    return {"OutcomeUnknownError" if told.outcome == "unknown" else "NotSentError"}


def _retryable(call: Call, told: Told, sent: Sequence[Sent], ended: str) -> bool | None:
    """Return what has to be told; where the rules leave it open, what was told."""
    last = sent[-1] if sent else None
    if told.name == "ReferenceConflictError":
        return False
    if ended == "closed" or last is None or (last.status == 403 and told.outcome != "rejected"):
        return told.retryable
    if told.outcome == "rejected":
        return not any(one.status == 403 for one in sent if one is last or one.request.is_write)
    return told.outcome == "not_sent" or call.is_ensure or call.key is not None


def count_doubles(
    calls: Sequence[Call], sent: Sequence[tuple[int, Sent]], service: Service
) -> tuple[int, int]:
    """Return how often one intent was carried out again: against the rules, and where nobody can help it.

    Nobody can help it where the server forgets keys and the caller's last look, made after all that it had
    sent before, showed nothing yet; and where `create`, which does not look, meets such a server.

    Args:
        calls: what the callers asked for, all with one intent.
        sent: all requests in order, each with the index of its call.
        service: what was really done.
    """
    wrong = excused = 0
    done: set[str] = set()
    saw_nothing: dict[int, bool] = {}
    for index, one in sent:
        call = calls[index]
        if not one.request.is_write:
            if one.status == 200 and one.fault.status == 0:
                saw_nothing[index] = not any(
                    effect.subject == call.subject and effect.reference == call.reference
                    for effect in one.shown
                )
            continue
        if one.effect is not None:
            if one.effect.subject in done:
                is_helpless = not service.remembers_keys and (
                    not call.is_ensure or saw_nothing.get(index, False)
                )
                excused += is_helpless
                wrong += not is_helpless
            done.add(one.effect.subject)
        if one.verdict == "unknown":
            saw_nothing[index] = False
    return wrong, excused
