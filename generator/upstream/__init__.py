"""Downloads the descriptions that the vendors publish, and proposes what is new as a pull request.

A proposal is made in a work tree of its own, so the caller's files stay as they are. One branch holds
it and one pull request shows it; each run makes both anew, until a person commits to that branch: from
then on it belongs to that person.
"""

from __future__ import annotations

from .download import Download, DownloadFailure, download, lay_down, published, read_records, strayed
from .fetch import Limits
from .propose import BRANCH, propose

__all__ = [
    "BRANCH",
    "Download",
    "DownloadFailure",
    "Limits",
    "download",
    "lay_down",
    "propose",
    "published",
    "read_records",
    "strayed",
]
