# Copied from generator/client/sandbox/fault_answers.py by "make generate"; change that, not this.
"""What the caller gets instead of the answer, for each fault that puts something in its place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from ..runtime.messages import Answer, Headers
from ..runtime.operation import Operation
from .answers import Refusal, refused
from .faults import Garbage, GarbageBody, RateLimit, Status, Truncate
from .handlers import UNKNOWN_ORDER_CODES
from .vendors import Vendor
from .wire import CutShort

__all__ = ["broken_off", "error_answer", "garbage_answer"]

_REFUSAL_CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "captures.create": "CAPTURE_NOT_ALLOWED",
        "orders.cancel": "CANCEL_NOT_ALLOWED",
        "refunds.create": "REFUND_NOT_ALLOWED",
    }
)

_GARBAGE: Final[Mapping[GarbageBody, tuple[str, bytes]]] = MappingProxyType(
    {
        "html": (
            "text/html; charset=utf-8",
            b"<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Something went wrong</h1>"
            b"</body></html>",
        ),
        "text": ("text/plain", b"upstream connect error or disconnect/reset before headers"),
        "json": ("application/json", b'{"order_id": "'),
        "empty": ("application/json", b""),
    }
)


def error_answer(
    fault: Status | RateLimit, *, vendor: Vendor, operation: Operation[Any], correlation_id: str
) -> Answer:
    """Return the answer of a service that is overloaded, down, or otherwise unwilling."""
    status = fault.code if isinstance(fault, Status) else 429
    given = fault.error_code if isinstance(fault, Status) else None
    code = given or _error_code(status, vendor, operation)
    if code is None:
        answer = Answer(status)
    else:
        answer = refused(Refusal(status, code, "The sandbox was told to answer so."), correlation_id)
    pairs = [*answer.headers.items(), *_when_to_come_back(fault, vendor)]
    return Answer(answer.status_code, Headers(pairs), answer.content)


def _when_to_come_back(fault: Status | RateLimit, vendor: Vendor) -> list[tuple[str, str]]:
    if fault.retry_after is None:
        return []
    # https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
    pairs = [("Retry-After", str(fault.retry_after))]
    if isinstance(fault, RateLimit) and vendor.rate_limit is not None:
        pairs += [
            ("X-Ratelimit-Limit", vendor.rate_limit),
            ("X-Ratelimit-Remaining", "0"),
            ("X-Ratelimit-Reset", str(fault.retry_after)),
        ]
    return pairs


def _error_code(status: int, vendor: Vendor, operation: Operation[Any]) -> str | None:
    if status == 403:
        return _REFUSAL_CODES.get(operation.name, "NOT_ALLOWED")
    if status == 404:
        return UNKNOWN_ORDER_CODES.get(operation.name, "NO_SUCH_ORDER")
    return vendor.error_codes.get(status)


def garbage_answer(answer: Answer, fault: Garbage) -> Answer:
    """Return what a broken intermediary makes of an answer."""
    media_type, content = _GARBAGE[fault.body]
    return Answer(_with_body(answer.status_code), Headers([("Content-Type", media_type)]), content)


def broken_off(answer: Answer, fault: Truncate) -> CutShort:
    """Return an answer that breaks off in its body.

    An answer without a body is given one, since one of length 0 cannot be too short.
    """
    content = answer.content or b"{}"
    length = len(content) // 2 if fault.after is None else min(fault.after, len(content) - 1)
    return CutShort(Answer(_with_body(answer.status_code), answer.headers, content), length)


def _with_body(status_code: int) -> int:
    # A 204 ends with its head: https://www.rfc-editor.org/rfc/rfc9110#name-204-no-content
    return 200 if status_code == 204 else status_code
