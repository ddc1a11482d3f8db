"""The sandbox and an independent model of the rules agree, call after call, in thousands of random lives."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from kco.runtime.messages import Answer
from kco.runtime.operation import Replay
from kco.sandbox.orders import HANDLERS
from kco.sandbox.orders.operation import Handler, Task

from .checking import Tally
from .inputs import BODIES
from .inputs import MALFORMED as MALFORMED_BODIES
from .machine import FAULTS, AsyncOrderManagementMachine, OrderManagementMachine, machine_of, operations_of
from .model import MALFORMED

VENDORS = ("kustom", "klarna")
FEWEST_STEPS = 5_000
FEWEST_ANSWERS = 10
#: Of about a thousand steps. Every round has a seed of its own, so all of them are the same in every run.
MOST_ROUNDS = 16
#: Klarna closes no order.
STATUSES = {
    "klarna": {"AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED"},
    "kustom": {"AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"},
}
EVERYWHERE = {
    ("AUTHORIZED", "PART_CAPTURED"),
    ("AUTHORIZED", "CAPTURED"),
    ("AUTHORIZED", "CANCELLED"),
    ("AUTHORIZED", "EXPIRED"),
    ("PART_CAPTURED", "CAPTURED"),
    ("PART_CAPTURED", "EXPIRED"),
}
TRANSITIONS = {
    "klarna": EVERYWHERE,
    "kustom": EVERYWHERE | {("PART_CAPTURED", "CLOSED"), ("CAPTURED", "CLOSED")},
}


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Keep the retries of thousands of calls out of the report of a failure."""
    caplog.set_level(logging.ERROR, logger="kco")


def run(
    vendor: str,
    base: type[OrderManagementMachine],
    missing: Callable[[Tally], list[str]],
    *,
    phases: tuple[Phase, ...] = (Phase.generate, Phase.shrink),
) -> Tally:
    """Run a machine, round after round, until nothing is missing from what it has reached."""
    tally = Tally()
    how = settings(
        max_examples=25,
        stateful_step_count=50,
        phases=phases,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow],
    )
    for number in range(MOST_ROUNDS):
        run_state_machine_as_test(seed(number)(machine_of(vendor, tally, base)), settings=how)
        if not missing(tally):
            break
    return tally


def everything(vendor: str) -> Callable[[Tally], list[str]]:
    """Return what says which calls, refusals and states have not been seen often enough."""
    operations, malformed = operations_of(vendor), str(MALFORMED[vendor][0])

    def missing(tally: Tally) -> Iterator[str]:
        if tally.steps < FEWEST_STEPS:
            yield f"steps: {tally.steps}"
        yield from (f"status {status}" for status in STATUSES[vendor] - set(tally.statuses))
        yield from (f"transition {transition}" for transition in TRANSITIONS[vendor] - set(tally.transitions))
        for name, operation in operations.items():
            # A body can be malformed; the other refusals are those that the description documents.
            refusals = {"403", "404"} & set(operation.statuses) | ({malformed} if operation.body else set())
            seen = {answer: tally.answers[name, answer] for answer in ("done", *sorted(refusals))}
            if operation.replay is Replay.BY_KEY:
                seen["replayed"] = tally.replays[name]
            yield from (f"{name} {what}: {times}" for what, times in seen.items() if times < FEWEST_ANSWERS)
        faults = {name: tally.faults[name] for name, _ in FAULTS}
        allocations = {f"allocated {allocated}": tally.allocations[allocated] for allocated in (True, False)}
        for what, times in (faults | allocations).items():
            if times < FEWEST_ANSWERS:
                yield f"{what}: {times}"

    return lambda tally: list(missing(tally))


