"""Answers operations as their descriptions document it, and enumerates what there is to answer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import kco
import pytest

from .bodies import smallest
from .calling import Desk, argument
from .descriptions import VENDORS, Described, Json, Schema, operations
from .wire import Received, reply

__all__ = [
    "JSON_TYPE",
    "ORDER_OF_EXAMPLES",
    "answered",
    "arguments",
    "documented",
    "parametrised",
    "schema_of",
]

JSON_TYPE = ("Content-Type", "application/json")
# The order that the published examples of ``Location`` name: an answer about another one proves nothing.
ORDER_OF_EXAMPLES = "f3392f8b-6116-4073-ab96-e330819e2c07"


def documented(*beginnings: str) -> list[tuple[Described, str]]:
    """Return every operation with every status that begins so."""
    return [
        (operation, status)
        for vendor in VENDORS
        for operation in operations(vendor).values()
        for status in operation.responses
        if status.startswith(beginnings)
    ]


def parametrised(found: Iterable[tuple[Described, str]]) -> pytest.MarkDecorator:
    """Run a test that takes ``operation`` and ``status`` for each of these answers."""
    return pytest.mark.parametrize(("operation", "status"), list(found), ids=str)


def schema_of(operation: Described, status: str) -> Schema | None:
    """Return the schema of an answer's body, ``None`` if it has none."""
    content = operation.responses[status].get("content")
    if content is None:
        return None
    assert list(content) == ["application/json"]
    schema: Schema = content["application/json"]["schema"]
    return schema


def arguments(operation: Described) -> tuple[list[str], dict[str, Any]]:
    """Return what a call of an operation needs: path ids and keywords, of a change everything."""
    body = {} if operation.body is None else smallest(operation)
    ids = [ORDER_OF_EXAMPLES, *["id"] * len(operation.path_parameters)][: len(operation.path_parameters)]
    return ids, {argument(name): value for name, value in body.items()}


def answered(desk: Desk, operation: Described, status: str, sent: Json) -> tuple[Received, Any]:
    """Answer a call with JSON; return the request and the result.

    Raises:
        KcoError: what the client made of the answer.
    """
    ids, keywords = arguments(operation)
    answer = reply(int(status), json.dumps(sent).encode(), [JSON_TYPE])
    received, result = desk.exchange(operation.vendor, operation.name, *ids, answer=answer, **keywords)
    if isinstance(result, kco.KcoError):
        raise result
    return received, result
