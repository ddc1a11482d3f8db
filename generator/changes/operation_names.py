"""What operations are called: `operationId` and tags, unless our own extensions name method and resource."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from ..documents import JsonObject
from .documentation import listed_otherwise
from .names import method_part, resource_part
from .pairs import ABSENT, Absent, Pair
from .quoting import quoted
from .scenes import Rules, Scene, Step, unclassified
from .values import ChangeClass

__all__ = ["naming_rules"]


@attrs.frozen
class _Part:
    """One half of a public name such as ``captures.create``, before and now, and the keys that decide it.

    Args:
        word: what the half is.
        before: what it was.
        now: what it is; ``""`` if the description has no name for it.
        extension: the key that decides where it is given.
        overruled: it decides in both descriptions, so that the other key does not matter.
    """

    word: str
    before: str
    now: str
    extension: str
    overruled: bool


def naming_rules(old: JsonObject, new: JsonObject) -> Rules:
    """Return the rules on the keys that name an operation.

    Args:
        old: the operation before.
        new: the operation now.
    """
    method, resource = (
        _Part(word, part(old), part(new), extension, extension in old and extension in new)
        for word, part, extension in (
            ("method", method_part, "x-kco-method"),
            ("resource", resource_part, "x-kco-resource"),
        )
    )
    return {
        "operationId": partial(_name, method),
        "x-kco-method": partial(_name, method),
        "tags": partial(_tags, resource),
        "x-kco-resource": partial(_name, resource),
    }


def _name(part: _Part, pair: Pair, scene: Scene) -> Iterator[Step]:
    key = str(pair.at[-1])
    if all(isinstance(value, str | Absent) for value in (pair.old, pair.new)):
        yield _named(part, pair, scene, quoted(key))
    else:
        yield unclassified(pair, scene, f"{quoted(key)} is text")


def _tags(part: _Part, pair: Pair, scene: Scene) -> Iterator[Step]:
    if not all(isinstance(value, list | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`tags` is a list of names")
        return
    old, new = (sorted(map(str, value)) if isinstance(value, list) else [] for value in (pair.old, pair.new))
    if old == new and part.before == part.now:
        yield listed_otherwise(pair, scene, "the tags")
    else:
        yield _named(part, pair, scene, "the tags")


def _named(part: _Part, pair: Pair, scene: Scene, what: str) -> Step:
    decides = str(pair.at[-1]) == part.extension or not part.overruled
    if not decides or part.before == part.now:
        said = f"{what} of {scene.subject} changed"
        return scene.reports(pair, ChangeClass.DOCUMENTATION, said, f"the {part.word} in Python is the same")
    verb = "changed"
    if pair.old is ABSENT or pair.new is ABSENT:
        verb = "is new" if pair.old is ABSENT else "is gone"
    reason = f"the {part.word} in Python is {_in_words(part.now)} instead of {_in_words(part.before)}"
    return scene.reports(pair, ChangeClass.BREAKING_PYTHON, f"{what} of {scene.subject} {verb}", reason)


def _in_words(name: str) -> str:
    return quoted(name) if name else "one made up from the path"
