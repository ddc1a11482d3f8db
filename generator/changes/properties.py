"""Compares the properties of an object: which there are, what they are called, and which must be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from ..description.json_values import ABSENT, object_of, same
from ..description.schemas import steps
from ..documents import JsonValue
from .annotations import written_differently
from .change import ChangeClass, Effect, worst
from .matching import renamed_properties
from .pair import Pair, quoted
from .rule import Comparison, Rule, Scene, Step, unclassified
from .usage import Side, Uses

__all__ = ["MEMBER_KEYS", "members"]

ALWAYS_SENT = "x-kco-always-sent"
MEMBER_KEYS = ("properties", "required", ALWAYS_SENT)


def members(schema: Rule, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `properties` and the lists that say which of them must be there.

    Args:
        schema: the rule on what is in a property.
        pair: an object with these keys alone.
        scene: its scene.
    """
    if scene.negated:
        yield unclassified(pair, scene, "the properties below a `not` changed")
        return
    for key in MEMBER_KEYS:
        found = pair.member(key)
        if not (_fits(key, found.old) and _fits(key, found.new)):
            kind = "an object of schemas" if key == "properties" else "a list of names"
            if not same(found.old, found.new):
                yield unclassified(found, scene, f"{quoted(key)} is {kind}")
            return
    properties = pair.member("properties")
    old, new = object_of(properties.old), object_of(properties.new)
    renamed = renamed_properties(old, new)
    for name in sorted({*old, *new, *_names(pair, "required"), *_names(pair, ALWAYS_SENT)} - {*renamed}):
        before = next((was for was, now in renamed.items() if now == name), name)
        yield from _member(schema, pair, scene, before, name)
    if not old and not new and not same(properties.old, properties.new):
        yield written_differently(properties, scene, "properties")
    for key in ("required", ALWAYS_SENT):
        listed = pair.member(key)
        if _meaning(listed.old, renamed) == _meaning(listed.new, {}) and not same(listed.old, listed.new):
            text = f"the names under {quoted(key)} of {scene.subject} are listed differently"
            if not renamed:
                yield scene.reports(listed, ChangeClass.DOCUMENTATION, text, "they are the same")


def _fits(key: str, value: object) -> bool:
    if value is ABSENT:
        return True
    if key == "properties":
        return isinstance(value, dict)
    return isinstance(value, list) and all(isinstance(name, str) for name in value)


def _names(pair: Pair, key: str) -> set[str]:
    return _meaning(pair.member(key).old, {}) | _meaning(pair.member(key).new, {})


def _meaning(listed: object, renamed: Mapping[str, str]) -> set[str]:
    return {renamed.get(name, name) for name in listed} if isinstance(listed, list) else set()


@attrs.frozen
class _Promise:
    """What one of the descriptions says of a property: it has to be sent; it always comes."""

    required: bool
    always: bool

    @property
    def certain(self) -> bool:
        return self.required or self.always


def _promise(members: object, name: str) -> _Promise:
    listed = members if isinstance(members, dict) else {}
    required, always = (_meaning(listed.get(key), {}) for key in ("required", ALWAYS_SENT))
    return _Promise(name in required, name in always)


def _member(schema: Rule, pair: Pair, scene: Scene, before: str, name: str) -> Iterator[Step]:
    found = pair.member("properties").members(before, name)
    old, new = _promise(pair.old, before), _promise(pair.new, name)
    uses = _uses_of_property(found, scene)
    inside = attrs.evolve(
        scene.inside(name),
        uses=uses,
        around=scene.uses,
        certain=old.certain and new.certain,
        required=new.required,
    )
    if before != name:
        yield _renamed(found, inside, before, name)
    if found.new is ABSENT and found.old is not ABSENT:
        yield _removed(found, inside)
        return
    if found.old is ABSENT and found.new is not ABSENT:
        yield _added(found, inside, new)
        return
    if found.new is not ABSENT:
        yield Comparison(schema, found, inside)
    yield from _promises(pair, inside, before, name)


