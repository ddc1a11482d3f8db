"""Compares what is said of the whole API: OpenAPI's version, title, tags, security, servers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from ..description.document import Operation, components, is_understood
from ..description.json_values import ABSENT, Absent, object_of, same, short
from ..documents import JsonObject, JsonValue
from .annotations import ANNOTATIONS, listed_differently, text, unknown, written_differently
from .change import ChangeClass
from .pair import Pair, quoted
from .references import is_reference, referring
from .rule import Comparison, Rules, Scene, Step, by_key, unclassified
from .usage import Side, Uses

__all__ = [
    "global_security",
    "information",
    "local_servers",
    "openapi_version",
    "operation_security",
    "scheme",
    "schemes_used_by",
    "servers",
    "tags",
]


def openapi_version(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the version of OpenAPI, of which only 3.0 is understood."""
    if is_understood(pair.old) and is_understood(pair.new):
        said = f"the description is written in OpenAPI {pair.new} instead of {pair.old}"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, said, "which is the same language")
    else:
        now = "no version of OpenAPI" if pair.new is ABSENT else f"OpenAPI {short(pair.new)}"
        yield unclassified(pair, scene, f"it is written in {now}, and only 3.0 is understood")


def information(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare title, version and addresses for people."""
    yield from by_key(pair, scene, _INFORMATION, unknown)


def tags(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what is said of the tags; which operation has which is compared there."""
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, "the tags are described differently")


def _version(pair: Pair, scene: Scene) -> Iterator[Step]:
    old, new = ("none" if value is ABSENT else short(value) for value in (pair.old, pair.new))
    said = f"the version of the description is {new} instead of {old}"
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, said)


_INFORMATION: Rules = {
    **{key: ANNOTATIONS[key] for key in ("title", "description", "summary")},
    "version": _version,
    "termsOfService": text,
    "contact": text,
    "license": text,
}


# One way to be let in: pieces of proof, each a scheme or a scope of one.
_Way: TypeAlias = "frozenset[tuple[str, ...]]"
_OPEN: _Way = frozenset()


def operation_security(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what an operation demands; where it says nothing, what the whole description does."""
    old, new = (
        side.description.document.get("security", ABSENT) if value is ABSENT else value
        for side, value in ((scene.old, pair.old), (scene.new, pair.new))
    )
    yield _demands(pair, scene, old, new)


def global_security(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what is demanded where an operation says nothing of its own."""
    keys = {
        key
        for key, operation in scene.new.operations.items()
        if "security" not in operation.node.value
        and key in scene.old.operations
        and "security" not in scene.old.operations[key].node.value
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
        return written_differently(pair, scene, "security")
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
    schemes = components(side.description.document, "securitySchemes")
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
    found = side.description.follow(value)
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
    value = operation.node.value.get("security", side.description.document.get("security"))
    return frozenset(
        name for entry in (value if isinstance(value, list) else []) for name in object_of(entry)
    )


_SCHEME: Rules = {
    "description": ANNOTATIONS["description"],
    "bearerFormat": ANNOTATIONS["description"],
    **dict.fromkeys(("type", "scheme", "name", "in", "flows", "openIdConnectUrl"), _form),
}


def servers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the servers of the whole description."""
    old, new = _by_address(pair.old), _by_address(pair.new)
    if old is None or new is None:
        yield unclassified(pair, scene, "`servers` is a list of servers, each with an address of its own")
        return
    if not old and not new:
        yield written_differently(pair, scene, "servers")
    gone = [address for address in old if address not in new]
    come = [address for address in new if address not in old]
    if len(gone) == len(come) == 1:
        place = pair.items(old[gone[0]], new[come[0]])
        yield Comparison(_server, place, scene.belonging_to(f"the server {quoted(come[0])}"))
    else:
        for address in gone:
            text = f"there is no server {quoted(address)} any more"
            yield scene.reports(pair.items(old[address], None), ChangeClass.BREAKING_WIRE, text)
        for address in come:
            text = f"there is a new server, {quoted(address)}"
            yield scene.reports(pair.items(None, new[address]), ChangeClass.ADDITION, text)
    for address in old:
        if address in new:
            place = pair.items(old[address], new[address])
            yield Comparison(_server, place, scene.belonging_to(f"the server {quoted(address)}"))
    if not gone and not come and list(old) != list(new):
        yield listed_differently(pair, scene, "the servers")


def _by_address(value: JsonValue | Absent) -> dict[str, int] | None:
    if isinstance(value, Absent):
        return {}
    if not isinstance(value, list):
        return None
    addresses = [item.get("url") if isinstance(item, dict) else None for item in value]
    found = {address: index for index, address in enumerate(addresses) if isinstance(address, str)}
    return found if len(found) == len(addresses) else None


def _server(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from by_key(pair, scene, _SERVER, unknown)


def _address(pair: Pair, scene: Scene) -> Iterator[Step]:
    text = f"requests go to {quoted(str(pair.new))} instead of {quoted(str(pair.old))}"
    yield scene.reports(pair, ChangeClass.BREAKING_WIRE, text)


def _variables(pair: Pair, scene: Scene) -> Iterator[Step]:
    for name in pair.names():
        found, what = pair.member(name), f"the variable {quoted(name)} of {scene.subject}"
        if same(found.old, found.new):
            continue
        old, new = found.old, found.new
        if not isinstance(old, dict) or not isinstance(new, dict):
            absent = old is ABSENT or new is ABSENT
            text = f"{what} is {'new' if old is ABSENT else 'gone'}" if absent else f"{what} changed"
            yield scene.reports(
                found, ChangeClass.BREAKING_WIRE if absent else ChangeClass.UNCLASSIFIED, text
            )
        else:
            yield from _variable(found, scene, what, old, new)


def _variable(pair: Pair, scene: Scene, what: str, old: JsonObject, new: JsonObject) -> Iterator[Step]:
    for key in pair.names():
        found = pair.member(key)
        if same(found.old, found.new):
            continue
        if key == "description" or key.startswith("x-"):
            yield scene.reports(found, ChangeClass.DOCUMENTATION, f"the {key} of {what} is another")
        elif key == "default":
            yield scene.reports(
                found, ChangeClass.BREAKING_WIRE, f"{what} has another value where none is chosen"
            )
        elif key == "enum" and isinstance(found.old, list) and isinstance(found.new, list):
            yield _choices(found, scene, what, found.old, found.new)
        else:
            yield unclassified(found, scene)


def _choices(pair: Pair, scene: Scene, what: str, old: list[JsonValue], new: list[JsonValue]) -> Step:
    if any(value not in new for value in old):
        return scene.reports(pair, ChangeClass.BREAKING_WIRE, f"{what} cannot be chosen as before")
    if any(value not in old for value in new):
        return scene.reports(pair, ChangeClass.ADDITION, f"{what} has more values to choose from")
    return scene.reports(pair, ChangeClass.DOCUMENTATION, f"the values of {what} are listed differently")


def local_servers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the servers of one path or operation, which take the place of all others."""
    if same(*(_addresses(value) for value in (pair.old, pair.new))) and ABSENT not in (pair.old, pair.new):
        text = f"the servers of {scene.subject} are described differently"
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, text)
    else:
        yield scene.reports(
            pair, ChangeClass.BREAKING_WIRE, f"the requests of {scene.subject} go to other servers"
        )


def _addresses(value: JsonValue | Absent) -> list[JsonValue]:
    return [object_of(item).get("url") for item in (value if isinstance(value, list) else [])]


_SERVER: Rules = {
    "url": _address,
    "description": ANNOTATIONS["description"],
    "variables": _variables,
}
