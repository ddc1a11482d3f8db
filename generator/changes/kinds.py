"""Compares types, formats and null, and tells which Python type a schema becomes."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..description.document import components, reference_of
from ..description.json_values import Parts, object_of, same
from ..description.schemas import all_of, alternatives, kind_of, steps_with_places
from ..documents import JsonObject, JsonValue
from .change import ChangeClass, Effect, Reading, worst
from .pair import Pair, quoted
from .rule import Rules, Scene, Step, unclassified
from .usage import Side, class_of_component

__all__ = [
    "KINDS",
    "PythonType",
    "another_kind",
    "class_made_of",
    "in_python",
    "is_another_kind",
    "is_text_enumeration",
    "python_type",
]

_TYPES = ("array", "boolean", "integer", "number", "object", "string")
# All values of the first are values of the second.
_PARTS_OF = {("integer", "number"), ("int32", "int64"), ("float", "double")}
# The formats by which text becomes something else than text.
_READ_FORMATS = frozenset({"date", "date-time"})


def _type(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `type` and `format`, which together decide how a value is read."""
    old, new = object_of(pair.old), object_of(pair.new)
    for key in ("type", "format"):
        for members in (old, new):
            value = members.get(key, "")
            if not isinstance(value, str) or (key == "type" and value not in ("", *_TYPES)):
                yield unclassified(pair.member(key), scene, f"OpenAPI 3.0 has no such {quoted(key)}")
                return
    key = "type" if old.get("type") != new.get("type") else "format"
    if scene.schema is not None and key == "type" and old.get("format") == new.get("format"):
        whole = (kind_of(object_of(node)) for node in (scene.schema.old, scene.schema.new))
        if len(set(whole)) == 1:
            text = f"{scene.subject} writes `type` differently"
            yield scene.differs(
                pair.member(key), ChangeClass.DOCUMENTATION, text, "its other keywords imply the same type"
            )
            return
    effect = _effect(old, new, key)
    reading = Reading.TYPED if key == "type" or _is_read(old, new) else Reading.LIBERAL
    found = scene.judge(effect, reading)
    if key == "format" and effect is Effect.DIFFERENT and scene.uses.received_by:
        # Both forms are known, and one is not the other.
        found = worst(found, ChangeClass.BREAKING_WIRE)
    python, reason = in_python(pair, scene)
    text = f"{scene.subject} is {_in_words(new)} now, {_in_words(old)} before"
    yield scene.differs(pair.member(key), worst(found, python), text, reason)


def is_another_kind(pair: Pair) -> bool:
    """Tell whether two schemas describe values of which none can be one of the other."""
    kinds = kind_of(object_of(pair.old)), kind_of(object_of(pair.new))
    return None not in kinds and kinds[0] != kinds[1] and set(kinds) != {"integer", "number"}


def another_kind(pair: Pair, scene: Scene) -> Step:
    """Report values of another kind; what else is said of them is not to be compared."""
    python, reason = in_python(pair, attrs.evolve(scene, schema=pair))
    others = {*pair.names()} - {"type", "format"}
    kept = all(same(pair.member(key).old, pair.member(key).new) for key in others)
    old, new = (
        _in_words({"type": kind_of(schema), **schema}) for schema in map(object_of, (pair.old, pair.new))
    )
    found = worst(scene.judge(Effect.DIFFERENT, Reading.TYPED), python)
    place = pair.member("type") if kept else pair
    return scene.differs(place, found, f"{scene.subject} is {new} now, {old} before", reason)


def _effect(old: JsonObject, new: JsonObject, key: str) -> Effect:
    before, now = old.get(key), new.get(key)
    if before is None or now is None:
        return Effect.NARROWER if before is None else Effect.WIDER
    if (before, now) in _PARTS_OF:
        return Effect.WIDER
    return Effect.NARROWER if (now, before) in _PARTS_OF else Effect.DIFFERENT


def _is_read(old: JsonObject, new: JsonObject) -> bool:
    return not _READ_FORMATS.isdisjoint((str(old.get("format")), str(new.get("format"))))


def _in_words(schema: JsonObject) -> str:
    kind, form = schema.get("type"), schema.get("format")
    words = {None: "anything", "array": "an array", "integer": "an integer", "object": "an object"}
    text = words.get(kind if isinstance(kind, str) else None, f"a {kind}")
    return f"{text} of the format {quoted(str(form))}" if form is not None else text


def in_python(pair: Pair, scene: Scene) -> tuple[ChangeClass, str]:
    """Tell what a change does to the Python type of the schema that a pair is, or is part of.

    Returns:
        The class, which breaks nothing where every program can go on, and the reason in words, ``""`` if
        the type is the same.
    """
    node = scene.site or scene.schema or pair
    old = python_type(scene.old, object_of(node.old), node.was, as_text=scene.as_text)
    new = python_type(scene.new, object_of(node.new), node.at, as_text=scene.as_text)
    if old == new:
        return ChangeClass.DOCUMENTATION, ""
    fits = [old.can_be_passed_as(new)] if scene.uses.sent_by else []
    fits += [new.can_be_passed_as(old)] if scene.uses.received_by else []
    # No operation uses it, but a program may name it in its annotations.
    found = ChangeClass.ADDITION if fits and all(fits) else ChangeClass.BREAKING_PYTHON
    return found, f"in Python it is {new} instead of {old}"


