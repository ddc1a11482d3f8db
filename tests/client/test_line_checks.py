"""Order lines are checked before they are sent: a warning, a refusal, or nothing."""

from __future__ import annotations

import logging
from typing import Any

import kco
import pytest

from .scripted import Desk, answer

LINE: dict[str, Any] = dict(kco.order_line(name="Tee", quantity=2, unit_price=5000, tax_rate=2500))
ODD = LINE | {"name": "Testperson's tee", "total_tax_amount": 2500, "merchant_data": "secret"}
WRITES = [
    ("captures.create", "captured_amount"),
    ("refunds.create", "refunded_amount"),
    ("orders.update_authorization", "order_amount"),
]

Log = pytest.LogCaptureFixture


@pytest.fixture
def log(caplog: Log) -> Log:
    """What the program under test is told."""
    caplog.set_level(logging.WARNING, logger="kco")
    return caplog


@pytest.mark.parametrize(("name", "amount"), WRITES)
def test_by_default_a_contradiction_is_one_warning_and_the_call_is_made(
    desk: Desk, log: Log, name: str, amount: str
) -> None:
    desk.call(name, "o", **{amount: 9_999}, order_lines=[LINE, ODD])
    (record,) = log.records
    assert (record.name, record.levelno) == ("kco", logging.WARNING)
    assert record.getMessage() == (
        f"{name}: the order lines do not add up: order_lines[1].total_tax_amount: expected 2000, which is "
        f"the tax in 10000 at 25.00 %, found 2500; {amount}: expected 20000, which is what the lines add up "
        "to, found 9999"
    )
    assert len(desk.script.requests) == 1


@pytest.mark.parametrize(("name", "amount"), WRITES)
def test_refuse_raises_every_contradiction_before_anything_is_sent(
    vendor: str, mode: str, log: Log, name: str, amount: str
) -> None:
    desk = Desk(vendor, mode, line_checks="refuse")
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call(name, "o", **{amount: 9_999}, order_lines=[LINE, ODD], idempotency_key="k")
    assert [violation.path for violation in caught.value.violations] == [
        "order_lines[1].total_tax_amount",
        amount,
    ]
    assert (caught.value.operation, caught.value.outcome) == (name, "not_sent")
    assert (desk.script.requests, log.records) == ([], [])
    # The key was not used up.
    desk.call(name, "o", **{amount: 20_000}, order_lines=[LINE, LINE], idempotency_key="k")


def test_off_does_not_look(vendor: str, mode: str, log: Log) -> None:
    desk = Desk(vendor, mode, line_checks="off")
    desk.call("captures.create", "o", captured_amount=1, order_lines=[ODD])
    assert (len(desk.script.requests), log.records) == (1, [])


def test_lines_that_add_up_and_calls_without_lines_are_not_told(vendor: str, mode: str, log: Log) -> None:
    desk = Desk(vendor, mode, line_checks="refuse")
    desk.call("captures.create", "o", captured_amount=10_000, order_lines=(LINE,))
    desk.call("captures.create", "o", captured_amount=1)
    desk.call("captures.create", "o", captured_amount=1, order_lines=None)
    desk.call("captures.create", "o", captured_amount=1, order_lines=[])
    desk.call("orders.update_authorization", "o", order_amount=1, order_lines=[])
    desk.call("orders.acknowledge", "o")
    desk.call("request", "POST", "/captures", json={"captured_amount": 1, "order_lines": [ODD]})
    assert (len(desk.script.requests), log.records) == (7, [])


def test_copies_have_their_own_checks_and_those_of_their_original_otherwise(
    vendor: str, mode: str, log: Log
) -> None:
    desk = Desk(vendor, mode, line_checks="off")
    strict = desk.client.with_options(line_checks="refuse")
    for client in (strict, strict.with_options(timeout=5)):
        with pytest.raises(kco.InvalidInputError):
            desk.call("captures.create", "o", captured_amount=1, order_lines=[ODD], client=client)
    desk.call("captures.create", "o", captured_amount=1, order_lines=[ODD])
    assert (len(desk.script.requests), log.records) == (1, [])


