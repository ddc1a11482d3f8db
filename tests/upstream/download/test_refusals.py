"""Whatever else an address says: one line, exit code 3, and nothing has changed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.documents import dump, load
from generator.upstream import Limits
from tests.transport.servers import Conversation, Server, refusing_port

from .published import OTHER_VENDOR, PUBLISHED, REWORDED
from .vendor import Project, Reply, answer, chunked, moved, ok, until_closed

Publish = Callable[[Reply], Server]
Serve = Callable[..., Server]
MIB = 1024 * 1024
KEY = "/ordermanagement/v1/orders/{order_id}"


def edited(change: Callable[[Any], object], content: bytes = PUBLISHED) -> bytes:
    """Return a description with something changed in it."""
    from generator.documents import parse

    document = parse(content, "x.yaml")
    change(document)
    return dump(document, "x.yaml").encode()


def break_off(conversation: Conversation) -> None:
    conversation.say(ok(PUBLISHED)[:5000])
    conversation.reset()


def drip_content(conversation: Conversation) -> None:
    conversation.say(ok(PUBLISHED)[:500])
    conversation.drip(PUBLISHED[500:])


def fall_silent(conversation: Conversation) -> None:
    conversation.say(ok(PUBLISHED)[:500])
    conversation.stay_silent()


def pour(conversation: Conversation, head: bytes, piece: bytes, times: int) -> None:
    conversation.say(head)
    for _ in range(times):
        conversation.say(piece)


CHECKOUT = edited(
    lambda d: d.update(
        paths={p.replace("ordermanagement/v1", "checkout/v3"): i for p, i in d["paths"].items()}
    )
)
# What the vendor answers, and what the line says about it.
REFUSALS: dict[str, tuple[Reply, str]] = {
    "404": (answer("404 Not Found", b"<html>gone</html>"), "answered 404 Not Found"),
    "500": (answer("500 Internal Server Error"), "answered 500 Internal Server Error"),
    "a status nobody knows": (answer("599 Odd"), "answered 599"),
    "no content": (answer("204 No Content"), "answered 204 No Content"),
    "a part that nobody asked for": (answer("206 Partial Content", PUBLISHED[:500]), "answered 206"),
    "not modified, though nobody asked": (b"HTTP/1.1 304 Not Modified\r\n\r\n", "answered 304 Not Modified"),
    "an empty file": (ok(b"\xef\xbb\xbf \n"), "answered with an empty file"),
    "HTML": (ok(b"<!DOCTYPE html><title>Sign in</title>", "Content-Type: text/yaml"), "is an HTML page"),
    "HTML after a blank": (ok(b"\n  <html lang=en>"), "is an HTML page"),
    "text": (ok(b"Service temporarily unavailable\n"), "its root is not an object"),
    "a list": (ok(b"- openapi: 3.0.1\n"), "its root is not an object"),
    "another YAML": (ok(b"services:\n  web: {image: nginx}\n"), "has nothing that one begins with"),
    "a JSON error": (ok(b'{"error": "not found"}'), "has nothing that one begins with"),
    "broken YAML": (ok(PUBLISHED + b"x: [1,\n"), "is not a description (line "),
    "two documents": (ok(PUBLISHED + b"---\na: 1\n"), "is not a description (line "),
    "a key twice": (ok(PUBLISHED + b"openapi: 3.0.1\n"), "the key 'openapi' is here twice"),
    "invalid UTF-8": (ok(PUBLISHED.replace(b"Orders", b"\xff\xfeOrders", 1)), "is not valid UTF-8"),
    "UTF-16": (ok(PUBLISHED.decode().encode("utf-16")), "is not valid UTF-8"),
    "billions of laughs": (
        ok(b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
            b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 10)) for n in range(8)
        )),
        "nodes once its aliases are expanded",
    ),
    "Swagger 2.0": (ok(b"swagger: '2.0'\ninfo: {}\npaths: {}\n"), "is a description of Swagger 2.0"),
    "OpenAPI 3.1": (ok(PUBLISHED.replace(b"openapi: 3.0.1", b"openapi: 3.1.0")), "of version '3.1.0'"),
    "no operation": (ok(edited(lambda d: d.update(paths={KEY: {}}))), "describes no operation"),
    "a different API": (ok(CHECKOUT), "describes another API: none of its 15 operations is below"),
    "a different vendor": (ok(OTHER_VENDOR), "its server api.klarna.com is the one of klarna"),
    "50 MB, as it says": (
        lambda c: pour(c, b"HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n", b"x" * 65536, 763),
        "answered with more than 10 MiB",
    ),
    "50 MB, as it turns out": (
        lambda c: pour(c, b"HTTP/1.1 200 OK\r\n\r\n", b"# filled up\n" * 5000, 834),
        "answered with more than 10 MiB",
    ),
    "a bomb": (
        ok(gzip.compress(bytes(50 * MIB)), "Content-Encoding: gzip"),
        "answered with more than 10 MiB",
    ),
    "not packed as it says": (ok(PUBLISHED, "Content-Encoding: gzip"), "is not packed as it says"),
    "packed and cut off": (
        ok(gzip.compress(PUBLISHED)[:-500], "Content-Encoding: gzip"),
        "was cut off: the packed file does not end",
    ),
    "packed with something behind it": (
        ok(gzip.compress(PUBLISHED) + b"more", "Content-Encoding: gzip"),
        "was cut off: the packed file does not end",
    ),
    "packed as nobody asked for": (
        ok(zlib.compress(PUBLISHED), "Content-Encoding: br"),
        "answered in the encoding 'br', which was not asked for",
    ),
    "less than it says": (ok(PUBLISHED)[:-1000], "gave no whole answer ("),
    "less than its chunks say": (chunked(REWORDED, whole=False), "gave no whole answer ("),
    "a connection that breaks": (break_off, "gave no whole answer ("),
    "nothing at all": (b"", "gave no whole answer ("),
    "no HTTP": (b"SSH-2.0-OpenSSH_9.6\r\n", "gave no whole answer ("),
    "a redirect to nowhere": (answer("302 Found"), "answered 302 Found without saying where to"),
    "a redirect to http": (
        moved("http://127.0.0.1:9/kustom.yaml"),
        "redirects to http://127.0.0.1:9/kustom.yaml, which is not https",
    ),
    "a redirect to a file": (moved("file:///etc/passwd"), "which is not https"),
    "a redirect with credentials": (
        moved("https://user:password@vendor.example/"),
        "redirects to an address that carries credentials",
    ),
    "a redirect to nonsense": (moved("https://[::1/"), "redirects to something that is not an address"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_the_description_changes_nothing(case: str, project: Project, publish: Publish) -> None:
    reply, words = REFUSALS[case]
    server = publish(reply)
    before = project.digests()
    result = project.run("kustom")
    assert (result.exit_code, result.stdout) == (3, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(
        f"kustom: no description was downloaded, and nothing was changed: {server.url}/kustom.yaml "
    )
    assert words in line
    assert "; try again later, or mend the addresses in pyproject.toml" in line or "--accept-losses" in line
    assert "password" not in line
    assert project.digests() == before


def test_the_line_lists_what_each_address_said(project: Project, serve: Serve) -> None:
    server = serve({"/page": ok(b"<html>"), "/other": ok(CHECKOUT)})
    addresses = [f"{server.url}{path}" for path in ("/gone?version=1", "/page", "/other")]
    project.configure(*addresses)
    before = project.digests()
    result = project.run("kustom")
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert f"{addresses[0]} answered 404 Not Found; {addresses[1]} is an HTML page" in line
    assert f"; {addresses[2]} describes another API" in line
    assert project.digests() == before


def test_a_redirect_loop_is_named(project: Project, serve: Serve) -> None:
    server = serve(
        {"/kustom.yaml": moved("/a?token=secret"), "/a?token=secret": moved("/kustom.yaml")}, tls=True
    )
    project.configure(f"{server.url}/kustom.yaml")
    line = project.refused()
    way = f"{server.url}/kustom.yaml → {server.url}/a → {server.url}/kustom.yaml"
    assert f"redirects in a circle ({way})" in line
    assert "secret" not in line


def test_redirects_come_to_an_end(project: Project, serve: Serve) -> None:
    numbers = iter(range(1, 100))

    def onwards(conversation: Conversation) -> None:
        conversation.answer(moved(f"/{next(numbers)}"))

    server = serve(onwards, tls=True)
    project.configure(f"{server.url}/0")
    assert "redirects more than 5 times" in project.refused()
    assert len(server.requests) == 6


def test_a_certificate_that_nobody_vouches_for_is_refused(
    project: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = serve({"/kustom.yaml": ok(REWORDED)}, tls=True)
    project.configure(f"{server.url}/kustom.yaml")
    assert "could not be reached (its certificate is not trusted: " in project.refused()
    assert server.requests == []


@pytest.mark.parametrize(
    ("variable", "value"), [("HTTP_PROXY", "nonsense://proxy.example"), ("SSL_CERT_FILE", "nowhere.pem")]
)
def test_an_environment_that_is_wrong_is_one_line_too(
    variable: str, value: str, project: Project, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(ok(REWORDED))
    monkeypatch.setenv(variable, value)
    before = project.digests()
    result = project.run("kustom")
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "/kustom.yaml cannot be asked (" in line
    assert project.digests() == before


def test_a_port_where_nobody_listens_is_one_line(project: Project) -> None:
    project.configure(f"http://127.0.0.1:{refusing_port()}/kustom.yaml")
    before = project.digests()
    result = project.run("kustom")
    assert result.exit_code == 3
    assert "could not be reached (" in result.stderr
    assert project.digests() == before


@pytest.mark.parametrize(
    ("reply", "limits", "words"),
    [
        (Conversation.stay_silent, Limits(read=0.1), "said nothing for 0.1 seconds"),
        (lambda c: c.drip(ok(PUBLISHED)), Limits(total=0.3), "was not done after 0.3 seconds"),
        (drip_content, Limits(total=0.3), "was not done after 0.3 seconds"),
        (fall_silent, Limits(read=0.1), "said nothing for 0.1 seconds"),
    ],
    ids=["silence", "dripping headers", "dripping content", "silence in the middle"],
)
def test_no_server_can_hold_us_up(
    reply: Reply, limits: Limits, words: str, project: Project, publish: Publish
) -> None:
    publish(reply)
    before = project.digests()
    assert words in project.refused(limits)
    assert project.digests() == before


def test_a_handshake_that_never_ends_is_given_up(project: Project, serve: Serve) -> None:
    server = serve(Conversation.stay_silent)
    project.configure(server.url.replace("http:", "https:"))
    assert "could not be reached within 0.1 seconds" in project.refused(Limits(connect=0.1))


@pytest.mark.parametrize(
    "address",
    [
        "http://vendor.example/kustom.yaml",
        "ftp://vendor.example/kustom.yaml",
        "https://user:password@vendor.example/",
        "openapi/kustom.yaml",
        "https://",
        "https://[::1",
        "",
    ],
)
def test_an_address_that_must_not_be_asked_is_told_before_anything_is(address: str, project: Project) -> None:
    project.configure(address)
    before = project.digests()
    result = project.run("kustom")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("pyproject.toml, [tool.kco.apis.kustom], addresses: ")
    assert project.digests() == before


def test_a_vendor_that_nobody_knows_is_wrong_usage_of_this_project(project: Project) -> None:
    result = project.run("stripe")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "stripe: is no API of this project; use kustom, klarna\n"
    project.configure(vendor="klarna")
    result = project.run("klarna")
    assert result.stderr.startswith("pyproject.toml, [tool.kco.apis.klarna]: names no addresses")


def test_what_a_vendor_says_cannot_command_a_terminal(project: Project, publish: Publish) -> None:
    publish(ok(b"openapi: 3.0.1\ninfo: {}\x1b[2J\npaths: {}"))
    assert "\x1b" not in project.run("kustom").stderr


def test_a_file_that_cannot_be_written_leaves_no_half(project: Project, publish: Publish) -> None:
    publish(ok(REWORDED))
    record = project.root / "openapi/downloads.lock"
    record.mkdir()
    before = project.digests()
    result = project.run("kustom")
    assert result.exit_code == 1
    assert result.stderr.startswith("openapi/downloads.lock: ")
    assert project.digests() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"kustom": {"file": 1}}', '{"kustom": {}}', '{"kustom": null}'])
def test_a_broken_record_is_told_and_kept(text: str, project: Project, publish: Publish) -> None:
    server = publish(ok(REWORDED))
    (project.root / "openapi/downloads.lock").write_text(text)
    before = project.digests()
    result = project.run("kustom")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("openapi/downloads.lock: is not what a download writes; ")
    assert project.digests() == before
    assert server.requests == []


def test_the_broken_file_we_have_does_not_stop_a_whole_one(project: Project, publish: Publish) -> None:
    project.description.write_bytes(b"paths: [")
    publish(ok(PUBLISHED))
    assert project.run("kustom").exit_code == 0
    assert project.description.read_bytes() == PUBLISHED
    project.description.unlink()
    assert project.run("kustom").exit_code == 0
    assert load(Path("openapi/kustom.yaml"))


def test_the_answer_may_end_with_the_connection(project: Project, publish: Publish) -> None:
    publish(until_closed(b"<html>"))
    assert "is an HTML page" in project.refused()
