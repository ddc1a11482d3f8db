# Generated from openapi/kustom.yaml and overlays/kustom by "make generate"; change those, not this.
"""The addresses that Order Management (Kustom) is served from, by what the description calls them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["SERVERS"]

SERVERS: Mapping[str, str] = MappingProxyType(
    {
        "production": "https://api.kustom.co",
        "playground": "https://api.playground.kustom.co",
    }
)
