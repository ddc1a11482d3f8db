"""A sandbox of each vendor, and a shop that calls it."""

from __future__ import annotations

from typing import cast

import pytest
from kco.sandbox import Sandbox

from .calling import VENDORS, Caller, new_sandbox
from .shops import ASYNCHRONOUS, BLOCKING, TRIO, Style


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> str:
    """The name of a vendor; tests that take it, or what is made of it, run for both."""
    return str(request.param)


@pytest.fixture
def sandbox(vendor: str) -> Sandbox:
    """A sandbox of that vendor, with a clock that stands still."""
    return new_sandbox(vendor)


@pytest.fixture
def shop(sandbox: Sandbox) -> Caller:
    """A shop that calls the sandbox."""
    return Caller(sandbox)


@pytest.fixture
def kustom() -> Caller:
    """A shop at Kustom."""
    return Caller(new_sandbox("kustom"))


@pytest.fixture
def klarna() -> Caller:
    """A shop at Klarna."""
    return Caller(new_sandbox("klarna"))


@pytest.fixture(params=[BLOCKING, ASYNCHRONOUS, TRIO], ids=lambda style: style.name)
def style(request: pytest.FixtureRequest) -> Style:
    """The blocking client and the asynchronous one under asyncio and trio, one after the other."""
    return cast(Style, request.param)
