"""The mutation check itself: what it finds in a small project, and whether its faults fit this one."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from . import examples
from .__main__ import main
from .faults import all_faults
from .seeding import Edit, Fault, FaultError, copied, edited, remove, replace, seed
from .trying import BYTES, CONTRACT, is_there, try_fault

ROOT = Path(__file__).parents[2]
ANSWER = "tests/contract/test_answer.py"
PIPELINE = "tests/contract/test_pipeline.py"

# What this project is in large: a source, a generator, its output, and tests of all three.
FILES = {
    "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\naddopts = ["--import-mode=importlib"]\n',
    "source.txt": "answer = 42\nother = 7\n",
    "generator/__main__.py": """
import pathlib, sys
text = pathlib.Path("source.txt").read_text()
if "answer" not in text:
    sys.exit("source.txt: has no answer; give one")
pathlib.Path("generated_client/answer.py").write_text(text)
""",
    "generated_client/answer.py": "answer = 42\nother = 7\n",
    "tests/contract/test_pipeline.py": """
import pathlib

def test_the_source_can_be_used():
    assert "answer" in pathlib.Path("source.txt").read_text()

def test_the_package_is_what_the_pipeline_makes():
    made, source = pathlib.Path("generated_client/answer.py"), pathlib.Path("source.txt")
    assert made.read_text() == source.read_text()
""",
    "tests/contract/test_answer.py": """
from generated_client.answer import answer

def test_the_answer():
    assert answer == 42
""",
    "tests/mutations/examples.py": Path(examples.__file__).read_text("utf-8"),
    "tests/contract/test_prism.py": "raise AssertionError('needs Node')\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that passes its contract tests."""
    root = tmp_path / "project"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def fault(*edits: Edit, file: str = "source.txt", expected: str = ANSWER) -> Fault:
    return Fault(name="a fault", file=file, edits=edits, expected=expected)


def check(project: Path, *faults: Fault) -> tuple[int, list[str]]:
    printed = StringIO()
    code = main(project, faults, Console(file=printed, width=170), jobs=1)
    return code, printed.getvalue().splitlines()


# --- Seeding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ((replace("answer = 43", "x"),), "stands 0 times, not once: 'answer = 43'"),
        ((replace("= ", "x"),), "stands 2 times, not once: '= '"),
        ((replace("", "x"),), "stands 0 times, not once: ''"),
        ((replace("42", "42"),), "changes nothing"),
        ((replace("42", "43"), replace("43", "42")), "changes nothing"),
        ((), "changes nothing"),
    ],
)
def test_a_fault_that_does_not_fit_or_changes_nothing_is_an_error(
    project: Path, edits: tuple[Edit, ...], reason: str
) -> None:
    with pytest.raises(FaultError, match=re.escape(reason)):
        seed(fault(*edits), project)
    assert (project / "source.txt").read_text() == FILES["source.txt"]


def test_a_fault_in_a_file_that_is_not_there_is_an_error(project: Path) -> None:
    with pytest.raises(FaultError, match=r"there is no file lost\.txt"):
        seed(fault(remove(), file="lost.txt"), project)


def test_a_file_is_taken_away(project: Path) -> None:
    seed(fault(remove()), project)
    assert not (project / "source.txt").exists()


def test_a_copy_has_neither_what_is_made_nor_what_is_installed(project: Path, tmp_path: Path) -> None:
    for name in (".git/HEAD", ".venv/bin/python", "tests/contract/node_modules/prism/index.js"):
        (project / name).parent.mkdir(parents=True)
        (project / name).touch()
    copy = copied(project, tmp_path / "copy")
    assert {p.relative_to(copy).as_posix() for p in copy.rglob("*") if p.is_file()} == set(FILES)


# --- Trying ---------------------------------------------------------------------------------------


def test_a_fault_in_a_source_is_caught_in_the_package_that_is_made_of_it(
    project: Path, tmp_path: Path
) -> None:
    found = try_fault(fault(replace("42", "43")), project, tmp_path)
    assert (found.catcher, found.refusal, found.problem) == (f"{ANSWER}::test_the_answer", "", "")


