"""Two readings of one description: jsonschema over HTTP, and the generated validators in process.

They are made by different people from the same text, so where they differ, one of them is wrong. There
is no difference on purpose.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime
from random import Random
from typing import Any, cast

import kco.runtime.rules
import kco.runtime.scalar_rules
import pytest
from kco.runtime.messages import Request
from kco.runtime.scalar_rules import Rule
from kco.sandbox import Sandbox
from kco.sandbox.server import new_sandbox
from kco.sandbox.server.schema_check import SchemaRule, load_description, schema_rules
from kco.sandbox.vendors import load_vendor

from generator.description.document import Description, components
from generator.rendering.rule_expressions import RuleExpressions
from tests.client.bodies import bodies, broken, constraints
from tests.client.values import sample, spots

from .conftest import VENDORS

BODIES = [(vendor, name) for vendor in VENDORS for name in sorted(bodies(vendor))]
MEDDLED = 210
"""How many bodies are made of each schema with something else in up to three places."""

# JSON of all kinds; in Python's eyes some of it is equal.
OTHERS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 0.0, 1.0, -0.0, 1.5, 1e300, 5e-324),
    *(2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**40),
    *(200_000_000, 200_000_001, "", "0", " ", "\n", "\ud800", "😀" * 51, "x" * 256, "x" * 1025, "physical"),
    *("Home\n", "physical|discount", "2026-02-30", [], {}, [[]], [{}], {"": None}, {"name": "x"}),
)


def rules(vendor: Any, name: str) -> tuple[SchemaRule, Rule]:
    """Return both readings of an operation's body."""
    operation = load_vendor(vendor).operations[name]
    assert operation.body is not None
    return schema_rules(load_description(vendor))[operation.identifier], operation.body()


def paths(rule: Rule | SchemaRule, body: Any) -> set[str]:
    found = rule.check(body, "") if isinstance(rule, SchemaRule) else rule.check(body, "", received=True)
    return {violation.path for violation in found}


def other(random: Random) -> Any:
    return deepcopy(random.choice(OTHERS))


def meddled(body: Any, random: Random) -> Any:
    """Put something else into some places of a body, or take away, repeat or add something."""
    for _ in range(random.randint(1, 3)):
        places = list(spots(body))
        if not places:
            return other(random)
        holder, key = random.choice(places)
        what = random.randrange(8)
        if what == 0 and isinstance(holder, dict):
            del holder[key]
        elif what == 1 and isinstance(holder, dict):
            holder[f"{key}_"] = other(random)
        elif what == 2 and isinstance(holder[key], list):
            holder[key] = holder[key] * random.choice((0, 2, 501, 1001))
        elif what == 3 and isinstance(holder[key], str):
            holder[key] *= random.choice((2, 60, 1100))
        elif what == 4 and isinstance(holder[key], int):
            holder[key] += random.choice((-1, 1, 2**31, 2**63))
        else:
            holder[key] = other(random)
    return body


def breaking(vendor: str, schema: Any, random: Random) -> Iterator[Any]:
    """Yield a body for each rule of the schema that breaks it, and is JSON."""
    for constraint in constraints(vendor, schema):
        for _ in range(3):
            body, _ = broken(vendor, schema, constraint, random)
            try:
                # What comes over HTTP has been text.
                yield json.loads(json.dumps(body, allow_nan=False))
            except (TypeError, ValueError):
                continue


