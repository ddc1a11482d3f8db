"""`make test-live`, in front of a stand-in for the real service."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import attrs
import pytest
from kco.runtime.messages import Answer, Headers
from kco.sandbox import Sandbox
from kco.vendors import VENDORS
from rich.console import Console

from tests.contract.descriptions import operations

from .__main__ import main
from .standin import StandIn

ROOT = Path(__file__).parents[2]
SECRET = "b7f1c2d3e4"
JSON = Headers([("Content-Type", "application/json")])


@attrs.frozen
class Trial:
    """The program in front of a stand-in for one vendor's service."""

    vendor: str
    service: StandIn

    def run(self, **more: str) -> tuple[int, str]:
        """Run the program; return its exit code and what it printed."""
        name = self.vendor.upper()
        variables = {f"{name}_API_KEY": key_of(self.vendor), **{f"{name}_{k}": v for k, v in more.items()}}
        return run(variables, {self.vendor: self.service.url})


def key_of(vendor: str, kind: str = "test") -> str:
    return f"{VENDORS[vendor].key_prefix}_{kind}_api_{SECRET}"


def run(variables: dict[str, str], addresses: dict[str, str] | None = None) -> tuple[int, str]:
    printed = StringIO()
    code = main(variables, Console(file=printed, width=160), addresses=addresses)
    return code, printed.getvalue()


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


# --- What is asked ------------------------------------------------------------------------------------


def test_every_operation_is_asked_about_an_order_that_does_not_exist(trial: Trial) -> None:
    code, printed = trial.run()

    assert code == 0, printed
    asked = {line.split(",")[0].strip() for line in printed.splitlines() if ", unknown order" in line}
    assert asked == set(operations(trial.vendor))
    assert "0 disagree" in printed


def test_an_order_of_yours_is_read_with_all_that_it_holds(trial: Trial) -> None:
    order: Any = trial.service.sandbox.add_order(captured_amount=10_000, refunded_amount=2_000)

    code, printed = trial.run(ORDER_ID=order.order_id)

    assert code == 0, printed
    reads = {name for name, operation in operations(trial.vendor).items() if operation.method == "GET"}
    rows = [line.split(",")[0].strip() for line in printed.splitlines() if ", an order of yours" in line]
    assert set(rows) == reads
    assert "captures.get, unknown capture" in printed


def test_what_an_order_does_not_hold_is_not_asked_for(kustom: Trial) -> None:
    order: Any = kustom.service.sandbox.add_order()

    code, printed = kustom.run(ORDER_ID=order.order_id)

    assert code == 0, printed
    assert "captures.list, an order of yours" in printed
    assert "captures.get, an order of yours" not in printed


def test_an_order_that_is_read_is_never_written_to(trial: Trial) -> None:
    order: Any = trial.service.sandbox.add_order(captured_amount=10_000, refunded_amount=2_000)
    trial.run(ORDER_ID=order.order_id)

    ours = [request for request in trial.service.requests if order.order_id in request]
    assert ours
    assert {request.split()[0] for request in ours} == {"GET"}
    assert trial.service.sandbox.order(order.order_id) == order


def test_both_vendors_are_asked_where_both_keys_are_given() -> None:
    with (
        StandIn(Sandbox("kustom"), api_key=key_of("kustom")) as kustom,
        StandIn(Sandbox("klarna"), api_key=key_of("klarna")) as klarna,
    ):
        variables = {"KUSTOM_API_KEY": key_of("kustom"), "KLARNA_API_KEY": key_of("klarna")}
        code, printed = run(variables, {"kustom": kustom.url, "klarna": klarna.url})

    assert code == 0, printed
    assert "Kustom: " in printed
    assert "Klarna: " in printed


# --- What is found ------------------------------------------------------------------------------------


def disagreements(printed: str, about: str) -> list[str]:
    """Return what the report says under the heading of a request."""
    lines = printed.splitlines()
    start = lines.index(f" {about}")
    found = []
    for line in lines[start + 1 :]:
        if not line.startswith("   "):
            break
        found.append(line.strip())
    return found


