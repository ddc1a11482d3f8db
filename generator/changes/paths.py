"""Paths: which operations came, went, moved or stayed."""

from __future__ import annotations

from collections.abc import Iterator

from ..lint.grammar import METHODS
from .documentation import ANNOTATIONS, unknown
from .operations import operation
from .pairs import ABSENT, Pair, object_of, same
from .parameter_lists import Covered, compare_parameters, left_over
from .quoting import quoted
from .scenes import Comparison, Rules, Scene, Step, Told, by_key, unclassified
from .servers import local_servers
from .sides import Operation, Side, Uses
from .values import ChangeClass

__all__ = ["moved_operations", "paths"]


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
    identifier = one.value.get("operationId")
    if isinstance(identifier, str) and identifier:
        return identifier == other.value.get("operationId")
    return same(one.value, other.value)


def paths(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare all paths, and the operations on them."""
    if not all(value is ABSENT or isinstance(value, dict) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`paths` is an object of paths")
        return
    old, new = scene.old.operations, scene.new.operations
    moved = moved_operations(scene.old, scene.new)
    kept = [(found, new[moved.get(key, key)]) for key, found in old.items() if moved.get(key, key) in new]
    for before, now in kept:
        yield from _kept(scene, before, now)
    for key, found in old.items():
        if key not in new and key not in moved:
            text = f"{_called(found)} is gone"
            yield _at(
                scene,
                Pair(found.value, ABSENT, found.parts, found.parts),
                found,
                text,
                ChangeClass.BREAKING_WIRE,
            )
    for key, found in new.items():
        if key not in old and key not in moved.values():
            text = f"{_called(found)} is new"
            yield _at(
                scene, Pair(ABSENT, found.value, found.parts, found.parts), found, text, ChangeClass.ADDITION
            )
    steps, covered = compare_parameters(scene, kept)
    yield from steps
    for before, now in kept:
        lists = Pair(before.value, now.value, before.parts, now.parts).member("parameters")
        yield from left_over(lists, _scene_of(scene, now), covered)
    for path in pair.names():
        yield from _path(pair.member(path), scene, covered)
    if not object_of(pair.old) and not object_of(pair.new):
        yield unclassified(pair, scene, "there is no path")


def _kept(scene: Scene, before: Operation, now: Operation) -> Iterator[Step]:
    inside = _scene_of(scene, now)
    pair = Pair(before.value, now.value, before.parts, now.parts)
    if before.key != now.key:
        text = f"{now.name} is {quoted(now.key)} now, {quoted(before.key)} before"
        place = Pair(before.key, now.key, before.parts, now.parts)
        yield inside.reports(place, ChangeClass.BREAKING_WIRE, text, "requests as they were lead nowhere")
    yield Comparison(operation, pair, inside)


def _scene_of(scene: Scene, found: Operation) -> Scene:
    uses = Uses(sent_by=frozenset({found.key}), received_by=frozenset({found.key}))
    return scene.used_by(uses).belonging_to(found.name, says_where=True)


def _called(found: Operation) -> str:
    return found.name if found.name == found.key else f"{found.name} ({quoted(found.key)})"


def _at(scene: Scene, pair: Pair, found: Operation, text: str, change_class: ChangeClass) -> Step:
    return _scene_of(scene, found).reports(pair, change_class, text)


def _path(pair: Pair, scene: Scene, covered: Covered) -> Iterator[Step]:
    path = str(pair.at[-1])
    if same(pair.old, pair.new):
        return
    if not path.startswith("/"):
        yield Comparison(unknown, pair, scene)
        return
    inside = scene.belonging_to(f"the path {quoted(path)}", says_where=True)
    if not all(value is ABSENT or isinstance(value, dict) for value in (pair.old, pair.new)):
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
    if all(value is ABSENT or isinstance(value, dict) for value in (pair.old, pair.new)):
        yield Told()
    else:
        yield unclassified(pair, scene, "an operation is an object")


def _told(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield Told()


_PATH: Rules = {
    "summary": ANNOTATIONS["summary"],
    "description": ANNOTATIONS["description"],
    "parameters": _told,
    "servers": local_servers,
    **dict.fromkeys(METHODS, _method),
}
