"""A description as the rules see it: its objects in document order, and where references lead.

The document is walked once, without recursion, and nothing is taken on trust: what does not have the
shape that OpenAPI gives it is not visited. Saying so is left to the rule on structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

import attrs

from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer, segments
from ..problems import Problem
from .grammar import GRAMMAR, METHODS
from .json_values import Parts

__all__ = ["Description", "Node", "Operation", "Parameter", "objects", "read", "strings"]

VERSION = re.compile(r"3\.0\.\d+(-.+)?")


@attrs.frozen(eq=False)
class Node:
    """One object of the document, whose `value` is what stands there, reference or not."""

    kind: str
    parts: Parts
    value: JsonObject
    parent: Node | None = attrs.field(default=None, repr=False)

    @property
    def pointer(self) -> str:
        return pointer(self.parts)

    @property
    def reference(self) -> str | None:
        """The text of the ``$ref`` if this object is a reference."""
        if GRAMMAR[self.kind].section is None:
            return None
        text = self.value.get("$ref")
        return text if isinstance(text, str) else None

    def at(self, *parts: str | int) -> str:
        """The pointer of something inside this object."""
        return pointer((*self.parts, *parts))


@attrs.frozen(eq=False)
class Parameter:
    """A parameter of an operation: where it is listed and, after references, what it is."""

    listed: Node
    node: Node
    name: str
    location: str


@attrs.frozen(eq=False)
class Operation:
    """An operation with what its path contributes; operations of callbacks are none of a client's.

    Args:
        parameters: what the path and the operation list, after references.
        complete: whether these are all: none is malformed, no reference leads nowhere.
    """

    node: Node
    path: Node
    template: str
    method: str
    parameters: tuple[Parameter, ...]
    complete: bool

    @property
    def tag(self) -> str:
        return next(iter(strings(self.node.value.get("tags"))), "default")


@attrs.frozen(eq=False)
class Description:
    """A description, read once for all rules."""

    document: JsonObject
    nodes: tuple[Node, ...] = attrs.field(repr=False)
    operations: tuple[Operation, ...] = attrs.field(repr=False, default=())
    _by_kind: Mapping[str, Sequence[Node]] = attrs.field(repr=False, factory=dict)
    _by_parts: Mapping[Parts, Node] = attrs.field(repr=False, factory=dict)

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """The objects of these kinds, in document order for each kind, references included."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    def child(self, node: Node, *parts: str | int) -> Node | None:
        """The object under these keys of another."""
        return self._by_parts.get((*node.parts, *parts))

    def children(self, node: Node, *parts: str) -> Iterator[tuple[str, Node]]:
        """The objects of a map under these keys of another, with their names."""
        inner: JsonValue = node.value
        for part in parts:
            inner = inner.get(part) if isinstance(inner, dict) else None
        if isinstance(inner, dict):
            for name in inner:
                child = self.child(node, *parts, name)
                if child is not None:
                    yield name, child

    def follow(self, node: Node) -> Node | None:
        """Follow references until something else stands there.

        Returns:
            What they lead to; `None` if they lead nowhere, in a circle, out of the document or to
            something of another kind.
        """
        seen: set[Parts] = set()
        current: Node | None = node
        while current is not None and current.reference is not None:
            if current.parts in seen:
                return None
            seen.add(current.parts)
            current = self.target(current)
        return current

    def target(self, node: Node) -> Node | None:
        """Follow one reference, to an object of the same kind."""
        found = self.locate(node.reference) if node.reference is not None else None
        target = self._by_parts.get(found[0]) if found is not None else None
        return target if target is not None and target.kind == node.kind else None

    def locate(self, reference: str) -> tuple[Parts, JsonValue] | None:
        """Find what a reference within this document names, whatever its kind."""
        if not reference.startswith("#"):
            return None
        try:
            names = segments(unquote(reference[1:]))
        except ValueError:
            return None
        parts: list[str | int] = []
        value: JsonValue = self.document
        for name in names:
            if isinstance(value, dict) and name in value:
                parts.append(name)
                value = value[name]
            elif (
                isinstance(value, list) and re.fullmatch("0|[1-9][0-9]{0,8}", name) and int(name) < len(value)
            ):
                parts.append(int(name))
                value = value[int(name)]
            else:
                return None
        return tuple(parts), value


