"""Data flows one way, and the table of contracts in pyproject.toml says which: import-linter holds us to it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.generator.project import REPOSITORY


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    # In a process of its own: it imports the package of the folder that it is in.
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=root,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_keeps_to_the_contracts() -> None:
    ran = lint_imports(REPOSITORY)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("module", "imported", "broken"),
    [
        (
            "overlay/parsing.py",
            "from ..representation import represent",
            "imports only what stands before it",
        ),
        ("client/errors.py", "from ..problems import Problem", "imports only what stands before it"),
        ("problems.py", "from .client import errors", "runs where the package is broken"),
        ("client/runtime/messages.py", "from ..async_client import AsyncVendorClient", "no import circles"),
        ("markup.py", "def late():\n    from .commands import changes", "imports only what stands before it"),
    ],
    ids=["a later step", "the generator", "the package", "a circle", "inside a function"],
)
def test_an_import_against_them_is_named(module: str, imported: str, broken: str, tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "generator", tmp_path / "generator")
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    path = tmp_path / "generator" / module
    path.write_text(f"{path.read_text('utf-8')}\n\n{imported}\n", "utf-8")
    ran = lint_imports(tmp_path)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert [line for line in ran.stdout.splitlines() if broken in line and line.endswith("BROKEN")]


def test_the_runtime_knows_nothing_of_orders() -> None:
    graph = grimp.build_graph("generator", exclude_type_checking_imports=True)
    runtime = "generator.client.runtime"
    inside = {runtime} | graph.find_descendants(runtime)
    outside = {
        imported for module in inside for imported in graph.find_modules_directly_imported_by(module)
    } - inside
    # The version of the package, which is part of the User-Agent.
    assert outside <= {"generator.client"}
