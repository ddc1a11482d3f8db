"""JSON Pointers, RFC 6901: made, split and followed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents import JsonValue
from generator.json_pointer import pointer, resolve, segments

# The document and the table of RFC 6901, section 5.
DOCUMENT: JsonValue = {
    "foo": ["bar", "baz"],
    "": 0,
    "a/b": 1,
    "c%d": 2,
    "e^f": 3,
    "g|h": 4,
    "i\\j": 5,
    'k"l': 6,
    " ": 7,
    "m~n": 8,
}


@pytest.mark.parametrize(
    ("text", "parts", "value"),
    [
        ("", [], DOCUMENT),
        ("/foo", ["foo"], ["bar", "baz"]),
        ("/foo/0", ["foo", "0"], "bar"),
        ("/foo/1", ["foo", "1"], "baz"),
        ("/", [""], 0),
        ("/a~1b", ["a/b"], 1),
        ("/c%d", ["c%d"], 2),
        ("/e^f", ["e^f"], 3),
        ("/g|h", ["g|h"], 4),
        ("/i\\j", ["i\\j"], 5),
        ('/k"l', ['k"l'], 6),
        ("/ ", [" "], 7),
        ("/m~0n", ["m~n"], 8),
    ],
)
def test_table_of_the_rfc_holds(text: str, parts: list[str], value: JsonValue) -> None:
    assert segments(text) == parts
    assert pointer(parts) == text
    assert resolve(DOCUMENT, text) == value


def test_indexes_are_written_as_digits() -> None:
    assert pointer(["paths", 0, "10"]) == "/paths/0/10"


def test_tilde_is_unescaped_last() -> None:
    assert segments("/~01") == ["~1"]
    assert pointer(["~1"]) == "/~01"
    assert resolve({"~1": "right", "/": "wrong"}, "/~01") == "right"


@given(st.lists(st.text()))
def test_split_pointer_gives_back_its_parts(parts: list[str]) -> None:
    assert segments(pointer(parts)) == parts


@pytest.mark.parametrize("text", ["foo", "#/foo", " /foo", "~"])
def test_text_without_a_leading_slash_is_no_pointer(text: str) -> None:
    with pytest.raises(ValueError, match="not a JSON pointer"):
        segments(text)
    with pytest.raises(ValueError, match="not a JSON pointer"):
        resolve(DOCUMENT, text)


@pytest.mark.parametrize(
    "text",
    [
        "/missing",
        "/foo/2",
        "/foo/-",
        "/foo/-1",
        "/foo/01",
        "/foo/00",
        "/foo/+1",
        "/foo/1.0",
        "/foo/",
        "/foo/ 1",
        "/foo/\u0661",
        "/foo/0/0",
        "/a~1b/c",
        "/Foo",
    ],
)
def test_node_that_is_not_there_is_a_lookup_error(text: str) -> None:
    with pytest.raises(LookupError):
        resolve(DOCUMENT, text)


def test_digits_name_a_key_of_an_object_and_an_item_of_an_array() -> None:
    document: JsonValue = {"1": "key", "01": "other key", "list": ["zero", "one"]}
    assert resolve(document, "/1") == "key"
    assert resolve(document, "/01") == "other key"
    assert resolve(document, "/list/1") == "one"