def test_a_fault_in_the_package_is_caught_by_what_it_means_and_not_by_its_bytes(
    project: Path, tmp_path: Path
) -> None:
    harmless = fault(replace("other = 7", "other = 8"), file="generated_client/answer.py")
    assert try_fault(harmless, project, tmp_path).catcher is None
    wrong = fault(replace("42", "43"), file="generated_client/answer.py", expected=PIPELINE)
    assert try_fault(wrong, project, tmp_path).catcher == f"{ANSWER}::test_the_answer"


def test_a_refusal_of_the_generator_has_to_be_caught_by_a_test_too(project: Path, tmp_path: Path) -> None:
    found = try_fault(fault(replace("answer", "question")), project, tmp_path)
    assert found.refusal == "source.txt: has no answer; give one"
    assert found.catcher == f"{PIPELINE}::test_the_source_can_be_used"

    (project / PIPELINE).write_text("def test_nothing():\n    pass\n")
    found = try_fault(fault(replace("answer", "question")), project, tmp_path)
    assert (found.refusal, found.catcher) == ("source.txt: has no answer; give one", None)


def test_tests_that_cannot_be_imported_are_named(project: Path, tmp_path: Path) -> None:
    broken = fault(replace("answer = 42\n", ""), file="generated_client/answer.py")
    assert try_fault(broken, project, tmp_path).catcher == f"{ANSWER} (cannot be imported)"


def test_a_fault_in_a_file_that_is_copied_is_seeded_in_the_copy_without_a_run_of_the_generator(
    project: Path, tmp_path: Path
) -> None:
    (project / "generator/core.py").write_text("core = 42\n")
    (project / "generated_client/core.py").write_text("# Copied.\ncore = 42\n")
    (project / "generator/__main__.py").write_text("raise AssertionError('it was run')\n")
    (project / ANSWER).write_text(
        "from generated_client.core import core\n\ndef test_the_core():\n    assert core == 42\n"
    )
    copied_file = fault(replace("42", "43"), file="generator/core.py")
    found = try_fault(copied_file, project, tmp_path)
    assert (found.catcher, found.refusal, found.problem) == (f"{ANSWER}::test_the_core", "", "")

    (project / "generated_client/core.py").write_text("core = 42  # and more\n")
    assert try_fault(copied_file, project, tmp_path).refusal == "AssertionError: it was run"


def test_a_fault_in_a_file_of_which_a_twin_is_made_is_in_the_twin_too(project: Path, tmp_path: Path) -> None:
    (project / "generator/async_core.py").write_text("core = 42\n")
    (project / "generated_client/async_core.py").write_text("# Copied.\ncore = 42\n")
    (project / "generated_client/core.py").write_text(
        "# Made from generator/async_core.py by a person.\ncore = 42\n"
    )
    (project / "generator/__main__.py").write_text("raise AssertionError('it was run')\n")
    found = try_fault(fault(replace("42", "43"), file="generator/async_core.py"), project, tmp_path)
    assert found.refusal == "AssertionError: it was run"


def test_a_fault_may_name_a_test_elsewhere(project: Path, tmp_path: Path) -> None:
    elsewhere = project / "tests/delivery/test_delivery.py"
    elsewhere.parent.mkdir()
    elsewhere.write_text(
        "from generated_client.answer import other\n\nclass TestOther:\n"
        "    def test_the_other(self):\n        assert other == 7\n"
    )
    name = "tests/delivery/test_delivery.py::TestOther::test_the_other"
    found = try_fault(fault(replace("other = 7", "other = 8"), expected=name), project, tmp_path)
    assert (found.catcher, found.problem) == (name, "")


