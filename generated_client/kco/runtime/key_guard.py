# Copied from generator/client/runtime/key_guard.py by "make generate"; change that, not this.
"""Remembers which idempotency key was used for which request.

The servers compare keys alone: a key that comes back with another amount is answered with the first
result, silently. This guard says so before anything is sent, within one client and the copies made
of it. It cannot know of other processes; keys that are derived from what they stand for
(`kco.idempotency_key`) are the protection there.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import attrs

from .messages import Request

__all__ = ["KeyGuard"]


@attrs.frozen(eq=False)
class _Use:
    """What a key stands for, and the tickets of the calls that use it."""

    digest: bytes
    tickets: set[int] = attrs.field(factory=set)


class KeyGuard:
    """A bounded memory of keys, usable from many threads.

    It needs no lock, which an interruption could leave taken: every step is a single operation of a
    dictionary or a set.

    Args:
        most_keys: how many keys it remembers; the one unused for longest is forgotten first.
    """

    def __init__(self, most_keys: int = 10_000) -> None:
        self._most_keys = most_keys
        self._uses: OrderedDict[str, _Use] = OrderedDict()
        self._tickets: Iterator[int] = count(1)

    def admit(self, key: str, request: Request) -> int | None:
        """Remember that a call uses `key` for a request.

        Returns:
            A ticket to withdraw the use with, or ``None`` if the key was used for another request.
        """
        digest, ticket = _digest(request), next(self._tickets)
        use = self._uses.setdefault(key, _Use(digest))
        if use.digest == digest:
            use.tickets.add(ticket)
        with suppress(KeyError):  # Another thread has forgotten it meanwhile.
            self._uses.move_to_end(key)
            if len(self._uses) > self._most_keys:
                self._uses.popitem(last=False)
        return ticket if use.digest == digest else None

    def withdraw(self, key: str, ticket: int) -> None:
        """Take back a use of `key` that no server has seen; a key without any use left is forgotten."""
        use = self._uses.get(key)
        if use is not None:
            use.tickets.discard(ticket)
            if not use.tickets:
                self._uses.pop(key, None)


def _digest(request: Request) -> bytes:
    # Bodies are encoded with sorted keys, so equal JSON has equal bytes.
    text = f"{request.method}\n{request.url}\n".encode()
    return hashlib.sha256(text + (request.content or b"")).digest()
