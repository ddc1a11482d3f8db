"""What a download lays down, when, and what it asks for."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.documents import dump, load, parse
from generator.drift.lock import inputs
from generator.sources import read_sources
from generator.upstream import published
from tests.transport.servers import Conversation, Server

from .published import OTHER_VENDOR, PUBLISHED, REWORDED
from .vendor import Project, Reply, answer, chunked, moved, ok, until_closed

Publish = Callable[[Reply], Server]
Serve = Callable[..., Server]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_new_description_is_kept_byte_for_byte_and_recorded(project: Project, publish: Publish) -> None:
    content = REWORDED.replace(b"\n", b"\r\n") + b"# no newline at the end"
    server = publish(ok(content, 'ETag: "two"', "Last-Modified: Fri, 20 Nov 2026 06:00:00 GMT"))
    result = project.run("kustom")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        f"openapi/kustom.yaml: changed, {len(content)} bytes from {server.url}/kustom.yaml, "
        f"sha256 {sha256(content)[:12]}…\n"
    )
    assert project.description.read_bytes() == content
    record = project.records["kustom"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", record.pop("date"))
    assert record == {
        "file": "openapi/kustom.yaml",
        "sha256": sha256(content),
        "address": f"{server.url}/kustom.yaml",
        "etag": '"two"',
        "last_modified": "Fri, 20 Nov 2026 06:00:00 GMT",
    }


def test_nothing_else_changes(project: Project, publish: Publish) -> None:
    publish(ok(REWORDED))
    before = project.digests()
    assert project.run("kustom").exit_code == 0
    after = project.digests()
    assert {name for name in after if after[name] != before.get(name)} == {
        "openapi/kustom.yaml",
        "openapi/downloads.lock",
    }
    assert before.keys() - after.keys() == set()


def test_the_same_bytes_are_no_change_but_we_know_now_where_they_are_from(
    project: Project, publish: Publish
) -> None:
    publish(ok(PUBLISHED))
    before = project.description.stat().st_mtime_ns
    result = project.run("kustom")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("openapi/kustom.yaml: unchanged, as http://127.0.0.1:")
    assert project.description.stat().st_mtime_ns == before
    assert project.records["kustom"]["sha256"] == sha256(PUBLISHED)


def answering_conditionally(conversation: Conversation) -> None:
    """Answer like a server that has the version called "one"."""
    asked = conversation._server.requests[-1]
    has_it = b'if-none-match: "one"' in asked.lower()
    conversation.say(answer("304 Not Modified") if has_it else ok(PUBLISHED, 'ETag: "one"'))


def test_unchanged_is_asked_for_by_what_the_server_named_it_and_changes_nothing(
    project: Project, publish: Publish
) -> None:
    server = publish(answering_conditionally)
    assert project.run("kustom").exit_code == 0
    before = project.digests()
    for _ in range(2):
        result = project.run("kustom")
        assert (result.exit_code, result.stderr) == (0, "")
        assert "unchanged" in result.stdout
    assert project.digests() == before
    assert [b"if-none-match" in request.lower() for request in server.requests] == [False, True, True]


def test_a_time_is_asked_with_where_there_is_no_name(project: Project, publish: Publish) -> None:
    time = "Fri, 20 Nov 2026 06:00:00 GMT"
    server = publish(ok(PUBLISHED, f"Last-Modified: {time}"))
    project.run("kustom")
    project.run("kustom")
    assert f"If-Modified-Since: {time}".encode() not in server.requests[0]
    assert f"If-Modified-Since: {time}".encode() in server.requests[1]


def test_the_same_bytes_under_a_new_name_are_no_noise(project: Project, publish: Publish) -> None:
    names = iter(['"one"', '"two"', '"three"'])
    publish(lambda conversation: conversation.say(ok(PUBLISHED, f"ETag: {next(names)}")))
    project.run("kustom")
    before = project.digests()
    project.run("kustom")
    assert project.digests() == before


def test_a_file_that_was_put_there_by_hand_is_no_version_to_compare_with(
    project: Project, publish: Publish
) -> None:
    server = publish(answering_conditionally)
    project.run("kustom")
    project.description.write_bytes(REWORDED)
    result = project.run("kustom")
    assert "changed" in result.stdout
    assert project.description.read_bytes() == PUBLISHED
    assert b"if-none-match" not in server.requests[1].lower()


def test_a_version_is_named_only_to_the_address_it_came_from(project: Project, serve: Serve) -> None:
    first = serve({"/kustom.yaml": ok(PUBLISHED, 'ETag: "one"')})
    project.configure(f"{first.url}/kustom.yaml")
    project.run("kustom")
    second = serve({"/kustom.yaml": ok(REWORDED)})
    project.configure(f"{second.url}/kustom.yaml")
    assert project.run("kustom").exit_code == 0
    assert b"if-none-match" not in second.requests[0].lower()
    assert project.records["kustom"]["address"] == f"{second.url}/kustom.yaml"


def test_addresses_are_asked_in_order_until_one_has_it(project: Project, serve: Serve) -> None:
    server = serve({"/old.yaml": answer("410 Gone"), "/page": ok(b"<html>"), "/new.yaml": ok(REWORDED)})
    third = serve({"/never.yaml": ok(PUBLISHED)})
    project.configure(
        *(f"{server.url}{path}" for path in ("/old.yaml", "/page", "/new.yaml")), f"{third.url}/never.yaml"
    )
    result = project.run("kustom")
    assert (result.exit_code, result.stderr) == (0, "")
    assert project.description.read_bytes() == REWORDED
    assert project.records["kustom"]["address"] == f"{server.url}/new.yaml"
    assert third.requests == []


@pytest.mark.parametrize("packed", ["chunked", "gzip", "until closed"])
def test_every_way_of_sending_a_file_is_understood(packed: str, project: Project, publish: Publish) -> None:
    publish(
        {
            "chunked": chunked(REWORDED[:1000], REWORDED[1000:]),
            "gzip": ok(gzip.compress(REWORDED), "Content-Encoding: gzip"),
            "until closed": until_closed(REWORDED),
        }[packed]
    )
    assert project.run("kustom").exit_code == 0
    assert project.description.read_bytes() == REWORDED


def test_json_is_taken_where_yaml_is_expected_since_it_reads_the_same(
    project: Project, publish: Publish
) -> None:
    document = load(project.description)
    content = dump(document, "x.json").encode()
    publish(ok(content, "Content-Type: application/json"))
    assert project.run("kustom").exit_code == 0
    assert project.description.read_bytes() == content
    assert load(project.description) == document


def test_a_redirect_is_followed_to_https(project: Project, serve: Serve) -> None:
    target = serve({"/v2/kustom.yaml": ok(REWORDED)}, tls=True)
    server = serve({"/kustom.yaml": moved(f"{target.url}/v2/kustom.yaml")})
    project.configure(f"{server.url}/kustom.yaml")
    assert project.run("kustom").exit_code == 0
    assert project.description.read_bytes() == REWORDED
    assert project.records["kustom"]["address"] == f"{server.url}/kustom.yaml"


def test_a_redirect_may_be_relative_and_permanent(project: Project, serve: Serve) -> None:
    server = serve(
        {
            "/kustom.yaml": moved("files/kustom.yaml", "308 Permanent Redirect"),
            "/files/kustom.yaml": ok(REWORDED),
        },
        tls=True,
    )
    project.configure(f"{server.url}/kustom.yaml")
    assert project.run("kustom").exit_code == 0
    assert project.description.read_bytes() == REWORDED


def test_no_cookie_is_kept_and_no_credential_is_sent(
    project: Project, serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login user password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    cookie = "Set-Cookie: session=secret; Path=/"
    server = serve(
        {
            "/kustom.yaml": answer("302 Found", b"", "Location: /files/kustom.yaml", cookie),
            "/files/kustom.yaml": ok(REWORDED, cookie),
        },
        tls=True,
    )
    project.configure(f"{server.url}/kustom.yaml")
    assert project.run("kustom").exit_code == 0
    assert len(server.requests) == 2
    for request in server.requests:
        assert b"user-agent: kco-generator" in request.lower()
        assert b"cookie" not in request.lower()
        assert b"authorization" not in request.lower()


def test_all_vendors_are_downloaded_at_once(project: Project, serve: Serve) -> None:
    reworded = OTHER_VENDOR.replace(b"summary: Read the order", b"summary: Get an order")
    server = serve({"/kustom.yaml": ok(REWORDED), "/klarna.yaml": ok(reworded)})
    project.configure(f"{server.url}/kustom.yaml")
    project.configure(f"{server.url}/klarna.yaml", vendor="klarna")
    result = project.run()
    assert result.exit_code == 0
    assert [line.partition(":")[0] for line in result.stdout.splitlines()] == [
        "openapi/kustom.yaml",
        "openapi/klarna.yaml",
    ]
    assert (project.root / "openapi/klarna.yaml").read_bytes() == reworded
    assert list(project.records) == ["klarna", "kustom"]


def test_a_vendor_without_an_address_is_left_out(project: Project, publish: Publish) -> None:
    publish(ok(REWORDED))
    project.configure(vendor="klarna")
    assert project.run().exit_code == 0
    assert list(project.records) == ["kustom"]


def test_one_vendor_that_fails_stops_all(project: Project, serve: Serve) -> None:
    server = serve({"/kustom.yaml": ok(REWORDED), "/klarna.yaml": answer("500 Internal Server Error")})
    project.configure(f"{server.url}/kustom.yaml")
    project.configure(f"{server.url}/klarna.yaml", vendor="klarna")
    before = project.digests()
    result = project.run()
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("klarna: no description was downloaded, and nothing was changed: ")
    assert len(result.stderr.splitlines()) == 1
    assert project.digests() == before
    assert project.run("kustom").exit_code == 0


def test_a_file_can_be_looked_at_without_touching_the_project(
    project: Project, publish: Publish, tmp_path: Path
) -> None:
    publish(ok(REWORDED))
    before = project.digests()
    result = project.run("kustom", "--to", str(tmp_path / "fresh"))
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path}/fresh/kustom.yaml: differs from ours, ")
    assert (tmp_path / "fresh/kustom.yaml").read_bytes() == REWORDED
    assert project.digests() == before


def test_what_was_downloaded_is_what_a_comparison_gets(project: Project, publish: Publish) -> None:
    server = publish(ok(REWORDED))
    before = project.digests()
    (found,), failures = project.fetch()
    assert failures == []
    assert (found.api.name, found.content, found.changed) == ("kustom", REWORDED, True)
    assert found.address == f"{server.url}/kustom.yaml"
    assert found.record.date == "2026-11-20T06:30:00Z"
    assert found.document == parse(REWORDED, "kustom.yaml")
    assert project.digests() == before


def test_progress_names_the_vendor_and_the_address(project: Project, publish: Publish) -> None:
    server = publish(ok(REWORDED))
    told: list[str] = []
    assert published(project.root, project.configuration, ["kustom"], progress=told.append)
    assert told[0] == f"kustom: {server.url}/kustom.yaml"
    assert told[-1] == f"kustom: {server.url}/kustom.yaml, {len(REWORDED) // 1024} KiB"


def test_the_record_is_no_part_of_the_generators_lock(project: Project, publish: Publish) -> None:
    before = inputs(read_sources(project.root, project.configuration), project.configuration)
    publish(ok(PUBLISHED))
    project.run("kustom")
    after = inputs(read_sources(project.root, project.configuration), project.configuration)
    # Neither a download nor another address makes any output stale.
    assert after == before
    assert json.loads((project.root / "generated_client/generator.lock").read_bytes()).keys() >= {
        "inputs",
        "output",
    }
