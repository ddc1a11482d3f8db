"""`python -m generator changes`, as a maintainer runs it in a clone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.documents import dump
from generator.package import LintFailure
from generator.surface import NameChange, unnamed
from tests.generator.project import DESCRIPTION, OVERLAY, small

from .conftest import Repository

FORMATS = ("text", "markdown", "html", "json")
MARKS = "overlays/library/20-marks.yaml"


def told(repository: Repository, *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit code and the report for tools."""
    result = repository.changes("--format", "json", *arguments)
    return result.exit_code, json.loads(result.stdout)


def classes(report: dict[str, Any]) -> list[str]:
    return [change["class"] for change in report["changes"]]


def new_book(document: Any) -> Any:
    return document["components"]["schemas"]["NewBook"]


def add_colour(document: Any) -> None:
    new_book(document)["properties"]["colour"] = {"type": "string", "description": "Of its cover."}


def require_author(document: Any) -> None:
    new_book(document)["required"].append("author")


def say_it_otherwise(document: Any) -> None:
    new_book(document)["description"] = "A book that is added."


def mend_the_title(document: Any) -> None:
    document["paths"]["/books"]["get"]["parameters"][0]["example"] = "Emma"


def lose_quotes(document: Any) -> None:
    new_book(document)["properties"]["isbn"]["example"] = 9780141439587
    new_book(document)["properties"]["colour"] = {"type": "string", "enum": ["red|blue"], "example": "red"}


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_changed(repository: Repository, form: str) -> None:
    result = repository.changes("--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    if form == "json":
        report = json.loads(result.stdout)
        assert (report["changes"], report["version"], report["current"]) == ([], "none", "1.4.2")
        assert (report["apis"][0]["patched"], report["apis"][0]["names"]) == ([], [])
    else:
        assert "no changes" in result.stdout
        assert "none" in result.stdout


def test_an_addition_asks_for_a_minor_version(repository: Repository) -> None:
    repository.edit(add_colour)
    code, report = told(repository)
    assert code == 0
    assert set(classes(report)) == {"addition"}
    assert (report["version"], report["next"], report["breaks"]) == ("minor", "1.5.0", False)
    names = {name["name"]: name["kind"] for name in report["apis"][0]["names"]}
    assert names["lending.library.Book.colour"] == "added"
    assert names["lending.library.books.Books.add_book"] == "changed"


def test_what_breaks_asks_for_a_major_version_and_fails(repository: Repository) -> None:
    repository.edit(require_author)
    code, report = told(repository)
    assert code == 1
    assert "breaking-wire" in classes(report)
    assert (report["version"], report["next"], report["breaks"]) == ("major", "2.0.0", True)
    assert "**Breaking:** library: " in report["changelog"]


def test_documentation_alone_asks_for_a_patch(repository: Repository) -> None:
    repository.edit(say_it_otherwise)
    code, report = told(repository)
    assert code == 0
    assert classes(report) == ["documentation"]
    assert (report["version"], report["next"]) == ("patch", "1.4.3")
    assert report["apis"][0]["names"] == []
    assert "docstrings follow 1 change of texts" in report["changelog"]


def test_an_action_that_became_stale_is_named_with_the_reason(repository: Repository) -> None:
    repository.edit(mend_the_title)
    code, report = told(repository)
    assert code == 0
    (action,) = report["apis"][0]["stale"]
    assert (action["file"], action["index"]) == (OVERLAY, 0)
    assert "1984" in action["reason"]
    assert action["x-reason"] == "A title is text."
    # The package stays as it was, but as long as somebody has to look at it the vendor's change counts.
    assert report["apis"][0]["patched"] == []
    assert report["version"] == "patch"


def test_what_our_overlays_hide_asks_for_no_version(repository: Repository) -> None:
    def drop_the_summary(overlay: Any) -> None:
        overlay["actions"].append({"target": "$.paths['/books'].get.summary", "remove": True})

    repository.edit(drop_the_summary, MARKS)
    repository.git("commit", "--quiet", "--all", "--message=Say less")
    repository.edit(lambda document: document["paths"]["/books"]["get"].update(summary="Search"))
    code, report = told(repository)
    assert code == 0
    assert classes(report) == ["documentation"]
    assert report["apis"][0]["patched"] == []
    assert (report["version"], report["next"]) == ("none", "1.4.2")


def test_the_overlay_actions_that_are_ready_make_generate_pass(repository: Repository) -> None:
    repository.edit(lose_quotes)
    code, report = told(repository, "--repairs", "ready")
    (api,) = report["apis"]
    assert code == 0
    assert [finding["rule"] for finding in api["findings"]] == [
        "invalid-example",
        "joined-enum",
        "invalid-example",
    ]
    assert "lending.library.Book.colour" in {name["name"] for name in api["names"]}
    with pytest.raises(LintFailure):
        repository.project.generate()
    shutil.copy("ready/library.yaml", "overlays/library/95-ready.yaml")
    generated = repository.project.generate()
    book = new_book(json.loads(generated.files["lending/library/description.json"]))
    assert book["properties"]["isbn"]["example"] == "9780141439587"
    assert book["properties"]["colour"]["enum"] == ["red", "blue"]


def test_the_changelog_names_every_public_name(repository: Repository) -> None:
    def change(document: Any) -> None:
        add_colour(document)
        schemas = document["components"]["schemas"]
        schemas["Novel"] = schemas.pop("Author")
        new_book(document)["properties"]["author"] = {"$ref": "#/components/schemas/Novel"}
        del document["paths"]["/health"]
        document["paths"]["/books"]["get"]["operationId"] = "findBooks"
        schemas["State"]["enum"].append("lost")

    repository.edit(change)
    report = told(repository)[1]
    names = [NameChange(name["name"], name["before"], name["after"]) for name in report["apis"][0]["names"]]
    assert {name.kind for name in names} == {"added", "changed", "removed"}
    assert unnamed(names, report["changelog"]) == []
    assert unnamed(names, "") == names


def test_an_overlay_that_was_mended_beside_the_new_description_is_not_applied_to_the_old_one(
    repository: Repository,
) -> None:
    repository.edit(mend_the_title)
    Path(OVERLAY).unlink()
    code, report = told(repository)
    assert code == 0
    assert report["apis"][0]["stale"] == []
    assert report["apis"][0]["patched"] == []
    assert report["version"] == "none"


def test_an_overlay_alone_may_change_the_package(repository: Repository) -> None:
    def hide(overlay: Any) -> None:
        overlay["actions"].append({"target": "$.paths['/health']", "remove": True})

    repository.edit(hide, MARKS)
    code, report = told(repository)
    assert report["changes"] == []
    assert "breaking-wire" in {change["class"] for change in report["apis"][0]["patched"]}
    assert (code, report["version"]) == (1, "major")


def test_a_branch_is_compared_with_what_it_came_from(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "upstream")
    repository.edit(add_colour)
    repository.git("commit", "--quiet", "--all", "--message=New description")
    assert told(repository)[1]["version"] == "none"
    assert told(repository, "--since", "main")[1]["version"] == "minor"


def test_only_one_vendor_is_compared_if_that_is_wanted(repository: Repository) -> None:
    assert [api["api"] for api in told(repository, "--vendor", "library")[1]["apis"]] == ["library"]
    result = repository.changes("--vendor", "museum")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "--vendor: museum is not configured; name one of library\n"


def test_two_files_of_the_project_are_compared_with_all_that_follows(repository: Repository) -> None:
    shutil.copy(DESCRIPTION, "earlier.yaml")
    repository.edit(add_colour)
    code, report = told(repository, "earlier.yaml", DESCRIPTION)
    assert (code, report["version"], report["apis"][0]["api"]) == (0, "minor", "library")
    assert report["apis"][0]["names"]


def test_two_files_of_nobody_are_compared_for_themselves(tmp_path: Path, repository: Repository) -> None:
    book, sold = tmp_path / "old.json", tmp_path / "new.json"
    book.write_text(dump(small(), "old.json"), "utf-8")
    sold.write_text(dump(small(Book={"type": "object", "properties": {}}), "new.json"), "utf-8")
    result = repository.changes(str(book), str(sold))
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "overlays, lint and names are left out; --vendor says whose description it is"
    ]
    assert "version: major\n" in result.stdout
    report = json.loads(repository.changes(str(book), str(sold), "--format", "json").stdout)
    assert (report["current"], report["next"]) == (None, None)
    assert (report["apis"][0]["api"], report["apis"][0]["names"]) == (None, None)


