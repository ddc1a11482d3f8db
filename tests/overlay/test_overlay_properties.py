"""What holds for every document and every overlay, whatever they contain."""

from __future__ import annotations

import contextlib
import json
from typing import Any, cast

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.documents import JsonObject, JsonValue
from generator.json_pointer import pointer
from generator.overlay import Patched, Update, apply, parse_overlay, report, stale
from generator.overlay.jsonpath import compile_query
from generator.overlay.tree import clone, same
from generator.problems import Problem

THOROUGH = settings(deadline=None, max_examples=200)
USUAL = settings(deadline=None, max_examples=100)

# Few keys and few values, so that documents and overlays meet often.
KEYS = st.sampled_from(["a", "b", "c", "", "a/b~"])
NUMBERS = st.sampled_from([0, 1, 1.0, -0.0, 0.1, 63456415674545679874, 10**30, 1e22])
PRIMITIVES = st.one_of(st.none(), st.booleans(), NUMBERS, st.sampled_from(["", "x", "é"]))
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    PRIMITIVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
OBJECTS: st.SearchStrategy[JsonObject] = st.dictionaries(KEYS, VALUES, max_size=4)
TARGETS = st.sampled_from(
    [
        "$",
        "$.a",
        "$.*",
        "$..a",
        "$..*",
        "$..[0]",
        "$..[?@.a]",
        "$['a','b','a']",
        "$.a[0,-1]",
        "$.b[::-1]",
        "$.a.b",
        "$..b[?@.c]",
        "$[?@[0]]",
        "$..[?@==1]",
        "$..[?@==null]",
        "$..[?length(@)==2]",
    ]
)
CHANGES: st.SearchStrategy[JsonObject] = st.one_of(
    st.fixed_dictionaries({"target": TARGETS, "update": VALUES}),
    st.fixed_dictionaries(
        {"target": TARGETS, "copy": st.sampled_from(["$", "$.a", "$.b", "$.a.b", "$.b[0]"])}
    ),
    st.fixed_dictionaries({"target": TARGETS, "remove": st.booleans()}),
)
ACTIONS: st.SearchStrategy[JsonObject] = st.builds(
    lambda change, expected: {**change, **expected},
    CHANGES,
    st.one_of(st.just({}), st.fixed_dictionaries({"x-expect": VALUES})),
)


def _overlay(actions: list[JsonObject], version: str = "1.1.0") -> JsonObject:
    # A number in each keeps equal actions apart, which an overlay may not have.
    numbered: list[JsonValue] = [{**action, "x-number": index} for index, action in enumerate(actions)]
    return {"overlay": version, "info": {"title": "t", "version": "1"}, "actions": numbered}


def _patch(document: JsonObject, *actions: JsonObject) -> Patched:
    return apply(document, [parse_overlay(_overlay(list(actions)), "o.yaml")])


def _text(value: object) -> str:
    """Write a value so that types and the order of keys count."""
    return json.dumps(value)


def _containers(value: object) -> list[object]:
    """List every object and array of a tree, once for each place it stands in."""
    inner: list[object] = []
    if isinstance(value, dict):
        inner = list(value.values())
    elif isinstance(value, list):
        inner = value
    else:
        return []
    return [value, *(found for item in inner for found in _containers(item))]


def _ruin(value: object) -> None:
    """Change every object and array of a tree in place."""
    for container in _containers(value):
        if isinstance(container, dict):
            container["ruined"] = True
        elif isinstance(container, list):
            container.append("ruined")


@THOROUGH
@given(OBJECTS, st.lists(ACTIONS, min_size=1, max_size=4), st.sampled_from(["1.0.0", "1.1.0"]))
def test_neither_document_nor_overlay_is_changed(
    document: JsonObject, actions: list[JsonObject], version: str
) -> None:
    if version == "1.0.0":
        actions = [action for action in actions if "copy" not in action]
        assume(actions)
    written = _overlay(actions, version)
    before = _text(document), _text(written)
    overlay = parse_overlay(written, "o.yaml")
    with contextlib.suppress(Problem):
        apply(document, [overlay, overlay])
    assert (_text(document), _text(written)) == before


