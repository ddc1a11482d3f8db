"""Schemas: which of their keywords have which rule."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..lint.findings import short
from .bounds import BOUNDS
from .composition import additional_properties, all_of, alternatives, items, negation, one_of_several
from .discriminators import discriminator
from .documentation import ANNOTATIONS, text, unknown
from .effects import Effect, Reading, worst
from .enumerations import enumeration
from .kinds import KINDS, another_kind, in_python, is_another_kind
from .members import MEMBER_KEYS, members
from .pairs import ABSENT, Pair, same
from .references import is_reference, referring
from .scenes import Comparison, Rule, Rules, Scene, Step, Told, by_key, unclassified
from .values import ChangeClass

__all__ = ["optional_schema", "schema"]


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
        if scene.texts_told:
            yield Told()
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


_ALL_OF: Rule = all_of(schema)
_RULES: Rules = {
    "xml": text,
    **KINDS,
    "enum": enumeration,
    **BOUNDS,
    "default": _default,
    MEMBER_KEYS: members(schema),
    "items": items(schema),
    "additionalProperties": additional_properties(schema),
    "oneOf": alternatives(schema),
    "anyOf": alternatives(schema),
    "not": negation(schema),
    "discriminator": discriminator,
    "x-kco-personal": _personal,
}


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