def test_two_files_are_compared_without_a_project_as_well(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "it.json").write_text(dump(small(), "it.json"), "utf-8")
    monkeypatch.chdir(tmp_path)
    result = repository.changes("it.json", "it.json")
    assert (result.exit_code, "no changes" in result.stdout) == (0, True)


def test_two_files_of_somewhere_else_may_be_said_to_be_ours(tmp_path: Path, repository: Repository) -> None:
    shutil.copy(DESCRIPTION, tmp_path / "it.yaml")
    code, report = told(
        repository, str(tmp_path / "it.yaml"), str(tmp_path / "it.yaml"), "--vendor", "library"
    )
    assert (code, report["current"], report["apis"][0]["api"]) == (0, "1.4.2", "library")


def unusable(repository: Repository, *arguments: str) -> str:
    result = repository.changes(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def test_outside_of_a_repository_there_is_nothing_to_compare_with(repository: Repository) -> None:
    shutil.rmtree(".git")
    said = unusable(repository)
    assert "not a git repository" in said
    assert "name two files" in said


def test_without_git_two_files_have_to_be_named(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert "git cannot be run" in unusable(repository)


def test_a_description_that_was_never_committed_is_nothing_to_compare_with(repository: Repository) -> None:
    repository.git("rm", "--quiet", "--cached", DESCRIPTION)
    repository.git("commit", "--quiet", "--message=Forget it")
    assert unusable(repository) == (
        f"{DESCRIPTION}: is not in HEAD; commit it, or name the two descriptions to compare\n"
    )


def test_an_unknown_revision_is_refused(repository: Repository) -> None:
    assert unusable(repository, "--since", "nowhere").startswith("nowhere: not found in git;")
    assert unusable(repository, "--since", "--upload-pack=x").startswith("--upload-pack=x: not found in git")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<html><body>Not found</body></html>", "its root is not an object"),
        (b"openapi: 3.0.3\npaths: {", "not YAML"),
        (b"\xff\xfe", "not valid UTF-8"),
        (b"swagger: '2.0'\npaths: {}", "is not an OpenAPI 3 description"),
        (b"", "its root is not an object"),
        (b'openapi: 3.0.3\nx: "\\ud800"', "not YAML"),
    ],
    ids=["HTML", "half", "no UTF-8", "Swagger", "empty", "half a character"],
)
def test_a_description_that_cannot_be_used_is_refused(
    repository: Repository, content: bytes, says: str
) -> None:
    repository.project.write("new.yaml", content)
    assert says in unusable(repository, DESCRIPTION, "new.yaml")
    repository.project.write(DESCRIPTION, content)
    assert says in unusable(repository)