def _nullable(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare whether null is a value."""
    if not pair.holds(bool):
        yield unclassified(pair, scene, "`nullable` is true or false")
        return
    old, new = (value is True for value in (pair.old, pair.new))
    if old == new:
        text = f"{scene.subject} writes `nullable` differently; the meaning is the same"
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, text)
        return
    found, reason = scene.judge(Effect.WIDER if new else Effect.NARROWER), ""
    if new and scene.uses.received_by and scene.certain and not scene.negated:
        found = worst(found, ChangeClass.BREAKING_PYTHON)
        reason = "its type in Python gets `| None`, and programs have to expect that"
    elif new and scene.uses.received_by:
        reason = "in answers it reads as None, as if it were left out"
    text = f"{scene.subject} may be null now" if new else f"{scene.subject} must not be null any more"
    yield scene.differs(pair, found, text, reason)


def _access(other: str, pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare `readOnly` and `writeOnly`, which take a property out of requests or of answers."""
    key = str(pair.at[-1])
    if not pair.holds(bool):
        yield unclassified(pair, scene, f"{quoted(key)} is true or false")
        return
    old, new = (value is True for value in (pair.old, pair.new))
    users = scene.around.sent_by if key == "readOnly" else scene.around.received_by
    there = f"{other} of {scene.named(users)}" if users else other
    if old == new or not users:
        text = f"{scene.subject} writes {quoted(key)} differently"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, text, f"no {other[:-1]} has it, before and now")
    elif new:
        text = f"{scene.subject} is not part of {there} any more"
        yield scene.reports(pair, ChangeClass.BREAKING_WIRE, text)
    elif key == "readOnly" and scene.required:
        text = f"{scene.subject} has to be part of {there} now"
        yield scene.reports(pair, ChangeClass.BREAKING_WIRE, text, "what is sent today is refused")
    else:
        yield scene.reports(pair, ChangeClass.ADDITION, f"{scene.subject} is part of {there} now")


def _read_only(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from _access("requests", pair, scene)


def _write_only(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from _access("answers", pair, scene)


KINDS: Rules = {
    ("type", "format"): _type,
    "nullable": _nullable,
    "readOnly": _read_only,
    "writeOnly": _write_only,
}


_PLAIN = {"boolean": "bool", "integer": "int", "number": "float"}
_TEXT = {"date": "date", "date-time": "datetime"}
DEEPEST = 20
UNNAMED = ("a model", "an enumeration")


@attrs.frozen
class PythonType:
    """A type by its name; ``enumeration`` is one of text, whose class is made from the description."""

    name: str
    enumeration: bool = False

    def __str__(self) -> str:
        # A class that is named after its place has no name here.
        return self.name if self.name in UNNAMED else quoted(self.name)

    def can_be_passed_as(self, other: PythonType) -> bool:
        """Tell whether who has a value of this type may use it where the other is asked for."""
        return (
            self == other
            or other.name == "Any"
            or (self.name, other.name) == ("int", "float")
            or (self.enumeration and other.name == "str")
        )


def python_type(
    side: Side, node: JsonValue, parts: Parts = (), *, as_text: bool = False, depth: int = 0
) -> PythonType:
    """Return the type of a schema's values, without ``None``.

    Args:
        side: the description it is in.
        node: the schema.
        parts: its place.
        as_text: it is that of a path or header parameter, which is text unless it is an enumeration.
        depth: how many arrays it is inside of.
    """
    found = steps_with_places(side.description, node, parts)
    if not found:
        return PythonType("Any")
    schema = found[-1][0]
    components = (at for _, at in found if at[:2] == ("components", "schemas") and len(at) == 3)
    name = next((class_of_component(str(at[2])) for at in components), "")
    kind = kind_of(schema)
    if is_text_enumeration(schema):
        return PythonType(name or UNNAMED[1], enumeration=True)
    if as_text:
        return PythonType("str")
    if alternatives(schema):
        return PythonType("Any")
    if kind == "string":
        return PythonType(_TEXT.get(str(schema.get("format")), "str"))
    if kind == "array":
        if depth > DEEPEST:
            return PythonType("Any")
        items = python_type(side, schema.get("items"), depth=depth + 1)
        return PythonType(f"tuple[{items.name}, ...]")
    if has_properties(side, schema):
        return PythonType(name or UNNAMED[0])
    return PythonType(_PLAIN.get(str(kind), "Any"))


def class_made_of(side: Side, name: str) -> str | None:
    """Return the class that a schema of ``components`` becomes, `None` if it becomes none."""
    schema = object_of(components(side.description.document, "schemas").get(name))
    if reference_of("schema", schema) is not None:
        return None
    if is_text_enumeration(schema) or has_properties(side, schema):
        return class_of_component(name)
    return None


def is_text_enumeration(schema: JsonObject) -> bool:
    """Tell whether a class is made for the values that a schema lists."""
    members = schema.get("enum")
    values = [member for member in members if member is not None] if isinstance(members, list) else []
    return bool(values) and all(isinstance(value, str) for value in values)


def has_properties(side: Side, schema: JsonObject) -> bool:
    """Tell whether a schema, or a part of its ``allOf``, has properties, so that a model is made of it."""
    return any(object_of(part.get("properties")) for part in all_of(side.description, schema))
