"""What `make test-live` asks, and what it finds, in front of a stand-in for the real service."""

from __future__ import annotations

import json
from typing import Any

from kco.runtime.messages import Answer, Headers
from kco.sandbox import Sandbox

from tests.contract.descriptions import operations

from .standin import StandIn
from .trials import Trial, key_of, run

JSON = Headers([("Content-Type", "application/json")])


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