def error(status: int, code: str) -> Answer:
    return Answer(
        status,
        JSON,
        b'{"error_code": "%s", "error_messages": [], "correlation_id": "c-1"}' % code.encode(),
    )


def test_another_status_than_the_sandboxs_is_a_disagreement(kustom: Trial) -> None:
    kustom.service.otherwise["/no-such-form"] = error(400, "INVALID_REQUEST_PARAMETERS")

    code, printed = kustom.run()

    assert code == 1
    assert disagreements(printed, "orders.get, malformed id") == ["sandbox: answers 404 NO_SUCH_ORDER"]
    assert "1 disagree" in printed


def test_another_code_than_the_documented_one_is_a_disagreement(kustom: Trial) -> None:
    kustom.service.otherwise["/no-such-form"] = error(404, "INVALID_ORDER_ID")

    _, printed = kustom.run()

    assert disagreements(printed, "orders.get, malformed id") == [
        "sandbox: answers 404 NO_SUCH_ORDER",
        "description: the example with status 404 has code NO_SUCH_ORDER",
    ]


def test_a_status_that_is_not_described_is_a_disagreement(kustom: Trial) -> None:
    kustom.service.otherwise["/no-such-form"] = error(418, "TEAPOT")

    _, printed = kustom.run()

    assert "description: status 418 is not described" in printed


def test_a_page_instead_of_json_is_a_disagreement(kustom: Trial) -> None:
    page = Answer(404, Headers([("Content-Type", "text/html; charset=utf-8")]), b"<h1>Not here</h1>")
    kustom.service.otherwise["/no-such-form"] = page

    _, printed = kustom.run()

    assert "description: the content type is text/html, described is application/json" in disagreements(
        printed, "orders.get, malformed id"
    )


def test_a_read_that_is_not_as_described_is_told_by_place_and_without_values(kustom: Trial) -> None:
    order: Any = kustom.service.sandbox.add_order()
    sent = order.to_dict() | {"order_amount": "10000", "loyalty_card": "4711-ANNA", "locale": None}
    del sent["status"]
    kustom.service.otherwise[order.order_id] = Answer(200, JSON, json.dumps(sent).encode())

    code, printed = kustom.run(ORDER_ID=order.order_id)

    assert code == 1
    assert disagreements(printed, "orders.get, an order of yours") == [
        "description: $.locale breaks type",
        "description: $.order_amount breaks type",
        "description: $.status is always sent, and missing",
        "description: $.loyalty_card is not described",
    ]
    assert "ANNA" not in printed


def test_a_write_that_is_carried_out_though_it_should_be_refused_is_a_disagreement(kustom: Trial) -> None:
    kustom.service.otherwise["/cancel"] = Answer(204)

    code, printed = kustom.run()

    assert code == 1
    assert disagreements(printed, "orders.cancel, unknown order") == ["sandbox: answers 404 NO_SUCH_ORDER"]


def test_what_a_service_writes_cannot_drive_a_terminal(kustom: Trial) -> None:
    kustom.service.otherwise["/no-such-form"] = error(404, "\\u001b[2J[red]X")

    _, printed = kustom.run()

    assert "\x1b" not in printed
    assert "[2J[red]X" in printed


# --- What is refused ----------------------------------------------------------------------------------


def test_without_a_key_one_line_says_what_to_set() -> None:
    code, printed = run({})

    assert code == 2
    assert printed == (
        "test-live: there is no key; set KUSTOM_API_KEY or KLARNA_API_KEY to a key of a playground\n"
    )


@pytest.mark.parametrize("variable", ["KUSTOM_API_KEY", "KLARNA_API_KEY"])
@pytest.mark.parametrize(
    "key", [key_of("kustom", "live"), key_of("klarna", "live"), f" {key_of('kustom', 'LIVE')}"]
)
def test_a_production_key_is_refused_before_any_request(trial: Trial, variable: str, key: str) -> None:
    good = {f"{trial.vendor.upper()}_API_KEY": key_of(trial.vendor)}
    addresses = dict.fromkeys(VENDORS, trial.service.url)

    code, printed = run({**good, variable: key}, addresses)

    assert code == 2
    assert printed == (
        f"test-live: {variable} is a production key, and live tests ask playgrounds only; nothing was sent\n"
    )
    assert trial.service.requests == []


