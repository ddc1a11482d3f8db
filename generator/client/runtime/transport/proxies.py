"""Reads the environment for the `Route` to an origin, its proxy and the certificates to trust, as httpx does.

It reads ``HTTP_PROXY``, ``HTTPS_PROXY``, ``ALL_PROXY`` and ``NO_PROXY``, in small letters too, and the system
settings of Windows and macOS (https://www.python-httpx.org/environment_variables/). Only httpx's client would
read these, and this transport uses httpcore without it. ``SSL_CERT_FILE`` and ``SSL_CERT_DIR`` name the
certificate authorities to trust, certifi's by default; ``httpx.create_ssl_context`` reads those two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

import attrs

from ..errors import ConfigurationError
from ..frames import foreign_cause

if TYPE_CHECKING:
    import ssl

    from .http1 import Origin

__all__ = ["Proxy", "Route", "find_proxy", "tls_context"]

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
    def name(self) -> str:
        """The proxy for messages, without its credentials."""
        return f"proxy [{self.host}]:{self.port}" if ":" in self.host else f"proxy {self.host}:{self.port}"

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS and not HTTP."""
        return self.scheme.startswith("socks")


@attrs.frozen
class Route:
    """The way to an origin.

    Args:
        origin: where requests go.
        proxy: what they go through.
        context: the settings of TLS; ``None`` if neither the origin nor the proxy speaks it.
    """

    origin: Origin
    proxy: Proxy | None = None
    context: ssl.SSLContext | None = None

    @classmethod
    def from_environment(cls, origin: Origin, context: Callable[[], ssl.SSLContext]) -> Self:
        """Return the way that the environment has for requests to an origin.

        Args:
            origin: where the requests go.
            context: makes the settings of TLS; called only if the origin or the proxy speaks it.

        Raises:
            ConfigurationError: the environment's settings for proxies or certificates cannot be used.
        """
        proxy = find_proxy(origin, getproxies())
        if proxy is not None and proxy.is_socks and find_spec("socksio") is None:
            raise ConfigurationError("a SOCKS proxy needs the package socksio: pip install 'httpx[socks]'")
        with_tls = "https" in (origin.scheme, proxy and proxy.scheme)
        return cls(origin, proxy, context() if with_tls else None)

    @property
    def tls_layers(self) -> int:
        """How many layers of TLS lie around a request's own bytes."""
        return (self.origin.scheme == "https") + (self.proxy is not None and self.proxy.scheme == "https")

    @property
    def first_hop(self) -> str:
        """Whom a connection is opened to, for messages."""
        return self.origin.name if self.proxy is None else self.proxy.name

    @property
    def place(self) -> str:
        """Whom a request depends on, for messages."""
        return self.origin.name if self.proxy is None else f"{self.origin.name} through {self.proxy.name}"

    def proxy_options(self, proxy: Proxy) -> dict[str, Any]:
        """Return what httpcore's proxies, blocking or not, are made with."""
        options: dict[str, Any] = {"ssl_context": self.context, "max_connections": 1}
        host = f"[{proxy.host}]" if ":" in proxy.host else proxy.host
        options["proxy_url"] = f"{proxy.scheme}://{host}:{proxy.port}/"
        if proxy.credentials is not None:
            options["proxy_auth"] = tuple(word.encode() for word in proxy.credentials)
        if proxy.scheme == "https":
            options["proxy_ssl_context"] = self.context
        return options


def tls_context() -> ssl.SSLContext:
    """Return a context that verifies certificates and host names.

    Raises:
        ConfigurationError: the environment names certificates that cannot be read.
    """
    import httpx

    try:
        return httpx.create_ssl_context()
    except OSError as error:
        if foreign_cause(error) is not None:
            raise
        reason = error.strerror or type(error).__name__
    raise ConfigurationError(
        f"the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: {reason}"
    )


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
    except ValueError as error:
        if foreign_cause(error) is not None:
            raise
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
    """Return whether one entry of NO_PROXY includes the origin.

    ``example.com`` includes this host and its subdomains, ``.example.com`` and ``*.example.com`` only the
    subdomains, ``localhost`` and an IP address only themselves, ``10.0.0.0/8`` every address in this network,
    and ``*`` everything. An entry may begin with a scheme (``http://example.com``), which leaves out the
    subdomains unless they are written as ``*.``, and end with a port
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
    except ValueError as error:
        if foreign_cause(error) is not None:
            raise
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
    except ValueError as error:
        if foreign_cause(error) is not None:
            raise
        return False
