"""Nobody is told anything untrue on any schedule, and whoever says otherwise is caught."""

from __future__ import annotations

import attrs
import pytest

from . import world
from .oracle import Told
from .schedules import ALONE, PAIRS, READS, SHORT, WRITES, Lie, Tally, explore, report
from .service import Request, Service
from .world import Scenario, Setting

CREATE, ENSURE = ALONE[1], ALONE[2]


def played(scenario: Scenario, lie: Lie = lambda told: told) -> Tally:
    return explore(scenario, Setting("blocking", 1, WRITES, READS), lie)


@pytest.mark.parametrize("scenario", [*ALONE, *PAIRS], ids=lambda scenario: scenario.name)
def test_every_caller_is_told_the_truth_on_every_schedule(scenario: Scenario) -> None:
    tally = Tally()
    for form in SHORT:
        for setting in form.settings() if scenario in form.scenarios else ():
            tally.add(explore(scenario, setting))
    assert tally.paths > 20
    assert not tally.wrong, report({scenario.name: tally}, seconds=0)


def test_a_lone_create_is_played_once_for_each_fault_and_once_without() -> None:
    assert played(CREATE).paths == len(WRITES) + 1


@attrs.frozen
class Untruth:
    """A lie, and what has to be noticed of it."""

    noticed: str
    lie: Lie
    scenario: Scenario = CREATE


def when(told_name: str, /, **changes: object) -> Lie:
    """Return a lie to those who are told an error, ``success``, or anything if it is empty."""

    def lie(told: Told) -> Told:
        return attrs.evolve(told, **changes) if told_name in told.name else told  # type: ignore[arg-type]

    return lie


UNTRUTHS = [
    Untruth("told not_sent, but it was sent", when("Deadline", outcome="not_sent")),
    Untruth("told rejected, but it was done", when("Deadline", outcome="rejected")),
    Untruth("told unknown instead of rejected", when("CaptureNotAllowedError", outcome="unknown")),
    Untruth("told success, but it was not done", when("Error", name="success", key="k")),
    Untruth("told success, but it was not done", when("Error", name="success"), ENSURE),
    Untruth("told a wrong id or key", when("success", key="another")),
    Untruth("told success, but it was not done", when("success", identifier="captures-7"), ENSURE),
    Untruth("told created=False after its own create", when("success", created=False), ENSURE),
    Untruth("told ServerError after an answered success", when("success", name="ServerError")),
    Untruth("told OutcomeUnknownError after refused", when("Capture", name="OutcomeUnknownError")),
    Untruth("told fewer attempts than there were", when("", attempts=0)),
    Untruth("told more attempts than there were", when("", attempts=9)),
    Untruth("the error has no key, or another one than was sent", when("Error", key=None)),
    Untruth("told retryable=True", when("CaptureNotAllowedError", retryable=True)),
    Untruth("told retryable=False", when("Deadline", retryable=False)),
    Untruth(
        "the error does not carry the id that was answered, or one that was not", when("E", identifier="c")
    ),
    Untruth("an interruption was swallowed or made up", when("interrupted", name="success")),
    Untruth("an interruption was swallowed or made up", when("success", name="interrupted")),
    Untruth("the note names another operation", when("interrupted", operation="orders.get")),
    Untruth("the call outlasted its deadline", when("", seconds=121)),
    Untruth("told a conflict that there is not", when("success", name="ReferenceConflictError"), ENSURE),
]


@pytest.mark.parametrize("untruth", UNTRUTHS, ids=lambda untruth: untruth.noticed)
def test_a_lie_is_noticed(untruth: Untruth) -> None:
    honest, lying = played(untruth.scenario), played(untruth.scenario, untruth.lie)
    assert lying.wrong[untruth.noticed] > honest.wrong[untruth.noticed]


def test_a_client_that_makes_a_new_key_for_each_attempt_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter(range(10**6))
    parse = world._request
    monkeypatch.setattr(world, "_request", lambda *given: attrs.evolve(parse(*given), key=str(next(keys))))
    found = played(CREATE)
    assert found.doubles
    assert found.wrong["done twice"]
    assert found.wrong["another key was used before the first was certainly refused"]


def test_a_client_that_repeats_itself_after_retryable_under_a_key_of_its_own_is_found() -> None:
    unsafe = when("Deadline", retryable=True)
    assert played(ALONE[0], unsafe).wrong["done twice by a call that was told retryable=True, and made again"]


def test_the_model_forgets_what_it_was_asked_only_if_told_so() -> None:
    request = Request("POST", "/ordermanagement/v1/orders/order-1/captures", "k", {"captured_amount": 1})
    for remembers_keys, effects in ((True, 1), (False, 2)):
        service = Service(remembers_keys=remembers_keys)
        service.carry_out(request)
        service.carry_out(request)
        assert len(service.effects) == effects
