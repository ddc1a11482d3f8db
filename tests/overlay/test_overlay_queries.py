"""JSONPath as overlays need it: RFC 9535 and nothing else, exact, each node once."""

from __future__ import annotations

import pytest

from generator.documents import JsonValue
from generator.overlay.jsonpath import InvalidQuery, compile_query


def _nested(levels: int) -> JsonValue:
    value: JsonValue = {"leaf": 1}
    for _ in range(levels):
        value = {"a": value}
    return value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " $",
        "$ ",
        "$.a\n",
        "paths",
        "@.a",
        "#/paths",
        "/paths",
        "$.",
        "$..",
        "$...a",
        "$.'a'",
        "$['a'",
        "$.a-b",
        "$.x-kco-personal",
        "$.a~",
        "$.~",
        "$.a.~b",
        "$^",
        "$.a.length()",
        "$[(@.length-1)]",
        "$|$.a",
        "$[01]",
        "$[-0]",
        "$[0,]",
        "$[9007199254740993]",
        "$[?@.a =~ 'x']",
        "$[?@.a =~ /x/]",
        "$[?@.a & @.b]",
        "$[?@.a | @.b]",
        "$[?@.a and @.b]",
        "$[?not @.a]",
        "$[?@.a in ['x']]",
        "$[?@.a contains 'x']",
        "$[?@.a <> 1]",
        "$[?@.a === 1]",
        "$[?@.a == undefined]",
        "$[?@.a == None]",
        "$[?@.a == 01]",
        "$[?@.a == -01]",
        "$[?@.a == -01.5]",
        "$[?@.a == .5]",
        "$[?@.a == 1.]",
        "$[?@.a == +1]",
        "$[?@.a == 1e400]",
        "$[?@.* == 1]",
        "$[?true]",
        "$[?#]",
        "$[?_.a]",
        "$[?keys(@)]",
        "$[?typeof(@) == 'string']",
        "$[?isinstance(@.a, 'string')]",
        "$[?count(@.a)]",
        "$[?length(@.*) == 1]",
        "$[?" + "(" * 3000 + "@.a" + ")" * 3000 + "]",
    ],
)
def test_text_outside_the_rfc_is_refused(text: str) -> None:
    with pytest.raises(InvalidQuery) as caught:
        compile_query(text)
    assert str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$", [()]),
        ("$.a", [("a",)]),
        ("$['a']", [("a",)]),
        ('$["a"]', [("a",)]),
        ("$.a[0]", [("a", 0)]),
        ("$.a[-1]", [("a", 2)]),
        ("$.a[1:]", [("a", 1), ("a", 2)]),
        ("$.a[::-2]", [("a", 2), ("a", 0)]),
        ("$.a[5]", []),
        ("$.a['0']", []),
        ("$['x-y'].z", [("x-y", "z")]),
        ("$['/p/{id}']", [("/p/{id}",)]),
        ("$.*.z", [("x-y", "z")]),
        ("$..z", [("x-y", "z")]),
        ("$.a[?@ > 1]", [("a", 1)]),
        ("$.a[?@ == '1' || @ == 1]", [("a", 0), ("a", 2)]),
        ("$.a[?!(@ == 1)]", [("a", 1), ("a", 2)]),
        ("$[?@.z]", [("x-y",)]),
        ("$[?length(@) == 3]", [("a",)]),
        ("$[?count(@.*) == 1]", [("x-y",)]),
        ("$[?match(@, 'te.t')]", [("/p/{id}",)]),
        ("$[?search(@, 'x')]", [("/p/{id}",)]),
        ("$[?value(@.z) == true]", [("x-y",)]),
        ("$[?@.z == 1]", []),
        ("$['a']['b']", []),
    ],
)
def test_query_selects_what_the_rfc_says(text: str, expected: list[tuple[str | int, ...]]) -> None:
    document: JsonValue = {"a": [1, 2, "1"], "x-y": {"z": True}, "/p/{id}": "text"}
    assert [match.location for match in compile_query(text).find(document)] == expected


@pytest.mark.parametrize("text", ["$['a','a']", "$[?@.b,?@.b]", "$['a',*]", "$['a',?@]"])
def test_node_selected_twice_is_one_match(text: str) -> None:
    assert [match.location for match in compile_query(text).find({"a": {"b": 1}})] == [("a",)]


def test_descendants_of_nested_starts_are_one_match_each() -> None:
    document: JsonValue = {"a": {"a": {"b": 1}}}
    assert [match.location for match in compile_query("$..a..b").find(document)] == [("a", "a", "b")]


def test_match_is_the_node_itself_and_knows_its_parent() -> None:
    document: JsonValue = {"a": [{"b": 1}]}
    (match,) = compile_query("$.a[0]").find(document)
    assert isinstance(document, dict)
    assert match.parent is document["a"]
    assert isinstance(match.parent, list)
    assert match.value is match.parent[0]
    assert compile_query("$").find(document)[0].parent is None


@pytest.mark.parametrize("text", ["$..*", "$..['b','a']", "$..[?@]", "$..a..*", "$..[?@..b]"])
def test_ancestors_come_before_their_descendants(text: str) -> None:
    document: JsonValue = {"b": [{"a": {"b": [1, {"a": 2}]}}], "a": {"a": {"b": {"b": 1}}}}
    locations = [match.location for match in compile_query(text).find(document)]
    assert len(locations) > 3
    for position, location in enumerate(locations):
        assert all(location[: len(later)] != later for later in locations[position + 1 :])


def test_literals_keep_all_digits() -> None:
    numbers: JsonValue = [63456415674545679874, 63456415674545679875, -63456415674545679874]
    for index, number in enumerate((63456415674545679874, 63456415674545679875, -63456415674545679874)):
        found = compile_query(f"$[?@ == {number}]").find(numbers)
        assert [match.location for match in found] == [(index,)]
    assert len(compile_query("$[?@ > 63456415674545679874]").find(numbers)) == 1


@pytest.mark.parametrize(("literal", "count"), [("100", 1), ("1e2", 1), ("1.0e2", 1), ("-0", 1), ("0.5", 1)])
def test_other_literals_mean_what_they_say(literal: str, count: int) -> None:
    assert len(compile_query(f"$[?@ == {literal}]").find([100, 0, 0.5, "100", True])) == count


def test_deep_documents_are_searched_to_the_bottom() -> None:
    (match,) = compile_query("$..leaf").find(_nested(300))
    assert len(match.location) == 301


def test_document_that_is_too_deep_to_search_is_an_error() -> None:
    with pytest.raises(RecursionError):
        compile_query("$..leaf").find(_nested(5000))


def test_queries_are_equal_if_their_texts_are() -> None:
    assert compile_query("$.a") == compile_query("$.a") != compile_query("$['a']")
    assert hash(compile_query("$.a")) == hash(compile_query("$.a"))
    assert repr(compile_query("$.a")) == "Query(text='$.a')"
