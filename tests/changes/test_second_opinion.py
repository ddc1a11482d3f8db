"""`redocly diff` judges the same cases, and where it judges differently there is a reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.changes import ChangeClass, compare
from generator.documents import load
from tests.changes.descriptions import Case, cases, description, edited
from tests.changes.rewrite import rewrite
from tests.changes.second_opinion import missing, verdicts

DISAGREEMENTS = Path(__file__).with_name("disagreements.yaml")


@pytest.fixture(autouse=True)
def _needs_redocly() -> None:
    reason = missing()
    if reason is not None and os.environ.get("CI"):
        pytest.fail(f"{reason}; CI must not go without a second opinion")
    if reason is not None:
        pytest.skip(reason)


def breaks_on_the_wire(case: Case) -> bool:
    changes = compare(case.before, case.after)
    return any(change.change_class is ChangeClass.BREAKING_WIRE for change in changes)


def test_it_finds_a_breaking_change_and_none_where_there_is_none(tmp_path: Path) -> None:
    old = description("parcels")
    stricter = edited(old, {"/components/schemas/NewParcel/required/-": "reference"})
    assert verdicts([(old, stricter), (stricter, old), (old, old)], tmp_path) == [True, False, False]


def test_every_disagreement_has_a_reason_and_every_reason_a_disagreement(tmp_path: Path) -> None:
    reasons = load(DISAGREEMENTS)
    assert isinstance(reasons, dict)
    assert all(isinstance(reason, str) and reason for reason in reasons.values())
    judged = verdicts([(case.before, case.after) for case in cases()], tmp_path)
    pairs = zip(cases(), judged, strict=True)
    differently = {case.does for case, breaking in pairs if breaking != breaks_on_the_wire(case)}
    assert differently - reasons.keys() == set(), "judged differently, and nobody says why"
    assert reasons.keys() - differently == set(), "a reason for what is judged alike, or is no case"


def test_it_agrees_that_the_rewrite_breaks_nothing_on_the_wire(tmp_path: Path) -> None:
    pair = rewrite()
    assert verdicts([(pair.before, pair.after)], tmp_path) == [False]
    classes = {change.change_class for change in compare(pair.before, pair.after)}
    assert classes == {ChangeClass.BREAKING_PYTHON, ChangeClass.DOCUMENTATION}
