"""Idempotency keys that a job can work out again after a crash."""

from __future__ import annotations

import json
import uuid

__all__ = ["idempotency_key"]

_NAMESPACE = uuid.UUID("6f5a2c1e-3d0b-5c4e-9a77-0d1f4b8e2a61")


def idempotency_key(*parts: str | int) -> str:
    """Return the same key for the same parts, in every process and on every day.

    Join what makes the call unique: ``kco.idempotency_key(order_id, "capture", "parcel-1")``. A job
    that crashed and runs again then repeats the key, and the server does the work once. Klarna
    honours a key for 24 hours; Kustom does not say how long it does.

    Args:
        parts: at least one text or whole number. ``("a", "bc")`` and ``("ab", "c")`` are different,
            and so are ``1`` and ``"1"``.

    Returns:
        A UUID of version 5 as text.

    Raises:
        TypeError: a part is neither text nor a whole number.
        ValueError: there is no part, or an empty one: keys of different calls would be equal.
    """
    if not parts:
        raise ValueError("an idempotency key needs at least one part")
    for part in parts:
        if isinstance(part, bool) or not isinstance(part, (str, int)):
            raise TypeError(
                f"a part of an idempotency key is text or a whole number, not {type(part).__name__}"
            )
        if part == "":
            raise ValueError("a part of an idempotency key is empty")
    # As JSON, whose quotes and escapes keep the parts apart whatever they contain.
    joined = json.dumps(parts)
    return str(uuid.uuid5(_NAMESPACE, joined))
