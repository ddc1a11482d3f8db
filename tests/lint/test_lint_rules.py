"""Each rule finds what it is for, at the place where it is, and nothing in its good neighbour."""

from __future__ import annotations

import pytest

from generator.documents import JsonObject, JsonValue
from generator.lint import RULES, Finding, lint

from .descriptions import Case, cases, edited, good

TOO_LARGE = Case(
    "unchecked-value",
    {"/components/schemas/New": {"type": "number", "multipleOf": 0.1, "example": 10**400}},
    "/components/schemas/New/example",
    {"/components/schemas/New": {"type": "number", "multipleOf": 0.1, "example": 10}},
    "OverflowError",
)
CASES = (*cases(), TOO_LARGE)


def test_a_good_description_has_no_findings() -> None:
    assert lint(good()) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_found_where_it_is(case: Case) -> None:
    findings = lint(edited(case.bad))
    assert [(finding.rule, finding.pointer) for finding in findings] == [(case.rule, case.at)]
    assert case.says in f"{findings[0].message}; {findings[0].remedy}"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_only_looks_like_a_fault_is_not_found(case: Case) -> None:
    assert lint(edited(case.fine)) == []


def test_each_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == set(RULES)


def test_each_rule_is_explained_in_one_line() -> None:
    assert all(words and "\n" not in words for words in RULES.values())


def test_all_errors_of_an_example_are_found() -> None:
    at = "/components/schemas/Book/example"
    spoiled = edited({at: {"title": 5, "isbn": 1, "price": {"tax": 1}, "level": 4}})
    pointers = [finding.pointer for finding in lint(spoiled)]
    assert pointers == [f"{at}/title", f"{at}/isbn", f"{at}/price", f"{at}/price/tax", f"{at}/level"]


def test_an_example_that_two_schemas_use_is_told_once_for_each_fault() -> None:
    second_use: JsonObject = {
        "name": "returned",
        "in": "query",
        "schema": {"type": "string", "format": "date"},
        "examples": {"shared": {"$ref": "#/components/examples/Day"}},
    }
    spoiled: JsonObject = {
        "/components/examples/Day/value": "yesterday",
        "/paths/~1books/get/parameters/-": second_use,
    }
    assert [finding.pointer for finding in lint(edited(spoiled))] == ["/components/examples/Day/value"]


def test_a_value_of_the_wrong_type_is_not_told_to_miss_the_enum_as_well() -> None:
    findings = lint(edited({"/components/schemas/NewBook/properties/binding/example": 1}))
    assert len(findings) == 1
    assert "where the type is string" in findings[0].message


def test_long_values_are_shortened() -> None:
    long: list[JsonValue] = ["x" * 1000] * 1000
    findings = lint(edited({"/info/version": long}))
    assert len(findings[0].message) < 200


def test_findings_are_values() -> None:
    finding = Finding("rule", "/a", "message", "remedy")
    assert finding == Finding("rule", "/a", "message", "remedy")
    assert hash(finding) == hash(Finding("rule", "/a", "message", "remedy"))
    with pytest.raises(AttributeError):
        finding.rule = "other"  # type: ignore[misc]
