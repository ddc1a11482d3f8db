"""``python -m kco`` says what there is, and says nothing that is not."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import kco
import pytest_kco

OUTPUT = Path(__file__).parent.parent / "generated_client"


def test_it_names_what_the_package_has() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kco"],
        env={"PYTHONPATH": str(OUTPUT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.startswith(f"kco {kco.__version__}: ")
    assert ran.stderr == ""
    names = re.findall(r"\bkco\.(\w+)", ran.stdout)
    assert {"Kustom", "AsyncKlarna", "sandbox"} <= set(names)
    assert all(hasattr(kco, name) for name in names)
    fixtures = re.findall(r"\bkco_\w+", ran.stdout)
    assert len(fixtures) == 3
    assert set(fixtures) <= set(pytest_kco.__all__)
    for program in re.findall(r"python -m (\S+)", ran.stdout):
        assert find_spec(program), program
