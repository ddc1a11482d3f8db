"""Components: each compared once, in its own place, for all operations that use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

import attrs

from ..json_pointer import segments
from .bodies import request_body
from .documentation import text, unknown
from .headers import header
from .nodes import Node, locate, reference_of, walk
from .operations import callback
from .pairs import ABSENT, Pair, Parts, object_of, same
from .parameters import parameter
from .python_types import class_made_of
from .quoting import quoted
from .responses import response
from .scenes import Comparison, Rule, Scene, Step, unclassified
from .schemas import schema
from .security import scheme, schemes_used_by
from .sides import Side, Uses
from .values import ChangeClass

__all__ = ["components"]

_WORDS: Mapping[str, str] = {
    "schemas": "the schema",
    "responses": "the answer",
    "parameters": "the parameter",
    "examples": "the example",
    "requestBodies": "the request body",
    "headers": "the header",
    "securitySchemes": "the security scheme",
    "links": "the link",
    "callbacks": "the callback",
}
_RULES: Mapping[str, Rule] = {
    "schemas": schema,
    "responses": response,
    "parameters": parameter,
    "examples": text,
    "requestBodies": request_body,
    "headers": header,
    "securitySchemes": scheme,
    "links": text,
    "callbacks": callback,
}


def components(moved: Mapping[str, str], pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the components.

    Args:
        moved: the new keys of operations that moved, by their old ones.
        pair: the components.
        scene: the scene of the whole description.
    """
    if not all(value is ABSENT or isinstance(value, dict) for value in (pair.old, pair.new)):
        yield unclassified(pair, scene, "`components` is an object")
        return
    missing = _missing(pair, scene.old), _missing(pair, scene.new)
    for section in pair.names():
        found = pair.member(section)
        if same(found.old, found.new):
            continue
        if section not in _RULES:
            yield Comparison(unknown, found, scene)
        elif not all(value is ABSENT or isinstance(value, dict) for value in (found.old, found.new)):
            yield unclassified(found, scene, f"{quoted(section)} is an object of components")
        else:
            names = list(found.names())
            if not names:
                said = f"the empty section {quoted(section)} is {'new' if found.old is ABSENT else 'gone'}"
                yield scene.reports(found, ChangeClass.DOCUMENTATION, said)
            for name in names:
                yield _component(found.member(name), _scene_of(scene, section, name, moved), section, missing)
    if not object_of(pair.old) and not object_of(pair.new):
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, "there are no components, before and now")


def _scene_of(scene: Scene, section: str, name: str, moved: Mapping[str, str]) -> Scene:
    if section == "securitySchemes":
        keys = {
            key
            for side in (scene.old, scene.new)
            for key, operation in side.operations.items()
            if name in schemes_used_by(side, operation)
        }
        uses = Uses(sent_by=_moved(keys, moved))
    else:
        parts: Parts = ("components", section, name)
        old, new = scene.old.used_at(parts), scene.new.used_at(parts)
        uses = new | Uses(_moved(old.sent_by, moved), _moved(old.received_by, moved))
    as_text = section in ("headers", "parameters")
    owner = f"{_WORDS[section]} {quoted(name)}"
    return attrs.evolve(scene.belonging_to(owner), uses=uses, as_text=as_text)


def _moved(keys: frozenset[str] | set[str], moved: Mapping[str, str]) -> frozenset[str]:
    return frozenset(moved.get(key, key) for key in keys)


def _component(
    pair: Pair, scene: Scene, section: str, missing: tuple[frozenset[Parts], frozenset[Parts]]
) -> Step:
    if pair.old is not ABSENT and pair.new is not ABSENT:
        return Comparison(_RULES[section], pair, scene)
    gone, name = pair.new is ABSENT, str(pair.at[-1])
    side = scene.old if gone else scene.new
    made = class_made_of(side, name) if section == "schemas" else None
    if gone and pair.at in missing[1]:
        said = f"{scene.subject} is gone{scene.where}"
        return scene.reports(pair, ChangeClass.UNCLASSIFIED, said, "it is still referred to")
    if not gone and pair.at in missing[0]:
        return scene.reports(
            pair, ChangeClass.ADDITION, f"{scene.subject}, which was referred to, is there now"
        )
    verb, reason = ("is gone", "its uses are reported separately") if gone else ("is new", "")
    if made is None:
        return scene.reports(pair, ChangeClass.DOCUMENTATION, f"{scene.subject} {verb}", reason)
    found = ChangeClass.BREAKING_PYTHON if gone else ChangeClass.ADDITION
    reason = f"the Python class {quoted(made)} changes, too"
    return scene.reports(pair, found, f"{scene.subject} {verb}", reason)


def _missing(pair: Pair, side: Side) -> frozenset[Parts]:
    """Return the components that references lead to and that are not there.

    Args:
        pair: all components; if the same ones are there in both descriptions, nobody needs to know.
        side: one of the descriptions.
    """
    if all(pair.member(section).has_same_names() for section in _RULES):
        return frozenset()
    found: set[Parts] = set()
    for node in walk(Node("document", (), object_of(side.document))):
        reference = reference_of(node.kind, node.value)
        if reference is not None and reference.startswith("#/") and locate(side.document, reference) is None:
            found.add(tuple(segments(unquote(reference[1:])))[:3])
    for operation in side.operations.values():
        found |= {("components", "securitySchemes", name) for name in schemes_used_by(side, operation)}
    return frozenset(found)
