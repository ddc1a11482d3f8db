"""Whatever a description says stays text: no word of it becomes code, in any place it can stand."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.problems import Problem
from tests.generator.project import Project, files_of, make_bare, small

# Would be noticed if it ran, whoever's working directory that is.
CODE = "__import__('pathlib').Path({marker!r}).touch()"

TEXTS = {
    "double quotes": '"""\n{code}\n"""',
    "single quotes": "'''\n{code}\n'''",
    "ends a call": "x'); {code}  # \"); {code}  #",
    "quote at the end": 'x """{code}"',
    "backslash at the end": "{code} \\",
    "backslashes and quotes": '\\" \\\\" {code} \\\\\\"',
    "templates": "{{{{ {code} }}}} {{% if {code} %}} {{# {code} #}} ${{{code}}} %({code})s",
    "line ends": "x\n{code}\r\n{code}\r{code}\x0b{code}\x0c{code}\x85{code}\u2028{code}\u2029{code}",
    "direction and zero width": "\u202e{code}\u2066\u200b\u200d\ufeff{code}\u2069",
    "control characters": "\x00{code}\x07\x1b[2J\x7f\x9b31m{code}",
    "escapes": "\\N{{BULLET}} \\x41 \\u0041 \\777 \\8 {code}",
    "comments": "x  # type: ignore  # noqa  # fmt: off\n# fmt: skip\n{code}",
    "very long": "{code} " + "long" * 5_000,
}
HARMLESS = "any-text"


def hostile(text: str) -> Any:
    """Return a description that says `text` wherever it may say what it likes."""
    name = text.replace("{", "(").replace("}", ")")
    properties = {
        text: {"type": "string", "description": text, "default": text, "example": text, "title": text},
        f"{text}2": {"type": "string", "enum": [text, f"{text}3"], "description": text},
        f"{text}4": {"type": "array", "description": text, "items": {"$ref": "#/components/schemas/Inner"}},
        f"{text}5": {"type": "string", "pattern": re.escape(text)},
        # Of requests lint wants to know every format.
        f"{text}8": {"type": "string", "readOnly": True, "format": text},
        f"{text}6": {"type": "integer", "description": text, "enum": [1, 2]},
        f"{text}7": {"type": "object", "description": text, "additionalProperties": {"title": text}},
    }
    document: Any = small(
        Book={
            "title": f"{text} title",
            "description": text,
            "type": "object",
            "required": [text],
            "properties": properties,
            "example": {text: text},
            "x-note": text,
        },
        Inner={"type": "object", "description": text, "properties": {"a-b": {"type": "string"}}},
        Sort={"type": "string", "title": text, "description": text, "enum": [text, f"{text} 2"]},
    )
    document["info"] |= {"title": text, "version": text, "description": text, "x-note": text}
    document["tags"] = [{"name": text, "description": text}]
    document["servers"] = [{"url": "https://library.example", "description": text}]
    path, item = document["paths"].popitem()
    document["paths"][f"{path}/{name}"] = item
    item["summary"] = item["description"] = text
    get = item["get"]
    get |= {"operationId": f"get {text} book", "summary": text, "description": text, "tags": ["books", text]}
    get["parameters"][0] |= {"description": text, "example": text}
    get["parameters"] += [
        {"name": text, "in": "query", "description": text, "schema": {"type": "string", "default": text}},
        {"name": "sort", "in": "query", "schema": {"$ref": "#/components/schemas/Sort"}},
    ]
    for response in get["responses"].values():
        response["description"] = text
    item["put"] = {
        "operationId": f"put {text} book",
        "summary": text,
        "tags": ["books"],
        "externalDocs": {"url": "https://library.example", "description": text},
        "parameters": get["parameters"][:1],
        "requestBody": {
            "description": text,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Book"},
                    "examples": {text: {"summary": text, "value": {text: text}}},
                }
            },
        },
        "responses": {
            "201": {
                "description": text,
                "headers": {
                    "Book-Id": {"description": text, "schema": {"type": "string", "example": text}},
                    "Location": {"description": text, "schema": {"type": "string"}},
                },
            },
            "default": {"description": text},
        },
    }
    return document


class _Skeleton(ast.NodeTransformer):
    """Leaves of a module what it does, and nothing of what it calls things or says."""

    def visit(self, node: ast.AST) -> ast.AST:
        for name, value in ast.iter_fields(node):
            if isinstance(value, str):
                setattr(node, name, "_")
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            raise AssertionError("no module needs these")
        if isinstance(node, ast.Delete) and isinstance(node.targets[0], ast.Tuple):
            # Long names are put into brackets, which says the same.
            node.targets = node.targets[0].elts
        return self.generic_visit(node)


