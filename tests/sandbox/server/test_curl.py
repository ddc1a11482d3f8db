"""curl against ``python -m kco.sandbox``, with the very lines of the README."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from .programs import Program, running

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
PUBLISHED = "http://127.0.0.1:4010"
LINES = re.findall(r"^\$ (curl .*)$", README, re.MULTILINE)

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


@attrs.frozen
class Outcome:
    """What curl came back with."""

    status: int
    body: str


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    """A server as the README starts it, at another port."""
    with running("--vendor", "kustom", "--quiet") as started:
        yield started


def curl(line: str, program: Program, *, cwd: Path | None = None) -> Outcome:
    """Run a line as a shell does, and learn the status as well."""
    quiet = "curl --noproxy '*' -sS -w '\\n%{http_code}'"
    line = line.replace(PUBLISHED, program.url).replace("curl", quiet, 1)
    ran = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, timeout=60, cwd=cwd)
    assert ran.returncode == 0, ran.stderr
    body, _, status = ran.stdout.rpartition("\n")
    return Outcome(int(status), body)


def test_the_lines_of_the_readme_work_in_their_order(program: Program) -> None:
    assert len(LINES) >= 5
    outcomes = [curl(line, program) for line in LINES]
    assert [outcome.status for outcome in outcomes if outcome.status >= 400] == []
    assert {outcome.status for outcome in outcomes} == {200, 201}


def test_they_show_both_forms_of_credentials() -> None:
    assert [line for line in LINES if "Authorization: Basic kco_test_api_sandbox" in line]
    assert [line for line in LINES if re.search(r"-u \S+:kco_test_api_sandbox", line)]


def test_the_line_that_the_server_prints_works_when_pasted() -> None:
    with running("--quiet") as program:
        line = next(line for line in iter(program.next_line, "") if line.startswith("curl "))
        outcome = curl(line, program)
    assert (outcome.status, json.loads(outcome.body)["status"]) == (200, "AUTHORIZED")


def order_of(program: Program) -> str:
    made = curl(f"curl -H 'Content-Type: application/json' -d '{{}}' {PUBLISHED}/sandbox/orders", program)
    return f"{PUBLISHED}/ordermanagement/v1/orders/{json.loads(made.body)['order_id']}"


@pytest.mark.parametrize(
    ("credentials", "status"),
    [
        ("-H 'Authorization: Basic kco_test_api_sandbox'", 200),
        ("-u PK12345_0123456789ab:kco_test_api_sandbox", 200),
        ("-u :kco_test_api_sandbox", 200),
        ("-u kco_test_api_sandbox:", 401),
        ("-u PK12345_0123456789ab:wrong", 401),
        ("-H 'Authorization: Basic wrong'", 401),
        ("-H 'Authorization: Bearer kco_test_api_sandbox'", 401),
        ("", 401),
    ],
)
def test_credentials(program: Program, credentials: str, status: int) -> None:
    assert curl(f"curl {credentials} {order_of(program)}", program).status == status


def test_a_body_over_a_mebibyte_is_refused_before_it_is_sent(program: Program, tmp_path: Path) -> None:
    # curl asks first, with Expect: 100-continue, when a body is as large as that.
    (tmp_path / "large.json").write_bytes(b'{"captured_amount": 1}'.ljust(3 * 1024 * 1024))
    line = f"curl -v -u :kco_test_api_sandbox -H 'Content-Type: application/json' -d @large.json {order_of(program)}"
    outcome = curl(f"{line}/captures", program, cwd=tmp_path)
    assert (outcome.status, json.loads(outcome.body)["error_code"]) == (413, "PAYLOAD_TOO_LARGE")


def test_a_form_is_not_json(program: Program) -> None:
    line = f"curl -u :kco_test_api_sandbox -d captured_amount=1 {order_of(program)}/captures"
    assert curl(line, program).status == 415


def test_a_body_may_be_streamed(program: Program) -> None:
    line = "printf '{\"captured_amount\": 1}' | curl -u :kco_test_api_sandbox -H 'Transfer-Encoding: chunked'"
    line = f"{line} -H 'Content-Type: application/json' -X POST -d @- {order_of(program)}/captures"
    assert curl(line, program).status == 201


@pytest.mark.parametrize(("fault", "code"), [("drop_request", 52), ("lose_response", 52), ("truncate", 18)])
def test_curl_tells_an_empty_and_a_partial_answer_apart(program: Program, fault: str, code: int) -> None:
    target = order_of(program).replace(PUBLISHED, program.url)
    set_fault = (
        f"curl -H 'Content-Type: application/json' -d '{{\"fault\": \"{fault}\"}}' {PUBLISHED}/sandbox/faults"
    )
    assert curl(set_fault, program).status == 201
    command = ["curl", "--noproxy", "*", "-sS", "-X", "POST", "-u", ":kco_test_api_sandbox"]
    ran = subprocess.run([*command, f"{target}/acknowledge"], capture_output=True, check=False, timeout=60)
    assert ran.returncode == code
