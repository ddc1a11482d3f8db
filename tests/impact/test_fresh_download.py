"""`changes --fresh`: what the vendor publishes now, looked at without taking it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from generator.documents import dump, load
from tests.generator.project import DESCRIPTION
from tests.transport.servers import serving
from tests.upstream.download.vendor import Reply, answer, ok, replies

from .conftest import Repository

Publish = Callable[[Reply], str]


@pytest.fixture
def publish(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Iterator[Publish]:
    """Let the configured address reply with this; return the address."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with ExitStack() as stack:

        def start(reply: Reply) -> str:
            server = stack.enter_context(serving(replies({"/library.yaml": reply})))
            address = f"{server.url}/library.yaml"
            settings = repository.project.path("pyproject.toml").read_text("utf-8")
            settings = settings.replace(
                "[tool.kco]\n", '[tool.kco]\ndownloads = "openapi/downloads.lock"\n'
            ).replace(
                "[tool.kco.apis.library]\n",
                f'[tool.kco.apis.library]\naddresses = ["{address}"]\nbelow = "/v1/books"\n',
            )
            repository.project.write("pyproject.toml", settings)
            return address

        yield start


def published(repository: Repository) -> bytes:
    return repository.project.path(DESCRIPTION).read_bytes()


def test_what_the_vendor_publishes_unchanged_is_no_change(repository: Repository, publish: Publish) -> None:
    address = publish(ok(published(repository)))
    before = repository.project.snapshot()
    result = repository.changes("--fresh")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"library: {DESCRIPTION} → {address}: no changes", "version: none"]
    assert repository.project.snapshot() == before


def required(document: Any) -> None:
    document["components"]["schemas"]["NewBook"]["required"].append("author")


def renamed(document: Any) -> None:
    document["paths"]["/books"]["get"]["operationId"] = "findBooks"


def added(document: Any) -> None:
    document["components"]["schemas"]["NewBook"]["properties"]["pages"] = {"type": "integer"}


def reworded(document: Any) -> None:
    document["paths"]["/books"]["get"]["summary"] = "Look for a book"


def unknown(document: Any) -> None:
    document["components"]["schemas"]["NewBook"]["properties"]["title"]["contentEncoding"] = "base64"


@pytest.mark.parametrize(
    ("edit", "change_class", "exit_code"),
    [
        (required, "breaking-wire", 1),
        (renamed, "breaking-python", 1),
        (added, "addition", 0),
        (reworded, "documentation", 0),
        (unknown, "unclassified", 1),
    ],
)
def test_what_the_vendor_publishes_anew_is_told_by_class_and_not_taken(
    edit: Callable[[Any], None],
    change_class: str,
    exit_code: int,
    repository: Repository,
    publish: Publish,
) -> None:
    document = load(repository.project.path(DESCRIPTION))
    edit(document)
    publish(ok(dump(document, DESCRIPTION).encode()))
    before = repository.project.snapshot()
    result = repository.changes("--fresh", "--format", "json")
    assert {change["class"] for change in json.loads(result.stdout)["changes"]} == {change_class}
    assert result.exit_code == exit_code
    assert repository.project.snapshot() == before


@pytest.mark.parametrize("reply", [answer("404 Not Found"), ok(b"<html></html>")], ids=["nothing", "a page"])
def test_what_cannot_be_downloaded_is_not_compared(
    repository: Repository, publish: Publish, reply: Reply
) -> None:
    publish(reply)
    result = repository.changes("--fresh")
    assert (result.exit_code, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 1
