"""RFC 9535 JSONPath for overlays: compiled once, exact with large numbers, each node matched once.

The library behind it passes the compliance suite of the RFC and refuses the extensions the Overlay
Specification forbids. Four of its habits are not ours: it rounds integer literals of a filter to a
float, so that a 20-digit number matches nothing; it reads ``-01`` as a number; it stops at 100 levels;
and it answers with a node list, in which ``$['a','a']`` is one node twice.
https://www.rfc-editor.org/rfc/rfc9535 https://spec.openapis.org/overlay/v1.1.0.html#rfc9535-compliance
"""

from __future__ import annotations

import re
from typing import TypeAlias, cast

from attrs import field, frozen
from jsonpath_rfc9535 import (
    JSONPathEnvironment,
    JSONPathError,
    JSONPathQuery,
    JSONPathRecursionError,
    JSONPathSyntaxError,
    Parser,
)
from jsonpath_rfc9535.filter_expressions import Expression, IntegerLiteral
from jsonpath_rfc9535.tokens import TokenStream

from ..documents import JsonObject, JsonValue
from .tree import Location

__all__ = ["InvalidQuery", "Match", "Query", "compile_query"]

_Container: TypeAlias = "JsonObject | list[JsonValue]"

# Documents are bounded when they are read; this only has to be more than an overlay can add to that.
_DEEPEST_NESTING = 2_000

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


class InvalidQuery(Exception):
    """The text is not an RFC 9535 query; the message says why."""


class _ExactParser(Parser):
    def parse_integer_literal(self, stream: TokenStream) -> Expression:
        _require_number(stream)
        token = stream.current
        if token.value.removeprefix("-").isdecimal():
            return IntegerLiteral(token, value=int(token.value))
        return super().parse_integer_literal(stream)

    def parse_float_literal(self, stream: TokenStream) -> Expression:
        _require_number(stream)
        return super().parse_float_literal(stream)


def _require_number(stream: TokenStream) -> None:
    if not _NUMBER.fullmatch(stream.current.value):
        raise JSONPathSyntaxError(f"invalid number {stream.current.value!r}", token=stream.current)


class _Environment(JSONPathEnvironment):
    parser_class = _ExactParser
    max_recursion_depth = _DEEPEST_NESTING


_ENVIRONMENT = _Environment()


@frozen(kw_only=True)
class Match:
    """One node a query selected.

    Attributes:
        location: the keys and indexes that lead to it.
        value: the node itself, not a copy.
        parent: the object or array that holds it; None for the root.
    """

    location: Location
    value: JsonValue
    parent: _Container | None


@frozen(kw_only=True)
class Query:
    """A compiled JSONPath query; two are equal if their texts are."""

    text: str
    _compiled: JSONPathQuery = field(eq=False, repr=False, alias="compiled")

    def find(self, document: JsonValue) -> tuple[Match, ...]:
        """Return every selected node once, in the order of the query: ancestors before descendants.

        Raises:
            RecursionError: the document is nested too deep.
        """
        found: dict[Location, Match] = {}
        try:
            for node in self._compiled.finditer(document):
                if node.location not in found:
                    parent = node.parent.value if node.parent is not None else None
                    found[node.location] = Match(
                        location=node.location,
                        value=cast(JsonValue, node.value),
                        parent=cast("_Container | None", parent),
                    )
        except JSONPathRecursionError as error:
            raise RecursionError(str(error)) from None
        return tuple(found.values())


def compile_query(text: str) -> Query:
    """Compile a query.

    Raises:
        InvalidQuery: it is not RFC 9535 JSONPath; extensions such as ``~``, ``=~`` and script
            expressions are not.
    """
    try:
        return Query(text=text, compiled=_ENVIRONMENT.compile(text))
    except (JSONPathError, ArithmeticError, ValueError, RecursionError) as error:
        raise InvalidQuery(str(error)) from None
