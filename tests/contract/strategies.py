"""Hypothesis strategies from the schemas of a patched description.

They favour what breaks clients: every optional member there or none, lengths and numbers at their bounds,
texts of any script. A keyword that they do not know is refused rather than ignored, so that a description
that begins to say more cannot be tested less.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .descriptions import Json, Schema, follow
from .places import integer_range

__all__ = [
    "examples",
    "header_texts",
    "identifiers",
    "odd_values",
    "unknown_members",
    "values",
]

_KNOWN = frozenset(
    """type format enum nullable properties required items minItems maxItems minLength maxLength minimum
    maximum example description title""".split()  # noqa: SIM905  a list would take a line for each
)
# What may be longer is made so only at its very longest, and arrays of that length by `limits`.
_USUAL_LENGTH = 12
_USUAL_ITEMS = 3

# Half a surrogate pair has no UTF-8; everything else may stand in a text, NUL as well.
_TEXT = st.characters(exclude_categories=["Cs"])


def examples(number: int) -> settings:
    """Return settings for a property that is shown by so many examples, however busy the machine is."""
    busy = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number, deadline=None, suppress_health_check=busy)


def _unchecked(schema: Schema) -> set[str]:
    return {keyword for keyword in schema if keyword not in _KNOWN and not keyword.startswith("x-")}


@cache
def _component(vendor: str, reference: str) -> SearchStrategy[Json]:
    return _made(vendor, follow(vendor, {"$ref": reference}))


def values(vendor: str, schema: Schema) -> SearchStrategy[Json]:
    """Return a strategy for JSON that a schema allows.

    Args:
        vendor: in whose description its references lead.
        schema: the schema, or a reference to one.

    Raises:
        NotImplementedError: the schema says something that no value would be made for.
    """
    return _component(vendor, schema["$ref"]) if "$ref" in schema else _made(vendor, schema)


def _made(vendor: str, schema: Schema) -> SearchStrategy[Json]:
    if unknown := _unchecked(schema):
        raise NotImplementedError(f"no values are made for the keywords {sorted(unknown)} of a schema")
    if "enum" in schema:
        made: SearchStrategy[Json] = st.sampled_from(schema["enum"])
    elif schema.get("type") == "object":
        made = _objects(vendor, schema)
    elif schema.get("type") == "array":
        made = _arrays(vendor, schema)
    elif schema.get("type") == "string":
        made = _texts(schema)
    elif schema.get("type") == "integer":
        made = _integers(schema)
    elif schema.get("type") == "boolean":
        made = st.booleans()
    else:
        raise NotImplementedError(f"no values are made for the type {schema.get('type')!r} of a schema")
    return st.none() | made if schema.get("nullable") else made


def _objects(vendor: str, schema: Schema) -> SearchStrategy[Json]:
    members = {name: values(vendor, member) for name, member in schema.get("properties", {}).items()}
    required = {name: member for name, member in members.items() if name in schema.get("required", ())}
    optional = {name: member for name, member in members.items() if name not in required}
    assert required.keys() == set(schema.get("required", ())), "a required member is not described"
    return st.one_of(
        st.fixed_dictionaries(required),
        st.fixed_dictionaries(members),
        st.fixed_dictionaries(required, optional=optional),
    )


def _arrays(vendor: str, schema: Schema) -> SearchStrategy[Json]:
    least, most = schema.get("minItems", 0), schema.get("maxItems", _USUAL_ITEMS)
    item = values(vendor, schema["items"])
    return st.lists(item, min_size=least, max_size=min(most, max(least, _USUAL_ITEMS)))


def _texts(schema: Schema) -> SearchStrategy[str]:
    formats = {"date": _DATES, "date-time": _MOMENTS, "uri": _ADDRESSES}
    if "format" in schema:
        if schema["format"] not in formats:
            raise NotImplementedError(f"no texts are made for the format {schema['format']!r}")
        return formats[schema["format"]]
    least, most = schema.get("minLength", 0), schema.get("maxLength", _USUAL_LENGTH)
    usual = st.text(_TEXT, min_size=least, max_size=min(most, max(least, _USUAL_LENGTH)))
    longest = _TEXT.map(lambda character: character * most)
    return st.one_of(usual, usual, usual, usual, st.just("x" * least), longest)


def _integers(schema: Schema) -> SearchStrategy[int]:
    least, most = integer_range(schema)
    bounds = [bound for bound in (least, most, 0, 1, 100) if least <= bound <= most]
    return st.sampled_from(bounds) | st.integers(least, most)


_DATES = st.dates(min_value=date(1900, 1, 1)).map(date.isoformat)
_ZONES = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-9, minutes=-30))])
_MOMENTS = st.builds(
    # RFC 3339 as the vendors print it, with and without fractions of a second, and with any offset.
    lambda moment, zone, spec: moment.replace(tzinfo=zone).isoformat(timespec=spec).replace("+00:00", "Z"),
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)),
    _ZONES,
    st.sampled_from(["seconds", "milliseconds", "microseconds"]),
)
_ADDRESSES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20).map(
    lambda name: f"https://shop.example/{quote(name)}"
)


# --- What is no schema's ------------------------------------------------------------------------


def identifiers() -> SearchStrategy[str]:
    """Return a strategy for path ids: any text that is a segment of its own, odd ones often."""
    odd = ["a/b", "../x", "..%2f..", "%", "%20", "%2F", " ", "a b", "?x=1", "#", ";", "&", "+", "é", "😀"]
    odd += [
        "\\",
        "'",
        '"',
        "{order_id}",
        "null",
        "-",
        "a:b",
        "@",
        "~",
        "\u202e",
        "\x00",
        "\r\nX: y",
        "e\u0301",
    ]
    anything = st.text(_TEXT, min_size=1, max_size=20).filter(lambda text: text not in (".", ".."))
    return st.uuids().map(str) | st.sampled_from(odd) | anything


def header_texts() -> SearchStrategy[str]:
    """Return a strategy for values of headers: printable ASCII that neither begins nor ends with space."""
    return st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=40).filter(
        lambda text: text == text.strip()
    )


_ODD: SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(_TEXT, max_size=8)
    | st.sampled_from(["", "0", "1.0", "authorized", "2026-01-31T24:00:00", "63456415674545679874"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(_TEXT, max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


def unknown_members() -> SearchStrategy[dict[str, Any]]:
    """Return a strategy for members that no description has, such as a vendor adds overnight."""
    names = st.text(_TEXT, max_size=8).map(lambda name: f"new_{name}")
    return st.dictionaries(names, _ODD, max_size=2)


def odd_values(vendor: str, schema: Schema) -> SearchStrategy[Json]:
    """Return a strategy for what a vendor might send one day instead of what its description says.

    Objects stay objects and arrays of objects stay such; anything in them may be missing, null, of
    another kind or new.
    """
    schema = follow(vendor, schema)
    if schema.get("type") == "object":
        members = {name: odd_values(vendor, member) for name, member in schema["properties"].items()}
        described = st.fixed_dictionaries({}, optional={name: made | _ODD for name, made in members.items()})
        return st.tuples(described, unknown_members()).map(_merged)
    if schema.get("type") == "array":
        return st.lists(odd_values(vendor, schema["items"]), max_size=_USUAL_ITEMS)
    return values(vendor, schema)


def _merged(parts: tuple[dict[str, Json], dict[str, Json]]) -> Json:
    return parts[0] | parts[1]
