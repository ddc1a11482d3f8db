"""One of the two descriptions: its operations, what each of them is called, and what each sends and receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import attrs

from ..description.grammar import METHODS
from ..description.json_values import Parts, object_of
from ..documents import JsonObject, JsonValue
from ..representation.naming import class_name, field_name, method_name, snake_case
from .nodes import Node, inside, locate, reference_of
from .pair import shortened

__all__ = [
    "NO_USES",
    "Operation",
    "Side",
    "Uses",
    "argument_name",
    "class_of_component",
    "method_part",
    "operation_order",
    "property_name",
    "public_name",
    "read_side",
    "resource_part",
]

Direction = Literal["sent", "received"]

_OTHER: Mapping[Direction, Direction] = {"sent": "received", "received": "sent"}
_DIRECTIONS: Mapping[str, Direction] = {
    "parameter": "sent",
    "request-body": "sent",
    "response": "received",
}


@attrs.frozen
class Operation:
    """An operation by its place. ``name`` is what to call it in a sentence."""

    path: str
    method: str
    value: JsonObject
    name: str

    @property
    def key(self) -> str:
        """How a change names it, e.g. ``POST /orders/{order_id}/captures``."""
        return f"{self.method.upper()} {self.path}"

    @property
    def parts(self) -> Parts:
        return ("paths", self.path, self.method)


@attrs.frozen
class Uses:
    """The operations whose requests (`sent_by`) and answers (`received_by`) a node is part of."""

    sent_by: frozenset[str] = frozenset()
    received_by: frozenset[str] = frozenset()

    def __or__(self, other: Uses) -> Uses:
        return Uses(self.sent_by | other.sent_by, self.received_by | other.received_by)


NO_USES = Uses()


@attrs.frozen(eq=False)
class Side:
    """A description, read once for all rules.

    Args:
        document: the description.
        operations: its operations by key, in the order of `operation_order`.
        uses: for each node that references lead to, the operations that use it.
    """

    document: JsonValue = attrs.field(repr=False)
    operations: Mapping[str, Operation] = attrs.field(repr=False)
    uses: Mapping[Parts, Uses] = attrs.field(repr=False)

    def resolve(self, kind: str, value: JsonValue, parts: Parts) -> tuple[JsonValue, Parts] | None:
        """Follow references until something else stands there; `None` if they lead nowhere, or in a circle."""
        seen: set[Parts] = set()
        while (reference := reference_of(kind, value)) is not None:
            found = locate(self.document, reference)
            if found is None or found[0] in seen:
                return None
            seen.add(found[0])
            parts, value = found
        return value, parts

    def follow(self, kind: str, value: JsonValue) -> JsonObject:
        """Return the object that a value is or refers to; an empty one if there is none."""
        found = self.resolve(kind, value, ())
        return object_of(found[0]) if found is not None else {}

    def used_at(self, parts: Parts) -> Uses:
        """The operations that use a node, of which only components may be asked."""
        return self.uses.get(parts, NO_USES)


def operation_order(key: str) -> tuple[str, int]:
    """Sort operation keys by path, then by method."""
    method, _, path = key.partition(" ")
    return path, METHODS.index(method.lower()) if method.lower() in METHODS else len(METHODS)


def read_side(document: JsonValue) -> Side:
    """Read a document, whatever it holds."""
    operations = {
        operation.key: operation
        for operation in sorted(_operations(document), key=lambda found: operation_order(found.key))
    }
    return Side(document, operations, _uses(document, operations))


def _operations(document: JsonValue) -> Iterator[Operation]:
    for path, item in object_of(object_of(document).get("paths")).items():
        for method in METHODS:
            value = object_of(item).get(method)
            if path.startswith("/") and isinstance(value, dict):
                name = public_name(value) or f"{method.upper()} {path}"
                yield Operation(path, method, value, shortened(name))


def _uses(document: JsonValue, operations: Mapping[str, Operation]) -> dict[Parts, Uses]:
    outgoing: dict[tuple[Parts, Direction], list[tuple[str, Parts, Direction]]] = {}
    found: dict[Parts, Uses] = {}
    for key, operation in operations.items():
        item = object_of(object_of(object_of(document).get("paths")).get(operation.path))
        shared = {"parameters": item["parameters"]} if "parameters" in item else {}
        waiting = [
            target
            for value in (shared, operation.value)
            for target in _targets(document, Node("operation", (), value), None)
        ]
        seen: set[tuple[Parts, Direction]] = set()
        while waiting:
            kind, parts, direction = waiting.pop()
            if (parts, direction) in seen:
                continue
            seen.add((parts, direction))
            by = frozenset({key})
            use = Uses(sent_by=by) if direction == "sent" else Uses(received_by=by)
            found[parts] = found.get(parts, NO_USES) | use
            if (parts, direction) not in outgoing:
                value = _at(document, parts)
                outgoing[parts, direction] = list(_targets(document, Node(kind, parts, value), direction))
            waiting.extend(outgoing[parts, direction])
    return found


def _at(document: JsonValue, parts: Parts) -> JsonObject:
    node: JsonValue = document
    for part in parts:
        if isinstance(node, dict):
            node = node.get(str(part))
        elif isinstance(node, list) and isinstance(part, int):
            node = node[part]
    return object_of(node)


def _targets(
    document: JsonValue, root: Node, direction: Direction | None
) -> Iterator[tuple[str, Parts, Direction]]:
    """Yield what the references in an object lead to, and which way that goes; `None`: not known yet."""
    waiting: list[tuple[Node, Direction | None, bool]] = [(root, direction, False)]
    while waiting:
        node, direction, turned = waiting.pop()
        own = direction
        if own is None and node.kind in _DIRECTIONS:
            own = _DIRECTIONS[node.kind]
            # What a callback sends, the server sends.
            own = _OTHER[own] if turned else own
        if node.kind == "schema" and _is_left_out(node.value, own):
            continue
        reference = reference_of(node.kind, node.value)
        if reference is not None:
            target = locate(document, reference)
            if target is not None and own is not None:
                yield node.kind, target[0], own
            continue
        turned = turned or node.kind == "callback"
        waiting.extend((child, own, turned) for child in inside(node))


def _is_left_out(schema: JsonObject, direction: Direction | None) -> bool:
    keyword = {"sent": "readOnly", "received": "writeOnly", None: ""}[direction]
    return "$ref" not in schema and schema.get(keyword) is True


def resource_part(operation: JsonObject) -> str:
    """The resource an operation is a method of, ``""`` if there is nothing to name it after."""
    named = operation.get("x-kco-resource")
    if isinstance(named, str) and named:
        return named
    tags = operation.get("tags")
    first = tags[0] if isinstance(tags, list) and tags else "default"
    return _named(field_name, first)


def method_part(operation: JsonObject) -> str:
    """The method an operation becomes, ``""`` if there is nothing to name it after."""
    named = operation.get("x-kco-method")
    if isinstance(named, str) and named:
        return named
    return _named(method_name, operation.get("operationId"))


def public_name(operation: JsonObject) -> str:
    """How callers write an operation, e.g. ``captures.create``; its `operationId` until it is given a name."""
    if isinstance(operation.get("x-kco-method"), str) and isinstance(operation.get("x-kco-resource"), str):
        return f"{operation['x-kco-resource']}.{operation['x-kco-method']}"
    identifier = operation.get("operationId")
    return identifier if isinstance(identifier, str) else ""


def class_of_component(name: str) -> str:
    """The class a schema of ``components`` becomes."""
    return _named(class_name, name)


def property_name(name: str) -> str:
    """The attribute or argument a property, or a parameter of the query, becomes."""
    return _named(field_name, name)


def argument_name(name: str) -> str:
    """The argument a parameter of the path or a header becomes."""
    return _named(lambda text: field_name(snake_case(text)), name)


def _named(make: Callable[[str], str], text: JsonValue) -> str:
    return make(text) if isinstance(text, str) and text else ""
