"""The types, as both checkers see them from outside: concrete, complete, and strict about mistakes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from kco.runtime.operation import Operation
from kco.runtime.response import ArrayResult, CreatedResult, NoResult, ObjectResult

HERE = Path(__file__).parent
PACKAGE = HERE.parent.parent / "generated_client"
VENDORS = ("kustom", "klarna")
# What methods have to be called with.
ARGUMENTS = {
    "captured_amount": "1",
    "number_of_days": "1",
    "order_amount": "1",
    "order_lines": "[]",
    "refunded_amount": "1",
    "shipping_info": "[]",
}

needs_pyright = pytest.mark.skipif(
    shutil.which("node") is None, reason="pyright needs node, which is not installed here"
)


def operations(vendor: str) -> dict[str, Operation[Any]]:
    return dict(import_module(f"kco.{vendor}.operations").OPERATIONS)


def returned(operation: Operation[Any], module: str) -> str:
    """Return what a call of an operation has to be the type of, written as Python."""
    result = operation.result
    if isinstance(result, NoResult):
        return "None"
    assert isinstance(result, ArrayResult | CreatedResult | ObjectResult)
    name = f"{module}.{result.load().__name__}"
    return f"tuple[{name}, ...]" if isinstance(result, ArrayResult) else name


def calls(table: dict[str, Operation[Any]], client: str, module: str) -> Iterator[str]:
    """Yield functions that call every method of a client and say what that returns."""
    for prefix, define, wait in (("", "def", ""), ("Async", "async def", "await ")):
        yield f"{define} call_{prefix.lower()}_{module.replace('.', '_')}(client: kco.{prefix}{client}) -> None:"
        for name, operation in table.items():
            resource, method = name.split(".")
            required = _required(operation)
            given = ", ".join(['"id"' for _ in operation.path_parameters] + required)
            kind = returned(operation, module)
            yield f"    assert_type({wait}client.{name}({given}), {kind})"
            whole = f"client.{resource}.with_response.{method}({given})"
            yield f"    assert_type({wait}{whole}, kco.Response[{kind}])"
        yield ""


def _required(operation: Operation[Any]) -> list[str]:
    rule: Any = operation.body() if operation.body is not None else None
    return [f"{name}={ARGUMENTS[name]}" for name in (rule.required if rule is not None else ())]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's project: the examples, and a call of every method."""
    root = tmp_path_factory.mktemp("project")
    for name in ("usage.py", "misuse.py"):
        shutil.copy(HERE / name, root)
    lines = ["from typing import assert_type", "", "import kco", ""]
    tables = {vendor: operations(vendor) for vendor in VENDORS}
    for vendor, table in tables.items():
        lines += calls(table, vendor.title(), f"kco.{vendor}")
    common = {name: operation for name, operation in tables["kustom"].items() if name in tables["klarna"]}
    lines += calls(common, "OrderManagement", "kco")
    (root / "methods.py").write_text("\n".join(lines) + "\n", "utf-8")
    return root


def run(*command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False
    )


def test_every_method_is_called(project: Path) -> None:
    text = (project / "methods.py").read_text("utf-8")
    # Blocking and not, with and without response, for either vendor and for what they have in common.
    assert text.count("assert_type(") == 2 * 2 * (15 + 18 + 15)
    assert not re.search(r"\bAny\b|ErrorMessage|\|", text), "only concrete types are expected"


def test_mypy_accepts_the_examples_and_refuses_the_mistakes(
    project: Path, pytestconfig: pytest.Config
) -> None:
    cache = pytestconfig.cache
    assert cache is not None
    ran = run(
        sys.executable,
        *("-m", "mypy", "--strict", "--config-file", "", "--no-error-summary"),
        *("--follow-imports", "silent", "--cache-dir", str(cache.mkdir("mypy"))),
        *("usage.py", "misuse.py", "methods.py"),
        cwd=project,
        MYPYPATH=str(PACKAGE),
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)