def _uses_of_property(found: Pair, scene: Scene) -> Uses:
    """Leave out the direction that a property was not, or is not, part of."""
    uses = scene.uses
    for side, value in ((scene.old, found.old), (scene.new, found.new)):
        if value is not ABSENT:
            read_only, write_only = (_is_set(side, value, key) for key in ("readOnly", "writeOnly"))
            uses = Uses(
                frozenset() if read_only else uses.sent_by, frozenset() if write_only else uses.received_by
            )
    return uses


def _is_set(side: Side, schema: JsonValue, key: str) -> bool:
    return any(step.get(key) is True for step in steps(side.description, schema))


def _renamed(pair: Pair, scene: Scene, before: str, name: str) -> Step:
    used = scene.uses.sent_by or scene.uses.received_by
    found = ChangeClass.BREAKING_WIRE if used else ChangeClass.BREAKING_PYTHON
    text = f"{attrs.evolve(scene, path=(*scene.path[:-1], before)).subject} is called {quoted(name)} now"
    return scene.differs(pair, found, text)


def _removed(pair: Pair, scene: Scene) -> Step:
    if scene.uses.sent_by or scene.uses.received_by:
        reason = "what it said can neither be sent nor read any more"
        if not scene.uses.received_by:
            reason = "what it said cannot be sent any more"
        elif not scene.uses.sent_by:
            reason = "what it said does not come any more"
        return scene.differs(pair, ChangeClass.BREAKING_WIRE, f"{scene.subject} is gone", reason)
    return scene.differs(pair, ChangeClass.BREAKING_PYTHON, f"{scene.subject} is gone")


def _added(pair: Pair, scene: Scene, promise: _Promise) -> Step:
    if promise.required and scene.uses.sent_by:
        reason = "requests without it are refused"
        text = f"{scene.subject} is new, and has to be sent"
        return scene.differs(pair, scene.judge(Effect.NARROWER), text, reason)
    return scene.differs(pair, ChangeClass.ADDITION, f"{scene.subject} is new")


def _promises(pair: Pair, scene: Scene, before: str, name: str) -> Iterator[Step]:
    old, new = _promise(pair.old, before), _promise(pair.new, name)
    if old.required != new.required:
        yield _required(_entry(pair, "required", before, name), scene, old, new)
    if old.always != new.always:
        place = _entry(pair, ALWAYS_SENT, before, name)
        found, reason = _received(scene, old, new)
        said = "is marked as always sent now" if new.always else "is not marked as always sent any more"
        text = f"{scene.subject} {said}"
        yield scene.differs(place, found, text, reason)


def _required(place: Pair, scene: Scene, old: _Promise, new: _Promise) -> Step:
    found, reason = _received(scene, old, new)
    if new.required:
        text = f"{scene.subject} must be there now"
        if scene.uses.sent_by:
            text, reason = f"{scene.subject} has to be sent now", "requests without it are refused"
            return scene.differs(place, worst(found, scene.judge(Effect.NARROWER)), text, reason)
        return scene.differs(place, found, text, reason)
    text = f"{scene.subject} may be left out now"
    judged = scene.judge(Effect.WIDER) if scene.uses.sent_by else ChangeClass.DOCUMENTATION
    return scene.differs(place, worst(found, judged), text, reason)


def _received(scene: Scene, old: _Promise, new: _Promise) -> tuple[ChangeClass, str]:
    """Tell what readers get: what is promised reads as `T`, all else as ``T | None``."""
    if not scene.uses.received_by or old.certain == new.certain:
        return ChangeClass.DOCUMENTATION, ""
    if new.certain:
        return ChangeClass.ADDITION, "its type in Python is without `None` now"
    return ChangeClass.BREAKING_PYTHON, "its type in Python gets `| None`, and programs have to expect that"


def _entry(pair: Pair, key: str, before: str, name: str) -> Pair:
    """The entry of a name in a list of names."""
    listed = pair.member(key)
    return listed.items(_index(listed.old, before), _index(listed.new, name))


def _index(listed: object, name: str) -> int | None:
    return listed.index(name) if isinstance(listed, list) and name in listed else None
