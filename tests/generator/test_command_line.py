"""The steps on any input: what they print, write and return."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner, Result

from generator.__main__ import app
from generator.documents import load
from tests.generator.project import DESCRIPTION, OVERLAY, REPOSITORY, Project, make_library

FOLDER = "overlays/library"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    made = make_library(tmp_path)
    monkeypatch.chdir(made.root)
    return made


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def both(project: Project) -> list[str]:
    return sorted(f"{FOLDER}/{path.name}" for path in project.path(FOLDER).iterdir())


STALE = (
    "overlay: 1.1.0\ninfo: {title: x, version: '1'}\nactions:\n  - {target: $.nowhere, update: {x-a: 1}}\n"
)


def test_patch_prints_yaml_for_yaml(project: Project) -> None:
    result = run("patch", DESCRIPTION, *both(project))
    assert (result.exit_code, result.stderr) == (0, "")
    patched = yaml.safe_load(result.stdout)
    assert patched["paths"]["/books"]["get"]["parameters"][0]["example"] == "Emma"
    assert patched["components"]["schemas"]["Reader"]["x-kco-personal"] is True


@pytest.mark.parametrize("name", ["patched.yaml", "patched.yml", "patched.json", "new/patched.json"])
def test_patch_writes_what_the_ending_of_the_name_says(name: str, project: Project) -> None:
    result = run("patch", DESCRIPTION, *both(project), "-o", name)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    text = project.path(name).read_text("utf-8")
    assert text.startswith("{") is name.endswith(".json")
    written = load(project.path(name))
    assert isinstance(written, dict)
    assert list(written) == ["openapi", "info", "servers", "security", "tags", "paths", "components"]


def test_patch_reads_json_and_takes_overlays_in_the_order_given(project: Project) -> None:
    project.write("d.json", '{"openapi": "3.0.3", "info": {"x-number": 63456415674545679874}, "paths": {}}')
    for name, value in (("a.yaml", 1), ("b.json", 2)):
        overlay = {
            "overlay": "1.0.0",
            "info": {"title": "x", "version": "1"},
            "actions": [{"target": "$.info", "update": {"x-last": value}}],
        }
        project.write(name, json.dumps(overlay))
    for order, last in ((("a.yaml", "b.json"), 2), (("b.json", "a.yaml"), 1)):
        patched = json.loads(run("patch", "d.json", *order).stdout)
        assert patched["info"] == {"x-number": 63456415674545679874, "x-last": last}


def test_patch_reports_every_action(project: Project) -> None:
    project.write(f"{FOLDER}/30-stale.yaml", STALE)
    result = run(
        "patch", DESCRIPTION, *both(project), "--allow-stale", "--report", "report.json", "-o", "o.json"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    report = json.loads(project.path("report.json").read_bytes())
    keys = ("file", "index", "target", "matches", "changed", "stale")
    assert [tuple(entry[key] for key in keys) for entry in report] == [
        (
            f"{FOLDER}/10-texts.yaml",
            0,
            "$.paths['/books'].get.parameters[?@.name == 'title'].example",
            1,
            True,
            False,
        ),
        (f"{FOLDER}/20-marks.yaml", 0, "$.components.schemas.Reader", 1, True, False),
        (f"{FOLDER}/20-marks.yaml", 1, "$.components.schemas.Identified", 1, True, False),
        (f"{FOLDER}/30-stale.yaml", 0, "$.nowhere", 0, False, True),
    ]


def test_patch_names_every_stale_action(project: Project) -> None:
    project.write(f"{FOLDER}/30-stale.yaml", STALE + "  - {target: $.info, update: {title: Library}}\n")
    before = project.snapshot()
    result = run("patch", DESCRIPTION, *both(project), "-o", "o.yaml", "--report", "r.json")
    assert (result.exit_code, result.stdout) == (1, "")
    said = result.stderr.splitlines()
    assert len(said) == 2
    assert said[0].startswith(f"{FOLDER}/30-stale.yaml, action 1, target $.nowhere: stale: ")
    assert said[1].startswith(f"{FOLDER}/30-stale.yaml, action 2, target $.info: stale: ")
    assert project.snapshot() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["patch", "missing.yaml", OVERLAY], "missing.yaml: cannot be read (No such file or directory)"),
        (["patch", DESCRIPTION, "missing.yaml"], "missing.yaml: cannot be read (No such file or directory)"),
        (["patch", DESCRIPTION, DESCRIPTION], f"{DESCRIPTION}: "),
        (["patch", OVERLAY, OVERLAY], f"{OVERLAY}: is not an OpenAPI 3 description"),
        (
            ["patch", DESCRIPTION, OVERLAY, "-o", "pyproject.toml/x.yaml"],
            "pyproject.toml/x.yaml: cannot be written",
        ),
        (["patch", DESCRIPTION, OVERLAY, "-o", "openapi"], "openapi: is a folder; name a file"),
        (
            ["patch", DESCRIPTION, OVERLAY, "-o", "o.yaml", "--report", "pyproject.toml/r.json"],
            "cannot be written",
        ),
        (["patch", DESCRIPTION, OVERLAY, "--report", "openapi"], "openapi: is a folder; name a file"),
        (["patch", DESCRIPTION, OVERLAY, "-o", "x.json", "--report", "x.json"], "x.json: is named twice"),
        (["lint", "missing.yaml"], "missing.yaml: cannot be read (No such file or directory)"),
        (["lint", OVERLAY], f"{OVERLAY}: says no `openapi` version"),
    ],
)
def test_what_cannot_be_done_gives_one_line_and_writes_nothing(
    arguments: list[str], words: str, project: Project
) -> None:
    before, names = project.snapshot(), project.names()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert words in result.stderr
    assert project.snapshot() == before
    assert project.names() == names


def test_patch_to_a_full_device_is_one_line(project: Project) -> None:
    result = run("patch", DESCRIPTION, OVERLAY, "-o", "/proc/patched.yaml")
    assert result.exit_code == 1
    assert result.stderr.startswith("/proc/patched.yaml: cannot be written (")


@pytest.mark.parametrize(
    "arguments", [["patch", DESCRIPTION], ["lint"], ["lint", DESCRIPTION, "--format", "xml"], ["x"]]
)
def test_wrong_usage_is_told_from_wrong_input(arguments: list[str], project: Project) -> None:
    assert run(*arguments).exit_code == 2


def fault(document: Any) -> None:
    document["components"]["schemas"]["Room"]["properties"]["floor"]["example"] = "first"


def test_lint_finds_nothing_in_a_good_description(project: Project) -> None:
    run("patch", DESCRIPTION, *both(project), "-o", "patched.yaml")
    result = run("lint", "patched.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "patched.yaml: no findings\n", "")
    result = run("lint", "patched.yaml", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_lint_writes_findings_for_people_and_for_programs(project: Project) -> None:
    run("patch", DESCRIPTION, *both(project), "-o", "patched.yaml")
    project.edit(fault, "patched.yaml")
    result = run("lint", "patched.yaml")
    assert (result.exit_code, result.stderr) == (1, "")
    place = "/components/schemas/Room/properties/floor/example"
    assert result.stdout.splitlines()[0].startswith(f"patched.yaml#{place}: invalid-example: ")
    assert result.stdout.splitlines()[-1] == "patched.yaml: 1 finding"
    result = run("lint", "patched.yaml", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    (finding,) = json.loads(result.stdout)
    assert set(finding) == {"rule", "pointer", "message", "remedy"}
    assert (finding["rule"], finding["pointer"]) == ("invalid-example", place)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([], ["patch", "lint", "generate", "check", "OpenAPI", "overlays"]),
        (["patch"], ["Apply overlays", "description", "overlays", "--output", "--allow-stale", "--report"]),
        (["lint"], ["Exit code 1", "description", "--format", "text", "json"]),
        (["generate"], ["Patch, lint and generate", "pyproject.toml"]),
        (["check"], ["compare every byte", "edited by hand", "stale"]),
    ],
)
def test_help_explains_each_step(command: list[str], words: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    assert result.exit_code == 0
    text = " ".join(result.stdout.split())
    for word in words:
        assert word in text


def test_the_real_command_prints_help_and_results(project: Project) -> None:
    ran = project.run("--help", COLUMNS="200")
    assert ran.code == 0
    assert "python -m generator" in ran.out
    ran = project.run("patch", DESCRIPTION, *both(project))
    assert (ran.code, ran.err) == (0, "")
    assert yaml.safe_load(ran.out)["info"]["title"] == "Library"


def test_a_result_may_be_read_only_in_part(project: Project) -> None:
    command = f"{sys.executable} -m generator patch {DESCRIPTION} {OVERLAY} | head -c 10"
    ran = subprocess.run(
        command,
        shell=True,
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr
