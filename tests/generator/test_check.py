"""`check` says of every difference whose doing it is, names the file, and touches nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from generator.__main__ import app
from tests.generator.project import DESCRIPTION, OVERLAY, REPOSITORY, Project

MODULE = "out/lending/library/operations.py"


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[[Project], tuple[str, list[str]]]:
    """Runs `check`, and returns what it shows and what it says; it must find something."""

    def run(project: Project) -> tuple[str, list[str]]:
        monkeypatch.chdir(project.root)
        before = project.snapshot()
        ran = CliRunner().invoke(app, ["check"])
        assert ran.exit_code == 1, ran.output
        assert project.snapshot() == before, "check changes nothing"
        return ran.stdout, ran.stderr.splitlines()

    return run


Check = Callable[[Project], tuple[str, list[str]]]
STALE_INPUT = "changed since the output was made: the output is stale; run make generate"


def test_output_that_was_edited_is_named(library: Project, check: Check) -> None:
    library.replace(MODULE, 'path=("/books/", "/loans"),', 'path=("/boots/", "/loans"),')
    shown, said = check(library)
    assert said == [f"{MODULE}: edited by hand: change its source and run make generate"]
    assert '-    path=("/boots/", "/loans"),' in shown.splitlines()
    assert '+    path=("/books/", "/loans"),' in shown.splitlines()


def test_one_character_is_enough(library: Project, check: Check) -> None:
    path = library.path("out/lending/py.typed")
    path.write_bytes(b"\n")
    shown, said = check(library)
    assert said == ["out/lending/py.typed: edited by hand: change its source and run make generate"]
    assert "-" in shown.splitlines()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (lambda content: content.removesuffix(b"\n"), "(no newline at the end of the file)"),
        (lambda content: content.replace(b"\n", b"\r\n", 1), "\\r"),
        (lambda content: content + b"\x1b[2J", "\\x1b[2J"),
        (lambda content: content + b"\xff", "\\xff"),
    ],
)
def test_a_difference_that_terminals_hide_is_shown(
    change: Callable[[bytes], bytes], shown: str, library: Project, check: Check
) -> None:
    library.path(MODULE).write_bytes(change(library.path(MODULE).read_bytes()))
    diff, said = check(library)
    assert len(said) == 1
    assert shown in diff
    assert "\x1b" not in diff


def test_an_extra_file_is_named(library: Project, check: Check) -> None:
    library.write("out/lending/library/extra.py", "pass\n")
    library.write("out/notes.txt", "")
    assert check(library)[1] == [
        "out/lending/library/extra.py: extra: nothing makes this file",
        "out/notes.txt: extra: nothing makes this file",
    ]


def test_a_missing_file_is_named(library: Project, check: Check) -> None:
    library.path(MODULE).unlink()
    shown, said = check(library)
    assert said == [f"{MODULE}: missing: run make generate"]
    assert "--- /dev/null" in shown


def test_missing_output_is_named_file_by_file(library: Project, check: Check) -> None:
    shutil.rmtree(library.path("out"))
    shown, said = check(library)
    assert f"{MODULE}: missing: run make generate" in said
    assert all(line.endswith(": missing: run make generate") for line in said)
    assert "more lines of difference" in shown


def test_a_changed_description_makes_output_stale(library: Project, check: Check) -> None:
    library.replace(DESCRIPTION, "summary: Look for books", "summary: Look for bowls")
    shown, said = check(library)
    assert said == [
        f"{DESCRIPTION}: {STALE_INPUT}",
        "out/lending/library/books.py: stale: its source has changed",
        "out/lending/library/description.json: stale: its source has changed",
    ]
    assert '+        """Look for bowls.' in shown.splitlines()


def test_a_changed_overlay_makes_output_stale(library: Project, check: Check) -> None:
    library.replace(OVERLAY, "update: Emma", "update: Anne")
    assert check(library)[1] == [
        f"{OVERLAY}: {STALE_INPUT}",
        "out/lending/library/description.json: stale: its source has changed",
    ]


def test_a_new_and_a_removed_overlay_make_output_stale(library: Project, check: Check) -> None:
    library.path(OVERLAY).rename(library.path("overlays/library/11-texts.yaml"))
    assert check(library)[1] == [
        f"{OVERLAY}: removed since the output was made: the output is stale; run make generate",
        "overlays/library/11-texts.yaml: new since the output was made: the output is stale; run make generate",
    ]


@pytest.mark.parametrize("name", ["runtime/encoding.py", "client.py"])
def test_a_changed_hand_written_file_makes_output_stale(name: str, library: Project, check: Check) -> None:
    path = library.path(f"parts/{name}")
    path.write_bytes(path.read_bytes() + b"#\n")
    assert check(library)[1] == [
        f"parts/{name}: {STALE_INPUT}",
        f"out/lending/{name}: stale: its source has changed",
    ]


def test_a_removed_hand_written_file_leaves_its_output_stale(library: Project, check: Check) -> None:
    library.write("parts/more.py", "")
    assert library.run("generate").code == 0
    library.path("parts/more.py").unlink()
    assert check(library)[1] == [
        "parts/more.py: removed since the output was made: the output is stale; run make generate",
        "out/lending/more.py: stale: nothing makes this file any more",
    ]


def test_changed_settings_make_output_stale(library: Project, check: Check) -> None:
    library.replace("pyproject.toml", 'client = "Library"', 'client = "Lending"')
    said = check(library)[1]
    assert said[0] == f"pyproject.toml [tool.kco]: {STALE_INPUT}"
    assert "out/lending/library/client.py: stale: its source has changed" in said


