"""Reports what was renamed, and the schemas that another one replaced."""

from __future__ import annotations

from collections.abc import Iterator

from ..description.document import components
from ..description.json_values import Parts, object_of
from .change import ChangeClass
from .kinds import class_made_of
from .matching import Aligned
from .pair import Pair, quoted
from .parameters import renamed_in_path
from .rule import Comparison, Difference, Scene, applied
from .schemas import schema
from .usage import Uses, class_of_component

__all__ = ["renames"]


def renames(aligned: Aligned, scene: Scene) -> Iterator[Difference]:
    """Report each rename that was written into the old description."""
    for before, now in aligned.schemas.items():
        yield _renamed_schema(scene, before, now)
    for before, now in aligned.merged.items():
        yield from _merged_schema(aligned, scene, before, now)
    for found in aligned.placeholders:
        operations = frozenset(
            key for key, operation in scene.new.operations.items() if operation.path == found.new_path
        )
        place = Pair(found.old_path, found.new_path, ("paths", found.new_path), ("paths", found.new_path))
        inside = scene.used_by(Uses(sent_by=operations)).belonging_to("the path")
        yield renamed_in_path(place, inside, found.before, found.now)


def _renamed_schema(scene: Scene, before: str, now: str) -> Difference:
    at: Parts = ("components", "schemas", now)
    found, reason = _in_python(before, now, is_class=class_made_of(scene.old, now) is not None)
    inside = scene.used_by(scene.old.used_at(at) | scene.new.used_at(at))
    said = f"the schema {quoted(before)} is called {quoted(now)} now"
    return inside.reports(Pair(before, now, at, at), found, said, reason)


def _merged_schema(aligned: Aligned, scene: Scene, before: str, now: str) -> Iterator[Difference]:
    at: Parts = ("components", "schemas", now)
    was: Parts = ("components", "schemas", before)
    inside = scene.used_by(scene.new.used_at(at))
    gone = object_of(aligned.gone[before])
    found, reason = _in_python(before, now, is_class="properties" in gone or "enum" in gone)
    said = f"the schema {quoted(before)} is gone, and {quoted(now)} takes its place everywhere"
    yield inside.reports(Pair(before, now, was, at), found, said, reason)
    target = components(scene.new.description.document, "schemas").get(now)
    scene_of_schema = inside.belonging_to(f"the schema {quoted(now)}")
    for difference in applied([Comparison(schema, Pair(gone, target, was, at), scene_of_schema)]):
        if difference.change_class is not ChangeClass.DOCUMENTATION:
            yield difference


def _in_python(before: str, now: str, *, is_class: bool) -> tuple[ChangeClass, str]:
    old, new = class_of_component(before), class_of_component(now)
    if not is_class or old == new:
        return ChangeClass.DOCUMENTATION, "no name in Python changes"
    return ChangeClass.BREAKING_PYTHON, f"the class in Python is {quoted(new)} instead of {quoted(old)}"