@pytest.mark.parametrize("vendor", VENDORS)
def test_sandbox_and_model_agree_on_every_answer_and_every_order(vendor: str) -> None:
    # Every operation there is, so that one that is new is wired to the machine and the model first.
    missing = everything(vendor)

    tally = run(vendor, OrderManagementMachine, missing)

    assert missing(tally) == []
    assert set(tally.transitions) == TRANSITIONS[vendor], "and no other"


@pytest.mark.parametrize("vendor", VENDORS)
def test_they_agree_through_the_asynchronous_client(vendor: str) -> None:
    def missing(tally: Tally) -> list[str]:
        done = {name for name, answer in tally.answers if answer == "done"}
        few = [f"steps: {tally.steps}"] if tally.steps < FEWEST_STEPS // 5 else []
        return (
            few + sorted(operations_of(vendor).keys() - done) + sorted(STATUSES[vendor] - set(tally.statuses))
        )

    tally = run(vendor, AsyncOrderManagementMachine, missing)

    assert missing(tally) == []


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_operation_with_a_body_is_sent_fine_and_malformed_ones(vendor: str) -> None:
    with_body = {name for name, operation in operations_of(vendor).items() if operation.body is not None}

    assert with_body <= set(BODIES) == set(MALFORMED_BODIES)


def from_0(name: str) -> Mapping[str, Handler]:
    """Return the sandbox's operations, one of which takes an amount of 0."""

    def handle(task: Task) -> Answer:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(f"kco.sandbox.orders.{name.partition('.')[0]}.LOWEST_AMOUNT", 0)
            return HANDLERS[name](task)

    return {**HANDLERS, name: handle}


WRONG_RULES: Mapping[str, tuple[str, Any]] = {
    "a capture of 0 is allowed": ("service.HANDLERS", from_0("captures.create")),
    "a refund of 0 is allowed": ("service.HANDLERS", from_0("refunds.create")),
    "no refund is allocated": ("orders.refunds.allocate_refund", lambda *_, **__: None),
    "nothing is ever closed": ("decisions.is_closed", lambda **_: False),
    "references of cancelled orders change": (
        "orders.authorizations.MERCHANT_REFERENCES_REFUSED_STATES",
        frozenset(),
    ),
    "an order may be cancelled without keeping what remained": (
        "decisions.STATES_THAT_KEEP_WHAT_REMAINS",
        frozenset({"AUTHORIZED", "PART_CAPTURED"}),
    ),
    "an expired order is refunded": ("orders.refunds.REFUND_REFUSED_STATES", {"kustom": frozenset()}),
    "a pending order is captured": ("orders.captures.FRAUD_STATUSES_NOT_CAPTURED", frozenset()),
    "a refund shows at once": ("orders.refunds.ALLOCATION_DELAY", timedelta()),
    "a capture has no description": ("orders.captures.DESCRIPTION_OF_CAPTURE", None),
    "orders expire at any time of the day": ("decisions.expiry", lambda moment, period: moment + period),
    "an answer has no validation": ("orders.operation.headers_of_write", lambda **_: []),
    "the city can be cleared": ("orders.authorizations.MANDATORY_ADDRESS_FIELDS", ()),
    "an extension knows no limit": (
        "orders.authorizations.extend_expiry",
        lambda *, now, **_: now + timedelta(days=28),
    ),
    "keys are forgotten too late": ("idempotency.REPLAY_PERIOD", timedelta(hours=25)),
    "a lost answer is not replayed": ("idempotency.is_replayed", lambda status: status not in (201, 204)),
    "refusals are not replayed": ("idempotency.is_replayed", lambda status: 200 <= status <= 299),
}


@pytest.mark.parametrize("wrong", WRONG_RULES)
def test_a_sandbox_with_a_wrong_rule_is_found_out(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, rule = WRONG_RULES[wrong]
    monkeypatch.setattr(f"kco.sandbox.{place}", rule)

    with pytest.raises(AssertionError, match="the sandbox says"):
        run("kustom", OrderManagementMachine, lambda _: ["a failure"], phases=(Phase.generate,))
