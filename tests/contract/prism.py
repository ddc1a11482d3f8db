"""Prism, a mock server that knows nothing of our generator, on loopback in front of a description.

It refuses what the description does not allow (``--errors``) and answers with the description's examples.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import threading
from collections import deque
from collections.abc import Mapping
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from attrs import field, frozen

__all__ = ["Heard", "Missing", "Prism", "command"]

HERE = Path(__file__).parent
PROGRAM = HERE.parents[1] / "requirements" / "node_modules" / "@stoplight" / "prism-cli" / "dist" / "index.js"
# Prism does not end when the tests are killed; this makes it.
GUARD = HERE / "exit_with_parent.cjs"
SECONDS = 60
"""For Prism to start; it takes two on a quiet machine."""

_LISTENING = re.compile(r"Prism is listening on (http://127\.0\.0\.1:[0-9]+)")


class Missing(Exception):
    """Prism cannot be started.

    Args:
        reason: what is missing, and what to do.
        excused: whether a machine may be without it.
    """

    def __init__(self, reason: str, *, excused: bool) -> None:
        super().__init__(reason)
        self.excused = excused


def command(variables: Mapping[str, str], program: Path = PROGRAM) -> list[str]:
    """Return how Prism is started.

    Args:
        variables: the environment variables; ``CI`` says that everything has to be there.
        program: where npm has put Prism.

    Raises:
        Missing: Node is not there, or Prism is not installed.
    """
    node = shutil.which("node", path=variables.get("PATH"))
    if node is None:
        raise Missing("Prism needs Node; install Node 20 or newer", excused=True)
    if not program.is_file():
        excused = not variables.get("CI")
        raise Missing(
            "Prism is not installed; run npm ci in requirements, as make test does", excused=excused
        )
    return [node, "--require", str(GUARD), str(program)]


@frozen
class Heard:
    """What Prism answered to a plain HTTP request."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Any = None


class Prism:
    """A running Prism.

    Args:
        description: the description to play.
        folder: an empty folder of its own.
    """

    def __init__(self, description: Mapping[str, Any], folder: Path) -> None:
        self._file = folder / "description.json"
        self._file.write_text(json.dumps(description), "utf-8")
        self._said: deque[str] = deque(maxlen=50)
        self._ready = threading.Event()
        self.url = ""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [*command(os.environ), "mock", "--host", "127.0.0.1", "--port", "0", "--errors", str(self._file)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "NO_COLOR": "1"},
        )
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        in_time = self._ready.wait(SECONDS)
        if not self.url:
            self._stop()
            what = "ended at once" if in_time else f"did not start within {SECONDS} s"
            raise AssertionError("\n".join([f"Prism {what}; it said:", *self._said]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Heard:
        """Send a request without our client."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=SECONDS)
        try:
            connection.request(method, path, body=body, headers=dict(headers))
            response = connection.getresponse()
            content = response.read()
            return Heard(
                response.status,
                {name.lower(): value for name, value in response.getheaders()},
                json.loads(content) if content else None,
            )
        finally:
            connection.close()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        # To the end, since Prism stops when nobody reads what it says.
        for line in self._process.stdout:
            self._said.append(line.rstrip())
            if found := _LISTENING.search(line):
                self.url = found[1]
                self._ready.set()
        self._ready.set()

    def _stop(self) -> None:
        process = self._process
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._reader.join(5)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