def skeleton(source: str) -> str:
    return ast.dump(_Skeleton().visit(ast.parse(source)))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    project = make_bare(tmp_path_factory.mktemp("harmless"), hostile(HARMLESS))
    return {
        name: skeleton(text) for name, text in files_of(project.generate()).items() if name.endswith("py")
    }


@pytest.mark.parametrize("kind", TEXTS)
def test_text_of_a_description_never_becomes_code(
    kind: str, tmp_path: Path, harmless: dict[str, str]
) -> None:
    marker = tmp_path / "intruder"
    text = TEXTS[kind].format(code=CODE.format(marker=str(marker)))
    project = make_bare(tmp_path / "project", hostile(text))
    generated = project.generate()
    modules = {name: source for name, source in files_of(generated).items() if name.endswith(".py")}
    # The same statements as for harmless text: whatever differs stands in strings and in names.
    assert {name: skeleton(source) for name, source in modules.items()} == harmless
    for name, content in generated.files.items():
        project.write(f"out/{name}", content)
    for source in modules.values():
        compile(source, "module", "exec", dont_inherit=True)
        assert not re.search("[^\\w\\n -~]", source), "only letters and printable ASCII outside of escapes"
    assert _read_everything(project) == (0, "")
    assert not marker.exists()


def _read_everything(project: Project) -> tuple[int, str]:
    """Import each module in a process of its own, and look at all it says."""
    program = """
import importlib, pkgutil, pydoc, warnings
warnings.simplefilter("error")
import lending.library
for module in pkgutil.walk_packages(lending.library.__path__, "lending.library."):
    pydoc.render_doc(importlib.import_module(module.name))
from lending.library import models, operations, rules, servers
text = next(iter(models.Book.FIELDS))
book = models.Book.from_dict({models.Book.WIRE_NAMES[text]: "x"})
repr(book), str(book), book.to_dict(), book.decode_issues
repr(operations.OPERATIONS), repr(servers.SERVERS)
list(rules.BOOK.check({}, "")), list(rules.BOOK.check({models.Book.WIRE_NAMES[text]: 1}, ""))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project.path("out"),
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stderr


def test_identifiers_hold_to_the_normal_form_that_python_reads(tmp_path: Path) -> None:
    description: Any = small()
    description["components"]["schemas"]["Book"]["properties"] = {
        "ä": {"type": "string"},
        "\ufb01rst": {"type": "string"},
        "書名": {"type": "string"},
        "größe": {"type": "string", "enum": ["ﬁn", "groß", "大"]},
    }
    generated = files_of(make_bare(tmp_path, description).generate())
    assert '"first": "\\ufb01rst"' in generated["models.py"], "the ligature is spelled out"
    for name in ("    ä: str", "    書名: str", "    größe: BookGrÖßE"):
        assert name in generated["models.py"]
    for name in ("FIN", "GROSS", "大"):
        assert f"    {name} = " in generated["enumerations.py"]


NAMES = [
    *"""class from_dict self headers idempotency_key str _private 1st a-b ä FIELDS cls attrs reading
    operations _operations models source issues value put get made body path query parameters
    __class__ __init__ __slots__ __dict__ mro name _name_ _source _issues _untouched property
    Book BookInput Sequence Mapping Required TypedDict Any UNSET Unset timeout retries validate
    """.split(),  # noqa: SIM905  a list would take a line for each
    *("", " ", "-", "$ref", "@id", "+1", "x" * 300, "a b", "a.b[0]", "nul\x00l", "☃", "日本", "x'y", 'x"y'),
    *keyword.kwlist,
    *keyword.softkwlist,
    *dir(builtins),
]


def _distinct(names: list[str]) -> list[str]:
    """Leave out names of which lint says that Python would not tell them apart."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(re.sub(r"\W|_", "", name).lower(), name)
    return list(seen.values())


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A package with a property, a query parameter and a field of a body of each name."""
    description: Any = small()
    names = _distinct(NAMES)
    properties = {name: {"type": "string"} for name in names}
    description["components"]["schemas"]["Book"]["properties"] = properties
    path, item = description["paths"].popitem()
    description["paths"] = {path: item, "/books": {}, "/readers": {}}
    schema = {"type": "object", "properties": {"book": {"$ref": "#/components/schemas/Book"}, **properties}}
    description["paths"]["/books"]["post"] = {
        "operationId": "addBook",
        "tags": ["books"],
        "requestBody": {"content": {"application/json": {"schema": schema}}},
        "responses": {"204": {"description": "x"}, "default": {"description": "x"}},
    }
    description["paths"]["/readers"]["get"] = {
        "operationId": "findReaders",
        "tags": ["books"],
        "parameters": [{"name": name, "in": "query", "schema": {"type": "string"}} for name in names if name],
        "responses": {"204": {"description": "x"}, "default": {"description": "x"}},
    }
    project = make_bare(tmp_path_factory.mktemp("named"), description)
    assert project.run("generate").err == ""
    return project


def test_any_property_name_is_read_and_written(named: Project) -> None:
    program = f"""
