"""What people read on a bad morning says what is meant: sentences that nobody could follow do not come back."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# What was written, each as it began, and what it meant.
RIDDLES = {
    "refusals are passed by": "refusals do not trigger this fault",
    "reads are struck by name only": "reads fail only if `operation=` names them",
    "try again as often as others do": "they retry as usual, without back-off",
    "without a wait of their own": "without back-off",
    "even where the type promises one": "even if the type is not optional",
    "changed without a word in": "is every public change in the changelog?",
    "so is the class": "the Python class changes, too",
    "nobody but the vendor knows": "only the vendor can answer this",
    "what used it is told for itself": "its uses are reported separately",
    "otherwise, which means the same": "is written differently; the meaning is the same",
    "what else it has says the same": "its other keywords imply the same type",
    "what differs here is reported by": "another rule reports this",
    "so a person has to agree": "a person has to approve this",
    "neither has to wait for": "shared by both clients; no I/O",
    "both worlds drive this one machine": "shared by the blocking and the asynchronous client",
    "that python has no answer to": "which the standard library lacks",
    "would turn into a stranger": "would lose its identity",
    "is a word such as get": "expected an HTTP method such as GET",
    "but the environment is another": '`sandbox=` needs `environment="sandbox"`',
    "only addresses of this machine may be": "http is allowed for this machine only",
    "a setting that changes nothing is misspelled": "this setting is not used",
    "too many make none": "above the limit nothing is compared",
    "git does not have it": "not found in git",
    "may be reached on many ways": "schemas may be recursive or shared",
    "nothing else can be told": "the comparison stopped here",
}
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "overlays/README.md", "openapi/README.md")
SOURCES = sorted(
    path
    for folder in ("generator", "generated_client/kco", "examples")
    for path in (ROOT / folder).rglob("*.py")
)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()


def texts(path: Path) -> str:
    """Return every text in a module: docstrings of what it offers, and what its messages are made of."""
    tree = ast.parse(path.read_text("utf-8"))
    if ast.get_docstring(tree) is not None:
        # Why a module exists is for those who change it.
        del tree.body[0]
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return plain("\n".join(found))


def riddles_in(text: str) -> list[str]:
    return [riddle for riddle in RIDDLES if riddle in text]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_riddle_stands_in_a_document(name: str) -> None:
    assert riddles_in(plain((ROOT / name).read_text("utf-8"))) == []


def test_no_riddle_stands_in_a_docstring_or_a_message() -> None:
    assert len(SOURCES) > 200
    assert {
        path.relative_to(ROOT).as_posix(): found for path in SOURCES if (found := riddles_in(texts(path)))
    } == {}


def test_what_was_meant_is_no_riddle() -> None:
    assert [riddle for meant in RIDDLES.values() for riddle in riddles_in(plain(meant))] == []
