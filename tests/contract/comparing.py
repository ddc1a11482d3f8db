"""Compares what two libraries made of one payload, as plain data, place by place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from kco.runtime.models import Model
from pydantic import BaseModel

from .descriptions import Schema, follow
from .places import ABSENT

__all__ = ["aligned", "located", "path_of", "plain", "unequal", "wholes"]


def plain(value: Any) -> Any:
    """Return described values by their names in JSON, enumerations as text and arrays as lists."""
    if isinstance(value, Model):
        return {value.WIRE_NAMES.get(name, name): plain(getattr(value, name)) for name in value.FIELDS}
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {each.alias or name: plain(getattr(value, name)) for name, each in fields.items()}
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str.__str__(value) if isinstance(value, str) else value


def aligned(value: Any, source: Any) -> Any:
    """Return what was read with `ABSENT` for the items that could not be, so that indexes are the source's."""
    if isinstance(value, dict) and isinstance(source, dict):
        return {name: aligned(member, source.get(name)) for name, member in value.items()}
    if isinstance(value, list) and isinstance(source, list):
        usable: Any = dict if any(isinstance(item, dict) for item in value) else (str, int, float)
        left = iter(value)
        return [
            aligned(next(left, ABSENT), item)
            if isinstance(item, usable) and not isinstance(item, bool)
            else ABSENT
            for item in source
        ]
    return value


def unequal(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Yield the innermost places where two values differ; nothing if one of them could not be made."""
    if one is ABSENT or other is ABSENT:
        return
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            inner = _join(path, name)
            if name in one and name in other:
                yield from unequal(one[name], other[name], inner)
            else:
                yield inner, one.get(name, ABSENT), other.get(name, ABSENT)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (item, counterpart) in enumerate(zip(one, other, strict=True)):
            yield from unequal(item, counterpart, _join(path, index))
    elif not _same(one, other):
        yield path, one, other


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one.utcoffset() == other.utcoffset() and one == other
    # 1, 1.0 and True are equal in Python.
    return type(one) is type(other) and one == other and repr(one) == repr(other)


def _join(path: str, step: str | int) -> str:
    if isinstance(step, int):
        return f"{path}[{step}]"
    return f"{path}.{step}" if path else step


def path_of(location: tuple[str | int, ...]) -> str:
    """Write a place the way the client does, e.g. ``order_lines[3].quantity``."""
    path = ""
    for step in location:
        path = _join(path, step)
    return path


def wholes(path: str) -> list[str]:
    """Return every place that a place lies in, itself last."""
    ends = [found.start() for found in re.finditer(r"[.\[]", path)]
    return ["", *(path[:end] for end in ends), path]


def located(vendor: str, schema: Schema, value: Any, path: str) -> tuple[Any, Schema]:
    """Return what stands at a path, and what is described there."""
    for index, name in re.findall(r"\[(\d+)\]|([^.\[]+)", path):
        schema = follow(vendor, schema)
        if index:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else ABSENT
            schema = schema.get("items", {})
        else:
            value = value.get(name, ABSENT) if isinstance(value, dict) else ABSENT
            schema = schema.get("properties", {}).get(name, {})
    return value, follow(vendor, schema)
