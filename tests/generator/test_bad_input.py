"""Input that cannot be used gives one clear line, and leaves what was generated before as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from generator.__main__ import app
from tests.generator.project import DESCRIPTION, OVERLAY, Project

Break = Callable[[Project], object]


def both(*breaks: Break) -> Break:
    def run(project: Project) -> None:
        for break_it in breaks:
            break_it(project)

    return run


def described(change: Callable[[Any], object]) -> Break:
    """Change the description in place."""

    def edit(document: Any) -> None:
        change(document)

    return lambda project: project.edit(edit)


def overlay(text: str) -> Break:
    return lambda project: project.write(OVERLAY, text)


def action(text: str) -> Break:
    return overlay(f"overlay: 1.1.0\ninfo: {{title: x, version: '1'}}\nactions:\n  - {text}\n")


def setting(old: str, new: str) -> Break:
    return lambda project: project.replace("pyproject.toml", old, new)


def rename_key(where: Any, old: str, new: str) -> None:
    where[new] = where.pop(old)


def books(document: Any) -> Any:
    return document["paths"]["/books"]


def operations(document: Any) -> list[Any]:
    return [
        operation
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
    ]


def schemas(document: Any) -> Any:
    return document["components"]["schemas"]


TEXT = {"type": "string"}
INNER = {"type": "object", "properties": {"x": TEXT}}

CASES: dict[str, tuple[Break, list[str]]] = {
    # The description as a file.
    "description that is not there": (
        lambda project: project.path(DESCRIPTION).unlink(),
        [f"{DESCRIPTION}: cannot be read (No such file or directory)"],
    ),
    "description that is a folder": (
        both(lambda p: p.path(DESCRIPTION).unlink(), lambda p: p.path(DESCRIPTION).mkdir()),
        [f"{DESCRIPTION}: cannot be read (Is a directory)"],
    ),
    "description that is not UTF-8": (
        lambda project: project.write(DESCRIPTION, b"openapi: 3.0.3\ninfo: {title: \xe9}\n"),
        [f"{DESCRIPTION}, line 2: byte 29 is not valid UTF-8"],
    ),
    "description that is not YAML": (
        lambda project: project.write(DESCRIPTION, "openapi: 3.0.3\ninfo: {title: x\npaths: {}\n"),
        [f"{DESCRIPTION}, line 3, column 6: not YAML"],
    ),
    "description with a key twice": (
        lambda project: project.replace(DESCRIPTION, "security: [", "info: {}\nsecurity: ["),
        [f"{DESCRIPTION}, line ", "the key 'info' is here twice"],
    ),
    "empty description": (
        lambda project: project.write(DESCRIPTION, ""),
        [f"{DESCRIPTION}: is not an OpenAPI description: its root is not an object"],
    ),
    "description whose root is a list": (
        lambda project: project.write(DESCRIPTION, "- openapi: 3.0.3\n"),
        [f"{DESCRIPTION}: is not an OpenAPI description: its root is not an object"],
    ),
    "description of Swagger 2.0": (
        lambda project: project.write(DESCRIPTION, "swagger: '2.0'\npaths: {}\n"),
        [f"{DESCRIPTION}: is not an OpenAPI 3 description"],
    ),
    "description of OpenAPI 3.1": (
        lambda project: project.replace(DESCRIPTION, "openapi: 3.0.3", "openapi: 3.1.0"),
        [DESCRIPTION, "3.1.0", "only 3.0 is understood"],
    ),
    # What it says.
    "undefined reference": (
        lambda project: project.replace(
            DESCRIPTION,
            "sequel: {$ref: '#/components/schemas/Book'}",
            "sequel: {$ref: '#/components/schemas/Bok'}",
        ),
        [
            f"{DESCRIPTION}, patched, at /components/schemas/Book/allOf/2/properties/sequel/$ref",
            '"#/components/schemas/Bok" is not there',
        ],
    ),
    "no operation": (
        both(lambda project: project.path(OVERLAY).unlink(), described(lambda d: d["paths"].clear())),
        [f"{DESCRIPTION}#/paths: there is no operation"],
    ),
    "one operationId for two operations": (
        described(lambda d: books(d)["post"].update(operationId="searchBooks")),
        [f"{DESCRIPTION}, patched, at /paths/~1books/post/operationId", "searchBooks"],
    ),
    "schema names that collide after casing": (
        described(lambda d: schemas(d).update(bookS=INNER, Books=INNER)),
        [f"{DESCRIPTION}, patched, at /components/schemas/Books", "bookS"],
    ),
    "schema called like a resource": (
        described(lambda d: schemas(d).update(Books=INNER)),
        [f"{DESCRIPTION}: Books is the resource books, and the model Books"],
    ),
    "two properties of one Python name": (
        described(lambda d: schemas(d)["Room"]["properties"].update({"flo-or": TEXT, "flo_or": TEXT})),
        [f"{DESCRIPTION}, patched, at /components/schemas/Room/properties/flo_or", "flo-or"],
    ),
    "two operations of one method": (
        described(
            lambda d: [
                node.update({"x-kco-resource": "things", "x-kco-method": "do" if at < 2 else f"do_{at}"})
                for at, node in enumerate(operations(d))
            ]
        ),
        [f"{DESCRIPTION}, patched, at /paths/~1books/post/x-kco-method", "things.do"],
    ),
    "body field called like a path parameter": (
        described(
            lambda d: d["paths"]["/books/{bookId}/loans"]["post"]["requestBody"]["content"][
                "application/json"
            ]["schema"]["properties"].update(book_id=TEXT)
        ),
        [f"{DESCRIPTION}, operation lendBook: the body field 'book_id'", "the path parameter 'bookId'"],
    ),
    "query parameter called like a body field": (
        described(
            lambda d: books(d)["post"]["parameters"].append({"name": "title", "in": "query", "schema": TEXT})
        ),
        [f"{DESCRIPTION}, patched, at /paths/~1books/post/requestBody", "title"],
    ),
    "body that is not an object": (
        described(
            lambda d: books(d)["post"]["requestBody"]["content"].update(
                {"application/json": {"schema": {"type": "array", "items": TEXT}}}
            )
        ),
        [f"{DESCRIPTION}, operation addBook: has a request body that is not an object with properties"],
    ),
    "body that is not sent as JSON": (
        described(
            lambda d: rename_key(
                books(d)["post"]["requestBody"]["content"], "application/json", "application/merge-patch+json"
            )
        ),
        [f"{DESCRIPTION}, operation addBook: has a request body of the type application/merge-patch+json"],
    ),
    "success that is text": (
        described(
            lambda d: books(d)["get"]["responses"]["200"]["content"].update(
                {"application/json; charset=utf-8": {"schema": TEXT}}
            )
        ),
        [f"{DESCRIPTION}, operation searchBooks: the body of 200 is neither an object"],
    ),
    "successes that differ": (
        described(
            lambda d: d["paths"]["/books/{bookId}"]["put"]["responses"].update({"204": {"description": "x"}})
        ),
        [
            f"{DESCRIPTION}, operation replaceBook: the successes 200 and 204 are answered with different things"
        ],
    ),
    "parameter in a cookie": (
        described(
            lambda d: books(d)["get"]["parameters"].append(
                {"name": "session", "in": "cookie", "schema": TEXT}
            )
        ),
        [f"{DESCRIPTION}, operation searchBooks: cannot use the cookie parameter 'session'"],
    ),
    "parameter that is an object": (
        described(
            lambda d: books(d)["get"]["parameters"].append({"name": "filter", "in": "query", "schema": INNER})
        ),
        [f"{DESCRIPTION}, operation searchBooks: the query parameter 'filter' has a style or a type"],
    ),
    "parameter joined by commas": (
        described(
            lambda d: next(p for p in books(d)["get"]["parameters"] if p["name"] == "genre").update(
                explode=False
            )
        ),
        [f"{DESCRIPTION}, operation searchBooks: the query parameter 'genre' has a style or a type"],
    ),
    "enum of several types": (
        described(lambda d: schemas(d)["Room"]["properties"]["floor"].update(enum=[1, "one"])),
        [f"{DESCRIPTION}, patched, at /components/schemas/Room/properties/floor/enum/1: invalid-enum-value"],
    ),
    "two servers of one name": (
        described(lambda d: d["servers"].append({"url": "https://x.example", "description": "branch"})),
        [f"{DESCRIPTION}#/servers/2: a second server that is called 'branch'"],
    ),
    # Overlays.
    "missing overlay folder": (
        setting('overlays = "overlays/library"', 'overlays = "overlays/libary"'),
        ["overlays/libary: is not a folder"],
    ),
    "overlay that is not UTF-8": (
        lambda project: project.write(OVERLAY, b"overlay: 1.1.0 # \xff"),
        [f"{OVERLAY}, line 1: byte 17 is not valid UTF-8"],
    ),
    "overlay with an unknown key": (action("{target: $, updates: {}}"), [f"{OVERLAY}, action 1", "updates"]),
    "overlay with an invalid JSONPath": (action("{target: '$.[x', update: {}}"), [f"{OVERLAY}, action 1"]),
    "overlay of an unsupported version": (
        overlay("overlay: 2.0.0\ninfo: {title: x, version: '1'}\nactions: [{target: $, update: {x-a: 1}}]\n"),
        [OVERLAY, "2.0.0"],
    ),
    "overlay without actions": (
        overlay("overlay: 1.1.0\ninfo: {title: x, version: '1'}\nactions: []\n"),
        [OVERLAY, "actions"],
    ),
    "stale action without a match": (
        action("{target: $.nowhere, update: {x-a: 1}}"),
        [f"{OVERLAY}, action 1, target $.nowhere: stale:"],
    ),
    "stale action that finds something else": (
        lambda project: project.replace(DESCRIPTION, "example: 1984", "example: Emma"),
        [f"{OVERLAY}, action 1", "stale:", "Emma"],
    ),
    # The configuration.
    "missing pyproject.toml": (
        lambda project: project.path("pyproject.toml").unlink(),
        ["pyproject.toml: cannot be read (No such file or directory); run in the project's root"],
    ),
    "pyproject.toml that is not UTF-8": (
        lambda project: project.write("pyproject.toml", b"# \xff"),
        ["pyproject.toml: byte 2 is not valid UTF-8"],
    ),
    "pyproject.toml that is not TOML": (
        lambda project: project.write("pyproject.toml", "[tool.kco"),
        ["pyproject.toml: not TOML: ", "at end of document"],
    ),
    "no table": (setting("[tool.kco]\n", "[tool.other]\n"), ["pyproject.toml, [tool.kco]: the key "]),
    "no table at all": (
        lambda project: project.write("pyproject.toml", "[project]\nname = 'x'\n"),
        ["pyproject.toml: has no table [tool.kco]"],
    ),
    "table that is a number": (
        lambda project: project.write("pyproject.toml", "tool = 1\n"),
        ["pyproject.toml: has no table [tool.kco]"],
    ),
    "no API": (
        lambda project: project.write(
            "pyproject.toml", project.path("pyproject.toml").read_text().partition("[tool.kco.apis")[0]
        ),
        ["pyproject.toml, [tool.kco]: names no API"],
    ),
    "unknown key": (
        setting('package = "lending"', 'package = "lending"\npackages = "x"'),
        ["pyproject.toml, [tool.kco]: the key 'packages' is unknown; use "],
    ),
    "unknown key of an API": (
        setting('client = "Library"', 'client = "Library"\nclients = "x"'),
        ["pyproject.toml, [tool.kco.apis.library]: the key 'clients' is unknown; use "],
    ),
    "missing key": (
        setting('parts = "parts"\n', ""),
        ["pyproject.toml, [tool.kco]: the key 'parts' is missing"],
    ),
    "package that is a number": (
        setting('"lending"', "3"),
        ["pyproject.toml, [tool.kco], package: must be a Python name, found 3"],
    ),
    "package that is no name": (
        setting('"lending"', '"../lending"'),
        ["pyproject.toml, [tool.kco], package: must be a Python name, found '../lending'"],
    ),
    "description that is a list": (
        setting('"openapi/library.yaml"', "[1]"),
        ["pyproject.toml, [tool.kco.apis.library], description: must be text, found [1]"],
    ),
    "class names that are a list": (
        setting('class_names = { LendBookResponse202 = "Loan" }', 'class_names = ["Loan"]'),
        ["pyproject.toml, [tool.kco.apis.library], class_names: must be a table"],
    ),
    "class name that changes nothing": (
        setting("LendBookResponse202", "LendBookResponse200"),
        ["pyproject.toml, [tool.kco.apis.library], class_names: there is no class Loan"],
    ),
    "API that is no table": (
        lambda project: project.write(
            "pyproject.toml", project.path("pyproject.toml").read_text() + '\n[tool.kco.apis]\nother = "x"\n'
        ),
        ["pyproject.toml"],
    ),
    "API called like the runtime": (
        setting("[tool.kco.apis.library]", "[tool.kco.apis.runtime]"),
        ["pyproject.toml, [tool.kco.apis.runtime]: the name is that of the hand-written runtime/"],
    ),
    "client base that is not there": (
        setting('"client.AsyncShelfClient"', '"client.AsyncSelfClient"'),
        ["[tool.kco.apis.library], client_base: there is no class SelfClient in the module client"],
    ),
    "client base in no module": (
        setting('"client.AsyncShelfClient"', '"clients.AsyncShelfClient"'),
        ["[tool.kco.apis.library], client_base: there is no module clients"],
    ),
    "model base of no model": (
        setting('client = "Library"', 'client = "Library"\nmodel_bases = { Bok = "client.ShelfClient" }'),
        ["[tool.kco.apis.library], model_bases: there is no model Bok"],
    ),
    "missing parts": (setting('"parts"', '"party"'), ["party: is not a folder with files"]),
    "output that would take the project with it": (
        setting('"out"', '"."'),
        ["pyproject.toml, [tool.kco], output: must be a path below the project's root, found '.'"],
    ),
    "output outside of the project": (
        setting('"out"', '"../out"'),
        ["pyproject.toml, [tool.kco], output: must be a path below the project's root"],
    ),
    "output that would take the parts with it": (
        setting('"out"', '"parts"'),
        [
            "pyproject.toml, [tool.kco], output: the output parts is replaced as a whole, and parts is in its way"
        ],
    ),
    "hand-written file called like the API": (
        lambda project: project.write("parts/library.py", ""),
        ["pyproject.toml, [tool.kco.apis.library]: the name is that of the hand-written library.py"],
    ),
    "hand-written file that is not Python": (
        lambda project: project.write("parts/client.py", "class:\n"),
        ["client.py: is not Python"],
    ),
}


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch) -> Callable[[Project], list[str]]:
    """Runs `generate`, which must fail and leave everything as it was, and returns what it says."""

    def run(project: Project) -> list[str]:
        monkeypatch.chdir(project.root)
        before, names = project.snapshot(), project.names()
        ran = CliRunner().invoke(app, ["generate"])
        assert isinstance(ran.exception, SystemExit), ran.exception
        assert ran.exit_code == 1
        assert ran.stdout == ""
        assert project.snapshot() == before, "output and lock stay as they were"
        assert project.names() == names, "nothing is left beside them"
        return ran.stderr.splitlines()

    return run


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gives_one_clear_line_and_changes_nothing(
    case: str, library: Project, generate: Callable[[Project], list[str]]
) -> None:
    break_it, words = CASES[case]
    break_it(library)
    said = generate(library)
    assert len(said) == 1
    position = 0
    for word in words:
        assert word in said[0][position:], said[0]
        position = said[0].index(word, position) + len(word)


def test_several_findings_come_after_a_clear_first_line(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.edit(lambda document: schemas(document).update(A={"$ref": "#/x"}, B={"$ref": "#/y"}))
    said = generate(library)
    assert said[0].startswith(f"{DESCRIPTION}, patched, at /components/schemas/A/$ref: undefined-reference: ")
    assert "more findings)" in said[0]
    assert said[1] == "all findings:"
    assert all(line.startswith("  /components/schemas/") for line in said[2:])


def test_text_of_the_input_cannot_command_a_terminal(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    text = "\x1b[2J\u202e\x9b31m[bold]:smile:"
    library.edit(lambda document: books(document)["get"].update(operationId=text, tags=[text]))
    library.edit(lambda document: schemas(document)["Room"].update(type=text))
    said = generate(library)
    assert all(line.isprintable() for line in said)
    assert "[bold]:smile:" in " ".join(said)


def test_a_line_stays_readable_whatever_the_input_holds(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.edit(lambda document: schemas(document)["Room"].update(type="x" * 100_000))
    assert all(len(line) < 3_000 for line in generate(library))


@pytest.mark.parametrize("command", ["generate", "check"])
def test_a_failure_of_the_real_command_has_no_traceback(command: str, library: Project) -> None:
    library.write(DESCRIPTION, b"\xff")
    ran = library.run(command)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"{DESCRIPTION}, line 1: byte 0 is not valid UTF-8; save the file as UTF-8"
    ]


def put_output(library: Project, folder: str) -> None:
    library.replace("pyproject.toml", '"out"', f'"{folder}"')
    library.replace("pyproject.toml", '"out/lending.lock"', f'"{folder}/lending.lock"')


def test_a_place_that_cannot_be_written_is_named(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.write("a file", "")
    put_output(library, "a file/out")
    said = generate(library)
    assert len(said) == 1
    assert said[0].startswith("a file/")
    assert "cannot be written" in said[0] or "Not a directory" in said[0]


@pytest.mark.parametrize("lock", ["lending.lock", "out/deep/lending.lock", "out/lending", "out/lock.py"])
def test_a_lock_that_does_not_lie_beside_the_package_is_refused(
    lock: str, library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.replace("pyproject.toml", '"out/lending.lock"', f'"{lock}"')
    said = generate(library)
    assert len(said) == 1
    assert said[0].startswith(f"pyproject.toml, [tool.kco]: {lock} does not lie in out beside the package")


def test_an_output_that_is_a_file_stays_one(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.write("file", "mine")
    put_output(library, "file")
    assert generate(library) == ["file: is not a folder; remove it, or name another output"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_must_not_be_written_is_named(
    library: Project, generate: Callable[[Project], list[str]]
) -> None:
    library.replace(DESCRIPTION, "summary: Look for books", "summary: Look for bowls")
    library.root.chmod(0o555)
    try:
        said = generate(library)
    finally:
        library.root.chmod(0o755)
    assert said == ["out: cannot be written (Permission denied); name a place that can be"]
