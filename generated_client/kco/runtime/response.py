# Copied from generator/client/runtime/response.py by "make generate"; change that, not this.
"""Room 5: an answer comes in; its outcome goes out, and then the value of the call or an error.

An outcome needs a witness. Between a client and a vendor stand proxies, gateways and sign-in pages that
answer in their own name, also with 200, and none of them knows whether the vendor did what was asked.

Once a 2xx counts as the vendor's answer to a write, the shape of its body raises nothing: the money has moved, and a
caller who sees an exception might move it again. A value that cannot be read is ``None`` and noted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeAlias, TypeVar
from urllib.parse import unquote, urlsplit

import attrs

from .encoding import NESTING_LIMIT, NestingError, decode
from .errors import STATUS_ERRORS, DecodeError, ResponseError, ServerError
from .events import Outcome
from .messages import Answer, Headers, Request
from .models import CreatedModel, DecodeIssue, Model, kind
from .operation import Operation, Replay

if TYPE_CHECKING:
    from .request import Call

__all__ = [
    "ArrayResult",
    "CreatedResult",
    "NoResult",
    "ObjectResult",
    "RawResult",
    "Response",
    "UnreadableAnswerError",
    "correlation_id",
    "outcome_of",
    "read_success",
    "response_error",
]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=Model)

# Neither vendor documents a header for it; these are the names such ids travel under.
_CORRELATION_HEADERS: Final = ("Klarna-Correlation-Id", "Correlation-Id", "X-Correlation-Id")

# Sent before a request is carried out, by vendors and by proxies alike.
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

    A read changes nothing, so any 2xx to it counts. A 2xx to a write counts unless it is HTML or its
    ``Location`` names another resource, and if its status is described, or its headers name what was
    created, or its body is empty or JSON. A 4xx is a refusal if its status is only sent before a request
    is carried out. Others are if their status is described and they are no HTML, or if their body has an
    ``error_code``, but not if the request may still run. Everything else is ``unknown``.
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
    verdict, _ = _judge_location(call.operation, call.request, answer.headers.get("Location"))
    if verdict == "elsewhere":
        # Such as a late duplicate of the answer to an earlier request on the same connection.
        return False
    if _is_described(call.operation, answer.status_code) or verdict == "here":
        return True
    result = call.operation.result
    if isinstance(result, CreatedResult) and answer.headers.get(result.id_header):
        return True
    return not answer.truncated and _is_json_or_empty(answer.content)


def _is_described(operation: Operation[Any], status: int) -> bool:
    return str(status) in operation.statuses or f"{status // 100}XX" in operation.statuses


def _is_html(answer: Answer) -> bool:
    media_type = answer.headers.get("Content-Type")
    if media_type:
        return "html" in media_type.lower()
    return answer.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _is_json_or_empty(content: bytes) -> bool:
    if not content.strip():
        return True
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


_LocationVerdict: TypeAlias = 'Literal["here", "elsewhere", "unrecognised"]'


def _judge_location(
    operation: Operation[Any], request: Request, location: str | None
) -> tuple[_LocationVerdict, str | None]:
    """Say whether a ``Location`` is of the resource that a request was about, and which id it names.

    Its host and its prefix do not matter: gateways rewrite both.
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
    verdict: _LocationVerdict = "unrecognised"
    for index, segment in enumerate(given):
        if segment.casefold() != collection:
            continue
        named = given[index + 1 :]
        if any(mine.casefold() != theirs.casefold() for mine, theirs in zip(asked, named, strict=False)):
            verdict = "elsewhere"
        elif len(named) < len(asked) or not isinstance(operation.result, CreatedResult):
            return "unrecognised", None
        elif len(named) == len(asked) + 1:
            return "here", named[-1]
    return verdict, None


def _named(call: Call[Any], answer: Answer) -> str | None:
    """Return the id that ``Location`` gives to what was created, where the id's own header is missing."""
    result = call.operation.result
    if not isinstance(result, CreatedResult) or answer.headers.get(result.id_header):
        return None
    return _judge_location(call.operation, call.request, answer.headers.get("Location"))[1]


def _segments(path: str) -> list[str]:
    return [unquote(segment) for segment in path.partition("?")[0].split("/") if segment]


# --- What the caller gets -------------------------------------------------------------------------


