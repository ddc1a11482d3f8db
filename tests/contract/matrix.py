"""The contract matrix: which operation is covered by how many cases in which way, counted from what ran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import define, field, frozen

__all__ = ["Case", "Cell", "Matrix", "Tally", "Totals"]

Noted = Mapping[str, Mapping[str, Mapping[str, int]]]
"""Vendor → operation → column → cases, as a test notes it."""

_WORST_FIRST = ("failed", "skipped", "passed")


@frozen
class Case:
    """One test that stands for a cell.

    Args:
        test: its node id.
        outcome: ``passed``, ``failed`` or ``skipped``.
        count: how many cases it tried: examples, bodies, answers; at least 1.
    """

    test: str
    outcome: str
    count: int


@frozen
class Cell:
    """One operation in one column."""

    cases: tuple[Case, ...] = ()

    @property
    def state(self) -> str:
        """``failed`` if a test failed, ``passed`` if one passed, else ``skipped`` or ``empty``."""
        found = {case.outcome for case in self.cases}
        return next((state for state in ("failed", "passed", "skipped") if state in found), "empty")

    @property
    def count(self) -> int:
        """How many cases ran and passed."""
        return sum(case.count for case in self.cases if case.outcome == "passed")


@frozen
class Totals:
    """The sums over a matrix.

    Args:
        cells: number of cells by their state.
        cases: how many cases ran and passed.
        tests: how many tests those were.
    """

    cells: Mapping[str, int]
    cases: int
    tests: int


@frozen
class Matrix:
    """The cells of every operation that there is.

    Args:
        columns: the columns in order.
        rows: vendor → operation → column → cell; every operation and every column is there.
        is_whole: whether every contract test was to run, so that an empty cell is a hole.
        strangers: vendor and operation of what tests counted for although there is no such operation.
    """

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, Mapping[str, Cell]]]
    is_whole: bool = True
    strangers: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> Iterator[Cell]:
        """Every cell."""
        return (cell for rows in self.rows.values() for columns in rows.values() for cell in columns.values())

    @property
    def totals(self) -> Totals:
        """The sums."""
        states = dict.fromkeys(("passed", "failed", "skipped", "empty"), 0)
        tests: set[str] = set()
        for cell in self.cells:
            states[cell.state] += 1
            tests.update(case.test for case in cell.cases if case.outcome == "passed")
        return Totals(states, sum(cell.count for cell in self.cells), len(tests))

    @property
    def holes(self) -> Iterator[tuple[str, str, Sequence[str]]]:
        """Every operation that has an empty cell in a whole run, with the columns of those."""
        if not self.is_whole:
            return
        for vendor, rows in self.rows.items():
            for operation, cells in rows.items():
                empty = [column for column, cell in cells.items() if cell.state == "empty"]
                if empty:
                    yield vendor, operation, empty


@define
class _Ran:
    """What became of a test over its phases."""

    outcome: str = "passed"
    noted: Noted = field(factory=dict)


class Tally:
    """Collects what is reported of each phase of each test."""

    def __init__(self) -> None:
        self._tests: dict[str, _Ran] = {}

    def add(self, test: str, outcome: str, noted: Noted | None) -> None:
        """Take note of a phase: set-up, call or tear-down.

        Args:
            test: the node id.
            outcome: of the phase.
            noted: the cells the test stands for, as far as it has got.
        """
        ran = self._tests.setdefault(test, _Ran())
        ran.outcome = min(ran.outcome, outcome, key=_WORST_FIRST.index)
        ran.noted = noted or ran.noted

    def __bool__(self) -> bool:
        return any(ran.noted for ran in self._tests.values())

    def matrix(
        self, operations: Mapping[str, Iterable[str]], columns: Iterable[str], *, is_whole: bool = True
    ) -> Matrix:
        """Return the matrix.

        Args:
            operations: the operations that there are, by vendor.
            columns: the columns in order.
            is_whole: whether every contract test was to run.
        """
        found: dict[tuple[str, str, str], list[Case]] = {}
        for test, ran in sorted(self._tests.items()):
            for vendor, rows in ran.noted.items():
                for operation, noted in rows.items():
                    for column, count in noted.items():
                        case = Case(test, ran.outcome, max(1, count))
                        found.setdefault((vendor, operation, column), []).append(case)
        columns = tuple(columns)
        rows_of = {
            vendor: {
                name: {column: Cell(tuple(found.get((vendor, name, column), ()))) for column in columns}
                for name in names
            }
            for vendor, names in operations.items()
        }
        strangers = {(vendor, name) for vendor, name, _ in found if name not in rows_of.get(vendor, {})}
        return Matrix(columns, rows_of, is_whole, tuple(sorted(strangers)))
