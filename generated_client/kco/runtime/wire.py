"""Requests and answers as bytes: what every request to one origin shares is worked out once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final, Self
from urllib.parse import quote, urlsplit

import attrs

from .messages import Answer, Headers, Request
from .transport_errors import TransportError

__all__ = ["Origin", "request_headers", "split_url", "to_answer"]

Pairs = list[tuple[bytes, bytes]]

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_NO_ADDRESS: Final = "the address is not one of http or https"
_WITH_CONTENT: Final = frozenset({"POST", "PUT", "PATCH"})
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

    @classmethod
    def parse(cls, prefix: str) -> Self:
        """Read an origin from a URL without a path.

        Raises:
            TransportError: it is not the beginning of an http or https address.
        """
        try:
            parts = urlsplit(prefix)
            port = parts.port
            host = (parts.hostname or "").encode("ascii" if prefix.isascii() else "idna").decode("ascii")
        except ValueError:
            raise TransportError(_NO_ADDRESS, sent=False) from None
        if not host or parts.scheme not in _DEFAULT_PORTS:
            raise TransportError(_NO_ADDRESS, sent=False)
        default = _DEFAULT_PORTS[parts.scheme]
        name = f"[{host}]" if ":" in host else host
        authority = name if port in (None, default) else f"{name}:{port}"
        return cls(parts.scheme, host, port or default, authority.encode("ascii"))


def request_headers(request: Request, origin: Origin) -> Pairs:
    """Return the headers to send: the request's own, and what HTTP/1.1 needs besides.

    Raises:
        UnicodeEncodeError: a header holds what HTTP cannot carry.
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


def to_answer(status: int, headers: Iterable[tuple[bytes, bytes]], content: bytes) -> Answer:
    """Return an answer from what arrived, its content decoding undone."""
    decoded = Headers((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)
    codings = decoded.get("Content-Encoding", "")
    return Answer(status, decoded, _decode(content, codings) if codings else content)


def _decode(content: bytes, codings: str) -> bytes:
    """Undo content codings; what cannot be undone stays as it came.

    The status still counts then: a capture that was made stays made, and whoever needs the body will
    find it unreadable.
    """
    decoded = content
    try:
        for coding in reversed(codings.lower().split(",")):
            match coding.strip():
                case "gzip" | "x-gzip" if decoded:
                    decoded = zlib.decompress(decoded, 16 + zlib.MAX_WBITS)
                case "deflate" if decoded:
                    decoded = _inflate(decoded)
    except zlib.error:
        return content
    return decoded


def _inflate(content: bytes) -> bytes:
    try:
        return zlib.decompress(content)
    except zlib.error:
        # Some servers leave out the wrapper that the standard asks for
        # (https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2).
        return zlib.decompress(content, -zlib.MAX_WBITS)
