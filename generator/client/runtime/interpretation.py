"""Reads answers: what an answer proves, the value of a success, and the error that says why it is none.

An outcome needs a witness. Between a client and a vendor stand proxies, gateways and sign-in pages that
answer in their own name, also with 200, and none of them knows whether the vendor did what was asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

from .calls import Call
from .errors import STATUS_ERRORS, DecodeError, Outcome, ResponseError, ServerError
from .messages import Answer, Request
from .operations import Operation, Replay
from .responses import Response
from .results import CreatedResult, UnreadableAnswerError

__all__ = ["correlation_id", "outcome_of", "read_success", "response_error"]

T = TypeVar("T")

# Neither vendor documents a header for it; these are the names such ids travel under.
_CORRELATION_HEADERS: Final = ("Klarna-Correlation-Id", "Correlation-Id", "X-Correlation-Id")

# Answered before a request is carried out, whoever answers.
_REFUSALS: Final = frozenset({401, 413, 415, 429})
# A time-out (408, nginx's 499), a request that may still run (409), or one sent too early (425).
_UNCERTAIN: Final = frozenset({408, 409, 425, 499})


def correlation_id(answer: Answer) -> str | None:
    """Return the vendor's id for its own logs, where the headers have it."""
    for name in _CORRELATION_HEADERS:
        if name in answer.headers:
            return answer.headers[name]
    return None


# --- What an answer proves ------------------------------------------------------------------------


def outcome_of(call: Call[Any], answer: Answer) -> Outcome:
    """Return what an answer proves of the attempt that it ended.

    A read changes nothing, so a 2xx is all that it needs. For a write a 2xx counts if the description
    names the status, or if the answer bears the vendor's mark; a refusal counts if only the vendor, or
    something that never passes a request on, can have said it. Everything else is ``unknown``.
    """
    operation, status = call.operation, answer.status_code
    if answer.is_success:
        return "applied" if operation.replay is Replay.SAFE or _is_witness(call, answer) else "unknown"
    if status in _REFUSALS:
        return "rejected"
    if not 400 <= status <= 499 or status in _UNCERTAIN:
        return "unknown"
    if _is_described(operation, status) and not _is_html(answer):
        return "rejected"
    return "rejected" if isinstance(_object(answer.content).get("error_code"), str) else "unknown"


def _is_witness(call: Call[Any], answer: Answer) -> bool:
    if _is_html(answer):
        return False
    place, _ = _place(call.operation, call.request, answer.headers.get("Location"))
    if place == "elsewhere":
        # Such as a late duplicate of the answer to an earlier request on the same connection.
        return False
    if _is_described(call.operation, answer.status_code) or place == "here":
        return True
    result = call.operation.result
    if isinstance(result, CreatedResult) and answer.headers.get(result.id_header):
        return True
    return not answer.truncated and _is_json_or_empty(answer.content)


def _is_described(operation: Operation[Any], status: int) -> bool:
    return str(status) in operation.statuses or f"{status // 100}XX" in operation.statuses


def _is_html(answer: Answer) -> bool:
    kind = answer.headers.get("Content-Type")
    if kind:
        return "html" in kind.lower()
    return answer.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _is_json_or_empty(content: bytes) -> bool:
    if not content.strip():
        return True
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


_Place: TypeAlias = 'Literal["here", "elsewhere", "unrecognised"]'


def _place(operation: Operation[Any], request: Request, location: str | None) -> tuple[_Place, str | None]:
    """Say whether a ``Location`` is of the resource that a request was about, and which id it names.

    Its host and what stands before the first id's collection do not matter: gateways rewrite both.
    """
    if not location or not operation.path_parameters:
        return "unrecognised", None
    prefix = operation.path[0]
    asked = _segments(request.url.partition(prefix)[2])
    collection = prefix.rstrip("/").rpartition("/")[2].casefold()
    try:
        given = _segments(urlsplit(location).path)
    except ValueError:
        return "unrecognised", None
    place: _Place = "unrecognised"
    for index, segment in enumerate(given):
        if segment.casefold() != collection:
            continue
        named = given[index + 1 :]
        if any(mine.casefold() != theirs.casefold() for mine, theirs in zip(asked, named, strict=False)):
            place = "elsewhere"
        elif len(named) < len(asked) or not isinstance(operation.result, CreatedResult):
            return "unrecognised", None
        elif len(named) == len(asked) + 1:
            return "here", named[-1]
    return place, None


def _named(call: Call[Any], answer: Answer) -> str | None:
    """Return the id that ``Location`` gives to what was created, where the id's own header is missing."""
    result = call.operation.result
    if not isinstance(result, CreatedResult) or answer.headers.get(result.id_header):
        return None
    return _place(call.operation, call.request, answer.headers.get("Location"))[1]


def _segments(path: str) -> list[str]:
    return [unquote(segment) for segment in path.partition("?")[0].split("/") if segment]


# --- What the caller gets -------------------------------------------------------------------------


def read_success(call: Call[T], answer: Answer, *, elapsed: float, **context: Any) -> Response[T]:
    """Return what the call returns.

    Raises:
        DecodeError: the operation returns a body, and there is none that can be read.
    """
    try:
        data = call.operation.result.read(answer, _named(call, answer))
    except UnreadableAnswerError as error:
        raise DecodeError(
            str(error),
            content=answer.content,
            status_code=answer.status_code,
            **context,
        ) from None
    return Response(
        data=data,
        status_code=answer.status_code,
        headers=answer.headers,
        correlation_id=context["correlation_id"],
        attempts=context["attempts"],
        elapsed=elapsed,
        idempotency_key=context["idempotency_key"],
    )


def response_error(
    answer: Answer, error_codes: Mapping[str, type[ResponseError]], **context: Any
) -> ResponseError:
    """Return the error of an answer that is no success.

    Its class follows the vendor's code first and the status second. A body that is no JSON object,
    or none at all, is as good as any other.
    """
    body = _object(answer.content)
    code, identifier = body.get("error_code"), body.get("correlation_id")
    status = answer.status_code
    by_status = STATUS_ERRORS.get(status, ServerError if status >= 500 else ResponseError)
    error_code = code if isinstance(code, str) else None
    sentences = _sentences(body)
    return error_codes.get(error_code or "", by_status)(
        " ".join("; ".join(sentences).split()),
        status_code=status,
        error_code=error_code,
        error_messages=sentences,
        headers=answer.headers,
        content=answer.content,
        correlation_id=identifier if isinstance(identifier, str) else correlation_id(answer),
        **context,
    )


def _sentences(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the vendor's sentences: described is a list, seen are a single text and a singular name."""
    for name in ("error_messages", "error_message"):
        value = body.get(name)
        texts = tuple(
            text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
        )
        if texts:
            return texts
    return ()


def _object(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}
