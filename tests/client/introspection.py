"""Finds what kco consists of by looking, so that nothing new can be forgotten by a test."""

from __future__ import annotations

import inspect
import json
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module, resources
from types import ModuleType
from typing import Any

import attrs
import kco
from kco.runtime.models import CreatedModel, Model, OpenEnum
from kco.runtime.operation import Operation

VENDORS = ("kustom", "klarna")
PREFIXES = {"kustom": "kco", "klarna": "klarna"}
"""What the vendors' API keys begin with."""
# Running these starts a program.
_PROGRAMS = ("__main__",)


@cache
def modules() -> tuple[ModuleType, ...]:
    """Import every module of kco."""
    names = (module.name for module in pkgutil.walk_packages(kco.__path__, "kco."))
    return (kco, *(import_module(name) for name in names if not name.endswith(_PROGRAMS)))


@cache
def classes() -> tuple[type, ...]:
    """Return every class that kco defines, private ones too."""
    found: dict[type, None] = {}
    for module in modules():
        for value in vars(module).values():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                found[value] = None
    return tuple(found)


def exceptions() -> list[type[BaseException]]:
    """Return every exception class."""
    return [found for found in classes() if issubclass(found, BaseException)]


def models(vendor: str = "") -> list[type[Model]]:
    """Return the models that are read from answers or made for requests."""
    return [
        found
        for found in classes()
        if issubclass(found, Model)
        and found is not Model
        and not _is_draft(found)
        and vendor in found.__module__
    ]


def _is_draft(model: type[Model]) -> bool:
    return not attrs.has(model)


def created_models() -> list[type[CreatedModel]]:
    """Return what creating operations return."""
    return [found for found in classes() if issubclass(found, CreatedModel) and found is not CreatedModel]


def enumerations() -> list[type[OpenEnum]]:
    """Return the enumerations of both vendors."""
    return [found for found in classes() if issubclass(found, OpenEnum) and found is not OpenEnum]


def operations(vendor: str) -> Mapping[str, Operation[Any]]:
    """Return a vendor's operations by the names callers use."""
    table: Mapping[str, Operation[Any]] = import_module(f"kco.{vendor}.operations").OPERATIONS
    return table


@cache
def description(vendor: str) -> dict[str, Any]:
    """Return the patched description that a vendor's client was generated from."""
    text = resources.files(f"kco.{vendor}").joinpath("description.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


def described_operations(vendor: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the operations of a description, by the names that callers use for them."""
    for item in description(vendor)["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                yield f"{operation['x-kco-resource']}.{operation['x-kco-method']}", operation


def vendor_of(model: type) -> str:
    """Return the vendor whose class this is."""
    return next(vendor for vendor in VENDORS if f".{vendor}." in model.__module__)


def identify(value: Any) -> str:
    """Name a class in the id of a test."""
    return f"{value.__module__.removeprefix('kco.')}.{value.__name__}"