def made(vendor: str, name: str) -> Iterator[tuple[str, Any]]:
    """Yield bodies of all kinds, the same ones in every run."""
    schema, random = bodies(vendor)[name], Random(f"{vendor} {name}")
    for number in range(MEDDLED // 3):
        yield "valid", sample(vendor, schema, random, full=number % 10 == 0)
    for body in breaking(vendor, schema, random):
        yield "broken", body
    for _ in range(MEDDLED):
        yield "meddled", meddled(sample(vendor, schema, random), random)
    for body in OTHERS:
        yield "not even an object", body


@pytest.mark.parametrize(("vendor", "name"), BODIES)
def test_both_readings_find_the_same_places_wrong(vendor: Any, name: str) -> None:
    by_schema, generated = rules(vendor, name)
    verdicts: Counter[tuple[str, bool]] = Counter()
    for kind, body in made(vendor, name):
        theirs, ours = paths(by_schema, body), paths(generated, body)
        assert theirs == ours, f"{json.dumps(body)[:2000]}: {theirs ^ ours}"
        verdicts[kind, not theirs] += 1
    assert verdicts["valid", True] == MEDDLED // 3
    assert verdicts["valid", False] == verdicts["broken", True] == 0
    # In thousands for all operations together.
    assert sum(verdicts.values()) > MEDDLED // 3 + MEDDLED + len(OTHERS)
    # Both verdicts are frequent among the bodies of which nobody knows.
    assert verdicts["broken", False] >= 3
    assert verdicts["meddled", False] >= MEDDLED // 10
    assert verdicts["meddled", True] >= MEDDLED // 30


def test_every_operation_with_a_body_is_looked_at() -> None:
    described = {
        (vendor, name)
        for vendor in VENDORS
        for name, operation in load_vendor(vendor).operations.items()
        if operation.body is not None
    }
    assert set(BODIES) == described
    assert len(BODIES) == 15


@pytest.mark.parametrize(("vendor", "name"), BODIES)
def test_both_sandboxes_answer_alike(vendor: Any, name: str) -> None:
    """The same request to a sandbox of each kind: what is checked before and after is the same."""
    now, answers = datetime(2026, 3, 1, tzinfo=UTC), []
    operation = load_vendor(vendor).operations[name]
    for sandbox in (Sandbox(vendor, clock=lambda: now), new_sandbox(vendor, clock=lambda: now)):
        order = sandbox.add_order(order_id="a", order_amount=200_000_000, captured_amount=100_000_000)
        ids = {"order_id": "a", "capture_id": order.captures[0].capture_id}
        statuses: list[tuple[int, str | None]] = []
        for _, body in made(vendor, name):
            if len(statuses) == 100:
                break
            pieces = zip(operation.path_parameters, operation.path[1:], strict=True)
            url = "".join(f"{ids[parameter]}{literal}" for parameter, literal in pieces)
            headers = (
                ("Authorization", f"Basic {sandbox.api_key}"),
                ("Content-Type", "application/json"),
            )
            content = json.dumps(body).encode()
            answer = sandbox.handle(
                Request(operation.method, f"http://x{operation.path[0]}{url}", headers, content)
            )
            code = json.loads(answer.content)["error_code"] if answer.content else None
            statuses.append((answer.status_code, code))
        answers.append(statuses)
    in_process, over_http = answers
    assert in_process == over_http
    assert len({status for status, _ in over_http}) >= 2


# --- The dialect of OpenAPI 3.0, of which the descriptions use a part -------------------------------

MEMBER: dict[str, Any] = {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}

CASES: dict[str, tuple[dict[str, Any], list[Any], list[Any]]] = {
    "nullable": ({"type": "string", "nullable": True}, [None, ""], [1, []]),
    "not nullable": ({"type": "string"}, [""], [None]),
    "nullable enum": ({"type": "string", "nullable": True, "enum": ["a", None]}, ["a", None], ["b", 1]),
    "nullable object": (MEMBER | {"nullable": True}, [None, {"a": ""}], [{}, {"a": None}, []]),
    "nullable reference": (
        {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Member"}]},
        [{"a": ""}],
        [{}, {"a": 1}],
    ),
    "reference": ({"$ref": "#/components/schemas/Member"}, [{"a": ""}], [{}, None, {"a": 1}]),
    "int32": ({"type": "integer", "format": "int32"}, [2**31 - 1, -(2**31)], [2**31, 1.0, "1", True]),
    "int64": ({"type": "integer", "format": "int64"}, [2**63 - 1, 0], [2**63, -(2**63) - 1, 1e3]),
    "integer": ({"type": "integer"}, [10**40, -1], [1.0, 0.5, True, None]),
    "number": ({"type": "number"}, [1, 1.5, -0.0], [True, "1", None]),
    "boolean": ({"type": "boolean"}, [True, False], [0, 1, "true", None]),
    "bounds": ({"type": "integer", "minimum": 1, "maximum": 3}, [1, 3], [0, 4]),
    "exclusive bounds": (
        {"type": "number", "minimum": 1, "maximum": 2, "exclusiveMinimum": True, "exclusiveMaximum": True},
        [1.5],
        [1, 2, 1.0],
    ),
    "multiple": ({"type": "integer", "multipleOf": 5}, [0, -5, 10**20], [1, 4]),
    "pattern": ({"type": "string", "pattern": "^[A-Z]{3}$"}, ["SEK"], ["SEK\n", "\nSEK", "sek", 1]),
    "pattern anywhere": ({"type": "string", "pattern": "b"}, ["abc", "b\n"], ["", "a"]),
    "pattern of digits": ({"type": "string", "pattern": r"^\d$"}, ["1"], ["٣", "a"]),
    "length": ({"type": "string", "minLength": 1, "maxLength": 2}, ["a", "😀😀"], ["", "abc"]),
    "date": ({"type": "string", "format": "date"}, ["2026-01-31"], ["2026-02-30", "2026-1-1", "", 1]),
    "date-time": (
        {"type": "string", "format": "date-time"},
        ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5+02:00"],
        ["2026-01-31", "2026-01-31T12:00:00", "2026-01-31 12:00:00Z", "x"],
    ),
    "unknown format": ({"type": "string", "format": "something"}, ["x"], [1]),
    "uuid": ({"type": "string", "format": "uuid"}, ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"], ["x", "", 1]),
    "email": ({"type": "string", "format": "email"}, ["a@shop.example"], ["a", "@", "a b@c"]),
    "uri": ({"type": "string", "format": "uri"}, ["https://shop.example/a?b"], ["/a", "a b:c", ""]),
    "base64": ({"type": "string", "format": "byte"}, ["a2Nv", ""], ["a2N", "?"]),
    "values of a string": ({"type": "string", "enum": ["a", "b"]}, ["a"], ["c", "", 1, None]),
    "values of a whole number": ({"type": "integer", "enum": [1, 2]}, [1, 2], [3, "1", True]),
    "values of a number": ({"type": "number", "enum": [0.5, 1]}, [0.5, 1], [0.25, True, "1"]),
    "value of a boolean": ({"type": "boolean", "enum": [True]}, [True], [False, 1, None]),
    "values of an array": ({"type": "array", "items": {}, "enum": [[1], []]}, [[1], []], [[2], [1, 1], 1]),
    "values of an object": (
        {"type": "object", "enum": [{"a": 1}]},
        [{"a": 1}],
        [{}, {"a": 2}, {"a": 1, "b": 1}],
    ),
    "values of any type": ({"enum": [1, "a", None, [1]]}, [1, "a", None, [1]], [2, "b", [], True]),
    "nothing but null": ({"type": "string", "nullable": True, "enum": [None]}, [None], ["", "a", 1]),
    "different items": (
        {"type": "array", "items": {}, "uniqueItems": True},
        [[], [1, "1", [1], {"a": 1}], [{"a": 1}, {"a": 2}]],
        [[1, 1], ["a", "b", "a"], [{"a": 1, "b": 2}, {"b": 2, "a": 1}]],
    ),
    "number of members": (
        {"type": "object", "minProperties": 1, "maxProperties": 2},
        [{"a": 1}, {"a": 1, "b": None}],
        [{}, {"a": 1, "b": 1, "c": 1}, []],
    ),
    "closed object": (
        MEMBER | {"additionalProperties": False},
        [{"a": ""}],
        [{"a": "", "b": 1}, {}, {"b": 1}],
    ),
    "open object": (MEMBER | {"additionalProperties": True}, [{"a": "", "b": 1}], [{"b": 1}]),
    "not": ({"type": "string", "not": {"enum": ["a", ""]}}, ["b"], ["a", "", 1]),
    "not both": (
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "not": {"required": ["a", "b"]},
        },
        [{}, {"a": ""}, {"b": ""}],
        [{"a": "", "b": ""}, {"a": 1}, []],
    ),
    "any of several types": (
        {"anyOf": [{"type": "string", "maxLength": 1}, {"type": "integer", "minimum": 3}]},
        ["", "a", 3],
        ["ab", 2, [], None],
    ),
    "one of several": (
        {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "integer", "maximum": 3}]},
        [0, 4],
        [1, 2, 3, "a"],
    ),
    "one of several objects": (
        {
            "type": "object",
            "required": ["a"],
            "properties": {"a": {"type": "string"}},
            "oneOf": [
                {"required": ["b"], "properties": {"b": {"type": "integer"}}},
                {"required": ["c"], "properties": {"c": {"type": "integer"}}},
            ],
        },
        [{"a": "", "b": 1}, {"a": "", "c": 1}],
        [{"a": ""}, {"a": "", "b": 1, "c": 1}, {"b": 1}, {"a": "", "b": "1"}, {"a": 1, "c": 1}],
    ),
    "members that go together": (
        {
            "type": "object",
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "anyOf": [{"required": ["a"]}, {"required": ["b"]}],
        },
        [{"a": ""}, {"b": ""}, {"a": "", "b": ""}],
        [{}, {"a": 1}],
    ),
    "all of several": (
        {"allOf": [{"type": "string", "minLength": 1}, {"type": "string", "pattern": "a"}]},
        ["a", "ba"],
        ["", "b", 1],
    ),
    "all of several objects": (
        {
            "allOf": [
                {"$ref": "#/components/schemas/Member"},
                {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}},
            ]
        },
        [{"a": "", "b": 1}],
        [{"a": ""}, {"b": 1}, {"a": 1, "b": 1}, {"a": "", "b": "1"}],
    ),
    "one member described twice": (
        {
            "allOf": [
                {"$ref": "#/components/schemas/Member"},
                {"type": "object", "properties": {"a": {"type": "string", "minLength": 1}}},
            ]
        },
        [{"a": "x"}],
        [{"a": ""}, {}, {"a": 1}],
    ),
    "keywords without a type": (
        {"maxLength": 1, "minimum": 2, "maxItems": 1, "minProperties": 1},
        ["a", 2, [1], {"a": 1}, True, None],
        ["ab", 1, [1, 2], {}],
    ),
    "nullable alternatives": (
        {
            "type": "object",
            "nullable": True,
            "properties": {"a": {"type": "string"}, "b": {"type": "string"}},
            "minProperties": 1,
        },
        [None, {"a": ""}],
        [{}, []],
    ),
    "items": ({"type": "array", "items": {"type": "string"}, "minItems": 1}, [["a"]], [[], [1], {}, None]),
    "what only answers carry": (
        MEMBER | {"properties": {"a": {"type": "string", "readOnly": True}}},
        [{}, {"a": 1}],
        [[], None],
    ),
    "members nobody describes": (MEMBER, [{"a": "", "b": None}], [{"b": ""}]),
    "members by schema": (
        {"type": "object", "additionalProperties": {"type": "integer"}},
        [{}, {"x": 1}],
        [{"x": "1"}],
    ),
}


