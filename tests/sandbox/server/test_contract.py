"""The patched description is the contract: what the server answers is what it documents.

schemathesis, other people's code, makes the requests from the description and judges the answers: from
its examples, at the edges of every rule, at random, and one after the other along the links it finds,
with data that keeps the description and data that does not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from kco.sandbox import Sandbox
from kco.sandbox.decisions import SIZE_LIMIT
from kco.sandbox.server import Server, new_sandbox
from kco.sandbox.vendors import load_vendor

from .conftest import VENDORS
from .wire import Connection, Response

REPOSITORY = Path(__file__).parents[3]
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")


def description_of(vendor: str) -> Any:
    return json.loads(resources.files(f"kco.{vendor}").joinpath("description.json").read_text("utf-8"))


def documented(vendor: str) -> dict[str, set[int]]:
    """Return the documented statuses by the operation's name."""
    return {
        f"{operation['x-kco-resource']}.{operation['x-kco-method']}": set(map(int, operation["responses"]))
        for item in description_of(vendor)["paths"].values()
        for operation in item.values()
    }


def answered(sandbox: Sandbox) -> dict[str, set[int]]:
    """Return the statuses that were answered by the operation's name."""
    statuses: dict[str, set[int]] = defaultdict(set)
    for entry in sandbox.journal:
        if entry.operation is not None and entry.status_code is not None:
            statuses[entry.operation].add(entry.status_code)
    return statuses


@pytest.mark.parametrize("vendor", VENDORS)
def test_schemathesis_finds_nothing(vendor: Any, tmp_path: Path) -> None:
    sandbox = new_sandbox(vendor)
    with Server(sandbox) as server:
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIGURATION), "run"),
                str(REPOSITORY / "generated_client" / "kco" / vendor / "description.json"),
                *("--url", server.url),
                *("--auth", f"anybody:{sandbox.api_key}"),
                "--no-color",
            ],
            env={
                **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
                "KCO_SANDBOX_URL": server.url,
                "PYTHONPATH": str(REPOSITORY),
                "SCHEMATHESIS_HOOKS": "tests.sandbox.server.contract_hooks",
            },
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr

    # What would also be true of a server that nobody called, or that refuses everything, is no proof.
    statuses = answered(sandbox)
    assert set(statuses) == set(load_vendor(vendor).operations)
    assert {name for name, found in statuses.items() if not found & {200, 201, 204}} == set()
    refused = set.union(*statuses.values())
    assert refused >= {400, 401, 403, 404, 415} | ({422} if vendor == "klarna" else set())
    assert len(sandbox.journal) > 1_000
    # schemathesis asks for other things too than what is described, such as a body of another type.
    for name, described in documented(vendor).items():
        assert statuses[name] <= described, name


# --- What schemathesis does not come upon ----------------------------------------------------------


def test_every_refusal_that_any_operation_gives_is_documented_for_it(
    sandbox: Sandbox, connection: Connection, credentials: str
) -> None:
    """Every request goes to every operation, so that each of its statuses is seen."""
    order = sandbox.add_order(order_id="a", captured_amount=5, refunded_amount=1)
    ids = {
        "order_id": "a",
        "capture_id": order.captures[0].capture_id,
        "refund_id": order.refunds[0].refund_id,
    }
    statuses = documented(sandbox.vendor)
    seen = set()

    def send(name: str, *headers: str, body: bytes = b"", **other: str) -> Response:
        operation = load_vendor(sandbox.vendor).operations[name]
        values = [{**ids, **other}[parameter] for parameter in operation.path_parameters]
        target = operation.path[0] + "".join(
            f"{value}{literal}" for value, literal in zip(values, operation.path[1:], strict=True)
        )
        connection.request(operation.method, target, *headers, body=body)
        response = connection.response()
        assert response.status in statuses[name], name
        seen.add(response.status)
        return response

    json_type = "Content-Type: application/json"
    for name, operation in load_vendor(sandbox.vendor).operations.items():
        send(name)
        send(name, credentials, order_id="unknown")
        send(name, credentials, capture_id="unknown", refund_id="unknown")
        for body in (b"{", b"{}", b"[]", bytes(SIZE_LIMIT + 1)):
            send(name, credentials, json_type, body=body)
            send(name, credentials, "Content-Type: text/plain", body=body)
        if operation.key_header:
            # The first call is still running when the second comes.
            sandbox.slow(3600, operation=name)
            key = f"{operation.key_header}: {name}"
            with Connection(f"http://{connection.host}") as slow:
                before = len(sandbox.journal)
                slow.request(operation.method, _target(operation, ids), credentials, key)
                while len(sandbox.journal) == before:
                    connection.request("GET", "/sandbox")
                    connection.response()
                assert send(name, credentials, key).status == 409
    malformed = {"kustom": 400, "klarna": 422}[sandbox.vendor]
    assert seen >= {200, 204, 400, 401, 403, 404, 409, 413, 415, malformed}


def _target(operation: Any, ids: dict[str, Any]) -> str:
    pieces = zip(operation.path_parameters, operation.path[1:], strict=True)
    written: str = operation.path[0] + "".join(f"{ids[parameter]}{literal}" for parameter, literal in pieces)
    return written
