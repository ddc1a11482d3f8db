"""Stand-ins for the services, with the program in front of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from kco.environments import VENDORS
from kco.sandbox import Sandbox

from .standin import StandIn
from .trials import Trial, key_of

__all__: list[str] = []


@pytest.fixture(params=VENDORS)
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    """The program in front of a service that agrees with the sandbox, at each vendor."""
    vendor: Any = request.param
    with StandIn(Sandbox(vendor), api_key=key_of(vendor)) as service:
        yield Trial(vendor, service)


@pytest.fixture
def kustom() -> Iterator[Trial]:
    """The program in front of Kustom's stand-in."""
    with StandIn(Sandbox("kustom"), api_key=key_of("kustom")) as service:
        yield Trial("kustom", service)
