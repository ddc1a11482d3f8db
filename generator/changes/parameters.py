"""One parameter of a path, a query, a header or a cookie."""

from __future__ import annotations

from collections.abc import Iterator

from .documentation import unknown
from .effects import Effect
from .headers import SERIALIZATION, VALUE, serialization
from .names import argument_name
from .pairs import Pair, object_of, same
from .quoting import quoted
from .references import is_reference, referring
from .requirements import requirement
from .scenes import Difference, Rules, Scene, Step, by_key, unclassified
from .values import ChangeClass

__all__ = ["STYLES", "parameter", "renamed_in_path"]

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
    """Compare what a parameter is called, and where in a request it stands."""
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
            yield scene.differs(found, _breaking(scene), text)
        elif old.get("in") == new.get("in") == "header" and before.lower() == now.lower():
            text = f"{scene.subject} is written {quoted(now)} now"
            reason = "letter case does not count in headers"
            yield scene.differs(found, ChangeClass.DOCUMENTATION, text, reason)
        elif old.get("in") == new.get("in") == "path":
            yield renamed_in_path(found, scene, before, now)
        else:
            yield scene.differs(found, _breaking(scene), f"{scene.subject} is called {quoted(now)} now")


def renamed_in_path(pair: Pair, scene: Scene, before: str, now: str) -> Difference:
    """Report a parameter of a path that is called otherwise, which no request shows."""
    one, other = argument_name(before), argument_name(now)
    found = ChangeClass.DOCUMENTATION if one == other else ChangeClass.BREAKING_PYTHON
    reason = f"the argument in Python is {quoted(other)} instead of {quoted(one)}" if one != other else ""
    text = f"the path parameter {quoted(before)} is called {quoted(now)} now"
    return scene.differs(pair, found, text, reason)


def _breaking(scene: Scene) -> ChangeClass:
    return ChangeClass.BREAKING_WIRE if scene.operations else ChangeClass.DOCUMENTATION


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