@pytest.mark.parametrize("checks", ["", "Warn", True, 1, ["warn"]])
def test_another_choice_is_refused_when_the_client_is_made(desk: Desk, checks: Any) -> None:
    for make in (
        lambda: Desk(desk.vendor, desk.mode, line_checks=checks),
        lambda: desk.client.with_options(line_checks=checks),
    ):
        with pytest.raises(kco.ConfigurationError, match="line_checks is 'refuse', 'warn' or 'off'"):
            make()


@pytest.mark.parametrize("noun", ["capture", "refund"])
def test_ensure_checks_once_however_many_calls_it_makes(vendor: str, mode: str, log: Log, noun: str) -> None:
    desk = Desk(vendor, mode, environment="sandbox", sandbox=None)
    order = desk.client.sandbox.add_order(like="many_lines", captured_amount=4_000)
    amount = {"capture": "captured_amount", "refund": "refunded_amount"}[noun]
    for attempt in (1, 3):
        log.clear()
        desk.call(
            f"{noun}s.ensure",
            order.order_id,
            **{amount: 1_000},
            reference=f"r{attempt}",
            order_lines=[LINE],
            attempt=attempt,
        )
        (record,) = log.records
        assert record.getMessage().startswith(f"{noun}s.ensure: the order lines do not add up: {amount}: ")


@pytest.mark.parametrize("noun", ["capture", "refund"])
def test_ensure_refuses_before_it_looks(vendor: str, mode: str, noun: str) -> None:
    desk = Desk(vendor, mode, line_checks="refuse")
    amount = {"capture": "captured_amount", "refund": "refunded_amount"}[noun]
    with pytest.raises(kco.InvalidInputError) as caught:
        desk.call(f"{noun}s.ensure", "o", **{amount: 10_000}, reference="r", order_lines=[ODD])
    assert caught.value.operation == f"{noun}s.ensure"
    assert desk.script.requests == []


def test_lines_of_an_answer_that_go_back_unchanged_are_checked_too(desk: Desk, log: Log) -> None:
    desk.answers(answer(200, {"order_id": "o", "order_lines": [LINE, ODD]}), answer(204))
    order = desk.call("orders.get", "o")
    desk.call("captures.create", "o", captured_amount=20_000, order_lines=order.order_lines)
    (record,) = log.records
    assert "order_lines[1].total_tax_amount: expected 2000" in record.getMessage()


@pytest.mark.parametrize("checks", ["warn", "refuse"])
@pytest.mark.parametrize(
    "lines",
    [
        "text",
        7,
        {"quantity": 1},
        [None],
        [[LINE]],
        [LINE | {"quantity": "2"}],
        [LINE | {"total_amount": 99.5}],
        [LINE | {"type": 7}],
        [kco.kustom.Address(city="Exempelstad")],
    ],
    ids=repr,
)
def test_what_cannot_be_read_as_lines_is_passed_over_without_validation(
    vendor: str, mode: str, log: Log, checks: str, lines: Any
) -> None:
    desk = Desk(vendor, mode, line_checks=checks, validate=False)
    desk.call("captures.create", "o", captured_amount=1, order_lines=lines)
    assert (len(desk.script.requests), log.records) == (1, [])


def test_an_amount_that_is_no_number_is_passed_over_and_the_lines_are_checked(
    vendor: str, mode: str, log: Log
) -> None:
    desk = Desk(vendor, mode, validate=False)
    desk.call("captures.create", "o", captured_amount="1", order_lines=[ODD])
    (record,) = log.records
    assert "captured_amount" not in record.getMessage()


def test_a_warning_holds_no_more_than_paths_and_numbers_and_ten_of_them(desk: Desk, log: Log) -> None:
    desk.call("captures.create", "o", captured_amount=10_000, order_lines=[ODD] * 20)
    (record,) = log.records
    said = record.getMessage()
    assert said.count("order_lines[") == 10
    assert said.endswith("; and 11 more")
    assert "\n" not in said
    for secret in ("Testperson", "secret", "tee"):
        assert secret not in said


def test_lines_are_checked_once_when_a_call_is_repeated(vendor: str, mode: str, log: Log) -> None:
    desk = Desk(vendor, mode, retries=kco.RetryPolicy(retries=2, first_delay=0))
    desk.answers(answer(503, {"error_code": "TEMPORARILY_UNAVAILABLE"}), answer(204))
    desk.call("captures.create", "o", captured_amount=1, order_lines=[LINE])
    assert len(desk.script.requests) == 2
    assert len([record for record in log.records if "add up" in record.getMessage()]) == 1
