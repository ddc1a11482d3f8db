"""Compares schemas: the rule of each keyword, and what enumerations and discriminators list."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import attrs

from ..description.json_values import ABSENT, same, short
from ..documents import JsonValue
from ..overlay.tree import canonical
from .annotations import ANNOTATIONS, listed_differently, text, unknown
from .bounds import BOUNDS
from .change import ChangeClass, Effect, Reading, worst
from .composition import additional_properties, all_of, alternatives, items, negation, one_of_several
from .kinds import KINDS, another_kind, in_python, is_another_kind, is_text_enumeration
from .pair import Pair, quoted, written
from .properties import MEMBER_KEYS, members
from .references import is_reference, referring
from .rule import Comparison, ReportedElsewhere, Rule, Rules, Scene, Step, by_key, unclassified

__all__ = ["discriminator", "enumeration", "optional_schema", "schema"]


def schema(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare two schemas, both of which are there."""
    if not (isinstance(pair.old, dict) and isinstance(pair.new, dict)):
        yield unclassified(pair, scene, "it is not a schema in both descriptions")
    elif (alternative := one_of_several(pair, scene)) is not None:
        yield alternative
    elif is_reference("schema", pair):
        yield from referring("schema", schema, pair, scene)
    else:
        texts = {key for key in pair.names() if key in ANNOTATIONS}
        if scene.texts_reported:
            yield ReportedElsewhere()
        else:
            yield from by_key(pair.only(texts), scene, ANNOTATIONS, unknown)
        yield Comparison(_without_texts, pair.only({*pair.names()} - texts), scene)


def _without_texts(pair: Pair, scene: Scene) -> Iterator[Step]:
    if is_another_kind(pair):
        yield another_kind(pair, scene)
    elif same(pair.member("allOf").old, pair.member("allOf").new):
        yield from by_key(pair, attrs.evolve(scene, schema=pair), _RULES, unknown)
    else:
        yield from _ALL_OF(pair, scene)


def _default(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what the server takes where a request says nothing."""
    if pair.old is ABSENT or pair.new is ABSENT:
        verb = "is described now" if pair.old is ABSENT else "is not described any more"
        text = f"what it means to leave out {scene.subject} {verb}"
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, text)
    elif scene.uses.sent_by and not scene.required and not same(pair.old, pair.new):
        text = f"to leave out {scene.subject} means {short(pair.new)} now, {short(pair.old)} before"
        reason = "the same request does something else"
        yield scene.differs(pair, ChangeClass.BREAKING_WIRE, text, reason)
    else:
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, f"the default of {scene.subject} is another")


def _personal(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the mark of what must not be printed."""
    if True not in (pair.old, pair.new):
        yield unclassified(pair, scene, "`x-kco-personal` is true, or is left out")
    elif pair.new is True:
        text = f"{scene.subject} is marked as personal, and is not printed any more"
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, text)
    else:
        reason = "it would be printed and logged; a person has to approve this"
        text = f"{scene.subject} is not marked as personal any more"
        yield scene.differs(pair, ChangeClass.UNCLASSIFIED, text, reason)


_ALL_OF: Rule = partial(all_of, schema)


