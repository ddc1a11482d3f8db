"""A project in a repository of its own, with everything committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from typer.testing import CliRunner, Result

from generator.__main__ import app
from generator.documents import dump, load
from tests.generator.project import DESCRIPTION, Project, make_library

PARTS = '''"""Lends books."""

from . import library as library

__version__ = "1.4.2"
__all__ = ["__version__"]
'''
IDENTITY = (
    "-c",
    "user.name=Someone",
    "-c",
    "user.email=someone@library.example",
    "-c",
    "commit.gpgsign=false",
)


@attrs.frozen
class Repository:
    """A project in a clone; the tests run in its folder."""

    project: Project

    def git(self, *arguments: str) -> None:
        subprocess.run(
            ("git", *IDENTITY, *arguments), cwd=self.project.root, check=True, capture_output=True, text=True
        )

    def edit(self, change: Callable[[Any], None], name: str = DESCRIPTION) -> None:
        """Change a document of the project in place, as a vendor or a maintainer would."""
        self.project.edit(change, name)

    def changes(self, *arguments: str) -> Result:
        """Run the command in this process."""
        result = CliRunner().invoke(app, ["changes", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result


@pytest.fixture(scope="session")
def committed_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = make_library(tmp_path_factory.mktemp("committed") / "project")
    project.write("parts/__init__.py", PARTS)
    # Written as a tool would write it, so that an edit changes nothing else.
    project.write(DESCRIPTION, dump(load(project.path(DESCRIPTION)), DESCRIPTION))
    with pytest.MonkeyPatch.context() as patch:
        _without_surroundings(patch)
        repository = Repository(project)
        repository.git("init", "--quiet", "--initial-branch=main")
        repository.git("add", "--all")
        repository.git("commit", "--quiet", "--message=Lend books")
    return project.root


@pytest.fixture
def repository(committed_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    root = tmp_path / "project"
    shutil.copytree(committed_project, root)
    _without_surroundings(monkeypatch)
    monkeypatch.chdir(root)
    return Repository(Project(root))


def _without_surroundings(patch: pytest.MonkeyPatch) -> None:
    # A hook of git runs tests with the surrounding repository in the environment.
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        patch.delenv(name)
    patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
