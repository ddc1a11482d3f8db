"""Runs `redocly diff`, another judge of the same pairs, who knows the wire only and no Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.documents import JsonObject

__all__ = ["missing", "verdicts"]

HERE = Path(__file__).parent
CLI = HERE.parents[1] / "requirements" / "node_modules" / "@redocly" / "cli" / "lib" / "index.js"
PROCESSES = 2
# Its own news and statistics would go over the network.
QUIET = {
    "REDOCLY_TELEMETRY": "off",
    "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true",
    "REDOCLY_SUPPRESS_NOTIFICATIONS": "true",
}


def missing() -> str | None:
    """Say what is missing to run it, `None` if nothing is."""
    if shutil.which("node") is None:
        return "redocly diff needs Node, which is not installed here"
    if not CLI.is_file():
        return "redocly diff is not installed here: make test installs it, or npm ci in requirements"
    return None


def verdicts(pairs: Sequence[tuple[JsonObject, JsonObject]], folder: Path) -> list[bool]:
    """Tell for each pair whether it finds a breaking change.

    Args:
        pairs: the descriptions before and after.
        folder: an empty folder. A configuration in it would switch its rules off without a word.
    """
    shares = [list(range(start, len(pairs), PROCESSES)) for start in range(PROCESSES)]
    found: dict[int, bool] = {}
    with ThreadPoolExecutor(PROCESSES) as pool:
        judged = pool.map(
            lambda number: _judged([pairs[index] for index in shares[number]], folder / str(number)),
            range(PROCESSES),
        )
        for share, some in zip(shares, judged, strict=True):
            found.update(zip(share, some, strict=True))
    return [found[index] for index in range(len(pairs))]


def _judged(pairs: Sequence[tuple[JsonObject, JsonObject]], folder: Path) -> list[bool]:
    folder.mkdir()
    for index, (before, after) in enumerate(pairs):
        (folder / f"before-{index}.json").write_text(json.dumps(before), "utf-8")
        (folder / f"after-{index}.json").write_text(json.dumps(after), "utf-8")
    ran = subprocess.run(
        ["node", str(HERE / "redocly_diff.mjs"), str(CLI), str(len(pairs))],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    reports = [
        json.loads((folder / f"report-{index}.json").read_text("utf-8")) for index in range(len(pairs))
    ]
    return [report["summary"]["major"] > 0 for report in reports]
