"""The goals of `ensure`: from the arguments of a call to the `Course` towards one capture, refund or state of an order.

Each goal has the read that shows what exists, the write under the key of each attempt, and the comparison of
what was read with what is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, Protocol

import attrs

from .ensure import Course, Found, Goal
from .idempotency import idempotency_key
from .runtime.errors import DecodeError, InvalidInputError, ReferenceConflictError, Violation
from .runtime.request import Call
from .runtime.retries import RetryPolicy
from .runtime.scalar_rules import MINOR_UNITS, IntegerRule
from .runtime.timeouts import Deadline

__all__ = ["course_to_reference", "course_to_state", "is_cancelled", "is_released"]

# Each attempt is sent under the keys of all before it.
_MOST_ATTEMPTS: Final = 100


class _AnyVendorClient(Protocol):
    """A blocking or an asynchronous client."""

    def _prepare_by_name(self, name: str, called: str, **arguments: Any) -> Call[Any]: ...

    def _review(self, called: str, body: Any) -> None: ...

    def _limits(self, timeout: Any, retries: Any) -> tuple[Deadline, RetryPolicy]: ...


# --- One capture or refund of a reference ---------------------------------------------------------


@attrs.frozen
class _Existing:
    """A capture or refund, reduced to what is compared."""

    identifier: str | None
    reference: str | None
    amount: int | None


def course_to_reference(
    client: _AnyVendorClient,
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
    if not isinstance(reference, str):
        violations.append(Violation("reference", f"expected text (str), got {type(reference).__name__}"))
    elif not reference:
        violations.append(
            Violation("reference", f"is empty; it tells this {noun} from all others of the order")
        )
    violations += IntegerRule(advice=MINOR_UNITS).check(amount, amount_field)
    _refuse(operation, order_id, violations)

    def prepare(name: str, *path: str, **arguments: Any) -> Call[Any]:
        return client._prepare_by_name(name, operation, path=path, headers=headers, **arguments)

    wanted = {amount_field: amount, "reference": reference, **body}
    writes = tuple(
        prepare(f"{noun}s.create", order_id, body=wanted, idempotency_key=key)
        for key in _keys(order_id, (noun, reference), attempt)
    )
    client._review(operation, wanted)

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
        find=lambda shown: match(_existing(noun, shown if noun == "capture" else _refunds_of(shown))),
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


def _refunds_of(order: Any) -> Sequence[Any]:
    if order.refunds is None or any(_is_unreadable_refund(issue.path) for issue in order.decode_issues):
        # They are missing, or one of them is no object and was left out.
        raise _unreadable("refund")
    refunds: Sequence[Any] = order.refunds
    return refunds


def _is_unreadable_refund(path: str) -> bool:
    return path.startswith("refunds[") and path.endswith("]") and path.count("[") == 1


def _unreadable(noun: str) -> DecodeError:
    return DecodeError(f"the order's {noun}s cannot all be read, so whether this one exists is not known")


# --- A state of the order -------------------------------------------------------------------------


def course_to_state(
    client: _AnyVendorClient,
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
    """Return the keys of an attempt and of those before it; they depend on nothing but these arguments."""
    return [
        idempotency_key(order_id, *parts) if number == 1 else idempotency_key(order_id, *parts, number)
        for number in range(1, attempt + 1)
    ]


def _check_attempt(attempt: object) -> list[Violation]:
    if isinstance(attempt, int) and not isinstance(attempt, bool) and 1 <= attempt <= _MOST_ATTEMPTS:
        return []
    return [Violation("attempt", f"expected a whole number from 1 to {_MOST_ATTEMPTS}")]


def _refuse(operation: str, order_id: object, violations: list[Violation]) -> None:
    if not isinstance(order_id, str) or not order_id:
        violations.insert(0, Violation("order_id", "expected an id (str), not empty"))
    if violations:
        raise InvalidInputError(violations=violations, operation=operation)
