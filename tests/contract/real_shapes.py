"""Reads the answers in ``shapes/``, which were written by hand from the vendors' guides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from .descriptions import operations
from .wire import reply

__all__ = ["FOLDER", "Shape", "at", "shapes"]

FOLDER = Path(__file__).with_name("shapes")


@frozen(kw_only=True)
class Shape:
    """An answer of a vendor.

    Args:
        name: the file, or a name of its own where a file has several.
        about: what it shows.
        sources: the pages it was read on.
        vendor: who answers like this.
        operation: what is answered, e.g. ``orders.get``.
        status: the status.
        headers: headers besides the length.
        content: the bytes of the body.
        body: the same as decoded JSON; ``None`` if there is no body.
    """

    name: str
    about: str
    sources: tuple[str, ...]
    vendor: str
    operation: str
    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    body: Any = field(repr=False)

    def __str__(self) -> str:
        return f"{self.name}-{self.vendor}"

    @property
    def answer(self) -> bytes:
        """The whole answer as bytes."""
        return reply(self.status, self.content, {"Content-Type": "application/json", **self.headers}.items())

    @property
    def ids(self) -> list[str]:
        """An id for each path parameter; the order is the one that `Location` names in `shapes/created.json`."""
        return ["o-1", "id", "id"][: operations(self.vendor)[self.operation].path.count("{")]


def _read(path: Path) -> Iterator[Shape]:
    document = json.loads(path.read_text("utf-8"))
    for entry in document if isinstance(document, list) else [document]:
        for vendor in entry["vendors"]:
            body = entry.get("body")
            content = entry.get("text", "" if body is None else json.dumps(body, ensure_ascii=False))
            yield Shape(
                name=entry.get("name", path.stem),
                about=entry["about"],
                sources=tuple(entry["sources"]),
                vendor=vendor,
                operation=entry["operation"],
                status=entry["status"],
                headers=entry.get("headers", {}),
                content=content.encode(),
                body=body,
            )


def shapes(file: str = "*") -> list[Shape]:
    """Return every shape of a file, for each vendor that answers so."""
    return [shape for path in sorted(FOLDER.glob(f"{file}.json")) for shape in _read(path)]


def at(value: Any, path: str) -> Any:
    """Return what stands at a path such as ``order_lines[0].name`` below a model."""
    for index, name in re.findall(r"\[(\d+)\]|([^.\[]+)", path):
        value = value[int(index)] if index else getattr(value, name)
    return value
