"""Security: what a request has to prove, compared by what the schemes are and not by what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..documents import JsonValue
from .documentation import ANNOTATIONS, unknown
from .pairs import ABSENT, Absent, Pair, object_of, same
from .quoting import quoted
from .references import is_reference, referring
from .scenes import Rules, Scene, Step, by_key, unclassified
from .sides import Operation, Side, Uses
from .values import ChangeClass

__all__ = ["global_security", "operation_security", "scheme", "schemes_used_by"]

# One way to be let in: pieces of proof, each a scheme or a scope of one.
_Way: TypeAlias = "frozenset[tuple[str, ...]]"
_OPEN: _Way = frozenset()


def operation_security(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what an operation demands; where it says nothing, what the whole description does."""
    old, new = (
        object_of(side.document).get("security", ABSENT) if value is ABSENT else value
        for side, value in ((scene.old, pair.old), (scene.new, pair.new))
    )
    yield _demands(pair, scene, old, new)


def global_security(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what is demanded where an operation says nothing of its own."""
    keys = {
        key
        for key, operation in scene.new.operations.items()
        if "security" not in operation.value
        and key in scene.old.operations
        and "security" not in scene.old.operations[key].value
    }
    if not keys:
        text = "the security of the whole description changed, and every operation has its own"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, text)
    else:
        inside = scene.used_by(Uses(sent_by=frozenset(keys)))
        yield _demands(pair, inside.belonging_to(scene.named(keys), says_where=True), pair.old, pair.new)


def _demands(pair: Pair, scene: Scene, old: JsonValue | Absent, new: JsonValue | Absent) -> Step:
    before, now = _ways(scene.old, old), _ways(scene.new, new)
    if before is None or now is None:
        return unclassified(pair, scene, "it is not a list of schemes, or names one that is not defined")
    said = f"requests of {scene.subject} need {_in_words(new)} now, {_in_words(old)} before"
    if before == now:
        text = f"{scene.subject} states `security` otherwise"
        return scene.reports(pair, ChangeClass.DOCUMENTATION, text, "it asks for the same")
    # Who was let in still is, if one of the ways needs nothing that was not needed before.
    if all(any(way <= known for way in now) for known in before):
        return scene.reports(pair, ChangeClass.ADDITION, said, "what was let in still is")
    return scene.reports(pair, ChangeClass.BREAKING_WIRE, said, "requests as they were are refused")


def _ways(side: Side, value: JsonValue | Absent) -> frozenset[_Way] | None:
    """Return the ways to be let in; `None` if that cannot be understood."""
    if value is ABSENT or value == []:
        return frozenset({_OPEN})
    if not isinstance(value, list):
        return None
    schemes = object_of(object_of(object_of(side.document).get("components")).get("securitySchemes"))
    ways = set()
    for requirement in value:
        if not isinstance(requirement, dict):
            return None
        way: set[tuple[str, ...]] = set()
        for name, scopes in requirement.items():
            known = _identity(side, schemes.get(name))
            if known is None or not isinstance(scopes, list):
                return None
            way |= {known, *((*known, str(scope)) for scope in scopes)}
        ways.add(frozenset(way))
    return frozenset(ways)


def _identity(side: Side, value: JsonValue) -> tuple[str, ...] | None:
    """Return what makes a scheme the same under another name."""
    found = side.follow("security-scheme", value)
    if not isinstance(found.get("type"), str):
        return None
    scheme, name = str(found.get("scheme", "")).lower(), str(found.get("name", ""))
    place = str(found.get("in", ""))
    address = str(found.get("openIdConnectUrl", ""))
    return str(found["type"]), scheme, place, name.lower() if place == "header" else name, address


def _in_words(value: JsonValue | Absent) -> str:
    if not isinstance(value, list) or not value or {} in value:
        return "no credentials"
    ways = (" with ".join(quoted(name) for name in object_of(requirement)) for requirement in value)
    return " or ".join(ways)


def scheme(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a security scheme that both descriptions have."""
    if is_reference("security-scheme", pair):
        yield from referring("security-scheme", scheme, pair, scene)
    else:
        yield from by_key(pair, scene, _SCHEME, unknown)


def _form(pair: Pair, scene: Scene) -> Iterator[Step]:
    key = str(pair.at[-1])
    one, other = (value.lower() if isinstance(value, str) else value for value in (pair.old, pair.new))
    if key == "scheme" and same(one, other):
        text = f"{scene.subject} writes {quoted(key)} in other letters"
        yield scene.differs(pair, ChangeClass.DOCUMENTATION, text, "letter case does not count here")
    else:
        found = ChangeClass.BREAKING_WIRE if scene.operations else ChangeClass.DOCUMENTATION
        text = f"{scene.subject} works in another way: {quoted(key)} changed"
        yield scene.differs(pair, found, text)


def schemes_used_by(side: Side, operation: Operation) -> frozenset[str]:
    """Return the names of the schemes that an operation asks for."""
    value = operation.value.get("security", object_of(side.document).get("security"))
    return frozenset(
        name for entry in (value if isinstance(value, list) else []) for name in object_of(entry)
    )


_SCHEME: Rules = {
    "description": ANNOTATIONS["description"],
    "bearerFormat": ANNOTATIONS["description"],
    **dict.fromkeys(("type", "scheme", "name", "in", "flows", "openIdConnectUrl"), _form),
}
