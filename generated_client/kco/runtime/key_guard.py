"""Remembers which idempotency key was used for which request.

The servers compare keys alone: a key that comes back with another amount is answered with the first
result, silently. This guard says so before anything is sent, within one client and the copies made
of it. It cannot know of other processes; keys that are derived from what they stand for
(`kco.idempotency_key`) are the protection there.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict

from .messages import Request

__all__ = ["KeyGuard"]


class KeyGuard:
    """A bounded memory of keys, usable from many threads.

    Args:
        most_keys: how many keys it remembers; the one unused for longest is forgotten first.
    """

    def __init__(self, most_keys: int = 10_000) -> None:
        self._most_keys = most_keys
        # For each key the request it stands for, and how many calls have used it.
        self._uses: OrderedDict[str, tuple[bytes, int]] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, key: str, request: Request) -> bool:
        """Return whether `key` is new or was used for this same request, and remember it."""
        digest = _digest(request)
        with self._lock:
            known, uses = self._uses.get(key, (digest, 0))
            self._uses[key] = known, uses + (known == digest)
            self._uses.move_to_end(key)
            if len(self._uses) > self._most_keys:
                self._uses.popitem(last=False)
        return known == digest

    def withdraw(self, key: str) -> None:
        """Take back one use of `key`, which no server has seen; without any use left it is forgotten."""
        with self._lock:
            known, uses = self._uses.pop(key, (b"", 0))
            if uses > 1:
                self._uses[key] = known, uses - 1


def _digest(request: Request) -> bytes:
    # Bodies are encoded with sorted keys, so equal JSON has equal bytes.
    text = f"{request.method}\n{request.url}\n".encode()
    return hashlib.sha256(text + (request.content or b"")).digest()
