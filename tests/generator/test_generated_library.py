"""A client of another API than ours: what OpenAPI 3.0 can say reads, writes and type-checks."""

from __future__ import annotations

import asyncio
import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.generator.project import Project


@pytest.fixture(scope="module")
def lending(generated_library: Project) -> Iterator[ModuleType]:
    """The generated package."""
    folder = str(generated_library.path("out"))
    sys.path.insert(0, folder)
    importlib.invalidate_caches()
    try:
        yield importlib.import_module("lending.library")
    finally:
        sys.path.remove(folder)
        for name in [name for name in sys.modules if name.partition(".")[0] == "lending"]:
            del sys.modules[name]


class Desk:
    """A transport that keeps the request and gives the answer it was told."""

    def __init__(self, lending: ModuleType) -> None:
        messages = importlib.import_module("lending.runtime.messages")
        self._answer, self._headers = messages.Answer, messages.Headers
        self.request: Any = None
        self.answers(204)
        self.client = lending.Library(self)

    def answers(self, status: int, body: Any = None, **headers: str) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
        self.answer = self._answer(status, self._headers(pairs), content)

    def send(self, request: Any, deadline: object) -> Any:
        self.request = request
        return self.answer

    def close(self) -> None:
        pass

    @property
    def sent(self) -> Any:
        return json.loads(self.request.content)

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.request.url).query, keep_blank_values=True)


@pytest.fixture
def desk(lending: ModuleType) -> Desk:
    return Desk(lending)


BOOK = {
    "id": 7,
    "title": "Emma",
    "operations": None,
    "isbn": "9780141439587",
    "price": {"amount": 1250, "currency": "EUR"},
    "author": {"name": "Jane Austen", "works": 6},
    "published": "1815-12-23",
    "binding": "hardcover",
    "level": 2,
    "weight": 1.5,
    "pages": 474,
    "signature": "not a UUID at all",
    "contact": "jane@library.example",
    "readers": ["Ada", "Mary"],
    "translations": {"de": "Emma"},
    "notes": {"shelf": 3},
    "people": {"first": {"name": "Ada"}},
    "blurb": ["handsome", "clever"],
    "grid": [[1, 2], [3]],
    "chapters": [{"heading": "I"}],
    "lent": False,
    "added": "2026-01-31T23:59:59+01:00",
    "sequel": {"id": 8, "title": "More", "operations": "x", "lent": True},
    "editions": [],
    "unknown": 12345678901234567890,
}


def test_every_kind_of_value_is_read(desk: Desk) -> None:
    desk.answers(200, BOOK)
    book = desk.client.books.get_book("7")
    assert book.decode_issues == ()
    assert book.to_dict() == BOOK
    assert (book.id, book.title, book.operations, book.lent) == (7, "Emma", None, False)
    assert book.price.amount == 1250
    assert book.author.name == "Jane Austen"
    assert book.published == date(1815, 12, 23)
    assert book.added == datetime.fromisoformat("2026-01-31T23:59:59+01:00")
    assert book.binding == "hardcover"
    assert book.binding.is_known
    assert book.signature == "not a UUID at all"
    assert book.readers == ("Ada", "Mary")
    assert book.translations == {"de": "Emma"}, "a map of names that nobody knows stays JSON"
    assert book.blurb == ["handsome", "clever"], "one of several types stays JSON"
    assert book.grid == ((1, 2), (3,))
    assert book.chapters[0].heading == "I"
    assert book.sequel.title == "More"
    assert book.editions == ()


@pytest.mark.parametrize("member", ["price", "author", "published", "binding", "operations"])
def test_null_is_a_value_where_the_description_says_so(desk: Desk, member: str) -> None:
    desk.answers(200, BOOK | {member: None})
    book = desk.client.books.get_book("7")
    assert getattr(book, member) is None
    assert book.decode_issues == ()


@pytest.mark.parametrize("member", ["title", "isbn", "level", "added", "sequel", "chapters", "lent"])
def test_null_is_noted_where_the_description_does_not_allow_it(desk: Desk, member: str) -> None:
    desk.answers(200, BOOK | {member: None})
    book = desk.client.books.get_book("7")
    assert getattr(book, member) is None
    assert [issue.path for issue in book.decode_issues] == [member]


def test_what_should_have_been_sent_is_missed(desk: Desk) -> None:
    desk.answers(200, {"title": "Emma", "lent": True})
    book = desk.client.books.get_book("7")
    assert (book.id, book.operations) == (None, None)
    assert [issue.path for issue in book.decode_issues] == ["id", "operations"]


