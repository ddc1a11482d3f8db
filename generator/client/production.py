"""Keeps test suites away from production: while pytest runs, only marked tests may call a vendor's.

The pytest plugin is a module beside this package, so that starting pytest imports nothing of kco. It cannot
reach in here, so whoever is about to call looks whether it is there; where no tests run that is one look
into a dictionary.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from .runtime.errors import ConfigurationError
from .vendors import PRODUCTION, VENDORS

__all__ = ["refuse_production_in_tests"]

_PLUGIN = "pytest_kco"


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
