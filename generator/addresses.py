"""Which addresses a description may be fetched from, and which a server may send us on to."""

from __future__ import annotations

import httpx

__all__ = ["require_address", "shown", "sent_on"]

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def require_address(text: str) -> str:
    """Return an address that may stand in the configuration.

    It is https, as everything that decides about money should be; plain http only on loopback, as with
    the client's own ``base_url``.

    Raises:
        ValueError: it is not such an address; says why.
    """
    url = _plain(text)
    if url.scheme != "https" and not (url.scheme == "http" and url.host in LOOPBACK):
        raise ValueError("is not an https address")
    return text


def sent_on(address: str, location: str) -> str:
    """Return the address that a redirect leads to: https always, even from one on loopback.

    Raises:
        ValueError: it leads to somewhere it must not.
    """
    try:
        url = httpx.URL(address).join(location)
    except (httpx.InvalidURL, ValueError):
        raise ValueError("redirects to something that is not an address") from None
    if url.scheme != "https":
        raise ValueError(f"redirects to {shown(str(url))}, which is not https")
    try:
        _plain(str(url))
    except ValueError as error:
        raise ValueError(f"redirects to an address that {error}") from None
    return str(url.copy_with(fragment=None))


def shown(address: str) -> str:
    """Return an address without what may be a secret: a query, as signed links have, and credentials."""
    url = httpx.URL(address)
    return str(url.copy_with(query=None, fragment=None, username=None, password=None))


def _plain(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise ValueError("is not an address") from None
    if not url.host:
        raise ValueError("is not an https address")
    if url.userinfo:
        raise ValueError("carries credentials")
    return url