def optional_schema(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare schemas, of which one may be missing: without one, anything is allowed."""
    if pair.old is not ABSENT and pair.new is not ABSENT:
        yield from schema(pair, scene)
        return
    effect = Effect.NARROWER if pair.old is ABSENT else Effect.WIDER
    verb = "has a schema now" if pair.old is ABSENT else "has no schema any more"
    if (pair.old if pair.new is ABSENT else pair.new) == {}:
        effect, verb = Effect.NONE, f"{verb}, which allows anything"
    python, reason = in_python(pair, attrs.evolve(scene, schema=pair))
    found = worst(scene.judge(effect, Reading.TYPED), python)
    yield scene.differs(pair, found, f"{scene.subject} {verb}", reason)


def discriminator(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what tells alternatives apart."""
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`discriminator` is an object")
    elif pair.old is ABSENT:
        said = f"{scene.subject} has a property now that tells its alternatives apart"
        yield scene.differs(pair, scene.if_used(ChangeClass.ADDITION), said)
    elif pair.new is ABSENT:
        said = f"{scene.subject} has no property any more that tells its alternatives apart"
        yield scene.differs(pair, scene.if_used(ChangeClass.BREAKING_WIRE), said)
    else:
        yield from by_key(pair, scene, _DISCRIMINATOR, unknown)


def _property(pair: Pair, scene: Scene) -> Iterator[Step]:
    said = f"the alternatives of {scene.subject} are distinguished by another property"
    yield scene.differs(pair, scene.if_used(ChangeClass.BREAKING_WIRE), said)


def _mapping(pair: Pair, scene: Scene) -> Iterator[Step]:
    if not pair.holds(dict):
        yield unclassified(pair, scene, "`mapping` is an object of references")
        return
    for name in pair.names():
        if not same(pair.member(name).old, pair.member(name).new):
            yield Comparison(_alternative, pair.member(name), scene)


def _alternative(pair: Pair, scene: Scene) -> Iterator[Step]:
    name = quoted(str(pair.at[-1]))
    if pair.old is ABSENT:
        said = f"{scene.subject} has a name for one more alternative, {name}"
        yield scene.differs(pair, scene.if_used(ChangeClass.ADDITION), said)
    else:
        verb = "has no alternative" if pair.new is ABSENT else "means another alternative by"
        said = (
            f"{scene.subject} {verb} {name} any more"
            if pair.new is ABSENT
            else f"{scene.subject} {verb} {name} now"
        )
        yield scene.differs(pair, scene.if_used(ChangeClass.BREAKING_WIRE), said)


_DISCRIMINATOR: Rules = {"propertyName": _property, "mapping": _mapping}


def enumeration(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the values that `enum` lists."""
    for side in (pair.old, pair.new):
        if side is not ABSENT and not isinstance(side, list):
            yield unclassified(pair, scene, "`enum` is a list of values")
            return
    if not isinstance(pair.old, list) or not isinstance(pair.new, list):
        yield _whole(pair, scene)
        return
    old, new = ({canonical(value): value for value in values} for values in (pair.old, pair.new))
    for index, value in enumerate(pair.old):
        if canonical(value) not in new:
            yield _removed(pair.items(index, None), scene, value)
    for index, value in enumerate(pair.new):
        if canonical(value) not in old:
            yield _added(pair.items(None, index), scene, value)
    if old.keys() == new.keys():
        yield listed_differently(pair, scene, "the values")


def _whole(pair: Pair, scene: Scene) -> Step:
    python, reason = in_python(pair, scene)
    if pair.old is ABSENT:
        text = f"{scene.subject} is limited to the values {written(pair.new)} now"
        found = scene.judge(Effect.NARROWER)
        if found.breaks:
            reason = "requests with another value are refused"
    else:
        text = f"{scene.subject} is not limited to the values {written(pair.old)} any more"
        found = scene.judge(Effect.WIDER)
        if is_text_enumeration({"enum": pair.old if isinstance(pair.old, list) else []}):
            # A program may name the class, whatever else it passes.
            found = worst(found, ChangeClass.BREAKING_PYTHON)
    return scene.differs(pair, worst(found, python), text, reason)


def _removed(pair: Pair, scene: Scene, value: JsonValue) -> Step:
    found, reason = scene.judge(Effect.NARROWER), ""
    if found.breaks:
        reason = "requests that send it are refused"
    elif isinstance(value, str) and not scene.negated:
        # The member of the generated class goes with it.
        found = ChangeClass.BREAKING_PYTHON
        reason = "the member that is named after it is gone, though the value is still read"
    return scene.differs(pair, found, f"{scene.subject} has the value {short(value)} no more", reason)


def _added(pair: Pair, scene: Scene, value: JsonValue) -> Step:
    found = scene.judge(Effect.WIDER)
    reason = "enumerations are open, so clients read it" if scene.uses.received_by else ""
    if found is ChangeClass.DOCUMENTATION and isinstance(value, str):
        found = ChangeClass.ADDITION
    return scene.differs(pair, found, f"{scene.subject} has a new value, {short(value)}", reason)


_RULES: Rules = {
    "xml": text,
    **KINDS,
    "enum": enumeration,
    **BOUNDS,
    "default": _default,
    MEMBER_KEYS: partial(members, schema),
    "items": partial(items, schema),
    "additionalProperties": partial(additional_properties, schema),
    "oneOf": partial(alternatives, schema),
    "anyOf": partial(alternatives, schema),
    "not": partial(negation, schema),
    "discriminator": discriminator,
    "x-kco-personal": _personal,
}
