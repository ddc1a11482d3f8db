# Copied from generator/client/runtime/request.py by "make generate"; change that, not this.
"""Room 2: the arguments of a call come in; the bytes and the key that all its attempts send go out.

Everything is checked before anything is sent, also whether the key was used for another request.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import quote, urlencode

import attrs

from .encoding import UNSET, encode, to_bytes
from .errors import InvalidInputError, Violation, member_path
from .messages import Request, is_header_name, is_header_text
from .operation import Operation, Replay

if TYPE_CHECKING:
    from .scalar_rules import Rule

__all__ = ["Call", "ClientHeaders", "KeyGuard", "prepare"]

T = TypeVar("T")


@attrs.frozen(repr=False)
class Call(Generic[T]):
    """A call whose key and bytes are fixed before the first attempt.

    Args:
        operation: what is called.
        request: what is sent.
        idempotency_key: the key in it, ``None`` for operations without one.
        has_callers_key: whether the caller chose the key, so that the same call means the same key.
    """

    operation: Operation[T]
    request: Request
    idempotency_key: str | None
    has_callers_key: bool = False

    def __repr__(self) -> str:
        return f"Call({self.operation.name}, idempotency_key={self.idempotency_key})"


def prepare(
    operation: Operation[T],
    *,
    base_url: str,
    client_headers: ClientHeaders,
    path: Sequence[str],
    body: Any = UNSET,
    extra: Mapping[str, Any] | None = None,
    query: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    idempotency_key: str | None = None,
    validate: bool = True,
) -> Call[T]:
    """Check what the caller passed and turn it into a call.

    Args:
        operation: what is called.
        base_url: scheme and host, without a slash at the end.
        client_headers: what the client sends with every request, by lower-case name.
        path: the path parameters in order.
        body: the request body; `UNSET` members are left out, and so are those that are ``None`` where
            the description has no null.
        extra: members to add to the body as they are.
        query: query parameters by their Python names.
        parameters: header parameters by their Python names.
        headers: the caller's own headers, which win over the client's.
        idempotency_key: the caller's key; without one a random key is made.
        validate: whether the body is checked against the description.

    Raises:
        InvalidInputError: with every violation that was found.
    """
    violations = _check_path(operation, path)
    if headers is not None and not isinstance(headers, Mapping):
        violations.append(Violation("headers", f"expected a mapping, got {type(headers).__name__}"))
        headers = None
    sent = {operation.headers[name]: value for name, value in _set_members(parameters)}
    if headers or sent:
        violations += _check_headers(headers or {}) + _check_headers(sent)
    callers_key = _callers_key(operation, headers or {}, idempotency_key, violations)
    key = str(uuid.uuid4()) if callers_key is None and operation.replay is Replay.BY_KEY else callers_key
    violations += _check_extra(body, extra)
    if validate and operation.parameters is not None:
        in_path = dict(zip(operation.path_parameters, path, strict=True))
        violations += _check_rule(operation.parameters(), {**in_path, **(query or {}), **(parameters or {})})
    if validate and operation.body is not None:
        violations += _check_rule(operation.body(), body)
    content: bytes | None = None
    if body is not UNSET and not violations:
        try:
            content = _content(operation, body, extra, violations, validate=validate)
        except (TypeError, ValueError, RecursionError) as error:
            violations.append(Violation("", f"has no JSON form: {_reason(error)}"))
    url = ""
    if not violations:
        try:
            url = _url(operation, base_url, path, query)
        except (TypeError, ValueError) as error:
            violations.append(Violation("query", f"has no text form: {error}"))
    if violations:
        raise InvalidInputError(violations=violations, operation=operation.name)
    merged = client_headers.pairs()
    if content is not None:
        merged["content-type"] = ("Content-Type", "application/json")
    for name, value in (*sent.items(), *(headers or {}).items()):
        merged[name.lower()] = (name, value)
    if operation.key_header is not None and key is not None:
        merged[operation.key_header.lower()] = (operation.key_header, key)
    request = Request(operation.method, url, tuple(merged.values()), content)
    return Call(operation, request, key, has_callers_key=callers_key is not None)


def _check_extra(body: Any, extra: Any) -> list[Violation]:
    if extra is None:
        return []
    if not isinstance(extra, Mapping) or not all(isinstance(name, str) for name in extra):
        return [Violation("extra", "expected a mapping whose names are text (str)")]
    return [
        Violation(member_path("extra", name), "is an argument of this method; pass it there")
        for name in extra
        if isinstance(body, Mapping) and name in body
    ]


def _check_rule(rule: Rule, value: Any) -> list[Violation]:
    try:
        return list(rule.check(value, ""))
    except RecursionError:
        return [Violation("", "nests too deeply")]


def _content(
    operation: Operation[Any],
    body: Any,
    extra: Mapping[str, Any] | None,
    violations: list[Violation],
    *,
    validate: bool,
) -> bytes:
    data = encode(body) if operation.body is None else operation.body().encode(body)
    if extra:
        data |= encode(extra)
    if validate and operation.method == "PATCH" and operation.body is not None and _changes_nothing(data):
        names = ", ".join(body) if isinstance(body, Mapping) else ""
        violations.append(
            Violation("", f"has nothing to change: every field is None or missing; pass one of {names}")
        )
    return to_bytes(data)


def _changes_nothing(data: Any) -> bool:
    # An empty text or list is a change: it clears what was there.
    return isinstance(data, dict) and all(map(_changes_nothing, data.values()))


def _reason(error: Exception) -> str:
    return "it nests too deeply" if isinstance(error, RecursionError) else str(error)


def _callers_key(
    operation: Operation[Any],
    headers: Mapping[str, str],
    idempotency_key: str | None,
    violations: list[Violation],
) -> str | None:
    """Return the key that the caller chose, if any, noting in `violations` what is wrong with it."""
    if not headers and idempotency_key is None:
        return None
    in_headers = [value for name, value in headers.items() if _same_name(name, operation.key_header)]
    if in_headers and idempotency_key is not None:
        violations.append(Violation("idempotency_key", "was passed twice, here and in headers"))
    key = idempotency_key if idempotency_key is not None else next(iter(in_headers), None)
    if key is None:
        return None
    if not isinstance(key, str):
        violations.append(Violation("idempotency_key", f"expected text (str), got {_wrong_text(key)}"))
    # Blanks around a header's value do not reach the server, so keys must not differ in them alone.
    elif not is_header_text(key) or not key or key != key.strip():
        violations.append(
            Violation("idempotency_key", "expected printable ASCII text, not empty, without blanks around it")
        )
    return key


def _same_name(name: object, header: str | None) -> bool:
    return header is not None and isinstance(name, str) and name.lower() == header.lower()


def _url(
    operation: Operation[Any], base_url: str, path: Sequence[str], query: Mapping[str, Any] | None
) -> str:
    # Ids are encoded whole, the slash too: an id is one segment, whatever it holds.
    pieces = [base_url, operation.path[0]]
    for literal, value in zip(operation.path[1:], path, strict=True):
        pieces += (quote(value, safe=""), literal)
    pairs = [(operation.query.get(name, name), value) for name, value in _set_members(query)]
    if pairs:
        pieces += ("?", urlencode([(name, _in_query(encode(value))) for name, value in pairs], doseq=True))
    return "".join(pieces)


def _in_query(value: Any) -> Any:
    if isinstance(value, list):
        return [_in_query(item) for item in value]
    # JSON's words, where Python would write True and None.
    return json.dumps(value) if value is None or isinstance(value, bool) else value


def _set_members(members: Mapping[str, Any] | None) -> list[tuple[str, Any]]:
    return [(n, value) for n, value in (members or {}).items() if value is not UNSET and value is not None]


def _wrong_text(value: object) -> str:
    return f"{type(value).__name__}; pass str(...)" if isinstance(value, uuid.UUID) else type(value).__name__


def _check_path(operation: Operation[Any], path: Sequence[str]) -> list[Violation]:
    violations = []
    for name, value in zip(operation.path_parameters, path, strict=True):
        if not isinstance(value, str):
            violations.append(Violation(name, f"expected an id (str), got {_wrong_text(value)}"))
        elif value in ("", ".", ".."):
            # As a path segment these address another resource, or none.
            violations.append(Violation(name, f"expected an id, got {value!r}"))
        elif not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
            violations.append(Violation(name, "expected an id, got half a surrogate pair"))
    return violations


class ClientHeaders(Mapping[str, tuple[str, str]]):
    """The headers that a client sends with every request, by lower-case name; the representation hides the values.

    It is no dictionary: debuggers print the members of one, whatever its representation says.
    """

    __slots__ = ("_pairs",)

    def __init__(self, pairs: Iterable[tuple[str, tuple[str, str]]]) -> None:
        self._pairs = dict(pairs)

    def __getitem__(self, name: str) -> tuple[str, str]:
        return self._pairs[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def pairs(self) -> dict[str, tuple[str, str]]:
        """Return a copy, to add to."""
        return self._pairs.copy()

    def __repr__(self) -> str:
        return f"ClientHeaders({', '.join(self)})"


# The transport alone sets the headers that frame a request; a wrong length would make it look cut off.
_FRAMING = frozenset({"connection", "content-length", "host", "transfer-encoding", "upgrade"})


def _check_headers(headers: Mapping[str, Any]) -> list[Violation]:
    violations = []
    for name, value in headers.items():
        if not is_header_name(name):
            violations.append(Violation("headers", "expected names made of letters, digits and hyphens"))
        elif name.lower() in _FRAMING:
            violations.append(Violation(name, "is set by the transport and cannot be passed"))
        elif not isinstance(value, str):
            violations.append(Violation(name, f"expected a header value (str), got {type(value).__name__}"))
        elif not is_header_text(value):
            violations.append(Violation(name, "expected printable ASCII in a header value"))
    return violations


@attrs.frozen(eq=False)
class _Use:
    """The digest of the request that a key was used for, and the tickets of the calls that use it."""

    digest: bytes
    tickets: set[int] = attrs.field(factory=set)


class KeyGuard:
    """Remembers, within bounds, which idempotency key was used for which request; many threads may use it.

    The servers compare keys alone: a key that comes back with another amount is answered with the first
    result, silently. This guard finds that before anything is sent, within one client and its copies. It
    cannot know of other processes; there, keys that are derived from what they stand for protect
    (`kco.idempotency_key`).

    It needs no lock, which an interruption could leave taken: every step is a single operation of a
    dictionary or a set.

    Args:
        most_keys: how many keys it remembers; the one unused for longest is forgotten first.
    """

    def __init__(self, most_keys: int = 10_000) -> None:
        self._most_keys = most_keys
        self._uses: OrderedDict[str, _Use] = OrderedDict()
        self._tickets: Iterator[int] = count(1)

    def admit(self, key: str, request: Request) -> int | None:
        """Remember that a call uses `key` for a request.

        Returns:
            A ticket to withdraw the use with, or ``None`` if the key was used for another request.
        """
        digest, ticket = _digest(request), next(self._tickets)
        use = self._uses.setdefault(key, _Use(digest))
        if use.digest == digest:
            use.tickets.add(ticket)
        with suppress(KeyError):  # Another thread has forgotten it meanwhile.
            self._uses.move_to_end(key)
            if len(self._uses) > self._most_keys:
                self._uses.popitem(last=False)
        return ticket if use.digest == digest else None

    def withdraw(self, key: str, ticket: int) -> None:
        """Take back a use of `key` that no server has seen; a key without any use left is forgotten."""
        use = self._uses.get(key)
        if use is not None:
            use.tickets.discard(ticket)
            if not use.tickets:
                self._uses.pop(key, None)


def _digest(request: Request) -> bytes:
    # Bodies are encoded with sorted keys, so equal JSON has equal bytes.
    text = f"{request.method}\n{request.url}\n".encode()
    return hashlib.sha256(text + (request.content or b"")).digest()
