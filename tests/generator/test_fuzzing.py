"""Any description at all either becomes a package that compiles, or is refused in words."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.overlay import apply
from generator.problems import Problem
from generator.sources import load_description, load_overlays, overlay_files
from tests.generator.project import DESCRIPTION, LIBRARY, Project, files_of, make_bare, small, walk

SETTINGS = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
GOOD: Any = apply(
    load_description(LIBRARY / DESCRIPTION),
    load_overlays(overlay_files(LIBRARY / "overlays" / "library")),
).document
PLACES = [parts for parts in walk(GOOD) if parts]

KEYS = st.sampled_from(
    """$ref type properties items allOf oneOf anyOf enum format required nullable default example schema
    content application/json responses 200 default parameters name in get operationId tags title x-kco-method
    additionalProperties pattern minimum description a-b 1""".split()  # noqa: SIM905
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=5),
    st.sampled_from(
        ["string", "object", "array", "#/components/schemas/Book", "#/nowhere", "#", "/x/{id}", "date"]
    ),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make_bare(tmp_path_factory.mktemp("fuzzed"), small())


def make(project: Project, document: Any) -> bool:
    """Generate a package; whether that worked is for the description to say, nothing else may happen."""
    project.write("openapi/library.json", json.dumps(document))
    refused: Problem | None
    try:
        generated = project.generate()
    except Problem as problem:
        refused = problem
    else:
        refused = None
    if refused is not None:
        assert str(refused).isprintable()
        assert refused.where
        assert refused.what
        return False
    for name, source in files_of(generated).items():
        if name.endswith(".py"):
            compile(source, name, "exec", dont_inherit=True)
    return True


@settings(SETTINGS, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=2))
def test_any_value_at_any_place(project: Project, changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    document = copy.deepcopy(GOOD)
    for parts, value in changes:
        node = document
        try:
            for part in parts[:-1]:
                node = node[part]
            node[parts[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue  # The change before took this place away.
    make(project, document)


def keywords(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


NAMES = st.sampled_from(
    ["id", "name", "class", "a-b", "Book", "self", "items", "ä", "1st", "headers", "type"]
)
WORDS = st.sampled_from(["a", "A", "b c", "", "None", "ä", "1", "-1", "class", 'q"uote', "\\"])
BOUNDS = st.integers(-5, 5) | st.floats(-5, 5, width=16)
STRINGS = keywords(
    format=st.sampled_from(["date", "date-time", "uuid", "uri", "email", "byte", "binary", "odd"]),
    minLength=st.integers(0, 3),
    maxLength=st.integers(3, 9),
    pattern=st.sampled_from(["^a$", "\\S", "^[^\"'\\\\]*$"]),
    nullable=st.booleans(),
    **{"x-kco-personal": st.just(True)},
).map(lambda schema: {"type": "string", **schema})
ENUMS = st.lists(WORDS, min_size=1, max_size=4, unique=True).map(lambda e: {"type": "string", "enum": e})
NUMBERS = st.builds(
    lambda kind, rest: {"type": kind, **rest},
    st.sampled_from(["integer", "number"]),
    keywords(
        minimum=BOUNDS,
        maximum=BOUNDS,
        exclusiveMinimum=st.booleans(),
        exclusiveMaximum=st.booleans(),
        multipleOf=st.sampled_from([1, 2, 0.5, 1.5, 0.01]),
        format=st.sampled_from(["int32", "int64", "float", "odd"]),
        nullable=st.booleans(),
    ),
)
REFERENCES = st.sampled_from(["Book", "One", "Two"]).map(lambda n: {"$ref": f"#/components/schemas/{n}"})


def objects(inner: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    def build(properties: dict[str, Any], required: int, rest: dict[str, Any]) -> dict[str, Any]:
        schema = {"type": "object", "properties": properties, **rest}
        if required and properties:
            schema["required"] = list(properties)[:required]
        return schema

    rest = keywords(
        description=st.text(max_size=8), nullable=st.booleans(), additionalProperties=st.booleans() | inner
    )
    return st.builds(
        build, st.dictionaries(NAMES, inner, min_size=least, max_size=4), st.integers(0, 2), rest
    )


def composed(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.builds(
        lambda keyword, parts, rest: {keyword: parts, **rest},
        st.sampled_from(["allOf", "oneOf", "anyOf"]),
        st.lists(inner, min_size=1, max_size=3),
        keywords(nullable=st.booleans(), description=st.text(max_size=8)),
    )


SCHEMAS = st.recursive(
    st.one_of(STRINGS, ENUMS, NUMBERS, REFERENCES, st.just({"type": "boolean"}), st.just({})),
    lambda inner: st.one_of(
        objects(inner),
        composed(inner),
        st.builds(lambda items, n: {"type": "array", "items": items, "nullable": n}, inner, st.booleans()),
    ),
    max_leaves=8,
)
PARAMETERS = st.builds(
    lambda name, place, schema: {"name": name, "in": place, "schema": schema},
    st.sampled_from(["q", "p-a", "Class", "from", "1", "ö", "sort", "_x", "X-Id"]),
    st.sampled_from(["query", "header"]),
    st.one_of(STRINGS, ENUMS, NUMBERS, SCHEMAS),
)
worked = 0


@settings(SETTINGS, max_examples=45)
@given(
    objects(SCHEMAS, 1),
    SCHEMAS,
    SCHEMAS,
    objects(SCHEMAS, 1),
    st.lists(PARAMETERS, max_size=3, unique_by=lambda parameter: parameter["name"].lower()),
)
def test_any_schemas_that_fit_together(
    project: Project, book: Any, one: Any, two: Any, body: Any, parameters: list[Any]
) -> None:
    global worked  # Counted over all examples, below.
    document: Any = small(Book=book, One=one, Two=two)
    document["paths"]["/books"] = {
        "post": {
            "operationId": "addBook",
            "tags": ["books"],
            "parameters": parameters,
            "requestBody": {"content": {"application/json": {"schema": body}}},
            "responses": {"204": {"description": "x"}, "default": {"description": "x"}},
        }
    }
    worked += make(project, document)


def test_enough_of_these_schemas_work_for_that_to_say_something() -> None:
    assert worked >= 15


def test_the_description_that_is_changed_works_itself(tmp_path: Path) -> None:
    assert make(make_bare(tmp_path, small()), GOOD)
