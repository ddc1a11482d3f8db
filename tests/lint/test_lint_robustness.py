"""Whatever stands in a description, lint answers with findings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.description.grammar import GRAMMAR
from generator.documents import JsonObject, JsonValue
from generator.json_pointer import pointer, resolve
from generator.lint import RULES, lint, render_json, render_text
from generator.problems import Problem

from .descriptions import edited, good

OTHER_KEYS = """$ref default enum example exclusiveMinimum format in mapping maximum minLength minimum multipleOf
name nullable openapi operationId pattern propertyName readOnly required security title type uniqueItems url
value x-kco-always-sent x-kco-method x-kco-personal x-kco-resource"""
KEYS = sorted({*re.findall(r"\S+", OTHER_KEYS), *(key for kind in GRAMMAR.values() for key in kind.fields)})
WORDS = (
    "",
    "#",
    "#/",
    "#/components/schemas/Book",
    "#/components/schemas/Item/oneOf/0",
    "#/paths",
    "%",
    "204",
    "3.0.3",
    "\ud800",
    "a|b",
    "^(a",
    "application/json",
    "array",
    "date-time",
    "default",
    "https://[",
    "int64",
    "integer",
    "nowhere.yaml#/A",
    "object",
    "path",
    "string",
    "uuid",
    "{a",
)

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**400, max_value=10**401),
    st.floats(),
    st.sampled_from(WORDS),
    st.text(max_size=5),
)
names = st.sampled_from(KEYS) | st.sampled_from(WORDS) | st.text(max_size=5)
values: st.SearchStrategy[JsonValue] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def pointers(value: JsonValue, at: tuple[str | int, ...] = ()) -> Iterator[str]:
    yield pointer(at)
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from pointers(child, (*at, key))


PLACES = [at for at in pointers(good()) if at not in ("", "/openapi")]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(st.tuples(st.sampled_from(PLACES), values), min_size=1, max_size=4))
def test_any_value_in_any_place_yields_findings(changes: list[tuple[str, JsonValue]]) -> None:
    # The deepest first, so that no change takes the place of another away.
    document = edited(dict(sorted(changes, key=lambda change: -change[0].count("/"))))
    findings = lint(document)
    assert findings == lint(document)
    assert len(set(findings)) == len(findings)
    for finding in findings:
        assert finding.rule in RULES
        assert finding.message
        assert finding.remedy
    assert json.loads(render_json(findings)) is not None
    assert all(line.isprintable() for line in render_text(findings, "it.yaml").splitlines())


@given(values)
def test_what_is_no_description_is_a_problem(document: JsonValue) -> None:
    with pytest.raises(Problem) as caught:
        lint(document, "it.yaml")
    assert caught.value.where.startswith("it.yaml")


@pytest.mark.parametrize(
    ("start", "says"),
    [
        ({"swagger": "2.0"}, "Swagger 2.0"),
        ({}, "no `openapi` version"),
        ({"openapi": 3.0}, "not text"),
        ({"openapi": "2.0"}, "'2.0'"),
        ({"openapi": "3.1.0"}, "only 3.0 is understood"),
        ({"openapi": "3.0"}, "'3.0'"),
    ],
)
def test_other_versions_are_refused_by_name(start: JsonObject, says: str) -> None:
    with pytest.raises(Problem, match=says):
        lint({**start, "info": {"title": "T", "version": "1"}, "paths": {}}, "it.yaml")


def test_an_empty_description_has_findings_only() -> None:
    rules = [finding.rule for finding in lint({"openapi": "3.0.3"})]
    assert sorted(rules) == ["missing-servers", "openapi-structure", "openapi-structure"]


@pytest.mark.parametrize("keyword", ["items", "not", "properties", "allOf"])
def test_deep_nesting_is_survived(keyword: str) -> None:
    schema: JsonObject = {"type": "string"}
    value: JsonValue = "a"
    for _ in range(400):
        schema = {"properties": {"properties": schema}} if keyword == "properties" else {keyword: schema}
        schema = {"allOf": [schema["allOf"]]} if keyword == "allOf" else schema
        value = [value] if keyword == "items" else {"properties": value}
    rules = {
        finding.rule for finding in lint(edited({"/components/schemas/New": {**schema, "example": value}}))
    }
    assert rules <= {"openapi-structure", "unchecked-value"}


@pytest.mark.parametrize(
    "at",
    [
        "/info/version",
        "/servers/0/url",
        "/security/0",
        "/components/schemas/Price/properties/amount/example",
        "/components/schemas/Price/properties/amount/maximum",
        "/components/schemas/Price/x-kco-personal",
        "/components/schemas/Price/x-kco-always-sent",
        "/components/schemas/NewBook/properties/level/enum/0",
        "/components/schemas/NewBook/properties/title/default",
        "/components/schemas/NewBook/properties/title/maxLength",
        "/components/schemas/Problem/properties/limit",
        "/components/schemas/Problem/properties/code/enum",
        "/paths/~1books/get/operationId",
        "/paths/~1books/get/x-kco-method",
        "/paths/~1books/get/parameters/0/name",
    ],
)
def test_integers_too_long_to_be_written_are_survived(at: str) -> None:
    huge = 1 << 100_000
    rules = {finding.rule for finding in lint(edited({at: huge}))}
    rules |= {
        finding.rule for finding in lint(edited({at: {"maximum": huge, "enum": [huge], "example": -huge}}))
    }
    assert rules <= set(RULES)


def test_deep_schemas_of_errors_are_survived() -> None:
    schema: JsonObject = {"type": "object", "properties": {}}
    for _ in range(600):
        schema = {"type": "object", "properties": {"inner": schema}}
    assert {finding.rule for finding in lint(edited({"/components/schemas/Problem": schema}))} <= set(RULES)


def test_circles_of_references_are_survived() -> None:
    document = edited(
        {
            "/components/schemas/A": {"$ref": "#/components/schemas/B"},
            "/components/schemas/B": {"$ref": "#/components/schemas/A"},
            "/components/schemas/C": {"allOf": [{"$ref": "#/components/schemas/C"}], "example": 1},
            "/components/schemas/D": {"allOf": [{"$ref": "#/components/schemas/A"}], "required": ["a"]},
            "/components/parameters/E": {"$ref": "#/components/parameters/E"},
            "/paths/~1books/get/parameters/-": {"$ref": "#/components/parameters/E"},
        }
    )
    assert {finding.rule for finding in lint(document)} == {"endless-schema", "unchecked-value"}


def test_references_out_of_the_document_are_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a lint must not open connections")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    document = edited({"/components/schemas/New": {"$ref": "http://127.0.0.1:9/schema.json"}})
    assert [finding.rule for finding in lint(document)] == ["unsupported-reference"]


def test_a_document_is_not_changed() -> None:
    document = good()
    lint(document)
    assert document == good()


def test_pointers_name_places_of_the_document() -> None:
    document = edited({"/components/schemas/New": {"type": "object", "required": ["a/b~c"]}})
    findings = lint(document)
    assert resolve(document, findings[0].pointer) == "a/b~c"