@pytest.mark.parametrize(
    ("variables", "reason"),
    [
        ({"KUSTOM_API_KEY": SECRET}, "does not begin with kco_test_"),
        ({"KUSTOM_API_KEY": SECRET, "KUSTOM_ENVIRONMENT": "production"}, "ENVIRONMENT is production"),
        ({"KUSTOM_API_KEY": key_of("kustom"), "KUSTOM_ENVIRONMENT": "production"}, "belongs to 'playground'"),
        ({"KUSTOM_API_KEY": key_of("klarna")}, "a key of Klarna"),
        ({"KLARNA_API_KEY": key_of("klarna"), "KLARNA_REGION": "mars"}, "region is unknown"),
    ],
)
def test_a_key_that_is_not_plainly_a_playgrounds_is_refused(
    trial: Trial, variables: dict[str, str], reason: str
) -> None:
    code, printed = run(variables, dict.fromkeys(VENDORS, trial.service.url))

    assert code == 2
    assert reason in printed
    assert printed.count("\n") == 1
    assert trial.service.requests == []


def test_a_key_that_says_nothing_is_taken_with_the_environments_name(kustom: Trial) -> None:
    variables = {"KUSTOM_API_KEY": SECRET, "KUSTOM_ENVIRONMENT": "playground"}
    with StandIn(Sandbox("kustom"), api_key=SECRET) as service:
        code, _ = run(variables, {"kustom": service.url})

    assert code == 0


def test_a_key_that_the_playground_does_not_know_ends_the_run(trial: Trial) -> None:
    trial.service.otherwise[""] = Answer(401)

    code, printed = trial.run()

    assert code == 2
    assert printed.startswith(
        f"test-live: {trial.service.url} takes {trial.vendor.upper()}_API_KEY for nobody's"
    )
    assert len(trial.service.requests) == 1


def test_an_order_that_cannot_be_read_ends_the_run(kustom: Trial) -> None:
    code, printed = kustom.run(ORDER_ID="7")

    assert code == 2
    assert printed.startswith("test-live: the order of KUSTOM_ORDER_ID cannot be read: ")


def test_a_service_that_is_not_there_is_named_and_the_other_is_still_asked(kustom: Trial) -> None:
    with StandIn(Sandbox("klarna"), api_key=key_of("klarna")) as gone:
        pass
    variables = {"KUSTOM_API_KEY": key_of("kustom"), "KLARNA_API_KEY": key_of("klarna")}

    code, printed = run(variables, {"kustom": kustom.service.url, "klarna": gone.url})

    assert code == 2
    assert f"test-live: {gone.url} cannot be reached: " in printed
    assert "Kustom: " in printed


@pytest.mark.parametrize("outcome", ["agree", "refuse"])
def test_no_key_is_ever_printed(kustom: Trial, outcome: str) -> None:
    key = key_of("kustom", "live") if outcome == "refuse" else key_of("kustom")

    _, printed = run({"KUSTOM_API_KEY": key}, {"kustom": kustom.service.url})

    assert SECRET not in printed


# --- The command --------------------------------------------------------------------------------------


def command(**variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KUSTOM_", "KLARNA_"))}
    return subprocess.run(
        [sys.executable, "-m", "tests.live"],
        cwd=ROOT,
        env={**kept, "PYTHONPATH": "generated_client", **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_command_ends_with_a_code_that_make_understands() -> None:
    assert command().returncode == 2
    refused = command(KUSTOM_API_KEY=key_of("kustom", "live"))
    assert (refused.returncode, refused.stderr) == (2, "")
    assert refused.stdout.count("\n") == 1
