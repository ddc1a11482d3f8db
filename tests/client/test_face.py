"""What is importable from kco, and how little importing it costs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module, resources
from typing import Any

import kco
import pytest
from kco import protocols

from .introspection import VENDORS, exceptions, models, operations


def test_both_vendors_call_their_classes_alike() -> None:
    kustom, klarna = (set(import_module(f"kco.{vendor}").__all__) for vendor in VENDORS)
    assert kustom - klarna == {"Kustom", "AsyncKustom"}
    assert {name.removesuffix("Input") for name in klarna - kustom} == {
        "Klarna",
        "AsyncKlarna",
        "DueDateOption",
        "DueDateOptions",
        "ExtendDueDate",
        "Subscription",
        "SubscriptionInterval",
    }


def test_a_protocol_has_the_fields_that_both_vendors_have() -> None:
    theirs = {model.__name__: set(model.FIELDS) for model in models("klarna")}
    for model in models("kustom"):
        members = {name for name in vars(getattr(kco, model.__name__)) if not name.startswith("_")}
        assert members - {"decode_issues", "to_dict"} == set(model.FIELDS) & theirs[model.__name__]


def test_a_client_protocol_has_the_operations_that_both_vendors_have() -> None:
    common = operations("kustom").keys() & operations("klarna").keys()
    assert len(common) == 15
    for prefix in ("", "Async"):
        for suffix in ("", "WithResponse"):
            found = {
                f"{resource}.{name}"
                for resource in ("orders", "captures", "refunds")
                for name in vars(getattr(kco, f"{prefix}{resource.title()}{suffix}"))
                if not name.startswith("_") and name != "with_response"
            }
            assert found == common


def test_a_mapping_of_headers_looks_past_letter_case() -> None:
    headers: Mapping[str, str] = kco.Headers([("Location", "a"), ("X", "1"), ("x", "2")])
    assert headers["LOCATION"] == headers["location"] == "a"
    assert headers["X"] == "1, 2"
    assert dict(headers) == {"Location": "a", "x": "1, 2"}
    assert len(headers) == 2
    assert "lOcation" in headers
    assert object() not in headers
    assert headers == kco.Headers([("location", "a"), ("X", "1, 2")])
    assert headers != kco.Headers()
    assert repr(headers) == "Headers(Location, x)"
    with pytest.raises(KeyError):
        headers["Y"]
    with pytest.raises(TypeError):
        hash(headers)


def loaded_after(statements: str) -> set[str]:
    """Return what a fresh Python has imported after some statements, besides what it imports anyway."""
    program = f"""
import sys, json
before = set(sys.modules)
{statements}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(resources.files("kco").joinpath(".."))},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ran.stdout))


def test_importing_kco_imports_nothing_else_of_it() -> None:
    loaded = loaded_after("import kco")
    assert {name for name in loaded if name.startswith("kco")} == {"kco"}
    assert loaded.isdisjoint({"httpx", "httpcore", "attrs", "attr", "dateutil", "ssl", "asyncio", "json"})


def test_using_one_name_imports_only_what_it_needs() -> None:
    loaded = loaded_after("import kco; kco.KcoError; kco.idempotency_key")
    assert loaded.isdisjoint({"httpx", "httpcore", "dateutil", "kco.kustom", "kco.klarna", "kco.protocols"})


def test_a_client_imports_no_models_until_something_is_read(vendor: str) -> None:
    key = {"kustom": "kco", "klarna": "klarna"}[vendor]
    loaded = loaded_after(f"import kco; kco.{vendor.title()}(api_key='{key}_test_x').orders")
    other = next(name for name in VENDORS if name != vendor)
    assert f"kco.{vendor}.client" in loaded
    unneeded = {f"kco.{vendor}.models", f"kco.{vendor}.rules", "kco.protocols", "kco.sandbox", f"kco.{other}"}
    assert loaded.isdisjoint(unneeded)


def test_every_name_of_the_face_is_importable() -> None:
    assert len(set(kco.__all__)) == len(kco.__all__)
    for name in kco.__all__:
        assert getattr(kco, name) is not None
    namespace: dict[str, Any] = {}
    exec("from kco import *", namespace)
    assert set(kco.__all__) <= namespace.keys()
    assert set(kco.__all__) | {"kustom", "klarna", "opentelemetry", "sandbox"} == set(dir(kco))


def test_the_face_has_what_users_name() -> None:
    classes = {"Kustom", "AsyncKustom", "Klarna", "AsyncKlarna", "OrderManagement", "AsyncOrderManagement"}
    values = {"Timeouts", "RetryPolicy", "Response", "Headers", "UNSET", "idempotency_key", "__version__"}
    assert classes | values <= set(kco.__all__)
    errors = {kind.__name__ for kind in exceptions() if issubclass(kind, kco.KcoError)}
    assert errors <= set(kco.__all__)


def test_every_protocol_is_on_the_face() -> None:
    assert set(protocols.__all__) <= set(kco.__all__)
    for name in protocols.__all__:
        assert getattr(kco, name) is getattr(protocols, name)


def test_type_checkers_see_the_same_face() -> None:
    source = resources.files("kco").joinpath("__init__.py").read_text("utf-8")
    seen = {
        alias.asname or alias.name
        for statement in ast.walk(ast.parse(source))
        if isinstance(statement, ast.ImportFrom) and statement.level
        for alias in statement.names
    }
    assert seen == {*kco.__all__, "kustom", "klarna", "opentelemetry", "sandbox"} - {"__version__"}


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_name_of_a_vendor_is_importable(vendor: str) -> None:
    module = import_module(f"kco.{vendor}")
    assert set(module.__all__) == set(dir(module))
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match=f"module 'kco.{vendor}' has no attribute 'Nothing'"):
        _ = module.Nothing


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kco' has no attribute 'Nothing'"):
        _ = kco.Nothing  # type: ignore[attr-defined]
    with pytest.raises(ImportError):
        exec("from kco import Nothing")


def test_the_package_is_typed() -> None:
    assert resources.files("kco").joinpath("py.typed").is_file()
