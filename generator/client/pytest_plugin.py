"""The pytest plugin of kco: a sandbox and clients as fixtures, and no call to production by accident.

Where kco is installed, pytest loads this into every test run. So it is a module of its own beside the package
and imports kco only inside its fixtures: pytest starts as fast as before, measures the coverage of modules that
are imported later, and starts even while kco is broken.

For the same reason it does not call kco. It knows whether the running test may call production, and every
client asks it before a call (see ``kco.environments``).
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Coroutine, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from kco.klarna.client import AsyncKlarna, Klarna
    from kco.kustom.client import AsyncKustom, Kustom
    from kco.sandbox import Sandbox

__all__ = ["is_production_allowed", "kco_async_client", "kco_client", "kco_sandbox", "kco_vendor"]

_MARKERS = (
    'kco(vendor): whose rules the test\'s kco_sandbox applies, "kustom" or "klarna".',
    "kco_production: the test means to call a vendor's production; without this mark kco refuses to.",
)

_SANDBOX: pytest.StashKey[Any] = pytest.StashKey()

# For each session of pytest in this process, the innermost last, whether its running test may call
# production. A plain value, not one for each thread: a test's threads may do what the test may.
_sessions: list[bool] = []
# Before the first session begins, conftest.py files are imported, and may call nothing either.
_has_begun = False


def is_production_allowed() -> bool:
    """Return whether clients may call production now: in a marked test, and when the tests are over."""
    return _sessions[-1] if _sessions else _has_begun


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings ``kco_vendor`` and ``kco_strict_lines``."""
    parser.addini("kco_vendor", 'whose rules kco_sandbox applies, "kustom" or "klarna"', default="kustom")
    told = "whether kco_sandbox refuses order lines that do not fit, as Sandbox(strict_lines=True) does"
    parser.addini("kco_strict_lines", told, type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers, and refuse calls to production until the session is over."""
    global _has_begun
    for marker in _MARKERS:
        config.addinivalue_line("markers", marker)
    _has_begun = True
    _sessions.append(False)
    # Not pytest_unconfigure, which is called even where an earlier plugin's pytest_configure has failed.
    config.add_cleanup(_leave)


def _leave() -> None:
    _sessions.pop()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let a marked test call production, the fixtures that it sets up and tears down included."""
    _sessions[-1] = item.get_closest_marker("kco_production") is not None
    try:
        return (yield)
    finally:
        _sessions[-1] = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test that passed although it has set a fault that was not used.

    Such a test has not tested what it is about. A fault of several times was used if it occurred once, since
    the client decides how often it retries.
    """
    result = yield
    unused = getattr(_sandbox_of(item), "unused_faults", ())
    if unused:
        faults = ", ".join(map(str, unused))
        pytest.fail(
            f"kco_sandbox: unused faults: {faults}; pass optional=True to a fault that may go unused",
            pytrace=False,
        )
    return result


def _sandbox_of(item: pytest.Item) -> Any:
    # The test's own, or one that takes its place; a fixture that a test asks for by name is in the stash.
    asked_for = getattr(item, "funcargs", {}).get("kco_sandbox")
    return item.stash.get(_SANDBOX, None) if asked_for is None else asked_for


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Show what the sandbox received below the failure of a test that used it."""
    report: pytest.TestReport = yield
    journal = getattr(_sandbox_of(item), "journal", None)
    if report.failed and journal is not None:
        report.sections.append(("kco_sandbox.journal", str(journal) or "no request was received"))
    return report


@pytest.fixture
def kco_vendor(request: pytest.FixtureRequest) -> str:
    """Whose rules apply: the one that ``@pytest.mark.kco`` names, or else the setting ``kco_vendor``.

    ``@pytest.mark.parametrize("kco_vendor", ["kustom", "klarna"])`` runs a test for both.
    """
    marker = request.node.get_closest_marker("kco")
    if marker is None:
        return str(request.config.getini("kco_vendor"))
    if marker.args or set(marker.kwargs) != {"vendor"}:
        pytest.fail(
            'pytest.mark.kco takes vendor="kustom" or vendor="klarna", and nothing else', pytrace=False
        )
    return str(marker.kwargs["vendor"])


@pytest.fixture
def kco_sandbox(request: pytest.FixtureRequest, kco_vendor: Any) -> Sandbox:
    """A sandbox of the test's own.

    Its ids differ from test to test, and are the same in every run of one. Its clock is the machine's, and
    goes ahead with ``kco_sandbox.advance(days=29)``. An unused fault fails the test, unless it was set with
    ``optional=True``. With the setting ``kco_strict_lines`` it refuses order lines that do not fit. Override
    this fixture for a sandbox with another clock; the clients below are made from it.
    """
    from kco.sandbox import Sandbox

    try:
        sandbox = Sandbox(
            kco_vendor,
            ids=_ids(request.node.nodeid),
            strict_lines=request.config.getini("kco_strict_lines"),
        )
    except ValueError as error:
        wrong = str(error)
    else:
        request.node.stash[_SANDBOX] = sandbox
        return sandbox
    pytest.fail(f"kco_vendor: {wrong}", pytrace=False)


def _ids(name: str) -> Callable[[], uuid.UUID]:
    numbers = itertools.count(1)
    return lambda: uuid.uuid5(uuid.NAMESPACE_URL, f"kco:{name}#{next(numbers)}")


@pytest.fixture
def kco_client(kco_sandbox: Sandbox) -> Iterator[Kustom | Klarna]:
    """A client of ``kco_sandbox`` with the default options, but that it does not wait before retries."""
    from kco import RetryPolicy

    with kco_sandbox.client(retries=RetryPolicy(first_delay=0)) as client:
        yield client


@pytest.fixture
def kco_async_client(kco_sandbox: Sandbox) -> Iterator[AsyncKustom | AsyncKlarna]:
    """The asynchronous twin of ``kco_client``; it is bound to no event loop, and no plugin for one is needed."""
    from kco import RetryPolicy

    client = kco_sandbox.async_client(retries=RetryPolicy(first_delay=0))
    yield client
    _run_without_a_loop(client.close())


def _run_without_a_loop(coroutine: Coroutine[Any, Any, None]) -> None:
    # A client of a sandbox in this process has no connection to close, so it has nothing to wait for,
    # and the loop of the test may be gone by now.
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("kco_async_client has something to wait for when it closes; close it in the test")