def test_personal_data_is_not_shown_however_it_is_wrapped(desk: Desk) -> None:
    desk.answers(200, BOOK)
    shown = repr(desk.client.books.get_book("7"))
    assert not {"jane@library.example", "Ada", "Mary"} & set(shown.replace("'", " ").split())
    assert "Ada" not in shown
    desk.answers(200, {"number": 1, "borrower": {"name": "Ada"}})
    assert "Ada" not in repr(desk.client.books.get_copy("7", "1"))


def test_parameters_of_the_path_come_in_its_order_and_are_text(desk: Desk) -> None:
    desk.answers(200, {})
    desk.client.books.get_copy("a/b", "1")
    assert desk.request.url == "https://library.example/v1/books/a%2Fb/copies/1"


@pytest.mark.usefixtures("lending")
def test_an_operations_own_parameter_replaces_the_one_of_its_path() -> None:
    books = importlib.import_module("lending.library.books").Books
    assert "book_id: The book." in books.get_book.__doc__
    assert "book_id: Any book." in books.remove_book.__doc__


def test_query_and_header_parameters_are_sent_by_their_wire_names(desk: Desk) -> None:
    desk.answers(200, [BOOK])
    found = desk.client.books.search_books(
        title="Emma & co",
        published_after=date(1800, 1, 1),
        limit=5,
        class_="novel",
        genre=["crime", "poetry"],
        sort="-title",
        x_request_id="f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        x_shelf="9",
    )
    assert [book.id for book in found] == [7]
    assert desk.query == [
        ("title", "Emma & co"),
        ("published-after", "1800-01-01"),
        ("limit", "5"),
        ("class", "novel"),
        ("genre", "crime"),
        ("genre", "poetry"),
        ("sort", "-title"),
    ]
    headers = dict(desk.request.headers)
    assert (headers["X-Request-Id"], headers["X-Shelf"]) == ("f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "9")


def test_a_boolean_in_a_query_is_written_as_json_writes_it(desk: Desk) -> None:
    desk.answers(200, [])
    desk.client.books.search_books(available=True)
    assert desk.query == [("available", "true")]


def test_enumerations_keep_members_apart_that_differ_in_case_only(lending: ModuleType) -> None:
    genres = lending.SearchBooksGenreItem
    assert {str(member) for member in genres} == {"crime", "poetry", "CRIME"}
    assert {str(member) for member in lending.SortOrder} == {"title", "-title", "newest", ""}


def test_an_answer_without_a_body_is_not_read(desk: Desk) -> None:
    desk.answers(200)
    assert desk.client.books.probe_book("7") is None
    assert desk.request.method == "HEAD"
    desk.answers(204)
    assert desk.client.books.remove_book("7", verbose=False) is None


def test_an_id_in_the_headers_of_a_201_is_what_was_created(desk: Desk) -> None:
    desk.answers(201, None, Book_Id="b-7", Location="/v1/books/b-7", X_Request_Id="r")
    created = desk.client.books.add_book(title="Emma", operations=None, idempotency_key="k")
    assert (created.book_id, created.location) == ("b-7", "/v1/books/b-7")
    assert dict(desk.request.headers)["Idempotency-Key"] == "k"
    assert desk.sent == {"title": "Emma", "operations": None}


def test_bodies_are_flattened_and_written_as_json(desk: Desk, lending: ModuleType) -> None:
    desk.answers(200, BOOK)
    desk.client.books.replace_book(
        "7",
        title="Emma",
        operations="none",
        price=lending.Price(amount=1250),
        author={"name": "Jane"},
        published=date(1815, 12, 23),
        binding="paperback",
        grid=[[1], []],
        chapters=[{"heading": "I"}],
        translations={"de": "Emma"},
    )
    assert desk.sent == {
        "title": "Emma",
        "operations": "none",
        "price": {"amount": 1250},
        "author": {"name": "Jane"},
        "published": "1815-12-23",
        "binding": "paperback",
        "grid": [[1], []],
        "chapters": [{"heading": "I"}],
        "translations": {"de": "Emma"},
    }


def test_what_only_answers_carry_is_not_asked_for(desk: Desk, lending: ModuleType) -> None:
    desk.answers(202, {"number": "L-1", "due": "2026-02-01", "desk": {"floor": 1}})
    until = datetime(2026, 1, 31, tzinfo=UTC)
    loan = desk.client.loans.lend_book(
        "7", reader={"name": "Ada"}, until=until, headers_=["x"], headers={"A": "b"}
    )
    assert desk.sent == {"reader": {"name": "Ada"}, "until": "2026-01-31T00:00:00+00:00", "headers": ["x"]}
    assert (loan.number, loan.due, loan.desk.floor) == ("L-1", date(2026, 2, 1), 1)
    assert "id" not in lending.LendBookBodyInput.__annotations__


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"operations": "x" * 10}, "operations"),
        ({"isbn": "12"}, "isbn"),
        ({"price": {}}, "price.amount"),
        ({"price": {"amount": 2**63}}, "price.amount"),
        ({"price": {"amount": 1, "currency": "euro"}}, "price.currency"),
        ({"author": {"works": "many"}}, "author.works"),
        ({"published": "yesterday"}, "published"),
        ({"binding": "leather"}, "binding"),
        ({"level": 4}, "level"),
        ({"weight": 0}, "weight"),
        ({"weight": 0.7}, "weight"),
        ({"pages": 0}, "pages"),
        ({"pages": 10_000}, "pages"),
        ({"pages": 4}, "pages"),
        ({"translations": {"de": "longer"}}, "translations.de"),
        ({"translations": ["de"]}, "translations"),
        ({"people": {"first": {"born": "once"}}}, "people.first.born"),
        ({"grid": [[1], [2], [3]]}, "grid"),
        ({"grid": [["a"]]}, "grid[0][0]"),
        ({"chapters": [{"heading": 1}]}, "chapters[0].heading"),
    ],
)
def test_every_constraint_is_checked_before_anything_is_sent(
    desk: Desk, arguments: dict[str, Any], path: str
) -> None:
    errors = importlib.import_module("lending.runtime.errors")
    with pytest.raises(errors.InvalidInputError) as caught:
        desk.client.books.add_book(**({"title": "Emma", "operations": None} | arguments))
    assert path in [violation.path for violation in caught.value.violations]
    assert desk.request is None


