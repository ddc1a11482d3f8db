"""Finds what is wrong with a description before anything is generated from it.

A generator that ends well says little: openapi-python-client drops models and bodies with a warning,
and reads faults such as a 204 with a body, or an enum of null, to the letter. Each of these is a rule
here. The rules hold for any description of OpenAPI 3.0; 3.1 is another language and refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..description.document import read
from ..documents import JsonValue
from ..problems import Problem
from .findings import Finding, in_document_order, render_json, render_text
from .rules import contract, names, schemas, structure
from .rules.schemas import WrongValue

__all__ = [
    "RULES",
    "Finding",
    "WrongValue",
    "check_references",
    "lint",
    "render_json",
    "render_text",
    "undefined_references",
    "wrong_values",
]

_FAMILIES = (structure, schemas, names, contract)

RULES: Mapping[str, str] = MappingProxyType(
    {rule: words for family in _FAMILIES for rule, words in family.RULES.items()}
)
"""The names of all rules, each with one line on what it finds."""


def lint(document: JsonValue, name: str = "the description") -> list[Finding]:
    """Find what is wrong with a description, in document order.

    Args:
        document: the description; anything may be malformed in it.
        name: what to call it, in a problem only.

    Raises:
        Problem: it is not a description of OpenAPI 3.0 at all.
    """
    description = read(document, name)
    return in_document_order(
        document, (finding for family in _FAMILIES for finding in family.find(description))
    )


def wrong_values(document: JsonValue, name: str = "the description") -> list[WrongValue]:
    """Find the examples, defaults and members of an `enum` that do not fit, as `lint` does.

    Raises:
        Problem: it is not a description of OpenAPI 3.0 at all.
    """
    return list(schemas.wrong_values(read(document, name)))


def undefined_references(document: JsonValue, name: str = "the description") -> list[Finding]:
    """Find the references that lead nowhere, as `lint` does, and nothing else.

    Raises:
        Problem: it is not a description of OpenAPI 3.0 at all.
    """
    return in_document_order(document, structure.undefined(read(document, name)))


def check_references(document: JsonValue, name: str) -> None:
    """Insist that each reference leads somewhere.

    Args:
        document: the description.
        name: its file, to name the place with.

    Raises:
        Problem: one leads nowhere, or it is not a description of OpenAPI 3.0 at all.
    """
    findings = undefined_references(document, name)
    if findings:
        first, others = findings[0], len(findings) - 1
        more = f" (and {others} more of this kind)" if others else ""
        raise Problem(f"{name}#{first.pointer}", first.message + more, first.remedy)
