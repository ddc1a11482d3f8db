"""``x-expect``: an overlay notices that the description it was written for has moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.documents import JsonObject, JsonValue
from generator.overlay import Overlay, Patched, stale, stale_problems
from generator.problems import Problem

Parse: TypeAlias = Callable[..., Overlay]
Patch: TypeAlias = Callable[..., Patched]

ABSENT: JsonObject = {"x-absent": True}


@pytest.mark.parametrize(
    ("expected", "update", "found"),
    [
        ({}, {"z": 1}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {"a": 1, "b": 2}),
        ({"a": ABSENT}, {"a": 1}, {}),
        ({"a": ABSENT, "b": 1}, {"a": 1}, {"b": 1}),
        ({"a": {"b": ABSENT, "c": 1}}, {"a": {"b": 1}}, {"a": {"c": 1, "d": 2}}),
        ({"a": None}, {"a": 1}, {"a": None}),
        ({"a": [1, {"b": 1}]}, {"a": [2]}, {"a": [1, {"b": 1}]}),
        ({"a": {"x": 1, "y": 2}}, {"a": {"z": 1}}, {"a": {"y": 2, "x": 1}}),
        ([], 1, []),
        ([1, 2], [3], [1, 2]),
        (1, 2, 1),
        (None, 1, None),
        (63456415674545679874, "63456415674545679874", 63456415674545679874),
    ],
)
def test_update_is_current_if_it_finds_what_it_expects(
    patch: Patch, expected: JsonValue, update: JsonValue, found: JsonValue
) -> None:
    patched = patch({"at": found}, {"target": "$.at", "update": update, "x-expect": expected})
    assert stale(patched) == ()
    assert patched.actions[0].changed
    assert patched.actions[0].reason is None


@pytest.mark.parametrize(
    ("expected", "update", "found", "reason"),
    [
        ({"a": 1}, {"a": 2}, {"a": 3}, "/at/a: expected 1, found 3"),
        ({"a": 1}, {"a": 2}, {}, "/at/a: expected 1, found no such key"),
        ({"a": 1}, {"a": 2}, {"a": 1.0}, "/at/a: expected 1, found 1.0"),
        ({"a": 1}, {"a": 2}, {"a": True}, "/at/a: expected 1, found true"),
        ({"a": 0}, {"a": 2}, {"a": False}, "/at/a: expected 0, found false"),
        ({"a": 1.0}, {"a": 2}, {"a": 1}, "/at/a: expected 1.0, found 1"),
        ({"a": 0.0}, {"a": 2}, {"a": -0.0}, "/at/a: expected 0.0, found -0.0"),
        ({"a": "1"}, {"a": 2}, {"a": 1}, '/at/a: expected "1", found 1'),
        ({"a": None}, {"a": 2}, {"a": ""}, '/at/a: expected null, found ""'),
        ({"a": None}, {"a": 2}, {}, "/at/a: expected null, found no such key"),
        ({"a": ABSENT}, {"a": 2}, {"a": None}, "/at/a: expected no such key, found null"),
        ({"a": {"b": ABSENT}}, {"a": {"b": 1}}, {"a": {"b": 2}}, "/at/a/b: expected no such key, found 2"),
        (
            {"a": {"b": ABSENT}},
            {"a": {"b": 1}},
            {},
            '/at/a: expected {"b": {"x-absent": true}}, found no such key',
        ),
        ({"a": [1]}, {"a": [2]}, {"a": [1, 2]}, "/at/a: expected [1], found [1, 2]"),
        ({"a": [1, 2]}, {"a": [2]}, {"a": [1, 3]}, "/at/a/1: expected 2, found 3"),
        (
            {"a": [{"b": 1}]},
            {"a": [2]},
            {"a": [{"b": 1, "c": 2}]},
            "/at/a/0/c: expected no such key, found 2",
        ),
        ({"a/b": {"~": 1}}, {"a/b": {"~": 2}}, {"a/b": {"~": 3}}, "/at/a~1b/~0: expected 1, found 3"),
        ([1], [2], [], "/at: expected [1], found []"),
        (1, 3, 2, "/at: expected 1, found 2"),
        ({"a": 1}, [2], [1], '/at: expected {"a": 1}, found [1]'),
        ("text", {"b": 2}, {"a": 1}, '/at: expected "text", found {"a": 1}'),
        ({"a": 63456415674545680000}, {"a": 1}, {"a": 63456415674545679874}, "found 63456415674545679874"),
    ],
)
def test_update_that_finds_something_else_is_stale(
    patch: Patch, expected: JsonValue, update: JsonValue, found: JsonValue, reason: str
) -> None:
    patched = patch({"at": found}, {"target": "$.at", "update": update, "x-expect": expected})
    (action,) = stale(patched)
    assert action.reason is not None
    assert reason in action.reason
    assert action.changed


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
        ([1, {"a": 2}], [1, {"a": 2}]),
        ("text", "text"),
        (None, None),
        ({}, {}),
    ],
)
def test_remove_is_current_if_the_whole_node_is_expected(
    patch: Patch, found: JsonValue, expected: JsonValue
) -> None:
    patched = patch({"at": found}, {"target": "$.at", "remove": True, "x-expect": expected})
    assert patched.document == {}
    assert stale(patched) == ()


@pytest.mark.parametrize(
    ("found", "expected", "reason"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, "/at/b: expected no such key, found 2"),
        ({"a": 1}, {"a": 1, "b": 2}, "/at/b: expected 2, found no such key"),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}, "/at/a/c: expected no such key, found 2"),
        ([1, 2], [2, 1], "/at/0: expected 2, found 1"),
        (1, 1.0, "/at: expected 1.0, found 1"),
    ],
)
def test_remove_of_anything_else_is_stale(
    patch: Patch, found: JsonValue, expected: JsonValue, reason: str
) -> None:
    patched = patch({"at": found}, {"target": "$.at", "remove": True, "x-expect": expected})
    assert patched.document == {}
    assert stale(patched)[0].reason == reason


def test_copy_expects_the_target_not_the_source(patch: Patch) -> None:
    document: JsonObject = {"a": {"b": 1}, "c": {"d": 2}}
    copy: JsonObject = {"target": "$.a", "copy": "$.c"}
    expected: JsonObject = {"d": ABSENT, "b": 1}
    assert not stale(patch(document, {**copy, "x-expect": expected}))
    assert stale(patch(document, {**copy, "x-expect": {"d": 2}}))[0].reason == (
        "/a/d: expected 2, found no such key"
    )


def test_every_match_is_compared(patch: Patch) -> None:
    action: JsonObject = {"target": "$.*", "update": {"x": 2}, "x-expect": {"x": 1}}
    assert not stale(patch({"a": {"x": 1}, "b": {"x": 1}}, action))
    patched = patch({"a": {"x": 1}, "b": {"x": 3}, "c": {}}, action)
    assert stale(patched)[0].reason == "/b/x: expected 1, found 3 (and 1 more match)"
    assert patched.document == {"a": {"x": 2}, "b": {"x": 2}, "c": {"x": 2}}


def test_matches_are_compared_before_any_of_them_changes(patch: Patch) -> None:
    action: JsonObject = {"target": "$..a", "update": {"a": {}, "x": 1}, "x-expect": {"x": ABSENT}}
    assert not stale(patch({"a": {"a": {}}}, action))


def test_expectations_are_judged_on_what_earlier_actions_left(patch: Patch) -> None:
    patched = patch(
        {"a": {"x": 1}},
        {"target": "$.a", "update": {"x": 2}, "x-expect": {"x": 1}},
        {"target": "$.a", "update": {"x": 3}, "x-expect": {"x": 2}},
        {"target": "$.a", "remove": True, "x-expect": {"x": 3}},
        {"target": "$.a", "remove": True, "x-expect": {"x": 4}},
    )
    assert [action.stale for action in patched.actions] == [False, False, False, True]
    assert patched.actions[3].reason == "the target matches nothing"


def test_stale_action_that_cannot_be_applied_is_left_out_whole(patch: Patch) -> None:
    patched = patch(
        {"a": {"x": 1}, "b": {"x": {}}},
        {"target": "$.*", "update": {"new": 1, "x": 2}, "x-expect": {"x": 1}},
        {"target": "$.a", "update": {"x": 5}},
    )
    assert patched.document == {"a": {"x": 5}, "b": {"x": {}}}
    first, second = patched.actions
    assert (first.stale, first.changed, first.matches) == (True, False, 2)
    assert first.reason is not None
    assert first.reason.startswith("/b/x: expected 1, found {}; the action was left out: a primitive (2)")
    assert not second.stale


def test_stale_copy_without_a_source_is_left_out(patch: Patch) -> None:
    patched = patch({"a": {"x": 1}}, {"target": "$.a", "copy": "$.gone", "x-expect": {"x": 2}})
    assert patched.document == {"a": {"x": 1}}
    assert "selects 0" in str(stale(patched)[0].reason)


def test_current_action_that_cannot_be_applied_is_an_error(patch: Patch) -> None:
    with pytest.raises(Problem, match="/a/x: an array"):
        patch({"a": {"x": 1}}, {"target": "$.a", "update": {"x": []}, "x-expect": {"x": 1}})


@pytest.mark.parametrize(
    ("expected", "what"),
    [
        ({"a": {"x-absent": False}}, 'has {"x-absent": false}, and only {x-absent: true} has a meaning'),
        ({"a": {"x-absent": 1}}, 'has {"x-absent": 1}, and only'),
        ({"a": {"x-absent": "true"}}, "and only {x-absent: true} has a meaning"),
        ({"a": {"b": {"x-absent": None}}}, 'has {"x-absent": null}, and only'),
        ({"a": {"x-absent": True, "b": 1}}, 'has {"x-absent": true, "b": 1}, and only'),
        ({"x-absent": True}, "can say x-absent only of a key of an object"),
        ([{"x-absent": True}], "can say x-absent only of a key of an object"),
        ({"a": [{"b": {"x-absent": True}}]}, "can say x-absent only of a key of an object"),
    ],
)
def test_malformed_expectation_is_refused(parse: Parse, expected: JsonValue, what: str) -> None:
    with pytest.raises(Problem) as caught:
        parse({"target": "$.a", "update": {}, "x-expect": expected})
    assert what in str(caught.value)
    assert str(caught.value).startswith("10-fix.yaml, action 1, target $.a: x-expect")


@pytest.mark.parametrize("expected", [{"x-absent": True}, {"a": ABSENT}, [{"a": ABSENT}]])
def test_expectation_of_remove_knows_no_absence(parse: Parse, expected: JsonValue) -> None:
    with pytest.raises(Problem, match="x-expect of a remove action is the whole node"):
        parse({"target": "$.a", "remove": True, "x-expect": expected})


def test_problem_of_a_stale_action_says_where_what_and_what_to_do(patch: Patch) -> None:
    patched = patch(
        {"a": {"x": 1}},
        {"target": "$.a", "update": {"y": 1}},
        {"target": "$.a", "update": {"x": 3}, "x-expect": {"x": 2}},
        {"target": "$.b", "remove": True},
    )
    second, third = map(str, stale_problems(patched))
    assert second == (
        "10-fix.yaml, action 2, target $.a: stale: /a/x: expected 2, found 1; "
        "see what the description says there now, then mend or delete the action"
    )
    assert third.startswith("10-fix.yaml, action 3, target $.b: stale: the target matches nothing; ")


def test_what_was_found_is_shown_short(patch: Patch) -> None:
    patched = patch(
        {"a": {"text": "x" * 1000}},
        {"target": "$.a", "update": {"text": "z"}, "x-expect": {"text": "y" * 999}},
    )
    reason = str(stale(patched)[0].reason)
    assert reason.count("…") == 2
    assert len(reason) < 200
