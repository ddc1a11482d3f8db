"""The second reading is made once for each state of a description, whoever asks, and never by halves."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from .contract_models import make_contract_models
from .descriptions import ROOT, VENDORS

DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "A shop", "version": "1"},
    "paths": {},
    "components": {"schemas": {"Thing": {"type": "object", "properties": {"name": {"type": "string"}}}}},
}


def test_models_are_made_once_for_each_description(tmp_path: Path) -> None:
    made = make_contract_models(DOCUMENT, tmp_path)
    assert {path.name for path in made.iterdir()} == {"description.json", "metadata.json", "models.py"}
    before = (made / "models.py").stat()
    assert make_contract_models(DOCUMENT, tmp_path) == made
    assert (made / "models.py").stat() == before
    other = make_contract_models(DOCUMENT | {"info": {"title": "A shop", "version": "2"}}, tmp_path)
    assert other != made
    assert set(tmp_path.iterdir()) == {made, other}


def test_processes_that_make_them_at_once_end_up_with_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = set(pool.map(lambda _: make_contract_models(DOCUMENT, tmp_path), range(2)))
    assert set(tmp_path.iterdir()) == made
    assert len(made) == 1


def test_description_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="datamodel-code-generator cannot read the description: "):
        make_contract_models(DOCUMENT | {"components": {"schemas": []}}, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_they_can_be_made_by_hand() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.contract.contract_models"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for vendor, line in zip(VENDORS, done.stdout.splitlines(), strict=True):
        assert line.startswith(f"build/contract-models/{vendor}/")
        assert line.endswith(" schemas")
    assert done.stderr == ""
