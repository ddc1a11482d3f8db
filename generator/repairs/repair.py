"""Repairs a copy of a description until the lint has no more to say about values and bodies.

A repair may bring another fault to light: an example can be judged only when its enum is whole. So
lists and bodies come first, examples second, and each repair is tried on the copy before it is proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import count

import attrs

from ..documents import JsonValue
from ..lint import Finding, lint, wrong_values
from .edits import Edit, is_within, lookup, write
from .enums import ENUM_RULES, MEDIA_TYPE_RULES, repaired_content, repaired_enum
from .values import corrections

__all__ = ["REPAIRABLE", "Question", "Repairs", "repair"]

VALUE_RULES = frozenset({"invalid-example", "invalid-default"})

REPAIRABLE = ENUM_RULES | MEDIA_TYPE_RULES | VALUE_RULES
"""The rules whose findings can be repaired."""

GUESSING_ROUNDS = 8


@attrs.frozen
class Question:
    """A question that only the vendor can answer.

    Args:
        place: the JSON pointer of the place.
        text: the question.
    """

    place: str
    text: str


@attrs.frozen
class Repairs:
    """The repairs that silence the lint on values and bodies.

    Args:
        edits: the changes, in document order, no place inside another.
        questions: the open points, for the vendor.
        left: the findings of repairable rules for which there is no repair.
    """

    edits: tuple[Edit, ...]
    questions: tuple[Question, ...]
    left: tuple[Finding, ...]


# The place of each fault, with the repairs that could be tried.
_Faults = Iterator[tuple[str, Sequence[Edit]]]


def repair(document: JsonValue, *, known: Sequence[JsonValue] = ()) -> Repairs:
    """Find repairs for a description.

    Args:
        document: the description; it stays as it is.
        known: other descriptions of the same API, such as an earlier one, where true digits may be found.

    Raises:
        Problem: it is not a description of OpenAPI 3.0 at all.
    """
    copy = deepcopy(document)
    edits: dict[str, Edit] = {}
    _repeat(copy, edits, _faults_of_structure)
    _repeat(copy, edits, lambda current: _faults_of_values(current, (document, *known)))
    ordered = tuple(sorted(edits.values(), key=lambda edit: edit.place))
    left = tuple(finding for finding in lint(copy) if finding.rule in REPAIRABLE)
    questions = tuple(Question(edit.place, edit.question) for edit in ordered if edit.question is not None)
    return Repairs(ordered, questions, left)


def _repeat(copy: JsonValue, edits: dict[str, Edit], faults: Callable[[JsonValue], _Faults]) -> None:
    tried: defaultdict[str, list[Edit]] = defaultdict(list)
    for number in count():
        made: list[str] = []
        for place, options in list(faults(copy)):
            # A guess may bring the next fault, and a schema that contains itself one without an end.
            open_options = options if number < GUESSING_ROUNDS else options[-1:]
            edit = next((option for option in open_options if option not in tried[place]), None)
            if edit is None or any(
                is_within(edit.place, other) or is_within(other, edit.place) for other in made
            ):
                continue
            tried[place].append(edit)
            write(copy, edit)
            made.append(edit.place)
            _keep(edits, edit, copy)
        if not made:
            return


def _keep(edits: dict[str, Edit], edit: Edit, copy: JsonValue) -> None:
    for place in [place for place in edits if is_within(place, edit.place)]:
        del edits[place]
    around = next((other for other in edits.values() if is_within(edit.place, other.place)), None)
    if around is None:
        edits[edit.place] = edit
        return
    questions = [question for question in (around.question, edit.question) if question is not None]
    edits[around.place] = Edit(
        around.place,
        lookup(copy, around.place),
        f"{around.reason} {edit.reason}",
        " ".join(questions) or None,
    )


def _faults_of_structure(document: JsonValue) -> _Faults:
    for finding in lint(document):
        edit = None
        if finding.rule in ENUM_RULES:
            edit = repaired_enum(document, finding)
        elif finding.rule in MEDIA_TYPE_RULES:
            edit = repaired_content(document, finding)
        if edit is not None:
            yield edit.place, [edit]


def _faults_of_values(document: JsonValue, documents: Iterable[JsonValue]) -> _Faults:
    searched = tuple(documents)
    for wrong in wrong_values(document):
        if wrong.rule not in VALUE_RULES:
            continue
        yield wrong.place, list(corrections(wrong, searched))
