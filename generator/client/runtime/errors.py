"""Every failure as a type of its own, each saying what became of the request.

``outcome`` answers the question a shop has: did it happen?

- ``not_sent``: the request did not go out; not one write of it began.
- ``rejected``: the server refused it; nothing happened.
- ``unknown``: it may have happened. Ask the server before doing anything else.
- ``applied``: it happened, only its answer could not be read.

``retryable`` answers the next one: is it safe, and of use, to make the same call again?
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any

import attrs

from .events import Attempt, Outcome
from .messages import Headers

__all__ = [
    "BadRequestError",
    "ConfigurationError",
    "ConflictError",
    "DeadlineExceededError",
    "DecodeError",
    "IdempotencyKeyReusedError",
    "InvalidInputError",
    "KcoError",
    "NotAllowedError",
    "NotFoundError",
    "NotSentError",
    "OutcomeUnknownError",
    "PayloadTooLargeError",
    "RateLimitedError",
    "ReferenceConflictError",
    "ResponseError",
    "STATUS_ERRORS",
    "ServerError",
    "UnauthorizedError",
    "UnknownName",
    "UnprocessableError",
    "UnsupportedMediaTypeError",
    "Violation",
    "interruption",
    "member_path",
    "name_hint",
    "nearest_names",
    "interruption_note",
]

_INTERRUPTED = "was interrupted; outcome "


def interruption_note(operation: str, outcome: Outcome, attempts: int, key: str | None) -> str:
    """Return the note for a foreign exception: which call it ended, and the outcome of that call."""
    note = f"kco: {operation} {_INTERRUPTED}{outcome}, attempts {attempts}"
    return note if key is None else f"{note}, idempotency_key {key}"


def interruption(error: BaseException) -> str | None:
    """Return what became of the call that an exception interrupted.

    Ctrl-C, cancellation, a time limit of your own or a signal handler's exception passes through kco
    unchanged; it carries a note. ``asyncio.timeout`` and ``asyncio.wait_for`` raise another exception in
    its place, and task groups wrap it; the note is found there, too.

    Args:
        error: the exception that ended the call.

    Returns:
        For example ``kco: captures.create was interrupted; outcome unknown, attempts 1,
        idempotency_key …``, or ``None`` if `error` interrupted no call of kco.
    """
    pending, seen = [error], set[int]()
    while pending:
        candidate = pending.pop(0)
        if id(candidate) in seen:
            continue
        seen.add(id(candidate))
        for note in reversed(getattr(candidate, "__notes__", ())):
            if isinstance(note, str) and note.startswith("kco: ") and _INTERRUPTED in note:
                return note
        if isinstance(candidate, BaseExceptionGroup):
            pending += candidate.exceptions
        if candidate.__cause__ is not None:
            pending.append(candidate.__cause__)
    return None


def _line(text: str) -> str:
    # Servers write into it: line breaks would forge lines of a log, escape sequences its colours, and
    # half a surrogate pair cannot be printed at all.
    return (
        text if text.isprintable() else " ".join("".join(c if c.isprintable() else " " for c in text).split())
    )


class KcoError(Exception):
    """Base of everything this package raises on purpose.

    Args:
        message: what happened, in one line.
        operation: the call, e.g. ``captures.create``; ``None`` outside of one.
        idempotency_key: the key that was sent, ``None`` for operations without one.
        attempts: how many times the request was tried.
        earlier_attempts: what became of the attempts before the last.
        correlation_id: the vendor's id for its own logs, to quote in a support case.
        retryable: whether the same call with the same arguments can succeed and cannot act twice.
        answered_id: the id that the server gave what was created, where `ensure` could not confirm it.
    """

    outcome: Outcome = "not_sent"

    def __init__(
        self,
        message: str = "",
        *,
        outcome: Outcome | None = None,
        operation: str | None = None,
        idempotency_key: str | None = None,
        attempts: int = 0,
        earlier_attempts: Sequence[Attempt] = (),
        correlation_id: str | None = None,
        retryable: bool = False,
        answered_id: str | None = None,
    ) -> None:
        super().__init__(message)
        if outcome is not None:
            self.outcome = outcome
        self.operation: str | None = operation
        self.idempotency_key: str | None = idempotency_key
        self.attempts: int = attempts
        self.earlier_attempts: tuple[Attempt, ...] = tuple(earlier_attempts)
        self.correlation_id: str | None = correlation_id
        self.retryable: bool = retryable
        self.answered_id: str | None = answered_id

    @property
    def message(self) -> str:
        """What happened, in one line, without the ids that `str` adds."""
        return _line(str(self.args[0])) if self.args else ""

    def __str__(self) -> str:
        return _line(self._sentence() + self._ids())

    def _sentence(self) -> str:
        return self.message if self.operation is None else f"{self.operation}: {self.message}"

    def _ids(self) -> str:
        ids = {
            "correlation_id": self.correlation_id,
            "answered_id": self.answered_id,
            "attempts": self.attempts or None,
            "idempotency_key": self.idempotency_key,
        }
        known = ", ".join(f"{name} {value}" for name, value in ids.items() if value is not None)
        return f" ({known})" if known else ""

    def to_dict(self) -> dict[str, Any]:
        """Return what a structured log should hold: JSON data, without bodies or personal data."""
        return {
            "error": type(self).__name__,
            "message": self.message,
            "outcome": self.outcome,
            "retryable": self.retryable,
            "operation": self.operation,
            "idempotency_key": self.idempotency_key,
            "attempts": self.attempts,
            "earlier_attempts": [attrs.asdict(attempt) for attempt in self.earlier_attempts],
            "correlation_id": self.correlation_id,
            "answered_id": self.answered_id,
        }


class ConfigurationError(KcoError):
    """The client cannot be made from these options. Raised before anything is sent."""


class InvalidInputError(KcoError):
    """The caller's input breaks rules of the description. Raised before anything is sent.

    Args:
        message: what happened; the violations themselves if there is none.
        violations: every broken rule with the path of the value that breaks it.
    """

    def __init__(self, message: str = "", *, violations: Sequence[Violation] = (), **context: Any) -> None:
        super().__init__(message or "; ".join(map(str, violations)), **context)
        self.violations: tuple[Violation, ...] = tuple(violations)

    def __str__(self) -> str:
        if len(self.violations) < 2:
            return super().__str__()
        count = f"{len(self.violations)} violations"
        title = count if self.operation is None else f"{self.operation}: {count}"
        return "\n  ".join((title, *(_line(str(violation)) for violation in self.violations)))

    def to_dict(self) -> dict[str, Any]:
        return super().to_dict() | {"violations": [str(violation) for violation in self.violations]}


class IdempotencyKeyReusedError(KcoError):
    """The key was used for another request before. Raised before anything is sent."""


class ReferenceConflictError(KcoError):
    """There is a capture or refund of this reference already, over another amount.

    Args:
        reference: the merchant's reference.
        expected_amount: what was asked for, in minor units.
        found_amounts: what there is, in minor units; ``None`` for an amount that could not be read.
    """

    def __init__(
        self,
        message: str = "",
        *,
        reference: str = "",
        expected_amount: int = 0,
        found_amounts: Sequence[int | None] = (),
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.reference: str = reference
        self.expected_amount: int = expected_amount
        self.found_amounts: tuple[int | None, ...] = tuple(found_amounts)

    def to_dict(self) -> dict[str, Any]:
        return super().to_dict() | {
            "reference": self.reference,
            "expected_amount": self.expected_amount,
            "found_amounts": list(self.found_amounts),
        }


class NotSentError(KcoError):
    """The last attempt did not go out, and no earlier one can have done anything."""


class OutcomeUnknownError(KcoError):
    """The request went out, and no answer that can be trusted came back."""

    outcome: Outcome = "unknown"


class DeadlineExceededError(KcoError):
    """The time for the whole call is over; the outcome is the worst over all attempts."""

    outcome: Outcome = "unknown"


class DecodeError(KcoError):
    """The server did what was asked, and its answer is not what the operation returns.

    Args:
        content: the body as it arrived.
        status_code: the status, a 2xx.
    """

    outcome: Outcome = "applied"

    def __init__(
        self, message: str = "", *, content: bytes = b"", status_code: int | None = None, **context: Any
    ) -> None:
        super().__init__(message, **context)
        self.content: bytes = content
        self.status_code: int | None = status_code

    def to_dict(self) -> dict[str, Any]:
        return super().to_dict() | {"status_code": self.status_code}


class ResponseError(KcoError):
    """The server answered with something other than success.

    Args:
        status_code: the HTTP status, 100 to 999.
        error_code: the vendor's code, e.g. ``CAPTURE_NOT_ALLOWED``, where the body has one.
        error_messages: the vendor's sentences about it.
        retry_after: seconds that the server asks to wait, where it says so.
        headers: the response headers.
        content: the body as it arrived.
    """

    outcome: Outcome = "rejected"

    def __init__(
        self,
        message: str = "",
        *,
        status_code: int = 0,
        error_code: str | None = None,
        error_messages: Sequence[str] = (),
        retry_after: float | None = None,
        headers: Headers | None = None,
        content: bytes = b"",
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.status_code: int = status_code
        self.error_code: str | None = error_code
        self.error_messages: tuple[str, ...] = tuple(error_messages)
        self.retry_after: float | None = retry_after
        self.headers: Headers = Headers() if headers is None else headers
        self.content: bytes = content

    def _sentence(self) -> str:
        what = f"{self.status_code} {self.error_code}" if self.error_code else str(self.status_code)
        where = f" in {self.operation}" if self.operation else ""
        return f"{what}{where}: {self.message or self._about()}"

    def _about(self) -> str:
        if self.outcome == "rejected":
            return "The server refused the request"
        return "The answer does not say whether the request was carried out"

    def to_dict(self) -> dict[str, Any]:
        return super().to_dict() | {
            "status_code": self.status_code,
            "error_code": self.error_code,
            "retry_after": self.retry_after,
        }


class BadRequestError(ResponseError):
    """400: the server could not make sense of the request."""


class UnauthorizedError(ResponseError):
    """401: the credentials are missing or wrong."""

    def _about(self) -> str:
        return "The credentials are missing or wrong"


class NotAllowedError(ResponseError):
    """403: the state of the order, or a right of the merchant, forbids it."""


class NotFoundError(ResponseError):
    """404: there is no such thing for this merchant."""


class ConflictError(ResponseError):
    """409: another attempt may be running, so this one may yet be carried out."""

    outcome: Outcome = "unknown"


class PayloadTooLargeError(ResponseError):
    """413: the request body is larger than the server takes."""


class UnsupportedMediaTypeError(ResponseError):
    """415: the server does not read this content type."""


class UnprocessableError(ResponseError):
    """422: the request was read, and its values make no sense together."""


class RateLimitedError(ResponseError):
    """429: too many requests; nothing was done with this one."""


class ServerError(ResponseError):
    """5xx: the server failed, before or after it did what was asked."""

    outcome: Outcome = "unknown"

    def _about(self) -> str:
        return "The server failed"


STATUS_ERRORS: Mapping[int, type[ResponseError]] = MappingProxyType(
    {
        400: BadRequestError,
        401: UnauthorizedError,
        403: NotAllowedError,
        404: NotFoundError,
        409: ConflictError,
        413: PayloadTooLargeError,
        415: UnsupportedMediaTypeError,
        422: UnprocessableError,
        429: RateLimitedError,
    }
)


# A name that nobody described is shown in paths; more of it than this is no name.
_LONGEST_NAME = 60
# Two names are alike if they share so many letters at the start, or so much of their length.
_COMMON_LETTERS = 4
_COMMON_PART = 0.6
_MOST_NAMES = 3


@attrs.frozen
class Violation:
    """One place where a request breaks a rule of the description.

    Args:
        path: the place, e.g. ``order_lines[3].quantity``.
        message: what is expected there and what was given. It never quotes text, which may be
            somebody's name or address.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'body'}: {self.message}"


