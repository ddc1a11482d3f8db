"""What several APIs have in common is written down as protocols, which each API's classes fit."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from tests.generator.project import DESCRIPTION, Project, make_library

SHARED = """[tool.kco.shared]
module = "common"
apis = ["library", "annex"]
client = "AnyLibrary"
client_base = "runtime.protocols.AsyncAnyClient"

"""
ANNEX = "openapi/annex.yaml"


def make_both(root: Path) -> Project:
    """Two libraries; the annex lends no books and tells less of them."""
    project = make_library(root)
    settings = project.path("pyproject.toml").read_text("utf-8")
    head, table, library = settings.partition("[tool.kco.apis.library]")
    annex = library.replace(DESCRIPTION, ANNEX).replace('"Library"', '"Annex"')
    annex = "\n".join(line for line in annex.splitlines() if not line.startswith("class_names"))
    project.write("pyproject.toml", f"{head}{SHARED}{table}{library}\n[tool.kco.apis.annex]{annex}\n")
    project.write(ANNEX, project.path(DESCRIPTION).read_bytes())

    def change(document: Any) -> None:
        del document["paths"]["/books/{bookId}/loans"]
        schemas = document["components"]["schemas"]
        del schemas["NewBook"]["properties"]["isbn"]
        schemas["NewBook"]["properties"]["weight"] = {"type": "string"}
        add_class(document)

    project.edit(change, ANNEX)
    project.edit(add_class)
    return project


def add_class(document: Any) -> None:
    """Give two schemas a property that Python would not let keep its name."""
    for name in ("Price", "Copy"):
        document["components"]["schemas"][name]["properties"]["class"] = {"type": "string"}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_both(tmp_path_factory.mktemp("both"))
    ran = project.run("generate")
    assert ran.code == 0, ran.err
    return project


def classes(project: Project) -> dict[str, str]:
    tree = ast.parse(project.path("out/lending/common.py").read_text("utf-8"))
    return {node.name: ast.unparse(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def test_only_what_all_have_is_shared(both: Project) -> None:
    found = classes(both)
    assert "def get_book(" in found["Books"]
    assert "Loans" not in found
    assert "def title(" in found["Book"]
    assert "def isbn(" not in found["Book"], "the annex does not have it"
    assert "def weight(" not in found["Book"], "the annex has another type"
    assert "isbn" not in found["Books"]


def test_one_program_type_checks_with_every_client(both: Project, type_check: Callable[[Path], str]) -> None:
    both.write(
        "out/lending/program.py",
        """
from . import common
from .annex import Annex
from .library import Library
from .runtime.transport import Transport


def first_title(client: common.AnyLibrary) -> str:
    client.books.add_book(title="x", operations=None, price={"amount": 1, "class": "x"})
    copy = client.books.get_copy("1", "2")
    book = client.books.with_response.get_book("1").data
    return f"{copy.class_} {book.title} {book.price.amount if book.price else 0}"


def use(transport: Transport) -> None:
    first_title(Library(transport))
    first_title(Annex(transport))
""",
    )
    try:
        assert type_check(both.path("out")) == ""
    finally:
        both.path("out/lending/program.py").unlink()


def test_texts_of_a_description_stay_text_in_protocols_too(tmp_path: Path) -> None:
    project = make_both(tmp_path)
    text = '"""\n__import__("os").system("false")\n\\'
    for name in (DESCRIPTION, ANNEX):
        project.edit(lambda d: d["info"].update(title=text), name)
        project.edit(lambda d: d["paths"]["/books"]["get"].update(summary=text, description=text), name)
        project.edit(lambda d: d["components"]["schemas"]["Price"].update(description=text), name)
        project.edit(
            lambda d: d["components"]["schemas"]["Price"]["properties"]["amount"].update(description=text),
            name,
        )
    source = project.generate().files["lending/common.py"].decode()
    names = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
    assert "__import__" not in names
    assert source.count("__import__") >= 5


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('["library", "annex"]', '["library", "anex"]', r"\[tool.kco.shared\], apis: 'anex' is no API"),
        ('["library", "annex"]', "[]", r"\[tool.kco.shared\], apis: must be a list of names"),
        ('"common"', '"annex"', r"\[tool.kco.shared\], module: is the name of an API"),
        ("protocols.AsyncAnyClient", "protocols.AsyncNoClient", r"client_base: there is no class NoClient"),
        (
            'client = "AnyLibrary"\n',
            'client = "AnyLibrary"\nbases = { Bok = "client.ShelfClient" }\n',
            r"\[tool.kco.shared\], bases: there is no Bok that all have",
        ),
    ],
)
def test_settings_that_fit_nothing_are_refused(old: str, new: str, words: str, tmp_path: Path) -> None:
    project = make_both(tmp_path)
    project.replace("pyproject.toml", old, new)
    with pytest.raises(Problem, match=words):
        project.generate()
