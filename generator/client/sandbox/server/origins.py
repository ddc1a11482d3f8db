"""Keeps web pages away from the control endpoints, which ask for no credentials.

A page that a developer has open can send requests to ``localhost`` too. What it cannot do is choose
the headers that say where it comes from: `Origin` names the page's own site, and `Host` the name by
which the page knows the server, even if that name was rebound to this machine meanwhile
(https://developer.mozilla.org/docs/Web/Security/Attacks/DNS_rebinding). `Sec-Fetch-Site` says the same
of requests that have no `Origin` (https://www.w3.org/TR/fetch-metadata/). The server's own page comes
from its own origin, and is let through.
"""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from typing import Final

from ...runtime.messages import Headers

__all__ = ["foreign_caller"]

_LOOPBACK: Final = "localhost"
_ELSEWHERE: Final = frozenset({"cross-site", "same-site"})


def foreign_caller(headers: Headers, *, allowed_hosts: Collection[str] = ()) -> str | None:
    """Return why a request may come from a web page, in one sentence, or ``None``.

    Args:
        headers: the request's headers.
        allowed_hosts: names of this server, in lower case and without a port, besides addresses,
            ``localhost`` and names of one word.
    """
    host = headers.get("Host")
    # Every browser sends it.
    if host is not None and not _is_own(_name(host), allowed_hosts):
        return "Host: the control endpoints do not answer to this name; --allow-host adds one"
    origin = headers.get("Origin")
    if origin is not None and origin.lower() not in (f"http://{host}".lower(), f"https://{host}".lower()):
        return "Origin: the control endpoints do not answer to pages of other sites"
    # "same-site" is another port of this machine. A link on another page may still be followed: the
    # document that opens is out of that page's reach.
    if headers.get("Sec-Fetch-Site") in _ELSEWHERE and headers.get("Sec-Fetch-Dest") != "document":
        return "Sec-Fetch-Site: the control endpoints do not answer to pages of other sites"
    return None


def _name(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".").lower()


def _is_own(name: str, allowed_hosts: Collection[str]) -> bool:
    # Nobody can register a name of one word, such as that of a container, and point it here.
    if "." not in name and ":" not in name:
        return bool(name)
    if name.endswith(f".{_LOOPBACK}") or name in allowed_hosts:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
