"""A carrier of each kind, in an environment that names no proxy and no certificates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from .carriers import Asynchronous, Blocking, Carrier, InTrio
from .servers import CERTIFICATES, Script, Server, serving

_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget what this machine is set up for."""
    for name in (*_VARIABLES, *map(str.lower, _VARIABLES), "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the certificate of the tests' servers."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATES / "authority.pem"))


@pytest.fixture(params=[Blocking, Asynchronous, InTrio], ids=["sync", "asyncio", "trio"])
def carrying(request: pytest.FixtureRequest) -> Iterator[Callable[..., Carrier]]:
    """Make carriers of one kind with options of the transport; they are closed after the test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Carrier:
            carrier: Carrier = request.param(**options)
            stack.callback(carrier.close)
            return carrier

        yield make


@pytest.fixture
def carrier(carrying: Callable[..., Carrier]) -> Carrier:
    """A carrier of each kind; tests that take it run for both."""
    return carrying()


@pytest.fixture(params=[Asynchronous, InTrio], ids=["asyncio", "trio"])
def waiting(request: pytest.FixtureRequest) -> Iterator[Callable[..., Asynchronous]]:
    """Make asynchronous carriers of one kind with options of the transport; they are closed after the test."""
    with ExitStack() as stack:

        def make(**options: Any) -> Asynchronous:
            carrier: Asynchronous = request.param(**options)
            stack.callback(carrier.close)
            return carrier

        yield make


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers; they are stopped after the test."""
    with ExitStack() as stack:

        def start(script: Script, **options: Any) -> Server:
            return stack.enter_context(serving(script, **options))

        yield start