@needs_pyright
def test_pyright_accepts_the_examples_and_refuses_the_mistakes(project: Path) -> None:
    options = {"extraPaths": [str(PACKAGE)], "typeCheckingMode": "strict", "pythonVersion": "3.11"}
    (project / "pyrightconfig.json").write_text(json.dumps(options), "utf-8")
    ran = run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", cwd=project)
    report = json.loads(ran.stdout)
    found = [
        f"{each['file']}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in report["generalDiagnostics"]
    ]
    assert found == []
    assert report["summary"]["filesAnalyzed"] == 3


MISSPELT = """\
import kco


def ship(client: kco.OrderManagement, order_id: str) -> None:
    client.captures.create(order_id, captured_amount=1, shipping_info=[{"tracking_no": "1Z"}])
    client.captures.ensure(order_id, captured_amount=1, reference="a", shipping_info=[{"tracking_no": "1Z"}])
    client.orders.update_authorization(order_id, order_amount=1, order_lines=[{"nam": "Tee"}])


def ship_at_kustom(client: kco.Kustom, order: kco.kustom.Order) -> None:
    client.captures.create("id", captured_amount=1, order_lines=order.order_lines)
    client.captures.create("id", captured_amount=1, shipping_info=[{"tracking_no": "1Z"}])
    client.captures.add_shipping_info("id", "capture", shipping_info=[{"shiping_company": "DHL"}])
    client.captures.with_response.create("id", captured_amount=1, order_lines=[{"tax_rte": 2500}])


async def ship_at_klarna(client: kco.AsyncKlarna, anywhere: kco.AsyncOrderManagement) -> None:
    await client.refunds.create("id", refunded_amount=1, order_lines=[{"qty": 1}])
    await client.refunds.ensure("id", refunded_amount=1, reference="a", order_lines=[{"qty": 1}])
    await anywhere.orders.add_shipping_info("id", shipping_info=[{"tracking_no": "1Z"}])
"""
"""A shop's module, written after the README, in which fields of dictionaries are misspelt."""

NAMED = [
    (line, key)
    for line, text in enumerate(MISSPELT.splitlines(), 1)
    for key in re.findall(r'\[{"(\w+)"', text)
]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "shop.py").write_text(MISSPELT, "utf-8")
    return tmp_path


def test_mypy_names_a_misspelt_key(shop: Path, pytestconfig: pytest.Config) -> None:
    cache = pytestconfig.cache
    assert cache is not None
    ran = run(
        *(sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--follow-imports", "silent"),
        *("--cache-dir", str(cache.mkdir("mypy")), "shop.py"),
        cwd=shop,
        MYPYPATH=str(PACKAGE),
    )
    named = re.findall(r'shop.py:(\d+): error: Extra key "(\w+)" for TypedDict', ran.stdout)
    assert [(int(line), key) for line, key in named] == NAMED
    assert len(NAMED) == 9


@needs_pyright
def test_pyright_names_it_in_the_same_place(shop: Path) -> None:
    options = {"extraPaths": [str(PACKAGE)], "typeCheckingMode": "standard", "pythonVersion": "3.11"}
    (shop / "pyrightconfig.json").write_text(json.dumps(options), "utf-8")
    ran = run(sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", cwd=shop)
    named = [
        (each["range"]["start"]["line"] + 1, key)
        for each in json.loads(ran.stdout)["generalDiagnostics"]
        for key in re.findall(r'"(\w+)" is an undefined item', each["message"])
    ]
    assert named == NAMED


@needs_pyright
def test_everything_that_kco_exports_has_a_known_type(tmp_path: Path) -> None:
    ran = run(
        *(sys.executable, "-m", "pyright", "--verifytypes", "kco", "--ignoreexternal", "--outputjson"),
        cwd=tmp_path,
        # In this mode pyright has no other way to find the packages that kco builds on.
        PYTHONPATH=os.pathsep.join([str(PACKAGE), sysconfig.get_path("purelib")]),
    )
    completeness = json.loads(ran.stdout)["typeCompleteness"]
    unknown = [
        symbol["name"]
        for symbol in completeness["symbols"]
        if symbol["isExported"] and not (symbol["isTypeKnown"] and not symbol["isTypeAmbiguous"])
    ]
    assert unknown == []
    assert completeness["completenessScore"] == 1
    assert completeness["exportedSymbolCounts"]["withKnownType"] > 2000
