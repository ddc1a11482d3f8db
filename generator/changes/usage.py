"""Reads one of the two descriptions: its operations, their names in Python, and what each sends and receives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import attrs

from ..description.document import Description, Node, Operation, inside
from ..description.grammar import METHODS
from ..description.json_values import Parts, object_of, value_at
from ..documents import JsonObject, JsonValue
from ..representation.naming import class_name, field_name, method_name, snake_case
from .pair import shortened

__all__ = [
    "NO_USES",
    "Side",
    "Uses",
    "argument_name",
    "class_of_component",
    "method_part",
    "name_of",
    "operation_order",
    "parameters_of_path",
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
class Uses:
    """The operations whose requests (`sent_by`) and answers (`received_by`) a node is part of."""

    sent_by: frozenset[str] = frozenset()
    received_by: frozenset[str] = frozenset()

    def __or__(self, other: Uses) -> Uses:
        return Uses(self.sent_by | other.sent_by, self.received_by | other.received_by)


NO_USES = Uses()


@attrs.frozen(eq=False)
class Side:
    """One of the two descriptions, read once for all rules.

    Args:
        description: the description.
        operations: its operations by key, in the order of `operation_order`.
        uses: for each object that references lead to, the operations that use it.
    """

    description: Description = attrs.field(repr=False)
    operations: Mapping[str, Operation] = attrs.field(repr=False)
    uses: Mapping[Parts, Uses] = attrs.field(repr=False)

    def used_at(self, parts: Parts) -> Uses:
        """The operations that use an object, of which only components may be asked."""
        return self.uses.get(parts, NO_USES)


def operation_order(key: str) -> tuple[str, int]:
    """Sort operation keys by path, then by method."""
    method, _, path = key.partition(" ")
    return path, METHODS.index(method.lower()) if method.lower() in METHODS else len(METHODS)


def read_side(document: JsonValue) -> Side:
    """Read a document, whatever it holds."""
    description = Description(document)
    found = sorted(_operations(description), key=lambda operation: operation_order(operation.key))
    operations = {operation.key: operation for operation in found}
    return Side(description, operations, _uses(description, operations))


def _operations(description: Description) -> Iterator[Operation]:
    """Yield all operations of the paths, even those beside a `$ref`, since a change of them counts."""
    for path, item in object_of(description.document.get("paths")).items():
        holder = Node("path-item", ("paths", path), object_of(item))
        for method in METHODS:
            value = holder.value.get(method)
            if path.startswith("/") and isinstance(value, dict):
                yield Operation(Node("operation", (*holder.parts, method), value, holder), path, method)


def _uses(description: Description, operations: Mapping[str, Operation]) -> dict[Parts, Uses]:
    outgoing: dict[tuple[Parts, Direction], list[tuple[str, Parts, Direction]]] = {}
    found: dict[Parts, Uses] = {}
    for key, operation in operations.items():
        shared = {"parameters": parameters_of_path(operation)}
        waiting = [
            target
            for value in (shared, operation.node.value)
            for target in _targets(description, Node("operation", (), value), None)
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
                value = object_of(value_at(description.document, parts))
                outgoing[parts, direction] = list(_targets(description, Node(kind, parts, value), direction))
            waiting.extend(outgoing[parts, direction])
    return found


def _targets(
    description: Description, root: Node, direction: Direction | None
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
        if node.reference is not None:
            target = description.locate(node.reference)
            if target is not None and own is not None:
                yield node.kind, target[0], own
            continue
        turned = turned or node.kind == "callback"
        waiting.extend((child, own, turned) for child in inside(node))


def _is_left_out(schema: JsonObject, direction: Direction | None) -> bool:
    keyword = {"sent": "readOnly", "received": "writeOnly", None: ""}[direction]
    return "$ref" not in schema and schema.get(keyword) is True


def name_of(operation: Operation) -> str:
    """What to call an operation in a sentence."""
    return shortened(public_name(operation.node.value) or operation.key)


def parameters_of_path(operation: Operation) -> JsonValue:
    """The parameters that the path of an operation lists, as they are written."""
    return operation.node.parent.value.get("parameters") if operation.node.parent is not None else None


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
