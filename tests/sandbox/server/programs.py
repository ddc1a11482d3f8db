"""Runs ``python -m kco.sandbox`` as people do: as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Program", "run", "running"]

OUTPUT = Path(__file__).parents[3] / "generated_client"
_PATIENCE = 60


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "kco.sandbox", *arguments]


def _environment() -> dict[str, str]:
    # What a shell has, without the proxies it may have.
    kept = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    return {**kept, "PYTHONPATH": str(OUTPUT), "PYTHONDONTWRITEBYTECODE": "1"}


class Program:
    """A server that runs.

    Args:
        process: the process.
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.announced = process.stdout.readline().rstrip("\n")
        found = re.search(r"http://\S+:\d+", self.announced)
        assert found is not None, f"no address in {self.announced!r}"
        self.url = found[0]

    def next_line(self) -> str:
        """Return the next line that it prints."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().rstrip("\n")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        """Send a signal; return the exit code and what stood on standard error."""
        self.process.send_signal(number)
        _, errors = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, errors


@contextmanager
def running(*arguments: str) -> Iterator[Program]:
    """Run a server at a free port while the block lasts."""
    process = subprocess.Popen(
        _command(("--port", "0", *arguments)),
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Program(process)
        finally:
            process.kill()


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program that ends by itself."""
    return subprocess.run(
        _command(arguments),
        env={**_environment(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
