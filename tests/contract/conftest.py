"""What every contract test starts from: a vendor, its clients, and a place in the matrix.

``covers`` says which cell of the matrix a test stands for. Call it before anything that can fail, so
that a failure shows in the cell; it counts as often as it is called, also from inside a property:

    def test_a_body_is_sent(covers: Covers, operation: Described) -> None:
        covers(operation.vendor, operation.name, "request")

Where a test may be skipped before its body runs, the marker says the same: ``@pytest.mark.covers("prism")``
on a test that is parametrised with ``operation``, or with ``vendor`` and the name of an operation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .covering import Covers, covering
from .vendors import MODES, VENDORS

if TYPE_CHECKING:
    # Imported where they are used: while the pipeline is broken, the tests that say so must still run.
    from .calling import Desk

__all__: list[str] = []

# What they insist on is told with its values, as in a test.
pytest.register_assert_rewrite(
    *(f"{__package__}.{name}" for name in ("calling", "published_bodies", "readings", "wire"))
)


@pytest.fixture(scope="session")
def covers(request: pytest.FixtureRequest) -> Covers:
    """Say which cell of the contract matrix the running test stands for."""
    return covering(request.config)


@pytest.fixture(scope="session", params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> str:
    """The name of a vendor; tests that take it, or what is made of it, run for all."""
    return str(request.param)


@pytest.fixture(scope="session", params=MODES)
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The clients of all vendors in front of a service; tests that take it run blocking and asynchronous."""
    from .calling import Desk

    with Desk(request.param) as opened:
        yield opened
