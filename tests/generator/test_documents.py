"""Reading and writing: a document says afterwards what it said before, and nothing else gets in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import documents
from generator.documents import JsonValue, dump, load, parse
from generator.problems import Problem


def _yaml(text: str) -> JsonValue:
    return parse(text.encode(), "a.yaml")


def _json(text: str) -> JsonValue:
    return parse(text.encode(), "a.json")


def _problem(content: bytes, name: str) -> str:
    with pytest.raises(Problem) as caught:
        parse(content, name)
    assert caught.value.remedy
    return str(caught.value)


# --- YAML 1.2, core schema ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "2016-01-31",
        "2016-01-31T10:00:00Z",
        "2016-01-31 10:00:00",
        "yes",
        "no",
        "Yes",
        "NO",
        "on",
        "Off",
        "y",
        "n",
        "tRUE",
        "nULL",
        "12:30:00",
        "12:30",
        "1_000",
        "0b11",
        "0o8",
        "0x",
        "-0x1F",
        "+0o7",
        "1e",
        "1.2.3",
        ".",
        "+",
        "-.",
        "=",
        "<<",
        "inf",
        "NaN",
        "0.0.0.0",
    ],
)
def test_words_and_dates_are_text(text: str) -> None:
    assert _yaml(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("-1", -1),
        ("+1", 1),
        ("0123", 123),
        ("00", 0),
        ("0o17", 15),
        ("0x1F", 31),
        ("0xabcdef", 0xABCDEF),
        ("63456415674545679874", 63456415674545679874),
        ("-63456415674545679874", -63456415674545679874),
    ],
)
def test_integers_keep_all_digits(text: str, value: int) -> None:
    (read,) = _list(f"[{text}]")
    assert read == value
    assert type(read) is int


def _list(text: str) -> list[JsonValue]:
    value = _yaml(text)
    assert isinstance(value, list)
    return value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.0", 1.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-1.5E-3", -0.0015),
        ("+0.1", 0.1),
        ("1e+2", 100.0),
    ],
)
def test_fractions_and_exponents_are_floats(text: str, value: float) -> None:
    (read,) = _list(f"[{text}]")
    assert read == value
    assert type(read) is float


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("false", False),
        ("False", False),
        ("FALSE", False),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("~", None),
        ("", None),
    ],
)
def test_booleans_and_null(text: str, value: bool | None) -> None:
    assert _yaml(f"a: {text}") == {"a": value}


@pytest.mark.parametrize("text", ["true", "null", "12", "1.5", "~", ""])
def test_quoted_words_and_blocks_are_text(text: str) -> None:
    assert _yaml(f"a: '{text}'") == {"a": text}
    assert _yaml(f'a: "{text}"') == {"a": text}
    assert _yaml(f"a: !!str {text}") == {"a": text}
    assert _yaml(f"a: |-\n  {text}\n") == {"a": text}


def test_keys_are_always_text() -> None:
    read = _yaml("200: a\ntrue: b\n~: c\n2016-01-31: d\n1.0: e\nyes: f\n<<: {g: h}\n")
    assert read == {
        "200": "a",
        "true": "b",
        "~": "c",
        "2016-01-31": "d",
        "1.0": "e",
        "yes": "f",
        "<<": {"g": "h"},
    }
    assert isinstance(read, dict)
    assert list(read) == ["200", "true", "~", "2016-01-31", "1.0", "yes", "<<"]


def test_aliases_become_copies() -> None:
    read = _yaml("a: &x {b: [1]}\nc: *x\n")
    assert isinstance(read, dict)
    assert read == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert read["a"] is not read["c"]
    assert isinstance(read["a"], dict)
    assert isinstance(read["c"], dict)
    assert read["a"]["b"] is not read["c"]["b"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!int '12'", 12),
        ("!!float 1", 1.0),
        ("!!bool 'true'", True),
        ("!!null ''", None),
        ("!!seq [1]", [1]),
    ],
)
def test_tags_of_the_core_schema_are_obeyed(text: str, value: JsonValue) -> None:
    read = _list(f"[{text}]")
    assert json.dumps(read) == json.dumps([value])


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "--- ~"])
def test_empty_yaml_is_null(text: str) -> None:
    assert _yaml(text) is None


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert _yaml("\ufeffa: 1") == {"a": 1}
    assert _json("\ufeff{}") == {}


# --- what is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", "a.yaml, line 4, column 3: not YAML: the key 'c' is here twice"),
        ("'1': a\n1: b", "line 2, column 1: not YAML: the key '1' is here twice"),
        ("? [a]\n: b", "line 1, column 3: not YAML: a key must be plain text"),
        ("a: .inf", "line 1, column 4: not YAML: .inf is not a number JSON has"),
        ("a: -.INF", "-.INF is not a number JSON has"),
        ("a: .nan", ".nan is not a number JSON has"),
        ("a: 1e999", "1e999 is not a number JSON has"),
        ("a: !!binary aGk=", "the tag tag:yaml.org,2002:binary is not JSON"),
        ("a: !!timestamp 2016-01-31", "the tag tag:yaml.org,2002:timestamp is not JSON"),
        ("a: !!set {a}", "the tag tag:yaml.org,2002:set is not JSON"),
        ("a: !!omap [a: 1]", "the tag tag:yaml.org,2002:omap is not JSON"),
        ("a: !mine 1", "the tag !mine is not JSON"),
        ("a: !!python/object:os.system x", "is not JSON"),
        ("a: !!int x", "the value does not fit its tag tag:yaml.org,2002:int"),
        ("a: !!float ''", "the value does not fit its tag tag:yaml.org,2002:float"),
        ("a: !!float .5f", "the value does not fit its tag"),
        ("a: !!bool yes", "the value does not fit its tag"),
        ("a: !!null x", "the value does not fit its tag"),
        ("a: !!str [1]", "the value does not fit its tag"),
        ("a: !!int [1]", "the value does not fit its tag"),
        ("a: !!map [1]", "the value does not fit its tag"),
        ("a: !!seq {b: 1}", "the value does not fit its tag"),
        ("a: *nothing", "line 1, column 4: not YAML: found undefined alias"),
        ("a: b: c", "line 1, column 5: not YAML"),
        ("a: 'open", "line 1, column 9: not YAML"),
        ("a: 1\n--- \nb: 2", "line 2, column 1: not YAML"),
        ("a: \x07", "not YAML"),
        ('a: "\\ud800"', "not YAML"),
        ("a: " + "9" * 5000, "more digits than Python converts"),
        ("a: 0x" + "f" * 5000, "more digits than Python converts"),
    ],
)
def test_yaml_that_is_not_json_is_refused_with_its_place(text: str, message: str) -> None:
    found = _problem(text.encode(), "a.yaml")
    assert found.startswith("a.yaml")
    assert message in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": {"b": 1, "b": 2}}', "a.json: the key 'b' is twice in one object"),
        ("NaN", "NaN is not a number JSON has"),
        ("[Infinity]", "Infinity is not a number JSON has"),
        ("[-Infinity]", "-Infinity is not a number JSON has"),
        ("1e999", "1e999 is not a number JSON has"),
        ("-1.0e999", "-1.0e999 is not a number JSON has"),
        ("", "line 1, column 1: not JSON"),
        ('{\n  "a": 1,\n}', "not JSON"),
        ("{'a': 1}", "line 1, column 2: not JSON"),
        ("{} {}", "line 1, column 4: not JSON"),
        ("# comment", "not JSON"),
        ('"\x01"', "not JSON"),
        ("01", "not JSON"),
        ("9" * 5000, "not JSON"),
        ('["\\ud800"]', "half of a surrogate pair"),
        ('{"\\udc00": 1}', "half of a surrogate pair"),
    ],
)
def test_text_that_is_not_json_is_refused(text: str, message: str) -> None:
    found = _problem(text.encode(), "a.json")
    assert found.startswith("a.json")
    assert message in found


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_bytes_that_are_not_utf8_are_named_with_their_line(name: str) -> None:
    found = _problem(b"one\ntwo\nthr\xffe", name)
    assert found == f"{name}, line 3: byte 11 is not valid UTF-8; save the file as UTF-8"


@pytest.mark.parametrize(
    "text", ["[" * 201 + "]" * 201, "- " * 201, "{a: " * 201, "[" * 100_000, "a: &a [*a]"]
)
def test_yaml_nested_without_end_is_refused(text: str) -> None:
    assert "nested deeper than 200 levels" in _problem(text.encode(), "a.yaml")


@pytest.mark.parametrize("text", ["[" * 201 + "]" * 201, '{"a":' * 201 + "1" + "}" * 201, "[" * 100_000])
def test_json_nested_without_end_is_refused(text: str) -> None:
    assert "nested deeper than 200 levels" in _problem(text.encode(), "a.json")


@pytest.mark.parametrize("read", [_yaml, _json])
def test_nesting_up_to_the_bound_is_read(read: object) -> None:
    assert callable(read)
    value = read("[" * 200 + "]" * 200)
    for _ in range(199):
        (value,) = value
    assert value == []


def test_aliases_cannot_make_a_document_explode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_NODES", 10_000)
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert len(_yaml("\n".join(lines[:3])).__repr__()) < 10_000
    assert "more than 10000 nodes once its aliases are expanded" in _problem(
        "\n".join(lines).encode(), "a.yaml"
    )


# --- files --------------------------------------------------------------------------------------


def test_ending_decides_between_json_and_yaml(tmp_path: Path) -> None:
    for name, content, value in (
        ("a.json", '{"a": 1}', {"a": 1}),
        ("a.yaml", "a: yes", {"a": "yes"}),
        ("a.yml", "a: 0o17", {"a": 15}),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert load(tmp_path / name) == value
    (tmp_path / "b.json").write_text("a: 1", encoding="utf-8")
    with pytest.raises(Problem, match="not JSON"):
        load(tmp_path / "b.json")


def test_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(
        Problem, match=r"missing\.yaml: cannot be read \(No such file or directory\); name a file"
    ):
        load(tmp_path / "missing.yaml")
    with pytest.raises(Problem, match="cannot be read"):
        load(tmp_path)


# --- writing ------------------------------------------------------------------------------------

# What YAML cannot write at all is control characters; it escapes them. Surrogates are no characters.
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        [
            "yes",
            "no",
            "on",
            "off",
            "true",
            "null",
            "~",
            "1",
            "1.0",
            "0x1f",
            "0o7",
            "1e3",
            ".inf",
            "12:30",
            "2016-01-31",
            "=",
            "<<",
            "-",
            "?",
            ":",
            "#",
            "a:b",
        ]
    ),
    st.sampled_from(
        ["", " ", " a", "a ", "a: b", "a #b", "a\nb", "a\n", "\n", "\ta", "a\r\nb", "- a", "\x85", "\ufeff"]
    ),
)
TREES: st.SearchStrategy[JsonValue] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=15,
)


@settings(deadline=None, max_examples=200)
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
@given(value=TREES)
def test_what_is_written_reads_back_the_same(name: str, value: JsonValue) -> None:
    read = parse(dump(value, name).encode(), name)
    assert json.dumps(read) == json.dumps(value)


@settings(deadline=None, max_examples=100)
@given(value=TREES)
def test_written_yaml_reads_the_same_for_readers_of_yaml_1_1(value: JsonValue) -> None:
    yaml = pytest.importorskip("yaml")
    for text in _texts(value):
        assert yaml.safe_load(dump({"k": text}, "a.yaml")) == {"k": text}


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [*value, *(text for member in value.values() for text in _texts(member))]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []


@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_keys_keep_their_order(name: str) -> None:
    document: JsonValue = {"z": 1, "a": {"y": 2, "b": 3}, "10": 4, "9": 5}
    assert json.dumps(parse(dump(document, name).encode(), name)) == json.dumps(document)


def test_same_value_in_two_places_is_written_twice() -> None:
    shared: JsonValue = {"b": [1]}
    text = dump({"a": shared, "c": shared}, "a.yaml")
    assert "&" not in text
    assert "*" not in text
    assert text.count("b:") == 2


def test_letters_stay_readable() -> None:
    assert dump({"a": "Größe: 5 €"}, "a.yaml") == "a: 'Größe: 5 €'\n"
    assert "Größe 😀" in dump({"a": "Größe 😀"}, "a.json")
    assert dump({"a": 1}, "a.json").endswith("}\n")


@pytest.mark.parametrize(
    "text", ["yes", "2016-01-31", "12:30:00", "0123", "0o17", "1_000", "63456415674545679874"]
)
def test_text_that_looks_like_something_else_is_quoted(text: str) -> None:
    written = dump({"a": text}, "a.yaml")
    assert written == f"a: '{text}'\n"
