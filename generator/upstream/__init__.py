"""Asks the vendors for something new and, if there is, proposes it as a pull request.

It works beside the caller's files, in a work tree of its own, and leaves nothing behind there. One
branch holds the proposal and one pull request shows it, made anew by each run: until a person has put
something of their own on that branch, from when on it is theirs.
"""

from __future__ import annotations

from .download import (
    Download,
    DownloadFailure,
    Record,
    download,
    lay_down,
    parse_records,
    published,
    read_records,
    strayed,
)
from .fetch import Limits
from .propose import BRANCH, Result, propose

__all__ = [
    "BRANCH",
    "Download",
    "DownloadFailure",
    "Limits",
    "Record",
    "Result",
    "download",
    "lay_down",
    "parse_records",
    "propose",
    "published",
    "read_records",
    "strayed",
]