def in_description(schema: Any) -> dict[str, Any]:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}
    return {
        "paths": {"/x/{y}~": {"post": {"operationId": "x", "requestBody": body}}},
        "components": {
            "schemas": {"Member": MEMBER, "Body": {"properties": {"v": schema}, "type": "object"}}
        },
    }


def by_schema(schema: Any) -> SchemaRule:
    return schema_rules(in_description(schema))["x"]


def by_generator(schema: Any) -> Rule:
    description = Description(in_description(schema))
    expressions = RuleExpressions(description)
    body = expressions.expression(cast(Any, components(description.document, "schemas")["Body"]))
    modules = (kco.runtime.scalar_rules, kco.runtime.rules)
    names = {name: getattr(module, name) for module in modules for name in module.__all__}
    for constant, expression in expressions.expressions.items():
        names[constant] = eval(expression, names)  # generated, as in kco.<vendor>.rules
    return cast(Rule, eval(body, names))


@pytest.mark.parametrize("read", [by_schema, by_generator])
@pytest.mark.parametrize("case", CASES)
def test_a_feature_of_descriptions_is_read_as_openapi_says(case: str, read: Callable[[Any], Any]) -> None:
    schema, allowed, refused = CASES[case]
    rule = read(schema)
    for value in allowed:
        assert paths(rule, {"v": value}) == set(), value
    for value in refused:
        assert paths(rule, {"v": value}), value


