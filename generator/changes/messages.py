"""Compares what is sent and answered: request bodies, responses with their headers, media types."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

import attrs

from ..description.http import has_no_body, is_success
from ..description.json_values import ABSENT, object_of, same
from ..documents import JsonObject, JsonValue
from .annotations import ANNOTATIONS, text, unknown, written_differently
from .change import ChangeClass, Effect, Reading
from .matching import swapped
from .pair import Pair, quoted
from .references import is_reference, referring
from .rule import Comparison, Rule, Rules, Scene, Step, by_key, unclassified
from .schemas import optional_schema
from .usage import Side

__all__ = [
    "SERIALIZATION",
    "VALUE",
    "content",
    "header",
    "headers",
    "request_body",
    "requirement",
    "response",
    "responses",
    "serialization",
]

_STATUS = re.compile("[1-5]([0-9]{2}|XX)|default")


def request_body(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the body of a request, which one of the descriptions may not have."""
    if pair.old is ABSENT or pair.new is ABSENT:
        body = scene.new.description.follow({} if pair.new is ABSENT else pair.new)
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


def responses(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the answers of an operation."""
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`responses` is an object of answers")
        return
    if not object_of(pair.old) and not object_of(pair.new):
        yield written_differently(pair, scene, "responses")
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
    value: JsonValue = side.description.follow(answer).get("headers")
    names = {name.lower() for name in object_of(value)}
    return "location" in names and any(name.endswith("-id") for name in names)


def content(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the media types that a body may have."""
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`content` is an object of media types")
        return
    old, new = object_of(pair.old), object_of(pair.new)
    if not old and not new:
        yield written_differently(pair, scene, "content")
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
            found = scene.if_used(ChangeClass.BREAKING_WIRE)
            yield scene.differs(pair.members(before, None), found, text)
    come = swapped(paired)
    for now in new:
        if now not in come:
            found = scene.if_used(ChangeClass.ADDITION)
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


def headers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the headers of an answer."""
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`headers` is an object of headers")
        return
    old, new = object_of(pair.old), object_of(pair.new)
    if not old and not new:
        yield written_differently(pair, scene, "headers")
        return
    spelt = {name.lower(): name for name in new}
    for name in old:
        now = name if name in new else spelt.get(name.lower())
        inside = _inside(scene, name)
        if now is None:
            text = f"{inside.subject} does not come any more"
            yield scene.differs(pair.members(name, None), scene.if_used(ChangeClass.BREAKING_WIRE), text)
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
            yield scene.differs(pair.members(None, name), scene.if_used(ChangeClass.ADDITION), text)


def _inside(scene: Scene, name: str) -> Scene:
    owner = f"the header {quoted(name)} of {scene.owner}"
    return attrs.evolve(scene, owner=owner, as_text=True)


def header(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare one header."""
    if is_reference("header", pair):
        yield from referring("header", header, pair, scene)
    else:
        yield from by_key(pair, scene, _HEADER, unknown)


def _header_required(pair: Pair, scene: Scene) -> Iterator[Step]:
    gained, lost = f"{scene.subject} always comes now", f"{scene.subject} need not come any more"
    return requirement(
        pair,
        scene,
        gained=scene.differs(pair, scene.if_used(ChangeClass.ADDITION), gained),
        lost=scene.differs(pair, scene.if_used(ChangeClass.BREAKING_WIRE), lost),
    )


def requirement(pair: Pair, scene: Scene, *, gained: Step, lost: Step) -> Iterator[Step]:
    """Report what follows from the two values.

    Args:
        pair: the values.
        scene: whose they are.
        gained: what to report if it is required from now on.
        lost: what to report if it is required no longer.
    """
    if not pair.holds(bool):
        yield unclassified(pair, scene, "`required` is true or false")
    elif (pair.old is True) == (pair.new is True):
        yield written_differently(pair, scene, "required")
    else:
        yield gained if pair.new is True else lost


SERIALIZATION = ("style", "explode", "allowReserved", "allowEmptyValue")


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
                yield written_differently(found, scene, key)
            else:
                text = f"{scene.subject} is written in another way: {quoted(key)} changed"
                yield scene.differs(found, scene.if_used(ChangeClass.BREAKING_WIRE), text)

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
    "required": _header_required,
    SERIALIZATION: serialization("simple", "simple"),
}


_RESPONSE: Rules = {
    "description": ANNOTATIONS["description"],
    "headers": headers,
    "links": text,
}
