"""Rules on `$ref`: a reference that leads nowhere drops a model, a body or an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...description.composition import leads_back, outermost
from ...description.document import Description, Node, objects
from ...description.grammar import GRAMMAR
from ...description.json_values import short
from ..findings import Finding, Findings

__all__ = ["RULES", "find", "undefined"]

RULES: Mapping[str, str] = {
    "undefined-reference": "a `$ref` or a discriminator's mapping names something that is not there",
    "unsupported-reference": "a `$ref` leads to another file or past the components of its kind",
    "ref-siblings": "keys beside a `$ref`, which OpenAPI 3.0 ignores",
    "endless-schema": "a schema contains itself with no property or item between",
}


def find(description: Description) -> Findings:
    yield from undefined(description)
    for node in description.nodes:
        if node.reference is not None:
            yield from _unsupported(description, node, node.reference)
            yield from _siblings(node, node.reference)
    for node in description.of_kind("schema"):
        if outermost(node) is node and leads_back(description, node):
            yield Finding(
                "endless-schema",
                node.pointer,
                "the schema contains itself with no property and no item between, so nothing fits it",
                "take the circle out of its `$ref`, `allOf`, `oneOf` and `anyOf`",
            )


def undefined(description: Description) -> Findings:
    """Find the references within the document that lead nowhere."""
    for node in description.nodes:
        if node.reference is not None and node.reference.startswith("#"):
            if description.locate(node.reference) is None:
                yield _undefined(node.at("$ref"), node.reference)
        elif node.kind == "discriminator":
            for value, target in objects(node.value.get("mapping")).items():
                if not isinstance(target, str):
                    continue
                # A mapping may also name the component alone.
                section = objects(objects(description.document.get("components")).get("schemas"))
                if target in section or not (target.startswith("#") or re.fullmatch(r"[\w.-]+", target)):
                    continue
                if description.locate(target) is None:
                    yield _undefined(node.at("mapping", value), target)


def _undefined(at: str, target: str) -> Finding:
    return Finding(
        "undefined-reference",
        at,
        f"{short(target)} is not there",
        "name something that is, or add what is missing",
    )


def _unsupported(description: Description, node: Node, reference: str) -> Findings:
    section = GRAMMAR[node.kind].section
    if not section:
        yield Finding(
            "unsupported-reference",
            node.at("$ref"),
            f"{short(reference)} stands for a whole {_words(node)}, which generators leave out silently",
            f"write the {_words(node)} in its place",
        )
        return
    remedy = f"refer to `#/components/{section}/NAME`"
    if not reference.startswith("#"):
        message = f"{short(reference)} leads out of the document"
    else:
        target = description.locate(reference)
        if target is None or (len(target[0]) == 3 and target[0][:2] == ("components", section)):
            return
        message = f"{short(reference)} is not one of the `components/{section}`, where generators look"
    yield Finding("unsupported-reference", node.at("$ref"), message, remedy)


def _siblings(node: Node, reference: str) -> Findings:
    others = [key for key in node.value if key != "$ref"]
    if others and GRAMMAR[node.kind].section:
        wrap = ", or wrap the reference in `allOf`" if node.kind == "schema" else ""
        yield Finding(
            "ref-siblings",
            node.pointer,
            f"{', '.join(map(short, others))} beside the reference to {short(reference)}: OpenAPI 3.0 ignores this",
            f"move it to what is referred to{wrap}",
        )


def _words(node: Node) -> str:
    return node.kind.replace("-", " ")
