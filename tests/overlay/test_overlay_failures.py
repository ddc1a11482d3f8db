"""What becomes of actions that cannot be applied, where all of them are to be known at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.documents import JsonObject
from generator.overlay import Overlay, apply, stale
from generator.problems import Problem

Parse: TypeAlias = Callable[..., Overlay]

FAILING: list[tuple[JsonObject, str]] = [
    ({"target": "$.a", "update": {"text": {"no": "text"}}}, "text"),
    ({"target": "$.a", "copy": "$.gone"}, "left out: copy $.gone: must select exactly one node, selects 0"),
    ({"target": "$.a", "copy": "$.*"}, "left out: copy $.*: must select exactly one node, selects 2"),
    ({"target": "$", "remove": True}, "the root cannot be removed"),
    ({"target": "$.*", "update": {"x": 1}, "x-expect": {"y": 2}}, ""),
]


@pytest.mark.parametrize(("action", "says"), FAILING, ids=str)
def test_a_failing_action_is_left_out_whole_and_the_others_are_applied(
    parse: Parse, action: JsonObject, says: str
) -> None:
    document: JsonObject = {"a": {"new": False, "text": "it"}, "b": [1]}
    overlay = parse(action, {"target": "$.b", "update": 2})
    patched = apply(document, [overlay], leave_out_failures=True)
    assert patched.document == {"a": {"new": False, "text": "it"}, "b": [1, 2]}
    (failed,) = stale(patched)
    assert (failed.index, failed.changed) == (0, False)
    assert "the action was left out: " in (failed.reason or "")
    assert says in (failed.reason or "")


@pytest.mark.parametrize(("action", "_"), FAILING[:-1], ids=str)
def test_a_failing_action_is_a_problem_otherwise(parse: Parse, action: JsonObject, _: str) -> None:
    with pytest.raises(Problem):
        apply({"a": {"text": "it"}, "b": [1]}, [parse(action)])


def test_actions_that_can_be_applied_do_what_they_always_do(parse: Parse) -> None:
    overlays = [parse({"target": "$.a", "update": {"x": 1}}, {"target": "$.gone", "remove": True})]
    assert apply({"a": {}}, overlays, leave_out_failures=True) == apply({"a": {}}, overlays)
