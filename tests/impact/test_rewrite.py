"""The rewrite of a whole description, as the maintainers of the real overlays would meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.__main__ import app
from generator.documents import dump, load
from generator.overlay import parse_overlay
from tests.changes.rewrite import KLARNA, rewrite

ROOT = Path(__file__).parents[2]
PUBLISHED = "openapi/klarna.yaml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Any]:
    """The exit code and the report on the rewrite; nothing in the project is touched."""
    after = tmp_path_factory.mktemp("rewrite") / "klarna.yaml"
    after.write_text(dump(rewrite(KLARNA).after, "klarna.yaml"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        ran = CliRunner().invoke(app, ["changes", PUBLISHED, str(after), "--format", "json"])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.exit_code, json.loads(ran.stdout)


def test_something_breaks_and_the_version_says_so(told: tuple[int, Any]) -> None:
    code, report = told
    assert (code, report["version"], report["breaks"]) == (1, "major", True)
    renamed = rewrite(KLARNA).renamed
    places = {change["place"] for change in report["changes"] if change["class"] == "breaking-python"}
    assert len(places) > len(renamed) / 2
    assert places <= {f"/components/schemas/{name}" for name in renamed.values()}


def test_the_actions_that_became_stale_are_named_with_the_reason(told: tuple[int, Any]) -> None:
    (api,) = told[1]["apis"]
    assert api["stale"]
    for action in api["stale"]:
        file = ROOT / action["file"]
        written = parse_overlay(load(file), action["file"]).actions[action["index"]]
        assert written.target.text == action["target"]
        assert action["reason"]
        assert action["x-reason"] == written.x_reason


def test_each_number_that_was_text_is_a_finding_with_a_ready_action(told: tuple[int, Any]) -> None:
    (api,) = told[1]["apis"]
    assert api["questions"] == []
    for text in rewrite(KLARNA).examples.values():
        assert f"example: '{text}'" in api["overlay"]
