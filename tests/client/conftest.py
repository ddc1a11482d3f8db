"""Clients of both vendors and both kinds, in front of a script."""

from __future__ import annotations

import pytest

from .introspection import VENDORS
from .scripted import MODES, Desk


@pytest.fixture(scope="session", params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> str:
    """The name of a vendor; tests that take it, or what is made of it, run for both."""
    return str(request.param)


@pytest.fixture(scope="session", params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    """Which kind of client; tests that take it, or what is made of it, run for both."""
    return str(request.param)


@pytest.fixture
def desk(vendor: str, mode: str) -> Desk:
    """A client in front of a script that answers 204 until it is told otherwise."""
    return Desk(vendor, mode)
