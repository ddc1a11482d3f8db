"""What a report tells in each format, and how long it may become."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rich.console import Console

from generator.documents import JsonObject, JsonValue
from generator.impact import Report, Step, assess
from generator.reports import render_html, render_json, render_markdown, render_text
from generator.reports.markdown import LONGEST_BODY
from tests.changes.descriptions import cases
from tests.lint.descriptions import edited, good
from tests.lint.test_lint_robustness import PLACES, values
from tests.repairs.test_repairs import is_json

from .hostile import book, described, report_on

CHANGE = {
    "type": "object",
    "required": ["class", "place", "sentence", "operations", "before", "after"],
    "properties": {
        "class": {"enum": ["breaking-wire", "breaking-python", "addition", "documentation", "unclassified"]},
        "place": {"type": "string", "pattern": "^(/|$)"},
        "sentence": {"type": "string", "minLength": 1},
        "operations": {"type": "array", "items": {"type": "string"}},
        "before": True,
        "after": True,
        "api": {"type": ["string", "null"]},
    },
    "additionalProperties": False,
}
VERSION = {"enum": ["major", "minor", "patch", "none"]}
TEXT = {"type": "string", "minLength": 1}
REPORT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["changes", "version", "current", "next", "breaks", "apis", "changelog"],
    "properties": {
        "changes": {"type": "array", "items": {**CHANGE, "minProperties": 7}},
        "version": VERSION,
        "current": {"type": ["string", "null"], "pattern": r"^\d+\.\d+\.\d+$"},
        "next": {"type": ["string", "null"], "pattern": r"^\d+\.\d+\.\d+$"},
        "breaks": {"type": "boolean"},
        "changelog": {"type": "string"},
        "apis": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": [
                    "api",
                    "old",
                    "new",
                    "version",
                    "breaks",
                    "patched",
                    "stale",
                    "findings",
                    "overlay",
                ],
                "properties": {
                    "api": {"type": ["string", "null"]},
                    "old": TEXT,
                    "new": TEXT,
                    "version": VERSION,
                    "breaks": {"type": "boolean"},
                    "patched": {"type": ["array", "null"], "items": CHANGE},
                    "stale": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["file", "index", "target", "reason", "x-reason"],
                            "properties": {
                                "file": TEXT,
                                "index": {"type": "integer", "minimum": 0},
                                "target": TEXT,
                                "reason": TEXT,
                                "x-reason": {"type": ["string", "null"]},
                            },
                            "additionalProperties": False,
                        },
                    },
                    "findings": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["rule", "pointer", "message", "remedy"],
                            "additionalProperties": {"type": "string"},
                        },
                    },
                    "overlay": {"type": ["string", "null"]},
                    "questions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["place", "text"],
                            "additionalProperties": {"type": "string"},
                        },
                    },
                    "names": {
                        "type": ["array", "null"],
                        "items": {
                            "type": "object",
                            "required": ["name", "kind", "before", "after", "compatible"],
                            "properties": {
                                "name": TEXT,
                                "kind": {"enum": ["added", "changed", "removed"]},
                                "before": {"type": ["string", "null"]},
                                "after": {"type": ["string", "null"]},
                                "compatible": {"type": "boolean"},
                            },
                            "additionalProperties": False,
                        },
                    },
                    "obstacle": {"type": ["string", "null"]},
                },
                "minProperties": 12,
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def render_plain(report: Report) -> str:
    written = StringIO()
    render_text(report, Console(file=written, force_terminal=False, highlight=False, emoji=False))
    return written.getvalue()


FORMATS: tuple[Callable[[Report], str], ...] = (render_plain, render_markdown, render_html, render_json)
FOR_PEOPLE = FORMATS[:3]


def checked(report: Report) -> Any:
    """The report for tools, checked against its schema."""
    found = json.loads(render_json(report))
    Draft202012Validator(REPORT).validate(found)
    return found


def example_report() -> Report:
    """Something of everything: changes that break, add and say, a stale action, a finding, a question, names."""
    return report_on(
        described({**book(title={"type": "string", "maxLength": 9}), "Gone": {"type": "object"}}),
        described(
            {
                **book(
                    title={"type": "integer"},
                    isbn={"type": "string", "example": 12},
                    number={"type": "string", "example": 63456415674545680000},
                ),
                "Fresh": {"type": "object", "properties": {}},
            },
            summary="Get one.",
        ),
        {
            "target": "$.components.schemas.Gone",
            "x-reason": "Nobody has one.",
            "update": {"description": "Gone."},
        },
        {"target": "$.paths['/books/{id}'].get", "update": {"summary": "Get a book."}},
    )


def test_the_schema_of_the_report_is_one() -> None:
    Draft202012Validator.check_schema(REPORT)


def test_the_report_for_tools_says_everything() -> None:
    report = checked(example_report())
    assert {change["class"] for change in report["changes"]} >= {"breaking-wire", "addition", "documentation"}
    assert (report["version"], report["current"], report["next"]) == ("major", "1.4.2", "2.0.0")
    (api,) = report["apis"]
    assert [action["target"] for action in api["stale"]] == ["$.components.schemas.Gone"]
    assert len(api["findings"]) == 2
    assert "example: '12'" in api["overlay"]
    assert [question["text"] for question in api["questions"]] == [
        "what are the true digits of 63456415674545680000?"
    ]
    assert {(name["name"], name["kind"]) for name in api["names"]} == {
        ("shop.Fresh", "added"),
        ("shop.Gone", "removed"),
    }


@pytest.mark.parametrize("render", FOR_PEOPLE)
def test_people_are_told_everything(render: Callable[[Report], str]) -> None:
    shown = render(example_report()).replace("\\", "").replace("&#39;", "'")
    for words in (
        "breaking on the wire",
        "addition",
        "documentation only",
        "ith our overlays: ",
        "1 overlay action became stale",
        "overlays/10-ours.yaml",
        "action 1",
        "$.components.schemas.Gone",
        "the target matches nothing",
        "2 new lint findings",
        "/components/schemas/Book/properties/isbn/example",
        "invalid-example",
        "verlay actions that are ready",
        "example: '12'",
        "what are the true digits of 63456415674545680000?",
        "2 public names of Python",
        "shop.Fresh",
        "shop.Gone",
        "or the changelog",
        "### Removed",
        "major (1.4.2 → 2.0.0)",
    ):
        assert words in shown, words


@pytest.mark.parametrize("case", cases(), ids=str)
def test_every_case_of_the_comparison_is_told_in_every_format(case: Any) -> None:
    report = Report(impacts=assess([Step(old=case.before, new=case.after)]))
    found = checked(report)
    assert sorted((change["class"], change["place"]) for change in found["changes"]) == sorted(case.expected)
    for render in FOR_PEOPLE:
        assert render(report)


def test_what_is_the_same_with_our_overlays_is_said_once() -> None:
    rename = {"target": "$.components.schemas.Book", "update": {"description": "A book."}}
    report = report_on(described(book()), described(book(isbn={"type": "string"})), rename)
    for render in (render_plain, render_markdown):
        shown = render(report)
        assert shown.count("`isbn`") == 2  # the change, and its entry in the changelog
        assert "ith our overlays: 1 addition" in shown


def test_a_page_shows_both_versions_side_by_side() -> None:
    lines: list[JsonValue] = [f"value {number}" for number in range(100)]
    before = book(title={"type": "string", "x-values": lines})
    after = book(title={"type": "string", "x-values": [*lines[:50], "another", *lines[51:]]})
    shown = render_html(report_on(described(before), described(after)))
    assert '<tr class="differs"><td>- value 50</td><td>- another</td></tr>' in shown
    assert "<tr><td>- value 49</td><td>- value 49</td></tr>" in shown
    assert "47 equal lines" in shown
    assert "value 20<" not in shown


def test_a_page_groups_changes_by_operation() -> None:
    other: Any = described(book())
    other["paths"]["/shelves"] = {
        "get": {**other["paths"]["/books/{id}"]["get"], "operationId": "getShelf", "parameters": []}
    }
    new: Any = json.loads(json.dumps(other))
    new["components"]["schemas"]["Book"]["properties"]["isbn"] = {"type": "string"}
    new["paths"]["/shelves"]["get"]["summary"] = "Get it."
    shown = render_html(Report(impacts=assess([Step(old=other, new=new)])))
    assert "1. GET /books/{id} and 1 other</h4>" in shown
    assert "2. GET /shelves</h4>" in shown
    assert (
        "<li><code>GET /shelves</code> 1 addition, 1 documentation only: "
        '<a href="#published-1-1">1</a> <a href="#published-1-2">2</a></li>'
    ) in shown


@cache
def long_report() -> Report:
    """A rewrite of everything, with long names."""
    old: JsonObject = {f"Old{number}": {"type": "object", "description": "x"} for number in range(200)}
    new: JsonObject = {
        f"New{'r' * 150}{number}": {"type": "string", "enum": [number], "example": [number] * 99}
        for number in range(200)
    }
    actions = [
        {"target": f"$.components.schemas.Old{number}", "update": {"title": "y" * 200}}
        for number in range(200)
    ]
    return report_on(described(old), described(new), *actions)


def test_a_long_report_fits_into_a_pull_request_and_says_that_it_is_cut() -> None:
    shown = render_markdown(long_report())
    assert len(shown) <= 65_536
    assert len(shown) <= LONGEST_BODY + 200
    assert shown.startswith("**Version: major (1.4.2 → 2.0.0)**")
    assert shown.count("\n```") % 2 == 0
    assert "FORMAT=html" in shown
    assert "200 overlay actions became stale" in shown
    assert "For the changelog" in shown


def test_a_long_report_is_short_on_a_terminal() -> None:
    shown = render_plain(long_report())
    assert len(shown.splitlines()) < 200
    assert "… 175 more; --format html shows all of them" in shown
    assert "--repairs FOLDER writes them" in shown
    assert "--format markdown shows them" in shown


def test_a_long_report_is_whole_in_a_page() -> None:
    shown = render_html(long_report())
    assert shown.count("<li><code>overlays/10-ours.yaml</code>, action ") == 200


@pytest.mark.parametrize("render", FORMATS)
def test_fragments_of_any_length_are_shown_in_part(render: Callable[[Report], str]) -> None:
    lines: JsonValue = {f"key{number}": ["x" * 40] * 3 for number in range(5_000)}
    shown = render(report_on(described(book()), described(book(title={"type": "string", "x-lines": lines}))))
    if render is not render_json:
        assert len(shown) < 100_000


@pytest.mark.parametrize("render", FORMATS)
def test_numbers_of_thousands_of_digits_are_shown_in_part(render: Callable[[Report], str]) -> None:
    number = 10**4_200
    properties = book(
        title={"type": "string", "example": number}, pages={"type": "integer", "maximum": number}
    )
    shown = render(report_on(described(book()), described(properties)))
    if render is not render_json:
        assert max(map(len, shown.splitlines())) < 5_000


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.tuples(st.sampled_from(PLACES), values), min_size=1, max_size=4))
def test_any_edit_is_told_in_every_format(edits: list[tuple[str, JsonValue]]) -> None:
    # The deepest first, so that no edit takes the place of another away.
    document = edited(dict(sorted(edits, key=lambda edit: -edit[0].count("/"))))
    assume(is_json(document))
    overlay = {"target": "$.components.schemas.Book", "update": {"description": "A book."}}
    report = report_on(good(), document, overlay)
    found = checked(report)
    for render in FOR_PEOPLE:
        assert render(report)
    classes = {change["class"] for change in found["changes"] + (found["apis"][0]["patched"] or [])}
    assert found["breaks"] is bool(classes & {"breaking-wire", "breaking-python", "unclassified"})
