"""What a parsed overlay knows, beyond what the conformance cases show."""

from __future__ import annotations

import pytest

from generator.documents import JsonObject, JsonValue
from generator.overlay import Copy, Overlay, Remove, Update, apply, parse_overlay
from generator.overlay.parsing import is_uri_reference
from generator.problems import Problem

MINIMAL: JsonObject = {
    "overlay": "1.1.0",
    "info": {"title": "Fixes", "version": "1"},
    "actions": [{"target": "$", "update": {}}],
}


def test_overlay_keeps_its_metadata() -> None:
    overlay = parse_overlay({**MINIMAL, "extends": "../openapi/kustom.yaml"}, "overlays/10.yaml")
    assert overlay.name == "overlays/10.yaml"
    assert overlay.version == "1.1"
    assert overlay.title == "Fixes"
    assert overlay.extends == "../openapi/kustom.yaml"
    assert parse_overlay(MINIMAL, "10.yaml").extends is None


@pytest.mark.parametrize(("text", "version"), [("1.0.0", "1.0"), ("1.0.12", "1.0"), ("1.1.0", "1.1")])
def test_patch_part_of_the_version_is_ignored(text: str, version: str) -> None:
    assert parse_overlay({**MINIMAL, "overlay": text}, "o.yaml").version == version


def test_actions_know_their_place_and_their_change() -> None:
    actions: list[JsonValue] = [
        {"target": "$.a", "update": None, "description": "d", "x-reason": "r"},
        {"target": "$.b", "copy": "$.a"},
        {"target": "$.c", "remove": True},
        {"target": "$.d", "remove": False},
    ]
    overlay = parse_overlay({**MINIMAL, "actions": actions}, "o.yaml")
    first, second, third, fourth = overlay.actions
    assert (first.file, first.index, first.target.text) == ("o.yaml", 0, "$.a")
    assert (first.change, first.description, first.x_reason) == (Update(None), "d", "r")
    assert first.place == "o.yaml, action 1, target $.a"
    assert isinstance(second.change, Copy)
    assert second.change.source.text == "$.a"
    assert (third.change, third.index) == (Remove(), 2)
    assert fourth.change is None


def test_overlay_is_frozen() -> None:
    overlay = parse_overlay(MINIMAL, "o.yaml")
    with pytest.raises(AttributeError):
        overlay.name = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        overlay.actions[0].index = 3  # type: ignore[misc]


def test_overlay_shares_nothing_with_the_document_it_was_parsed_from() -> None:
    inserted: JsonObject = {"b": 1}
    overlay = parse_overlay({**MINIMAL, "actions": [{"target": "$", "update": {"a": inserted}}]}, "o.yaml")
    inserted["b"] = 2
    assert apply({}, [overlay]).document == {"a": {"b": 1}}


def test_reason_that_is_not_text_is_refused() -> None:
    with pytest.raises(Problem, match=r"action 1, target .*: x-reason must be text, found 1"):
        parse_overlay({**MINIMAL, "actions": [{"target": "$", "update": {}, "x-reason": 1}]}, "o.yaml")


def test_equal_actions_are_told_apart_type_strictly() -> None:
    actions: list[JsonValue] = [{"target": "$.a", "update": value} for value in (1, 1.0, True, "1", None)]
    assert len(parse_overlay({**MINIMAL, "actions": actions}, "o.yaml").actions) == 5


def test_message_shows_hostile_text_on_one_line_and_short() -> None:
    target = "\x1b[31m\n" + "x" * 500
    with pytest.raises(Problem) as caught:
        parse_overlay({**MINIMAL, "actions": [{"target": target, "update": {}}]}, "o.yaml")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_no_overlays_leave_the_document_as_it_is() -> None:
    document: JsonObject = {"a": [1]}
    patched = apply(document, [])
    assert patched.document == document
    assert patched.document is not document
    assert patched.actions == ()


def test_overlays_apply_in_the_order_given(parse_two: tuple[Overlay, Overlay]) -> None:
    one, two = parse_two
    assert apply({"a": []}, [one, two]).document == {"a": [1, 2]}
    assert apply({"a": []}, [two, one]).document == {"a": [2, 1]}
    assert [r.file for r in apply({"a": []}, [one, two]).actions] == ["1.yaml", "2.yaml"]


@pytest.fixture
def parse_two() -> tuple[Overlay, Overlay]:
    return (
        parse_overlay({**MINIMAL, "actions": [{"target": "$.a", "update": 1}]}, "1.yaml"),
        parse_overlay({**MINIMAL, "actions": [{"target": "$.a", "update": 2}]}, "2.yaml"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "#",
        "?q",
        "#/components",
        "./openapi.yaml",
        "../openapi/kustom.yaml",
        "openapi.yaml",
        "/absolute/path.yaml",
        "//host/path",
        "a/b:c",
        "file:///openapi.yaml",
        "urn:example:api",
        "mailto:a@b.example",
        "https://example.com",
        "https://user:pw@example.com:8443/a/b.yaml?x=1&y=/?#frag/ment",
        "http://[::1]:8080/x",
        "https://example.com/%7Epath",
        "https://ex%41mple.com/(a)'!$&*+,;=~",
    ],
)
def test_uri_references_are_recognised(text: str) -> None:
    assert is_uri_reference(text)


@pytest.mark.parametrize(
    "text",
    [
        "a b",
        " openapi.yaml",
        "openapi.yaml\n",
        "a\\b",
        "C:\\openapi.yaml",
        "1a:b",
        ":a",
        "a:b|c",
        "a#b#c",
        "%",
        "%2",
        "%zz",
        "ö.yaml",
        "<a>",
        '"a"',
        "{id}",
        "a^b",
        "a`b",
        "[a]",
        "http://[::1",
        "http://host:port/",
        "http://a]b/",
    ],
)
def test_other_text_is_no_uri_reference(text: str) -> None:
    assert not is_uri_reference(text)
