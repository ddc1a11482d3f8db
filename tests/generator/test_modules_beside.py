"""Hand-written modules can be delivered beside the package, for what must not import it."""

from __future__ import annotations

import pytest

from tests.generator.project import Project

SETTING = 'parts = "parts"\n'
STALE_INPUT = "changed since the output was made: the output is stale; run make generate"


@pytest.fixture
def with_plugin(library: Project) -> Project:
    """The library's project with a module beside its package, generated."""
    library.write("parts/plugin.py", '"""Know nothing of the package."""\n')
    library.replace("pyproject.toml", SETTING, f'{SETTING}beside = {{ plugin = "lending_plugin" }}\n')
    assert library.run("generate").code == 0
    return library


def test_a_module_beside_the_package_is_copied_into_the_output_alone(with_plugin: Project) -> None:
    names = sorted(path.name for path in with_plugin.path("out").iterdir())
    assert names == ["lending", "lending.lock", "lending_plugin.py"]
    assert with_plugin.path("out/lending_plugin.py").read_text() == (
        '# Copied from parts/plugin.py by "make generate"; change that, not this.\n'
        '"""Know nothing of the package."""\n'
    )
    assert not with_plugin.path("out/lending/plugin.py").exists()
    assert with_plugin.run("check").code == 0


def test_a_change_of_it_makes_the_output_stale(with_plugin: Project) -> None:
    with_plugin.write("parts/plugin.py", '"""Know more."""\n')
    ran = with_plugin.run("check")
    assert (ran.code, ran.err.splitlines()) == (
        1,
        [
            f"parts/plugin.py: {STALE_INPUT}",
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


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('{ plugin = "lending" }', "pyproject.toml, [tool.kco], beside: lending is the package's own name"),
        ('{ plugins = "lending_plugin" }', "parts/plugins.py: is not there; mend beside in pyproject.toml"),
        ('{ plugin = "../plugin" }', "pyproject.toml, [tool.kco], beside: must be a Python name"),
        ('"plugin"', "pyproject.toml, [tool.kco], beside: must be a table of module names"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(setting: str, said: str, with_plugin: Project) -> None:
    with_plugin.replace("pyproject.toml", '{ plugin = "lending_plugin" }', setting)
    before = with_plugin.snapshot()
    ran = with_plugin.run("generate")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.first_error.startswith(said)
    assert with_plugin.snapshot() == before