@THOROUGH
@given(OBJECTS, st.lists(ACTIONS, min_size=1, max_size=4))
def test_result_is_a_tree_that_shares_nothing(document: JsonObject, actions: list[JsonObject]) -> None:
    written = _overlay(actions)
    overlay = parse_overlay(written, "o.yaml")
    try:
        result = apply(document, [overlay]).document
    except Problem:
        return
    places = _containers(result)
    assert len({id(container) for container in places}) == len(places)
    values = [action.change.value for action in overlay.actions if isinstance(action.change, Update)]
    others = _containers(document) + _containers(written) + _containers(values)
    assert {id(container) for container in places}.isdisjoint(map(id, others))


@THOROUGH
@given(OBJECTS, st.lists(ACTIONS, min_size=1, max_size=4))
def test_result_does_not_depend_on_what_happens_to_an_earlier_one(
    document: JsonObject, actions: list[JsonObject]
) -> None:
    written = _overlay(actions)
    overlay = parse_overlay(written, "o.yaml")
    try:
        first = apply(document, [overlay])
    except Problem:
        return
    text, reported = _text(first.document), report(first)
    _ruin(first.document)
    _ruin(written)
    second = apply(document, [overlay])
    assert _text(second.document) == text
    assert report(second) == reported


@THOROUGH
@given(OBJECTS, st.lists(ACTIONS, min_size=1, max_size=3))
def test_reports_agree_with_what_happened(document: JsonObject, actions: list[JsonObject]) -> None:
    for action in actions:
        matched = {match.location for match in compile_query(str(action["target"])).find(document)}
        try:
            patched = _patch(document, action)
        except Problem:
            return
        (reported,) = patched.actions
        assert reported.matches == len(matched)
        assert reported.changed == (not same(document, patched.document))
        assert reported.stale == (reported.reason is not None)
        assert reported.stale or reported.changed
        assert len(reported.digest) == 64
        document = patched.document


@USUAL
@given(OBJECTS, st.sampled_from(["$..a", "$..*", "$..[?@ == 1]", "$..[?@.a]", "$..[?@ == null]"]))
def test_remove_leaves_no_match(document: JsonObject, target: str) -> None:
    patched = _patch(document, {"target": target, "remove": True})
    assert compile_query(target).find(patched.document) == ()


@USUAL
@given(st.lists(VALUES, max_size=8), st.lists(st.integers(-10, 10), min_size=1, max_size=6))
def test_remove_of_several_items_leaves_the_others(items: list[JsonValue], indexes: list[int]) -> None:
    target = f"$.list[{','.join(map(str, indexes))}]"
    patched = _patch({"list": items}, {"target": target, "remove": True})
    gone = {index % len(items) for index in indexes if -len(items) <= index < len(items)}
    assert _text(patched.document["list"]) == _text([v for i, v in enumerate(items) if i not in gone])


@USUAL
@given(OBJECTS, st.dictionaries(st.sampled_from(["new", "x-new", "a b"]), VALUES, min_size=1))
def test_remove_of_what_an_update_inserted_restores_the_document(
    document: JsonObject, inserted: JsonObject
) -> None:
    names = ",".join(f"'{name}'" for name in inserted)
    absent: JsonObject = {name: {"x-absent": True} for name in inserted}
    patched = _patch(
        document,
        {"target": "$..[?@.a]", "update": inserted, "x-expect": absent},
        {"target": f"$..[?@.a][{names}]", "remove": True},
    )
    matches = len(compile_query("$..[?@.a]").find(document))
    assert _text(patched.document) == _text(document)
    assert [action.matches for action in patched.actions] == [matches, matches * len(inserted)]
    assert len(stale(patched)) == (0 if matches else 2)


