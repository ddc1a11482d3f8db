"""Decides from a client's options, or environment variables, where its requests go and as whom.

What the vendors' descriptions do not say is here: the shape of keys, the regions. Everything is decided before
the first request, but for one question that each call asks: while pytest runs, only tests that are marked for
it may call production.

No message here repeats what was passed: it may be a key in the wrong place.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from urllib.parse import urlsplit

import attrs

from .runtime.base_client import Connection
from .runtime.errors import ConfigurationError
from .runtime.options import BasicAuthentication

__all__ = ["SANDBOX", "VENDORS", "Vendor", "connect", "options_from_variables", "refuse_production_in_tests"]

PLAYGROUND, PRODUCTION, SANDBOX = "playground", "production", "sandbox"
_SANDBOX_URL = "https://sandbox.invalid"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
# The pytest plugin is a module beside this package, so that starting pytest imports nothing of kco. It cannot
# reach in here, so every call looks whether it is there: where no tests run, one look into a dictionary.
_PLUGIN = "pytest_kco"


@attrs.frozen(kw_only=True)
class Vendor:
    """A vendor of the Order Management API.

    Args:
        name: the sub-package, e.g. ``kustom``.
        title: the name for people.
        key_prefix: what its API keys begin with.
        regions: the regions with servers of their own; empty where there is one for all.
    """

    name: str
    title: str
    key_prefix: str
    regions: tuple[str, ...] = ()

    def environment_of(self, api_key: str) -> str | None:
        """Return the environment that a key says it belongs to, or ``None`` if it does not say."""
        found = re.match(rf"{re.escape(self.key_prefix)}_(test|live)_", api_key)
        if found is None:
            return None
        return PLAYGROUND if found[1] == "test" else PRODUCTION

    def variable(self, name: str) -> str:
        """Return the name of an environment variable, e.g. ``KUSTOM_API_KEY``."""
        return f"{self.name.upper()}_{name}"

    def server(self, environment: str, region: str | None) -> str:
        """Return what the description calls the server of an environment."""
        return f"{region} {environment}" if region else environment


# https://docs.kustom.co/contents/api/api-basics/authentication and https://docs.klarna.com/api/authentication/
VENDORS: Mapping[str, Vendor] = MappingProxyType(
    {
        "kustom": Vendor(name="kustom", title="Kustom", key_prefix="kco"),
        "klarna": Vendor(name="klarna", title="Klarna", key_prefix="klarna", regions=("eu", "na", "oc")),
    }
)


def connect(
    vendor: Vendor,
    servers: Mapping[str, str],
    *,
    api_key: str | None,
    username: str | None = None,
    environment: str | None = None,
    region: str | None = None,
    base_url: str | None = None,
) -> Connection:
    """Return the connection that the options describe.

    Args:
        vendor: whose API it is.
        servers: its addresses by what the description calls them.
        api_key: the key; may be missing for the sandbox only.
        username: the user name shown beside the key.
        environment: ``playground``, ``production`` or ``sandbox``; read from the key if missing.
        region: one of the vendor's regions.
        base_url: an address to use instead of the vendor's.

    Raises:
        ConfigurationError: the options contradict each other, or leave something open.
    """
    _check_text(api_key=api_key, username=username, environment=environment, region=region, base_url=base_url)
    if username is not None and (not username or ":" in username):
        raise ConfigurationError("username is empty or holds a colon, which no user name may")
    if environment not in (None, PLAYGROUND, PRODUCTION, SANDBOX):
        raise ConfigurationError(f"environment is unknown; use {PLAYGROUND!r}, {PRODUCTION!r} or {SANDBOX!r}")
    if vendor.regions and region not in vendor.regions:
        raise ConfigurationError(f"region is unknown; use {', '.join(map(repr, vendor.regions))}")
    _refuse_other_vendors(vendor, api_key or "")
    if environment == SANDBOX:
        return _sandbox_connection(vendor, api_key, username, base_url)
    if not api_key:
        raise ConfigurationError(
            f"there is no API key; pass api_key= or set {vendor.variable('API_KEY')}, "
            f"or use environment={SANDBOX!r}"
        )
    environment = _environment(vendor, api_key, environment)
    url = servers[vendor.server(environment, region)] if base_url is None else _checked(base_url)
    return Connection(
        base_url=url.rstrip("/"),
        environment=environment,
        authentication=BasicAuthentication(api_key, username),
    )


def _check_text(**options: str | None) -> None:
    for name, value in options.items():
        if value is None:
            continue
        if not isinstance(value, str):
            raise ConfigurationError(f"{name} is text (str), not {type(value).__name__}")
        if not value.isprintable() or not value.isascii() or " " in value:
            raise ConfigurationError(f"{name} holds white space or a character that it cannot have")


def _refuse_other_vendors(vendor: Vendor, api_key: str) -> None:
    for other in VENDORS.values():
        if other != vendor and other.environment_of(api_key):
            raise ConfigurationError(f"this is a key of {other.title}; use kco.{other.title} with it")


def _environment(vendor: Vendor, api_key: str, environment: str | None) -> str:
    said = vendor.environment_of(api_key)
    if said is None and environment is None:
        raise ConfigurationError(
            f"the key does not begin with {vendor.key_prefix}_test_ or {vendor.key_prefix}_live_; "
            f"pass environment={PLAYGROUND!r} or {PRODUCTION!r} with it"
        )
    if said is not None and environment is not None and said != environment:
        raise ConfigurationError(f"the key belongs to {said!r}, but environment={environment!r} was passed")
    return environment or said or PLAYGROUND


def _sandbox_connection(
    vendor: Vendor, api_key: str | None, username: str | None, base_url: str | None
) -> Connection:
    if vendor.environment_of(api_key or "") == PRODUCTION:
        raise ConfigurationError("a live key was passed to the sandbox; it needs none")
    if base_url is not None:
        raise ConfigurationError("the sandbox runs in this process; it has no base_url")
    return Connection(
        base_url=_SANDBOX_URL,
        environment=SANDBOX,
        authentication=BasicAuthentication(api_key or "", username),
    )


def _checked(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        host = parts.hostname
        parts.port  # noqa: B018  raises for a port that is no number
    except ValueError:
        raise ConfigurationError("base_url is not an address") from None
    # urlsplit drops a "?" or "#" at the end, which would swallow the path that is appended.
    if parts.scheme not in ("http", "https") or not host or {"?", "#", "\\"} & set(base_url):
        raise ConfigurationError("base_url is not an address such as https://api.example.com")
    if parts.username is not None or parts.password is not None:
        raise ConfigurationError("base_url holds credentials; pass api_key= and username= instead")
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise ConfigurationError("base_url: http is allowed for this machine only; use https")
    return base_url


def options_from_variables(vendor: Vendor, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the options that environment variables give; empty ones count as missing."""
    names = {"api_key": "API_KEY", "username": "USERNAME", "environment": "ENVIRONMENT"}
    if vendor.regions:
        names["region"] = "REGION"
    found = {option: variables.get(vendor.variable(name)) for option, name in names.items()}
    return {option: value for option, value in found.items() if value}


def refuse_production_in_tests(base_url: str, operation: str) -> None:
    """Raise if this is the production of a vendor, and the test that runs is not marked for it.

    Args:
        base_url: where a request is about to go.
        operation: the call, for the message.

    Raises:
        ConfigurationError: naming the host and the mark; nothing was sent.
    """
    plugin = sys.modules.get(_PLUGIN)
    if plugin is None or plugin.is_production_allowed():
        return
    host = _host(base_url)
    if host in _production_hosts():
        raise ConfigurationError(
            f"{host} is production, and calls to it are refused while pytest runs; use kco_client, or mark "
            "the test with @pytest.mark.kco_production if it means to call production",
            operation=operation,
        )


@cache
def _production_hosts() -> frozenset[str]:
    hosts = set()
    for vendor in VENDORS.values():
        servers = import_module(f".{vendor.name}.servers", __package__).SERVERS
        hosts |= {_host(servers[vendor.server(PRODUCTION, region)]) for region in vendor.regions or (None,)}
    return frozenset(hosts)


def _host(url: str) -> str:
    # A dot at the end makes a name absolute, and leads to the same host.
    return (urlsplit(url).hostname or "").rstrip(".")
