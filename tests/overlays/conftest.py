"""Both vendors' descriptions, as published and as patched, and their overlays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from generator.documents import load
from generator.overlay import Overlay, Patched, apply, parse_overlay

ROOT = Path(__file__).parents[2]
VENDORS = ("klarna", "kustom")


@frozen(kw_only=True)
class Vendor:
    """One vendor's side of the work."""

    name: str
    published: Any
    overlay_documents: dict[str, Any]
    overlays: tuple[Overlay, ...]
    patched: Patched

    @property
    def document(self) -> Any:
        return self.patched.document


def _vendor(name: str) -> Vendor:
    published: Any = load(ROOT / f"openapi/{name}.yaml")
    documents = {path.name: load(path) for path in sorted((ROOT / "overlays" / name).glob("*.yaml"))}
    overlays = tuple(parse_overlay(document, file) for file, document in documents.items())
    return Vendor(
        name=name,
        published=published,
        overlay_documents=documents,
        overlays=overlays,
        patched=apply(published, overlays),
    )


@pytest.fixture(scope="session")
def vendors() -> dict[str, Vendor]:
    return {name: _vendor(name) for name in VENDORS}


@pytest.fixture(params=VENDORS)
def vendor(request: pytest.FixtureRequest, vendors: dict[str, Vendor]) -> Vendor:
    return vendors[request.param]


@pytest.fixture(scope="session")
def klarna(vendors: dict[str, Vendor]) -> Vendor:
    return vendors["klarna"]


@pytest.fixture(scope="session")
def kustom(vendors: dict[str, Vendor]) -> Vendor:
    return vendors["kustom"]
