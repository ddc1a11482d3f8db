"""Renders every module of an API's sub-package, and brings generated Python into one form.

A representation goes in, sources by file name come out. ruff formats them in a folder of their own,
whatever settings the surrounding project has.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import attrs
from jinja2 import Environment
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from ..configuration import Api, Shared, both_sides
from ..description.document import Description
from ..documents import JsonObject, dump
from ..problems import Problem
from ..representation import ApiRepresentation
from .docstrings import inert
from .methods import render_protocols, resource_variants
from .rule_expressions import RuleExpressions
from .views import (
    InputTypes,
    created_models,
    dotted_imports,
    enumeration_view,
    in_order_of_use,
    input_view,
    literal,
    model_view,
    names_list,
    operation_view,
    reached_inputs,
    reached_models,
    readers,
)

__all__ = ["Sharing", "format_python", "render", "render_shared"]

TEMPLATES = Path(__file__).parent / "templates"
_RUFF_OPTIONS = ("--isolated", "--no-cache", "--quiet", "--line-length", "100", "--target-version", "py311")


@attrs.frozen
class Sharing:
    """The module that several APIs share, and the models whose inputs are in it, if any."""

    module: str = ""
    models: frozenset[str] = frozenset()


def render(
    api: ApiRepresentation, document: JsonObject, configuration: Api, sharing: Sharing
) -> dict[str, str]:
    """Return the unformatted modules of an API by their names inside its sub-package.

    Args:
        api: the representation of the API.
        document: the patched description, which travels with the package as JSON.
        configuration: names of classes and bases.
        sharing: the module that the API shares with others.
    """
    description = Description(document)
    schema_of = description.follow
    bodies, inside = reached_inputs(api)
    inputs = {model.name: model for model in [*inside, *bodies]}
    models = in_order_of_use(reached_models(api))
    created = created_models(api)
    rules = RuleExpressions(description)
    rule_names = {body.name: rules.add(body) for body in bodies}
    parameter_rules = {operation.name: rules.add_parameters(operation) for operation in api.operations}
    enumerations = sorted(enumeration.name for enumeration in api.enumerations)
    model_names = sorted([*(model.name for model in models), *(view["name"] for view in created)])
    input_names = sorted(f"{name}Input" for name in inputs)
    shared: dict[str, Any] = {
        "title": inert(api.title),
        "up": "..",
        "shared": sharing.module,
        "enumeration_names": ", ".join(enumerations),
        "model_names": ", ".join(model_names),
    }
    operations = [
        operation_view(operation, rule_names, parameter_rules[operation.name]) for operation in api.operations
    ]
    fill = partial(_fill, shared)

    inside_inputs = InputTypes(
        models="models.",
        enumerations="enumerations.",
        shared=f"{sharing.module}.",
        shared_names=sharing.models,
    )

    rendered = {
        "enumerations.py": fill(
            "enumerations.py.jinja",
            enumerations=[enumeration_view(enumeration) for enumeration in api.enumerations],
            names=names_list(enumerations),
        ),
        "models.py": fill(
            "models.py.jinja",
            models=[model_view(model, schema_of, configuration.model_bases) for model in models],
            base_imports=dotted_imports(configuration.model_bases.values()),
            enumerations=enumerations,
            readers=readers(models),
            created_models=created,
            names=names_list(model_names),
        ),
        "inputs.py": fill(
            "inputs.py.jinja",
            models=[input_view(model, schema_of, inside_inputs) for model in inputs.values()],
            names=names_list(input_names),
        ),
        "rules.py": fill(
            "rules.py.jinja",
            constants=list(rules.expressions.items()),
            names=names_list(rules.expressions),
        ),
        "operations.py": fill(
            "operations.py.jinja",
            operations=operations,
            names=names_list(["OPERATIONS", *(operation["constant"] for operation in operations)]),
        ),
        "servers.py": fill(
            "servers.py.jinja",
            servers=[(literal(server.description), literal(server.url)) for server in api.servers],
        ),
        "client.py": _client(api, configuration, fill),
        "description.json": dump(document, "description.json"),
    }
    for resource in api.resources:
        base = configuration.resource_bases.get(resource.name)
        bases = both_sides(base) if base else {}
        variants = resource_variants(
            resource, schema_of, bases, attrs.evolve(inside_inputs, inputs="inputs.", apart=True)
        )
        rendered[f"{resource.name}.py"] = fill(
            "resource.py.jinja",
            class_name=resource.class_name,
            variants=variants,
            base_imports=dotted_imports(bases.values()),
            names=names_list(variant["name"] for variant in variants),
        )
    exports: dict[str, list[str]] = {
        "client": [configuration.client, f"Async{configuration.client}"],
        "enumerations": enumerations,
        "inputs": input_names,
        "models": model_names,
        "operations": ["OPERATIONS"],
    }
    rendered["__init__.py"] = fill(
        "package.py.jinja",
        docstring=inert(f"{api.title} {api.version}: clients, models and inputs, imported when first used."),
        exports=[
            (module, ", ".join(f"{name} as {name}" for name in names))
            for module, names in exports.items()
            if names
        ],
        modules=sorted((name, module) for module, names in exports.items() for name in names),
        names=names_list(name for names in exports.values() for name in names),
    )
    return rendered


def _client(api: ApiRepresentation, configuration: Api, fill: Any) -> str:
    bases = both_sides(configuration.client_base)
    variants: list[dict[str, Any]] = [
        {
            "name": f"{prefix}{configuration.client}",
            "base": base.rpartition(".")[2],
            "docstring": inert(
                f"{'An asynchronous' if prefix else 'A'} client of {api.title}."
                "\n\n    Its options are the keywords of ``__init__``.\n    "
            ),
            "resources": [
                {"name": resource.name, "class_name": f"{prefix}{resource.class_name}"}
                for resource in api.resources
            ],
        }
        for prefix, base in bases.items()
    ]
    rendered: str = fill(
        "client.py.jinja",
        base_imports=dotted_imports(bases.values()),
        variants=variants,
        resources=[{"name": resource.name, "class_name": resource.class_name} for resource in api.resources],
        vendor=literal(configuration.name),
        key_header=literal(configuration.idempotency_header),
        names=names_list(variant["name"] for variant in variants),
    )
    return rendered


def render_shared(shared: ApiRepresentation, document: JsonObject, configuration: Shared) -> str:
    """Return the unformatted module of the protocols that several APIs share.

    Args:
        shared: the part that they have in common.
        document: the patched description of the first of them.
        configuration: names of classes and bases.
    """
    fill = partial(_fill, {"title": inert(shared.title)})
    return render_protocols(shared, Description(document), configuration, fill)


def _fill(always: Mapping[str, Any], template: str, **values: Any) -> str:
    return _environment().get_template(template).render(**always, **values)


@cache
def _environment() -> Environment:
    """Return openapi-python-client's environment, in which our templates are found first."""
    config = Config.from_sources(ConfigFile(), MetaType.NONE, Path("-"), "utf-8", False, None)
    nothing = GeneratorData.from_dict(
        {"openapi": "3.0.3", "info": {"title": "-", "version": "-"}, "paths": {}}, config=config
    )
    assert isinstance(nothing, GeneratorData)
    return Project(openapi=nothing, config=config, custom_template_path=TEMPLATES).env


def format_python(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files with unused imports removed, imports sorted and code formatted.

    Args:
        files: sources by relative path; those that are not Python come back unchanged.

    Raises:
        Problem: a file is not Python, which is a fault of a template.
    """
    with tempfile.TemporaryDirectory(prefix="kco-format-") as name:
        folder = Path(name)
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
        _ruff(folder, "check", "--fix", "--select", "F,I,UP", "--ignore", "UP046,UP047")
        _ruff(folder, "format")
        return {path: (folder / path).read_text("utf-8") for path in files}


def _ruff(folder: Path, command: str, *options: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", command, *_RUFF_OPTIONS, *options, "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        said = next((line for line in (ran.stdout + ran.stderr).splitlines() if line.strip()), "no message")
        raise Problem(f"ruff {command}", said, "mend the template that wrote this")
