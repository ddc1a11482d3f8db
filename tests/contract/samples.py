"""One value for a schema, always the same: its examples where it has some, and bounds where it has none."""

from __future__ import annotations

from .descriptions import Json, Schema, follow

__all__ = ["fullest_sample", "smallest_sample"]


def smallest_sample(vendor: str, schema: Schema) -> Json:
    """Return a value with nothing in it but what is required."""
    return _sample(vendor, schema, full=False)


def fullest_sample(vendor: str, schema: Schema) -> Json:
    """Return a value with every member that is described, and one item in every array."""
    return _sample(vendor, schema, full=True)


def _sample(vendor: str, schema: Schema, *, full: bool) -> Json:
    schema = follow(vendor, schema)
    if "example" in schema:
        return schema["example"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        members = schema.get("properties", {})
        names = members if full else schema.get("required", ())
        return {name: _sample(vendor, members[name], full=full) for name in names}
    if kind == "array":
        least = schema.get("minItems", 0)
        return [_sample(vendor, schema["items"], full=full)] * (max(1, least) if full else least)
    if kind == "integer":
        return schema.get("minimum", 1)
    if kind == "string" and "format" not in schema:
        return "x" * max(1, schema.get("minLength", 0))
    raise NotImplementedError(f"{vendor}: no sample is made for the schema {schema}")
