"""Projects that several tests look at, each made once."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.generator.project import Project, make_library


@pytest.fixture(scope="session")
def generated_library(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The library's project with its output; not to be changed."""
    project = make_library(tmp_path_factory.mktemp("library") / "project")
    ran = project.run("generate", PYTHONHASHSEED="0")
    assert ran.code == 0, ran.err
    return project


@pytest.fixture
def library(generated_library: Project, tmp_path: Path) -> Project:
    """A copy of it that a test may change."""
    shutil.copytree(
        generated_library.root, tmp_path / "project", ignore=shutil.ignore_patterns("__pycache__")
    )
    return Project(tmp_path / "project")


@pytest.fixture(scope="session")
def type_check(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Runs mypy --strict on a folder that holds a package, and returns what it says."""
    cache = tmp_path_factory.mktemp("mypy")

    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "--no-error-summary"]

    def check(folder: Path) -> str:
        ran = subprocess.run(
            [*mypy, "--cache-dir", str(cache), "-p", "lending"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        return ran.stdout

    return check
