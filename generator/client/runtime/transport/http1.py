"""HTTP/1.1 without I/O: a `Request` becomes its target and headers, and the bytes that arrived become an `Answer`."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, urlsplit

import attrs

from ..frames import foreign_cause
from ..messages import Answer, Headers, Request
from . import TransportError

if TYPE_CHECKING:
    from ..messages import Answer, Request

__all__ = [
    "Content",
    "MAX_ANSWER_BYTES",
    "Origin",
    "PIECE",
    "bounded",
    "request_headers",
    "split_url",
    "to_answer",
]

#: How large the body of an answer may be, in bytes, if the client has no bound of its own. An order has some 24,000.
MAX_ANSWER_BYTES: Final = 16 * 1024 * 1024

Pairs = list[tuple[bytes, bytes]]

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_WITH_CONTENT: Final = frozenset({"POST", "PUT", "PATCH"})
_GZIP_MAGIC: Final = b"\x1f\x8b"
_MAX_MEMBERS: Final = 100
_MAX_CODINGS: Final = 3
_RESERVED: Final = "!#$%&'()*+,/:;=?@[]~"


def split_url(url: str) -> tuple[str, bytes]:
    """Return what is before the path, and what the first line of a request calls its target."""
    end = url.find("/", url.find("://") + 3)
    prefix, target = (url, "/") if end < 0 else (url[:end], url[end:])
    return prefix, (target if target.isascii() else quote(target, safe=_RESERVED)).encode("ascii")


@attrs.frozen
class Origin:
    """Where requests go.

    Args:
        scheme: ``http`` or ``https``.
        host: the host name in ASCII, or an address without brackets.
        port: the port, the scheme's own where the URL names none.
        authority: the value of the Host header.
    """

    scheme: str
    host: str
    port: int
    authority: bytes

    @property
    def name(self) -> str:
        """The host for messages, with the port where the scheme does not say it."""
        return self.authority.decode("ascii")

    @classmethod
    def parse(cls, prefix: str) -> Self:
        """Read an origin from a URL without a path.

        Raises:
            TransportError: it is not the beginning of an http or https address.
        """
        host = scheme = ""
        port = None
        try:
            parts = urlsplit(prefix)
            port, scheme = parts.port, parts.scheme
            host = (parts.hostname or "").encode("ascii" if prefix.isascii() else "idna").decode("ascii")
        except ValueError as error:
            if foreign_cause(error) is not None:
                raise
        if not host or scheme not in _DEFAULT_PORTS:
            raise TransportError("the address is not one of http or https", sent=False)
        default = _DEFAULT_PORTS[scheme]
        name = f"[{host}]" if ":" in host else host
        authority = name if port in (None, default) else f"{name}:{port}"
        return cls(scheme, host, port or default, authority.encode("ascii"))


def request_headers(request: Request, origin: Origin) -> Pairs:
    """Return the headers to send: the request's own, and what HTTP/1.1 needs besides.

    Raises:
        UnicodeEncodeError: a header holds a character that HTTP cannot carry.
    """
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in request.headers]
    given = {name.lower() for name, _ in headers}
    needed: Pairs = []
    if b"host" not in given:
        needed.append((b"Host", origin.authority))
    if b"accept-encoding" not in given:
        needed.append((b"Accept-Encoding", b"gzip, deflate"))
    framed = b"content-length" in given or b"transfer-encoding" in given
    if not framed and (request.content is not None or request.method in _WITH_CONTENT):
        needed.append((b"Content-Length", b"%d" % len(request.content or b"")))
    return needed + headers


def to_answer(status: int, headers: Iterable[tuple[bytes, bytes]], content: bytes, limit: int) -> Answer:
    """Return an answer from what arrived, its content decoding undone.

    Args:
        status: the status.
        headers: the headers.
        content: the body as it was sent.
        limit: how many bytes the body may have, before and after content decoding. One that has more is
            dropped, and the answer is marked as truncated.
    """
    decoded = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
    if "Content-Encoding" in decoded and len(content) <= limit:
        content = _decode(content, decoded["Content-Encoding"], limit)
    return bounded(Answer(status, decoded, content), limit)


def bounded(answer: Answer, limit: int) -> Answer:
    """Return an answer without its body if that has more bytes than the limit."""
    if len(answer.content) <= limit:
        return answer
    return Answer(answer.status_code, answer.headers, truncated=True)


def _decode(content: bytes, codings: str, limit: int) -> bytes:
    """Undo content codings; a body with one that cannot be undone stays as it came.

    The status still counts then: a capture that was made stays made, and reading the body will fail if it is
    needed. Nothing is inflated beyond one byte more than the limit: a megabyte of zeros packed may be a gigabyte
    unpacked.
    """
    names = [name for name in map(str.strip, codings.lower().split(",")) if name not in ("", "identity")]
    if len(names) > _MAX_CODINGS:
        return content
    decoded = content
    try:
        for name in reversed(names):
            if name in ("gzip", "x-gzip"):
                decoded = _gunzip(decoded, limit + 1)
            elif name == "deflate":
                decoded = _inflate(decoded, limit + 1)
            if len(decoded) > limit:
                break
    except zlib.error:
        return content
    return decoded


def _gunzip(content: bytes, most: int) -> bytes:
    """Return what the members of a gzip file hold, one after another."""
    decoded = b""
    members = 0
    while content[:2] == _GZIP_MAGIC and len(decoded) < most:
        # Each member costs a copy of all bytes after it, so an answer of many tiny ones would take very long.
        members += 1
        if members > _MAX_MEMBERS:
            raise zlib.error("too many members")
        decompressor = zlib.decompressobj(16 + zlib.MAX_WBITS)
        decoded += decompressor.decompress(content, most - len(decoded))
        _check_complete(decompressor, len(decoded) < most)
        content = decompressor.unused_data
    if content and not members:
        raise zlib.error("not gzip")
    return decoded


def _inflate(content: bytes, most: int) -> bytes:
    try:
        decompressor = zlib.decompressobj()
        decoded = decompressor.decompress(content, most)
    except zlib.error:
        # Some servers leave out the wrapper that the standard asks for
        # (https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2).
        decompressor = zlib.decompressobj(-zlib.MAX_WBITS)
        decoded = decompressor.decompress(content, most)
    _check_complete(decompressor, bool(content) and len(decoded) < most)
    return decoded


def _check_complete(decompressor: zlib._Decompress, expected: bool) -> None:
    if expected and not decompressor.eof:
        raise zlib.error("incomplete")


class Content:
    """The body of a request, for httpcore of both kinds.

    httpcore's own is an asynchronous generator. One that a failed write leaves behind is reported by trio.
    """

    def __init__(self, content: bytes | None) -> None:
        self._pieces = [content] if content else []

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return _Pieces(self._pieces)


class _Pieces:
    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = iter(pieces)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration


#: How much is written at a time. httpcore gives each piece its full time, so a piece has to be what a socket
#: takes at once, and TLS puts into one record (https://www.rfc-editor.org/rfc/rfc8446#section-5.1).
PIECE: Final = 16384
