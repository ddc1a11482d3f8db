"""What the tests of the overlay engine share: a short way to write an overlay."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.documents import JsonObject, JsonValue
from generator.overlay import Overlay, Patched, apply, parse_overlay


def _parse(*actions: JsonObject, version: str = "1.1.0", name: str = "10-fix.yaml") -> Overlay:
    listed: list[JsonValue] = list(actions)
    return parse_overlay(
        {"overlay": version, "info": {"title": "Fixes", "version": "1"}, "actions": listed}, name
    )


def _patch(document: JsonObject, *actions: JsonObject, version: str = "1.1.0") -> Patched:
    return apply(document, [_parse(*actions, version=version)])


@pytest.fixture(scope="session")
def parse() -> Callable[..., Overlay]:
    """Make an overlay called ``10-fix.yaml`` of actions."""
    return _parse


@pytest.fixture(scope="session")
def patch() -> Callable[..., Patched]:
    """Apply one overlay of actions, called ``10-fix.yaml``, to a document."""
    return _patch
