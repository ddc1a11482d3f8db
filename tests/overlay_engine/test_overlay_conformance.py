"""The rules of the Overlay Specification, one case each; the cases stand in ``cases.yaml``."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any, cast

import pytest

from generator.documents import load
from generator.overlay import apply, parse_overlay
from generator.problems import Problem

CASES = cast("list[dict[str, Any]]", load(Path(__file__).with_name("cases.yaml")))
RESULTS = [pytest.param(case, id=case["rule"]) for case in CASES if "result" in case]
ERRORS = [pytest.param(case, id=case["rule"]) for case in CASES if "error" in case]


def _overlay(case: dict[str, Any]) -> Any:
    if "whole" in case:
        return case["whole"]
    return {
        "overlay": case.get("overlay", "1.1.0"),
        "info": {"title": case["rule"], "version": "1"},
        "actions": case["actions"],
    }


def _text(value: Any) -> str:
    """Write a value so that types and the order of keys count."""
    return json.dumps(value)


@pytest.mark.parametrize("case", RESULTS)
def test_rule_gives_the_result(case: dict[str, Any]) -> None:
    before = copy.deepcopy(case)
    patched = apply(case["document"], [parse_overlay(_overlay(case), "overlay.yaml")])
    assert _text(patched.document) == _text(case["result"])
    assert _text(case) == _text(before)


@pytest.mark.parametrize("case", ERRORS)
def test_rule_is_enforced(case: dict[str, Any]) -> None:
    before = copy.deepcopy(case)
    with pytest.raises(Problem) as caught:
        apply(case["document"], [parse_overlay(_overlay(case), "overlay.yaml")])
    message = str(caught.value)
    assert message.startswith("overlay.yaml")
    assert caught.value.remedy
    for text in case["error"]:
        assert text in message
    assert _text(case) == _text(before)


def test_every_case_has_its_own_rule_and_one_outcome() -> None:
    assert len({case["rule"] for case in CASES}) == len(CASES)
    assert all(("result" in case) != ("error" in case) for case in CASES)
    assert len(ERRORS) * 3 >= len(CASES) >= 80
