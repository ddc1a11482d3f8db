"""Rules that hold between parts of the house, which no part could check on its own."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.lint.json_schema import FORMATS
from generator.rendering.docstrings import STATUS_ERROR_NAMES
from generator.representation.naming import CLASS_NAMES, MODEL_NAMES, MODULE_NAMES
from tests.generator.project import REPOSITORY, Project

GENERATOR = REPOSITORY / "generator"
LONGEST_MODULE = 500
CLIENT = GENERATOR / "client"


def sources() -> list[Path]:
    return sorted(GENERATOR.rglob("*.py"))


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_no_module_is_too_long_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(GENERATOR).as_posix())
def test_every_module_says_why_it_exists_and_what_it_offers(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree)
    names = {
        target.id
        for node in tree.body
        for target in (node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)])
        if isinstance(target, ast.Name)
    }
    assert "__all__" in names or path.name in ("__init__.py", "__main__.py")


def test_errors_named_in_docstrings_are_those_that_are_raised() -> None:
    from kco.runtime.errors import STATUS_ERRORS

    assert {str(status): error.__name__ for status, error in STATUS_ERRORS.items()} == STATUS_ERROR_NAMES


def test_lint_and_the_strict_writer_check_the_same_formats() -> None:
    from kco.runtime.scalar_rules import TEXT_FORMATS

    assert {*TEXT_FORMATS, "int32", "int64", "float"} == set(FORMATS.checkers)


def test_no_field_can_hide_what_every_model_has() -> None:
    from kco.runtime.models import Model

    assert {name for name in dir(Model) if not name.startswith("_")} <= MODEL_NAMES


def test_no_class_can_hide_what_the_generated_modules_import(generated_library: Project) -> None:
    """Imports of classes and types; a class of the same name would take their place."""
    folder = generated_library.path("out/lending/library")
    imported = {
        alias.asname or alias.name
        for path in folder.glob("*.py")
        if path.name not in ("operations.py", "rules.py", "client.py", "servers.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level != 1
        for alias in node.names
    }
    classes = {name for name in imported if name[:1].isupper() and not name.isupper()}
    assert classes <= CLASS_NAMES


def test_no_resource_can_take_the_place_of_a_module(generated_library: Project) -> None:
    resources = {"books", "default", "loans"}
    folder = generated_library.path("out/lending/library")
    modules = {path.stem for path in folder.iterdir() if path.is_file()} - {"__init__"}
    assert modules - resources == MODULE_NAMES


def test_no_step_of_the_generator_knows_an_api() -> None:
    words = ("klarna", "kustom", "capture", "refund", "shipping", "order_line", "ordermanagement")
    for path in sources():
        if not path.is_relative_to(CLIENT):
            code = ast.parse(path.read_text("utf-8"))
            names = {node.id for node in ast.walk(code) if isinstance(node, ast.Name)}
            names |= {
                node.name for node in ast.walk(code) if isinstance(node, (ast.FunctionDef, ast.ClassDef))
            }
            assert not [name for name in names for word in words if word in name.lower()], path


def test_nothing_that_is_delivered_imports_the_generator() -> None:
    for path in CLIENT.rglob("*.py"):
        # Modules of the package import each other relatively; what stands beside the package has to name it.
        forbidden = ("generator",) if path == CLIENT / "pytest_plugin.py" else ("generator", "kco")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module or ""]
            assert not [name for name in modules if name.partition(".")[0] in forbidden], path


@pytest.mark.parametrize("vendor", ["kustom", "klarna"])
def test_every_generated_file_of_ours_says_so(vendor: str) -> None:
    folder = REPOSITORY / "generated_client" / "kco" / vendor
    for path in folder.glob("*.py"):
        first = path.read_text("utf-8").splitlines()[0]
        assert first.startswith(f"# Generated from openapi/{vendor}.yaml and overlays/{vendor} by "), path


def test_templates_hold_no_logic() -> None:
    """They place what they are given: loops, conditions on one name, and no expression of their own."""
    for path in (GENERATOR / "rendering" / "templates").iterdir():
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= 130, path
        for word in ("{% set", "{% macro", "{% import", " | "):
            assert word not in "\n".join(line for line in text.splitlines() if "{%" in line), path
