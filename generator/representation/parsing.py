"""Runs openapi-python-client over a patched description and refuses to go on where it would drop something.

Its command line exits with 0 after leaving out endpoints and models; through its Python API every
warning can be seen, and here every warning is an error.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast

from openapi_python_client.config import ClassOverride, Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError, ParseError

from ..configuration import Api
from ..documents import JsonObject
from ..problems import Problem
from .schemas import plain
from .simplifying import simplified

__all__ = ["parse", "parser_configuration"]

# A text that the parser would not print: `<openapi_python_client….UntrustedString object at 0x…>`.
_UNPRINTED = re.compile(r"<openapi_python_client\.\S+ object at 0x[0-9a-f]+>")


def parser_configuration(api: Api) -> Config:
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


def parse(document: JsonObject, api: Api) -> GeneratorData:
    """Return what openapi-python-client makes of a description.

    Raises:
        Problem: it cannot read the description, or would leave something out.
    """
    where = str(api.description)
    try:
        data = GeneratorData.from_dict(
            cast("dict[str, object]", simplified(document, where)), config=parser_configuration(api)
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


def _one_line(text: object) -> str:
    said = _UNPRINTED.sub("…", plain(text) if not isinstance(text, Exception) else str(text))
    return " ".join(said.split())