def test_an_error_whose_body_is_described_for_all_others_is_raised(desk: Desk) -> None:
    errors = importlib.import_module("lending.runtime.errors")
    desk.answers(404, {"code": "NO_SUCH_BOOK"})
    with pytest.raises(errors.NotFoundError):
        desk.client.books.get_book("7")


def test_an_operation_without_a_tag_has_a_method_too(desk: Desk) -> None:
    desk.answers(200, {"ok": True, "extra": [None]})
    health = desk.client.default.check_health()
    assert (health.ok, health.extra_) == (True, [None])


def test_a_union_and_an_alias_are_read(desk: Desk) -> None:
    desk.answers(200, {"state": "lost", "item": {"kind": "map", "scale": 5}, "at": {"floor": 2}})
    copy = desk.client.books.get_copy("7", "1")
    assert copy.state == "lost", "enumerations stay open"
    assert copy.item == {"kind": "map", "scale": 5}
    assert copy.at.floor == 2


def test_the_asynchronous_client_does_the_same(lending: ModuleType) -> None:
    desk = Desk(lending)

    class Waiting:
        async def send(self, request: Any, deadline: object) -> Any:
            return desk.send(request, deadline)

        async def close(self) -> None:
            pass

    desk.answers(200, BOOK)
    book = asyncio.run(lending.AsyncLibrary(Waiting()).books.get_book("7"))
    assert book.title == "Emma"


def test_servers_are_known_by_name(lending: ModuleType) -> None:
    assert dict(importlib.import_module("lending.library.servers").SERVERS) == {
        "production": "https://library.example/v1",
        "branch": "https://bath.library.example/v1",
    }


def test_the_patched_description_travels_along(generated_library: Project) -> None:
    text = generated_library.path("out/lending/library/description.json").read_text("utf-8")
    described = json.loads(text)
    assert described["paths"]["/books"]["get"]["parameters"][0]["example"] == "Emma"


def test_the_package_passes_strict_type_checks(
    generated_library: Project, type_check: Callable[[Path], str]
) -> None:
    assert type_check(generated_library.path("out")) == ""


def test_importing_the_package_imports_no_model(generated_library: Project) -> None:
    program = (
        "import sys, lending.library; lending.library.Library; "
        "print([m for m in sys.modules if m.startswith('lending.library.')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=generated_library.path("out"),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "['lending.library.servers', 'lending.library.client']"
