"""The first step: a description with our overlays applied, and what each action did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..documents import JsonObject, JsonValue, load
from ..problems import Problem
from . import Overlay, Patched, apply, parse_overlay, stale_problems

__all__ = ["description_of", "overlay_files", "overlays_among", "patch", "refuse_stale"]


def overlay_files(folder: Path) -> list[Path]:
    """Return the overlays of a folder in the order they apply: that of their names."""
    return overlays_among(folder.iterdir())


def overlays_among(files: Iterable[Path]) -> list[Path]:
    """Return those of the files of a folder that are overlays, in the order they apply."""
    return sorted(path for path in files if path.suffix in (".yaml", ".yml", ".json"))


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


def patch(description: Path, overlays: Sequence[Path]) -> Patched:
    """Read a description and overlays and apply these in order.

    Raises:
        Problem: one of the files cannot be used, or an action breaks a rule of the specification.
    """
    document = description_of(load(description), str(description))
    parsed: list[Overlay] = [parse_overlay(load(path), str(path)) for path in overlays]
    return apply(document, parsed)


def refuse_stale(patched: Patched) -> None:
    """Raise the first stale action, if there is one, saying how many there are."""
    problems = stale_problems(patched)
    if problems:
        first = problems[0]
        rest = f" ({len(problems) - 1} more stale actions)" if len(problems) > 1 else ""
        raise Problem(first.where, f"{first.what}{rest}", first.remedy)
