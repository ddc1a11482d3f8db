"""Which proxy a request goes through, by the variables that httpx reads.

``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, in small letters too, and what the
system settings of Windows and macOS say (https://www.python-httpx.org/environment_variables/). httpx
reads them in its client, so a transport of one's own has to do it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

import attrs

from .errors import ConfigurationError
from .wire import Origin

__all__ = ["Proxy", "find_proxy", "proxy_from_environment"]

_PORTS: Final = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


@attrs.frozen
class Proxy:
    """A proxy.

    Args:
        scheme: ``http``, ``https``, ``socks5`` or ``socks5h``.
        host: its name or address.
        port: its port.
        credentials: user name and password, where it asks for them.
    """

    scheme: str
    host: str
    port: int
    credentials: tuple[str, str] | None = attrs.field(default=None, repr=False)

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS and not HTTP."""
        return self.scheme.startswith("socks")


def proxy_from_environment(origin: Origin) -> Proxy | None:
    """Return the proxy that the environment has for requests to an origin, ``None`` for none.

    Raises:
        ConfigurationError: what it says is not the address of a proxy.
    """
    return find_proxy(origin, getproxies())


def find_proxy(origin: Origin, settings: Mapping[str, str]) -> Proxy | None:
    """Return the proxy for requests to an origin, ``None`` if they go straight there.

    Args:
        origin: where the requests go.
        settings: what ``urllib.request.getproxies()`` returns.

    Raises:
        ConfigurationError: what the settings say is not the address of a proxy.
    """
    for name in (origin.scheme, "all"):
        if url := settings.get(name):
            break
    else:
        return None
    if any(_is_exception(entry.strip(), origin) for entry in settings.get("no", "").split(",")):
        return None
    return _parse(url, f"{name.upper()}_PROXY")


def _parse(url: str, variable: str) -> Proxy:
    # No message quotes the address: it may hold a password.
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        raise ConfigurationError(f"{variable} is not the address of a proxy") from None
    if parts.scheme not in _PORTS:
        raise ConfigurationError(f"{variable} has to begin with one of {', '.join(_PORTS)} and ://")
    if not parts.hostname or not parts.hostname.isascii():
        raise ConfigurationError(f"{variable} names no host")
    credentials = None
    if parts.username or parts.password:
        credentials = (unquote(parts.username or ""), unquote(parts.password or ""))
    return Proxy(parts.scheme, parts.hostname, port or _PORTS[parts.scheme], credentials)


def _is_exception(entry: str, origin: Origin) -> bool:
    """Return whether one entry of NO_PROXY means the origin.

    ``example.com`` means it and what is below it, ``.example.com`` only what is below, an address or a
    network of addresses itself, and ``localhost`` itself. Each may have a scheme before and a port behind
    (https://www.python-httpx.org/environment_variables/#no_proxy).
    """
    if entry in ("", "*"):
        return entry == "*"
    scheme, separator, rest = entry.rpartition("://")
    if separator and scheme not in (origin.scheme, "all"):
        return False
    if _is_address_in(origin.host, rest):
        return True
    try:
        parts = urlsplit(f"//{rest}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if port not in (None, origin.port):
        return False
    if "[" in rest or _is_address_in(name, "0.0.0.0/0"):
        return _is_address_in(origin.host, name)
    if name in ("localhost", origin.host) or (separator and not name.startswith("*")):
        return name == origin.host
    return bool(name) and origin.host.endswith("." + name.lstrip("*").lstrip("."))


def _is_address_in(host: str, network: str) -> bool:
    try:
        return ip_address(host) in ip_network(network.strip("[]"), strict=False)
    except ValueError:
        return False