@USUAL
@given(OBJECTS)
def test_update_reaches_every_match_there_was_and_nothing_it_inserts(document: JsonObject) -> None:
    matches = compile_query("$..[?@.a]").find(document)
    patched = _patch(document, {"target": "$..[?@.a]", "update": {"new": {"a": {}}}})
    assert patched.actions[0].matches == len(matches)
    found = {match.location for match in compile_query("$..new").find(patched.document)}
    assert found == {(*match.location, "new") for match in matches}


@USUAL
@given(OBJECTS, OBJECTS)
def test_update_of_the_root_merges_by_the_rules(document: JsonObject, update: JsonObject) -> None:
    expected: object
    found: object
    try:
        expected = _merged(document, update)
    except _Clash as clash:
        expected = f"at {pointer(clash.args[0])}"
    try:
        found = _patch(document, {"target": "$", "update": update}).document
    except Problem as problem:
        found = problem.where.rpartition(", ")[2]
    assert _text(found) == _text(expected)


class _Clash(Exception):
    pass


def _merged(old: Any, new: Any, *path: str) -> Any:
    """Merge by the words of the specification, making new values throughout."""
    if isinstance(old, dict) and isinstance(new, dict):
        names = [*old, *(name for name in new if name not in old)]
        # In the order of the update, so that the first clash is the one the engine meets.
        merged = {n: _merged(old[n], new[n], *path, n) if n in old else new[n] for n in new}
        return {name: merged[name] if name in merged else old[name] for name in names}
    if isinstance(old, list) and isinstance(new, list):
        return old + new
    if isinstance(old, dict | list) or isinstance(new, dict | list):
        raise _Clash(path)
    return new


@USUAL
@given(OBJECTS, VALUES)
def test_copy_does_what_an_update_with_the_same_value_does(document: JsonObject, source: JsonValue) -> None:
    document = {**document, "source": source}
    outcomes = []
    for change in ({"copy": "$.source"}, {"update": source}):
        try:
            patched = _patch(document, cast(JsonObject, {"target": "$..a", **change}))
            outcomes.append((_text(patched.document), report(patched)))
        except Problem as problem:
            outcomes.append((problem.where, problem.what))
    assert outcomes[0] == outcomes[1]


@USUAL
@given(OBJECTS, VALUES)
def test_expectation_of_what_is_there_is_never_stale(document: JsonObject, inserted: JsonValue) -> None:
    update: JsonObject = {"target": "$", "update": {"new": inserted}, "x-expect": clone(document)}
    assert not stale(_patch(document, update))
    emptied = _patch({"a": document}, {"target": "$.a", "remove": True, "x-expect": clone(document)})
    assert not stale(emptied)


@USUAL
@given(VALUES, VALUES)
def test_expectation_of_a_whole_node_holds_only_for_an_equal_one(
    found: JsonValue, expected: JsonValue
) -> None:
    patched = _patch({"a": found}, {"target": "$.a", "remove": True, "x-expect": expected})
    assert bool(stale(patched)) == (_canonical(found) != _canonical(expected))


def _canonical(value: JsonValue) -> str:
    return json.dumps(value, sort_keys=True)


@USUAL
@given(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_digits(whole: int, fraction: float) -> None:
    document: JsonObject = {"a": {"i": whole, "f": fraction}, "b": {}}
    patched = _patch(
        document, {"target": "$.b", "copy": "$.a"}, {"target": "$", "update": {"n": [whole, fraction]}}
    )
    assert repr(patched.document) == repr(
        {"a": {"i": whole, "f": fraction}, "b": {"i": whole, "f": fraction}, "n": [whole, fraction]}
    )


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 8), st.sampled_from(["$", "$.a"]))
def test_copies_into_descendants_end(times: int, source: str) -> None:
    document: JsonObject = {"a": {"a": {}}}
    actions: list[JsonObject] = [{"target": "$.a.a", "copy": source} for _ in range(times)]
    result = _patch(document, *actions).document
    assert len(_containers(result)) < 2 ** (times + 3)