def objects(value: JsonValue) -> JsonObject:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def strings(value: JsonValue) -> list[str]:
    """The strings of a value that ought to be a list of strings."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def read(document: JsonValue, name: str) -> Description:
    """Read a document as a description.

    Args:
        document: the document.
        name: what to call it in a message.

    Raises:
        Problem: it is not an OpenAPI 3.0 description.
    """
    remedy = "give a description of OpenAPI 3.0, with e.g. `openapi: 3.0.3`"
    if not isinstance(document, dict):
        raise Problem(name, "is not an object", remedy)
    version = document.get("openapi")
    if version is None:
        swagger = "is a description of Swagger 2.0" if "swagger" in document else "says no `openapi` version"
        raise Problem(name, swagger, remedy)
    if not isinstance(version, str):
        raise Problem(f"{name}#/openapi", "is not text", "write the version as text, e.g. '3.0.3'")
    if not VERSION.fullmatch(version):
        raise Problem(
            f"{name}#/openapi", f"is of version {version[:20]!r}, and only 3.0 is understood", remedy
        )
    nodes = tuple(_walk(document))
    by_kind: dict[str, list[Node]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node)
    by_parts = {node.parts: node for node in nodes}
    bare = Description(document, nodes, (), by_kind, by_parts)
    return attrs.evolve(bare, operations=tuple(_operations(bare)))


def _walk(document: JsonObject) -> Iterator[Node]:
    waiting = [Node("document", (), document)]
    while waiting:
        node = waiting.pop()
        yield node
        if node.reference is None:
            waiting.extend(reversed(list(_inside(node))))


def _inside(node: Node) -> Iterator[Node]:
    known = GRAMMAR[node.kind]
    for key, value in node.value.items():
        field = known.fields.get(key)
        if field is None:
            if known.rest is not None and not key.startswith("x-") and isinstance(value, dict):
                yield Node(known.rest, (*node.parts, key), value, node)
        elif field.shape == "one":
            if isinstance(value, dict):
                yield Node(field.kind, (*node.parts, key), value, node)
        else:
            many: list[tuple[str | int, JsonValue]] = []
            if field.shape == "map" and isinstance(value, dict):
                many = list(value.items())
            elif field.shape == "list" and isinstance(value, list):
                many = list(enumerate(value))
            for inner, item in many:
                if isinstance(item, dict):
                    yield Node(field.kind, (*node.parts, key, inner), item, node)


def _operations(description: Description) -> Iterator[Operation]:
    for path in description.of_kind("path-item"):
        if len(path.parts) != 2 or path.parts[0] != "paths" or path.reference is not None:
            continue
        shared = list(_parameters(description, path))
        for method in path.value:
            node = description.child(path, method)
            if method not in METHODS or node is None:
                continue
            own = list(_parameters(description, node))
            # The list of the operation takes the place of an equally named parameter of the path.
            named = {(parameter.name, parameter.location) for parameter in own}
            inherited = [item for item in shared if (item.name, item.location) not in named]
            template = str(path.parts[1])
            listed = _listed(path) + _listed(node)
            yield Operation(
                node, path, template, method, (*inherited, *own), len(shared) + len(own) == listed
            )


def _parameters(description: Description, holder: Node) -> Iterator[Parameter]:
    for index in range(_listed(holder)):
        listed = description.child(holder, "parameters", index)
        node = description.follow(listed) if listed is not None else None
        if listed is None or node is None:
            continue
        name, location = node.value.get("name"), node.value.get("in")
        if isinstance(name, str) and isinstance(location, str):
            yield Parameter(listed, node, name, location)


def _listed(holder: Node) -> int:
    listing = holder.value.get("parameters")
    return len(listing) if isinstance(listing, list) else 0
