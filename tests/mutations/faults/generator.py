"""Faults in the generator: it reads the descriptions rightly and writes down something else."""

from __future__ import annotations

from ..seeding import Fault, replace
from .catchers import FACTS, FIELDS, PIPELINE, REQUESTS, RESPONSES

__all__ = ["FAULTS"]

METHODS = "generator/rendering/methods.py"
DECODERS = "generator/rendering/views.py"
RULES = "generator/rendering/rule_expressions.py"
VIEWS = "generator/rendering/views.py"
MODELS = "generator/representation/models.py"
OPERATIONS = "generator/representation/build.py"

FAULTS = (
    Fault(
        name="an operation is dropped",
        file="generator/representation/build.py",
        edits=(
            replace(
                "                if method in item\n",
                "                if method in item and 'cancel' not in path\n",
            ),
        ),
        expected=PIPELINE,
    ),
    Fault(
        name="what is left out is sent as null",
        file=METHODS,
        edits=(
            replace(
                '"parameters": _parameters(operation, types, default="UNSET"),',
                '"parameters": _parameters(operation, types, default="None"),',
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="a member that may be left out is required",
        file=METHODS,
        edits=(
            replace(
                "        if item.required:\n            required.append",
                "        if item.required or item.name == 'reference':\n            required.append",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="a JSON key of bodies is renamed",
        file=METHODS,
        edits=(
            replace(
                "{literal(field.wire_name)}: {field.name}",
                "{literal(field.wire_name.replace('captured_', 'capture_'))}: {field.name}",
            ),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="asynchronous methods return what they should have awaited",
        file=METHODS,
        edits=(replace('{"wait": "await " if prefix else ""', '{"wait": ""'),),
        expected=FACTS,
    ),
    Fault(
        name="the idempotency key is passed to nobody",
        file="generator/rendering/templates/operations.py.jinja",
        edits=(
            replace("{% if operation.key_header %}", "{% if operation.key_header and operation.query %}"),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="nothing is promised by an answer",
        file=DECODERS,
        edits=(replace("    if _certain(field):", "    if field.required and not field.write_only:"),),
        expected=RESPONSES,
    ),
    Fault(
        name="arrays are read as one object",
        file=DECODERS,
        edits=(
            replace(
                'f"reading.models_of({kind.items.class_name})"',
                'f"reading.model_of({kind.items.class_name})"',
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="whole numbers are read as text",
        file=MODELS,
        edits=(replace('    (IntProperty, "integer"),', '    (IntProperty, "string"),'),),
        expected=FACTS,
    ),
    Fault(
        name="days are read as text",
        file=MODELS,
        edits=(replace('    (DateProperty, "date"),', '    (DateProperty, "string"),'),),
        expected=FACTS,
    ),
    Fault(
        name="personal data is not marked",
        file=MODELS,
        edits=(replace('personal=schema.get("x-kco-personal") is True,', "personal=False,"),),
        expected=FIELDS,
    ),
    Fault(
        name="the longest text is not checked",
        file=RULES,
        edits=(replace('                "maxLength": "max_length",\n', ""),),
        expected=REQUESTS,
    ),
    Fault(
        name="the least number is not checked",
        file=RULES,
        edits=(replace('{"minimum": least, "maximum": most,', '{"maximum": most,'),),
        expected=FIELDS,
    ),
    Fault(
        name="the greatest number is one too great",
        file=RULES,
        edits=(replace("else math.floor(maximum)\n", "else math.floor(maximum) + 1\n"),),
        expected=FIELDS,
    ),
    Fault(
        name="required members of objects are not checked",
        file=RULES,
        edits=(replace("        if required:\n", "        if not required:\n"),),
        expected=REQUESTS,
    ),
    Fault(
        name="the ids in a path change places",
        file="generator/representation/build.py",
        edits=(
            replace("key=lambda p: order.index(p.wire_name))", "key=lambda p: -order.index(p.wire_name))"),
        ),
        expected=REQUESTS,
    ),
    Fault(
        name="the success of one operation is read as the model of another",
        file=VIEWS,
        edits=(
            replace(
                "        name = item.class_name if item and item.class_name else",
                '        name = "Capture" if item and item.class_name == "Refund" else item.class_name if item else',
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="writes are never repeated, and have no key",
        file=VIEWS,
        edits=(replace('else "BY_KEY" if operation.key_header else "NEVER"', 'else "NEVER"'),),
        expected=REQUESTS,
    ),
    Fault(
        name="a second API has the servers of the first",
        file="generator/rendering/templates/servers.py.jinja",
        edits=(
            replace(
                "{{ description }}: {{ url }},", "{{ description }}: {{ url }}.replace('klarna', 'kustom'),"
            ),
        ),
        expected=FACTS,
    ),
    Fault(
        name="what a creating operation returns is nothing",
        file=OPERATIONS,
        edits=(
            replace(
                '    if status != "201" or "location" not in headers or identifier is None:',
                '    if status != "200" or "location" not in headers or identifier is None:',
            ),
        ),
        expected=FACTS,
    ),
)
