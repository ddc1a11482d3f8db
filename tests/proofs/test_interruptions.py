"""No interruption leaves a lie, a lost place or a call that never comes back behind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from .interruptions import Told, faults

ROOT = Path(__file__).parents[2]


def test_a_thousand_interruptions_find_nothing() -> None:
    # In a process of its own: signals go to its main thread, and what hangs can be ended.
    done = subprocess.run(
        [sys.executable, "-m", "tests.proofs.interruptions", "--count=1000"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "generated_client"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("told", "requests", "fault"),
    [
        (Told(1, True, outcome="not_sent"), {"k": 1}, "told not_sent, but the server got it"),
        (Told(1, True, outcome="no note"), {"k": 1}, "no note, but the server got it"),
        (Told(1, True, outcome="rejected"), {}, "told rejected, but nothing was refused"),
        (Told(1, True, "success"), {}, "told success, but the server never got it"),
        (Told(1, False), {"-": 2}, "sent twice without a key"),
        (Told(1, True), {"a": 1, "b": 1}, "sent with two keys"),
        (Told(1, True, "E", "unknown", 1, "b"), {"a": 1}, "the key is missing or another one"),
        (Told(1, False, "E", "unknown", 0), {"-": 1}, "told fewer attempts than the server got requests"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_lie_is_noticed(told: Told, requests: dict[str, int], fault: str) -> None:
    assert fault in faults(told, Counter(requests))


def test_the_truth_passes() -> None:
    assert not [*faults(Told(1, True, "E", "unknown", 3, "k"), Counter({"k": 2}))]
    assert not [*faults(Told(1, False, "E", "not_sent", 1), Counter())]
