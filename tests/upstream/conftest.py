"""A clone of a small project with a bare remote, a vendor that a server plays, and a GitHub that a script plays."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest
from typer.testing import CliRunner, Result

from generator.__main__ import app
from generator.upstream import BRANCH
from tests.generator.project import DESCRIPTION, REPOSITORY, make_library
from tests.transport.servers import Server, serving
from tests.upstream.download.vendor import Reply, ok, replies

FAKE_GH = Path(__file__).parent / "fake_gh.py"
SETTINGS = 'addresses = ["http://127.0.0.1:1/library.yaml"]\nbelow = "/v1"\n'


@attrs.define
class Clone:
    """The maintainer's clone, and what the world around it holds."""

    root: Path
    state: Path
    published: dict[str, Reply]

    def git(self, *arguments: str) -> str:
        ran = subprocess.run(["git", *arguments], cwd=self.root, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    def run(self) -> Result:
        result = CliRunner().invoke(app, ["upstream"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def publish(self, change: Callable[[bytes], bytes] | None = None, reply: Reply | None = None) -> bytes:
        """Let the vendor publish what is committed, with a change; or let it reply this."""
        content = (self.root / DESCRIPTION).read_bytes()
        content = change(content) if change is not None else content
        self.published["/library.yaml"] = ok(content) if reply is None else reply
        return content

    def github(self) -> Any:
        return json.loads(self.state.read_text("utf-8"))

    def change_github(self, **values: Any) -> None:
        self.state.write_text(json.dumps({**self.github(), **values}), "utf-8")

    @property
    def requests(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.github()["requests"]
        return found

    def branches(self) -> dict[str, str]:
        """Return the branches of the remote and their tips."""
        lines = self.git("ls-remote", "--heads", "origin").splitlines()
        return {line.split("\t")[1].removeprefix("refs/heads/"): line.split("\t")[0] for line in lines}

    def proposed(self, path: str) -> bytes:
        """Return a file as it is on the branch at the remote."""
        self.git("fetch", "--quiet", "origin", BRANCH)
        return subprocess.run(
            ["git", "show", f"FETCH_HEAD:{path}"], cwd=self.root, capture_output=True, check=True
        ).stdout

    def files(self) -> dict[str, bytes]:
        """Return everything in the clone but what git keeps for itself, and what git says of it."""
        found = {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in self.root.rglob("*")
            if path.is_file() and ".git" not in path.parts and "__pycache__" not in path.parts
        }
        said = (
            self.git("status", "--porcelain"),
            self.git("branch", "--list"),
            self.git("rev-parse", "HEAD"),
        )
        return {**found, "git": repr(said).encode(), "trees": self.git("worktree", "list").encode()}


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in git; not to be changed."""
    project = make_library(tmp_path_factory.mktemp("upstream") / "project")
    settings = project.path("pyproject.toml").read_text("utf-8") + SETTINGS
    project.write(
        "pyproject.toml",
        settings.replace("[tool.kco]\n", '[tool.kco]\ndownloads = "openapi/downloads.lock"\n', 1),
    )
    assert project.run("generate").code == 0
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "-qm", "First"],
    ):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@localhost", *command],
            cwd=project.root,
            check=True,
        )
    return project.root


@pytest.fixture
def real_report() -> None:
    """Have the comparison made as it is made; tests of branches and pull requests need no such thing."""


@pytest.fixture(autouse=True)
def quick_report(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "real_report" not in request.fixturenames:
        monkeypatch.setattr(import_module("generator.upstream.propose"), "_report", lambda _: "## Report\n")


@pytest.fixture
def clone(committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clone]:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "PYTHONPATH": str(REPOSITORY),
        "FAKE_GH_STATE": str(tmp_path / "github.json"),
        "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }.items():
        monkeypatch.setenv(name, value)
    state = tmp_path / "github.json"
    state.write_text('{"requests": [], "calls": [], "refuses": ""}')
    script = tmp_path / "bin" / "gh"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\n{FAKE_GH.read_text('utf-8')}")
    script.chmod(0o755)
    shutil.copytree(committed, tmp_path / "clone", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.chdir(tmp_path / "clone")
    with ExitStack() as stack:
        published: dict[str, Reply] = {}
        server: Server = stack.enter_context(serving(replies(published)))
        made = Clone(tmp_path / "clone", state, published)
        made.git("config", "user.name", "Ann")
        made.git("config", "user.email", "ann@localhost")
        settings = made.root / "pyproject.toml"
        settings.write_text(settings.read_text("utf-8").replace("http://127.0.0.1:1", server.url), "utf-8")
        made.git("commit", "-qam", "Ask here")
        subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
        made.git("remote", "add", "origin", str(tmp_path / "remote.git"))
        made.git("push", "-q", "origin", "main")
        made.publish()
        yield made
