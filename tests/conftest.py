"""Plugins of the whole suite: the contract matrix, which is drawn up by the process that reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.contract.covering import covering
from tests.contract.matrix_plugin import MatrixPlugin

__all__: list[str] = []

HERE = Path(__file__).parent


def _operations() -> Mapping[str, Iterable[str]]:
    # A description that cannot be patched must not keep the other tests from running.
    from tests.contract.descriptions import VENDORS, operations

    return {vendor: tuple(operations(vendor)) for vendor in VENDORS}


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, what counts for the matrix, and what draws it up."""
    config.addinivalue_line(
        "markers", "covers(*columns): the cells of the contract matrix that the test stands for"
    )
    covering(config)
    # The workers of pytest-xdist count, and send what they counted with their reports.
    if not hasattr(config, "workerinput"):
        file = config.rootpath / "build" / "contract.html"
        plugin = MatrixPlugin(config, folder=HERE / "contract", operations=_operations, file=file)
        config.pluginmanager.register(plugin, "contract-matrix")