@pytest.mark.parametrize("case", CASES)
def test_no_sentence_quotes_a_text_that_was_sent(case: str) -> None:
    schema, _, _ = CASES[case]
    for value in ("Exempelsson" * 99, ["Exempelsson"], {"a": ["Exempelsson"], "b": "Exempelsson"}):
        for violation in by_schema(schema).check({"v": value}, ""):
            assert "Exempelsson" not in str(violation)
            assert str(violation).startswith("v")


# --- Any schema ------------------------------------------------------------------------------------


def any_schema(random: Random, depth: int = 2) -> dict[str, Any]:
    """Make a schema of OpenAPI 3.0 out of every keyword that says something about a value."""
    kind = random.choice(("string", "integer", "number", "boolean", "array", "object", None))
    schema: dict[str, Any] = {} if kind is None else {"type": kind}
    if kind is not None and random.random() < 0.2:
        schema["nullable"] = True
    keywords: dict[str | None, dict[str, Any]] = {
        "string": {"minLength": 1, "maxLength": 2, "pattern": "a", "enum": ["a", "ab"], "format": "uri"},
        "integer": {"minimum": 0, "maximum": 3, "multipleOf": 2, "enum": [1, 2, 7]},
        "number": {"minimum": 0.5, "maximum": 3, "exclusiveMaximum": True, "enum": [0.5, 2]},
        "boolean": {"enum": [True]},
        "array": {"minItems": 1, "maxItems": 2, "uniqueItems": True},
        "object": {"minProperties": 1, "maxProperties": 2},
        None: {"enum": [1, "a", [1]], "maxLength": 1, "minimum": 2, "maxItems": 1, "minProperties": 1},
    }
    schema |= {name: value for name, value in keywords[kind].items() if random.random() < 0.3}
    if "exclusiveMaximum" in schema and "maximum" not in schema:
        del schema["exclusiveMaximum"]
    if kind == "array":
        schema["items"] = any_schema(random, depth - 1) if depth else {}
    if kind == "object" and depth:
        names = [name for name in "ab" if random.random() < 0.7]
        schema["properties"] = {name: any_schema(random, depth - 1) for name in names}
        if names and random.random() < 0.5:
            schema["required"] = [random.choice(names)]
        additional = random.choice((None, None, True, False, {"type": "integer"}))
        if additional is not None:
            schema["additionalProperties"] = additional
    if depth and random.random() < 0.3:
        # Whether null is one of several alternatives is a matter of dispute: the client lets it through.
        schema.pop("nullable", None)
        for keyword in random.sample(("anyOf", "oneOf", "not"), random.randint(1, 2)):
            parts = [any_schema(random, depth - 1) for _ in range(2)]
            schema[keyword] = parts[0] if keyword == "not" else parts
    return schema


def any_value(random: Random, depth: int = 3) -> Any:
    kind = random.randrange(8 if depth else 6)
    if kind == 6:
        return [any_value(random, depth - 1) for _ in range(random.randint(0, 3))]
    if kind == 7:
        return {name: any_value(random, depth - 1) for name in "abc" if random.random() < 0.5}
    return random.choice((None, True, False, 0, 1, 2, 3, 7, 0.5, 2.0, "", "a", "ab", "abc", "b", "a:b"))


def test_any_schema_comes_to_the_same_verdict_by_either_reading() -> None:
    verdicts: Counter[bool] = Counter()
    for seed in range(600):
        random = Random(seed)
        schema = any_schema(random)
        ours, theirs = by_generator(schema), by_schema(schema)
        for value in [any_value(random) for _ in range(30)]:
            verdict = not paths(theirs, {"v": value})
            assert (not paths(ours, {"v": value})) == verdict, (schema, value)
            verdicts[verdict] += 1
    assert min(verdicts.values()) > 2_000
