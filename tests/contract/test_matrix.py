"""The matrix counts what ran and passed, and fails the run that leaves an operation without a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .covering import COLUMNS
from .matrix import Case, Cell, Tally
from .matrix_page import MEANINGS, page

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
CONFTEST = """
    from pathlib import Path
    import pytest
    from tests.contract.covering import covering
    from tests.contract.matrix_plugin import MatrixPlugin

    def pytest_configure(config):
        config.addinivalue_line("markers", "covers(*columns): cells")
        covering(config)
        if not hasattr(config, "workerinput"):
            root = config.rootpath
            made = MatrixPlugin(
                config,
                folder=root / "tests" / "contract",
                operations=lambda: {"acme": ("things.get", "things.create")},
                file=root / "build" / "contract.html",
            )
            config.pluginmanager.register(made)

    @pytest.fixture(scope="session")
    def covers(request):
        return covering(request.config)
"""
WHOLE = """
    import pytest
    COLUMNS = ["request", "response", "errors", "second reading", "prism", "sandbox"]

    @pytest.mark.parametrize("operation", ["things.get", "things.create"])
    @pytest.mark.parametrize("column", COLUMNS)
    def test_it(covers, operation, column):
        covers("acme", operation, column, 3)
        covers("acme", operation, column)
"""


class Project:
    """A project with contract tests and a matrix of two operations."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pytester = pytester
        # Nothing of the run that runs this may leak into the run inside it.
        monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        pytester.makepyprojecttoml("[tool.pytest.ini_options]\ntestpaths = ['tests']\n")
        pytester.makeconftest(CONFTEST)
        self.folder = pytester.mkdir("tests") / "contract"
        self.folder.mkdir()

    def write(self, name: str, text: str) -> None:
        """Write a module of tests."""
        lines = [line.removeprefix("    ") for line in text.splitlines()]
        (self.folder / name).write_text("\n".join(lines), "utf-8")

    def run(self, *arguments: str) -> pytest.RunResult:
        """Run pytest; the workers of xdist need a process that they can copy."""
        run = self.pytester.runpytest_subprocess if "-n" in arguments else self.pytester.runpytest_inprocess
        return run("-p", "no:cacheprovider", *arguments)

    @property
    def page(self) -> Path:
        """Where the page is written."""
        return self.pytester.path / "build" / "contract.html"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose tests cover everything."""
    made = Project(pytester, monkeypatch)
    made.write("test_whole.py", WHOLE)
    return made


@pytest.mark.parametrize("processes", [[], ["-n", "2"]], ids=["one process", "xdist"])
def test_a_whole_run_prints_every_cell_with_what_passed(project: Project, processes: list[str]) -> None:
    result = project.run(*processes)
    assert result.ret == 0
    result.stdout.re_match_lines(
        [
            r"acme +request +response +errors +second reading +prism +sandbox$",
            r"things\.get( +4){6}$",
            r"things\.create( +4){6}$",
            r"contract: 2 operations in 6 columns, cells: 12 passed; 48 cases in 12 tests passed; ",
        ]
    )
    assert "::test_it[request-things.get]" in project.page.read_text("utf-8")


@pytest.mark.parametrize("processes", [[], ["-n", "2"]], ids=["one process", "xdist"])
def test_an_operation_without_a_test_turns_a_whole_run_red_by_its_name(
    project: Project, processes: list[str]
) -> None:
    project.write("test_whole.py", WHOLE.replace('"prism", "sandbox"]', '"sandbox"]'))
    project.write("test_prism.py", "def test_prism(covers):\n        covers('acme', 'things.get', 'prism')\n")
    result = project.run(*processes)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.re_match_lines(
        [
            r"things\.create +4 +4 +4 +4 +none +4$",
            r"acme things\.create: no test stands for it under prism; wire it there$",
            r"contract: .* cells: 11 passed, 1 empty; ",
        ]
    )
    assert "acme things.create: no test" in project.page.read_text("utf-8")


@pytest.mark.parametrize(
    "selection",
    [
        ["-k", "request"],
        ["tests/contract/test_whole.py"],
        ["-x", "tests"],
        ["tests/contract/", "-m", "covers"],
    ],
    ids=" ".join,
)
def test_part_of_the_tests_may_leave_holes(project: Project, selection: list[str]) -> None:
    first = "@pytest.mark.covers('request')\n" if "-m" in selection else ""
    failing = "    def test_fails(): assert False\n" if "-x" in selection else ""
    project.write(
        "test_whole.py",
        f"""
    import pytest
    {first}
    @pytest.mark.parametrize("operation", ["things.get"])
    @pytest.mark.parametrize("vendor", ["acme"])
    def test_request(covers, vendor, operation):
        covers("acme", operation, "request")
{failing}""",
    )
    result = project.run(*selection)
    assert result.ret == (1 if "-x" in selection else 0)
    result.stdout.re_match_lines(
        [r"things\.get +1( +-){5}$", r"contract: .* cells: 1 passed; 1 case in 1 test passed"]
    )
    result.stdout.no_re_match_line(".*wire it there")


@pytest.mark.parametrize("arguments", [[], ["tests"], ["tests/contract"], ["."]], ids=" ".join)
def test_every_way_to_ask_for_the_whole_folder_is_one(project: Project, arguments: list[str]) -> None:
    project.write("test_whole.py", "def test_a(covers):\n        covers('acme', 'things.get', 'request')\n")
    result = project.run(*arguments)
    assert result.ret == 1
    result.stdout.re_match_lines([r"acme things\.create: no test stands for it under request, response"])


def test_a_failed_and_a_skipped_cell_are_shown_as_such(project: Project) -> None:
    project.write(
        "test_more.py",
        """
    import pytest

    @pytest.fixture
    def prism():
        pytest.skip("needs Node")

    @pytest.mark.covers("prism")
    @pytest.mark.parametrize("operation", ["things.get"])
    @pytest.mark.parametrize("vendor", ["acme"])
    def test_skipped(vendor, operation, prism, covers):
        covers(vendor, operation, "prism", 9)

    def test_failed(covers):
        covers("acme", "things.get", "request", 5)
        assert False

    @pytest.fixture
    def breaks():
        yield
        raise RuntimeError("at the end")

    def test_broken_at_the_end(covers, breaks):
        covers("acme", "things.create", "errors", 5)
    """,
    )
    project.write("test_whole.py", WHOLE.replace('"prism", ', ""))
    result = project.run("tests/contract/test_more.py")
    assert result.ret == 1
    result.stdout.re_match_lines(
        [
            r"things\.get +failed +- +- +- +skipped +-$",
            r"things\.create +- +- +failed +- +- +-$",
            r"contract: .* cells: 2 failed, 1 skipped; 0 cases in 0 tests passed; ",
        ]
    )


def test_a_test_for_an_operation_that_does_not_exist_fails_the_run(project: Project) -> None:
    project.write("test_more.py", "def test_a(covers):\n        covers('acme', 'things.gte', 'request')\n")
    result = project.run("tests/contract/test_more.py")
    assert result.ret == 1
    result.stdout.re_match_lines([r"acme things\.gte: tests stand for it, but the description has no such"])


def test_a_column_that_does_not_exist_fails_the_test(project: Project) -> None:
    project.write("test_more.py", "def test_a(covers):\n        covers('acme', 'things.get', 'requests')\n")
    result = project.run("tests/contract/test_more.py")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*the matrix has no column 'requests', only request, response, *"])


def test_a_marker_on_a_test_without_an_operation_is_an_error(project: Project) -> None:
    project.write(
        "test_more.py", "import pytest\n    @pytest.mark.covers('prism')\n    def test_a():\n        pass\n"
    )
    result = project.run("tests/contract/test_more.py")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*the marker covers needs the parameters vendor and operation*"])


def test_nothing_is_printed_where_no_contract_test_ran(project: Project) -> None:
    project.write("test_whole.py", "def test_a():\n        pass\n")
    result = project.run()
    assert result.ret == 0
    result.stdout.no_re_match_line("contract: ")
    assert not project.page.exists()


# --- The values ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcomes", "state", "count"),
    [
        ([], "empty", 0),
        (["passed"], "passed", 10),
        (["skipped"], "skipped", 0),
        (["passed", "skipped"], "passed", 10),
        (["passed", "failed", "passed"], "failed", 20),
    ],
)
def test_a_cell_is_as_good_as_its_worst_test(outcomes: list[str], state: str, count: int) -> None:
    cell = Cell(tuple(Case(f"test_{index}", outcome, 10) for index, outcome in enumerate(outcomes)))
    assert (cell.state, cell.count) == (state, count)


def test_a_test_counts_once_however_many_phases_are_reported() -> None:
    tally = Tally()
    noted = {"acme": {"things.get": {"request": 0}}}
    for outcome in ("passed", "passed", "passed"):
        tally.add("test_a", outcome, noted)
    matrix = tally.matrix({"acme": ["things.get"]}, COLUMNS)
    cell = matrix.rows["acme"]["things.get"]["request"]
    assert cell == Cell((Case("test_a", "passed", 1),))
    assert (matrix.totals.cases, matrix.totals.tests) == (1, 1)


def test_the_page_shows_what_is_hostile_as_text() -> None:
    tally = Tally()
    tally.add("tests/test_a.py::test[<script>alert(1)</script>]", "passed", {"<b>": {"<i>": {"request": 1}}})
    text = page(tally.matrix({"<b>": ["<i>"]}, COLUMNS), ["<u>problem"])
    assert "<script>" not in text
    assert not re.search("<[biu]>", text)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_needs_nothing_from_elsewhere_and_explains_every_column() -> None:
    text = page(Tally().matrix({"acme": ["things.get"]}, COLUMNS), [])
    assert not re.search(r"""(src|href)=|url\(|@import|<script""", text)
    assert set(MEANINGS) == set(COLUMNS)
    assert all(meaning in text for meaning in MEANINGS.values())
