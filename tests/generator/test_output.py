"""Output is replaced whole or not at all, however the run ends."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.__main__ import app
from generator.output import read_files, replace_files, replace_output
from generator.problems import Problem
from tests.generator.project import DESCRIPTION, REPOSITORY, Project

OLD = {"kco/a.py": b"old a", "kco/b/c.py": b"old c", "kco/gone.py": b""}
NEW = {"kco/a.py": b"new a", "kco/b/c.py": b"old c", "kco/b/d.py": b"new d"}

# Everything by which files are made, filled, renamed and removed.
STEPS: list[tuple[Any, str]] = [
    (Path, "write_bytes"),
    (Path, "mkdir"),
    (Path, "rename"),
    (Path, "chmod"),
    (Path, "unlink"),
    (os, "replace"),
    (os, "chmod"),
    (os, "rmdir"),
    (os, "unlink"),
    (tempfile, "mkdtemp"),
    (tempfile, "mkstemp"),
]


class Place:
    """A folder with an output in it, and in that a lock."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "out"

    def make(self, files: dict[str, bytes], lock: bytes) -> bool:
        return replace_output(self.output, files | {"the.lock": lock})

    def state(self) -> tuple[dict[str, bytes], bytes]:
        files = read_files(self.output)
        return files, files.pop("the.lock")

    def names(self) -> list[str]:
        return sorted(path.name for path in self.root.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    made.make(OLD, b"old")
    return made


def interrupt(
    monkeypatch: pytest.MonkeyPatch, number: int, *, after: bool, error: BaseException
) -> list[int]:
    """Make the step of this number fail, before or after it is done; return a count of steps."""
    count = [0]

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **keywords: Any) -> Any:
            count[0] += 1
            mine = count[0] == number
            if mine and not after:
                raise error
            result = real(*arguments, **keywords)
            if mine:
                raise error
            return result

        return step

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, failing(getattr(owner, name)))
    return count


def test_new_output_takes_the_place_of_the_old(place: Place) -> None:
    assert place.make(NEW, b"new") is True
    assert place.state() == (NEW, b"new")
    assert place.names() == ["out"]


def test_equal_output_is_left_alone(place: Place) -> None:
    before = [path.stat().st_mtime_ns for path in sorted(place.root.rglob("*"))]
    assert place.make(OLD, b"old") is False
    assert [path.stat().st_mtime_ns for path in sorted(place.root.rglob("*"))] == before


def test_a_lock_alone_can_be_new(place: Place) -> None:
    assert place.make(OLD, b"new") is True
    assert place.state() == (OLD, b"new")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_an_interruption_at_any_step_leaves_the_old_or_the_new_whole(
    tmp_path: Path, after: bool, error: BaseException
) -> None:
    steps = 0
    for number in itertools.count():
        place = Place(tmp_path / str(number))
        place.root.mkdir()
        place.make(OLD, b"old")
        with pytest.MonkeyPatch.context() as patch:
            count = interrupt(patch, number, after=after, error=error)
            with suppress(KeyboardInterrupt, Problem):
                place.make(NEW, b"new")
        # Nothing fails at step 0: that run tells how many there are.
        steps = steps or count[0]
        if number > steps:
            break
        assert place.state() in ((OLD, b"old"), (NEW, b"new")), f"step {number} of {steps}"
        place.make(NEW, b"new")
        assert place.state() == (NEW, b"new")
        assert place.names() == ["out"]
    assert steps > 15, "the steps are counted"


@pytest.mark.parametrize("name", ["write_bytes", "rename"])
def test_an_interruption_before_the_end_leaves_the_old_and_nothing_beside_it(place: Place, name: str) -> None:
    real = getattr(Path, name)
    for number in (1, 2):
        count = 0

        def step(*arguments: Any, number: int = number) -> Any:
            nonlocal count
            count += 1
            if count == number:
                raise KeyboardInterrupt
            return real(*arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, name, step)
            with pytest.raises(KeyboardInterrupt):
                place.make(NEW, b"new")
        assert place.state() == (OLD, b"old")
        assert place.names() == ["out"]


def test_first_output_that_fails_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(Problem, match="out: cannot be written"):
        Place(tmp_path).make(NEW, b"new")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys, tempfile
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from generator.output import replace_output
number, count = int(sys.argv[3]), 0

def killing(real):
    def step(*arguments, **keywords):
        global count
        count += 1
        if count == number:
            os._exit(137)
        return real(*arguments, **keywords)
    return step

for owner, name in ((Path, "write_bytes"), (Path, "rename"), (os, "replace"), (os, "rmdir"), (os, "unlink")):
    setattr(owner, name, killing(getattr(owner, name)))
root = Path(sys.argv[2])
new = {"kco/a.py": b"new a", "kco/b/c.py": b"old c", "kco/b/d.py": b"new d", "the.lock": b"new"}
replace_output(root / "out", new)
"""


def test_the_run_after_a_killed_one_puts_things_right(tmp_path: Path) -> None:
    """Killed, a process cleans nothing up: the next one has to."""
    number, code, torn = 0, 137, 0
    while code == 137:
        number += 1
        place = Place(tmp_path / str(number))
        place.root.mkdir()
        place.make(OLD, b"old")
        arguments = [sys.executable, "-c", KILLED, str(REPOSITORY), str(place.root), str(number)]
        code = subprocess.run(arguments, check=False).returncode
        whole = [read_files(folder) for folder in place.root.iterdir() if folder.is_dir()]
        assert OLD | {"the.lock": b"old"} in whole or NEW | {"the.lock": b"new"} in whole, (
            f"killed at step {number}, all is lost"
        )
        torn += place.names() != ["out"]
        place.make(NEW, b"new")
        assert place.state() == (NEW, b"new")
        assert place.names() == ["out"]
    assert code == 0
    assert torn > 3


def test_leftovers_go_even_if_nothing_changes(place: Place) -> None:
    (place.root / ".out.old" / "kco").mkdir(parents=True)
    (place.root / ".out.abc123.new" / "kco").mkdir(parents=True)
    assert place.make(OLD, b"old") is False
    assert place.names() == ["out"]


def test_an_output_behind_a_link_stays_behind_it(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").symlink_to("elsewhere")
    place = Place(tmp_path)
    place.make(NEW, b"new")
    assert place.output.is_symlink()
    assert place.state() == (NEW, b"new")
    assert read_files(tmp_path / "elsewhere").keys() == {*NEW, "the.lock"}


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Problem):
        replace_files({tmp_path / "a": b"new", tmp_path / "file" / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    replace_files({tmp_path / "a": b"new", tmp_path / "deep" / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "deep" / "b").read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "deep", "file"]


def test_a_run_that_is_interrupted_anywhere_leaves_the_old_output(
    library: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.replace(DESCRIPTION, "summary: Look for books", "summary: Look for bowls")
    monkeypatch.chdir(library.root)
    before, names = library.snapshot(), library.names()
    for step in ("load_configuration", "generate_package", "make_lock", "lock_text", "replace_output"):

        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"generator.commands.generate.{step}", stop)
            ran = CliRunner().invoke(app, ["generate"])
        assert ran.exit_code != 0
        assert "Traceback" not in ran.output
        assert library.snapshot() == before
        assert library.names() == names
