"""The plugin is loaded into every test run of everybody who has kco installed, so it has to be no burden."""

from __future__ import annotations

import shutil

import pytest

from .conftest import OUTPUT, Suite

pytest_plugins = ["pytester"]


def test_a_suite_that_does_not_use_kco_does_not_import_it(suite: Suite) -> None:
    result = suite(
        """
        import sys

        import pytest


        @pytest.mark.kco_production
        def test_nothing_of_it_is_there():
            names = {name.partition(".")[0] for name in sys.modules}
            assert "pytest_kco" in names
            assert not names & {"kco", "httpx", "httpcore", "attrs", "attr", "dateutil"}
        """
    )
    result.assert_outcomes(passed=1)


def test_pytest_starts_and_other_tests_run_while_kco_is_broken(
    suite: Suite, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = pytester.mkdir("broken")
    shutil.copy(OUTPUT / "pytest_kco.py", broken)
    (broken / "kco").mkdir()
    (broken / "kco" / "__init__.py").write_text("def broken(:\n")
    monkeypatch.setenv("PYTHONPATH", str(broken))

    result = suite(
        """
        def test_other():
            pass


        def test_shop(kco_client):
            pass
        """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*SyntaxError*"])


def test_marks_fixtures_and_the_setting_are_explained(suite: Suite) -> None:
    said = "\n".join(
        suite("def test_nothing(): pass", option).stdout.str()
        for option in ("--markers", "--fixtures", "--help")
    )

    for name in (
        "@pytest.mark.kco(vendor): ",
        "@pytest.mark.kco_production: ",
        "\nkco_vendor -- ",
        "\nkco_sandbox -- ",
        "\nkco_client -- ",
        "\nkco_async_client -- ",
        "\n  kco_vendor (string): ",
    ):
        assert name in said
