"""`ensure`: the call that a nightly job makes again and again until there is one capture, and only one.

An idempotency key protects a repeated call for a day at Klarna, and for a time that Kustom does not
tell. A job that comes back after a week is protected by what it finds: the captures and refunds
themselves carry the merchant's reference. So `ensure` looks first, creates only what is missing, and
looks again where it cannot know whether it did.

The course of it is written once, as generators that yield what to ask the server and are sent the
answers; the blocking and the asynchronous resources differ in how they ask.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import attrs

from .idempotency import idempotency_key
from .runtime.errors import DecodeError, InvalidInputError, KcoError, ReferenceConflictError
from .runtime.rules import IntegerRule
from .runtime.unset import UNSET, Unset
from .runtime.violations import Violation

if TYPE_CHECKING:
    from . import protocols
    from .runtime.retries import RetryOption
    from .runtime.timeouts import TimeoutOption

__all__ = [
    "AsyncEnsureCaptures",
    "AsyncEnsureRefunds",
    "EnsureCaptures",
    "EnsureRefunds",
    "EnsuredCapture",
    "EnsuredRefund",
    "EnsuringCaptures",
    "EnsuringRefunds",
    "AsyncEnsuringCaptures",
    "AsyncEnsuringRefunds",
]

Question: TypeAlias = 'Literal["look", "create"]'


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
class _Wanted:
    """What there shall be one of."""

    operation: str
    noun: str
    order_id: str
    reference: str
    amount: int

    @property
    def key(self) -> str:
        return idempotency_key(self.order_id, self.noun, self.reference)


@attrs.frozen
class _Found:
    identifier: str | None
    created: bool
    location: str | None = None


class _Existing(Protocol):
    """A capture or refund, reduced to what is compared."""

    @property
    def identifier(self) -> str | None: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def amount(self) -> int | None: ...


@attrs.frozen
class _Existed:
    identifier: str | None
    reference: str | None
    amount: int | None


def _course(wanted: _Wanted) -> Generator[Question, Any, _Found]:
    """Yield what to ask; be sent what exists for ``look``, what was created or an error for ``create``."""
    existing = _match(wanted, (yield "look"))
    if existing is not None:
        return _Found(existing.identifier, created=False)
    try:
        created = yield "create"
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
        return _Found(made.identifier, created=True)
    return _Found(created[0], created=True, location=created[1])


def _match(wanted: _Wanted, existing: Iterable[_Existing]) -> _Existing | None:
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


def _wanted(noun: str, order_id: str, reference: str, amount: int) -> _Wanted:
    operation = f"{noun}s.ensure"
    violations = []
    if not isinstance(reference, str) or not reference:
        violations.append(Violation("reference", "expected the text that tells this one from all others"))
    if isinstance(amount, bool) or not isinstance(amount, int):
        violations += IntegerRule().check(amount, f"{noun}{'d' if noun == 'capture' else 'ed'}_amount")
    if violations:
        raise InvalidInputError("; ".join(map(str, violations)), violations=violations, operation=operation)
    return _Wanted(operation=operation, noun=noun, order_id=order_id, reference=reference, amount=amount)


def _captures(captures: Iterable[Any]) -> list[_Existed]:
    return [_Existed(item.capture_id, item.reference, item.captured_amount) for item in captures]


def _refunds(order: Any) -> list[_Existed]:
    if order.refunds is None:
        raise DecodeError(
            "the order came without its refunds, so whether this one exists is not known; "
            "nothing was created",
            operation="refunds.ensure",
        )
    return [_Existed(item.refund_id, item.reference, item.refunded_amount) for item in order.refunds]


def _run(course: Generator[Question, Any, _Found], ask: Callable[[Question], Any]) -> _Found:
    try:
        question = next(course)
        while True:
            try:
                answer = ask(question)
            except KcoError as error:
                question = course.throw(error)
            else:
                question = course.send(answer)
    except StopIteration as end:
        found: _Found = end.value
        return found


async def _run_async(
    course: Generator[Question, Any, _Found], ask: Callable[[Question], Awaitable[Any]]
) -> _Found:
    try:
        question = next(course)
        while True:
            try:
                answer = await ask(question)
            except KcoError as error:
                question = course.throw(error)
            else:
                question = course.send(answer)
    except StopIteration as end:
        found: _Found = end.value
        return found


class EnsureCaptures:
    """The `ensure` of captures."""

    __slots__ = ()

    def ensure(
        self: Any,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called: after a crash, the next night, next week.

        Reads the captures of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "capture", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one capture: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            captured_amount: Amount in minor units.
            reference: What tells this capture of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are captured. At most 1000 items.
            shipping_info: The shipments. At most 500 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The capture's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a capture of this reference over another amount.
            CaptureNotAllowedError: the order cannot be captured, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = _wanted("capture", order_id, reference, captured_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        def ask(question: Question) -> Any:
            if question == "look":
                return _captures(self.list(order_id, **options))
            created = self.create(
                order_id,
                captured_amount=captured_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                shipping_info=shipping_info,
                idempotency_key=wanted.key,
                **options,
            )
            return created.capture_id, created.location

        found = _run(_course(wanted), ask)
        return EnsuredCapture(capture_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureCaptures:
    """The asynchronous twin of `EnsureCaptures`."""

    __slots__ = ()

    async def ensure(
        self: Any,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called: after a crash, the next night, next week.

        Reads the captures of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "capture", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one capture: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            captured_amount: Amount in minor units.
            reference: What tells this capture of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are captured. At most 1000 items.
            shipping_info: The shipments. At most 500 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The capture's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a capture of this reference over another amount.
            CaptureNotAllowedError: the order cannot be captured, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = _wanted("capture", order_id, reference, captured_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        async def ask(question: Question) -> Any:
            if question == "look":
                return _captures(await self.list(order_id, **options))
            created = await self.create(
                order_id,
                captured_amount=captured_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                shipping_info=shipping_info,
                idempotency_key=wanted.key,
                **options,
            )
            return created.capture_id, created.location

        found = await _run_async(_course(wanted), ask)
        return EnsuredCapture(capture_id=found.identifier, created=found.created, location=found.location)


class EnsureRefunds:
    """The `ensure` of refunds."""

    __slots__ = ()

    def ensure(
        self: Any,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called: after a crash, the next night, next week.

        Reads the refunds of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "refund", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one refund: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            refunded_amount: Amount in minor units.
            reference: What tells this refund of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are refunded. At most 1000 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The refund's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a refund of this reference over another amount.
            RefundNotAllowedError: the order cannot be refunded, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = _wanted("refund", order_id, reference, refunded_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        def ask(question: Question) -> Any:
            if question == "look":
                return _refunds(self._client.orders.get(order_id, **options))
            created = self.create(
                order_id,
                refunded_amount=refunded_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                idempotency_key=wanted.key,
                **options,
            )
            return created.refund_id, created.location

        found = _run(_course(wanted), ask)
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)


class AsyncEnsureRefunds:
    """The asynchronous twin of `EnsureRefunds`."""

    __slots__ = ()

    async def ensure(
        self: Any,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called: after a crash, the next night, next week.

        Reads the refunds of the order and returns the one with this reference and amount if there
        is one. Else it creates it, with the key ``kco.idempotency_key(order_id, "refund", reference)``;
        where it cannot know whether that happened, it reads again before it gives up. A reference
        stands for one refund: a refusal is repeated by the server for as long as it remembers the
        key, so after correcting what was refused, pass another reference.

        Args:
            order_id: Id of the order.
            refunded_amount: Amount in minor units.
            reference: What tells this refund of the order from all others. At most 255 characters.
            description: Description shown to the customer. At most 255 characters.
            order_lines: The lines that are refunded. At most 1000 items.
            headers: headers to send besides the client's own, which they replace.
            timeout: seconds for each of the calls this makes, or `Timeouts` for each phase.
            retries: attempts after the first of each call, or a `RetryPolicy`.

        Returns:
            The refund's id, and whether it was created now.

        Raises:
            ReferenceConflictError: there is a refund of this reference over another amount.
            RefundNotAllowedError: the order cannot be refunded, or not this much of it.
            KcoError: as for `create`; with outcome ``unknown`` only if reading again did not help.
        """
        wanted = _wanted("refund", order_id, reference, refunded_amount)
        options: dict[str, Any] = {"headers": headers, "timeout": timeout, "retries": retries}

        async def ask(question: Question) -> Any:
            if question == "look":
                return _refunds(await self._client.orders.get(order_id, **options))
            created = await self.create(
                order_id,
                refunded_amount=refunded_amount,
                reference=reference,
                description=description,
                order_lines=order_lines,
                idempotency_key=wanted.key,
                **options,
            )
            return created.refund_id, created.location

        found = await _run_async(_course(wanted), ask)
        return EnsuredRefund(refund_id=found.identifier, created=found.created, location=found.location)


class EnsuringCaptures(Protocol):
    """What `EnsureCaptures` gives the clients of every vendor."""

    def ensure(
        self,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called."""
        ...


class AsyncEnsuringCaptures(Protocol):
    """What `AsyncEnsureCaptures` gives the clients of every vendor."""

    async def ensure(
        self,
        order_id: str,
        *,
        captured_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        shipping_info: Sequence[protocols.ShippingInfo | protocols.ShippingInfoInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredCapture:
        """Capture once, however often this is called."""
        ...


class EnsuringRefunds(Protocol):
    """What `EnsureRefunds` gives the clients of every vendor."""

    def ensure(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called."""
        ...


class AsyncEnsuringRefunds(Protocol):
    """What `AsyncEnsureRefunds` gives the clients of every vendor."""

    async def ensure(
        self,
        order_id: str,
        *,
        refunded_amount: int,
        reference: str,
        description: str | Unset = UNSET,
        order_lines: Sequence[protocols.OrderLine | protocols.OrderLineInput] | Unset = UNSET,
        headers: Mapping[str, str] | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> EnsuredRefund:
        """Refund once, however often this is called."""
        ...
