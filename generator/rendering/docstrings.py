"""Texts of a description as docstrings: wrapped, with bounds spelled out, and unable to end their quotes."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from ..documents import JsonObject, JsonValue
from ..representation.api import Field, Kind, Operation

__all__ = ["arguments", "bounds", "inert", "method_docstring", "paragraphs"]

WIDTH = 100

# The names of `STATUS_ERRORS` in the runtime; a test keeps the two equal.
STATUS_ERROR_NAMES = {
    "400": "BadRequestError",
    "401": "UnauthorizedError",
    "403": "NotAllowedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "413": "PayloadTooLargeError",
    "415": "UnsupportedMediaTypeError",
    "422": "UnprocessableError",
    "429": "RateLimitedError",
}


def inert(text: str) -> str:
    """Return text that stays text between triple quotes, whatever is in it."""
    printable = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    escaped = printable.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'{escaped[:-1]}\\"' if escaped.endswith('"') else escaped


def paragraphs(*texts: str, indent: int) -> str:
    """Join texts as paragraphs of a docstring whose quotes stand at `indent`; empty ones are left out."""
    wrapped = (_wrap(_sentence(text), indent) for text in texts if text)
    return inert(f"\n\n{' ' * indent}".join(wrapped))


def arguments(title: str, entries: Iterable[tuple[str, str]], indent: int) -> str:
    """Return a section such as ``Args:``; ``""`` without entries."""
    margin = " " * (indent + 4)
    lines = [
        margin + _wrap(f"{name}: {text}" if text else f"{name}:", indent + 4, hanging=4)
        for name, text in entries
    ]
    return inert("\n".join([f"{title}:", *lines])) if lines else ""


def bounds(schema: JsonObject, kind: Kind, text: str = "") -> str:
    """Write the bounds of a value, e.g. ``at most 255 characters``, unless a text says so already.

    Args:
        schema: the schema of the value.
        kind: its type.
        text: its description.
    """
    known = _Numbers(text)
    said = []
    for low, high, unit in (("minLength", "maxLength", " characters"), ("minItems", "maxItems", " items")):
        least, most = known.missing(schema.get(low) or None), known.missing(schema.get(high))
        said += _range(least, most, unit)
    said += _number_bounds(schema, known)
    values = schema.get("enum")
    if kind == "enumeration" and isinstance(values, list):
        names = [str(value) for value in values if value is not None]
        said += [] if all(name in text for name in names) else ["one of " + ", ".join(names)]
    return "; ".join(said)


class _Numbers:
    """The numbers that a text names already, so that no bound is written twice."""

    def __init__(self, text: str) -> None:
        bare = re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3}\b)", "", text)
        self._numbers = set(re.findall(r"-?\d+(?:\.\d+)?", bare))

    def missing(self, bound: JsonValue) -> JsonValue:
        return None if str(bound) in self._numbers else bound


def _range(least: JsonValue, most: JsonValue, unit: str = "") -> list[str]:
    if least is not None and most is not None:
        return [f"{least} to {most}{unit}"]
    if least is not None:
        return [f"at least {least}{unit}"]
    return [] if most is None else [f"at most {most}{unit}"]


def _number_bounds(schema: JsonObject, known: _Numbers) -> list[str]:
    least, most = known.missing(schema.get("minimum")), known.missing(schema.get("maximum"))
    above, below = schema.get("exclusiveMinimum") is True, schema.get("exclusiveMaximum") is True
    if not (above or below):
        return _range(least, most)
    said = [] if least is None else [f"{'more than' if above else 'at least'} {least}"]
    return said if most is None else [*said, f"{'less than' if below else 'at most'} {most}"]


def field_text(field: Field, schema: JsonObject) -> str:
    """Return the description of a field and its bounds, as one sentence or two."""
    text = _sentence(field.description)
    limits = bounds(schema, field.type.kind, text)
    return f"{text} {limits[:1].upper()}{limits[1:]}.".strip() if limits else text


def method_docstring(operation: Operation, fields: Iterable[tuple[str, str]], options: Iterable[str]) -> str:
    """Return the docstring of a method, without its quotes."""
    entries = [(parameter.name, _sentence(parameter.description)) for parameter in operation.parameters]
    entries += fields
    entries += [(name, OPTION_TEXTS[name]) for name in options]
    raised = [("InvalidInputError", "an argument breaks a rule above; nothing was sent.")]
    for status, text in operation.responses:
        if status[:1] in "45":
            other = "ServerError" if status.startswith("5") else "ResponseError"
            refusal = f"{status}: {_sentence(text)}" if text else status
            raised.append((STATUS_ERROR_NAMES.get(status, other), refusal))
    summary, *rest = [text for text in (operation.summary, operation.description) if text] or [operation.name]
    if operation.created is not None:
        returned = (
            f"What was created: `{operation.created.id_field}` and `location`, from the response headers."
        )
    elif operation.result is None:
        returned = ""
    else:
        returned = "What the server answered, read liberally."
    sections = [
        paragraphs(summary, *(text for text in rest if text != summary), indent=8),
        arguments("Args", entries, 8),
        inert(f"Returns:\n            {returned}") if returned else "",
        arguments("Raises", raised, 8),
        inert(f"``{operation.method} {operation.path}``"),
    ]
    return "\n\n        ".join(section for section in sections if section)


OPTION_TEXTS = {
    "extra": "members to add to the body as they are, for what this version does not know yet.",
    "idempotency_key": "makes the call repeatable: the server answers a key it has seen with its first "
    "response, whatever else the request says. A random one is made where you pass none.",
    "headers": "headers to send besides the client's own, which they replace.",
    "timeout": "seconds for the whole call, or `Timeouts` for each phase.",
    "retries": "attempts after the first, or a `RetryPolicy`.",
    "validate": "whether the body is checked before it is sent; the client's own setting by default.",
}


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?:)`" else f"{text}."


def _wrap(text: str, indent: int, hanging: int = 0) -> str:
    return textwrap.fill(
        text,
        WIDTH - indent,
        subsequent_indent=" " * (indent + hanging),
        initial_indent="",
        break_long_words=False,
        break_on_hyphens=False,
    )
