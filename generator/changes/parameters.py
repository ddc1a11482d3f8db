"""Compares parameters: pairs those of both descriptions, and says what happened to each."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from ..description.document import Operation, meaning
from ..description.json_values import ABSENT, Parts, object_of, same
from ..documents import JsonObject, JsonValue
from .annotations import listed_differently, unknown
from .change import ChangeClass, Effect
from .matching import ALIKE, best_matches, likeness
from .messages import SERIALIZATION, VALUE, requirement, serialization
from .pair import Pair, quoted
from .references import is_reference, referring
from .rule import Comparison, Difference, Rules, Scene, Step, by_key, unclassified
from .usage import Side, Uses, argument_name, parameters_of_path

__all__ = ["Covered", "STYLES", "compare_parameters", "left_over", "parameter", "renamed_in_path"]

STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


def parameter(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare one parameter."""
    if is_reference("parameter", pair):
        yield from referring("parameter", parameter, pair, scene)
        return
    styles = (STYLES.get(str(object_of(value).get("in")), "form") for value in (pair.old, pair.new))
    rules = {**_PARAMETER, SERIALIZATION: serialization(*styles)}
    yield from by_key(pair, scene, rules, unknown)


def _place_and_name(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare what a parameter is called, and where in a request it is sent."""
    old, new = object_of(pair.old), object_of(pair.new)
    for key in ("name", "in"):
        found = pair.member(key)
        if same(found.old, found.new):
            continue
        before, now = found.old, found.new
        if not isinstance(before, str) or not isinstance(now, str):
            yield unclassified(found, scene, f"{quoted(key)} is text")
        elif key == "in":
            text = f"{scene.subject} is to be sent in the {quoted(now)} now"
            yield scene.differs(found, scene.if_used(ChangeClass.BREAKING_WIRE), text)
        elif old.get("in") == new.get("in") == "header" and before.lower() == now.lower():
            text = f"{scene.subject} is written {quoted(now)} now"
            reason = "letter case does not count in headers"
            yield scene.differs(found, ChangeClass.DOCUMENTATION, text, reason)
        elif old.get("in") == new.get("in") == "path":
            yield renamed_in_path(found, scene, before, now)
        else:
            text = f"{scene.subject} is called {quoted(now)} now"
            yield scene.differs(found, scene.if_used(ChangeClass.BREAKING_WIRE), text)


def renamed_in_path(pair: Pair, scene: Scene, before: str, now: str) -> Difference:
    """Report a parameter of a path with another name, which no request shows."""
    one, other = argument_name(before), argument_name(now)
    found = ChangeClass.DOCUMENTATION if one == other else ChangeClass.BREAKING_PYTHON
    reason = f"the argument in Python is {quoted(other)} instead of {quoted(one)}" if one != other else ""
    text = f"the path parameter {quoted(before)} is called {quoted(now)} now"
    return scene.differs(pair, found, text, reason)


def _required(pair: Pair, scene: Scene) -> Iterator[Step]:
    text, reason = f"{scene.subject} has to be sent now", "requests without it are refused"
    return requirement(
        pair,
        scene,
        gained=scene.differs(pair, scene.judge(Effect.NARROWER), text, reason),
        lost=scene.differs(pair, scene.judge(Effect.WIDER), f"{scene.subject} may be left out now"),
    )


_PARAMETER: Rules = {
    **VALUE,
    ("name", "in"): _place_and_name,
    "required": _required,
}


@attrs.frozen
class Listed:
    """A parameter where it is listed, and after references."""

    parts: Parts
    value: JsonValue
    location: str
    name: str
    resolved: JsonObject

    @property
    def key(self) -> str:
        """What no other parameter of an operation has; names of headers know no letter case."""
        name = self.name.lower() if self.location == "header" else self.name
        return f"{self.location} {name}"

    @property
    def words(self) -> str:
        if self.location == "header":
            return f"the header {quoted(self.name)}"
        return f"the {self.location} parameter {quoted(self.name)}"


def parameters_of(side: Side, operation: Operation) -> dict[str, Listed]:
    """Return the parameters an operation has by key: those of its path, with its own in their place."""
    found = {}
    for value, parts in (
        (parameters_of_path(operation), operation.node.parts[:-1]),
        (operation.node.value.get("parameters"), operation.node.parts),
    ):
        for one in listed(side, value, (*parts, "parameters")):
            found[one.key] = one
    return found


def listed(side: Side, value: JsonValue, parts: Parts) -> Iterator[Listed]:
    """Yield the parameters of a list that can be understood."""
    for index, item in enumerate(value if isinstance(value, list) else []):
        resolved = side.description.follow(item)
        location, name = resolved.get("in"), resolved.get("name")
        if isinstance(name, str) and isinstance(location, str) and location in STYLES:
            yield Listed((*parts, index), item, location, name, resolved)


@attrs.frozen
class Covered:
    """The places in lists of parameters, in the old and in the new description, that are reported."""

    old: frozenset[Parts]
    new: frozenset[Parts]


def compare_parameters(scene: Scene, pairs: list[tuple[Operation, Operation]]) -> tuple[list[Step], Covered]:
    """Compare the parameters of operations.

    Args:
        scene: the scene of all paths.
        pairs: the operations of both descriptions.
    """
    meetings: dict[tuple[Parts | None, Parts | None], tuple[Listed | None, Listed | None, set[str]]] = {}
    for before, now in pairs:
        for was, at in _matched(parameters_of(scene.old, before), parameters_of(scene.new, now)):
            place = was.parts if was else None, at.parts if at else None
            meetings.setdefault(place, (was, at, set()))[2].add(now.key)
    steps: list[Step] = []
    old, new = set(), set()
    for was, at, keys in meetings.values():
        if was is None or at is None or not same(was.value, at.value):
            old.update([was.parts] if was is not None else [])
            new.update([at.parts] if at is not None else [])
            steps.append(_met(scene.used_by(Uses(sent_by=frozenset(keys))), was, at))
    return steps, Covered(frozenset(old), frozenset(new))


def _matched(old: dict[str, Listed], new: dict[str, Listed]) -> Iterator[tuple[Listed | None, Listed | None]]:
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    renamed = best_matches(gone, come, lambda before, now: _score(old[before], new[now]))
    for key in sorted({*old, *new} - {*renamed.values()}):
        yield old.get(key), new.get(renamed.get(key, key))


def _score(before: Listed, now: Listed) -> float:
    """Tell how sure it is that one parameter became another, by its name or by its place."""
    if before.name == now.name or ("$ref" in object_of(before.value) and same(before.value, now.value)):
        return 2.0
    unnamed = ({**object_of(meaning("parameter", one.resolved)), "name": ""} for one in (before, now))
    like = likeness(before.name, now.name)
    return like if same(*unnamed) and like >= ALIKE else 0.0


def _met(scene: Scene, was: Listed | None, at: Listed | None) -> Step:
    if was is not None and at is not None:
        pair = Pair(was.value, at.value, was.parts, at.parts)
        as_text = at.location in ("path", "header")
        return Comparison(parameter, pair, attrs.evolve(scene.belonging_to(was.words), as_text=as_text))
    if at is not None:
        pair, inside = Pair(ABSENT, at.value, at.parts, at.parts), scene.belonging_to(at.words)
        if at.resolved.get("required") is True:
            said = f"{inside.subject} is new, and has to be sent"
            return inside.differs(pair, ChangeClass.BREAKING_WIRE, said)
        return inside.differs(pair, ChangeClass.ADDITION, f"{inside.subject} is new")
    assert was is not None
    pair, inside = Pair(was.value, ABSENT, was.parts, was.parts), scene.belonging_to(was.words)
    return inside.differs(pair, ChangeClass.BREAKING_WIRE, f"{inside.subject} is not taken any more")


def left_over(pair: Pair, scene: Scene, covered: Covered) -> Iterator[Step]:
    """Compare two lists of parameters in what changes nothing for an operation.

    Args:
        pair: the lists, each of which may be missing.
        scene: their scene.
        covered: the places that are reported already.
    """
    if same(pair.old, pair.new):
        return
    if not pair.holds(list):
        yield unclassified(pair, scene, "`parameters` is a list")
        return
    before, now = (value if isinstance(value, list) else [] for value in (pair.old, pair.new))
    gone = [index for index, item in enumerate(before) if not any(same(item, other) for other in now)]
    come = [index for index, item in enumerate(now) if not any(same(item, other) for other in before)]
    for index in gone:
        if (*pair.was, index) not in covered.old:
            yield _elsewhere(scene.old, before, index, pair.items(index, None), scene)
    for index in come:
        if (*pair.at, index) not in covered.new:
            yield _elsewhere(scene.new, now, index, pair.items(None, index), scene)
    if not gone and not come:
        yield listed_differently(pair, scene, "the parameters")


def _elsewhere(side: Side, values: list[JsonValue], index: int, pair: Pair, scene: Scene) -> Step:
    understood = {found.parts[-1]: found for found in listed(side, values, ())}
    found = understood.get(index)
    if found is None or [other.key for other in understood.values()].count(found.key) > 1:
        return unclassified(pair, scene, "it is no parameter, or one that is listed twice")
    said = f"{found.words} is listed in another place"
    return scene.reports(pair, ChangeClass.DOCUMENTATION, said, "every operation takes what it took")
