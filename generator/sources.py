"""Reads the files that a package is made from, so that the steps after it work on values alone.

Files go in; the published descriptions, the overlays, the hand-written half of the package and the
bytes of all of them come out. Every path is relative to the project's root: messages and the lock
name files like this, wherever the project lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from .configuration import Api, Configuration
from .documents import JsonObject, JsonValue, load, parse
from .overlay import Overlay, parse_overlay
from .problems import Problem

__all__ = [
    "Published",
    "Sources",
    "description_of",
    "files_below",
    "load_description",
    "load_overlays",
    "overlay_files",
    "overlays_among",
    "read_sources",
]

GENERATOR = Path(__file__).parent


@attrs.frozen
class Published:
    """An API's description as its vendor published it, and our overlays in the order they apply."""

    description: JsonObject
    overlays: tuple[Overlay, ...]


@attrs.frozen
class Sources:
    """Everything that decides the bytes of a package, apart from settings and tools.

    Args:
        apis: the description and the overlays of each API, by its name.
        parts: the hand-written half of the package, by path inside that folder.
        files: the bytes of every file read, the generator's own included, by path.
    """

    apis: Mapping[str, Published]
    parts: Mapping[str, bytes]
    files: Mapping[str, bytes]


def read_sources(root: Path, configuration: Configuration) -> Sources:
    """Read what the configured package is made from.

    Raises:
        Problem: a file is missing or cannot be used.
    """
    files: dict[str, bytes] = {}
    apis: dict[str, Published] = {}
    for api in configuration.apis:
        found = _files_of(root, api)
        description, *overlays = (parse(content, name) for name, content in found.items())
        own_name, *names = found
        apis[api.name] = Published(
            description_of(description, own_name),
            tuple(map(parse_overlay, overlays, names)),
        )
        files |= found
    parts = files_below(root / configuration.parts)
    files |= {f"{configuration.parts.as_posix()}/{name}": content for name, content in parts.items()}
    # The generator need not be a part of the project, so its files are named as seen from beside it.
    files |= {f"{GENERATOR.name}/{name}": content for name, content in files_below(GENERATOR).items()}
    return Sources(apis, parts, files)


def _files_of(root: Path, api: Api) -> dict[str, bytes]:
    if not (root / api.overlays).is_dir():
        raise Problem(str(api.overlays), "is not a folder", "make it, or name another in pyproject.toml")
    found = {}
    for path in (root / api.description, *overlay_files(root / api.overlays)):
        name = path.relative_to(root).as_posix()
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            raise Problem(name, f"cannot be read ({error.strerror})", "name a file that exists") from None
    return found


def files_below(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by relative path, without those that tools and editors leave there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(folder).parts)
    }


def overlay_files(folder: Path) -> list[Path]:
    """Return the overlays of a folder in the order they apply: that of their names."""
    return overlays_among(folder.iterdir())


def overlays_among(files: Iterable[Path]) -> list[Path]:
    """Return those of the files of a folder that are overlays, in the order they apply."""
    return sorted(path for path in files if path.suffix in (".yaml", ".yml", ".json"))


def load_description(path: Path) -> JsonObject:
    """Read a description.

    Raises:
        Problem: the file cannot be used.
    """
    return description_of(load(path), str(path))


def load_overlays(paths: Sequence[Path]) -> tuple[Overlay, ...]:
    """Read overlays.

    Raises:
        Problem: a file cannot be used, or breaks a rule of the specification.
    """
    return tuple(parse_overlay(load(path), path.as_posix()) for path in paths)


def description_of(document: JsonValue, name: str) -> JsonObject:
    """Return the document if it can be an OpenAPI 3 description at all.

    Raises:
        Problem: it cannot.
    """
    if not isinstance(document, dict):
        raise Problem(name, "is not an OpenAPI description: its root is not an object", "name another file")
    version = document.get("openapi")
    if not isinstance(version, str) or not version.startswith("3."):
        raise Problem(
            name,
            "is not an OpenAPI 3 description: it has no line such as openapi: 3.0.3",
            "name another file",
        )
    return document
