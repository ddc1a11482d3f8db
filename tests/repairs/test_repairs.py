"""What the lint finds about values and bodies comes back as overlay actions that silence it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.documents import JsonObject, JsonValue, dump, load, parse
from generator.json_pointer import resolve
from generator.lint import lint
from generator.overlay import Patched, apply, parse_overlay, stale
from generator.repairs import REPAIRABLE, Repairs, overlay, repair
from tests.lint.descriptions import Case, cases, edited
from tests.lint.test_lint_robustness import PLACES, values

NEW = "/components/schemas/New"
CASES = [case for case in cases() if case.rule in REPAIRABLE]


def applied(document: JsonObject, repairs: Repairs) -> Patched:
    if not repairs.edits:
        return apply(document, [])
    return apply(document, [parse_overlay(overlay(document, repairs.edits), "repairs.yaml")])


def repaired(document: JsonObject, *known: JsonValue) -> tuple[JsonObject, Repairs]:
    repairs = repair(document, known=known)
    patched = applied(document, repairs)
    assert not stale(patched)
    assert isinstance(patched.document, dict)
    return patched.document, repairs


def example(schema: JsonObject, *known: JsonValue) -> JsonValue:
    """The example that a schema has after its repair; ``None`` if it was taken out."""
    document, _ = repaired(edited({NEW: schema}), *known)
    new: Any = resolve(document, NEW)
    return new.get("example")  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_fault_the_lint_knows_is_silenced_by_actions_that_say_why(case: Case) -> None:
    document = edited(case.bad)
    assert [finding.rule for finding in lint(document)] == [case.rule]
    mended, repairs = repaired(document)
    assert lint(mended) == []
    assert repairs.left == ()
    written: Any = overlay(document, repairs.edits)
    for action in written["actions"]:
        assert action["x-reason"].endswith((".", "?"))
        assert "x-expect" in action


def test_every_repairable_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == REPAIRABLE


@pytest.mark.parametrize("vendor", ["klarna", "kustom"])
def test_the_published_descriptions_are_silenced(vendor: str) -> None:
    document: Any = load(Path(f"openapi/{vendor}.yaml"))
    before = {finding.rule for finding in lint(document)} & REPAIRABLE
    mended, repairs = repaired(document)
    assert before
    assert not {finding.rule for finding in lint(mended)} & REPAIRABLE
    assert repairs.questions == ()


def test_a_number_is_put_in_quotes() -> None:
    assert example({"type": "string", "example": 12345}) == "12345"


def test_leading_zeros_are_taken_from_an_earlier_description() -> None:
    earlier: JsonValue = {"properties": {"zip": {"type": "string", "example": "01234"}}}
    schema: JsonObject = {"type": "object", "properties": {"zip": {"type": "string", "example": 1234}}}
    document, _ = repaired(edited({NEW: schema}), earlier)
    assert resolve(document, f"{NEW}/properties/zip/example") == "01234"


def test_rounded_digits_are_found_in_a_link_beside_them() -> None:
    schema: JsonObject = {
        "type": "object",
        "properties": {
            "number": {"type": "string", "example": 63456415674545680000},
            "link": {"type": "string", "example": "https://shipping.example/find?63456415674545679874"},
        },
    }
    document, repairs = repaired(edited({NEW: schema}))
    assert resolve(document, f"{NEW}/properties/number/example") == "63456415674545679874"
    assert f"{NEW}/properties/link/example" in repairs.edits[0].reason


def test_rounded_digits_that_stand_nowhere_are_asked_for_and_not_invented() -> None:
    document, repairs = repaired(edited({NEW: {"type": "string", "example": 63456415674545680000}}))
    assert resolve(document, NEW) == {"type": "string"}
    (question,) = repairs.questions
    assert question.place == f"{NEW}/example"
    assert "63456415674545680000" in question.text
    written: Any = overlay(document, repair(edited({NEW: {"type": "string", "example": 2**70}})).edits)
    assert "To ask: what are the true digits" in written["actions"][0]["x-reason"]


def test_digits_with_two_candidates_are_asked_for() -> None:
    schema: JsonObject = {
        "type": "object",
        "properties": {
            "number": {"type": "string", "example": 63456415674545680000},
            "one": {"type": "string", "example": "63456415674545679874"},
            "other": {"type": "string", "example": "63456415674545679875"},
        },
    }
    document, repairs = repaired(edited({NEW: schema}))
    assert resolve(document, f"{NEW}/properties/number") == {"type": "string"}
    assert len(repairs.questions) == 1


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer", "example": "42"}, 42),
        ({"type": "integer", "example": 42.0}, 42),
        ({"type": "boolean", "example": "True"}, True),
        ({"type": "array", "items": {"type": "string"}, "example": "one"}, ["one"]),
        ({"type": "object", "properties": {}, "example": "{}"}, {}),
        ({"type": "string", "enum": ["PART_CAPTURED"], "example": "part captured"}, "PART_CAPTURED"),
        ({"type": "string", "enum": ["A"], "example": "B"}, None),
        ({"type": "integer", "example": "4,2"}, None),
        ({"type": "string", "maxLength": 3, "example": 12345}, None),
        ({"type": "string", "example": False}, None),
    ],
    ids=str,
)
def test_a_value_becomes_what_was_meant_or_is_taken_out(schema: JsonObject, expected: JsonValue) -> None:
    assert example(schema) == expected


def test_a_word_that_was_read_as_a_boolean_is_asked_for() -> None:
    assert [
        question.text for question in repair(edited({NEW: {"type": "string", "example": False}})).questions
    ]


def test_an_example_is_kept_once_its_enum_is_whole() -> None:
    schema: JsonObject = {"type": "string", "enum": ["physical|digital|surcharge"], "example": "physical"}
    document, _ = repaired(edited({NEW: schema}))
    assert resolve(document, NEW) == {
        "type": "string",
        "example": "physical",
        "enum": ["physical", "digital", "surcharge"],
    }


def test_repeated_and_mistyped_members_are_mended_at_once() -> None:
    document, _ = repaired(edited({NEW: {"type": "string", "enum": ["a", "a", 1, None]}}))
    assert resolve(document, f"{NEW}/enum") == ["a", "1"]


def test_an_example_inside_a_renamed_media_type_is_repaired_with_it() -> None:
    content: JsonValue = {"*/*": {"schema": {"type": "string"}, "example": 5}}
    at = "/paths/~1books/get/responses/200/content"
    document, repairs = repaired(edited({at: content}))
    assert resolve(document, at) == {"application/json": {"schema": {"type": "string"}, "example": "5"}}
    assert len(repairs.edits) == 1


def test_a_schema_that_contains_itself_comes_to_an_end() -> None:
    schema: JsonObject = {"type": "array", "items": {"$ref": "#/components/schemas/New"}, "example": 5}
    document, _ = repaired(edited({NEW: schema}))
    assert "example" not in resolve(document, NEW)  # type: ignore[operator]


def test_the_description_itself_is_left_as_it_is() -> None:
    document = edited({NEW: {"type": "string", "example": 1}})
    repair(document)
    assert document == edited({NEW: {"type": "string", "example": 1}})


def is_json(document: JsonObject) -> bool:
    try:
        return parse(dump(document, "it.json").encode(), "it.json") == document
    except (UnicodeEncodeError, ValueError):
        return False


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.tuples(st.sampled_from(PLACES), values), min_size=1, max_size=4))
def test_repairs_of_any_description_apply_and_leave_only_what_they_name(
    changes: list[tuple[str, JsonValue]],
) -> None:
    document = edited(dict(sorted(changes, key=lambda change: -change[0].count("/"))))
    assume(is_json(document))
    mended, repairs = repaired(document)
    left = tuple(finding for finding in lint(mended) if finding.rule in REPAIRABLE)
    assert left == repairs.left
