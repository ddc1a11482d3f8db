"""Answers: their statuses, headers and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import attrs

from ..documents import JsonObject, JsonValue
from ..lint.statuses import has_no_body, is_success
from .bodies import content
from .documentation import ANNOTATIONS, states_otherwise, text, unknown
from .headers import headers
from .pairs import ABSENT, Absent, Pair, object_of
from .quoting import quoted
from .references import is_reference, referring
from .scenes import Comparison, Rules, Scene, Step, by_key, unclassified
from .sides import Side
from .values import ChangeClass

__all__ = ["response", "responses"]

_STATUS = re.compile("[1-5]([0-9]{2}|XX)|default")


def responses(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the answers of an operation."""
    if not all(isinstance(value, dict | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`responses` is an object of answers")
        return
    if not object_of(pair.old) and not object_of(pair.new):
        yield states_otherwise(pair, scene, "responses")
    for status in pair.names():
        found = pair.member(status)
        if _STATUS.fullmatch(status) is None:
            yield Comparison(unknown, found, scene)
            continue
        inside = scene.belonging_to(f"the {quoted(status)} answer of {scene.owner}", says_where=True)
        if found.old is ABSENT:
            reason = "" if is_success(status) else "clients raise their error for it in any case"
            yield scene.reports(found, ChangeClass.ADDITION, f"{inside.subject} is new", reason)
        elif found.new is not ABSENT:
            yield Comparison(partial(_response_of, status), found, inside)
        elif is_success(status):
            yield scene.reports(found, ChangeClass.BREAKING_WIRE, f"{inside.subject} does not come any more")
        else:
            said = f"{inside.subject} is not described any more"
            reason = "clients raise their error for it in any case"
            yield scene.reports(found, ChangeClass.DOCUMENTATION, said, reason)


def response(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare an answer of which the status is not known, since several operations share it."""
    yield from _response_of("", pair, scene)


def _response_of(status: str, pair: Pair, scene: Scene) -> Iterator[Step]:
    if is_reference("response", pair):
        yield from referring("response", partial(_response_of, status), pair, scene)
        return
    body = partial(_bodiless, status) if has_no_body(status) else partial(_body, status, pair)
    yield from by_key(pair, scene, {**_RESPONSE, "content": body}, unknown)


def _bodiless(status: str, pair: Pair, scene: Scene) -> Iterator[Step]:
    said = f"the body that {scene.subject} is said to have is another"
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, said, f"an answer {status} has none")


def _body(status: str, answer: Pair, pair: Pair, scene: Scene) -> Iterator[Step]:
    if object_of(pair.old) and pair.new is ABSENT:
        yield scene.differs(pair, ChangeClass.BREAKING_WIRE, f"{scene.subject} has no body any more")
    elif pair.old is ABSENT and object_of(pair.new):
        said = f"{scene.subject} has a body now"
        if status == "201" and _names_what_it_made(scene.old, object_of(answer.old)):
            reason = "the method returns it, and not what the headers say was created"
            yield scene.differs(pair, ChangeClass.BREAKING_PYTHON, said, reason)
        else:
            yield scene.differs(pair, ChangeClass.ADDITION, said)
    else:
        owner = f"the body of {scene.owner}"
        yield from content(pair, attrs.evolve(scene, owner=owner))


def _names_what_it_made(side: Side, answer: JsonObject) -> bool:
    """Tell whether a method returns what the headers of an answer say of the thing it created."""
    value: JsonValue = side.follow("response", answer).get("headers")
    names = {name.lower() for name in object_of(value)}
    return "location" in names and any(name.endswith("-id") for name in names)


_RESPONSE: Rules = {
    "description": ANNOTATIONS["description"],
    "headers": headers,
    "links": text,
}
