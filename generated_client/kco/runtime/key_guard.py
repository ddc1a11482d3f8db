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
        self._digests: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def admit(self, key: str, request: Request) -> bool:
        """Return whether `key` is new or was used for this same request, and remember it."""
        digest = _digest(request)
        with self._lock:
            known = self._digests.setdefault(key, digest)
            self._digests.move_to_end(key)
            if len(self._digests) > self._most_keys:
                self._digests.popitem(last=False)
        return known == digest

    def knows(self, key: str) -> bool:
        """Return whether `key` was used before."""
        with self._lock:
            return key in self._digests

    def forget(self, key: str) -> None:
        """Forget a key that no server has seen."""
        with self._lock:
            self._digests.pop(key, None)


def _digest(request: Request) -> bytes:
    # Bodies are encoded with sorted keys, so equal JSON has equal bytes.
    text = f"{request.method}\n{request.url}\n".encode()
    return hashlib.sha256(text + (request.content or b"")).digest()
