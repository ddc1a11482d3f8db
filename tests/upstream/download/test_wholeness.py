"""Half a file is told from a whole one, wherever it was cut, and from what a vendor changes on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.documents import JsonValue, dump, parse
from generator.upstream.fetch import Refusal
from generator.upstream.recognise import Loss, recognise
from tests.transport.servers import Server

from .published import OTHER_VENDOR, PUBLISHED, REWORDED
from .vendor import Project, Reply, ok, until_closed

Publish = Callable[[Reply], Server]
BELOW = "/ordermanagement/v1/orders"
KNOWN = {"kustom": parse(PUBLISHED, "x.yaml"), "klarna": parse(OTHER_VENDOR, "x.yaml")}
HAVE = {"kustom": PUBLISHED, "klarna": OTHER_VENDOR}
CHANGED = {
    name: content.replace(b"\n", b"\n\n", 1).replace(b"Orders", b"Sales") for name, content in HAVE.items()
}


def read(content: bytes, vendor: str = "kustom", *, length_known: bool = True, **options: Any) -> JsonValue:
    return recognise(
        content,
        file="x.yaml",
        below=BELOW,
        have=HAVE[vendor],
        known=KNOWN[vendor],
        strangers={},
        length_known=length_known,
        **options,
    )


def edited(change: Callable[[Any], object], vendor: str = "kustom") -> bytes:
    document: Any = parse(HAVE[vendor], "x.yaml")
    change(document)
    return dump(document, "x.yaml").encode()


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["kustom", "klarna"]), st.data())
def test_the_file_we_have_is_refused_wherever_it_is_cut(vendor: str, data: st.DataObject) -> None:
    end = data.draw(st.integers(1, len(HAVE[vendor].rstrip()) - 1))
    with pytest.raises(Refusal):
        read(HAVE[vendor][:end], vendor)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["kustom", "klarna"]), st.data())
def test_half_of_a_new_file_is_refused_wherever_its_lines_end(vendor: str, data: st.DataObject) -> None:
    lines = CHANGED[vendor].splitlines(keepends=True)
    end = data.draw(st.integers(1, int(len(lines) * 0.75)))
    with pytest.raises(Refusal):
        read(b"".join(lines[:end]), vendor)


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["kustom", "klarna"]), st.data())
def test_a_cut_that_nobody_announced_may_cost_no_operation(vendor: str, data: st.DataObject) -> None:
    lines = CHANGED[vendor].splitlines(keepends=True)
    end = data.draw(st.integers(1, len(lines)))
    try:
        document: Any = read(b"".join(lines[:end]), vendor, length_known=False)
    except Refusal:
        return
    known: Any = KNOWN[vendor]
    assert document.keys() == known.keys()
    assert document["paths"].keys() == known["paths"].keys()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CHANGED["kustom"].partition(b"components:")[0], "and so with"),
        (CHANGED["kustom"][: CHANGED["kustom"].rindex(b"responses:") + 10], "nothing follows its last line"),
        (CHANGED["klarna"].partition(b"paths:")[0], "has no `paths`"),
        (CHANGED["klarna"].partition(b"\ninfo:")[0], "has no `openapi`"),
        (
            CHANGED["klarna"].partition(b"  /ordermanagement/v1/orders/{order_id}/captures:")[0],
            "has only 3 of the 18 operations we know",
        ),
        (PUBLISHED.rstrip().rpartition(b"\n")[0], "it is the beginning of the file we have"),
    ],
)  # fmt: skip
def test_the_line_says_by_what_a_cut_is_known(content: bytes, words: str) -> None:
    vendor = "klarna" if content.startswith(b"components:") else "kustom"
    with pytest.raises(Refusal, match=re.escape(words)):
        read(content, vendor)


def rewritten(document: Any) -> None:
    """Rewrite a description as vendors do: every schema has another name, every text another wording."""
    text = dump(document, "x.json")
    text = re.sub(r'"#/components/schemas/(\w+?)(Dto)?"', r'"#/components/schemas/New\1"', text)
    fresh: Any = parse(text.encode(), "x.json")
    schemas = fresh["components"]["schemas"]
    fresh["components"]["schemas"] = {f"New{name.removesuffix('Dto')}": schemas[name] for name in schemas}
    fresh["info"] = {"title": "Orders", "version": "2.0.0"}
    fresh["tags"] = [{"name": "Orders"}]
    document.clear()
    document.update(fresh)


def move_base(document: Any) -> None:
    document["servers"] = [{"url": "https://api.kustom.co/ordermanagement/v1/"}]
    document["paths"] = {
        path.removeprefix("/ordermanagement/v1"): item for path, item in document["paths"].items()
    }


def rename_parameter(document: Any) -> None:
    document["paths"] = {
        path.replace("order_id", "orderId"): item for path, item in document["paths"].items()
    }


def drop_refunds(document: Any) -> None:
    document["paths"] = {path: item for path, item in document["paths"].items() if "refunds" not in path}


def no_servers(document: Any) -> None:
    del document["servers"]


@pytest.mark.parametrize("change", [rewritten, move_base, rename_parameter, drop_refunds, no_servers])
def test_what_a_vendor_changes_on_purpose_is_taken(change: Callable[[Any], None]) -> None:
    assert read(edited(change))


def test_a_vendor_may_leave_a_reference_open_as_before() -> None:
    def open_one(document: Any) -> None:
        del document["components"]["schemas"]["AddressDto"]

    broken = edited(open_one)
    with pytest.raises(Loss, match="AddressDto"):
        read(broken)
    assert recognise(
        broken + b"x-new: 1\n",
        file="x.yaml",
        below=BELOW,
        have=broken,
        known=parse(broken, "x.yaml"),
        strangers={},
        length_known=True,
    )


def test_text_at_the_end_may_end_in_a_colon() -> None:
    assert read(REWORDED + b"x-note: |\n  See the following:\n")
    with pytest.raises(Loss, match="nothing follows its last line"):
        read(REWORDED + b"x-note:\n")


def test_who_has_looked_can_take_what_looks_cut_off(project: Project, publish: Publish) -> None:
    content = edited(lambda document: document["components"]["schemas"].pop("AddressDto"))
    publish(ok(content))
    before = project.digests()
    result = project.run("kustom")
    assert result.exit_code == 3
    assert "look at it, and if it is whole, take it with --accept-losses" in result.stderr
    assert project.digests() == before
    assert project.run("kustom", "--accept-losses").exit_code == 0
    assert project.description.read_bytes() == content


def test_accepting_losses_does_not_accept_another_api(project: Project, publish: Publish) -> None:
    publish(ok(OTHER_VENDOR))
    assert project.run("kustom", "--accept-losses").exit_code == 3
    publish(ok(b"<html>"))
    assert project.run("kustom", "--accept-losses").exit_code == 3


def test_a_cut_takes_what_comes_last_a_vendor_takes_what_it_means() -> None:
    with pytest.raises(Loss, match=re.escape(" and 3 more: it may have been cut off")):
        read(
            OTHER_VENDOR.partition(b"  /ordermanagement/v1/orders/{order_id}/captures/{capture_id}/due")[0]
            + b"#",
            "klarna",
        )
    assert read(edited(drop_refunds))
    assert read(edited(no_servers))


def test_a_file_without_an_end_may_lose_nothing(project: Project, publish: Publish) -> None:
    content = edited(drop_refunds)
    publish(until_closed(content))
    assert "did not say where the file ends, and lacks GET /ordermanagement" in project.refused()
    publish(ok(content))
    assert project.run("kustom").exit_code == 0


def test_a_project_without_a_description_takes_the_first(project: Project, publish: Publish) -> None:
    project.description.unlink()
    publish(ok(PUBLISHED))
    assert project.run("kustom").exit_code == 0


def test_an_api_at_a_host_that_another_of_ours_is_at_too_is_told_by_its_paths(
    project: Project, publish: Publish
) -> None:
    other = Path("openapi/klarna.yaml")
    other.write_bytes(other.read_bytes().replace(b"https://api.klarna.com", b"https://api.kustom.co"))
    publish(ok(REWORDED))
    assert project.run("kustom").exit_code == 0


def test_json_under_a_name_for_yaml_that_does_not_read_the_same_is_told(
    project: Project, publish: Publish
) -> None:
    content = b'{\n\t"openapi": "3.0.1"}' + b" " * 10
    publish(ok(content))
    line = project.refused()
    assert "is JSON, which does not fit the name (" in line or "has no `info`" in line