def read_success(call: Call[T], answer: Answer, *, elapsed: float, **context: Any) -> Response[T]:
    """Return what the call returns.

    Raises:
        DecodeError: the operation returns a body, and the answer's body cannot be read.
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

    Its class follows the vendor's code first and the status second. A missing body, or one that is no
    JSON object, makes an error by status.
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
    """Return the vendor's sentences.

    The descriptions have a list, ``error_messages``; a single text and ``error_message`` were seen, too.
    """
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


def _redacted(data: object) -> str:
    # Models know what is personal in them; of raw JSON nobody does.
    if data is None or isinstance(data, (Model, CreatedModel)):
        return repr(data)
    if isinstance(data, tuple) and all(isinstance(item, Model) for item in data):
        return repr(data)
    return f"<{type(data).__name__}>"


@attrs.frozen(kw_only=True)
class Response(Generic[T_co]):
    """A call's value with what else is known of its answer; ``with_response`` methods return it.

    Args:
        data: the value that the plain method returns.
        status_code: the HTTP status, a 2xx.
        headers: the response headers, by name in any letter case.
        correlation_id: the vendor's id for its own logs, where it sent one.
        attempts: how many times the request was tried, at least 1.
        elapsed: seconds from the start of the call to its answer.
        idempotency_key: the key that was sent, ``None`` for operations without one.
    """

    data: T_co = attrs.field(repr=_redacted)
    status_code: int
    headers: Headers
    correlation_id: str | None
    attempts: int
    elapsed: float
    idempotency_key: str | None


# --- How operations are read -----------------------------------------------------------------------


_TOO_LARGE: Final = "the answer is larger than max_answer_bytes allows"


class UnreadableAnswerError(Exception):
    """The body of a successful read is not what its operation returns."""


@attrs.frozen
class NoResult:
    """The operation answers with its status alone; a body, should there be one, is ignored."""

    def read(self, answer: Answer, named: str | None) -> None:
        return None


@attrs.frozen
class ObjectResult(Generic[M]):
    """A JSON object, read as the model that `load` returns."""

    load: Callable[[], type[M]]

    def read(self, answer: Answer, named: str | None) -> M:
        body = _parse(answer)
        if not isinstance(body, dict):
            raise UnreadableAnswerError(f"expected a JSON object, found {kind(body)}")
        return self.load().from_dict(body)


@attrs.frozen
class ArrayResult(Generic[M]):
    """A JSON array of objects, read as a tuple of the model that `load` returns."""

    load: Callable[[], type[M]]

    def read(self, answer: Answer, named: str | None) -> tuple[M, ...]:
        body = _parse(answer)
        if not isinstance(body, list) or not all(isinstance(item, dict) for item in body):
            raise UnreadableAnswerError(f"expected a JSON array of objects, found {kind(body)}")
        model = self.load()
        return tuple(model.from_dict(item) for item in body)


@attrs.frozen
class RawResult:
    """Whatever the server answers: JSON as it is, ``None`` for an empty body, else the bytes.

    Args:
        needs_body: whether a body that was too large to keep is an error: for a read it is, while a write
            was carried out all the same.
    """

    needs_body: bool = True

    def read(self, answer: Answer, named: str | None) -> Any:
        if answer.truncated and self.needs_body:
            raise UnreadableAnswerError(_TOO_LARGE)
        if not answer.content.strip():
            return None
        try:
            return decode(answer.content)
        except ValueError:
            return answer.content


C = TypeVar("C", bound=CreatedModel)


@attrs.frozen
class CreatedResult(Generic[C]):
    """Ids and addresses in headers, and no body.

    Args:
        load: returns the class of the value.
        id_field: the field for the id, which is taken from ``Location`` when its own header is missing.
        id_header: the header that carries the id.
    """

    load: Callable[[], type[C]]
    id_field: str
    id_header: str

    def read(self, answer: Answer, named: str | None) -> C:
        location = answer.headers.get("Location") or None
        identifier = answer.headers.get(self.id_header) or named
        missing = [
            DecodeIssue(field, f"header {header}", "nothing")
            for field, header, value in (
                (self.id_field, self.id_header, identifier),
                ("location", "Location", location),
            )
            if not value
        ]
        values: dict[str, Any] = {self.id_field: identifier}
        return self.load()(location=location, decode_issues=tuple(missing), **values)


def _parse(answer: Answer) -> Any:
    if answer.truncated:
        raise UnreadableAnswerError(_TOO_LARGE)
    try:
        return decode(answer.content)
    except NestingError:
        raise UnreadableAnswerError(f"expected JSON of at most {NESTING_LIMIT} levels, found more") from None
    except ValueError:
        raise UnreadableAnswerError(
            f"expected JSON, found {len(answer.content)} bytes of something else"
        ) from None
