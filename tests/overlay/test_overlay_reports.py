"""What is reported of every action, and which actions are stale for want of an effect."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import TypeAlias

import pytest

from generator.documents import JsonObject, JsonValue
from generator.overlay import Overlay, Patched, apply, report, stale, stale_problems

Parse: TypeAlias = Callable[..., Overlay]
Patch: TypeAlias = Callable[..., Patched]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_action_of_every_overlay_is_reported_in_order(parse: Parse) -> None:
    overlays = [
        parse({"target": "$.a", "update": {"x": 1}}, {"target": "$.b", "remove": True}, name="1.yaml"),
        parse({"target": "$.a", "copy": "$.c"}, name="2.yaml"),
    ]
    patched = apply({"a": {}, "b": 1, "c": {"y": 1}}, overlays)
    assert [(r.file, r.index, r.target) for r in patched.actions] == [
        ("1.yaml", 0, "$.a"),
        ("1.yaml", 1, "$.b"),
        ("2.yaml", 0, "$.a"),
    ]
    assert all(r.changed and not r.stale and r.reason is None for r in patched.actions)
    assert stale(patched) == ()
    assert stale_problems(patched) == ()


@pytest.mark.parametrize(
    ("target", "matches"), [("$", 1), ("$.*", 3), ("$['a','a']", 1), ("$..x", 2), ("$.none", 0)]
)
def test_matches_are_counted_once_each(patch: Patch, target: str, matches: int) -> None:
    document: JsonObject = {"a": {"x": {}}, "b": {"x": {}}, "c": {}}
    assert patch(document, {"target": target, "update": {"new": 1}}).actions[0].matches == matches


@pytest.mark.parametrize(
    "action",
    [
        {"target": "$.none", "update": {}},
        {"target": "$.none", "remove": True},
        {"target": "$.none", "copy": "$.a"},
        {"target": "$.none", "copy": "$.gone"},
        {"target": "$.a[?@.z]", "update": {}, "x-expect": {}},
    ],
)
def test_action_without_a_match_is_stale(patch: Patch, action: JsonObject) -> None:
    patched = patch({"a": {"b": 1}}, action)
    (reported,) = stale(patched)
    assert (reported.matches, reported.changed) == (0, False)
    assert reported.reason == "the target matches nothing"
    assert patched.document == {"a": {"b": 1}}


@pytest.mark.parametrize(
    ("found", "update"),
    [
        ({"b": 1}, {}),
        ({"b": 1}, {"b": 1}),
        ({"b": {"c": None}}, {"b": {"c": None}}),
        ({"b": [1]}, {"b": []}),
        ([1], []),
        ("x", "x"),
        (None, None),
        (63456415674545679874, 63456415674545679874),
    ],
)
def test_action_that_changes_nothing_is_stale(patch: Patch, found: JsonValue, update: JsonValue) -> None:
    patched = patch({"a": found}, {"target": "$.a", "update": update})
    (reported,) = stale(patched)
    assert (reported.matches, reported.changed) == (1, False)
    assert reported.reason is not None
    assert reported.reason.startswith("/a: the action changes nothing, found ")
    assert json.dumps(patched.document) == json.dumps({"a": found})


@pytest.mark.parametrize(
    ("found", "update"), [(1, 1.0), (1, True), (0, False), (1.0, 1), (0.0, -0.0), ("1", 1), ("", None)]
)
def test_change_of_type_alone_is_a_change(patch: Patch, found: JsonValue, update: JsonValue) -> None:
    patched = patch({"a": found, "b": {"c": found}}, {"target": "$.a", "update": update})
    assert not stale(patched)
    assert json.dumps(patched.document["a"]) == json.dumps(update)
    patched = patch({"b": {"c": found}}, {"target": "$.b", "update": {"c": update}})
    assert not stale(patched)
    assert json.dumps(patched.document) == json.dumps({"b": {"c": update}})


@pytest.mark.parametrize("update", [{"b": 2, "c": {"d": 1}}, {"c": {"d": 1}, "b": 2}])
def test_action_that_changes_one_key_of_several_is_current(patch: Patch, update: JsonObject) -> None:
    patched = patch({"a": {"b": 1, "c": {"d": 1}}}, {"target": "$.a", "update": update})
    assert not stale(patched)
    assert patched.document == {"a": {"b": 2, "c": {"d": 1}}}


def test_one_match_that_does_not_change_makes_the_action_stale(patch: Patch) -> None:
    patched = patch({"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 1}}, {"target": "$.*", "update": {"x": 1}})
    (reported,) = stale(patched)
    assert (reported.matches, reported.changed) == (3, True)
    assert reported.reason == '/a: the action changes nothing, found {"x": 1} (and 1 more match)'
    assert patched.document == {"a": {"x": 1}, "b": {"x": 1}, "c": {"x": 1}}


@pytest.mark.parametrize("version", ["1.0.0", "1.1.0"])
def test_remove_false_is_stale(patch: Patch, version: str) -> None:
    patched = patch({"a": {}}, {"target": "$.a", "remove": False}, version=version)
    assert stale(patched)[0].reason == "/a: the action changes nothing, found {}"


def test_digest_is_of_pointers_and_values_before_the_action(patch: Patch) -> None:
    patched = patch(
        {"b": {"y": 1, "x": "é"}, "a/~": {}},
        {"target": "$.*", "update": {"z": 63456415674545679874}},
        {"target": "$.b", "remove": True},
        {"target": "$.b", "remove": True, "x-reason": "again"},
    )
    first, second, third = (action.digest for action in patched.actions)
    assert first == _sha256('[["/a~1~0",{}],["/b",{"x":"\\u00e9","y":1}]]')
    assert second == _sha256('[["/b",{"x":"\\u00e9","y":1,"z":63456415674545679874}]]')
    assert third == _sha256("[]")


def test_digest_does_not_depend_on_the_order_of_keys(patch: Patch) -> None:
    action: JsonObject = {"target": "$.*", "update": {"z": 1}}
    one = patch({"a": {"x": 1, "y": 2}, "b": {}}, action).actions[0].digest
    two = patch({"b": {}, "a": {"y": 2, "x": 1}}, action).actions[0].digest
    other = patch({"b": {}, "a": {"y": 2, "x": 1.0}}, action).actions[0].digest
    assert one == two != other


def test_report_is_json_with_one_object_for_every_action(patch: Patch) -> None:
    patched = patch(
        {"a": {"x": 1}},
        {"target": "$.a", "update": {"y": 1}, "x-reason": "because"},
        {"target": "$.b", "remove": True},
    )
    assert json.loads(json.dumps(report(patched))) == [
        {
            "file": "10-fix.yaml",
            "index": 0,
            "target": "$.a",
            "matches": 1,
            "changed": True,
            "stale": False,
            "reason": None,
            "digest": _sha256('[["/a",{"x":1}]]'),
            "x-reason": "because",
        },
        {
            "file": "10-fix.yaml",
            "index": 1,
            "target": "$.b",
            "matches": 0,
            "changed": False,
            "stale": True,
            "reason": "the target matches nothing",
            "digest": _sha256("[]"),
            "x-reason": None,
        },
    ]