@pytest.mark.parametrize(
    "name",
    [
        "tests/contract/test_lost.py",
        f"{ANSWER}::test_the_answer",
        "tests/mutations/examples.py",
        "tests/delivery/test_lost.py::test_a",
    ],
)
def test_a_fault_that_names_tests_which_are_not_there_proves_nothing(
    project: Path, tmp_path: Path, name: str
) -> None:
    found = try_fault(fault(replace("42", "43"), expected=name), project, tmp_path)
    assert (found.catcher, found.problem) == (None, f"there are no tests {name}")


def test_a_fault_that_leaves_the_package_as_it_is_proves_nothing(project: Path, tmp_path: Path) -> None:
    harmless = fault(replace("import pathlib, sys", "import sys, pathlib"), file="generator/__main__.py")
    found = try_fault(harmless, project, tmp_path)
    assert found.problem == "the generator makes the same package as before"
    assert found.catcher is None


def test_a_project_is_left_as_it_is(project: Path, tmp_path: Path) -> None:
    try_fault(fault(replace("42", "43")), project, tmp_path)
    assert {name: (project / name).read_text() for name in FILES} == FILES


# --- The command ----------------------------------------------------------------------------------


def test_the_report_names_every_fault_and_its_catcher_and_counts_them(project: Path) -> None:
    caught = fault(replace("42", "43"))
    refused = Fault(name="no answer", file="source.txt", edits=(replace("answer", "x"),), expected=ANSWER)

    code, lines = check(project, caught, refused)

    assert code == 0
    assert any("a fault" in line and "test_answer.py::test_the_answer" in line for line in lines)
    assert any("no answer" in line and "since the generator refuses" in line for line in lines)
    assert "  no answer: source.txt: has no answer; give one" in lines
    assert lines[-1] == "mutations: 2 seeded, 2 caught"


def test_a_fault_that_survives_or_proves_nothing_is_reported_as_not_caught(project: Path) -> None:
    survivor = fault(replace("other = 7", "other = 8"))
    same = replace("import pathlib, sys", "import sys, pathlib")
    harmless = Fault(name="other order", file="generator/__main__.py", edits=(same,), expected=ANSWER)

    code, lines = check(project, survivor, harmless)

    assert code == 1
    assert any("a fault" in line and "NOT CAUGHT" in line for line in lines)
    assert any("NOT JUDGED: the generator makes the same package" in line for line in lines)
    assert lines[-1] == "mutations: 2 seeded, 0 caught"


def test_nothing_is_tried_where_a_fault_does_not_fit(project: Path) -> None:
    code, lines = check(project, fault(replace("42", "43")), fault(replace("43", "42")))

    assert code == 2
    assert lines == [
        "a fault: in source.txt stands 0 times, not once: '43'",
        "mutations: no fault was tried",
    ]


def test_nothing_is_tried_where_the_tests_fail_without_a_fault(project: Path) -> None:
    (project / ANSWER).write_text("def test_the_answer():\n    assert False\n")

    code, lines = check(project, fault(replace("42", "43")))

    assert code == 2
    assert lines[-1].endswith(f"this fails already: {ANSWER}::test_the_answer")


# --- The faults of this project -------------------------------------------------------------------


@pytest.mark.parametrize("seeded", all_faults(ROOT), ids=lambda seeded: seeded.name)
def test_a_fault_fits_this_project(seeded: Fault) -> None:
    edited(seeded, ROOT)
    assert is_there(ROOT, seeded.expected)


def test_the_faults_are_many_and_each_has_a_name_of_its_own() -> None:
    faults = all_faults(ROOT)
    assert len(faults) >= 30
    assert len({found.name for found in faults}) == len(faults)


def test_every_overlay_file_is_reverted_once() -> None:
    files = [found.file for found in all_faults(ROOT) if found.edits == (remove(),)]
    assert files == [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "overlays").glob("*/*"))]


def test_the_comparison_of_bytes_that_is_left_out_is_there() -> None:
    for name in BYTES:
        file, _, test = name.partition("::")
        assert file.startswith(CONTRACT)
        assert f"def {test}(" in (ROOT / file).read_text("utf-8")
