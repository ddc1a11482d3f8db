"""Hand-written modules can be delivered beside the package, for what must not import it."""

from __future__ import annotations

import pytest

from tests.generator.project import Project

SETTING = 'parts = "parts"\n'
STALE_INPUT = "changed since the output was made: the output is stale; run make generate"


@pytest.fixture
def with_plugin(library: Project) -> Project:
    """The library's project with a module beside its package, generated."""
    library.write("beside/lending_plugin.py", '"""Know nothing of the package."""\n')
    library.replace("pyproject.toml", SETTING, f'{SETTING}beside = "beside"\n')
    assert library.run("generate").code == 0
    return library


def test_a_module_beside_the_package_is_laid_into_the_output_as_it_is(with_plugin: Project) -> None:
    assert sorted(path.name for path in with_plugin.path("out").iterdir()) == ["lending", "lending_plugin.py"]
    source = with_plugin.path("beside/lending_plugin.py").read_bytes()
    assert with_plugin.path("out/lending_plugin.py").read_bytes() == source
    assert with_plugin.run("check").code == 0


def test_a_change_of_it_makes_the_output_stale(with_plugin: Project) -> None:
    with_plugin.write("beside/lending_plugin.py", '"""Know more."""\n')
    ran = with_plugin.run("check")
    assert (ran.code, ran.err.splitlines()) == (
        1,
        [
            f"beside/lending_plugin.py: {STALE_INPUT}",
            "out/lending_plugin.py: stale: its source has changed",
        ],
    )


def test_an_edit_of_the_output_is_found(with_plugin: Project) -> None:
    with_plugin.write("out/lending_plugin.py", '"""Know less."""\n')
    ran = with_plugin.run("check")
    assert (ran.code, ran.err.splitlines()) == (
        1,
        ["out/lending_plugin.py: edited by hand: change its source and run make generate"],
    )


@pytest.mark.parametrize("name", ["lending.py", "lending/more.py"])
def test_it_cannot_take_the_place_of_the_package(name: str, with_plugin: Project) -> None:
    with_plugin.write(f"beside/{name}", "")
    before = with_plugin.snapshot()
    ran = with_plugin.run("generate")
    assert (ran.code, ran.first_error) == (1, f"beside/{name}: has the name of the package; rename it")
    assert with_plugin.snapshot() == before


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("besides", "besides: is not a folder with files; name another in pyproject.toml"),
        ("../beside", "pyproject.toml, [tool.kco], beside: must be a path below the project's root"),
        (
            "out",
            "pyproject.toml, [tool.kco], output: the output out is replaced as a whole, and out is in its way",
        ),
    ],
)
def test_a_folder_that_cannot_be_used_is_named(folder: str, said: str, with_plugin: Project) -> None:
    with_plugin.replace("pyproject.toml", 'beside = "beside"', f'beside = "{folder}"')
    ran = with_plugin.run("generate")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.first_error.startswith(said)
