"""Where each description came from, and when: the file beside the descriptions that says so.

It is not a part of `generator.lock`, which is a function of the inputs alone and says nothing of times:
the same inputs give the same lock on every day. This file is written by a download and by nothing
else, so that neither has to carry the other's contents along.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from ..problems import Problem
from .fetching import Validators

__all__ = ["Record", "digest", "parse_records", "read_records", "records_text", "strayed"]


@attrs.frozen(kw_only=True)
class Record:
    """One description as it was downloaded.

    Args:
        file: where it was laid down.
        sha256: of its bytes.
        address: which of the configured addresses gave it.
        date: when these bytes were first downloaded, in UTC, e.g. ``2026-11-20T06:30:00Z``.
        etag: what the server named them by, if it did.
        last_modified: the same, by time.
    """

    file: str
    sha256: str
    address: str
    date: str
    etag: str | None = None
    last_modified: str | None = None

    @property
    def validators(self) -> Validators:
        return Validators(etag=self.etag, last_modified=self.last_modified)


def digest(content: bytes) -> str:
    """Return the sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def read_records(path: Path) -> dict[str, Record]:
    """Read the records of all APIs, by name; none if nothing has been downloaded yet.

    Raises:
        Problem: the file is not what a download writes.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    records = parse_records(content)
    if records is None:
        raise Problem(str(path), "is not what a download writes", "restore it from git, or remove it")
    return records


def parse_records(content: bytes) -> dict[str, Record] | None:
    """Read records from the bytes of their file, ``None`` if they are not what a download writes."""
    try:
        says = json.loads(content)
        records = {name: Record(**values) for name, values in says.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    for record in records.values():
        needed = (record.file, record.sha256, record.address, record.date)
        optional = (record.etag, record.last_modified)
        if not all(isinstance(text, str) for text in needed):
            return None
        if not all(isinstance(text, str | None) for text in optional):
            return None
    return records


def records_text(records: Mapping[str, Record]) -> bytes:
    """Return records as the bytes of their file."""
    says = {
        name: attrs.asdict(record, filter=lambda _, value: value is not None)
        for name, record in sorted(records.items())
    }
    return (json.dumps(says, indent=1, ensure_ascii=False) + "\n").encode()


def strayed(root: Path, records: Mapping[str, Record]) -> Iterator[tuple[str, str]]:
    """Yield the descriptions that are not what was downloaded, each with what happened to it."""
    for record in records.values():
        path = root / record.file
        if not path.is_file():
            yield record.file, f"missing: it was downloaded from {record.address}; run make download"
        elif digest(path.read_bytes()) != record.sha256:
            yield (
                record.file,
                f"edited by hand since it was downloaded on {record.date[:10]} from {record.address}: "
                "restore it, and correct it by an overlay",
            )
