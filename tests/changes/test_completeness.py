"""Nothing that differs is left out, whatever it is, and nothing is reported where nothing differs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.changes import Change, ChangeClass, compare
from generator.description.json_values import same
from generator.documents import JsonObject, JsonValue
from generator.json_pointer import pointer, resolve, segments
from generator.overlay.tree import clone
from tests.changes.descriptions import Case, cases, description, edited
from tests.changes.rewrite import rewrite

NAMES = ("parcels", "klarna", "kustom", "patched klarna", "patched kustom")
# Keys that mean something together only: a change of one may be reported at the other.
TOGETHER = (
    {"properties", "required", "x-kco-always-sent"},
    {"type", "format"},
    {"minimum", "exclusiveMinimum"},
    {"maximum", "exclusiveMaximum"},
)
KEYWORDS = """$ref additionalProperties allOf anyOf default deprecated description discriminator enum example
exclusiveMinimum format in items maxLength maximum minLength minimum multipleOf name not nullable oneOf
operationId parameters pattern properties readOnly required schema security servers tags title type
uniqueItems writeOnly x-kco-always-sent x-kco-method x-kco-personal x-other""".split()  # noqa: SIM905
WORDS = (
    "",
    "#",
    "#/",
    "#/components/schemas/Event",
    "#/components/schemas/Item/properties/price",
    "#/nowhere",
    "%",
    "204",
    "3.0.3",
    "\ud800",
    "\x1b[31m",
    "array",
    "date-time",
    "integer",
    "object",
    "path",
    "string",
    "{a",
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.integers(min_value=10**400, max_value=10**401),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(WORDS),
    st.text(max_size=5),
)
names = st.sampled_from(KEYWORDS) | st.sampled_from(WORDS) | st.text(max_size=5)
values: st.SearchStrategy[JsonValue] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
ROBUST = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def pointers(value: JsonValue, at: tuple[str | int, ...] = ()) -> Iterator[str]:
    if at:
        yield pointer(at)
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from pointers(child, (*at, key))


PLACES = {name: list(pointers(description(name))) for name in NAMES}


def differing(old: JsonValue, new: JsonValue, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the innermost places that differ, found without knowing what any of it means."""
    if same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            if key not in old or key not in new:
                yield tuple(map(str, (*at, key)))
            else:
                yield from differing(old[key], new[key], (*at, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from differing(one, other, (*at, index))
    else:
        yield tuple(map(str, at))


def accounts_for(change: Change, place: tuple[str, ...]) -> bool:
    """Tell whether a change is about a place: it is around it, in it, or at a key that goes with it."""
    at = tuple(segments(change.place))
    shorter = min(len(at), len(place))
    if at[:shorter] == place[:shorter]:
        return True
    shared = next(index for index in range(shorter) if at[index] != place[index])
    return any({at[shared], place[shared]} <= keys for keys in TOGETHER)


def assert_accounted_for(old: JsonValue, new: JsonValue) -> None:
    changes = compare(old, new)
    for place in differing(old, new):
        assert any(accounts_for(change, place) for change in changes), (place, changes)


@pytest.mark.parametrize("name", NAMES)
def test_a_description_does_not_differ_from_itself(name: str) -> None:
    assert compare(description(name), description(name)) == ()


@pytest.mark.parametrize("case", [case for case in cases() if case.keeps_names], ids=str)
def test_all_that_an_edit_touches_is_accounted_for(case: Case) -> None:
    assert_accounted_for(case.before, case.after)
    assert_accounted_for(case.after, case.before)


def test_each_node_that_is_taken_out_is_accounted_for() -> None:
    old = description("parcels")
    for at in PLACES["parcels"]:
        assert_accounted_for(old, edited(old, {at: "GONE"}))


def test_each_key_that_is_put_in_is_accounted_for() -> None:
    old = description("parcels")
    for at in ["", *PLACES["parcels"]]:
        if isinstance(resolve(old, at), dict):
            for key in ("x-other", "unheard-of"):
                assert_accounted_for(old, edited(old, {f"{at}/{key}": "new"}))


def test_what_a_schema_lost_beside_parts_that_cannot_be_read_is_accounted_for() -> None:
    at = "/components/schemas/Capture not allowed error message/properties/error_code"
    old = description("klarna")
    broken: tuple[JsonValue, ...] = (None, [{"$ref": "#/nowhere"}])
    for parts in broken:
        assert_accounted_for(old, edited(old, {at: {"allOf": parts}}))


@settings(ROBUST, max_examples=150)
@given(st.sampled_from(NAMES), st.data())
def test_any_single_edit_is_accounted_for(name: str, data: st.DataObject) -> None:
    old = description(name)
    at = data.draw(st.sampled_from(PLACES[name]))
    moved = st.sampled_from(PLACES[name]).map(lambda other: resolve(old, other))
    new = edited(old, {at: data.draw(st.just("GONE") | values | moved)})
    assert_accounted_for(old, new)


@settings(ROBUST, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES["parcels"]), st.just("GONE") | values), min_size=2, max_size=6)
)
def test_any_edits_at_once_yield_changes(edits: list[tuple[str, JsonValue]]) -> None:
    old = description("parcels")
    # The last of the document first, so that no edit takes the place of another away.
    order = {at: index for index, at in enumerate(PLACES["parcels"])}
    distinct = {at: value for at, value in edits if not any(at.startswith(f"{other}/") for other, _ in edits)}
    new = edited(old, dict(sorted(distinct.items(), key=lambda edit: -order[edit[0]])))
    changes = compare(old, new)
    assert (changes == ()) == same(old, new)
    assert changes == compare(old, new)
    for change in changes:
        assert change.sentence.isprintable()
        assert change.operations == tuple(dict.fromkeys(change.operations))
        assert found(new, change.place) or found(old, change.place)
    assert changes == tuple(sorted(changes, key=lambda change: change.change_class.severity))


