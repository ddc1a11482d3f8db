# Copied from generator/client/runtime/messages.py by "make generate"; change that, not this.
"""`Request` and `Answer`: the two values that a transport takes and returns, and the headers in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import attrs

__all__ = ["Answer", "Headers", "Request", "is_header_name", "is_header_text"]

# https://www.rfc-editor.org/rfc/rfc9110#name-tokens
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class Headers(Mapping[str, str]):
    """Response headers: a read-only mapping that looks past the letter case of names.

    A name that was sent several times has its values joined with ``", "``
    (https://www.rfc-editor.org/rfc/rfc9110#section-5.3), equal ones once: an id that something in between
    has doubled stays that id. The representation shows names only, since values may carry cookies or ids.
    """

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        values: dict[str, tuple[str, str]] = {}
        repeated: dict[str, dict[str, None]] = {}
        for name, value in pairs:
            key = name.lower()
            if key in values:
                repeated.setdefault(key, {values[key][1]: None})[value] = None
            values[key] = (name, value)
        for key, distinct in repeated.items():
            values[key] = (values[key][0], ", ".join(distinct))
        self._values = values

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()][1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._values.values())

    def __len__(self) -> int:
        return len(self._values)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __eq__(self, other: object) -> bool:
        return self._plain() == other._plain() if isinstance(other, Headers) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Headers({', '.join(self)})"

    def _plain(self) -> dict[str, str]:
        return {name: value for name, (_, value) in self._values.items()}


@attrs.frozen(repr=False)
class Request:
    """One HTTP request, complete: every attempt of a call sends these same bytes.

    Args:
        method: the method in capitals.
        url: the absolute address.
        headers: names and values in the order they are sent.
        content: the encoded body, or ``None`` where there is none.
    """

    method: str
    url: str
    # Headers carry the credential and bodies carry customers. They are hidden field by field as well:
    # debuggers look past a representation at what attrs lists.
    headers: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    content: bytes | None = attrs.field(default=None, repr=False)

    def __repr__(self) -> str:
        return f"Request({self.method} {self.url})"


@attrs.frozen(repr=False)
class Answer:
    """One HTTP response as it arrived.

    Args:
        status_code: the status, whatever the server chose to send.
        headers: the headers, by name in any letter case.
        content: the body after content decoding.
        truncated: True if the body was larger than the client reads; then it was dropped.
    """

    status_code: int
    headers: Headers = attrs.field(factory=Headers, repr=False)
    content: bytes = attrs.field(default=b"", repr=False)
    truncated: bool = False

    @property
    def is_success(self) -> bool:
        """True for a 2xx: the server says that it did what was asked."""
        return 200 <= self.status_code <= 299

    def __repr__(self) -> str:
        return f"Answer({self.status_code}, {len(self.content)} bytes)"


def is_header_name(value: object) -> bool:
    """Return whether a value can be the name of a header."""
    return isinstance(value, str) and _TOKEN.fullmatch(value) is not None


def is_header_text(value: object) -> bool:
    """Return whether a value can be sent as a header's: printable ASCII, so neither CR nor LF."""
    return isinstance(value, str) and all(c == "\t" or " " <= c <= "~" for c in value)
