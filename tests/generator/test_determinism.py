"""The package is a pure function of what it is made from: of nothing about the machine or the run."""

from __future__ import annotations

from pathlib import Path

from tests.generator.project import Project, make_library


def contents(project: Project) -> dict[str, bytes]:
    return {
        name: content
        for name, (content, _) in project.snapshot().items()
        if name.startswith("out/") or name.endswith(".lock")
    }


def test_another_folder_and_another_hash_seed_give_the_same_bytes(
    generated_library: Project, tmp_path: Path
) -> None:
    other = make_library(tmp_path / "another place")
    assert other.run("generate", PYTHONHASHSEED="4711", TZ="Asia/Tokyo", LC_ALL="C").code == 0
    assert contents(other) == contents(generated_library)
    assert len(contents(other)) > 30


def test_a_second_run_changes_no_byte_and_no_time(library: Project) -> None:
    before = library.snapshot()
    ran = library.run("generate")
    assert (ran.code, ran.err) == (0, "")
    assert "as they were" in ran.out
    assert library.snapshot() == before


def test_nothing_of_the_machine_is_written_down(generated_library: Project) -> None:
    for name, content in contents(generated_library).items():
        assert str(generated_library.root).encode() not in content, name
        assert b"0x7f" not in content, name


def test_check_finds_nothing_and_changes_nothing(library: Project) -> None:
    before = library.snapshot()
    ran = library.run("check")
    assert (ran.code, ran.err) == (0, "")
    assert library.snapshot() == before


def test_what_python_leaves_behind_is_no_difference(library: Project) -> None:
    library.write("out/lending/__pycache__/client.cpython-311.pyc", b"\x00")
    library.write("parts/runtime/__pycache__/x.pyc", b"\x00")
    library.write("parts/.client.py.swp", b"\x00")
    assert library.run("check").code == 0


def test_every_generated_file_says_so(generated_library: Project) -> None:
    for path in generated_library.path("out/lending/library").glob("*.py"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first == (
            "# Generated from openapi/library.yaml and overlays/library by "
            '"make generate"; change those, not this.'
        )
