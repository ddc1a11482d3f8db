"""Downloads the descriptions of the project's APIs, and lays all of them down or none.

The configured addresses go in; the files, with a record of each, or the failures come out. It reads the
descriptions that are there, since a server is asked for newer ones and a shorter file is suspicious.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import attrs

from ..configuration import FILE, Api, Configuration
from ..documents import JsonObject, JsonValue, load, parse
from ..output import replace_files
from ..problems import Problem
from .fetch import Answer, Limits, Refusal, Validators, fetch
from .recognise import Loss, hosts_of, recognise

__all__ = [
    "Download",
    "DownloadFailure",
    "download",
    "lay_down",
    "parse_records",
    "published",
    "read_records",
    "strayed",
]

Progress = Callable[[str], None]


class DownloadFailure(Problem):
    """No configured address gave the description of an API.

    Args:
        api: the API's name.
        said: the answer of each address, in the order of the requests.
        remedy: what the reader can do about it.
    """

    exit_code = 3

    def __init__(self, api: str, said: Sequence[str], remedy: str) -> None:
        super().__init__(
            api, f"no description was downloaded, and nothing was changed: {'; '.join(said)}", remedy
        )


@attrs.frozen(kw_only=True)
class Record:
    """One description as it was downloaded.

    Args:
        file: its place in the project.
        sha256: of its bytes.
        address: which of the configured addresses gave it.
        date: when these bytes were first downloaded, in UTC, e.g. ``2026-11-20T06:30:00Z``.
        etag: the server's ETag, if there was one.
        last_modified: its Last-Modified, if there was one.
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


@attrs.frozen(kw_only=True)
class Download:
    """The description of one API as its vendor publishes it now.

    Args:
        api: the API.
        content: its bytes; those of the file we have if the server said that it is unchanged.
        document: the parsed bytes.
        changed: whether they differ from the file we have.
        record: where they came from, and when.
    """

    api: Api
    content: bytes = attrs.field(repr=False)
    document: JsonObject = attrs.field(repr=False)
    changed: bool
    record: Record

    @property
    def address(self) -> str:
        return self.record.address


def published(
    root: Path, configuration: Configuration, names: Sequence[str] = (), *, progress: Progress
) -> list[Download]:
    """Fetch descriptions in full as they are published now; nothing is written.

    Args:
        root: the project's folder.
        configuration: the addresses of each API, and the path above its operations.
        names: the APIs to fetch; without names all that have an address.
        progress: called with a few words on each step.

    Raises:
        DownloadFailure: no address gave one of them.
        Problem: an API is not known, or has no address.
    """
    found, failures = download(root, configuration, names, progress=progress, conditional=False)
    if failures:
        raise failures[0]
    return found


