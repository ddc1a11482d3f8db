"""Reads answers: a success becomes what the call returns, anything else the error that says why."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from .calls import Call
from .errors import STATUS_ERRORS, DecodeError, Outcome, ResponseError, ServerError
from .messages import Answer
from .responses import Response
from .results import UnreadableAnswerError

__all__ = ["correlation_id", "outcome_of_status", "read_success", "response_error"]

T = TypeVar("T")

# Neither vendor documents a header for it; these are the names such ids travel under.
_CORRELATION_HEADERS = ("Klarna-Correlation-Id", "Correlation-Id", "X-Correlation-Id")
_ERROR_MEMBERS = ("error_code", "error_messages", "correlation_id")


def correlation_id(answer: Answer) -> str | None:
    """Return the vendor's id for its own logs, where the headers have it."""
    return next((answer.headers[name] for name in _CORRELATION_HEADERS if name in answer.headers), None)


def outcome_of_status(status_code: int) -> Outcome:
    """Return what a status other than success says of the request, on its own."""
    if 400 <= status_code <= 499:
        return STATUS_ERRORS.get(status_code, ResponseError).outcome
    return "unknown"


def read_success(call: Call[T], answer: Answer, *, attempts: int, elapsed: float) -> Response[T]:
    """Return what the call returns.

    Raises:
        DecodeError: the operation returns a body, and there is none that can be read.
    """
    try:
        data = call.operation.result.read(answer)
    except UnreadableAnswerError as error:
        raise DecodeError(
            str(error),
            content=answer.content,
            status_code=answer.status_code,
            operation=call.operation.name,
            idempotency_key=call.idempotency_key,
            attempts=attempts,
            correlation_id=correlation_id(answer),
        ) from None
    return Response(
        data=data,
        status_code=answer.status_code,
        headers=answer.headers,
        correlation_id=correlation_id(answer),
        attempts=attempts,
        elapsed=elapsed,
        idempotency_key=call.idempotency_key,
    )


def response_error(
    answer: Answer, error_codes: Mapping[str, type[ResponseError]], **context: Any
) -> ResponseError:
    """Return the error of an answer that is no success.

    Its class follows the vendor's code first and the status second. A body that is no JSON object,
    or none at all, is as good as any other.
    """
    body = _object(answer.content)
    code, messages, identifier = (body.get(name) for name in _ERROR_MEMBERS)
    status = answer.status_code
    by_status = STATUS_ERRORS.get(status, ServerError if status >= 500 else ResponseError)
    error_code = code if isinstance(code, str) else None
    texts = tuple(text for text in messages if isinstance(text, str)) if isinstance(messages, list) else ()
    return error_codes.get(error_code or "", by_status)(
        " ".join("; ".join(texts).split()),
        status_code=status,
        error_code=error_code,
        error_messages=texts,
        headers=answer.headers,
        content=answer.content,
        correlation_id=identifier if isinstance(identifier, str) else correlation_id(answer),
        **context,
    )


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
