"""`check` fails on a public name that changed without a word in the changelog, and says which one."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.__main__ import app
from tests.generator.project import Project, make_library

SURFACE = """
[tool.kco.surface]
file = "out/api-surface.txt"
released = "out/api-surface.released.txt"
changelog = "CHANGELOG.md"
"""
PARTS = '''"""Lends books."""

from .client import ShelfClient
from .lend import lend

__version__ = "1.0"
__all__ = ["ShelfClient", "__version__", "lend"]
'''
LEND = '''"""Lends."""

__all__ = ["lend"]


def lend(book: str, *, days: int = 14) -> bool:
    """Lend a book."""
    return True
'''


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project as it was released; not to be changed."""
    project = make_library(tmp_path_factory.mktemp("surface") / "project")
    project.write("parts/__init__.py", PARTS)
    project.write("parts/lend.py", LEND)
    project.write("pyproject.toml", project.path("pyproject.toml").read_text("utf-8") + SURFACE)
    project.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.0\n\n- `lend` takes `days`.\n")
    assert project.run("generate").code == 0
    assert project.run("surface", "--released").code == 0
    return project


@pytest.fixture
def project(released: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    shutil.copytree(released.root, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path / "project")
    return Project(tmp_path / "project")


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def change(project: Project, entry: str = "") -> None:
    project.replace("parts/lend.py", "days: int = 14", "weeks: int = 2")
    if entry:
        project.replace("CHANGELOG.md", "## Unreleased\n", f"## Unreleased\n\n{entry}\n")


def test_what_is_as_it_was_released_needs_no_entry(project: Project) -> None:
    assert run("check").exit_code == 0
    project.replace("parts/lend.py", "Lend a book.", "Lend a book to a reader.")
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0


def test_a_change_without_an_entry_fails_by_name(project: Project) -> None:
    change(project)
    assert run("generate").exit_code == 0
    before = project.snapshot()
    result = run("check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "CHANGELOG.md: does not name below Unreleased these changes of the public surface since the last "
        "release: lending.lend (changed); write an entry with each name, its class or its parameter in "
        "backticks (python -m generator surface lists them)\n"
    )
    assert project.snapshot() == before


@pytest.mark.parametrize("entry", ["- `lend` counts in weeks.", "- `weeks=` instead of days."])
def test_an_entry_is_enough(entry: str, project: Project) -> None:
    change(project, entry)
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0


@pytest.mark.parametrize("entry", ["- Lending counts in weeks.", "- `borrow` is new."])
def test_an_entry_about_something_else_is_not(entry: str, project: Project) -> None:
    change(project, entry)
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 1


def test_an_entry_of_an_earlier_release_is_not(project: Project) -> None:
    project.replace("CHANGELOG.md", "`days`", "`weeks`")
    change(project)
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 1


def test_generating_again_does_not_satisfy_it(project: Project) -> None:
    change(project)
    for _ in range(2):
        assert run("generate").exit_code == 0
    assert run("check").exit_code == 1


def test_what_was_changed_back_needs_no_entry(project: Project) -> None:
    change(project)
    assert run("generate").exit_code == 0
    project.replace("parts/lend.py", "weeks: int = 2", "days: int = 14")
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0


def test_many_changes_are_counted(project: Project) -> None:
    project.replace("pyproject.toml", 'client = "Library"', 'client = "Lending"')
    project.replace("parts/__init__.py", "from .lend import lend", "from . import library as library")
    project.replace("parts/__init__.py", '"__version__", "lend"', '"__version__"')
    assert run("generate").exit_code == 0
    result = run("check")
    (line,) = result.stderr.splitlines()
    assert "lending.lend (removed)" in line or "more; write" in line
    assert " and " in line
    listing = run("surface")
    assert listing.exit_code == 0
    assert "- lending.lend: def (book: str, *, days: int = 14) -> bool" in listing.stdout.splitlines()
    assert "+ lending.library: module" in listing.stdout.splitlines()


def test_a_surface_that_was_edited_or_is_missing_is_told(project: Project) -> None:
    project.replace("out/api-surface.txt", "days: int = 14", "days: int = 15")
    line = "is not the public surface of the package that its source makes: run make generate"
    assert run("check").stderr == f"out/api-surface.txt: {line}\n"
    assert run("generate").stdout.startswith("out: ")
    assert run("check").exit_code == 0
    project.path("out/api-surface.txt").unlink()
    assert run("check").stderr == "out/api-surface.txt: missing: run make generate\n"


@pytest.mark.parametrize("name", ["out/api-surface.released.txt", "CHANGELOG.md"])
def test_what_has_to_be_there_is_asked_for(name: str, project: Project) -> None:
    project.path(name).unlink()
    assert run("check").stderr.startswith(f"{name}: missing: restore ")
    assert run("surface").exit_code == 1


def test_before_there_is_a_release_nobody_has_to_be_told(project: Project) -> None:
    project.path("out/api-surface.released.txt").unlink()
    project.path("CHANGELOG.md").unlink()
    assert run("check").exit_code == 0


def test_a_changelog_without_a_place_for_entries_is_told(project: Project) -> None:
    project.replace("CHANGELOG.md", "## Unreleased", "## 1.1")
    assert run("check").exit_code == 0, "nothing has changed that would have to be told"
    change(project)
    run("generate")
    assert "CHANGELOG.md: has no heading Unreleased to name" in run("check").stderr


def test_the_next_release_starts_anew(project: Project) -> None:
    change(project)
    assert run("generate").exit_code == 0
    assert run("surface", "--released").stdout.startswith("out/api-surface.released.txt: ")
    assert run("check").exit_code == 0
    assert run("surface").stdout.startswith("0 public names added, changed or removed")


def test_a_change_is_shown_with_what_it_was(project: Project) -> None:
    change(project)
    run("generate")
    assert run("surface").stdout.splitlines() == [
        "- lending.lend: def (book: str, *, days: int = 14) -> bool",
        "+ lending.lend: def (book: str, *, weeks: int = 2) -> bool",
        "1 public names added, changed or removed since the last release, 1 of them not named in CHANGELOG.md: "
        "lending.lend",
    ]


def test_a_project_without_a_surface_has_nothing_to_name(project: Project) -> None:
    project.replace("pyproject.toml", SURFACE, "")
    change(project)
    assert run("generate").exit_code == 0
    assert run("check").exit_code == 0
    assert run("surface").stderr == "pyproject.toml: has no table [tool.kco.surface]; add one\n"


def test_a_description_that_is_not_what_was_downloaded_is_told(project: Project) -> None:
    project.replace("pyproject.toml", "[tool.kco]\n", '[tool.kco]\ndownloads = "openapi/downloads.lock"\n')
    content = project.path("openapi/library.yaml").read_bytes()
    record = {
        "file": "openapi/library.yaml",
        "sha256": hashlib.sha256(content).hexdigest(),
        "address": "https://library.example/api.yaml",
        "date": "2026-11-20T06:30:00Z",
    }
    project.write("openapi/downloads.lock", json.dumps({"library": record}))
    assert run("check").exit_code == 0
    project.write("openapi/library.yaml", content + b"# mended\n")
    assert run("generate").exit_code == 0
    assert run("check").stderr == (
        "openapi/library.yaml: edited by hand since it was downloaded on 2026-11-20 from "
        "https://library.example/api.yaml: restore it, and correct it by an overlay\n"
    )
