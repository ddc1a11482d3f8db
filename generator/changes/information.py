"""What a description says of itself: the version of OpenAPI it is written in, its title, its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lint.findings import short
from .documentation import ANNOTATIONS, text, unknown
from .pairs import ABSENT, Pair
from .scenes import Rules, Scene, Step, by_key, unclassified
from .values import ChangeClass

__all__ = ["information", "openapi_version", "tags"]

_UNDERSTOOD = re.compile(r"3\.0\.\d+(-.+)?")


def openapi_version(pair: Pair, scene: Scene) -> Iterator[Step]:
    """Compare the version of OpenAPI, of which only 3.0 is understood."""
    if all(isinstance(value, str) and _UNDERSTOOD.fullmatch(value) for value in (pair.old, pair.new)):
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
    yield scene.reports(pair, ChangeClass.DOCUMENTATION, "the tags are described otherwise")


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
