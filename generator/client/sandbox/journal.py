"""Keeps the truth: every request, its effect, and the status that the caller got.

Clients can be wrong about a payment in both directions; this book is kept by the side that knows.
It holds ids, amounts, statuses and keys, and never a body, a header or a person.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import datetime
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

import attrs

from .clock import to_text

__all__ = ["MOST_REQUESTS", "Book", "Effect", "Journal", "JournalEntry", "Page"]

MOST_REQUESTS: Final = 50_000
"""How many requests are kept, the newest ones, which is some 30 MB. All effects are kept, as all orders are:
a count of captures has to be complete."""


@attrs.frozen(kw_only=True, repr=False)
class Effect:
    """Something that really happened: one write that was carried out, once.

    Args:
        operation: the operation's name, e.g. ``captures.create``.
        order_id: the order.
        time: the moment, by the sandbox's clock.
        idempotency_key: the key of the request that did it.
        capture_id: the capture that was made or changed.
        refund_id: the refund that was made.
        amount: what was captured or refunded, or the order amount that was set, in minor units.
    """

    operation: str
    order_id: str
    time: datetime
    idempotency_key: str | None = None
    capture_id: str | None = None
    refund_id: str | None = None
    amount: int | None = None

    def __repr__(self) -> str:
        return _in_brief(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the effect as JSON data."""
        return attrs.asdict(self, value_serializer=_in_json)


@attrs.frozen(kw_only=True, repr=False)
class JournalEntry:
    """One request that was received.

    Args:
        time: when, by the sandbox's clock.
        method: the HTTP method.
        path: the path as it was sent, without the query.
        operation: the operation's name, e.g. ``captures.create``; ``None`` if there is none with this
            path and method.
        order_id: the order that the path names.
        idempotency_key: the key, where the operation takes one.
        amount: what it asked to capture, to refund, or to set as order amount, in minor units, refused or
            not.
        effect: what it changed; ``None`` if nothing, or nothing yet.
        status_code: the status that went out; ``None`` if no answer did, or none has yet.
        replayed: whether it was answered with the first answer to its key, and changed nothing again.
        fault: the name of the fault that struck it, as in ``{"fault": "lose_response"}``.
        warnings: what does not fit in its order lines: numbers that contradict each other, lines that the
            order never had, a sum other than the amount. A sandbox with ``strict_lines=True`` refuses it.
    """

    time: datetime
    method: str
    path: str
    operation: str | None
    order_id: str | None
    idempotency_key: str | None
    amount: int | None = None
    effect: Effect | None = None
    status_code: int | None = None
    replayed: bool = False
    fault: str | None = None
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return _in_brief(self)

    def __str__(self) -> str:
        asked = "" if self.amount is None else f" {self.amount}"
        said = [
            to_text(self.time),
            f"{self.operation or f'{self.method} {self.path}'}{asked}",
            "no answer" if self.status_code is None else str(self.status_code),
            "nothing applied" if self.effect is None else "applied",
            *(["replayed"] if self.replayed else []),
            *([f"struck by {self.fault}"] if self.fault is not None else []),
            *([f"warnings: {'; '.join(self.warnings)}"] if self.warnings else []),
        ]
        return ", ".join(said)

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON data."""
        return attrs.asdict(self, value_serializer=_in_json)


class Page:
    """The place of one entry, which is replaced when a slow call ends."""

    __slots__ = ("entry",)

    def __init__(self, entry: JournalEntry) -> None:
        self.entry: JournalEntry = entry


class Book:
    """The entries and effects that were written down, in order."""

    def __init__(self) -> None:
        self._pages: deque[Page] = deque(maxlen=MOST_REQUESTS)
        self._effects: list[Effect] = []
        self._lock = Lock()

    def open(self, entry: JournalEntry) -> Page:
        """Write down a request."""
        page = Page(entry)
        with self._lock:
            self._pages.append(page)
        return page

    def add(self, effect: Effect) -> None:
        """Write down the effect of a request."""
        with self._lock:
            self._effects.append(effect)

    def entries(self) -> list[JournalEntry]:
        """Return the requests as they are written down now."""
        with self._lock:
            return [page.entry for page in self._pages]

    def effects(self) -> list[Effect]:
        """Return the effects up to now."""
        with self._lock:
            return list(self._effects)

    def clear(self) -> None:
        """Begin anew."""
        with self._lock:
            self._pages.clear()
            self._effects.clear()


class Journal:
    """Shows what the sandbox wrote down; every look shows it as it is by then.

    Iterating gives the requests, and printing shows one in a line; `where` narrows it to some of them.

    Args:
        book: the entries and effects.
        conditions: fields of the requests and effects, and the values they have to have.
    """

    def __init__(self, book: Book, conditions: Mapping[str, str] = MappingProxyType({})) -> None:
        self._book = book
        self._conditions = conditions

    @property
    def requests(self) -> tuple[JournalEntry, ...]:
        """Every request in the order of arrival; of very many the newest 50,000."""
        return tuple(entry for entry in self._book.entries() if self._holds(entry))

    @property
    def effects(self) -> tuple[Effect, ...]:
        """Everything that requests have changed, in the order in which it happened."""
        return tuple(effect for effect in self._book.effects() if self._holds(effect))

    @property
    def captures(self) -> tuple[Effect, ...]:
        """The captures that were really made, once each. Those that `add_order` made up are not here."""
        return tuple(effect for effect in self.effects if effect.operation == "captures.create")

    @property
    def refunds(self) -> tuple[Effect, ...]:
        """The refunds that were really made, once each. Those that `add_order` made up are not here."""
        return tuple(effect for effect in self.effects if effect.operation == "refunds.create")

    def where(
        self,
        *,
        operation: str | None = None,
        order_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Journal:
        """Return the part of this journal in which all holds that is given."""
        given = {"operation": operation, "order_id": order_id, "idempotency_key": idempotency_key}
        more = {name: value for name, value in given.items() if value is not None}
        return Journal(self._book, {**self._conditions, **more})

    def to_dict(self) -> dict[str, Any]:
        """Return the whole of it as JSON data: ``requests`` and ``effects``."""
        return {
            "requests": [entry.to_dict() for entry in self.requests],
            "effects": [effect.to_dict() for effect in self.effects],
        }

    def _holds(self, entry: JournalEntry | Effect) -> bool:
        return all(getattr(entry, name) == value for name, value in self._conditions.items())

    def __iter__(self) -> Iterator[JournalEntry]:
        return iter(self.requests)

    def __len__(self) -> int:
        return len(self.requests)

    def __str__(self) -> str:
        return "\n".join(map(str, self.requests))

    def __repr__(self) -> str:
        return f"Journal({len(self.requests)} requests, {len(self.effects)} effects)"


def _in_brief(value: Effect | JournalEntry) -> str:
    """Return the representation of an attrs value, without what is ``None``, ``False`` or empty."""
    members = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
    said = [
        f"{name}={_in_json(None, None, member)!r}"
        for name, member in members.items()
        if member is not None and member is not False and member != ()
    ]
    return f"{type(value).__name__}({', '.join(said)})"


def _in_json(_: object, __: object, value: Any) -> Any:
    """Return a member of an attrs value as JSON has it."""
    if isinstance(value, datetime):
        return to_text(value)
    return list(value) if isinstance(value, tuple) else value