def found(document: JsonValue, at: str) -> bool:
    try:
        resolve(document, at)
    except LookupError:
        return False
    return True


@settings(ROBUST)
@given(values, values)
def test_what_is_no_description_is_compared_all_the_same(old: JsonValue, new: JsonValue) -> None:
    changes = compare(old, new)
    assert (changes == ()) == same(old, new)
    assert all(isinstance(change.change_class, ChangeClass) for change in changes)


@settings(ROBUST, max_examples=30)
@given(st.sampled_from([case for case in cases() if case.of == "parcels"]), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_count(case: Case, random: Random) -> None:
    def shuffled(value: JsonValue) -> JsonValue:
        if isinstance(value, dict):
            members = list(value.items())
            random.shuffle(members)
            return {key: shuffled(member) for key, member in members}
        return [shuffled(item) for item in value] if isinstance(value, list) else value

    old, new = case.before, case.after
    assert compare(old, shuffled(old)) == ()
    assert compare(shuffled(old), shuffled(new)) == compare(old, new)


def test_neither_description_is_changed() -> None:
    for case in cases():
        old, new = case.before, case.after
        copies = clone(old), clone(new)
        compare(old, new)
        assert json.dumps([old, new]) == json.dumps(copies)


def test_the_order_of_the_components_of_a_rewrite_does_not_count() -> None:
    pair = rewrite()
    backwards = clone(pair.after)
    schemas = cast(JsonObject, cast(JsonObject, cast(JsonObject, backwards)["components"])["schemas"])
    members = list(schemas.items())
    schemas.clear()
    schemas.update(reversed(members))
    assert compare(pair.before, backwards) == compare(pair.before, pair.after)


def nested(depth: int, leaf: JsonObject) -> JsonObject:
    schema = leaf
    for _ in range(depth):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def with_schemas(**schemas: JsonValue) -> JsonObject:
    document = description("parcels")
    cast(JsonObject, cast(JsonObject, document["components"])["schemas"]).update(schemas)
    return document


def test_deep_nesting_is_no_limit() -> None:
    old = with_schemas(Unused=nested(90, {"type": "string"}))
    new = with_schemas(Unused=nested(90, {"type": "string", "maxLength": 3}))
    (change,) = compare(old, new)
    assert change.place.endswith("/properties/a/maxLength")


def test_circles_and_chains_of_references_come_to_an_end() -> None:
    def chain(prefix: str, last: str) -> JsonObject:
        names = [f"{prefix}{index}" for index in range(300)]
        following = [*names[1:], last]
        return {
            name: {
                "properties": {
                    "next": {"$ref": f"#/components/schemas/{after}"},
                    "one": {"$ref": "#/nowhere"},
                }
            }
            for name, after in zip(names, following, strict=True)
        }

    old, new = with_schemas(**chain("A", "A0")), with_schemas(**chain("B", "Event"))
    assert compare(old, new)
    loop = with_schemas(
        Loop={"$ref": "#/components/schemas/Loop"},
        Unused={"allOf": [{"$ref": "#/components/schemas/Unused"}]},
    )
    assert compare(description("parcels"), loop)
    assert compare(loop, description("parcels"))


def test_parts_that_double_at_each_level_do_not_take_forever() -> None:
    def doubling(leaf: JsonObject) -> JsonObject:
        parts: JsonObject = {
            f"Part{index}": {"allOf": [{"$ref": f"#/components/schemas/Part{index + 1}"}] * 2}
            for index in range(25)
        }
        return {**parts, "Part25": leaf}

    old = with_schemas(**doubling({"type": "object"}))
    changed: JsonObject = {**doubling({"type": "object"}), "Part0": {"type": "string"}}
    new = with_schemas(**changed)
    assert compare(old, new)


def test_a_reference_that_changes_in_two_places_is_judged_in_both() -> None:
    old = with_schemas(
        Pair={"properties": {name: {"$ref": "#/components/schemas/Event"} for name in ("a", "b")}}
    )
    new = with_schemas(
        Pair={"properties": {name: {"$ref": "#/components/schemas/Money"} for name in ("a", "b")}}
    )
    changes = compare(old, new)
    counts = Counter(change.place for change in changes)
    assert (
        counts["/components/schemas/Pair/properties/a"] == counts["/components/schemas/Pair/properties/b"] > 1
    )
