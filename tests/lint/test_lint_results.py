"""The order of findings, how they are written, and the check of references alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from generator.documents import JsonObject
from generator.lint import (
    Finding,
    check_references,
    lint,
    render_json,
    render_text,
    undefined_references,
)
from generator.problems import Problem

from .descriptions import HERE, defective, edited, good

FINDING = Finding("null-enum", "/components/schemas/A~1B/enum", "the only value is null", "take it out")
DANGLING: JsonObject = {
    "/components/schemas/New": {"properties": {"a": {"$ref": "#/components/schemas/Gone"}}},
    "/paths/~1books/get/responses/429/$ref": "#/components/responses/Gone",
}


def test_the_faults_of_published_descriptions_are_found_in_document_order() -> None:
    expected = (HERE / "defective.findings.txt").read_text(encoding="utf-8").splitlines()
    assert [f"{finding.rule} {finding.pointer}" for finding in lint(defective())] == expected


def test_findings_come_in_the_order_of_the_document() -> None:
    document = defective()
    turned = dict(reversed(document.items()))
    sections = [finding.pointer.split("/")[1] for finding in lint(turned)]
    assert sections == sorted(sections)
    assert {finding.pointer for finding in lint(turned)} == {finding.pointer for finding in lint(document)}


def test_findings_do_not_depend_on_the_order_of_hashes() -> None:
    program = (
        "import sys; from pathlib import Path; from generator.documents import load;"
        "from generator.lint import lint, render_json; sys.stdout.write(render_json(lint(load(Path(sys.argv[1])))))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program, str(HERE / "defective.yaml")],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parents[1])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert answers == {render_json(lint(defective())).encode()}


def test_text_has_a_line_for_each_finding_and_one_with_their_number() -> None:
    assert render_text([FINDING], "openapi/a.yaml") == (
        "openapi/a.yaml#/components/schemas/A~1B/enum: null-enum: the only value is null; take it out\n"
        "openapi/a.yaml: 1 finding\n"
    )
    assert render_text([FINDING, FINDING], "a.yaml").endswith("a.yaml: 2 findings\n")
    assert render_text([], "a.yaml") == "a.yaml: no findings\n"


def test_text_holds_nothing_that_a_terminal_obeys() -> None:
    text = render_text(lint(edited({"/info/\x1b[2J\u202e\ud800": "x"})), "a.yaml")
    assert all(line.isprintable() for line in text.splitlines())
    assert len(text.splitlines()) == 2


def test_json_is_an_array_of_the_findings() -> None:
    assert json.loads(render_json([FINDING])) == [
        {
            "rule": "null-enum",
            "pointer": "/components/schemas/A~1B/enum",
            "message": "the only value is null",
            "remedy": "take it out",
        }
    ]
    assert json.loads(render_json([])) == []


def test_undefined_references_are_found_alone() -> None:
    document = edited({**DANGLING, "/info/titel": "Library"})
    findings = undefined_references(document)
    assert [finding.rule for finding in findings] == ["undefined-reference"] * 2
    assert [finding for finding in lint(document) if finding.rule == "undefined-reference"] == findings


def test_checking_references_names_the_first_that_leads_nowhere() -> None:
    check_references(good(), "a.yaml")
    with pytest.raises(Problem) as caught:
        check_references(edited(DANGLING), "a.yaml")
    assert caught.value.where == "a.yaml#/paths/~1books/get/responses/429/$ref"
    assert "#/components/responses/Gone" in caught.value.what
    assert "and 1 more" in caught.value.what


@pytest.mark.parametrize("check", [undefined_references, check_references, lint])
def test_what_is_no_description_is_named(check: Callable[[JsonObject, str], object]) -> None:
    with pytest.raises(Problem, match=r"^a\.yaml: says no `openapi` version"):
        check({}, "a.yaml")
