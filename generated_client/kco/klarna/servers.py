# Generated from openapi/klarna.yaml and overlays/klarna by "make generate"; change those, not this.
"""The addresses that Order Management (Klarna) is served from, by what the description calls them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["SERVERS"]

SERVERS: Mapping[str, str] = MappingProxyType(
    {
        "eu production": "https://api.klarna.com",
        "eu playground": "https://api.playground.klarna.com",
        "na production": "https://api-na.klarna.com",
        "na playground": "https://api-na.playground.klarna.com",
        "oc production": "https://api-oc.klarna.com",
        "oc playground": "https://api-oc.playground.klarna.com",
    }
)
