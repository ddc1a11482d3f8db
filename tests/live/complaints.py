"""Says where an answer is not what the patched description says of it.

Places are named and never values: an order holds personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from openapi_schema_validator import OAS30ReadValidator

from tests.contract.descriptions import Described, Schema, description, follow

__all__ = ["complaints", "documented_code"]

JSON = "application/json"


def documented_code(operation: Described, status: int) -> str | None:
    """Return the error code in the example of a documented response, where it has one."""
    example = _json(operation.responses.get(str(status), {})).get("example", {})
    code = example.get("error_code") if isinstance(example, dict) else None
    return code if isinstance(code, str) else None


def complaints(operation: Described, *, status: int, media_type: str, body: Any) -> Iterator[str]:
    """Yield where an answer is not as described.

    Args:
        operation: what was asked.
        status: the status of the answer.
        media_type: its content type without parameters; empty where it has none.
        body: its JSON, text or bytes; ``None`` where there is none.
    """
    response = operation.responses.get(str(status))
    if response is None:
        yield f"status {status} is not described"
    elif "content" not in response:
        if body is not None:
            yield f"a body with status {status} is not described"
    elif media_type != JSON:
        yield f"the content type is {media_type or 'missing'}, described is {JSON}"
    else:
        yield from _misfits(operation.vendor, _json(response)["schema"], body)


def _json(response: Mapping[str, Any]) -> dict[str, Any]:
    media: dict[str, Any] = response.get("content", {}).get(JSON, {})
    return media


def _misfits(vendor: str, schema: Schema, body: Any) -> Iterator[str]:
    # References in the schema lead into the components, which therefore go along.
    validator = OAS30ReadValidator({**schema, "components": description(vendor)["components"]})
    # A null breaks its type twice.
    yield from sorted(
        {f"{error.json_path} breaks {error.validator}" for error in validator.iter_errors(body)}
    )
    yield from _members(vendor, schema, body, "$")


def _members(vendor: str, schema: Schema, value: Any, path: str) -> Iterator[str]:
    """Yield the members that nothing describes, and those always sent that are missing."""
    schema = follow(vendor, schema)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from _members(vendor, schema["items"], item, f"{path}[{index}]")
    if not isinstance(value, dict) or "properties" not in schema:
        return
    for name in schema.get("x-kco-always-sent", ()):
        if name not in value:
            yield f"{path}.{name} is always sent, and missing"
    for name, member in value.items():
        if name in schema["properties"]:
            yield from _members(vendor, schema["properties"][name], member, f"{path}.{name}")
        else:
            yield f"{path}.{name} is not described"
