"""The contract matrix as a page that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .matrix import Case, Cell, Matrix

__all__ = ["page"]

MEANINGS: Mapping[str, str] = {
    "request": "what the client sends, as bytes at a socket, judged by openapi-core",
    "response": "documented successes and what else may come, read and given back",
    "errors": "documented refusals, raised as the exception of their own",
    "second reading": "attrs models of ours against strict pydantic models of the same description",
    "prism": "both clients against a mock server made from the description alone",
    "sandbox": "every answer of the sandbox, judged by openapi-core",
}


def page(matrix: Matrix, problems: Sequence[str]) -> str:
    """Return the matrix as one HTML page that needs nothing else.

    Args:
        matrix: what ran.
        problems: what makes the run fail besides failed tests, one line each.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("matrix.html.jinja").render(
        matrix=matrix,
        totals=matrix.totals,
        problems=problems,
        meanings=MEANINGS,
        shown=partial(_shown, is_whole=matrix.is_whole),
        tests=_tests,
    )


def _shown(cell: Cell, *, is_whole: bool) -> str:
    if cell.state == "passed":
        return f"{cell.count}"
    return cell.state if cell.state != "empty" else "none" if is_whole else "–"


def _tests(cell: Cell) -> list[tuple[str, str, str, Case]]:
    """Return file, sentence, parameters and case of each test of a cell, failed ones first."""
    order = ("failed", "skipped", "passed")
    cases = sorted(cell.cases, key=lambda case: (order.index(case.outcome), case.test))
    return [(*_parts(case.test), case) for case in cases]


def _parts(test: str) -> tuple[str, str, str]:
    # Tests are named after behaviour, so their names are sentences.
    file, _, name = test.partition("::")
    name, _, parameters = name.partition("[")
    sentence = name.rpartition("::")[2].removeprefix("test_").replace("_", " ")
    return file.rpartition("/")[2], sentence, parameters.removesuffix("]")
