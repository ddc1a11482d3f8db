"""`python -m generator types` shows each error where a person can mend it: in the hand-written source."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.commands.types import hand_written_only, lead_back
from tests.generator.project import Project

MYPY = """
[tool.mypy]
strict = true
mypy_path = "out"
files = ["out/lending/loans.py", "out/lending/shop.py"]
explicit_package_bases = true
follow_imports = "silent"

[[tool.mypy.overrides]]
module = "parts.*"
follow_imports = "skip"
"""
WRONG = 'from __future__ import annotations\n{imports}\n\nprice: int = "much"\n'


@pytest.fixture
def typed(library: Project) -> Project:
    """A project with one module of each kind, without an error so far."""
    settings = library.path("pyproject.toml").read_text("utf-8")
    twins = settings.replace("twins = [", 'twins = ["async_shop.py", ')
    library.write("pyproject.toml", twins + MYPY)
    library.write("parts/shelves.py", "from .runtime import timeouts as timeouts\n")
    library.write("parts/loans.py", "from .library import models as models\n")
    library.write("parts/async_shop.py", "async def open_shop() -> None: ...\n")
    return library


@pytest.fixture
def no_node(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine without Node, where pyright cannot run."""
    return {"PATH": str(tmp_path)}


def test_errors_are_shown_where_their_source_is(typed: Project, no_node: dict[str, str]) -> None:
    typed.write("parts/shelves.py", WRONG.format(imports="from .runtime import timeouts as timeouts"))
    typed.write("parts/loans.py", WRONG.format(imports="from .library import models as models"))
    typed.write("parts/async_shop.py", 'async def ask() -> int:\n    return "much"\n')
    assert typed.run("generate").code == 0
    ran = typed.run("types", **no_node)
    assert ran.code == 1, ran.err
    said = sorted(line.partition(": error: ")[0] for line in ran.out.splitlines() if ": error: " in line)
    assert said == ["parts/async_shop.py:2", "parts/loans.py:4", "parts/shelves.py:4"]
    assert "pyright: skipped, it needs Node" in ran.out


def test_what_imports_nothing_generated_is_checked_before_it_is_copied(
    typed: Project, no_node: dict[str, str]
) -> None:
    assert typed.run("generate").code == 0
    assert typed.run("types", **no_node).code == 0
    typed.replace("parts/shelves.py", "timeouts as timeouts", "timeout as timeouts")
    ran = typed.run("types", **no_node)
    assert ran.code == 1
    assert ran.out.startswith('parts/shelves.py:1: error: Module "parts.runtime" has no attribute "timeout"')


def test_modules_that_import_what_is_generated_are_left_to_the_package() -> None:
    files = {
        "__init__.py": b"from .shop import Shop",
        "plain.py": b"import json\nfrom . import prices, rooms\nfrom .rooms.shelf import Shelf",
        "prices.py": b"def of(): ...",
        "rooms/__init__.py": b"",
        "rooms/shelf.py": b"def look():\n    from ..prices import of",
        "rooms/desk.py": b"from .. import library",
        "twin.py": b"from .shop import Shop",
        "async_shop.py": b"from .library.models import Book",
        "version.py": b"from . import __version__",
        "not_python.py": b"x = (",
        "notes.txt": b"from .library import Book",
    }
    alone = ["not_python.py", "plain.py", "prices.py", "rooms/__init__.py", "rooms/shelf.py"]
    assert hand_written_only(files) == alone


def test_the_places_of_both_tools_lead_to_the_source() -> None:
    sources = {"out/lending/loans.py": "parts/loans.py"}
    said = """\
out/lending/loans.py:4: error: Incompatible types
out/lending/loans.py
  out/lending/loans.py:4:14 - error: Type "str" is not assignable
out/lending/library/models.py:4: error: Incompatible types
Found 3 errors in 2 files"""
    shown = """\
parts/loans.py:3: error: Incompatible types
parts/loans.py
  parts/loans.py:3:14 - error: Type "str" is not assignable
out/lending/library/models.py:4: error: Incompatible types
Found 3 errors in 2 files"""
    assert lead_back(said, sources) == shown