def download(
    root: Path,
    configuration: Configuration,
    names: Sequence[str] = (),
    *,
    progress: Progress,
    limits: Limits | None = None,
    accept_losses: bool = False,
    conditional: bool = True,
    now: datetime | None = None,
) -> tuple[list[Download], list[DownloadFailure]]:
    """Fetch descriptions and judge them, without writing anything.

    Args:
        root: the project's folder.
        configuration: the addresses of each API, and the path above its operations.
        names: the APIs to fetch; without names all that have an address.
        progress: called with a few words on each step.
        limits: when to give up on an address.
        accept_losses: accept a file that looks as if a part of it were missing.
        conditional: let the servers say that nothing has changed, instead of sending it again.
        now: the time to record.

    Returns:
        The downloads, and the failures of the other APIs.

    Raises:
        Problem: an API is not known, or has no address.
    """
    records = read_records(root / configuration.downloads) if configuration.downloads else {}
    date = (now or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    found: list[Download] = []
    failures: list[DownloadFailure] = []
    for api in _chosen(configuration, names):
        have = _read(root / api.description)
        search = _Search(
            api=api,
            have=have,
            known=_parsed(have, api),
            strangers=_strangers(root, configuration, api),
            # A server cannot compare with a file that was edited by hand.
            record=_valid(records.get(api.name), api, have),
            limits=limits or Limits(),
            accept_losses=accept_losses,
            conditional=conditional,
        )
        try:
            found.append(search.run(date, progress))
        except DownloadFailure as failure:
            failures.append(failure)
    return found, failures


def lay_down(root: Path, configuration: Configuration, downloads: Sequence[Download]) -> bool:
    """Put descriptions in place, with the record of where they came from; return whether that changed anything.

    Raises:
        Problem: something cannot be written; then nothing is.
    """
    if configuration.downloads is None:
        raise Problem(f"{FILE}, [tool.kco]", "the key 'downloads' is missing", "add it")
    place = root / configuration.downloads
    records = read_records(place)
    fresh = {**records, **{download.api.name: download.record for download in downloads}}
    contents = {root / d.api.description: d.content for d in downloads if d.changed}
    if fresh != records:
        contents[place] = _records_text(fresh)
    replace_files(contents)
    return bool(contents)


def _chosen(configuration: Configuration, names: Sequence[str]) -> list[Api]:
    known = {api.name: api for api in configuration.apis}
    for name in names:
        if name not in known:
            raise Problem(name, "is no API of this project", f"use {', '.join(known)}")
        if not known[name].addresses:
            raise Problem(f"{FILE}, [tool.kco.apis.{name}]", "names no addresses", "add the key 'addresses'")
    chosen = [known[name] for name in dict.fromkeys(names)] or [a for a in known.values() if a.addresses]
    if not chosen:
        raise Problem(f"{FILE}, [tool.kco.apis]", "no API names addresses", "add the key 'addresses' to one")
    return chosen


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _parsed(content: bytes | None, api: Api) -> JsonValue:
    try:
        return None if content is None else parse(content, str(api.description))
    except Problem:
        # A download repairs a broken file.
        return None


def _strangers(root: Path, configuration: Configuration, api: Api) -> Mapping[str, frozenset[str]]:
    """Return the hosts of the other APIs, but for those that are this one's, too."""
    found: dict[str, frozenset[str]] = {}
    own: frozenset[str] = frozenset()
    for other in configuration.apis:
        try:
            hosts = hosts_of(load(root / other.description))
        except Problem:
            continue
        if other == api:
            own = hosts
        else:
            found[other.name] = hosts
    return {name: hosts - own for name, hosts in found.items() if hosts - own}


def _valid(record: Record | None, api: Api, have: bytes | None) -> Record | None:
    if record is None or have is None or record.file != api.description.as_posix():
        return None
    return record if record.sha256 == _digest(have) else None


@attrs.frozen(kw_only=True)
class _Search:
    """Asks the addresses of one API in turn."""

    api: Api
    have: bytes | None = attrs.field(repr=False)
    known: JsonValue = attrs.field(repr=False)
    strangers: Mapping[str, frozenset[str]]
    record: Record | None
    limits: Limits
    accept_losses: bool
    conditional: bool

    def run(self, date: str, progress: Progress) -> Download:
        said: list[str] = []
        remedy = f"try again later, or mend the addresses in {FILE}, [tool.kco.apis.{self.api.name}]"
        for address in self.api.addresses:
            try:
                return self._ask(address, date, lambda text: progress(f"{self.api.name}: {text}"))
            except Refusal as refusal:
                said.append(f"{address} {refusal}")
                if isinstance(refusal, Loss):
                    remedy = "look at it, and if it is whole, take it with --accept-losses"
        raise DownloadFailure(self.api.name, said, remedy)

    def _ask(self, address: str, date: str, progress: Progress) -> Download:
        record = self.record if self.record is not None and self.record.address == address else None
        conditional = self.conditional and record is not None and isinstance(self.known, dict)
        validators = record.validators if record is not None and conditional else Validators()
        answer = fetch(address, validators=validators, limits=self.limits, progress=progress)
        if answer is None and record is not None and self.have is not None and isinstance(self.known, dict):
            return Download(
                api=self.api, content=self.have, document=self.known, changed=False, record=record
            )
        assert answer is not None, "only a conditional request is answered without a file"
        return self._judge(answer, address, date)

    def _judge(self, answer: Answer, address: str, date: str) -> Download:
        document = recognise(
            answer.content,
            file=str(self.api.description),
            below=self.api.below or "/",
            have=self.have,
            known=self.known,
            strangers=self.strangers,
            length_known=answer.length_known,
            accept_losses=self.accept_losses,
        )
        changed = answer.content != self.have
        record = self.record
        if changed or record is None:
            record = Record(
                file=self.api.description.as_posix(),
                sha256=_digest(answer.content),
                address=address,
                date=date,
                etag=answer.validators.etag,
                last_modified=answer.validators.last_modified,
            )
        return Download(
            api=self.api, content=answer.content, document=document, changed=changed, record=record
        )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_records(path: Path) -> dict[str, Record]:
    """Read the records of all APIs, by name; none if nothing has been downloaded yet.

    Raises:
        Problem: no download writes such a file.
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
        *needed, etag, last_modified = attrs.astuple(record)
        optional = (text for text in (etag, last_modified) if text is not None)
        if not all(isinstance(text, str) for text in (*needed, *optional)):
            return None
    return records


def _records_text(records: Mapping[str, Record]) -> bytes:
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
        elif _digest(path.read_bytes()) != record.sha256:
            yield (
                record.file,
                f"edited by hand since it was downloaded on {record.date[:10]} from {record.address}: "
                "restore it, and correct it by an overlay",
            )
