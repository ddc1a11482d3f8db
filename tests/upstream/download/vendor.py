"""The vendor, played by a server of our own, and a project that downloads from it."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import attrs
from typer.testing import CliRunner, Result

from generator.__main__ import app
from generator.configuration import Configuration, load_configuration
from generator.upstream import Download, DownloadFailure, Limits, download
from tests.transport.servers import Conversation, Script

from .published import OTHER_VENDOR, PUBLISHED

REPOSITORY = Path(__file__).parents[3]

Reply: TypeAlias = "bytes | Callable[[Conversation], None]"


def answer(status: str, content: bytes = b"", *headers: str) -> bytes:
    """Return a whole answer that says how long it is."""
    head = [f"HTTP/1.1 {status}", f"Content-Length: {len(content)}", *headers, "", ""]
    return "\r\n".join(head).encode() + content


def ok(content: bytes, *headers: str) -> bytes:
    return answer("200 OK", content, *headers)


def moved(location: str, status: str = "302 Found") -> bytes:
    return answer(status, b"", f"Location: {location}")


def chunked(*pieces: bytes, whole: bool = True) -> bytes:
    """Return an answer in chunks, the last of which may be missing."""
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body + (b"0\r\n\r\n" if whole else b"")


def until_closed(content: bytes) -> bytes:
    """Return an answer that is over when the connection is."""
    return b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + content


def replies(routes: Mapping[str, Reply]) -> Script:
    """Return a script that gives each path its reply and closes."""

    def script(conversation: Conversation) -> None:
        path = conversation.hear().split(b" ")[1].decode()
        reply = routes.get(path, answer("404 Not Found"))
        if isinstance(reply, bytes):
            conversation.say(reply)
        else:
            reply(conversation)

    return script


@attrs.frozen
class Project:
    """A copy of the project, as far as a download is concerned."""

    root: Path

    def configure(self, *addresses: str, vendor: str = "kustom") -> None:
        """Make these the addresses of one vendor."""
        path = self.root / "pyproject.toml"
        before, table, after = path.read_text("utf-8").partition(f"[tool.kco.apis.{vendor}]\n")
        lines = after.split("\n")
        start = next(index for index, line in enumerate(lines) if line.startswith("addresses"))
        end = next(index for index in range(start, len(lines)) if lines[index].endswith("]"))
        lines[start : end + 1] = [f"addresses = {json.dumps(list(addresses))}"]
        path.write_text(before + table + "\n".join(lines), "utf-8")

    @property
    def configuration(self) -> Configuration:
        return load_configuration(self.root)

    def digests(self) -> dict[str, tuple[str, int]]:
        """Return the digest and the time of change of every file, and every folder's name."""
        return {
            path.relative_to(self.root).as_posix(): (
                hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
                path.stat().st_mtime_ns if path.is_file() else 0,
            )
            for path in sorted(self.root.rglob("*"))
        }

    @property
    def records(self) -> dict[str, Any]:
        path = self.root / "openapi/downloads.lock"
        found: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
        return found

    @property
    def description(self) -> Path:
        return self.root / "openapi/kustom.yaml"

    def run(self, *arguments: str) -> Result:
        """Run the command; the current folder has to be the project's."""
        result = CliRunner().invoke(app, ["download", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def fetch(
        self, limits: Limits | None = None, *names: str, **options: Any
    ) -> tuple[list[Download], list[DownloadFailure]]:
        """Fetch without writing."""
        return download(
            self.root,
            self.configuration,
            names or ("kustom",),
            limits=limits,
            progress=lambda _: None,
            now=datetime(2026, 11, 20, 6, 30, tzinfo=UTC),
            **options,
        )

    def refused(self, limits: Limits | None = None) -> str:
        """Fetch what must not be taken, and return the line that says so."""
        found, failures = self.fetch(limits)
        assert found == []
        (failure,) = failures
        return str(failure)


def make_project(root: Path) -> Project:
    for name in ("openapi", "overlays"):
        shutil.copytree(REPOSITORY / name, root / name)
    (root / "generated_client").mkdir()
    for name in ("pyproject.toml", "generated_client/generator.lock", "CHANGELOG.md"):
        shutil.copy(REPOSITORY / name, root / name)
    (root / "openapi/downloads.lock").unlink(missing_ok=True)
    # Whatever the vendors publish, here it is known what is in it.
    (root / "openapi/kustom.yaml").write_bytes(PUBLISHED)
    (root / "openapi/klarna.yaml").write_bytes(OTHER_VENDOR)
    return Project(root)
