"""A vendor renames its schemas and turns quoted examples into numbers: what comes back as ready actions."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from generator.__main__ import app
from generator.documents import JsonObject, JsonValue, dump, load
from generator.json_pointer import resolve
from generator.lint import lint
from generator.overlay import apply, parse_overlay, stale
from generator.repairs import REPAIRABLE, Repairs, overlay, repair
from tests.changes.rewrite import Rewrite, as_double, rewrite

# The links of the description that have the digits of the tracking numbers in them.
LINKS = re.compile(r"\d{18,}")


@cache
def pair() -> Rewrite:
    return rewrite()


def without_links(node: Any) -> Any:
    """A copy in which no text has a long number, so that nothing tells what was rounded."""
    if isinstance(node, dict):
        return {key: without_links(value) for key, value in node.items()}
    if isinstance(node, list):
        return [without_links(item) for item in node]
    return LINKS.sub("0", node) if isinstance(node, str) else node


def repaired(document: JsonObject, *known: JsonValue) -> tuple[JsonObject, Repairs]:
    repairs = repair(document, known=known)
    patched = apply(document, [parse_overlay(overlay(document, repairs.edits), "repairs.yaml")])
    assert not stale(patched)
    return patched.document, repairs


def faulty_places(document: JsonValue) -> list[str]:
    return [finding.pointer for finding in lint(document) if finding.rule in REPAIRABLE]


def test_the_rewrite_is_one_that_loses_digits() -> None:
    assert len(pair().examples) > len(pair().rounded) > 0
    assert LINKS.search(str(pair().after))


def test_every_number_comes_back_as_a_finding() -> None:
    assert set(pair().examples) <= set(faulty_places(pair().after))
    assert not set(pair().examples) & set(faulty_places(pair().before))


def test_the_repairs_put_back_what_stood_there_before() -> None:
    mended, repairs = repaired(pair().after)
    assert {at: resolve(mended, at) for at in pair().examples} == dict(pair().examples)
    assert repairs.questions == ()
    assert faulty_places(mended) == []


def test_true_digits_are_asked_for_where_nothing_tells_them() -> None:
    document = cast(JsonObject, without_links(pair().after))
    mended, repairs = repaired(document)
    assert {question.place for question in repairs.questions} == set(pair().rounded)
    for question in repairs.questions:
        assert str(as_double(pair().rounded[question.place])) in question.text
        schema: Any = resolve(mended, question.place.removesuffix("/example"))
        assert "example" not in schema
    assert faulty_places(mended) == []
    # Neither the digits that are lost nor those that are left stand there as text.
    texts = [text for at, text in pair().rounded.items()]
    assert not any(text in str(mended) or f"'{as_double(text)}'" in str(mended) for text in texts)


def test_true_digits_are_found_in_the_earlier_description() -> None:
    mended, repairs = repaired(cast(JsonObject, without_links(pair().after)), pair().before)
    assert {at: resolve(mended, at) for at in pair().rounded} == dict(pair().rounded)
    assert repairs.questions == ()
    reasons = [edit.reason for edit in repairs.edits if edit.place in pair().rounded]
    assert len(reasons) == len(pair().rounded)


def test_digits_that_somebody_put_in_quotes_after_they_were_rounded_are_no_witness() -> None:
    document: Any = without_links(pair().after)
    texts = [str(as_double(text)) for text in pair().rounded.values()]
    document["info"]["description"] = f"Formerly {' '.join(texts)}, or {int(float(texts[0]))}."
    _, repairs = repaired(document)
    assert {question.place for question in repairs.questions} == set(pair().rounded)


def test_a_number_that_no_double_is_has_kept_its_digits() -> None:
    document: Any = without_links(pair().after)
    at, text = next(iter(pair().rounded.items()))
    resolve(document, at.removesuffix("/example"))["example"] = int(text)  # type: ignore[index,call-overload]
    mended, _ = repaired(document)
    assert resolve(mended, at) == text


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("before.yaml").write_text(dump(pair().before, "before.yaml"), "utf-8")
    Path("after.yaml").write_text(dump(cast(JsonValue, without_links(pair().after)), "after.yaml"), "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_command_asks_and_is_answered_by_the_earlier_description() -> None:
    asked = CliRunner().invoke(app, ["lint", "after.yaml", "--format", "overlay"])
    assert asked.exit_code == 1
    assert sorted(line for line in asked.stderr.splitlines() if ": to ask: " in line) == sorted(
        f"after.yaml#{at}: to ask: what are the true digits of {as_double(text)}?"
        for at, text in pair().rounded.items()
    )
    known = CliRunner().invoke(app, ["lint", "after.yaml", "--format", "overlay", "--known", "before.yaml"])
    assert ": to ask: " not in known.stderr
    Path("repairs.yaml").write_text(known.stdout, "utf-8")
    patched = CliRunner().invoke(app, ["patch", "after.yaml", "repairs.yaml", "-o", "mended.yaml"])
    assert (patched.exit_code, patched.stderr) == (0, "")
    mended = load(Path("mended.yaml"))
    assert {at: resolve(mended, at) for at in pair().examples} == dict(pair().examples)
    assert faulty_places(mended) == []
