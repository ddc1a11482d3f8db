"""Runs openapi-python-client over a patched description and refuses to go on where it would drop something.

Its command line exits with 0 after leaving out endpoints and models; through its Python API every
warning can be seen, and here every warning is an error.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import cast

from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError, ParseError
from openapi_python_client.schema.untrusted_string import UntrustedString

from ..configuration import Api
from ..description.document import Description, Node, read
from ..description.http import json_media_type
from ..description.schemas import alternatives, kind_of, listed
from ..documents import JsonObject, JsonValue
from ..problems import Problem

__all__ = ["parse", "plain"]

# A text that the parser would not print: `<openapi_python_client….UntrustedString object at 0x…>`.
_UNPRINTED = re.compile(r"<openapi_python_client\.\S+ object at 0x[0-9a-f]+>")


def parse(document: JsonObject, api: Api) -> GeneratorData:
    """Return openapi-python-client's result for a description.

    Raises:
        Problem: it cannot read the description, or would leave something out.
    """
    where = str(api.description)
    try:
        data = GeneratorData.from_dict(
            cast("dict[str, object]", _simplified(document, where)), config=_parser_configuration(api)
        )
    except Problem:
        raise
    except Exception as error:  # Somebody else's code, which has no list of what it raises.
        raise Problem(
            where,
            f"openapi-python-client fails on it: {type(error).__name__}: {_one_line(error)}",
            "repair it with an overlay",
        ) from error
    if isinstance(data, GeneratorError):
        raise Problem(where, f"{data.header}: {_one_line(data.detail)}", "repair it with an overlay")
    errors: list[ParseError] = [*data.errors]
    for collection in data.endpoint_collections_by_tag.values():
        errors += collection.parse_errors
    if errors:
        first = errors[0]
        rest = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        header = _one_line(first.header).replace("WARNING parsing ", "")
        raise Problem(
            where,
            f"{header.replace(' Endpoint will not be generated.', '').strip(' .:')}: "
            f"{_one_line(first.detail)}{rest}",
            "openapi-python-client would leave it out; repair it with an overlay",
        )
    return data


def _parser_configuration(api: Api) -> Config:
    """Return the configuration that openapi-python-client runs with."""
    return Config.from_sources(
        ConfigFile(
            class_overrides={
                published: ClassOverride.model_validate({"class_name": wanted, "module_name": wanted.lower()})
                for published, wanted in api.class_names.items()
            }
        ),
        MetaType.NONE,
        Path(api.description),
        "utf-8",
        False,
        None,
    )


def _one_line(text: object) -> str:
    said = _UNPRINTED.sub("…", plain(text) if not isinstance(text, Exception) else str(text))
    return " ".join(said.split())


def plain(text: object) -> str:
    """Return the text that openapi-python-client wraps as untrusted; it must never be placed in code."""
    if isinstance(text, UntrustedString):
        return text.get_untrusted_value()
    return str(text or "")


_SCALAR = ("boolean", "integer", "number", "string")
_EXAMPLES = ("example", "examples")
# A title would become the name of a class, `nullable` would rename schemas written in place, a default
# that cannot be written as Python would drop its property.
_IN_SCHEMAS = ("title", "nullable", "default", "discriminator", "externalDocs", "xml")


def _simplified(document: JsonObject, where: str) -> JsonObject:
    """Return a copy for the parser, without the keywords that mislead it."""
    copy = deepcopy(document)
    description = read(copy, where)
    # The innermost first, since an outer one may be emptied.
    for node in reversed(description.nodes):
        for key in list(node.value):
            ignored = key in _EXAMPLES or (node.kind == "schema" and key in _IN_SCHEMAS)
            if ignored or key.startswith("x-"):
                del node.value[key]
        if node.kind == "schema":
            _simplify_enum(node.value)
            _simplify_alternatives(node.value)
        elif node.kind == "parameter":
            _write_as_text(description, node)
        elif node.kind in ("request-body", "response"):
            _choose_json(node.value)
    return copy


def _simplify_enum(schema: JsonObject) -> None:
    """Keep what becomes an enumeration, and name its members: two may differ in letter case only."""
    members: list[JsonValue] = [member for member in listed(schema, "enum") if member is not None]
    schema.pop("enum", None)
    if members and all(isinstance(member, str) for member in members):
        schema["enum"] = members
        schema["x-enum-varnames"] = [f"member {position}" for position in range(len(members))]


def _simplify_alternatives(schema: JsonObject) -> None:
    """Empty a schema of several types: its value stays JSON, and its parts would claim names."""
    parts = alternatives(schema)
    if not parts:
        # Those that only name properties which go together need no type.
        schema.pop("oneOf", None)
        schema.pop("anyOf", None)
    elif len(parts) > 1 or not (isinstance(parts[0], dict) and "$ref" in parts[0]):
        schema.clear()


def _write_as_text(description: Description, node: Node) -> None:
    """Make a plain value in a path or a header a string, whose format the parser need not like."""
    schema = description.target(description.child(node, "schema"))
    if node.value.get("in") not in ("path", "header") or schema is None:
        return
    if kind_of(schema.value) in (*_SCALAR, None) and not schema.value.keys() & {"enum", "allOf"}:
        node.value["schema"] = {"type": "string"}


def _choose_json(node: JsonObject) -> None:
    """Keep, of several media types, the one that is read and written."""
    content = node.get("content")
    chosen = json_media_type(content)
    if isinstance(content, dict) and chosen is not None:
        node["content"] = {chosen: content[chosen]}
