"""Notes in the report of a test which cells of the contract matrix it stands for.

The notes travel as ``user_properties``, which pytest-xdist carries from its workers to the process that
prints the matrix.
"""

from __future__ import annotations

from typing import Any, Protocol

import pytest

__all__ = ["COLUMNS", "PROPERTY", "Covering", "Covers", "covering"]

COLUMNS = ("request", "response", "errors", "second reading", "prism", "sandbox")
PROPERTY = "contract"
_NAME = "contract-covering"


class Covers(Protocol):
    """Says that the running test stands for a cell of the matrix."""

    def __call__(self, vendor: str, operation: str, column: str, count: int = 1) -> None:
        """Count for a cell.

        Args:
            vendor: whose operation, e.g. ``kustom``.
            operation: the client's name of it, e.g. ``captures.create``.
            column: one of `COLUMNS`.
            count: how many cases ran: examples, bodies, answers.
        """


def _cells(item: pytest.Item) -> dict[str, dict[str, dict[str, int]]]:
    for name, value in item.user_properties:
        if name == PROPERTY:
            found: Any = value
            return found  # type: ignore[no-any-return]
    made: dict[str, dict[str, dict[str, int]]] = {}
    item.user_properties.append((PROPERTY, made))
    return made


def _note(item: pytest.Item, vendor: str, operation: str, column: str, count: int) -> None:
    if column not in COLUMNS:
        raise ValueError(f"the matrix has no column {column!r}, only {', '.join(COLUMNS)}")
    columns = _cells(item).setdefault(vendor, {}).setdefault(operation, {})
    columns[column] = columns.get(column, 0) + count


class Covering:
    """The plugin that knows which test is running, in the process that runs it."""

    def __init__(self) -> None:
        self._running: pytest.Item | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Remember the test, and note what its marker declares; a case is counted when there is one."""
        self._running = item
        item.user_properties[:] = [pair for pair in item.user_properties if pair[0] != PROPERTY]
        for marker in item.iter_markers("covers"):
            vendor, operation = _parametrised(item)
            for column in marker.args:
                _note(item, vendor, operation, column, 0)

    def covers(self, vendor: str, operation: str, column: str, count: int = 1) -> None:
        """Count for a cell, on behalf of the test that is running."""
        assert self._running is not None, "covers is for tests"
        _note(self._running, vendor, operation, column, count)


def _parametrised(item: pytest.Item) -> tuple[str, str]:
    params = getattr(getattr(item, "callspec", None), "params", {})
    operation = params.get("operation")
    vendor, name = getattr(operation, "vendor", params.get("vendor")), getattr(operation, "name", operation)
    if not isinstance(vendor, str) or not isinstance(name, str):
        raise pytest.UsageError(f"{item.nodeid}: the marker covers needs the parameters vendor and operation")
    return vendor, name


def covering(config: pytest.Config) -> Covers:
    """Return the function that counts for cells, registering what it needs."""
    plugin = config.pluginmanager.get_plugin(_NAME)
    if plugin is None:
        plugin = Covering()
        config.pluginmanager.register(plugin, _NAME)
    assert isinstance(plugin, Covering)
    return plugin.covers
