"""From the parts that make a call unique to its idempotency key, which a job can compute again after a crash."""

from __future__ import annotations

import json
import uuid

from .runtime.errors import InvalidInputError, Violation

__all__ = ["idempotency_key"]

_NAMESPACE = uuid.UUID("6f5a2c1e-3d0b-5c4e-9a77-0d1f4b8e2a61")


def idempotency_key(*parts: str | int | uuid.UUID) -> str:
    """Return the same key for the same parts, in every process and on every day.

    Join what makes the call unique: ``kco.idempotency_key(order_id, "capture", "parcel-1")``. A job
    that crashed and runs again then repeats the key, and the server does the work once. Klarna
    honours a key for 24 hours; Kustom does not say how long it does.

    Args:
        parts: at least one text, whole number or UUID. ``("a", "bc")`` and ``("ab", "c")`` are
            different, and so are ``1`` and ``"1"``. A UUID counts as its text.

    Returns:
        A UUID of version 5 as text.

    Raises:
        InvalidInputError: there is no part, or one is empty or something else: keys of different
            calls would be equal, or those of the same call different.
    """
    violations = [
        Violation(f"parts[{index}]", fault)
        for index, part in enumerate(parts)
        if (fault := _fault(part)) is not None
    ]
    if not parts:
        violations = [Violation("parts", "expected at least one part")]
    if violations:
        raise InvalidInputError(violations=violations, operation="idempotency_key")
    # As JSON, whose quotes and escapes keep the parts apart whatever they contain.
    joined = json.dumps([str(part) if isinstance(part, uuid.UUID) else part for part in parts])
    return str(uuid.uuid5(_NAMESPACE, joined))


def _fault(part: object) -> str | None:
    if isinstance(part, bool) or not isinstance(part, (str, int, uuid.UUID)):
        return f"expected text (str), a whole number (int) or a UUID, got {type(part).__name__}"
    return "expected text that is not empty" if part == "" else None
