"""Whom `make test-live` asks, and when it does not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from kco.environments import VENDORS
from kco.runtime.messages import Answer
from kco.sandbox import Sandbox

from tests.contract.descriptions import ROOT

from .standin import StandIn
from .trials import SECRET, Trial, key_of, run

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
