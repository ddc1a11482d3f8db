# Copied from generator/client/sandbox/credentials.py by "make generate"; change that, not this.
"""Reads who is calling, in both forms of HTTP Basic credentials that the vendors take."""

from __future__ import annotations

from base64 import b64decode
from secrets import compare_digest

__all__ = ["is_accepted"]


def is_accepted(authorization: str | None, *, api_key: str) -> bool:
    """Tell whether an Authorization header proves to hold `api_key`.

    The key stands there as it is, or after any user name and a colon, base64-encoded
    (https://www.rfc-editor.org/rfc/rfc7617#section-2). The sandbox has no user names to compare.
    """
    scheme, _, value = (authorization or "").strip().partition(" ")
    if scheme.lower() != "basic":
        return False
    value = value.strip()
    return _equal(value, api_key) or _equal(_password(value), api_key)


def _password(value: str) -> str:
    try:
        pair = b64decode(value, validate=True).decode()
    except ValueError:
        return ""
    return pair.partition(":")[2]


def _equal(given: str, expected: str) -> bool:
    return compare_digest(given.encode(), expected.encode())
