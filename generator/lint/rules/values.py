"""Rules on values: each example, default and enum member must fit its schema, formats included.

Examples become tests, documentation and answers of mocks. Other linters stop at the first error of an
example, or do not look at defaults, or not at formats and the range of int64.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs
from jsonschema import Draft4Validator

from ...description.document import Description, Node
from ...description.http import is_json
from ...description.json_values import Parts, short
from ...documents import JsonValue
from ...json_pointer import pointer
from ..findings import Finding, Findings
from ..json_schema import FORMATS, Direction, Translator
from ..wording import Fault, faults

__all__ = ["RULES", "WrongValue", "find", "wrong_values"]

RULES: Mapping[str, str] = {
    "invalid-example": "an `example`, or one of the `examples`, does not fit its schema",
    "invalid-default": "a `default` does not fit its schema",
    "invalid-enum-value": "a member of an `enum` does not fit the rest of its schema",
    "unchecked-value": "a value could not be checked against its schema",
}


@attrs.frozen(eq=False)
class _Site:
    rule: str
    parts: Parts
    value: JsonValue
    schema: Node
    without: str | None = None


@attrs.frozen
class WrongValue:
    """A value that does not fit its schema.

    Args:
        rule: the rule that says so.
        site: the pointer of the whole value, such as an `example`.
        fault: what is wrong, and where in the value.
    """

    rule: str
    site: str
    fault: Fault

    @property
    def place(self) -> str:
        """The pointer of what does not fit."""
        return self.site + pointer(self.fault.parts)


def find(description: Description) -> Findings:
    for wrong in _wrong_values(description):
        if isinstance(wrong, Finding):
            yield wrong
        else:
            yield Finding(wrong.rule, wrong.place, wrong.fault.message, wrong.fault.remedy)


def wrong_values(description: Description) -> Iterator[WrongValue]:
    """Find the values that do not fit, as `find` does, with what a repair has to know of them."""
    return (wrong for wrong in _wrong_values(description) if isinstance(wrong, WrongValue))


def _wrong_values(description: Description) -> Iterator[WrongValue | Finding]:
    translators: dict[Direction, Translator] = {}
    for site in _sites(description):
        direction = _direction(site.schema.parts)
        if direction not in translators:
            translators[direction] = Translator(description, direction)
        yield from _check(site, translators[direction])


def _check(site: _Site, translator: Translator) -> Iterator[WrongValue | Finding]:
    schema = translator.translate(site.schema, site.without)
    try:
        errors = Draft4Validator(schema, format_checker=FORMATS).iter_errors(site.value)
        for fault in faults(errors):
            yield WrongValue(site.rule, pointer(site.parts), fault)
    except (ArithmeticError, RecursionError, ValueError) as error:
        # Too deep, in a circle, or with numbers that Python will not compute with.
        yield Finding(
            "unchecked-value",
            pointer(site.parts),
            f"{short(site.value)} could not be checked against its schema ({type(error).__name__})",
            "take extreme numbers, circles and deep nesting out of the value and its schema",
        )


def _sites(description: Description) -> Iterator[_Site]:
    for node in description.of_kind("schema"):
        if node.reference is not None:
            continue
        for keyword, rule in (("example", "invalid-example"), ("default", "invalid-default")):
            if keyword in node.value:
                yield _Site(rule, (*node.parts, keyword), node.value[keyword], node)
        members = node.value.get("enum")
        if isinstance(members, list) and set(map(type, members)) != {type(None)}:
            for index, member in enumerate(members):
                yield _Site("invalid-enum-value", (*node.parts, "enum", index), member, node, "enum")
    for node in description.of_kind("parameter", "header", "media-type"):
        schema = description.child(node, "schema")
        if node.reference is None and schema is not None:
            yield from (
                _Site("invalid-example", parts, value, schema)
                for parts, value in _examples(description, node)
                if not _is_text_of_another_type(node, value)
            )


def _examples(description: Description, node: Node) -> Iterator[tuple[Parts, JsonValue]]:
    if "example" in node.value:
        yield (*node.parts, "example"), node.value["example"]
    for _, named in description.children(node, "examples"):
        example = description.follow(named)
        if example is not None and "value" in example.value:
            yield (*example.parts, "value"), example.value["value"]


def _is_text_of_another_type(node: Node, value: JsonValue) -> bool:
    # An example of XML or CSV is its text; the schema describes what the text means.
    return node.kind == "media-type" and isinstance(value, str) and not is_json(str(node.parts[-1]))


def _direction(parts: Parts) -> Direction:
    place = {
        "paths": parts[3:4] if parts[2:3] != ("parameters",) else ("parameters",),
        "components": parts[1:2],
    }.get(str(parts[0]), ())
    if place and place[0] in ("requestBody", "requestBodies", "parameters"):
        return "request"
    return "response" if place and place[0] in ("responses", "headers") else "either"
