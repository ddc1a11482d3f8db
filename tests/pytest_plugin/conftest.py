"""Runs test suites as users have them: in a pytest of their own, with this plugin and no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import TypeAlias

import pytest

OUTPUT = Path(__file__).parents[2] / "generated_client"

Suite: TypeAlias = Callable[..., pytest.RunResult]


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Suite:
    """Runs a test file with the plugin, strictly; files besides it are given by name."""
    # What else is installed here is no business of these suites; a wheel's own test loads the plugin
    # the way that users do.
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(OUTPUT))
    strict = ("--strict-markers", "--strict-config", "-W", "error", "-p", "no:cacheprovider")

    def run(tests: str, *options: str, ini: str = "", **files: str) -> pytest.RunResult:
        pytester.makepyfile(test_shop=dedent(tests), **{name: dedent(text) for name, text in files.items()})
        if ini:
            pytester.makeini(dedent(ini))
        return pytester.runpytest_subprocess("-p", "pytest_kco", *strict, *options)

    return run
