"""Reduces several representations to their common part, as a representation of its own.

A program written against it works with each of the APIs: it reads the fields that all have, and passes
the arguments that all take.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from .api import ApiRepresentation, Field, Model, Operation, Resource, ValueType

__all__ = ["share"]


def share(apis: Sequence[ApiRepresentation]) -> ApiRepresentation:
    """Return the models, fields, operations and arguments that every one of `apis` has.

    Args:
        apis: at least one.
    """
    first, others = apis[0], apis[1:]
    names = {model.name for model in first.models}
    for other in others:
        names &= {model.name for model in other.models}
    models = {
        model.name: _share_models([model, *(other.model(model.name) for other in others)], names)
        for model in first.models
        if model.name in names
    }
    return attrs.evolve(
        first,
        title=" and ".join(api.title for api in apis),
        models=tuple(models.values()),
        enumerations=(),
        resources=tuple(_share_resources(first, others, models)),
        servers=(),
    )


def _share_models(models: Sequence[Model], names: set[str]) -> Model:
    first, others = models[0], models[1:]
    fields = []
    for field in first.fields:
        same = [f for model in others for f in model.fields if f.wire_name == field.wire_name]
        if len(same) == len(others) and all(_alike(field.type, other.type, names) for other in same):
            fields.append(_share_fields([field, *same]))
    return attrs.evolve(first, fields=tuple(fields), personal=any(model.personal for model in models))


def _share_fields(fields: Sequence[Field]) -> Field:
    return attrs.evolve(
        fields[0],
        # A value is certain where all promise it, an argument needed where one asks for it.
        always=all(field.always or field.required for field in fields),
        required=any(field.required for field in fields),
        type=attrs.evolve(fields[0].type, nullable=any(field.type.nullable for field in fields)),
    )


def _alike(one: ValueType, other: ValueType, names: set[str]) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "array" and one.items is not None and other.items is not None:
        return _alike(one.items, other.items, names)
    if one.kind == "model":
        return one.class_name == other.class_name and one.class_name in names
    return True


def _share_resources(
    first: ApiRepresentation, others: Sequence[ApiRepresentation], models: dict[str, Model]
) -> list[Resource]:
    tables = [{operation.name: operation for operation in api.operations} for api in others]
    shared = []
    for resource in first.resources:
        operations = [
            _share_operations([operation, *(table[operation.name] for table in tables)], set(models))
            for operation in resource.operations
            if all(operation.name in table for table in tables)
        ]
        if operations:
            shared.append(attrs.evolve(resource, operations=tuple(operations)))
    return shared


def _share_operations(operations: Sequence[Operation], names: set[str]) -> Operation:
    first, others = operations[0], operations[1:]
    bodies = [operation.body for operation in operations if operation.body is not None]
    parameters = tuple(
        parameter
        for parameter in first.parameters
        if all(any(p.name == parameter.name for p in other.parameters) for other in others)
    )
    return attrs.evolve(
        first,
        body=_share_models(bodies, names) if len(bodies) == len(operations) else None,
        parameters=parameters,
    )