@attrs.frozen
class UnknownName(Violation):
    """A name that the description does not have.

    Servers take such names, so this is a mistake of the caller's and no fault of the body.
    """


def member_path(path: str, name: str) -> str:
    """Return the path of a member of an object."""
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        name = "".join(c if c.isprintable() else "?" for c in name[:_LONGEST_NAME]) + "…"
    return f"{path}.{name}" if path else name


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that somebody who wrote `name` may have meant, the likeliest first.

    A common beginning counts more than what follows: ``tracking_no`` means ``tracking_number`` and
    not ``tracking_uri``, although the latter is nearer in letters.

    Returns:
        At most three; none if no name is alike.
    """
    wanted = _bare(name)
    found = []
    for candidate in known:
        bare = _bare(candidate)
        common = _common_beginning(wanted, bare)
        # A letter or two at the start are chance.
        common = common if common >= _COMMON_LETTERS else 0
        ratio = SequenceMatcher(None, wanted, bare, autojunk=False).ratio()
        if ratio >= _COMMON_PART or common:
            found.append((bare == wanted, common, ratio, candidate))
    if not found:
        return []
    found.sort(key=lambda each: (not each[0], -each[1], -each[2]))
    exact, common, ratio, _ = found[0]
    if exact:
        return [found[0][3]]
    # With one beginning in common, a name that is much less alike than the best one is another name.
    near = (each for each in found if each[1] == common and each[2] > ratio - 0.15)
    return [each[3] for each in near][:_MOST_NAMES]


def _common_beginning(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def name_hint(name: str, known: Iterable[str]) -> str:
    """Return the rest of a sentence about an unknown name: what may have been meant, or what there is."""
    known = tuple(known)
    near = nearest_names(name, known)
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return f"; known names are {', '.join(known)}" if known else ""


def _bare(name: str) -> str:
    """Return a name without what naming conventions differ in."""
    return name[: 2 * _LONGEST_NAME].replace("_", "").replace("-", "").casefold()
