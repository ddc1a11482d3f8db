"""Compares what is written for people: descriptions, titles, examples; and keys that have no rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..description.json_values import ABSENT, Absent, kind_in_words, short
from .change import ChangeClass
from .pair import Pair, quoted, written
from .rule import Rules, Scene, Step, unclassified

__all__ = ["ANNOTATIONS", "example", "listed_differently", "written_differently", "text", "unknown"]

_WORDS = {
    "description": "description",
    "summary": "summary",
    "title": "title",
    "externalDocs": "link to further documentation",
    "examples": "list of examples",
    "xml": "form in XML, which our clients do not use,",
}
OUR_PREFIX = "x-kco-"


def text(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a text for people."""
    key = str(pair.at[-1])
    what = f"{_WORDS.get(key, quoted(key))} of {scene.subject}"
    if pair.old is ABSENT:
        said = f"the {what} is new"
    elif pair.new is ABSENT:
        said = f"the {what} is gone"
    else:
        said = f"the {what} is another"
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, said)


def example(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare an example. Whether it fits its schema is for the lint to say."""
    subject = scene.subject
    if isinstance(pair.old, Absent) or isinstance(pair.new, Absent):
        said = f"{subject} has an example now: {written(pair.new)}"
        if pair.new is ABSENT:
            said = f"{subject} has no example any more, it was {written(pair.old)}"
    else:
        kinds = kind_in_words(pair.old), kind_in_words(pair.new)
        said = f"the example of {subject} is {short(pair.new)} instead of {short(pair.old)}"
        said += f", {kinds[1]} instead of {kinds[0]}" if kinds[0] != kinds[1] else ""
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, said)


def deprecated(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the mark of what is to go."""
    before, now = pair.old is True, pair.new is True
    if not pair.holds(bool):
        yield unclassified(pair, scene, "`deprecated` is true or false")
    elif now and not before:
        said = f"{scene.subject} is deprecated now{scene.where}"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, said, "it works as before, and is to go one day")
    elif before and not now:
        said = f"{scene.subject} is not deprecated any more{scene.where}"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, said)
    else:
        yield written_differently(pair, scene, "deprecated")


def unknown(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the values of a key that has no rule."""
    key = str(pair.at[-1])
    if key.startswith(OUR_PREFIX):
        yield unclassified(pair, scene, f"{quoted(key)} is an extension of kco that has no meaning here")
    elif key.startswith("x-"):
        verb = "is new" if pair.old is ABSENT else "is gone" if pair.new is ABSENT else "is another"
        said = f"the extension {quoted(key)} of {scene.subject} {verb}"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, said, "nothing here reads it")
    else:
        yield unclassified(pair, scene)


def listed_differently(pair: Pair, scene: Scene, what: str) -> Step:
    """Report a list that has another order, or one thing twice."""
    return scene.reports(
        pair,
        ChangeClass.DOCUMENTATION,
        f"{what} of {scene.subject} are listed differently",
        "they are the same",
    )


def written_differently(pair: Pair, scene: Scene, key: str) -> Step:
    """Report what is written in another way and means the same, such as a default that is spelt out."""
    text = f"{scene.subject} writes {quoted(key)} differently"
    return scene.reports(pair, ChangeClass.DOCUMENTATION, text, "the meaning is the same")


ANNOTATIONS: Rules = {
    "description": text,
    "summary": text,
    "title": text,
    "externalDocs": text,
    "deprecated": deprecated,
    "example": example,
    "examples": text,
}
