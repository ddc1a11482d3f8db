"""A server of each vendor in this process, so that a test sees the sandbox behind it.

The servers go on from test to test, each of which begins with an empty sandbox.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import kco
import pytest
from kco.sandbox import Sandbox
from kco.sandbox.server import Server, new_sandbox
from kco.sandbox.vendors import VendorName

from .wire import ORDERS, Connection

VENDORS: tuple[VendorName, ...] = ("kustom", "klarna")


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, tuple[Sandbox, str]]]:
    """A sandbox of each vendor, and the address at which it is served."""
    with ExitStack() as running:
        sandboxes = {name: new_sandbox(name) for name in VENDORS}
        yield {
            name: (sandbox, running.enter_context(Server(sandbox)).url) for name, sandbox in sandboxes.items()
        }


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest) -> Any:
    """The name of a vendor; tests that take it, or what is made of it, run for both."""
    return request.param


@pytest.fixture
def sandbox(vendor: Any, servers: dict[str, tuple[Sandbox, str]]) -> Sandbox:
    """A sandbox as the server's program makes it, with nothing in it."""
    sandbox, _ = servers[vendor]
    sandbox.reset()
    return sandbox


@pytest.fixture
def url(vendor: Any, servers: dict[str, tuple[Sandbox, str]], sandbox: Sandbox) -> str:
    """The address of a server of that sandbox."""
    return servers[vendor][1]


@pytest.fixture
def credentials(sandbox: Sandbox) -> str:
    """The header that a shop identifies itself with."""
    return f"Authorization: Basic {sandbox.api_key}"


@pytest.fixture
def options(sandbox: Sandbox, url: str) -> dict[str, Any]:
    """What a client needs to reach that server instead of the vendor's playground."""
    region = {"region": "eu"} if sandbox.vendor == "klarna" else {}
    return {"api_key": sandbox.api_key, "base_url": url, "environment": "playground", **region}


@pytest.fixture
def client(sandbox: Sandbox, options: dict[str, Any]) -> Iterator[kco.Kustom | kco.Klarna]:
    """A real client of that server."""
    vendor_client: Any = {"kustom": kco.Kustom, "klarna": kco.Klarna}[sandbox.vendor]
    with vendor_client(**options) as opened:
        yield opened


@pytest.fixture
def order_id(sandbox: Sandbox) -> str:
    """An order of 10000."""
    return str(sandbox.add_order().order_id)


@pytest.fixture
def captures(order_id: str) -> str:
    """Where it is captured."""
    return f"{ORDERS}/{order_id}/captures"


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    """A connection to the server."""
    with Connection(url) as opened:
        yield opened
