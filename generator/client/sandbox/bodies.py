"""Reads request bodies, and says what may check them, so that a check can take another's place."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from math import isinf
from typing import Any, NoReturn, TypeAlias

from ..runtime.operation import Operation
from .decisions import NESTING_LIMIT

__all__ = ["BodyCheck", "read_json", "violations_by_generated_rules"]

BodyCheck: TypeAlias = Callable[[Operation[Any], Any], Sequence[str]]
"""Takes an operation that has a body and the body as JSON data, and returns a sentence for everything
in it that breaks the description, none if it is as described. The sentences are sent to the caller, so
they must not quote texts of the body."""


def violations_by_generated_rules(operation: Operation[Any], body: Any) -> Sequence[str]:
    """Check a body by the rules that the client keeps, but let names through that nobody described."""
    assert operation.body is not None
    return [str(violation) for violation in operation.body().check(body, "", received=True)]


def read_json(content: bytes) -> Any:
    """Read a body.

    Raises:
        ValueError: it is not JSON, or cannot be worked with; the sentence is for the caller.
    """
    try:
        body = json.loads(content, parse_float=_finite, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise ValueError("The body is not JSON.") from None
    if content.count(b"[") + content.count(b"{") > NESTING_LIMIT and _is_nested_deeper(body, NESTING_LIMIT):
        raise ValueError(f"The body is nested more than {NESTING_LIMIT} levels deep.")
    return body


def _is_nested_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
        if not level:
            return False
    return True


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError("this number is larger than a float")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
