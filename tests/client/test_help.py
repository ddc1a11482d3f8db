"""What `help` and an editor show: options with their defaults, and each bound once."""

from __future__ import annotations

import inspect
import pydoc
import re
from collections.abc import Iterator
from typing import Any

import kco
import pytest
from kco.runtime.transport.http1 import MAX_ANSWER_BYTES

from .introspection import VENDORS, description, identify, models, operations

CLIENTS = [kco.Kustom, kco.AsyncKustom, kco.Klarna, kco.AsyncKlarna]
DEFAULTS = {
    "api_key": "Only the sandbox needs none.",
    "username": "It is optional",
    "environment": "By default the key says which.",
    "region": '``"eu"`` (the default)',
    "base_url": "instead of the vendor's",
    "timeout": "Timeouts(connect=5, write=10, read=40, pool=5, total=120)",
    "retries": "The default is 2.",
    "headers": "The default is none.",
    "hooks": "The default is none.",
    "app_info": "The default is nothing.",
    "validate": "The default is True.",
    "line_checks": '``"warn"`` (the default)',
    "http_client": "By default kco has a pool of connections of its own.",
    "max_answer_bytes": "The default is 16 MiB.",
    "sandbox": "By default the client makes one.",
}


@pytest.mark.parametrize("client", CLIENTS, ids=identify)
def test_help_lists_every_option_with_its_default(client: Any) -> None:
    shown = re.sub(r"[\s|]+", " ", pydoc.plain(pydoc.render_doc(client)))
    text = shown.partition(" Args: ")[2].partition(" Raises: ")[0]
    options = list(inspect.signature(client).parameters)
    assert len(options) >= 12
    for option in options:
        told = f" {text}".partition(f" {option}: ")[2]
        assert DEFAULTS[option] in told[:300], option


def test_the_defaults_that_are_told_are_those_that_hold() -> None:
    assert repr(kco.Timeouts()).replace(".0", "") == DEFAULTS["timeout"]
    assert kco.RetryPolicy().retries == 2
    assert MAX_ANSWER_BYTES == 16 * 2**20


# --- Bounds ----------------------------------------------------------------------------------------


def told_fields() -> Iterator[tuple[str, str]]:
    """Yield what is said of each field, of models and of methods."""
    for model in models():
        yield from _entries(model.__qualname__, inspect.getdoc(model) or "")
    for vendor in VENDORS:
        client = next(each for each in CLIENTS if each.__name__.lower() == vendor)(environment="sandbox")
        for name in operations(vendor):
            resource, method = name.split(".")
            doc = inspect.getdoc(getattr(getattr(client, resource), method)) or ""
            yield from _entries(name, doc)


def _entries(where: str, doc: str) -> Iterator[tuple[str, str]]:
    for section in re.findall(r"(?:Args|Keys):\n((?:    .*\n?|\n)+)", doc):
        for entry in re.split(r"\n    (?=\w+:)", f"\n{section}")[1:]:
            yield f"{where}: {entry.partition(':')[0].strip()}", re.sub(r"\s+", " ", entry)


def test_each_bound_is_told_once() -> None:
    seen = 0
    for where, text in told_fields():
        bounds = re.findall(r"\b(?:255|500|1000|1024|200000000|100|70|64|10)\b", text.replace(",", ""))
        assert len(bounds) == len(set(bounds)), f"{where}: {text}"
        seen += 1
    assert seen > 200


@pytest.mark.parametrize("vendor", VENDORS)
def test_each_bound_of_a_request_is_told(vendor: str) -> None:
    module = getattr(kco, vendor)
    for name, schema in description(vendor)["components"]["schemas"].items():
        kind = getattr(module, f"{name}Input", None)
        if kind is None:
            continue
        doc = re.sub(r"\s+", " ", inspect.getdoc(kind) or "").replace(",", "")
        for field, member in schema["properties"].items():
            told = doc.partition(f" {field}: ")[2]
            for keyword in ("maxLength", "maximum", "maxItems"):
                if keyword in member and member[keyword] < 2**31 - 1:
                    assert str(member[keyword]) in told, (name, field, keyword)
