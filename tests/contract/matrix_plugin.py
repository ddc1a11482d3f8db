"""Prints the contract matrix at the end of a run, writes it as a page, and fails a run with a hole in it.

Works in the process that reports, with pytest-xdist and without. Nothing happens where no test stood for
a cell; a hole counts only where the whole folder ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from .covering import COLUMNS, PROPERTY
from .matrix import Cell, Matrix, Tally
from .matrix_page import page

__all__ = ["MatrixPlugin"]

_COLOURS: Mapping[str, dict[str, bool]] = {
    "failed": {"red": True, "bold": True},
    "passed": {"green": True},
    "skipped": {"yellow": True},
    "empty": {"red": True},
}
# Whoever asks for part of the tests gets part of the matrix.
_SELECTING = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "lf", "stepwise", "collectonly")


class MatrixPlugin:
    """Collects the reports of a run.

    Args:
        config: pytest's configuration.
        folder: the folder of the contract tests.
        operations: returns the operations that there are, by vendor.
        file: where to write the page.
    """

    def __init__(
        self,
        config: pytest.Config,
        *,
        folder: Path,
        operations: Callable[[], Mapping[str, Iterable[str]]],
        file: Path,
    ) -> None:
        self._config = config
        self._folder = folder
        self._operations = operations
        self._file = file
        self._tally = Tally()
        self._matrix: Matrix | None = None
        self._problems: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a phase of a test, in whichever process it ran."""
        noted: Any = dict(report.user_properties).get(PROPERTY)
        self._tally.add(report.nodeid, report.outcome, noted)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Draw up the matrix, write its page, and fail the run if there is a hole in it."""
        if not self._tally:
            return
        is_whole = self._is_whole(session)
        self._matrix = self._tally.matrix(self._operations(), COLUMNS, is_whole=is_whole)
        self._problems = list(_problems(self._matrix))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(page(self._matrix, self._problems), "utf-8")
        if self._problems and exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _is_whole(self, session: pytest.Session) -> bool:
        """Return whether every contract test was meant to run, and nothing cut the run short."""
        if session.shouldstop or session.shouldfail:
            return False
        if any(self._config.getoption(name, None) for name in _SELECTING):
            return False
        named = [(self._config.invocation_params.dir / text).resolve() for text in self._config.args]
        return any(self._folder.resolve().is_relative_to(path) for path in named)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Print the matrix."""
        if self._matrix is None:
            return
        terminalreporter.section("contract")
        for vendor, rows in self._matrix.rows.items():
            _print_rows(terminalreporter, vendor, rows, is_whole=self._matrix.is_whole)
        for problem in self._problems:
            terminalreporter.write_line(problem, red=True)
        self._print_totals(terminalreporter, self._matrix)

    def _print_totals(self, out: Any, matrix: Matrix) -> None:
        totals = matrix.totals
        shown = {state: count for state, count in totals.cells.items() if count}
        if not matrix.is_whole:
            shown.pop("empty", None)
        cells = ", ".join(f"{count} {state}" for state, count in shown.items())
        rows = sum(map(len, matrix.rows.values()))
        failed = bool(self._problems or totals.cells["failed"])
        file = self._file.relative_to(self._config.rootpath)
        out.write_line(
            f"contract: {rows} operations in {len(COLUMNS)} columns, cells: {cells}; "
            f"{_counted(totals.cases, 'case')} in {_counted(totals.tests, 'test')} passed; {file}",
            red=failed,
            green=not failed,
        )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _problems(matrix: Matrix) -> Iterable[str]:
    for vendor, name in matrix.strangers:
        yield f"{vendor} {name}: tests stand for it, but the description has no such operation"
    for vendor, name, columns in matrix.holes:
        yield f"{vendor} {name}: no test stands for it under {', '.join(columns)}; wire it there"


def _print_rows(out: Any, vendor: str, rows: Mapping[str, Mapping[str, Cell]], *, is_whole: bool) -> None:
    if not is_whole:
        rows = {name: cells for name, cells in rows.items() if any(cell.cases for cell in cells.values())}
    if not rows:
        return
    width = max(map(len, (*rows, vendor)))
    headings = "".join(f"  {column:>{max(7, len(column))}}" for column in COLUMNS)
    out.write_line(f"{vendor:<{width}}{headings}", bold=True)
    words = {"empty": "none" if is_whole else "-"}
    for name, cells in rows.items():
        out.write(f"{name:<{width}}")
        for column, cell in cells.items():
            shown = f"{cell.count}" if cell.state == "passed" else words.get(cell.state, cell.state)
            colour = {} if shown == "-" else _COLOURS[cell.state]
            out.write(f"  {shown:>{max(7, len(column))}}", **colour)
        out.write_line("")
    out.write_line("")
