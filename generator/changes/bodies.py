"""Bodies of requests and answers: their media types and what these hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..documents import JsonValue
from .documentation import ANNOTATIONS, states_otherwise, unknown
from .effects import Effect, Reading
from .likeness import swapped
from .pairs import ABSENT, Absent, Pair, object_of
from .quoting import quoted
from .references import is_reference, referring
from .requirements import requirement
from .scenes import Comparison, Rules, Scene, Step, by_key, unclassified
from .schemas import optional_schema
from .values import ChangeClass

__all__ = ["content", "request_body"]


def request_body(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the body of a request, which one of the descriptions may not have."""
    if pair.old is ABSENT or pair.new is ABSENT:
        body = scene.new.follow("request-body", {} if pair.new is ABSENT else pair.new)
        if pair.new is ABSENT:
            found, text = ChangeClass.BREAKING_WIRE, f"{scene.subject} is not taken any more"
        elif body.get("required") is True:
            found, text = ChangeClass.BREAKING_WIRE, f"{scene.subject} is new, and has to be sent"
        else:
            found, text = ChangeClass.ADDITION, f"{scene.subject} is new"
        yield scene.differs(pair, found, text)
    elif is_reference("request-body", pair):
        yield from referring("request-body", request_body, pair, scene)
    else:
        yield from by_key(pair, scene, _BODY, unknown)


def _required(pair: Pair, scene: Scene) -> Iterator[Step]:
    return requirement(
        pair,
        scene,
        gained=scene.differs(pair, scene.judge(Effect.NARROWER), f"{scene.subject} has to be sent now"),
        lost=scene.differs(pair, scene.judge(Effect.WIDER), f"{scene.subject} may be left out now"),
    )


def content(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the media types that a body may have."""
    if not all(isinstance(value, dict | Absent) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`content` is an object of media types")
        return
    old, new = object_of(pair.old), object_of(pair.new)
    if not old and not new:
        yield states_otherwise(pair, scene, "content")
        return
    respelt = _spellings(old, new)
    ranges = _ranges([n for n in old if n not in respelt], [n for n in new if n not in respelt.values()])
    paired = {**respelt, **ranges}
    for before, now in paired.items():
        place = pair.members(before, now)
        if before in ranges:
            yield _narrowed_or_widened(place, scene, before, now)
        elif before != now:
            text = f"the media type {quoted(before)} of {scene.subject} is written {quoted(now)} now"
            yield scene.differs(place, ChangeClass.DOCUMENTATION, text)
        yield Comparison(_media_type, place, scene)
    for before in old:
        if before not in paired:
            text = f"{scene.subject} is not {quoted(before)} any more"
            found = ChangeClass.BREAKING_WIRE if scene.operations else ChangeClass.DOCUMENTATION
            yield scene.differs(pair.members(before, None), found, text)
    come = swapped(paired)
    for now in new:
        if now not in come:
            found = ChangeClass.ADDITION if scene.operations else ChangeClass.DOCUMENTATION
            yield scene.differs(pair.members(None, now), found, f"{scene.subject} may be {quoted(now)} now")


def _spellings(old: Mapping[str, JsonValue], new: Mapping[str, JsonValue]) -> dict[str, str]:
    """Pair media types that are the same, whatever their letter case and spaces."""
    paired = {name: name for name in old if name in new}
    plain = {_plain(name): name for name in new if name not in paired}
    for name in old:
        if name not in paired and _plain(name) in plain:
            paired[name] = plain.pop(_plain(name))
    return paired


def _plain(name: str) -> str:
    return "".join(name.split()).lower()


def _ranges(old: list[str], new: list[str]) -> dict[str, str]:
    """Pair a range such as ``*/*`` with the one media type in it that took its place, or the reverse."""
    if len(old) == len(new) == 1 and (_includes(old[0], new[0]) or _includes(new[0], old[0])):
        return {old[0]: new[0]}
    return {}


def _includes(wide: str, narrow: str) -> bool:
    kind, _, rest = _plain(wide).partition("/")
    return rest == "*" and kind in ("*", _plain(narrow).partition("/")[0])


def _narrowed_or_widened(pair: Pair, scene: Scene, before: str, now: str) -> Step:
    effect = Effect.NARROWER if _includes(before, now) else Effect.WIDER
    text = f"{scene.subject} is {quoted(now)} now, {quoted(before)} before"
    return scene.differs(pair, scene.judge(effect, Reading.TYPED), text)


def _media_type(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from by_key(pair, scene, _MEDIA_TYPE, unknown)


_MEDIA_TYPE: Rules = {
    "schema": optional_schema,
    "example": ANNOTATIONS["example"],
    "examples": ANNOTATIONS["examples"],
}
_BODY: Rules = {
    "description": ANNOTATIONS["description"],
    "required": _required,
    "content": content,
}
