"""Reports what was renamed, and schemas that another one took the place of."""

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
    for before, now in aligned.schemas.items():
        yield _renamed_schema(aligned, scene, before, now)
    for before, now in aligned.merged.items():
        yield from _merged_schema(aligned, scene, before, now)
    for found in aligned.placeholders:
        operations = frozenset(
            key for key, operation in scene.new.operations.items() if operation.path == found.new_path
        )
        place = Pair(found.old_path, found.new_path, ("paths", found.new_path), ("paths", found.new_path))
        inside = scene.used_by(Uses(sent_by=operations)).belonging_to("the path")
        yield renamed_in_path(place, inside, found.before, found.now)


def _renamed_schema(aligned: Aligned, scene: Scene, before: str, now: str) -> Difference:
    at: Parts = ("components", "schemas", now)
    one, other = class_of_component(before), class_of_component(now)
    found, reason = ChangeClass.DOCUMENTATION, "no name in Python changes"
    if class_made_of(scene.old, now) is not None and one != other:
        found, reason = (
            ChangeClass.BREAKING_PYTHON,
            f"the class in Python is {quoted(other)} instead of {quoted(one)}",
        )
    inside = scene.used_by(scene.old.used_at(at) | scene.new.used_at(at))
    said = f"the schema {quoted(before)} is called {quoted(now)} now"
    return inside.reports(Pair(before, now, at, at), found, said, reason)


def _merged_schema(aligned: Aligned, scene: Scene, before: str, now: str) -> Iterator[Difference]:
    at: Parts = ("components", "schemas", now)
    was: Parts = ("components", "schemas", before)
    inside = scene.used_by(scene.new.used_at(at))
    made = object_of(aligned.gone[before])
    one, other = class_of_component(before), class_of_component(now)
    found, reason = ChangeClass.DOCUMENTATION, "no name in Python changes"
    if ("properties" in made or "enum" in made) and one != other:
        found, reason = (
            ChangeClass.BREAKING_PYTHON,
            f"the class in Python is {quoted(other)} instead of {quoted(one)}",
        )
    said = f"the schema {quoted(before)} is gone, and {quoted(now)} stands wherever it stood"
    yield inside.reports(Pair(before, now, was, at), found, said, reason)
    target = components(scene.new.description.document, "schemas").get(now)
    scene_of_schema = inside.belonging_to(f"the schema {quoted(now)}")
    for difference in applied([Comparison(schema, Pair(made, target, was, at), scene_of_schema)]):
        if difference.change_class is not ChangeClass.DOCUMENTATION:
            yield difference
