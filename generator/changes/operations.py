"""Compares the paths and their operations: which came, went or moved, and what changed in each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from ..description.document import Operation, meaning
from ..description.grammar import METHODS
from ..description.json_values import ABSENT, object_of, same
from ..documents import JsonObject
from .annotations import ANNOTATIONS, listed_differently, unknown
from .change import ChangeClass
from .messages import request_body, responses
from .pair import Pair, quoted
from .parameters import Covered, compare_parameters, left_over
from .root import local_servers, operation_security
from .rule import Comparison, ReportedElsewhere, Rules, Scene, Step, by_key, unclassified
from .usage import Side, Uses, method_part, name_of, resource_part

__all__ = ["callback", "moved_operations", "naming_rules", "operation", "paths"]


def paths(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare all paths, and the operations on them."""
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`paths` is an object of paths")
        return
    old, new = scene.old.operations, scene.new.operations
    moved = moved_operations(scene.old, scene.new)
    kept = [(found, new[moved.get(key, key)]) for key, found in old.items() if moved.get(key, key) in new]
    for before, now in kept:
        yield from _kept(scene, before, now)
    for key, found in old.items():
        if key not in new and key not in moved:
            place = Pair(found.node.value, ABSENT, found.node.parts, found.node.parts)
            text = f"{_called(found)} is gone"
            yield _scene_of(scene, found).reports(place, ChangeClass.BREAKING_WIRE, text)
    for key, found in new.items():
        if key not in old and key not in moved.values():
            place = Pair(ABSENT, found.node.value, found.node.parts, found.node.parts)
            text = f"{_called(found)} is new"
            yield _scene_of(scene, found).reports(place, ChangeClass.ADDITION, text)
    steps, covered = compare_parameters(scene, kept)
    yield from steps
    for before, now in kept:
        lists = Pair(before.node.value, now.node.value, before.node.parts, now.node.parts).member(
            "parameters"
        )
        yield from left_over(lists, _scene_of(scene, now), covered)
    for path in pair.names():
        yield from _path(pair.member(path), scene, covered)
    if not object_of(pair.old) and not object_of(pair.new):
        yield unclassified(pair, scene, "there is no path")


def _kept(scene: Scene, before: Operation, now: Operation) -> Iterator[Step]:
    inside = _scene_of(scene, now)
    pair = Pair(before.node.value, now.node.value, before.node.parts, now.node.parts)
    if before.key != now.key:
        text = f"{name_of(now)} is {quoted(now.key)} now, {quoted(before.key)} before"
        place = Pair(before.key, now.key, before.node.parts, now.node.parts)
        yield inside.reports(place, ChangeClass.BREAKING_WIRE, text, "requests as they were lead nowhere")
    yield Comparison(operation, pair, inside)


def _scene_of(scene: Scene, found: Operation) -> Scene:
    uses = Uses(sent_by=frozenset({found.key}), received_by=frozenset({found.key}))
    return scene.used_by(uses).belonging_to(name_of(found), says_where=True)


def _called(found: Operation) -> str:
    name = name_of(found)
    return name if name == found.key else f"{name} ({quoted(found.key)})"


def _path(pair: Pair, scene: Scene, covered: Covered) -> Iterator[Step]:
    path = str(pair.at[-1])
    if same(pair.old, pair.new):
        return
    if not path.startswith("/"):
        yield Comparison(unknown, pair, scene)
        return
    inside = scene.belonging_to(f"the path {quoted(path)}", says_where=True)
    if not pair.holds(dict):
        yield unclassified(pair, inside, "a path is an object of operations")
    elif pair.old is ABSENT or pair.new is ABSENT:
        item = object_of(pair.old) or object_of(pair.new)
        if not any(isinstance(item.get(method), dict) for method in METHODS):
            verb = "new" if pair.old is ABSENT else "gone"
            found = ChangeClass.UNCLASSIFIED if "$ref" in item else ChangeClass.DOCUMENTATION
            yield inside.reports(pair, found, f"{inside.subject}, which has no operation, is {verb}")
    else:
        keys = {f"{method.upper()} {path}" for method in METHODS}
        uses = Uses(sent_by=frozenset(keys & {*scene.old.operations, *scene.new.operations}))
        inside = inside.used_by(uses)
        yield from left_over(pair.member("parameters"), inside, covered)
        yield from by_key(pair, inside, _PATH, unknown)


