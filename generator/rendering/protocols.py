"""Renders what several APIs have in common, as protocols that each API's classes fit without naming them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..configuration import Shared, in_front
from ..representation import ApiRepresentation
from ..representation.schemas import Description
from ..representation.values import Field, Model
from .annotations import InputTypes, protocol_annotation
from .docstrings import field_text, paragraphs
from .methods import protocol_variants
from .reaching import reached_inputs, reached_models
from .views import created_models, dotted_imports, input_view, names_list

__all__ = ["render_protocols"]


def render_protocols(
    shared: ApiRepresentation, description: Description, configuration: Shared, fill: Callable[..., str]
) -> str:
    """Return the unformatted module of protocols.

    Args:
        shared: what the APIs have in common.
        description: the description of the first of them, for constraints.
        configuration: the names of the client's protocols, and what they extend.
        fill: fills a template.
    """
    models, (_, inside) = reached_models(shared), reached_inputs(shared)
    resources = []
    for resource in shared.resources:
        base = configuration.bases.get(resource.name, "")
        bases = {"": base, "Async": in_front(base, "Async")} if base else {}
        resources += protocol_variants(resource, bases)
    clients = [
        {
            "name": f"{prefix}{configuration.client}",
            "base": in_front(configuration.client_base, prefix).rpartition(".")[2],
            "docstring": f"Any vendor's {'asynchronous ' if prefix else ''}client.",
            "resources": [(resource.name, f"{prefix}{resource.class_name}") for resource in shared.resources],
        }
        for prefix in ("", "Async")
    ]
    created = created_models(shared)
    names = [
        *(model.name for model in models),
        *(f"{model.name}Input" for model in inside),
        *(view["name"] for view in created),
        *(variant["name"] for variant in resources),
        *(client["name"] for client in clients),
    ]
    dotted = [
        *(base for name, base in configuration.bases.items() if name[:1].isupper()),
        *(
            in_front(base, prefix)
            for name, base in configuration.bases.items()
            if not name[:1].isupper()
            for prefix in ("", "Async")
        ),
        *(in_front(configuration.client_base, prefix) for prefix in ("", "Async")),
    ]
    return fill(
        "protocols.py.jinja",
        models=[_model(model, description, configuration.bases) for model in models],
        inputs=[input_view(model, description.follow, InputTypes(plain=True)) for model in inside],
        created_models=created,
        resources=resources,
        clients=clients,
        base_imports=dotted_imports(dotted),
        names=names_list(names),
    )


def _model(model: Model, description: Description, bases: Mapping[str, str]) -> dict[str, Any]:
    base = f"{bases[model.name].rpartition('.')[2]}, " if model.name in bases else ""
    return {
        "name": model.name,
        "base": f"{base}AnyModel, Protocol",
        "docstring": paragraphs(model.description or f"{model.name}.", indent=4),
        "fields": [_property(field, description) for field in model.fields],
    }


def _property(field: Field, description: Description) -> dict[str, str]:
    return {
        "name": field.name,
        "annotation": protocol_annotation(field.type, certain=field.always),
        "docstring": paragraphs(
            field_text(field, description.follow(field.schema)) or f"{field.name}.", indent=8
        ),
    }
