"""Asks one address for a file, within limits that hold against any server.

Redirects are followed by hand, each with a client of its own: so no cookie is kept, no credential is
sent, and each step can be judged. The whole of it runs under one deadline, which holds in DNS, in TLS
and against a server that drips headers, where the time-outs of the phases begin anew with each byte.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import Callable, Mapping
from http import HTTPStatus

import attrs
import httpx

from ..configuration import require_address

__all__ = ["Answer", "Limits", "Refusal", "Validators", "fetch"]

Progress = Callable[[str], None]

USER_AGENT = "kco-generator (looks for a new version of the API description)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Refusal(Exception):
    """The answer of an address cannot be used; the message continues a sentence after the address."""


@attrs.frozen(kw_only=True)
class Limits:
    """Bounds on the time and memory that a server may use.

    Args:
        connect: seconds to open a connection, TLS included.
        read: seconds until the next piece of the answer.
        total: seconds for everything at one address, redirects included.
        size: bytes, both as they are received and once they are unpacked.
        redirects: how often one address may send us on.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    size: int = 10 * 1024 * 1024
    redirects: int = 5


@attrs.frozen(kw_only=True)
class Validators:
    """A server's names for a version of its file, to ask for a newer one."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the headers that make a request conditional."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in found.items() if value is not None}


@attrs.frozen
class Answer:
    """A file as an address gave it.

    Args:
        content: its bytes, unpacked.
        validators: the server's names for this version.
        length_known: whether the server said where the file ends. If it did not, a connection that
            broke cannot be distinguished from the end.
    """

    content: bytes = attrs.field(repr=False)
    validators: Validators
    length_known: bool


def fetch(address: str, *, validators: Validators, limits: Limits, progress: Progress) -> Answer | None:
    """Ask an address for its file.

    Args:
        address: the address of the file.
        validators: of the version we have; empty to get the file in any case.
        limits: bounds on its answer.
        progress: called with a few words on each step.

    Returns:
        The file; ``None`` if the server says that it is the version we have.

    Raises:
        Refusal: there is no file, or not within the limits.
    """
    return asyncio.run(_fetch(address, validators, limits, progress))


async def _fetch(address: str, validators: Validators, limits: Limits, progress: Progress) -> Answer | None:
    try:
        async with asyncio.timeout(limits.total):
            return await _follow(address, validators, limits, progress)
    except TimeoutError:
        raise Refusal(f"was not done after {limits.total:g} seconds") from None
    except httpx.HTTPError as error:
        raise Refusal(_failure(error, limits)) from None
    except httpx.InvalidURL:
        raise Refusal("is not an address") from None


async def _follow(address: str, validators: Validators, limits: Limits, progress: Progress) -> Answer | None:
    visited = [address]
    while True:
        progress(_shown(visited[-1]))
        found = await _ask(visited[-1], validators, limits, progress)
        if not isinstance(found, str):
            return found
        target = _sent_on(visited[-1], found)
        way = " → ".join(map(_shown, (*visited, target)))
        if target in visited:
            raise Refusal(f"redirects in a circle ({way})")
        if len(visited) > limits.redirects:
            raise Refusal(f"redirects more than {limits.redirects} times ({way})")
        visited.append(target)


async def _ask(
    address: str, validators: Validators, limits: Limits, progress: Progress
) -> Answer | str | None:
    """Send one request; return the file, the target of a redirect, or ``None`` if the version we have is current."""
    headers = {
        "User-Agent": USER_AGENT,
        "Accept": "application/yaml, application/json;q=0.9, */*;q=0.8",
        # A packed file may have another ETag than the plain one, and unpack to far more than was received.
        "Accept-Encoding": "identity",
        **validators.headers(),
    }
    async with (
        _client(limits) as client,
        client.stream("GET", address, headers=headers) as response,
    ):
        status = response.status_code
        if status in REDIRECTS:
            location = response.headers.get("Location")
            if location is None:
                raise Refusal(f"answered {_status(status)} without saying where to")
            return str(location)
        if status == 304 and validators.headers():
            return None
        if status != 200:
            raise Refusal(f"answered {_status(status)}")
        content = await _read(response, limits, progress)
        return Answer(
            content,
            Validators(
                etag=_header(response.headers, "ETag"),
                last_modified=_header(response.headers, "Last-Modified"),
            ),
            "Content-Length" in response.headers or "Transfer-Encoding" in response.headers,
        )


def _sent_on(address: str, location: str) -> str:
    """Return the address that a redirect leads to: https always, even from one on loopback.

    Raises:
        Refusal: no description may be fetched from there.
    """
    try:
        url = httpx.URL(address).join(location)
    except (httpx.InvalidURL, ValueError):
        raise Refusal("redirects to something that is not an address") from None
    if url.scheme != "https":
        raise Refusal(f"redirects to {_shown(str(url))}, which is not https")
    try:
        require_address(str(url))
    except ValueError as error:
        raise Refusal(f"redirects to an address that {error}") from None
    return str(url.copy_with(fragment=None))


def _shown(address: str) -> str:
    """Return an address without what may be a secret: a query, as signed links have, and credentials."""
    url = httpx.URL(address)
    return str(url.copy_with(query=None, fragment=None, username=None, password=None))


def _client(limits: Limits) -> httpx.AsyncClient:
    try:
        return httpx.AsyncClient(
            verify=httpx.create_ssl_context(),
            timeout=httpx.Timeout(limits.read, connect=limits.connect),
            follow_redirects=False,
        )
    except (ValueError, ImportError, OSError) as error:
        # The environment names a proxy or a certificate that cannot be used.
        raise Refusal(f"cannot be asked ({' '.join(str(error).split())})") from None


async def _read(response: httpx.Response, limits: Limits, progress: Progress) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", ""):
        raise Refusal(f"answered in the encoding {encoding[:20]!r}, which was not asked for")
    gzip = encoding in ("gzip", "x-gzip")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if gzip else None
    content = bytearray()
    received = 0
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and len(stated) < 20 and int(stated) > limits.size:
        raise Refusal(_too_large(limits))
    async for piece in response.aiter_raw():
        received += len(piece)
        if unpack is None:
            content += piece
        else:
            try:
                content += unpack.decompress(piece, limits.size + 1 - len(content))
            except zlib.error:
                raise Refusal("answered with something that is not packed as it says") from None
        if max(received, len(content)) > limits.size:
            raise Refusal(_too_large(limits))
        progress(f"{_shown(str(response.url))}, {len(content) // 1024} KiB")
    if unpack is not None and (not unpack.eof or unpack.unused_data):
        raise Refusal("was cut off: the packed file does not end where it should")
    return bytes(content)


def _too_large(limits: Limits) -> str:
    return f"answered with more than {limits.size / 1024 / 1024:g} MiB"


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _header(headers: Mapping[str, str], name: str) -> str | None:
    # It is written to a file and sent again: only what can be sent is kept.
    value = headers.get(name)
    return value if value and value.isascii() and value.isprintable() and len(value) <= 200 else None


def _failure(error: httpx.HTTPError, limits: Limits) -> str:
    if isinstance(error, httpx.ConnectTimeout):
        return f"could not be reached within {limits.connect:g} seconds"
    if isinstance(error, httpx.TimeoutException):
        return f"said nothing for {limits.read:g} seconds"
    if isinstance(error, httpx.ConnectError | httpx.ProxyError):
        return f"could not be reached ({_cause(error)})"
    if isinstance(error, httpx.RemoteProtocolError) and isinstance(error.__context__, httpx.InvalidURL):
        return "redirects to something that is not an address"
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        return f"gave no whole answer ({_cause(error)})"
    return f"failed ({_cause(error)})"


def _cause(error: BaseException) -> str:
    """Find the words of the operating system or of TLS below what the libraries made of them."""
    below: BaseException | None = error
    while below is not None:
        if isinstance(below, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted: {below.verify_message}"
        if isinstance(below, OSError) and below.strerror:
            return below.strerror
        inside = below.exceptions[0] if isinstance(below, BaseExceptionGroup) else None
        below = inside or below.__cause__ or below.__context__
    return str(error) or type(error).__name__
