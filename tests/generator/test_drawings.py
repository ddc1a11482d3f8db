"""The drawings in CONTRIBUTING.md are true: every module in them exists, and every arrow is an import."""

from __future__ import annotations

import re
from itertools import pairwise

import grimp
import pytest

from tests.generator.project import REPOSITORY

TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
DRAWINGS = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
GRAPH = grimp.build_graph("generator", exclude_type_checking_imports=True)


def modules(drawing: str) -> dict[str, str]:
    """Return the path of each module in a drawing, by its name there."""
    return dict(re.findall(r'(\w+)\["([^"<]+)', drawing))


def arrows(drawing: str) -> set[tuple[str, str]]:
    lines = (re.sub(r'\["[^"]*"\]', "", line).strip() for line in drawing.splitlines() if "-->" in line)
    return {
        (start, end)
        for line in lines
        for starts, ends in pairwise(line.split("-->"))
        for start in re.split(r"\s*&\s*", starts.strip())
        for end in re.split(r"\s*&\s*", ends.strip())
    }


def inside(path: str) -> set[str]:
    """Return the modules of a path: one, or those of a folder."""
    name = "generator." + path.removesuffix(".py").removesuffix("/__init__").strip("/").replace("/", ".")
    return {name} | (GRAPH.find_descendants(name) if path.endswith("/") else set())


def test_there_are_two_drawings_and_they_come_first() -> None:
    assert len(DRAWINGS) == 2
    assert TEXT.index("```mermaid") < TEXT.index("## Overlays")


@pytest.mark.parametrize("drawing", DRAWINGS, ids=["a description", "a call"])
def test_every_module_in_a_drawing_exists(drawing: str) -> None:
    paths = modules(drawing).values()
    assert len(paths) > 5
    assert [path for path in paths if not (REPOSITORY / "generator" / path).exists()] == []


@pytest.mark.parametrize("drawing", DRAWINGS, ids=["a description", "a call"])
def test_every_arrow_in_a_drawing_is_an_import(drawing: str) -> None:
    found, drawn = modules(drawing), arrows(drawing)
    assert len(drawn) > 5
    for start, end in drawn:
        imported = {
            each
            for module in inside(found[start])
            for each in GRAPH.find_modules_directly_imported_by(module)
        }
        assert imported & inside(found[end]), f"{found[start]} does not import {found[end]}"
