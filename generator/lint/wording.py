"""Says in words what JSON Schema found wrong with a value, and what would be right.

jsonschema's own messages quote whole values and, where a schema offers alternatives, say only that
none of them fits. Here the alternative that was meant is looked for, and its errors are reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import attrs
from jsonschema.exceptions import ValidationError

from ..description.json_values import Parts, kind_in_words, short

__all__ = ["EXACT_INTEGERS", "MANY_ZEROS", "Fault", "faults", "leaves"]

# From here on a double, and so JavaScript and most tools that wrote a description, drops digits.
EXACT_INTEGERS = 2**53
MANY_ZEROS = re.compile(r"0{6}$")

BOUNDS = {
    "minimum": "at least",
    "maximum": "at most",
    "minLength": "at least",
    "maxLength": "at most",
    "minItems": "at least",
    "maxItems": "at most",
    "minProperties": "at least",
    "maxProperties": "at most",
}
# The properties by which alternatives of objects tell what they are.
SORTS = (("in",), ("type",))
COUNTED = {"Length": "character", "Items": "item", "Properties": "key"}


@attrs.frozen
class Fault:
    """One fault of a value: where in the value, what was found, and what would be right.

    Args:
        parts: where, from the value on.
        message: what was found.
        remedy: what would be right.
        keyword: the keyword of JSON Schema that says so; ``""`` for none.
        value: what does not fit.
        schema: what it does not fit.
    """

    parts: Parts
    message: str
    remedy: str
    keyword: str = attrs.field(default="", kw_only=True)
    value: Any = attrs.field(default=None, kw_only=True, repr=False)
    schema: Mapping[str, Any] = attrs.field(factory=dict, kw_only=True, repr=False)


def faults(errors: Iterable[ValidationError]) -> Iterator[Fault]:
    """Say what errors mean; for a value of the wrong type, that it is not in the enum is left out."""
    found = [leaf for error in errors for leaf in leaves(error)]
    mistyped = {tuple(error.absolute_path) for error in found if error.validator == "type"}
    for error in found:
        if error.validator != "enum" or tuple(error.absolute_path) not in mistyped:
            for fault in _faults(error):
                yield attrs.evolve(
                    fault,
                    keyword=str(error.validator),
                    value=error.instance,
                    schema=cast("Mapping[str, Any]", error.schema),
                )


def leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Replace an error over alternatives by the errors of the alternative that was meant."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    meant = list(branches.values())
    for is_not_meant in (_has_another_shape, _has_another_sort):
        if len(meant) > 1:
            meant = [branch for branch in meant if not any(map(is_not_meant, branch))]
    if error.validator in ("oneOf", "anyOf") and len(meant) == 1:
        for inner in meant[0]:
            yield from leaves(inner)
    else:
        yield error


def _has_another_shape(error: ValidationError) -> bool:
    instance: Any = error.instance
    if error.relative_path:
        return False
    if error.validator == "required":
        return bool(error.validator_value == ["$ref"])
    return error.validator == "type" or (error.validator == "additionalProperties" and "$ref" in instance)


def _has_another_sort(error: ValidationError) -> bool:
    return error.validator == "enum" and tuple(error.relative_path) in SORTS


def _faults(error: ValidationError) -> Iterator[Fault]:
    at: Parts = tuple(error.absolute_path)
    value: Any = error.instance
    wanted: Any = error.validator_value
    found = f"found {short(value)}"
    match error.validator:
        case "type":
            yield _type(at, value, wanted)
        case "enum":
            members = ", ".join(map(short, wanted))
            yield Fault(at, f"{found}, which is none of {_cut(members)}", "write one of these values")
        case "required":
            missing = [name for name in wanted if name not in value]
            for name in missing:
                yield Fault(
                    at, f"{short(name)} is required and missing in {short(value)}", f"add {short(name)}"
                )
        case "additionalProperties":
            for name in _undescribed(value, error.schema):
                yield Fault(
                    (*at, name), f"found the key {short(name)}, which is not allowed here", "take it out"
                )
        case "pattern":
            yield Fault(at, f"{found}, which does not match {short(wanted)}", "write a value that does")
        case "format":
            yield _format(at, value, str(wanted))
        case "minimum" | "maximum" | "minLength" | "maxLength" | "minItems" | "maxItems":
            yield _bound(at, value, error)
        case "minProperties" | "maxProperties":
            yield _bound(at, value, error)
        case "multipleOf":
            yield Fault(
                at,
                f"{found}, which is no multiple of {short(wanted)}",
                f"write a multiple of {short(wanted)}",
            )
        case "uniqueItems":
            yield Fault(at, f"{found}, with an item that is listed twice", "write each item once")
        case "not" if isinstance(wanted, dict) and list(wanted) == ["required"]:
            names = " and ".join(map(short, wanted["required"]))
            yield Fault(at, f"found {names} in one object, where they exclude each other", "keep one of them")
        case "not":
            yield Fault(
                at, f"{found}, which fits the schema under `not`", "write a value that does not fit it"
            )
        case "oneOf" | "anyOf":
            yield _alternatives(at, value, error)
        case _:
            yield Fault(at, f"{found}, which does not fit", "write a value that fits the schema")


def _type(at: Parts, value: Any, wanted: Any) -> Fault:
    kinds = _listed(wanted)
    described = " or ".join(str(kind) for kind in kinds)
    message = f"found {short(value)}, {kind_in_words(value)}, where the type is {described}"
    if "string" in kinds and isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) > EXACT_INTEGERS or (isinstance(value, int) and MANY_ZEROS.search(short(value))):
            return Fault(
                at,
                f"{message}; digits may be lost, as in a number that went through a double",
                "write a string with the true digits; they cannot be read from this number",
            )
        return Fault(at, message, f'put it in quotes, with its leading zeros if it had any: "{short(value)}"')
    if "string" in kinds and isinstance(value, bool):
        return Fault(at, message, "put the word in quotes; YAML may have read a yes, no, on or off")
    if value is None:
        return Fault(at, message, f"write a value of type {described}, or add `nullable: true`")
    if isinstance(value, str) and value[:1] in ("{", "[") and {"object", "array"} & set(kinds):
        return Fault(at, message, "write the value itself instead of its JSON text in a string")
    return Fault(at, message, f"write a value of type {described}")


def _format(at: Parts, value: Any, name: str) -> Fault:
    remedies = {
        "date-time": "write a date and time of RFC 3339, such as 2017-01-10T10:31:17.973Z",
        "date": "write a date of RFC 3339, such as 2017-01-10",
        "uuid": "write a UUID, such as 123e4567-e89b-12d3-a456-426614174000",
        "uri": "write a URI with a scheme, such as https://example.com/page",
        "int32": "write an integer from -2147483648 to 2147483647, or use the format int64",
        "int64": "write an integer from -9223372036854775808 to 9223372036854775807",
        "byte": "write base64 with its padding",
    }
    remedy = remedies.get(name, f"write a value in the format {name}")
    return Fault(at, f"found {short(value)}, which is not in the format {short(name)}", remedy)


def _bound(at: Parts, value: Any, error: ValidationError) -> Fault:
    keyword = str(error.validator)
    limit: Any = error.validator_value
    schema: Any = error.schema
    noun = next((words for ending, words in COUNTED.items() if keyword.endswith(ending)), "")
    size = f" with {_number(len(value), noun)}" if noun else ""
    if schema.get("exclusive" + keyword.title()) is True:
        rule = f"{'more' if keyword == 'minimum' else 'less'} than {short(limit)}"
    else:
        rule = f"{BOUNDS[keyword]} {_number(limit, noun) if noun else short(limit)}"
    return Fault(at, f"found {short(value)}{size}, where `{keyword}` asks for {rule}", f"write {rule}")


def _alternatives(at: Parts, value: Any, error: ValidationError) -> Fault:
    alternatives: Any = error.validator_value
    number = len(alternatives)
    if not error.context:
        return Fault(
            at,
            f"found {short(value)}, which fits more than one of the {number} alternatives of `oneOf`",
            "make the alternatives exclude each other, or use `anyOf`",
        )
    types = [inner for inner in error.context if inner.validator == "type" and not inner.relative_path]
    if len(types) == number:
        wanted = [kind for inner in types for kind in _listed(inner.validator_value)]
        return _type(at, value, list(dict.fromkeys(wanted)))
    sorts: list[Any] = [inner for inner in error.context if _has_another_sort(inner)]
    if len({tuple(inner.relative_path) for inner in sorts}) == 1 and len(sorts) == number:
        named = ", ".join(short(item) for inner in sorts for item in inner.validator_value)
        place = (*at, *sorts[0].relative_path)
        return Fault(
            place, f"found {short(sorts[0].instance)}, which is none of {named}", "write one of these values"
        )
    closest = min(error.context, key=lambda inner: -len(inner.relative_path))
    detail = next(_faults(closest)).message
    return Fault(
        at,
        f"found {short(value)}, which fits none of the {number} alternatives of `{error.validator}`"
        f" (one says: {detail})",
        "write a value that fits one of them",
    )


def _undescribed(value: Any, schema: Any) -> list[str]:
    patterns = schema.get("patternProperties", {})
    return [
        name
        for name in value
        if name not in schema.get("properties", {})
        and not any(re.search(pattern, name) for pattern in patterns)
    ]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _number(count: Any, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{short(count)} {noun}s"


def _cut(text: str, longest: int = 200) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
