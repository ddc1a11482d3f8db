"""Rules that neither description needs today, and that other descriptions do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from kco.runtime.rules import ArrayRule, ObjectRule, Reference
from kco.runtime.scalar_rules import (
    TEXT_FORMATS,
    AnyRule,
    BooleanRule,
    IntegerRule,
    NumberRule,
    Rule,
    StringRule,
)

from .values import JSON, examples


def faults(rule: Rule, value: Any, *, received: bool = False) -> list[str]:
    found = rule.check(value, "x", received=received)
    return [f"{violation.path}: {violation.message}" for violation in found]


def is_taken(rule: Rule, value: Any) -> bool:
    return not faults(rule, value)


def test_nothing_is_asked_of_what_nothing_is_said_of() -> None:
    for value in (None, 1, "x", [], object()):
        assert is_taken(AnyRule(), value)


@pytest.mark.parametrize(
    "rule",
    [
        StringRule(max_length=1, nullable=True),
        IntegerRule(minimum=1, nullable=True),
        NumberRule(nullable=True),
        BooleanRule(nullable=True),
        ArrayRule(items=AnyRule(), nullable=True),
        ObjectRule(properties={}, required=("a",), nullable=True),
        Reference(load=StringRule, nullable=True),
        Reference(load=lambda: StringRule(nullable=True)),
    ],
    ids=lambda rule: type(rule).__name__,
)
def test_null_is_taken_where_it_is_described(rule: Rule) -> None:
    assert is_taken(rule, None)
    assert not is_taken(rule, object())


def test_a_schema_may_contain_itself() -> None:
    tree: Rule = ObjectRule(properties={"size": IntegerRule(), "inner": Reference(load=lambda: tree)})
    assert is_taken(tree, {"inner": {"inner": {"size": 1}}})
    assert faults(tree, {"inner": {"inner": {"size": "1"}}}) == [
        "x.inner.inner.size: expected a whole number (int), got str"
    ]


def test_members_that_are_not_named_keep_the_rule_of_all_others() -> None:
    rule = ObjectRule(properties={"a": StringRule()}, additional=IntegerRule())
    assert is_taken(rule, {"a": "1", "b": 1})
    assert faults(rule, {"a": 1, "b": "1"}) == [
        "x.a: expected text (str), got int",
        "x.b: expected a whole number (int), got str",
    ]


# --- Patterns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pattern", "taken", "refused"),
    [
        ("^[A-Z]{2}$", ["SE"], ["SE\n", "se", "", "SEK"]),
        ("b", ["abc"], ["ac", ""]),
        ("^a$|^b$", ["a", "b"], ["a\n", "b\n", "ab"]),
        (r"^\$[$]$", ["$$"], ["$$\n", "$"]),
        (r"^\d+$", ["1"], ["١", "1\n"]),
        (r"^a\\$", ["a\\"], ["a\\\n", "a"]),
    ],
)
def test_a_pattern_means_what_it_means_in_a_description(
    pattern: str, taken: list[str], refused: list[str]
) -> None:
    rule = StringRule(pattern=pattern)
    assert all(is_taken(rule, text) for text in taken)
    assert not any(is_taken(rule, text) for text in refused)
    assert faults(rule, "?") == [f"x: expected text that matches {pattern}"]


# --- Dates ----------------------------------------------------------------------------------------

MOMENTS = FormatChecker(formats=("date", "date-time"))


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-31T12:00:00Z",
        "2026-01-31t12:00:00z",
        "2026-01-31T12:00:00.123456789+02:00",
        "0001-01-01T00:00:00Z",
    ],
)
def test_a_moment_is_written_as_rfc_3339_has_it(value: str) -> None:
    assert is_taken(StringRule(format="date-time"), value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "today",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-01-31T12:00Z",
        "2026-02-30T12:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:00+0200",
        "2026-01-31T12:00:00Z\n",
        "20260131T120000Z",
        "2026-W05-6T12:00:00Z",
        "２０２６-01-31T12:00:00Z",
    ],
)
def test_other_forms_of_a_moment_are_refused(value: str) -> None:
    assert faults(StringRule(format="date-time"), value) == [
        "x: expected text in the format date-time, such as 2026-01-31T12:00:00Z"
    ]


def test_a_day_is_written_as_rfc_3339_has_it() -> None:
    rule = StringRule(format="date")
    assert is_taken(rule, "2024-02-29")
    for value in (
        "",
        "2026-02-29",
        "20260131",
        "2026-1-31",
        "2026-W05-6",
        "2026-01-31T00:00:00Z",
        "2026-01-31\n",
    ):
        assert faults(rule, value) == ["x: expected text in the format date, such as 2026-01-31"]


def test_dates_may_be_passed_as_pythons_own() -> None:
    day, moment = StringRule(format="date"), StringRule(format="date-time")
    assert is_taken(day, date(2026, 1, 31))
    assert is_taken(moment, datetime(2026, 1, 31, tzinfo=UTC))
    assert faults(day, datetime(2026, 1, 31)) == ["x: expected a date, got datetime; pass its .date()"]
    assert faults(moment, date(2026, 1, 31)) == ["x: expected a datetime, got date"]
    assert faults(moment, datetime(2026, 1, 31)) == [
        "x: expected a datetime with a time zone, got one without"
    ]
    assert faults(StringRule(), date(2026, 1, 31)) == ["x: expected text (str), got date"]


@given(value=st.datetimes(timezones=st.timezones() | st.just(UTC)))
@examples(50)
def test_every_moment_with_a_time_zone_can_be_sent(value: datetime) -> None:
    rule = StringRule(format="date-time")
    assert is_taken(rule, value)
    offset = value.utcoffset()
    if offset is not None and offset.total_seconds() % 60 == 0:
        assert is_taken(rule, value.isoformat())


def test_formats_that_are_hints_are_not_checked() -> None:
    for name in ("password", "binary", "something"):
        assert is_taken(StringRule(format=name), "\n anything")


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        (
            "email",
            ["a@b", "first.last+tag@shop.example", "ü@ü.example"],
            ["", "a", "@b", "a@", "a b@c", "a@b@c", "a@b\n"],
        ),
        (
            "uuid",
            ["f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"],
            [
                "",
                "f81d4fae",
                "f81d4fae7dec11d0a76500a0c91e6bf6",
                "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
                "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
            ],
        ),
        (
            "uri",
            ["https://shop.example/a?b=c#d", "mailto:a@b", "urn:x:y", "https://[::1]/%20"],
            [
                "",
                "/a",
                "shop.example",
                "https://shop.example/a b",
                "https://x/%2",
                "https://x/é",
                "1a:b",
                "https:",
            ],
        ),
        ("uri-reference", ["", "/a", "?b", "https://x"], ["a b", "%"]),
        ("byte", ["", "a2Nv"], ["a2N", "a2Nv\n", "ä"]),
        ("hostname", ["shop.example", "a"], ["", "-a", "a_b", "a..b", "a" * 64]),
        ("ipv4", ["192.0.2.1"], ["", "192.0.2", "192.0.2.256", "::1"]),
        ("ipv6", ["::1", "2001:db8::1"], ["", "192.0.2.1", ":::"]),
    ],
)
def test_a_format_with_a_meaning_is_checked(name: str, taken: list[str], refused: list[str]) -> None:
    rule = StringRule(format=name)
    assert [text for text in taken if not is_taken(rule, text)] == []
    assert [text for text in refused if is_taken(rule, text)] == []
    assert is_taken(rule, TEXT_FORMATS[name].example)
    (told,) = faults(rule, refused[-1])
    assert told == f"x: expected text in the format {name}, such as {TEXT_FORMATS[name].example}"
    assert all(f"{text}\n" not in f"{told}\n" for text in refused if text)


# --- Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "taken", "refused"),
    [
        (IntegerRule(multiple_of=5), [0, 5, -10, 10**40], [1, 10**40 + 1]),
        (IntegerRule(values=(1, 2)), [1, 2], [3, 10**5000, 0]),
        (NumberRule(minimum=0, maximum=1), [0, 0.5, 1], [-0.1, 1.1, 10**5000, -(10**5000)]),
        (NumberRule(above=0, below=1), [0.5], [0, 1, 1.0]),
        (NumberRule(multiple_of=0.1), [0.3, 1, 1.1, 1e300], [0.35]),
        (NumberRule(), [0, 1.5, 10**5000], [float("nan"), float("inf"), True, "1"]),
    ],
    ids=["whole multiples", "whole values", "bounds", "open bounds", "multiples", "anything"],
)
def test_numbers_keep_their_bounds(rule: Rule, taken: list[float], refused: list[float]) -> None:
    assert [value for value in taken if not is_taken(rule, value)] == []
    for value in refused:
        assert faults(rule, value)


# --- The same verdict as jsonschema ---------------------------------------------------------------


def made(random: Random, depth: int = 3) -> tuple[Rule, dict[str, Any]]:
    """Make a rule and the schema that means the same."""
    kind = random.choice(["string", "integer", "number", "boolean"] + ["array", "object"] * (depth > 0))
    nullable = random.random() < 0.3
    schema: dict[str, Any] = {"type": [kind, "null"] if nullable else kind}
    if kind == "string":
        schema |= _some(
            random, minLength=random.randint(0, 2), maxLength=random.randint(2, 4), pattern="[a-z]"
        )
        if random.random() < 0.2:
            schema["enum"] = ["a", "authorized", *([None] if nullable else [])]
        return StringRule(
            min_length=schema.get("minLength", 0),
            max_length=schema.get("maxLength"),
            pattern=schema.get("pattern"),
            values=tuple(value for value in schema.get("enum", ()) if value is not None),
            nullable=nullable,
        ), schema
    if kind in ("integer", "number"):
        schema |= _some(random, minimum=random.randint(-2, 1), maximum=random.randint(1, 9), multipleOf=2)
        rule: Any = IntegerRule if kind == "integer" else NumberRule
        bounds = {"minimum": schema.get("minimum"), "maximum": schema.get("maximum")}
        return rule(**bounds, multiple_of=schema.get("multipleOf"), nullable=nullable), schema
    if kind == "boolean":
        return BooleanRule(nullable=nullable), schema
    if kind == "array":
        items, schema["items"] = made(random, depth - 1)
        schema |= _some(random, minItems=1, maxItems=2)
        counts = {"min_items": schema.get("minItems", 0), "max_items": schema.get("maxItems")}
        return ArrayRule(items=items, **counts, nullable=nullable), schema
    members = {name: made(random, depth - 1) for name in ("", "a", "0") if random.random() < 0.7}
    schema["properties"] = {name: member[1] for name, member in members.items()}
    if members and random.random() < 0.5:
        schema["required"] = random.sample(list(members), 1)
    additional = made(random, 0) if random.random() < 0.3 else None
    if additional is not None:
        schema["additionalProperties"] = additional[1]
    return ObjectRule(
        properties={name: member[0] for name, member in members.items()},
        required=tuple(schema.get("required", ())),
        additional=additional[0] if additional else None,
        nullable=nullable,
    ), schema


def _some(random: Random, **constraints: Any) -> dict[str, Any]:
    return {name: value for name, value in constraints.items() if random.random() < 0.5}


LETTERS = st.sampled_from(["", "a", "0", "authorized", "AB", "ab", "ABC", "abcde"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-4, 12) | st.sampled_from([0.5, 4.0, 1e300]) | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=8,
)


@given(value=VALUES | JSON, seed=st.integers(0, 2**32))
@examples(300)
def test_rules_of_any_schema_come_to_the_verdict_of_jsonschema(value: Any, seed: int) -> None:
    rule, schema = made(Random(seed))
    assert (not faults(rule, value, received=True)) == Draft4Validator(schema).is_valid(value)
