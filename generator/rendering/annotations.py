"""Type annotations: what a model's field holds, and what a caller may pass."""

from __future__ import annotations

import attrs

from ..representation.values import ValueType

__all__ = [
    "field_annotation",
    "input_annotation",
    "protocol_annotation",
    "protocol_input_annotation",
    "result_annotation",
]

_PLAIN = {
    "any": "Any",
    "boolean": "bool",
    "date": "date",
    "datetime": "datetime",
    "integer": "int",
    "number": "float",
    "string": "str",
}


def field_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a model's field; what is not certain to be there may be ``None``."""
    text = _read(kind)
    return text if text == "Any" or (certain and not kind.nullable) else f"{text} | None"


def result_annotation(kind: ValueType) -> str:
    """Return the annotation of what a method returns."""
    return _read(kind)


def input_annotation(kind: ValueType, *, shared: str = "", shared_names: frozenset[str] = frozenset()) -> str:
    """Return the annotation of what a caller may pass.

    Args:
        kind: the type of the value.
        shared: the module that holds what several APIs have in common, if there is one.
        shared_names: the models whose inputs are in there, and are taken beside the API's own.
    """
    text = _written(kind, shared, shared_names)
    return f"{text} | None" if kind.nullable and text != "Any" else text


def protocol_annotation(kind: ValueType, *, certain: bool) -> str:
    """Return the annotation of a field of a protocol, in which enumerations are open ones of any API."""
    text = _read(_generalised(kind))
    return text if text == "Any" or (certain and not kind.nullable) else f"{text} | None"


def protocol_input_annotation(kind: ValueType) -> str:
    """Return the annotation of what a caller may pass to every API."""
    return input_annotation(_plain(kind))


def _generalised(kind: ValueType) -> ValueType:
    if kind.kind == "enumeration":
        return attrs.evolve(kind, class_name="OpenEnum")
    if kind.items is not None:
        return attrs.evolve(kind, items=_generalised(kind.items))
    return kind


def _plain(kind: ValueType) -> ValueType:
    if kind.kind == "enumeration":
        return ValueType("string", nullable=kind.nullable)
    if kind.items is not None:
        return attrs.evolve(kind, items=_plain(kind.items))
    return kind


def _read(kind: ValueType) -> str:
    if kind.kind == "array" and kind.items is not None:
        return f"tuple[{_read(kind.items)}, ...]"
    return kind.class_name or _PLAIN.get(kind.kind, "Any")


def _written(kind: ValueType, shared: str, shared_names: frozenset[str]) -> str:
    if kind.kind == "array" and kind.items is not None:
        return f"Sequence[{input_annotation(kind.items, shared=shared, shared_names=shared_names)}]"
    if kind.kind == "model" and kind.class_name in shared_names:
        name = kind.class_name
        return f"{shared}.{name} | {name}Input | {shared}.{name}Input"
    if kind.kind == "model":
        return f"{kind.class_name} | {kind.class_name}Input"
    if kind.kind == "enumeration":
        return f"{kind.class_name} | str"
    if kind.kind in ("date", "datetime"):
        return f"{kind.kind} | str"
    return _PLAIN.get(kind.kind, "Any")
