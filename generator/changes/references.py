"""Compares what references lead to: a thing may be written in its place, or in one of two components."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..description.document import reference_of
from ..description.json_values import object_of, same
from .change import ChangeClass, worst
from .kinds import in_python, python_type
from .pair import Pair, quoted
from .rule import Comparison, Rule, Scene, Step, unclassified
from .usage import Side

__all__ = ["is_reference", "referring"]


def is_reference(kind: str, pair: Pair) -> bool:
    """Tell whether one of the two is a reference."""
    return any(reference_of(kind, object_of(value)) is not None for value in (pair.old, pair.new))


def referring(kind: str, rule: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what two objects are or refer to; at least one of them is a reference.

    What is equal needs no rule: a component is compared in its own place.

    Args:
        kind: the kind of the objects.
        rule: the rule for objects of the kind.
        pair: the objects.
        scene: their scene.
    """
    old, new = object_of(pair.old), object_of(pair.new)
    before, now = reference_of(kind, old), reference_of(kind, new)
    one, other = _target(scene.old, before), _target(scene.new, now)
    if before is not None and now is not None and one is not None and one == other:
        yield from _beside(kind, pair, scene)
        return
    found, target = scene.old.description.resolve(old, pair.was), scene.new.description.resolve(new, pair.at)
    if found is None or target is None:
        yield unclassified(pair, scene, "it refers to something that is not there")
        return
    yield _replaced(kind, pair, scene, before, now)
    resolved = Pair(found[0], target[0], found[1], target[1])
    if not same(resolved.old, resolved.new):
        # What differs is which of them is meant here; in its own place each may be as it was.
        place = scene.stands_for or pair
        inside = attrs.evolve(
            scene, site=scene.site or pair, stands_for=place, texts_reported=True, flattened=False
        )
        yield Comparison(rule, resolved, inside)
    yield from _beside(kind, pair, scene)


def _target(side: Side, reference: str | None) -> object:
    found = side.description.locate(reference) if reference is not None else None
    return found[0] if found is not None else None


def _beside(kind: str, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Report keys beside a `$ref`, which OpenAPI ignores and tools do not always."""
    if reference_of(kind, object_of(pair.old)) is None or reference_of(kind, object_of(pair.new)) is None:
        return
    for key in pair.names():
        found = pair.member(key)
        if same(found.old, found.new):
            continue
        if key == "$ref":
            before, now = _target(scene.old, str(found.old)), _target(scene.new, str(found.new))
            if before == now:
                text = f"{scene.subject} refers to the same in other letters"
                yield scene.reports(found, ChangeClass.DOCUMENTATION, text)
        elif key in ("description", "summary"):
            text = f"the {key} of {scene.subject} is another"
            yield scene.reports(found, ChangeClass.DOCUMENTATION, text)
        else:
            yield unclassified(found, scene, f"{quoted(key)} is beside a `$ref`, where it has no meaning")


def _replaced(kind: str, pair: Pair, scene: Scene, before: str | None, now: str | None) -> Step:
    what, was = _in_words(now), _in_words(before)
    text = f"{scene.subject} is described {what} now, {was} before"
    if kind != "schema":
        return scene.reports(pair, ChangeClass.DOCUMENTATION, text)
    found, reason = in_python(pair, attrs.evolve(scene, schema=pair))
    old = python_type(scene.old, object_of(pair.old), pair.was)
    new = python_type(scene.new, object_of(pair.new), pair.at)
    if old != new and "Any" not in (old.name, new.name):
        # A program may name the class, whether it reads or writes.
        found = worst(found, ChangeClass.BREAKING_PYTHON)
    return scene.differs(pair, found, text, reason)


def _in_words(reference: str | None) -> str:
    return "in its place" if reference is None else f"by {quoted(reference.rpartition('/')[2])}"
