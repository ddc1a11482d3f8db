"""Headers of answers, whose names know no letter case."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..documents import JsonObject
from .bodies import content
from .documentation import ANNOTATIONS, states_otherwise, unknown
from .pairs import Absent, Pair, object_of, same
from .quoting import quoted
from .references import is_reference, referring
from .requirements import requirement
from .scenes import Comparison, Rule, Rules, Scene, Step, by_key, unclassified
from .schemas import optional_schema
from .values import ChangeClass

__all__ = ["SERIALIZATION", "VALUE", "header", "headers", "serialization"]

SERIALIZATION = ("style", "explode", "allowReserved", "allowEmptyValue")


def headers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the headers of an answer."""
    if not all(isinstance(value, dict | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`headers` is an object of headers")
        return
    old, new = object_of(pair.old), object_of(pair.new)
    if not old and not new:
        yield states_otherwise(pair, scene, "headers")
        return
    spelt = {name.lower(): name for name in new}
    for name in old:
        now = name if name in new else spelt.get(name.lower())
        inside = _inside(scene, name)
        if now is None:
            text = f"{inside.subject} does not come any more"
            yield scene.differs(pair.members(name, None), _used(scene, ChangeClass.BREAKING_WIRE), text)
            continue
        place = pair.members(name, now)
        if name != now:
            text = f"{inside.subject} is written {quoted(now)} now"
            yield scene.differs(
                place, ChangeClass.DOCUMENTATION, text, "letter case does not count in headers"
            )
        yield Comparison(header, place, inside)
    for name in new:
        if name not in old and name.lower() not in {before.lower() for before in old}:
            text = f"{_inside(scene, name).subject} is new"
            yield scene.differs(pair.members(None, name), _used(scene, ChangeClass.ADDITION), text)


def _inside(scene: Scene, name: str) -> Scene:
    owner = f"the header {quoted(name)} of {scene.owner}"
    return attrs.evolve(scene, owner=owner, as_text=True)


def _used(scene: Scene, found: ChangeClass) -> ChangeClass:
    return found if scene.operations else ChangeClass.DOCUMENTATION


def header(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare one header."""
    if is_reference("header", pair):
        yield from referring("header", header, pair, scene)
    else:
        yield from by_key(pair, scene, _HEADER, unknown)


def _required(pair: Pair, scene: Scene) -> Iterator[Step]:
    gained, lost = f"{scene.subject} always comes now", f"{scene.subject} need not come any more"
    return requirement(
        pair,
        scene,
        gained=scene.differs(pair, _used(scene, ChangeClass.ADDITION), gained),
        lost=scene.differs(pair, _used(scene, ChangeClass.BREAKING_WIRE), lost),
    )


def serialization(old_default: str, new_default: str) -> Rule:
    """Return the rule on what decides how a value is written as text.

    Args:
        old_default: the style that the old description means where it names none.
        new_default: the same for the new one.
    """

    def rule(pair: Pair, scene: Scene) -> Iterator[Step]:
        old = _style(object_of(pair.old), old_default)
        new = _style(object_of(pair.new), new_default)
        for key in SERIALIZATION:
            found = pair.member(key)
            if same(found.old, found.new):
                continue
            if same(old[key], new[key]):
                yield states_otherwise(found, scene, key)
            else:
                text = f"{scene.subject} is written in another way: {quoted(key)} changed"
                yield scene.differs(found, _used(scene, ChangeClass.BREAKING_WIRE), text)

    return rule


def _style(members: JsonObject, default: str) -> JsonObject:
    style = members.get("style", default)
    return {
        "explode": style == "form",
        "allowReserved": False,
        "allowEmptyValue": False,
        **members,
        "style": style,
    }


VALUE: Rules = {
    "description": ANNOTATIONS["description"],
    "deprecated": ANNOTATIONS["deprecated"],
    "example": ANNOTATIONS["example"],
    "examples": ANNOTATIONS["examples"],
    "schema": optional_schema,
    "content": content,
}
_HEADER: Rules = {
    **VALUE,
    "required": _required,
    SERIALIZATION: serialization("simple", "simple"),
}
