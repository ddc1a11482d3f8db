"""The workflows call make and nothing else, what they call is there, and they may do no more than they need."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from generator.documents import load

REPOSITORY = Path(__file__).parents[2]
# Read by the core schema of YAML 1.2, for which `on` is text; YAML 1.1 makes `true` of it.
WORKFLOWS: dict[str, Any] = {
    path.name: load(path) for path in sorted((REPOSITORY / ".github/workflows").iterdir())
}
SET_UP = {"actions/checkout", "actions/setup-python", "actions/setup-node"}
MAKEFILE = (REPOSITORY / "Makefile").read_text("utf-8")


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in WORKFLOWS[name]["jobs"].values() for step in job["steps"]]


def targets(name: str) -> list[str]:
    """Return the make targets that a workflow calls, in order."""
    found: list[str] = []
    for step in steps(name):
        if "run" in step:
            for line in step["run"].strip().splitlines():
                command, *arguments = line.split()
                assert command == "make", f"{name} runs {line!r}"
                assert arguments, f"{name} runs make without a target"
                found += arguments
    return found


def test_the_workflows_are_those_we_know() -> None:
    assert {"ci.yml", "upstream.yml"} <= WORKFLOWS.keys()
    for name, workflow in WORKFLOWS.items():
        assert {"name", "on", "permissions", "jobs"} <= workflow.keys(), name


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_step_sets_up_or_calls_make(name: str) -> None:
    for step in steps(name):
        assert ("run" in step) is not ("uses" in step)
        if "uses" in step:
            assert step["uses"].partition("@")[0] in SET_UP, step["uses"]
    assert targets(name)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_each_target_that_is_called_exists(name: str) -> None:
    phony = next(line for line in MAKEFILE.splitlines() if line.startswith(".PHONY:")).split()[1:]
    for target in targets(name):
        assert re.fullmatch(r"[a-z-]+", target), f"{name}: {target} is no plain target"
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), f"{name} calls make {target}"
        assert target in phony, f"{target} is the name of no file"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_to_a_commit_and_the_version_is_told(name: str) -> None:
    text = (REPOSITORY / ".github/workflows" / name).read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert len(used) == sum("uses" in step for step in steps(name))
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_written_into_a_command(name: str) -> None:
    """Text of an event in a shell command would be run."""
    for step in steps(name):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_ends_and_may_do_only_what_it_needs(name: str) -> None:
    workflow = WORKFLOWS[name]
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["concurrency"]["group"]
    assert not {"pull_request_target", "workflow_run"} & workflow["on"].keys()
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])
        allowed = {"contents": "write", "pull-requests": "write"} if name == "upstream.yml" else None
        assert job.get("permissions") == allowed
    checkouts = [step for step in steps(name) if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(checkouts)


def test_secrets_reach_one_step_only() -> None:
    for name in WORKFLOWS:
        text = (REPOSITORY / ".github/workflows" / name).read_text("utf-8")
        with_secret = [step for step in steps(name) if "secrets." in str(step) or "github.token" in str(step)]
        assert text.count("secrets.") == (1 if name == "upstream.yml" else 0)
        assert [step["run"] for step in with_secret] == (["make upstream"] if name == "upstream.yml" else [])


def test_ci_runs_everything_on_every_python_we_support() -> None:
    (job,) = WORKFLOWS["ci.yml"]["jobs"].values()
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    prefix = "Programming Language :: Python :: "
    supported = [c.removeprefix(prefix) for c in project["classifiers"] if c.startswith(prefix)]
    assert job["strategy"]["matrix"]["python"] == supported == ["3.11", "3.12", "3.13", "3.14"]
    assert targets("ci.yml") == ["setup", "check", "lint", "types", "test", "test-mutations"]
    node = next(step for step in steps("ci.yml") if "setup-node" in step.get("uses", ""))
    assert node["with"]["node-version"] == "20"
    assert WORKFLOWS["ci.yml"]["on"].keys() == {"push", "pull_request", "workflow_dispatch"}


def test_upstream_runs_by_itself_and_by_hand_one_at_a_time() -> None:
    workflow = WORKFLOWS["upstream.yml"]
    assert workflow["on"].keys() == {"schedule", "workflow_dispatch"}
    (times,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* (\*|\d)", times["cron"])
    assert workflow["concurrency"] == {"group": "upstream", "cancel-in-progress": False}
    assert targets("upstream.yml") == ["setup", "upstream"]


def test_the_makefile_knows_each_command_of_the_generator() -> None:
    called = set(re.findall(r"-m generator ([a-z]+)", MAKEFILE))
    assert {"download", "generate", "check", "changes", "upstream"} <= called
