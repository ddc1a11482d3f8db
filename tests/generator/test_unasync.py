"""The blocking half of the package is made from the asynchronous one, line by line."""

from __future__ import annotations

import ast

import pytest

from generator.problems import Problem
from generator.unasync import blocking_name, unasync
from tests.generator.project import REPOSITORY, Project

SOURCE = '''"""The asynchronous client; see `AsyncTransport` and `pause_async`."""

from .async_client import AsyncClient
from .lifetime import pause_async


class AsyncShop(AsyncClient):
    async def __aenter__(self) -> "AsyncShop":
        async with self._lock:  # AsyncLock
            return await self.open(
                await pause_async(1),
            )

    async def each(self) -> AsyncIterator[int]:
        async for one in self:
            yield [await two async for two in one]
        raise StopAsyncIteration


class _AsyncPool:
    """Counts asynchronously, which is a word of its own."""
'''

TWIN = '''"""The blocking client; see `Transport` and `pause`."""

from .client import Client
from .lifetime import pause


class Shop(Client):
    def __enter__(self) -> "Shop":
        with self._lock:  # Lock
            return self.open(
                pause(1),
            )

    def each(self) -> Iterator[int]:
        for one in self:
            yield [two for two in one]
        raise StopIteration


class _Pool:
    """Counts asynchronously, which is a word of its own."""
'''


def test_the_twin_says_the_same_without_waiting() -> None:
    assert unasync(SOURCE) == TWIN


@pytest.mark.parametrize(
    ("name", "blocking"),
    [
        ("AsyncClient", "Client"),
        ("_AsyncPool", "_Pool"),
        ("Asyncio", "Asyncio"),
        ("asyncio", "asyncio"),
        ("async_network", "network"),
        ("follow_async", "follow"),
        ("is_asynchronous", "is_asynchronous"),
        ("EnsureAsync", "EnsureAsync"),
    ],
)
def test_only_the_mark_of_the_asynchronous_side_leaves_a_name(name: str, blocking: str) -> None:
    assert blocking_name(name) == blocking


def test_every_line_stays_where_it_is() -> None:
    for path in (REPOSITORY / "generator" / "client").rglob("async_*.py"):
        source = path.read_text("utf-8")
        twin = unasync(source)
        assert len(twin.splitlines()) == len(source.splitlines()), path
        ast.parse(twin)


def test_a_twin_is_made_of_each_module_that_is_listed(library: Project) -> None:
    library.write("parts/shelves/__init__.py", "")
    library.write("parts/shelves/async_shop.py", SOURCE)
    library.replace("pyproject.toml", "twins = [", 'twins = ["shelves/async_shop.py", ')
    assert library.run("generate").code == 0
    header = '# {} from parts/shelves/async_shop.py by "make generate"; change that, not this.\n'
    assert library.path("out/lending/shelves/async_shop.py").read_text() == header.format("Copied") + SOURCE
    assert library.path("out/lending/shelves/shop.py").read_text() == header.format("Made") + TWIN


def test_a_resource_extends_a_class_and_its_twin(library: Project) -> None:
    library.write("parts/async_shelves.py", "class AsyncShelves:\n    async def tidy(self) -> None: ...\n")
    library.replace("pyproject.toml", "twins = [", 'twins = ["async_shelves.py", ')
    library.replace(
        "pyproject.toml",
        'client = "Library"\n',
        'client = "Library"\nresource_bases = { books = "async_shelves.AsyncShelves" }\n',
    )
    books = library.generate().files["lending/library/books.py"].decode()
    assert "from ..async_shelves import AsyncShelves\n" in books
    assert "from ..shelves import Shelves\n" in books
    assert "class AsyncBooks(AsyncShelves, AsyncResource):" in books
    assert "class Books(Shelves, Resource):" in books


def test_a_base_that_is_not_asynchronous_is_refused(library: Project) -> None:
    library.replace("pyproject.toml", '"client.AsyncShelfClient"', '"client.ShelfClient"')
    with pytest.raises(
        Problem, match=r"client_base: must be an asynchronous class, e\.g\. module\.AsyncClass"
    ):
        library.generate()


@pytest.mark.parametrize(
    ("twins", "files", "said"),
    [
        ('"async_shop.py"', {}, "parts/async_shop.py: is not there; mend twins in pyproject.toml"),
        (
            '"shop.py"',
            {"shop.py": ""},
            "pyproject.toml, [tool.kco], twins: must be a list of modules async_*.py",
        ),
        (
            '"async_shop.py"',
            {"async_shop.py": "", "shop.py": ""},
            "parts/shop.py: would be replaced by the twin of async_shop.py; remove one",
        ),
        ('"async_shop.py"', {"async_shop.py": "x = ("}, "parts/async_shop.py: is not Python"),
    ],
    ids=["missing", "not asynchronous", "taken", "not Python"],
)
def test_a_twin_that_cannot_be_made_is_one_clear_line(
    twins: str, files: dict[str, str], said: str, library: Project
) -> None:
    for name, text in files.items():
        library.write(f"parts/{name}", text)
    library.replace("pyproject.toml", "twins = [", f"twins = [{twins}, ")
    before = library.snapshot()
    ran = library.run("generate")
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert ran.first_error.startswith(said)
    assert library.snapshot() == before
