"""Small projects about a library of books, on which the generator is run as a user would run it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import attrs

from generator.configuration import load_configuration
from generator.documents import JsonObject, dump, load
from generator.package import Generated, generate
from generator.sources import read_sources

REPOSITORY = Path(__file__).parents[2]
LIBRARY = Path(__file__).parent / "library"
DESCRIPTION = "openapi/library.yaml"
OVERLAY = "overlays/library/10-texts.yaml"

# The least that a package needs besides the runtime, which is copied beside it.
PARTS = {
    "__init__.py": '"""Lends books."""\n\n__version__ = "1.0"\n',
    "client.py": '''"""Clients whose transport is given to them."""

from __future__ import annotations

from .runtime.options import BasicAuthentication
from .runtime.base_client import Connection
from .runtime.async_client import AsyncClient
from .runtime.client import Client
from .runtime.options import Options
from .runtime.transport import AsyncTransport, Transport

__all__ = ["AsyncShelfClient", "ShelfClient"]

_CONNECTION = Connection("https://library.example/v1", "test", BasicAuthentication("key"))


class ShelfClient(Client):
    """A client that sends with what it is given."""

    def __init__(self, transport: Transport) -> None:
        super().__init__(_CONNECTION, Options(), transport)


class AsyncShelfClient(AsyncClient):
    """The asynchronous twin of `ShelfClient`."""

    def __init__(self, transport: AsyncTransport) -> None:
        super().__init__(_CONNECTION, Options(), transport)
''',
}

# What Python leaves behind by running.
_IGNORED = shutil.ignore_patterns("__pycache__", ".*_cache")


@attrs.frozen
class Run:
    """What a command said."""

    code: int
    out: str
    err: str

    @property
    def first_error(self) -> str:
        return self.err.splitlines()[0] if self.err else ""


@attrs.frozen
class Project:
    """A project in a folder of its own."""

    root: Path

    def path(self, name: str) -> Path:
        return self.root / name

    def write(self, name: str, text: str | bytes) -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def edit(self, change: Callable[[Any], None], name: str = DESCRIPTION) -> None:
        """Change a document in place."""
        document = load(self.path(name))
        change(document)
        self.write(name, dump(document, name))

    def run(self, *arguments: str, **environment: str) -> Run:
        """Run the real command in a process of its own."""
        ran = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Run(ran.returncode, ran.stdout, ran.stderr)

    def generate(self) -> Generated:
        """Run the pipeline in this process, without writing anything."""
        configuration = load_configuration(self.root)
        return generate(read_sources(self.root, configuration), configuration, lambda _: None)

    def snapshot(self) -> dict[str, tuple[bytes, int]]:
        """Return the content and the time of change of everything in the project."""
        return {
            path.relative_to(self.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }

    def names(self) -> list[str]:
        """Return the names of what stands in the root."""
        return sorted(path.name for path in self.root.iterdir())


def make_library(root: Path) -> Project:
    """Put a project with a library's description there; nothing is generated yet."""
    shutil.copytree(LIBRARY, root, ignore=_IGNORED, dirs_exist_ok=True)
    shutil.copytree(
        REPOSITORY / "generator" / "client" / "runtime", root / "parts" / "runtime", ignore=_IGNORED
    )
    project = Project(root)
    for name, text in PARTS.items():
        project.write(f"parts/{name}", text)
    return project


def make_bare(root: Path, description: JsonObject | bytes, name: str = "openapi/library.json") -> Project:
    """Put a project with any description there: no overlays, and its names are those of the library."""
    project = make_library(root)
    settings = project.path("pyproject.toml").read_text("utf-8")
    settings = settings.replace(DESCRIPTION, name).replace("class_names", "# class_names")
    project.write("pyproject.toml", settings)
    for overlay in project.path("overlays/library").iterdir():
        overlay.unlink()
    content = description if isinstance(description, bytes) else dump(description, name)
    project.write(name, content)
    return project


def files_of(generated: Generated, api: str = "lending/library/") -> Mapping[str, str]:
    """Return the generated modules of an API by their names inside its sub-package."""
    return {
        path.removeprefix(api): content.decode()
        for path, content in generated.files.items()
        if path.startswith(api)
    }


def small(**schemas: Any) -> JsonObject:
    """Return the least description that lint lets pass: one operation that answers a Book."""
    return cast(
        JsonObject,
        {
            "openapi": "3.0.3",
            "info": {"title": "Library", "version": "1"},
            "servers": [{"url": "https://library.example"}],
            "security": [],
            "paths": {
                "/books/{id}": {
                    "get": {
                        "operationId": "getBook",
                        "tags": ["books"],
                        "parameters": [
                            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                        ],
                        "responses": {
                            "200": {
                                "description": "The book.",
                                "content": {
                                    "application/json": {"schema": {"$ref": "#/components/schemas/Book"}}
                                },
                            },
                            "default": {"description": "Anything else."},
                        },
                    }
                }
            },
            "components": {
                "schemas": {
                    "Book": {"type": "object", "properties": {"title": {"type": "string"}}},
                    **schemas,
                }
            },
        },
    )


def walk(value: Any, parts: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every node of a document."""
    yield parts
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from walk(child, (*parts, key))
