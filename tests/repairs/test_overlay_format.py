"""`python -m generator lint --format overlay`: findings out, actions in."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.__main__ import app
from generator.documents import dump, load
from tests.lint.descriptions import edited

NEW = "/components/schemas/New"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def put(name: str, changes: dict[str, object]) -> None:
    Path(name).write_text(dump(edited(changes), name), "utf-8")  # type: ignore[arg-type]


def test_the_printed_overlay_repairs_the_description_it_was_made_for() -> None:
    put("it.yaml", {NEW: {"type": "string", "example": 75001}})
    lint = run("lint", "it.yaml", "--format", "overlay")
    assert (lint.exit_code, lint.stderr) == (1, "")
    Path("repairs.yaml").write_text(lint.stdout, "utf-8")
    assert run("patch", "it.yaml", "repairs.yaml", "-o", "mended.yaml").exit_code == 0
    assert run("lint", "mended.yaml").exit_code == 0


def test_a_clean_description_prints_nothing() -> None:
    put("it.yaml", {})
    result = run("lint", "it.yaml", "--format", "overlay")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_open_questions_and_other_findings_are_told_beside_the_overlay() -> None:
    put(
        "it.yaml",
        {
            NEW: {"type": "string", "example": 63456415674545680000},
            "/paths/~1books/get/operationId": "get",
        },
    )
    result = run("lint", "it.yaml", "--format", "overlay")
    assert result.exit_code == 1
    assert "remove: true" in result.stdout
    assert result.stderr.splitlines() == [
        f"it.yaml#{NEW}/example: to ask: what are the true digits of 63456415674545680000?",
        "it.yaml: 1 finding that no overlay action can be proposed for",
    ]


def test_lost_digits_are_looked_for_in_the_descriptions_that_are_known() -> None:
    put("it.yaml", {NEW: {"type": "string", "example": 63456415674545680000}})
    put("earlier.yaml", {NEW: {"type": "string", "example": "63456415674545679874"}})
    result = run("lint", "it.yaml", "--format", "overlay", "--known", "earlier.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    Path("repairs.yaml").write_text(result.stdout, "utf-8")
    run("patch", "it.yaml", "repairs.yaml", "-o", "mended.yaml")
    assert load(Path("mended.yaml")) == edited({NEW: {"type": "string", "example": "63456415674545679874"}})
