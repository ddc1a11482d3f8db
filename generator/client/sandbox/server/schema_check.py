"""Checks request bodies against the description itself, by jsonschema.

In process the validators that are generated from the description do it. This is a second reading of
the same text by other people's code: a shop in another language is refused what the description
forbids, not what our generator made of it, and a test compares the two readings.

The dialect is that of OpenAPI 3.0, which is JSON Schema's draft 4 with `nullable`, `readOnly` and
number formats (https://spec.openapis.org/oas/v3.0.3.html#schema-object).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, Final, cast
from urllib.parse import quote

import attrs
from jsonschema import Draft4Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT4

from ...runtime.errors import Violation
from ...runtime.operation import Operation
from ...runtime.scalar_rules import TEXT_FORMATS, StringRule
from ..service import BodyCheck

__all__ = ["SchemaRule", "check_by_description", "load_description", "schema_rules"]


def check_by_description(vendor: str) -> BodyCheck:
    """Return the check of a vendor's request bodies that reads nothing but its patched description."""
    rules = schema_rules(load_description(vendor))

    def check(operation: Operation[Any], body: Any) -> Sequence[str]:
        return [str(violation) for violation in rules[operation.identifier].check(body, "")]

    return check


def load_description(vendor: str) -> dict[str, Any]:
    """Return a vendor's patched description, which is part of the package."""
    text = resources.files(f"{__name__.partition('.')[0]}.{vendor}").joinpath("description.json")
    document: dict[str, Any] = json.loads(text.read_text("utf-8"))
    return document


def schema_rules(description: Mapping[str, Any]) -> dict[str, SchemaRule]:
    """Return the rule of each request body, by the operation's ``operationId``.

    Args:
        description: an OpenAPI 3.0 description.
    """
    registry: Registry[Any] = Registry().with_resource(_ADDRESS, DRAFT4.create_resource(description))
    return {
        operation["operationId"]: SchemaRule(
            _VALIDATOR(
                {"$ref": f"{_ADDRESS}#{_fragment('paths', path, method, *_BODY)}"},
                registry=registry,
                format_checker=_FORMATS,
            )
        )
        for path, item in description["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict) and "requestBody" in operation
    }


@attrs.frozen
class SchemaRule:
    """A schema's demands on a body, as a `Rule` like the generated ones.

    Args:
        validator: checks a value against the schema.
    """

    validator: Validator

    def check(self, value: Any, path: str) -> Iterator[Violation]:
        """Yield each violation in `value`, whose place is `path`; none quotes the value."""
        for error in self.validator.iter_errors(value):
            yield Violation(_path(path, error), _message(error))


_ADDRESS: Final = "urn:kco:description"
_BODY: Final = ("requestBody", "content", "application/json", "schema")


def _fragment(*steps: str) -> str:
    escaped = (step.replace("~", "~0").replace("/", "~1") for step in steps)
    return quote("".join(f"/{step}" for step in escaped))


# --- The dialect ----------------------------------------------------------------------------------


def _nullable(keyword: str) -> Any:
    original = Draft4Validator.VALIDATORS[keyword]

    def check(
        validator: Validator, wanted: Any, instance: Any, schema: Mapping[str, Any]
    ) -> Iterator[ValidationError]:
        if instance is None and schema.get("nullable") is True:
            return
        yield from original(validator, wanted, instance, schema) or ()

    return check


def _properties(
    validator: Validator, properties: Mapping[str, Any], instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    described = {name: member for name, member in properties.items() if not _is_read_only(member)}
    yield from Draft4Validator.VALIDATORS["properties"](validator, described, instance, schema) or ()


def _required(
    validator: Validator, required: Sequence[str], instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not validator.is_type(instance, "object"):
        return
    properties = schema.get("properties", {})
    for name in required:
        if name not in instance and not _is_read_only(properties.get(name, {})):
            yield ValidationError("is required", path=[name])


def _pattern(
    validator: Validator, pattern: str, instance: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    # The dialect of a description's patterns is that of JavaScript; Python's own ``$`` lets a last line
    # break through.
    if validator.is_type(instance, "string") and any(StringRule(pattern=pattern).check(instance, "")):
        yield ValidationError("does not match")


def _is_read_only(member: Mapping[str, Any]) -> bool:
    # Only answers have it: "the required will take effect on the response only".
    return member.get("readOnly") is True


# Draft 4 knows a list by its Python class; the members that a vendor implies may be tuples.
_TYPES: Final = Draft4Validator.TYPE_CHECKER.redefine(
    "array", lambda _, instance: isinstance(instance, (list, tuple))
)

_VALIDATOR: Final[Any] = cast(Any, extend)(
    Draft4Validator,
    {
        "type": _nullable("type"),
        "enum": _nullable("enum"),
        "pattern": _pattern,
        "properties": _properties,
        "required": _required,
    },
    type_checker=_TYPES,
)

_FORMATS: Final = FormatChecker(formats=())
_INTEGERS: Final = {"int32": 2**31, "int64": 2**63}


def _add_formats() -> None:
    for name, bound in _INTEGERS.items():
        _FORMATS.checks(name)(
            lambda value, bound=bound: not isinstance(value, int) or -bound <= value < bound
        )
    for text_format, form in TEXT_FORMATS.items():
        _FORMATS.checks(str(text_format))(
            lambda value, form=form: not isinstance(value, str) or form.fits(value)
        )


_add_formats()

# --- The sentences about violations ---------------------------------------------------------------


def _path(start: str, error: ValidationError) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.absolute_path)
    return f"{start}{''.join(steps)}".removeprefix(".")


_SENTENCES: Final[Mapping[str, str]] = {
    "type": "expected the type {}",
    "enum": "expected one of {}",
    "format": "expected the format {}",
    "pattern": "expected text that matches {}",
    "minLength": "expected at least {} characters",
    "maxLength": "expected at most {} characters",
    "minimum": "expected at least {}",
    "maximum": "expected at most {}",
    "multipleOf": "expected a multiple of {}",
    "minItems": "expected at least {} items",
    "maxItems": "expected at most {} items",
}


def _message(error: ValidationError) -> str:
    # jsonschema's own sentences quote the value, which may be somebody's name.
    keyword, wanted = str(error.validator), error.validator_value
    if keyword == "required":
        return "is required"
    shown = ", ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
    return _SENTENCES.get(keyword, f"does not keep {keyword}").format(shown)