def test_other_settings_of_the_project_do_not_matter(library: Project) -> None:
    library.replace("pyproject.toml", "[tool.kco]\n", "[tool.other]\nx = 1\n\n[tool.kco]\n")
    assert library.run("check").code == 0


def test_a_file_can_be_edited_and_stale_at_once(library: Project, check: Check) -> None:
    library.replace(DESCRIPTION, "summary: Look for books", "summary: Look for bowls")
    library.replace("out/lending/library/books.py", '"""Books of Library', '"""Boots of Library')
    said = check(library)[1]
    assert "out/lending/library/books.py: edited by hand: change its source and run make generate" in said
    assert "out/lending/library/books.py: stale: its source has changed" in said


def test_everything_is_said_at_once(library: Project, check: Check) -> None:
    library.replace(OVERLAY, "update: Emma", "update: Anne")
    library.write("out/lending/extra.py", "")
    library.path("out/lending/py.typed").unlink()
    library.replace(MODULE, 'path=("/books/", "/loans"),', 'path=("/boots/", "/loans"),')
    assert [line.partition(": ")[2].split(" ")[0].strip(":;") for line in check(library)[1]] == [
        "changed",
        "extra",
        "stale",
        "edited",
        "missing",
    ]


def test_an_edited_lock_is_blamed_instead_of_the_output(library: Project, check: Check) -> None:
    lock = json.loads(library.path("out/lending.lock").read_bytes())
    lock["output"]["lending/py.typed"] = "0" * 64
    library.write("out/lending.lock", json.dumps(lock, indent=1) + "\n")
    assert check(library)[1] == [
        "out/lending.lock: edited by hand: it is not what the inputs make; run make generate"
    ]


def test_a_lock_that_only_looks_different_is_edited_too(library: Project, check: Check) -> None:
    library.write("out/lending.lock", library.path("out/lending.lock").read_bytes() + b"\n")
    assert "out/lending.lock: edited by hand" in check(library)[1][0]


@pytest.mark.parametrize("content", [b"<<<<<<< HEAD\n{", b"[]", b"{}", b"\xff"])
def test_a_lock_that_cannot_be_read_is_said_to_be_edited(
    content: bytes, library: Project, check: Check
) -> None:
    library.write("out/lending.lock", content)
    assert check(library)[1][0].startswith("out/lending.lock: edited by hand: it cannot be read")


def test_a_missing_lock_is_named(library: Project, check: Check) -> None:
    library.path("out/lending.lock").unlink()
    assert check(library)[1] == ["out/lending.lock: missing: run make generate"]


def test_a_lock_that_was_left_behind_is_stale(library: Project, check: Check) -> None:
    lock = library.path("out/lending.lock").read_bytes()
    library.replace(DESCRIPTION, "summary: Look for books", "summary: Look for bowls")
    assert library.run("generate").code == 0
    library.write("out/lending.lock", lock)
    assert check(library)[1] == [f"{DESCRIPTION}: {STALE_INPUT}"]


def test_another_version_of_a_tool_makes_output_stale(
    library: Project, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.drift.lock.version", lambda _: "99.9")
    said = check(library)[1]
    assert any(line.startswith("ruff: is 99.9, the output was made with ") for line in said)


@pytest.fixture(scope="module")
def copy_of_ours(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Our own project with its generator, freshly generated."""
    root = tmp_path_factory.mktemp("ours")
    for name in ("generator", "openapi", "overlays"):
        shutil.copytree(REPOSITORY / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", root)
    project = Project(root)
    ran = project.run("generate", PYTHONPATH="")
    assert ran.code == 0, ran.err
    return project


def test_our_own_templates_runtime_and_parts_make_our_output_stale(copy_of_ours: Project) -> None:
    """The generator that runs is the copy's own, so its files can be changed."""
    assert copy_of_ours.run("check", PYTHONPATH="").code == 0
    changed = {
        "generator/rendering/templates/servers.py.jinja": ("by what", "by whom"),
        "generator/client/runtime/encoding.py": ("The mark for", "The sign for"),
        "generator/client/idempotency.py": ('"""', '"""We say: '),
        "generator/rendering/views.py": ("finished code", "ready code"),
    }
    for name, (old, new) in changed.items():
        text = copy_of_ours.path(name).read_text("utf-8")
        assert old in text, name
        copy_of_ours.write(name, text.replace(old, new, 1))
    ran = copy_of_ours.run("check", PYTHONPATH="")
    assert ran.code == 1
    said = ran.err.splitlines()
    assert [line for line in said if line.startswith("generator/")] == [
        f"{name}: {STALE_INPUT}" for name in sorted(changed)
    ]
    assert [line.partition(": ")[::2] for line in said if line.startswith("generated_client/")] == [
        ("generated_client/kco/idempotency.py", "stale: its source has changed"),
        ("generated_client/kco/klarna/servers.py", "stale: its source has changed"),
        ("generated_client/kco/kustom/servers.py", "stale: its source has changed"),
        ("generated_client/kco/runtime/encoding.py", "stale: its source has changed"),
    ]


def test_our_own_output_is_up_to_date() -> None:
    ran = Project(REPOSITORY).run("check", PYTHONPATH="")
    assert (ran.code, ran.err) == (0, "")


def test_the_name_of_a_file_cannot_command_a_terminal(library: Project, check: Check) -> None:
    library.write("out/lending/\u202egnitide", "")
    assert check(library)[1] == ["out/lending/ gnitide: extra: nothing makes this file"]
