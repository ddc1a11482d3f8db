"""Servers: the addresses that requests go to."""

from __future__ import annotations

from collections.abc import Iterator

from ..documents import JsonObject, JsonValue
from .documentation import ANNOTATIONS, listed_otherwise, states_otherwise, unknown
from .pairs import ABSENT, Absent, Pair, object_of, same
from .quoting import quoted
from .scenes import Comparison, Rules, Scene, Step, by_key, unclassified
from .values import ChangeClass

__all__ = ["local_servers", "servers"]


def servers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the servers of the whole description."""
    old, new = _by_address(pair.old), _by_address(pair.new)
    if old is None or new is None:
        yield unclassified(pair, scene, "`servers` is a list of servers, each with an address of its own")
        return
    if not old and not new:
        yield states_otherwise(pair, scene, "servers")
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
        yield listed_otherwise(pair, scene, "the servers")


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
    return scene.reports(pair, ChangeClass.DOCUMENTATION, f"the values of {what} are listed otherwise")


def local_servers(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the servers of one path or operation, which take the place of all others."""
    if same(*(_addresses(value) for value in (pair.old, pair.new))) and ABSENT not in (pair.old, pair.new):
        text = f"the servers of {scene.subject} are described otherwise"
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
