"""Which models are answered, which are asked for, and which of them need a class of which kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..representation.values import ApiRepresentation, Field, Model, ValueType

__all__ = ["in_order_of_use", "reached_inputs", "reached_models"]


def reached_inputs(api: ApiRepresentation) -> tuple[list[Model], list[Model]]:
    """Return the models that request bodies are made of, and those that stand inside them."""
    bodies = {op.body.name for op in api.operations if op.body is not None}
    types = [field.type for model in api.models if model.name in bodies for field in model.written]
    inside = _reached(api, types, lambda model: model.written)
    return (
        [model for model in api.models if model.name in bodies],
        [model for model in api.models if model.name in inside],
    )


def reached_models(api: ApiRepresentation) -> list[Model]:
    """Return the models that need a class to be read into or made: all but those of bodies alone.

    A request body on its own is passed as keywords; only what answers or bodies hold is a model.
    """
    bodies, inside = reached_inputs(api)
    names = {model.name for model in inside} | (
        {model.name for model in api.models} - {b.name for b in bodies}
    )
    types = [op.result for op in api.operations if op.result is not None]
    types += [field.type for model in api.models if model.name in names for field in model.fields]
    names |= _reached(api, types, lambda model: model.fields)
    return [model for model in api.models if model.name in names]


def in_order_of_use(models: Iterable[Model]) -> list[Model]:
    """Return models after those that they hold, so that each is there when an annotation names it.

    attrs looks at the names of a module when a class is made, and keeps them for its ``__init__``.
    """
    waiting = {model.name: model for model in models}
    ordered: list[Model] = []

    def add(name: str | None) -> None:
        model = waiting.pop(name or "", None)
        if model is not None:
            for field in model.fields:
                add(_model_in(field.type))
            ordered.append(model)

    for name in list(waiting):
        add(name)
    return ordered


def _model_in(kind: ValueType) -> str | None:
    while kind.items is not None:
        kind = kind.items
    return kind.class_name if kind.kind == "model" else None


def _reached(
    api: ApiRepresentation, types: Iterable[ValueType], fields_of: Callable[[Model], Iterable[Field]]
) -> set[str]:
    models = {model.name: model for model in api.models}
    found: set[str] = set()
    waiting = list(types)
    while waiting:
        kind = waiting.pop()
        if kind.items is not None:
            waiting.append(kind.items)
        if kind.kind == "model" and kind.class_name in models and kind.class_name not in found:
            found.add(kind.class_name)
            waiting.extend(field.type for field in fields_of(models[kind.class_name]))
    return found