from lending.library import Library, models
from lending.runtime.messages import Answer
import attrs, json

class Transport:
    def send(self, request, deadline):
        self.request = request
        return Answer(204)
    def close(self): pass

names = {_distinct(NAMES)!r}
source = {{name: f"the {{name}}" for name in names}}
book = models.Book.from_dict(source)
assert book.decode_issues == () and book.to_dict() == source
fields = {{book.WIRE_NAMES.get(field, field): field for field in book.FIELDS}}
assert list(fields) == names
for name, field in fields.items():
    assert getattr(book, field) == f"the {{name}}"
    assert attrs.evolve(book, **{{field: "other"}}).to_dict() == source | {{name: "other"}}
made = models.Book(**{{field: "x" for field in book.FIELDS}})
assert made.to_dict() == dict.fromkeys(names, "x")
repr(made)

client = Library(Transport())
from lending.library import operations
# A body of its own may keep names that are those of something else only in a class.
import inspect
arguments = list(inspect.signature(client.books.add_book).parameters)
given = dict(zip([a for a in arguments if a not in ("headers", "timeout", "retries", "validate")], ["b", *names]))
given["book"] = source
client.books.add_book(**given)
assert json.loads(client._transport.request.content) == dict(zip(names, names)) | {{"book": source}}
queried = operations.BOOKS_FIND_READERS.query
client.books.find_readers(**{{field: "x" for field in queried}})
assert client._transport.request.url.count("=x") == len(names) - 1
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=named.path("out"), capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_any_property_name_type_checks(named: Project, type_check: Any) -> None:
    assert type_check(named.path("out")) == ""


@pytest.mark.parametrize(
    ("places", "words"),
    [
        (["x\r\nEvil: 1"], "cannot be the name of a header"),
        (["schön"], "cannot be the name of a header"),
    ],
)
def test_a_header_that_cannot_be_sent_is_refused(places: list[str], words: str, tmp_path: Path) -> None:
    description: Any = small()
    get = next(iter(description["paths"].values()))["get"]
    get["parameters"] += [{"name": name, "in": "header", "schema": {"type": "string"}} for name in places]
    with pytest.raises(Problem, match=words):
        make_bare(tmp_path, description).generate()


@pytest.mark.parametrize(
    ("resource", "method", "words"),
    [
        ("models", "get", "something else in a client"),
        ("close", "get", "something else in a client"),
        ("__init__", "get", "cannot be the name"),
        ("books", "with_response", "something else in a resource"),
        ("books", "Mapping", "cannot be the name"),
        ("books", "_call", "cannot be the name"),
        ("books", "date", "cannot be the name"),
        ("b" * 300, "get", "cannot be the name"),
        ("book", "get", "is the resource book"),
    ],
)
def test_a_method_name_that_would_hide_something_is_refused(
    resource: str, method: str, words: str, tmp_path: Path
) -> None:
    description: Any = small()
    get = next(iter(description["paths"].values()))["get"]
    get |= {"x-kco-resource": resource, "x-kco-method": method}
    with pytest.raises(Problem, match=words):
        make_bare(tmp_path, description).generate()


@pytest.mark.parametrize("name", ["Model", "Any", "Resource", "Books", "AsyncBooks", "Library", "BookInput"])
def test_a_schema_name_that_is_something_else_is_refused(name: str, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"title": {"type": "string"}}}
    with pytest.raises(Problem, match=name):
        make_bare(tmp_path, small(**{name: schema})).generate()


@pytest.mark.parametrize("name", ["True", "Exception", "object", "ValueError", "1st", "_", "Ab.Cd", "Rule"])
def test_a_schema_may_be_called_like_anything_that_does_not_matter(name: str, tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"title": {"type": "string"}}}
    make_bare(tmp_path, small(**{name: schema})).generate()
