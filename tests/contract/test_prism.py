"""Every operation of every client against Prism, a server that was made from the description alone."""

from __future__ import annotations

import asyncio
import inspect
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import kco
import pytest
from kco.runtime.models import CreatedModel, Model

from .asking_prism import ORDER, as_json, bodies_of, call, headers_of, heard_by_anyone, issues
from .calling import KEYS, MODES, argument
from .covering import Covers
from .descriptions import ROOT, VENDORS, Described, description, operations
from .prism import SECONDS, Missing, Prism, command
from .published_facts import ERRORS

Clients = dict[tuple[str, str], Any]

OWNER = """
import sys
from pathlib import Path
from tests.contract.descriptions import VENDORS, description
from tests.contract.prism import Prism
with Prism(description(VENDORS[0]), Path(sys.argv[1])) as prism:
    print(prism.url, flush=True)
    sys.stdin.read()
"""


# --- Prism and the clients in front of it ---------------------------------------------------------


@pytest.fixture(scope="session")
def prism(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return the Prism of a vendor, started when it is first asked for and stopped at the end."""
    with ExitStack() as stack:

        @cache
        def started(vendor: str) -> Prism | AssertionError:
            try:
                return stack.enter_context(
                    Prism(description(vendor), tmp_path_factory.mktemp(f"prism-{vendor}"))
                )
            except AssertionError as failure:
                # Once is enough: hundreds of tests would wait for it.
                return failure

        def running(vendor: str) -> Prism:
            try:
                command(os.environ)
            except Missing as missing:
                if missing.excused:
                    pytest.skip(str(missing))
                pytest.fail(str(missing), pytrace=False)
            found = started(vendor)
            if isinstance(found, AssertionError):
                raise found
            return found

        yield running


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """The event loop of the asynchronous clients."""
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="session")
def clients(prism: Any, runner: asyncio.Runner) -> Iterator[Any]:
    """Return the client of a vendor and a kind in front of Prism, made when it is first asked for."""
    made: Clients = {}

    def client(vendor: str, mode: str) -> Any:
        if (vendor, mode) not in made:
            client_class = getattr(kco, ("Async" if mode == "async" else "") + vendor.title())
            made[vendor, mode] = client_class(
                api_key=KEYS[vendor],
                # Prism knows Basic credentials as RFC 7617 has them only: with a user name, base64-encoded.
                username="shop",
                base_url=prism(vendor).url,
                retries=0,
                timeout=30,
            )
        return made[vendor, mode]

    yield client
    for opened in made.values():
        finish(runner, opened.close())


def finish(runner: asyncio.Runner, value: Any) -> Any:
    """Return what an awaitable gives, and anything else as it is."""
    if not inspect.isawaitable(value):
        return value

    async def wait() -> Any:
        return await value

    return runner.run(wait())


# --- What is asked ------------------------------------------------------------------------------------


def each(*, success: bool) -> pytest.MarkDecorator:
    """Run a test for every documented answer of every operation that is, or is not, a success."""
    return pytest.mark.parametrize(
        ("operation", "status"),
        [
            pytest.param(operation, int(status), id=f"{operation}-{status}")
            for vendor in VENDORS
            for operation in operations(vendor).values()
            for status in operation.responses
            if status.startswith("2") is success
        ],
    )


# --- Success -------------------------------------------------------------------------------------------


@pytest.mark.covers("prism")
@pytest.mark.parametrize("mode", MODES)
@each(success=True)
def test_a_call_succeeds_and_returns_what_prism_answered(
    operation: Described,
    status: int,
    mode: str,
    prism: Any,
    clients: Any,
    runner: asyncio.Runner,
    covers: Covers,
) -> None:
    client = clients(operation.vendor, mode)
    described = operation.responses[str(status)]
    for body in bodies_of(operation):
        covers(operation.vendor, operation.name, "prism")
        arguments = {argument(name): value for name, value in body.items()}
        heard = heard_by_anyone(prism(operation.vendor), operation, status, body)

        sent = call(client, operation, status, **headers_of(operation), **arguments)
        response = finish(runner, sent)

        assert response.status_code == heard.status == status
        if "content" in described:
            assert isinstance(response.data, (Model, tuple))
            assert as_json(response.data) == heard.body
            assert issues(response.data) == []
        elif "headers" in described:
            assert isinstance(response.data, CreatedModel)
            for name in described["headers"]:
                assert getattr(response.data, argument(name)) == heard.headers[name.lower()]
            assert issues(response.data) == []
        else:
            assert response.data is None


# --- Errors --------------------------------------------------------------------------------------------


@pytest.mark.covers("prism")
@pytest.mark.parametrize("mode", MODES)
@each(success=False)
def test_a_documented_error_is_raised_as_its_class(
    operation: Described,
    status: int,
    mode: str,
    prism: Any,
    clients: Any,
    runner: asyncio.Runner,
    covers: Covers,
) -> None:
    covers(operation.vendor, operation.name, "prism")
    body = bodies_of(operation)[0]
    heard = heard_by_anyone(prism(operation.vendor), operation, status, body)
    arguments = {argument(name): value for name, value in body.items()}
    client = clients(operation.vendor, mode)

    with pytest.raises(kco.ResponseError) as caught:
        finish(runner, call(client, operation, status, **headers_of(operation), **arguments))

    error, said = caught.value, heard.body or {}
    assert error.status_code == heard.status == status
    name, _ = ERRORS.get(said.get("error_code", ""), ERRORS[str(status)])
    _, outcome = ERRORS[str(status)]
    assert type(error) is getattr(kco, name)
    assert error.outcome == outcome
    assert error.error_code == said.get("error_code")
    assert error.error_messages == tuple(said.get("error_messages", ()))
    assert error.correlation_id == said.get("correlation_id")
    assert error.operation == operation.name
    waits = heard.headers.get("retry-after")
    assert error.retry_after == (None if waits is None else float(waits))


# --- Prism itself, since a check that cannot fail is none ----------------------------------------------


def test_prism_refuses_a_body_that_breaks_the_description(vendor: str, clients: Any) -> None:
    with pytest.raises((kco.BadRequestError, kco.UnprocessableError)):
        clients(vendor, "sync").captures.create(ORDER, captured_amount="a lot", validate=False)


def test_prism_refuses_a_request_without_credentials(vendor: str, prism: Any) -> None:
    operation = operations(vendor)["orders.get"]

    heard = prism(vendor).ask("GET", operation.path.format(order_id=ORDER), {"Accept": "application/json"})

    assert heard.status == 401


def test_prism_has_no_answer_for_a_path_that_is_not_described(vendor: str, clients: Any) -> None:
    with pytest.raises(kco.NotFoundError) as caught:
        clients(vendor, "sync").request("GET", "/ordermanagement/v1/no-such-thing")

    assert b"NO_PATH_MATCHED_ERROR" in caught.value.content


def test_prism_ends_with_whoever_started_it(tmp_path: Path, prism: Any) -> None:
    prism(VENDORS[0])  # skips where there is none
    started = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'generated_client'}"},
    )
    with started as owner:
        assert owner.stdout is not None
        address = urlsplit(owner.stdout.readline().strip())
        with socket.create_connection((address.hostname, address.port), timeout=SECONDS) as connection:
            owner.kill()

            assert connection.recv(1) == b"", "Prism goes on without the process that started it"


@pytest.mark.parametrize(
    ("variables", "excused"),
    [({"PATH": ""}, True), ({"PATH": "", "CI": "1"}, True), ({}, True), ({"CI": "true"}, False)],
    ids=["no Node", "no Node in CI", "not installed", "not installed in CI"],
)
def test_where_prism_is_missing_only_ci_with_node_has_no_excuse(
    variables: Mapping[str, str], excused: bool, tmp_path: Path
) -> None:
    node = tmp_path / "node"
    node.touch(mode=0o755)

    with pytest.raises(Missing, match=r"^Prism (needs Node|is not installed); .+") as caught:
        command({"PATH": str(tmp_path), **variables}, program=tmp_path / "index.js")

    assert caught.value.excused is excused


def test_a_prism_that_does_not_start_says_why(tmp_path: Path, prism: Any) -> None:
    prism(VENDORS[0])  # skips where there is none

    with (
        pytest.raises(AssertionError, match=r"Prism ended at once; it said:\n"),
        Prism({"openapi": 3}, tmp_path),
    ):
        pass
