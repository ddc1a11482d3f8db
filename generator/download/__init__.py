"""Fetches what the vendors publish, and takes it only if it is what it claims to be.

A description decides what a payments client sends. So what an address answers is not trusted: it has
to be whole, of OpenAPI 3.0, and about the very API the project is about. Nothing is laid down unless
everything that was asked for has been found to be that.
"""

from __future__ import annotations

from .downloading import Download, DownloadFailure, download, lay_down, published
from .fetching import Limits
from .records import Record, parse_records, read_records, strayed

__all__ = [
    "Download",
    "DownloadFailure",
    "Limits",
    "Record",
    "download",
    "lay_down",
    "parse_records",
    "published",
    "read_records",
    "strayed",
]