def test_half_a_character_in_json_is_refused(repository: Repository) -> None:
    repository.project.write("new.json", b'{"openapi": "3.0.3", "info": {"title": "\\ud800"}}')
    assert "half of a surrogate pair" in unusable(repository, DESCRIPTION, "new.json")


def test_files_that_are_not_there_are_refused(repository: Repository) -> None:
    assert "cannot be read" in unusable(repository, DESCRIPTION, "nowhere.yaml")
    assert "cannot be read" in unusable(repository, DESCRIPTION, "openapi")


@pytest.mark.parametrize(
    "arguments",
    [(DESCRIPTION,), (DESCRIPTION, DESCRIPTION, "--fresh"), ("--fresh", "--since", "main")],
    ids=["one file", "files and download", "download and commit"],
)
def test_it_has_to_be_clear_what_is_compared(repository: Repository, arguments: tuple[str, ...]) -> None:
    assert "takes two descriptions, --since or --fresh" in unusable(repository, *arguments)


def test_a_description_of_another_version_of_openapi_is_compared_as_far_as_that_goes(
    repository: Repository,
) -> None:
    repository.edit(lambda document: document.update(openapi="3.1.0"))
    code, report = told(repository)
    assert (code, report["version"]) == (1, "major")
    assert classes(report) == ["unclassified"]
    assert "only 3.0 is understood" in report["apis"][0]["obstacle"]


def test_what_no_action_repairs_is_an_obstacle_to_telling_names(repository: Repository) -> None:
    repository.edit(lambda document: document["paths"]["/health"]["get"].pop("operationId"))
    code, report = told(repository)
    assert code == 1
    assert report["apis"][0]["findings"]
    assert report["apis"][0]["names"] is None
    assert report["apis"][0]["obstacle"].startswith("the names cannot be compared yet: ")


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_can_be_written_to_a_file(repository: Repository, form: str) -> None:
    repository.project.write("old.json", dump(small(), "old.json"))
    repository.project.write("new.json", dump({**small(), "paths": {}}, "new.json"))
    shown = repository.changes("old.json", "new.json", "--format", form)
    written = repository.changes("old.json", "new.json", "--format", form, "--output", "reports/it")
    assert (shown.exit_code, written.exit_code, written.stdout) == (1, 1, "")
    assert Path("reports/it").read_bytes() == shown.stdout_bytes


def test_the_project_is_left_as_it_is(repository: Repository) -> None:
    repository.edit(lose_quotes)
    before = repository.project.snapshot()
    repository.changes("--format", "html")
    assert repository.project.snapshot() == before


def test_a_place_that_cannot_be_written_to_is_told(repository: Repository) -> None:
    assert unusable(repository, "--output", "openapi") == "openapi: is a folder; name a file\n"