def _method(pair: Pair, scene: Scene) -> Iterator[Step]:
    if pair.holds(dict):
        yield ReportedElsewhere()
    else:
        yield unclassified(pair, scene, "an operation is an object")


def moved_operations(old: Side, new: Side) -> dict[str, str]:
    """Return the new keys of operations by their old ones, for those that have another path or method.

    An operation moved if it kept its `operationId`, or is the same to the letter, and there is one such
    operation only.
    """
    moved: dict[str, str] = {}
    gone = {key: found for key, found in old.operations.items() if key not in new.operations}
    come = {key: found for key, found in new.operations.items() if key not in old.operations}
    for key, found in gone.items():
        alike = [other.key for other in come.values() if _is_same(found, other)]
        if len(alike) == 1 and sum(_is_same(other, come[alike[0]]) for other in gone.values()) == 1:
            moved[key] = alike[0]
    return moved


def _is_same(one: Operation, other: Operation) -> bool:
    identifier = one.node.value.get("operationId")
    if isinstance(identifier, str) and identifier:
        return identifier == other.node.value.get("operationId")
    return same(one.node.value, other.node.value)


def operation(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare an operation that both descriptions have. Its parameters are compared with those of all others."""
    names = naming_rules(object_of(pair.old), object_of(pair.new))
    yield from by_key(pair, scene, {**_OPERATION, **names}, unknown)


def _reported_elsewhere(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield ReportedElsewhere()


def _request_body(pair: Pair, scene: Scene) -> Iterator[Step]:
    inside = scene.belonging_to(f"the request body of {scene.owner}", says_where=True)
    yield from request_body(pair, inside.used_by(Uses(sent_by=scene.uses.sent_by)))


def _responses(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from responses(pair, scene.used_by(Uses(received_by=scene.uses.received_by)))


def _callbacks(pair: Pair, scene: Scene) -> Iterator[Step]:
    for name in pair.names():
        yield Comparison(
            callback,
            pair.member(name),
            scene.belonging_to(f"the callback {quoted(name)} of {scene.owner}", says_where=True),
        )


def callback(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a request that the server makes, for which no code is generated."""
    if pair.old is ABSENT:
        yield scene.reports(pair, ChangeClass.ADDITION, f"{scene.subject} is new")
    elif pair.new is ABSENT:
        yield scene.reports(pair, ChangeClass.BREAKING_WIRE, f"{scene.subject} does not come any more")
    elif same(*(meaning("callback", value) for value in (pair.old, pair.new))):
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, f"{scene.subject} is described in other words")
    else:
        yield unclassified(pair, scene, "what the server sends there has no rule")


_PATH: Rules = {
    "summary": ANNOTATIONS["summary"],
    "description": ANNOTATIONS["description"],
    "parameters": _reported_elsewhere,
    "servers": local_servers,
    **dict.fromkeys(METHODS, _method),
}


_OPERATION: Rules = {
    **{key: rule for key, rule in ANNOTATIONS.items() if key not in ("title", "example", "examples")},
    "parameters": _reported_elsewhere,
    "requestBody": _request_body,
    "responses": _responses,
    "callbacks": _callbacks,
    "security": operation_security,
    "servers": local_servers,
}


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
    if pair.holds(str):
        yield _named(part, pair, scene, quoted(key))
    else:
        yield unclassified(pair, scene, f"{quoted(key)} is text")


def _tags(part: _Part, pair: Pair, scene: Scene) -> Iterator[Step]:
    if not pair.holds(list):
        yield unclassified(pair, scene, "`tags` is a list of names")
        return
    old, new = (sorted(map(str, value)) if isinstance(value, list) else [] for value in (pair.old, pair.new))
    if old == new and part.before == part.now:
        yield listed_differently(pair, scene, "the tags")
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
