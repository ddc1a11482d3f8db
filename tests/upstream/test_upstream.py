"""Nothing new: nothing happens. Something new: one branch and one pull request, until a person takes over."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from importlib import import_module

import pytest

from generator.git import run
from generator.upstream import BRANCH
from generator.upstream.propose import LONGEST_BODY, fitting
from tests.generator.project import DESCRIPTION, Project
from tests.upstream.download.vendor import answer

from .conftest import Clone

MODULE = "out/lending/library/books.py"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def reworded(content: bytes) -> bytes:
    assert b"summary: Look for books" in content
    return content.replace(b"summary: Look for books", b"summary: Look for a book")


def reworded_again(content: bytes) -> bytes:
    return content.replace(b"summary: Look for books", b"summary: Find books")


def moved(content: bytes) -> bytes:
    """Change what an overlay action expects, which makes it stale."""
    assert b"Reader:" in content
    return content.replace(b"#/components/schemas/Reader'", b"#/components/schemas/Patron'").replace(
        b"    Reader:", b"    Patron:"
    )


def test_no_change_is_no_noise(clone: Clone) -> None:
    before, branches = clone.files(), clone.branches()
    result = clone.run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "no vendor has published anything new\n"
    assert clone.files() == before
    assert clone.branches() == branches
    assert clone.github()["calls"] == []


@pytest.mark.usefixtures("real_report")
def test_a_change_becomes_a_branch_and_a_pull_request(clone: Clone) -> None:
    content = clone.publish(reworded)
    before = clone.files()
    result = clone.run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{BRANCH}: pushed\nhttps://git.example/kco/pull/1\n"
    assert clone.files() == before, "the caller's files are left as they are"
    assert clone.proposed(DESCRIPTION) == content
    assert b"Look for a book." in clone.proposed(MODULE)
    assert json.loads(clone.proposed("openapi/downloads.lock"))["library"]["file"] == DESCRIPTION
    assert clone.git("log", "--format=%P %s", "-1", "FETCH_HEAD") == (
        f"{clone.git('rev-parse', 'main')} New description: library"
    )
    (request,) = clone.requests
    assert (request["title"], request["head"]) == ("New description: library", BRANCH)
    assert "**library** publishes a new description at `http://127.0.0.1:" in request["body"]
    assert sha256(content) in request["body"]
    assert "summary" in request["body"], "the report is a part of its text"
    assert "does not generate" not in request["body"]


def test_what_is_proposed_passes_the_check(clone: Clone) -> None:
    clone.publish(reworded)
    assert clone.run().exit_code == 0
    clone.git("fetch", "-q", "origin", BRANCH)
    clone.git("checkout", "-q", "FETCH_HEAD")
    assert Project(clone.root).run("check").code == 0


def test_running_again_changes_nothing(clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    branches, requests = clone.branches(), clone.requests
    result = clone.run()
    assert (result.exit_code, result.stdout) == (0, f"{BRANCH}: as it was\n#1: as it was\n")
    assert clone.branches() == branches
    assert clone.requests == requests
    assert clone.github()["calls"][1] == ["pr", "create"]
    assert len(clone.github()["calls"]) == 3


def test_another_change_brings_the_same_pull_request_up_to_date(clone: Clone) -> None:
    first = clone.publish(reworded)
    clone.run()
    content = clone.publish(reworded_again)
    result = clone.run()
    assert result.stdout == f"{BRANCH}: pushed\n#1: brought up to date\n"
    (request,) = clone.requests
    assert sha256(content) in request["body"]
    assert sha256(first) not in request["body"]
    assert clone.proposed(DESCRIPTION) == content
    assert clone.git("rev-list", "--count", "main..FETCH_HEAD") == "1", "it is made anew, not piled up"


def test_the_branch_follows_the_main_one(clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    first = clone.branches()[BRANCH]
    (clone.root / "NOTES").write_text("something else\n")
    clone.git("add", "NOTES")
    clone.git("commit", "-qm", "Notes")
    clone.git("push", "-q", "origin", "main")
    assert clone.run().stdout.startswith(f"{BRANCH}: pushed\n")
    assert clone.branches()[BRANCH] != first
    assert clone.proposed("NOTES") == b"something else\n"
    record = json.loads(clone.proposed("openapi/downloads.lock"))["library"]
    earlier = json.loads(clone.git("show", f"{first}:openapi/downloads.lock"))["library"]
    assert record == earlier, "the day on which this version was first seen stays the same"


@pytest.mark.usefixtures("real_report")
def test_what_does_not_generate_is_proposed_too_and_says_so(clone: Clone) -> None:
    content = clone.publish(moved)
    old = clone.git("show", f"main:{MODULE}")
    result = clone.run()
    assert (result.exit_code, result.stderr) == (0, "")
    (request,) = clone.requests
    assert request["title"] == "New description: library (does not generate yet)"
    assert "## It does not generate yet" in request["body"]
    assert re.search(r"overlays/library/20-marks\.yaml, action 1, target \S+: stale: ", request["body"])
    assert clone.proposed(DESCRIPTION) == content
    assert clone.proposed(MODULE).decode().strip() == old
    clone.publish(reworded)
    assert clone.run().exit_code == 0
    (request,) = clone.requests
    assert request["title"] == "New description: library"


def append(clone: Clone, name: str, text: str) -> None:
    path = clone.root / name
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def commit_by_hand(clone: Clone, *options: str) -> str:
    clone.git("fetch", "-q", "origin", BRANCH)
    clone.git("checkout", "-q", "-B", "mine", "FETCH_HEAD")
    append(clone, "overlays/library/10-texts.yaml", "# mended\n")
    clone.git("commit", "-qa", *options)
    clone.git("push", "-qf", "origin", f"mine:{BRANCH}")
    clone.git("checkout", "-q", "main")
    return clone.branches()[BRANCH]


@pytest.mark.parametrize("options", [("-m", "Mend"), ("--amend", "--no-edit")], ids=["commit", "amend"])
def test_what_a_person_has_put_on_the_branch_is_left_alone(options: tuple[str, ...], clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    tip = commit_by_hand(clone, *options)
    content = clone.publish(reworded_again)
    result = clone.run()
    assert result.exit_code == 0
    assert result.stdout == (
        f"{BRANCH}: somebody has committed to it, so it is left as it is\n#1: brought up to date\n"
    )
    assert clone.branches()[BRANCH] == tip
    assert sha256(content) in clone.requests[0]["body"]


def test_a_pull_request_that_was_closed_is_not_opened_again_for_the_same(clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    clone.change_github(requests=[{**clone.requests[0], "state": "CLOSED"}])
    result = clone.run()
    assert result.stdout == "#1: was closed with just this in it, so it is not opened again\n"
    assert len(clone.requests) == 1
    clone.publish(reworded_again)
    assert clone.run().stdout == f"{BRANCH}: pushed\nhttps://git.example/kco/pull/2\n"


def test_a_pull_request_of_a_fork_is_none_of_ours(clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    clone.change_github(requests=[{**clone.requests[0], "isCrossRepository": True, "body": "theirs"}])
    clone.publish(reworded_again)
    assert clone.run().stdout.endswith("https://git.example/kco/pull/2\n")
    assert clone.requests[0]["body"] == "theirs"


def test_a_pull_request_that_was_merged_makes_room_for_the_next(clone: Clone) -> None:
    clone.publish(reworded)
    clone.run()
    clone.git("fetch", "-q", "origin", BRANCH)
    clone.git("merge", "-q", "--ff-only", "FETCH_HEAD")
    clone.git("push", "-q", "origin", "main", f":{BRANCH}")
    clone.change_github(requests=[{**clone.requests[0], "state": "MERGED"}])
    assert clone.run().stdout == "no vendor has published anything new\n"
    clone.publish(lambda content: content.replace(b"Look for a book", b"Find books"))
    assert clone.run().stdout == f"{BRANCH}: pushed\nhttps://git.example/kco/pull/2\n"


def test_a_vendor_that_cannot_be_asked_is_told_by_exit_code_3(clone: Clone) -> None:
    clone.publish(reply=answer("503 Service Unavailable"))
    before, branches = clone.files(), clone.branches()
    result = clone.run()
    assert (result.exit_code, result.stdout) == (3, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        "library: no description was downloaded, and nothing was changed: http://127.0.0.1:"
    )
    assert clone.files() == before
    assert clone.branches() == branches
    assert clone.github()["calls"] == []


def test_a_vendor_that_cannot_be_asked_does_not_hide_what_another_has_published(clone: Clone) -> None:
    settings = (clone.root / "pyproject.toml").read_text("utf-8")
    table = settings[settings.index("[tool.kco.apis.library]") :]
    other = table.replace("apis.library", "apis.archive").replace("library.yaml", "archive.yaml")
    other = other.replace("overlays/library", "overlays/archive").replace('"Library"', '"Archive"')
    (clone.root / "pyproject.toml").write_text(f"{settings}\n{other}", "utf-8")
    shutil.copytree(clone.root / "overlays/library", clone.root / "overlays/archive")
    shutil.copy(clone.root / DESCRIPTION, clone.root / "openapi/archive.yaml")
    assert Project(clone.root).run("generate").code == 0
    clone.git("add", "--all")
    clone.git("commit", "-qm", "Two")
    clone.git("push", "-q", "origin", "main")
    content = clone.publish(reworded)
    result = clone.run()
    assert result.exit_code == 3
    assert result.stdout == f"{BRANCH}: pushed\nhttps://git.example/kco/pull/1\n"
    (line,) = result.stderr.splitlines()
    assert line.startswith("archive: no description was downloaded")
    (request,) = clone.requests
    assert request["title"] == "New description: library"
    assert "**archive** could not be asked" in request["body"]
    assert clone.proposed(DESCRIPTION) == content


@pytest.mark.parametrize("where", ["gh", "git"])
def test_what_refuses_us_is_told_in_a_line_and_nothing_is_left_behind(where: str, clone: Clone) -> None:
    clone.publish(reworded)
    if where == "gh":
        clone.change_github(refuses="HTTP 403: Resource not accessible by integration")
    else:
        clone.git("remote", "set-url", "origin", str(clone.root.parent / "nowhere.git"))
    before = clone.files()
    result = clone.run()
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    expected = "gh pr list: HTTP 403: Resource not accessible" if where == "gh" else "git ls-remote: fatal: "
    assert line.startswith(expected)
    assert clone.files() == before


def test_the_hooks_and_settings_of_a_clone_play_no_part(clone: Clone) -> None:
    for name in ("post-checkout", "pre-commit", "commit-msg", "pre-push"):
        hook = clone.root / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    clone.git("config", "commit.gpgSign", "true")
    clone.publish(reworded)
    assert clone.run().exit_code == 0
    assert len(clone.requests) == 1


def test_what_is_not_committed_is_neither_proposed_nor_lost(clone: Clone) -> None:
    append(clone, "parts/__init__.py", "# half done\n")
    (clone.root / "new.txt").write_text("mine")
    before = clone.files()
    clone.publish(reworded)
    assert clone.run().exit_code == 0
    assert clone.files() == before
    assert b"half done" not in clone.proposed("parts/__init__.py")


def test_a_token_reaches_git_and_gh_only(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "secret-token")
    clone.publish(reworded)
    result = clone.run()
    assert result.exit_code == 0
    assert "secret-token" not in result.output
    assert "secret-token" not in clone.requests[0]["body"]
    assert "secret-token" not in (clone.root / ".git/config").read_text("utf-8")
    assert run(("sh", "-c", "echo $GH_TOKEN"), clone.root).stdout == "\n"


@pytest.mark.usefixtures("real_report")
def test_a_comparison_that_fails_is_said_in_its_place(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    clone.publish(reworded)
    monkeypatch.setattr(
        import_module("generator.upstream.propose"), "REPORT", ("changes", "--no-such-option")
    )
    assert clone.run().exit_code == 0
    (request,) = clone.requests
    assert "## The comparison failed" in request["body"]
    assert "No such option" in request["body"]


def test_a_report_that_is_too_long_is_cut_at_a_line() -> None:
    assert fitting("short\n") == "short\n"
    long = "# Report\n```\n" + "a line of it\n" * 10_000
    cut = fitting(long)
    assert len(cut) <= LONGEST_BODY + 4
    assert cut.count("```") == 2
    assert cut.endswith("shows all of it.*\n")
    assert "\na line of it\n```\n\n*This" in cut
