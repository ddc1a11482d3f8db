"""Clients of both vendors and both kinds, in front of a script."""

from __future__ import annotations

from typing import Any

import kco
import pytest

from .introspection import PREFIXES, VENDORS
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


@pytest.fixture
def client_class(vendor: str, mode: str) -> Any:
    """The class of that client."""
    return getattr(kco, ("" if mode == "sync" else "Async") + vendor.title())


@pytest.fixture
def prefix(vendor: str) -> str:
    """What the vendor's keys begin with."""
    return PREFIXES[vendor]


@pytest.fixture
def other(vendor: str) -> str:
    """What the other vendor's keys begin with."""
    return next(PREFIXES[name] for name in VENDORS if name != vendor)


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for vendor in VENDORS:
        for name in ("API_KEY", "USERNAME", "ENVIRONMENT", "REGION"):
            monkeypatch.delenv(f"{vendor.upper()}_{name}", raising=False)
