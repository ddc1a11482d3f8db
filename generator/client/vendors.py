"""What differs between the vendors outside their descriptions: the shape of keys, regions, variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

import attrs

__all__ = ["VENDORS", "Vendor"]

PLAYGROUND, PRODUCTION = "playground", "production"


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
