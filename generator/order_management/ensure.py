"""`ensure`: the call that a nightly job makes again and again until there is one capture, and only one.

An idempotency key protects a repeated call for a day at Klarna, and for a time that Kustom does not
tell. A job that comes back after a week is protected by what it finds: the captures and refunds
themselves carry the merchant's reference. So `ensure` looks first, creates only what is missing, and
looks again where it cannot know whether it did.

The course of it is written once, as generators that yield what to ask the server and are sent the
answers; the blocking and the asynchronous resources differ in how they ask.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Iterable, Sequence
from typing import Any, Literal, TypeAlias

import attrs

from .idempotency import idempotency_key
from .runtime.errors import (
    DecodeError,
    InvalidInputError,
    KcoError,
    OutcomeUnknownError,
    ReferenceConflictError,
)
from .runtime.scalar_rules import MINOR_UNITS, IntegerRule
from .runtime.violations import Violation

__all__ = [
    "EnsuredCapture",
    "EnsuredRefund",
    "Question",
    "course",
    "existing_captures",
    "existing_refunds",
    "run",
    "run_async",
    "want",
]

Question: TypeAlias = 'Literal["look", "create"]'

_AMOUNTS = {"capture": "captured_amount", "refund": "refunded_amount"}


@attrs.frozen(kw_only=True)
class EnsuredCapture:
    """The one capture of a reference.

    Args:
        capture_id: its id; ``None`` only if it was just created and the server did not say.
        created: False if it was there before.
        location: its address, where it was just created and the server gave one.
    """

    capture_id: str | None
    created: bool
    location: str | None = None


@attrs.frozen(kw_only=True)
class EnsuredRefund:
    """The one refund of a reference.

    Args:
        refund_id: its id; ``None`` only if it was just created and the server did not say.
        created: False if it was there before.
        location: its address, where it was just created and the server gave one.
    """

    refund_id: str | None
    created: bool
    location: str | None = None


@attrs.frozen(kw_only=True)
class Wanted:
    """What there shall be one of."""

    operation: str
    noun: str
    order_id: str
    reference: str
    amount: int

    @property
    def key(self) -> str:
        """The idempotency key it is created with."""
        return idempotency_key(self.order_id, self.noun, self.reference)


@attrs.frozen
class Found:
    """What there is one of now."""

    identifier: str | None
    created: bool
    location: str | None = None


@attrs.frozen
class _Existing:
    """A capture or refund, reduced to what is compared."""

    identifier: str | None
    reference: str | None
    amount: int | None


def course(wanted: Wanted) -> Generator[Question, Any, Found]:
    """Yield what to ask; be sent what exists for ``look``, what was created or an error for ``create``."""
    try:
        existing = _match(wanted, (yield "look"))
    except KcoError as error:
        if error.outcome in ("unknown", "applied"):
            # Only reading has been tried: whatever became of that, nothing was created.
            error.outcome = "not_sent"
            error.add_note(f"kco: nothing was created: {wanted.operation} could not see what there is")
        raise
    if existing is not None:
        return Found(existing.identifier, created=False)
    try:
        created = yield "create"
        if created[0] is None:
            # A success that names nothing may be the page of something between us and the server.
            raise OutcomeUnknownError(
                f"the answer names no {wanted.noun}", operation=wanted.operation, idempotency_key=wanted.key
            )
    except KcoError as error:
        if error.outcome not in ("unknown", "applied"):
            raise
        try:
            made = _match(wanted, (yield "look"))
        except ReferenceConflictError:
            raise
        except KcoError as second:
            error.add_note(f"kco: looking whether the {wanted.noun} exists failed, too: {second}")
            raise error from None
        if made is None:
            error.add_note(
                f"kco: the server shows no {wanted.noun} of this reference yet; call ensure again later"
            )
            raise
        return Found(made.identifier, created=True)
    return Found(created[0], created=True, location=created[1])


def _match(wanted: Wanted, existing: Iterable[_Existing]) -> _Existing | None:
    same = [item for item in existing if item.reference == wanted.reference]
    if not same:
        return None
    for item in same:
        if item.amount == wanted.amount:
            return item
    amounts = [item.amount for item in same]
    raise ReferenceConflictError(
        f"there is a {wanted.noun} of this reference already, over "
        f"{', '.join('an unreadable amount' if a is None else str(a) for a in amounts)} "
        f"instead of {wanted.amount}",
        outcome="not_sent",
        operation=wanted.operation,
        idempotency_key=wanted.key,
        reference=wanted.reference,
        expected_amount=wanted.amount,
        found_amounts=amounts,
    )


def want(noun: str, order_id: str, reference: str, amount: int) -> Wanted:
    """Check what there shall be one of.

    Raises:
        InvalidInputError: the reference is empty, or the amount is no whole number.
    """
    operation = f"{noun}s.ensure"
    violations = []
    if not isinstance(reference, str) or not reference:
        violations.append(Violation("reference", "expected the text that tells this one from all others"))
    violations += IntegerRule(advice=MINOR_UNITS).check(amount, _AMOUNTS[noun])
    if violations:
        raise InvalidInputError(violations=violations, operation=operation)
    return Wanted(operation=operation, noun=noun, order_id=order_id, reference=reference, amount=amount)


def existing_captures(captures: Sequence[Any]) -> list[_Existing]:
    """Reduce an order's captures to what is compared.

    Raises:
        DecodeError: one of them cannot be read, so it might be the one.
    """
    found = [_Existing(item.capture_id, item.reference, item.captured_amount) for item in captures]
    _refuse_unreadable("capture", found, [issue.path for item in captures for issue in item.decode_issues])
    return found


def existing_refunds(order: Any) -> list[_Existing]:
    """Reduce an order's refunds to what is compared.

    Raises:
        DecodeError: the order came without them, or one cannot be read, so it might be the one.
    """
    if order.refunds is None:
        raise _unreadable("refund")
    found = [_Existing(item.refund_id, item.reference, item.refunded_amount) for item in order.refunds]
    paths = [issue.path for issue in order.decode_issues if issue.path.startswith("refunds[")]
    if any(path.endswith("]") and path.count("[") == 1 for path in paths):
        raise _unreadable("refund")
    _refuse_unreadable("refund", found, [path.rpartition("].")[2] for path in paths if path.count("[") == 1])
    return found


def _refuse_unreadable(noun: str, found: Iterable[_Existing], paths: Iterable[str]) -> None:
    if "reference" in paths or any(item.reference is None and item.amount is None for item in found):
        raise _unreadable(noun)


def _unreadable(noun: str) -> DecodeError:
    return DecodeError(
        f"the order's {noun}s cannot all be read, so whether this one exists is not known; "
        "nothing was created",
        outcome="not_sent",
        operation=f"{noun}s.ensure",
    )


def run(steps: Generator[Question, Any, Found], ask: Callable[[Question], Any]) -> Found:
    """Follow a course, asking the server with a function."""
    try:
        question = next(steps)
        while True:
            try:
                answer = ask(question)
            except KcoError as error:
                question = steps.throw(error)
            else:
                question = steps.send(answer)
    except StopIteration as end:
        found: Found = end.value
        return found


async def run_async(
    steps: Generator[Question, Any, Found], ask: Callable[[Question], Awaitable[Any]]
) -> Found:
    """Follow a course, asking the server with a coroutine function."""
    try:
        question = next(steps)
        while True:
            try:
                answer = await ask(question)
            except KcoError as error:
                question = steps.throw(error)
            else:
                question = steps.send(answer)
    except StopIteration as end:
        found: Found = end.value
        return found
