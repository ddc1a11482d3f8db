"""Whatever gets lost between description and output is noticed, since the output itself is read."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest

from generator.documents import JsonObject, load
from generator.losses import refuse_losses
from generator.problems import Problem
from tests.generator.project import REPOSITORY, Project

CLASS_NAMES = {"LendBookResponse202": "Loan"}


@pytest.fixture(scope="module")
def document(generated_library: Project) -> JsonObject:
    loaded = load(generated_library.path("out/lending/library/description.json"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def modules(generated_library: Project) -> dict[str, str]:
    folder = generated_library.path("out/lending/library")
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.is_file()}


class _Dropping(ast.NodeTransformer):
    """Takes out of a module what a test picks."""

    def __init__(self, pick: Callable[[ast.AST], bool], within: str | None) -> None:
        self.pick, self.within, self.dropped = pick, within, 0

    def visit(self, node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.ClassDef) and self.within not in (None, node.name):
            return node
        if self.pick(node):
            self.dropped += 1
            return ast.Pass() if isinstance(node, ast.stmt) else None
        if isinstance(node, ast.Dict):
            kept = [(k, v) for k, v in zip(node.keys, node.values, strict=True) if k and not self.pick(k)]
            self.dropped += len(node.keys) - len(kept)
            node.keys, node.values = [k for k, _ in kept], [v for _, v in kept]
        self.generic_visit(node)
        return node


def drop(source: str, pick: Callable[[ast.AST], bool], within: str | None = None) -> str:
    dropping = _Dropping(pick, within)
    tree = dropping.visit(ast.parse(source))
    assert dropping.dropped > 0, "the test itself finds nothing to drop"
    assert tree is not None
    return ast.unparse(tree)


def assigned(name: str) -> Callable[[ast.AST], bool]:
    return lambda node: (
        (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name)
        or (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == name
        )
    )


def called(name: str) -> Callable[[ast.AST], bool]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return lambda node: isinstance(node, kinds) and node.name == name


def constant(value: object) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.Constant) and node.value == value


def reads(key: str) -> Callable[[ast.AST], bool]:
    return lambda node: isinstance(node, ast.If) and ast.unparse(node.test).startswith(f"'{key}' in ")


def test_complete_output_is_accepted(document: JsonObject, modules: dict[str, str]) -> None:
    refuse_losses(document, modules, "library", CLASS_NAMES)


@pytest.mark.parametrize(
    ("module", "pick", "within", "place", "what"),
    [
        (
            "operations.py",
            assigned("BOOKS_GET_BOOK"),
            None,
            "/paths/~1books~1{bookId}/get",
            "the operation getBook",
        ),
        (
            "operations.py",
            constant("201"),
            None,
            "/paths/~1books/post/responses/201",
            "the response 201",
        ),
        (
            "operations.py",
            constant("default"),
            None,
            "/paths/~1books/get/responses/default",
            "the response default",
        ),
        ("operations.py", constant("sort"), None, "/paths/~1books/get", "the parameter sort"),
        ("operations.py", constant("x_shelf"), None, "/paths/~1books/get", "the parameter X-Shelf"),
        (
            "books.py",
            called("get_copy"),
            None,
            "/paths/~1books~1{bookId}~1copies~1{copy-number}/get",
            "the method Books.get_copy",
        ),
        (
            "books.py",
            called("get_copy"),
            "AsyncBooksWithResponse",
            "/paths/~1books~1{bookId}~1copies~1{copy-number}/get",
            "the method AsyncBooksWithResponse.get_copy",
        ),
        ("books.py", called("AsyncBooks"), None, "/paths/~1books/get", "the method AsyncBooks.search_books"),
        (
            "books.py",
            constant("isbn"),
            "Books",
            "/paths/~1books/post",
            "the field isbn of the method Books.add_book",
        ),
        ("models.py", called("Copy"), None, "/components/schemas/Copy", "the schema Copy"),
        ("models.py", called("Book"), None, "/components/schemas/Book", "the schema Book"),
        (
            "models.py",
            reads("editions"),
            "Book",
            "/components/schemas/Book/properties/editions",
            "the property editions",
        ),
        (
            "models.py",
            reads("isbn"),
            "Book",
            "/components/schemas/Book/properties/isbn",
            "the property isbn",
        ),
        ("inputs.py", called("NewBookInput"), None, "/components/schemas/NewBook", "the schema NewBook"),
        (
            "inputs.py",
            assigned("title"),
            "_NewBookInputRequired",
            "/components/schemas/NewBook/properties/title",
            "the property title",
        ),
        (
            "enumerations.py",
            called("State"),
            None,
            "/components/schemas/State/enum",
            "the member 'new' of State",
        ),
        (
            "enumerations.py",
            assigned("USED"),
            "State",
            "/components/schemas/State/enum",
            "the member 'used' of State",
        ),
    ],
)
def test_a_loss_is_noticed(
    module: str,
    pick: Callable[[ast.AST], bool],
    within: str | None,
    place: str,
    what: str,
    document: JsonObject,
    modules: dict[str, str],
) -> None:
    mutilated = modules | {module: drop(modules[module], pick, within)}
    with pytest.raises(Problem) as caught:
        refuse_losses(document, mutilated, "library", CLASS_NAMES)
    assert caught.value.where == f"library#{place}"
    assert caught.value.what.startswith(f"{what} is missing in the output")


@pytest.mark.parametrize("module", ["operations.py", "models.py", "books.py", "enumerations.py"])
def test_a_lost_module_is_noticed(module: str, document: JsonObject, modules: dict[str, str]) -> None:
    del modules[module]
    with pytest.raises(Problem, match="more losses"):
        refuse_losses(document, modules, "library", CLASS_NAMES)


def test_our_own_output_is_complete_by_the_same_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the pipeline relies on is that the account is taken at all."""
    taken: list[str] = []
    monkeypatch.setattr(
        "generator.package.refuse_losses", lambda _, modules, where, names: taken.append(where)
    )
    Project(REPOSITORY).generate()
    assert taken == ["openapi/kustom.yaml", "openapi/klarna.yaml"]
