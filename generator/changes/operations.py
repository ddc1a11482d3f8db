"""Operations: which rule compares each of their parts."""

from __future__ import annotations

from collections.abc import Iterator

from .bodies import request_body
from .documentation import ANNOTATIONS, unknown
from .nodes import meaning
from .operation_names import naming_rules
from .pairs import ABSENT, Pair, object_of, same
from .quoting import quoted
from .responses import responses
from .scenes import Comparison, Rules, Scene, Step, Told, by_key, unclassified
from .security import operation_security
from .servers import local_servers
from .sides import Uses
from .values import ChangeClass

__all__ = ["callback", "operation"]


def operation(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare an operation that both descriptions have. Its parameters are compared with those of all others."""
    names = naming_rules(object_of(pair.old), object_of(pair.new))
    yield from by_key(pair, scene, {**_OPERATION, **names}, unknown)


def _told(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield Told()


def _request_body(pair: Pair, scene: Scene) -> Iterator[Step]:
    inside = scene.belonging_to(f"the request body of {scene.owner}", says_where=True)
    yield from request_body(pair, inside.used_by(Uses(sent_by=scene.uses.sent_by)))


def _responses(pair: Pair, scene: Scene) -> Iterator[Step]:
    yield from responses(pair, scene.used_by(Uses(received_by=scene.uses.received_by)))


def _callbacks(pair: Pair, scene: Scene) -> Iterator[Step]:
    for name in pair.names():
        yield Comparison(
            callback,
            pair.member(name),
            scene.belonging_to(f"the callback {quoted(name)} of {scene.owner}", says_where=True),
        )


def callback(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare a request that the server makes, for which no code is generated."""
    if pair.old is ABSENT:
        yield scene.reports(pair, ChangeClass.ADDITION, f"{scene.subject} is new")
    elif pair.new is ABSENT:
        yield scene.reports(pair, ChangeClass.BREAKING_WIRE, f"{scene.subject} does not come any more")
    elif same(*(meaning("callback", value) for value in (pair.old, pair.new))):
        yield scene.reports(pair, ChangeClass.DOCUMENTATION, f"{scene.subject} is described in other words")
    else:
        yield unclassified(pair, scene, "what the server sends there has no rule")


_OPERATION: Rules = {
    **{key: rule for key, rule in ANNOTATIONS.items() if key not in ("title", "example", "examples")},
    "parameters": _told,
    "requestBody": _request_body,
    "responses": _responses,
    "callbacks": _callbacks,
    "security": operation_security,
    "servers": local_servers,
}
