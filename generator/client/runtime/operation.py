"""One operation of an API, as the generator writes it down: its address, its rules, and how its success is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import attrs

if TYPE_CHECKING:
    from .messages import Answer
    from .scalar_rules import Rule

__all__ = ["Operation", "Replay", "Result"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Replay(Enum):
    """May the same request be sent a second time without a second effect?

    ``SAFE``: it only reads. ``BY_KEY``: it declares an idempotency key, and the server answers a
    repeated key with its first response. ``NEVER``: neither holds.
    """

    SAFE = "safe"
    BY_KEY = "by key"
    NEVER = "never"


class Result(Protocol[T_co]):
    """Reads the value of a successful call from its answer."""

    def read(self, answer: Answer, named: str | None) -> T_co:
        """Return the value, or raise ``UnreadableAnswerError`` where a body is needed and there is none.

        Args:
            answer: a 2xx.
            named: the id that the answer's ``Location`` gives to what was created, where it names that
                and ``CreatedResult`` would find no other.
        """
        ...


@attrs.frozen
class Operation(Generic[T]):
    """One operation of an API.

    Args:
        name: how callers write it, ``captures.create``.
        identifier: the description's operationId.
        method: the HTTP method in capitals.
        path: the literal pieces of the path, between which the path parameters stand.
        path_parameters: their names, one fewer than there are pieces.
        replay: whether and how it may be repeated.
        result: reads a successful answer.
        statuses: every status that the description documents, ``default`` among them.
        body: loads the rule that a request body must keep, or ``None`` where there is no body.
        parameters: loads the rule that the parameters must keep, by their Python names, or ``None``
            where anything goes.
        query: Python name → wire name of each query parameter.
        headers: Python name → wire name of each header parameter besides the idempotency key.
        key_header: the name of the idempotency key's header, or ``None``.
    """

    name: str
    identifier: str
    method: str
    path: tuple[str, ...]
    path_parameters: tuple[str, ...]
    replay: Replay
    result: Result[T]
    statuses: tuple[str, ...] = ()
    body: Callable[[], Rule] | None = None
    parameters: Callable[[], Rule] | None = None
    query: Mapping[str, str] = attrs.field(factory=dict)
    headers: Mapping[str, str] = attrs.field(factory=dict)
    key_header: str | None = None
