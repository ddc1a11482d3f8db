"""Reads an OpenAPI document: its objects, its operations, and what its references lead to.

Everything that walks a description goes through here. Nothing is taken on trust: whatever has not the
shape that OpenAPI gives it is left out, so that any document can be read, of any version. `read` is for
those who need OpenAPI 3.0, and refuses everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

import attrs

from .. import json_pointer
from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer
from ..problems import Problem
from .grammar import GRAMMAR, METHODS
from .json_values import Parts, object_of

__all__ = [
    "ANNOTATIONS",
    "Description",
    "Node",
    "Operation",
    "Parameter",
    "components",
    "inside",
    "is_understood",
    "locate",
    "meaning",
    "read",
    "reference_of",
    "walk",
]

_VERSION = re.compile(r"3\.0\.\d+(-.+)?")
# What is written for people, in any object that has it.
ANNOTATIONS = frozenset(
    {"description", "summary", "title", "example", "examples", "externalDocs", "deprecated"}
)


def read(document: JsonValue, name: str) -> Description:
    """Read a document as a description of OpenAPI 3.0.

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
    if not is_understood(version):
        raise Problem(
            f"{name}#/openapi", f"is of version {version[:20]!r}, and only 3.0 is understood", remedy
        )
    return Description(document)


def is_understood(version: object) -> bool:
    """Tell whether this is a version of OpenAPI 3.0."""
    return isinstance(version, str) and _VERSION.fullmatch(version) is not None


class Description:
    """A document, whatever it holds. It is walked once, when its objects are first asked for.

    Args:
        document: the document; one that is not an object has nothing in it.
    """

    def __init__(self, document: JsonValue) -> None:
        self.document = object_of(document)

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All objects in document order."""
        return tuple(walk(Node("document", (), self.document)))

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """The operations of the paths in document order; those of callbacks are not a client's."""
        return tuple(self._operations())

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """The objects of these kinds, in document order for each kind, references included."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    def child(self, node: Node, *parts: str | int) -> Node | None:
        """The object under these keys of another."""
        return self._by_parts.get((*node.parts, *parts))

    def children(self, node: Node | None, key: str) -> Iterator[tuple[str, Node]]:
        """The objects of a map under a key of another, with their names; none if there is no other."""
        if node is None:
            return
        for name in object_of(node.value.get(key)):
            child = self.child(node, key, name)
            if child is not None:
                yield name, child

    def target(self, node: Node | None) -> Node | None:
        """The object itself, or that of the same kind which it refers to.

        Returns:
            `None` if there is no object, or if its reference leads nowhere, in a circle, out of the
            document or to something of another kind.
        """
        if node is None or node.reference is None:
            return node
        found = self.resolve(node.value, node.parts)
        target = self._by_parts.get(found[1]) if found is not None else None
        return target if target is not None and target.kind == node.kind else None

    def follow(self, value: JsonValue) -> JsonObject:
        """Return the object that a value is or refers to, an empty one if there is none.

        Args:
            value: an object of a kind that may be a reference.
        """
        found = self.resolve(value)
        return object_of(found[0]) if found is not None else {}

    def resolve(self, value: JsonValue, parts: Parts = ()) -> tuple[JsonValue, Parts] | None:
        """Follow references until something else is found.

        Args:
            value: an object of a kind that may be a reference.
            parts: its place.

        Returns:
            What was found, and its place; `None` if the references lead nowhere, or in a circle.
        """
        seen: set[Parts] = set()
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            found = self.locate(reference)
            if found is None or found[0] in seen:
                return None
            seen.add(found[0])
            parts, value = found
        return value, parts

    def locate(self, reference: str) -> tuple[Parts, JsonValue] | None:
        """Find what a reference names, whatever its kind; `None` if that is nothing in this document."""
        return locate(self.document, reference)

    @cached_property
    def _by_kind(self) -> Mapping[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            found.setdefault(node.kind, []).append(node)
        return found

    @cached_property
    def _by_parts(self) -> Mapping[Parts, Node]:
        return {node.parts: node for node in self.nodes}

    def _operations(self) -> Iterator[Operation]:
        for item in self.of_kind("path-item"):
            if len(item.parts) != 2 or item.parts[0] != "paths" or item.reference is not None:
                continue
            shared = list(self.parameters(item))
            for method in item.value:
                node = self.child(item, method)
                if method not in METHODS or node is None:
                    continue
                own = list(self.parameters(node))
                # The list of the operation takes the place of an equally named parameter of the path.
                named = {(parameter.name, parameter.location) for parameter in own}
                inherited = [each for each in shared if (each.name, each.location) not in named]
                listed = _number_listed(item) + _number_listed(node)
                yield Operation(
                    node,
                    str(item.parts[1]),
                    method,
                    (*inherited, *own),
                    complete=len(shared) + len(own) == listed,
                )

    def parameters(self, holder: Node) -> Iterator[Parameter]:
        """The parameters that a path or an operation lists, but for those that are malformed."""
        for index in range(_number_listed(holder)):
            listed = self.child(holder, "parameters", index)
            node = self.target(listed)
            if listed is None or node is None:
                continue
            name, location = node.value.get("name"), node.value.get("in")
            if isinstance(name, str) and isinstance(location, str):
                yield Parameter(listed, node, name, location)


def _number_listed(holder: Node) -> int:
    listing = holder.value.get("parameters")
    return len(listing) if isinstance(listing, list) else 0


@attrs.frozen(eq=False)
class Node:
    """An object of a document: its kind in the grammar, its place, and its value, reference or not."""

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
        return reference_of(self.kind, self.value)

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
    """An operation of a path.

    Args:
        node: the operation.
        path: its path, with placeholders.
        method: its HTTP method in small letters.
        parameters: what the path and the operation list, after references.
        complete: whether these are all: none is malformed, no reference leads nowhere.
    """

    node: Node
    path: str
    method: str
    parameters: tuple[Parameter, ...] = ()
    complete: bool = True

    @property
    def key(self) -> str:
        """The operation in one text, e.g. ``POST /orders/{order_id}/captures``."""
        return f"{self.method.upper()} {self.path}"


def walk(root: Node) -> Iterator[Node]:
    """Yield an object and all objects in it, in document order; nothing is inside a reference."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(inside(node))))


def inside(node: Node) -> Iterator[Node]:
    """Yield the objects directly in another, in document order; a reference has none."""
    known = GRAMMAR[node.kind]
    for key, value in node.value.items() if node.reference is None else ():
        field = known.fields.get(key)
        if field is None:
            if known.rest is not None and not key.startswith("x-") and isinstance(value, dict):
                yield Node(known.rest, (*node.parts, key), value, node)
            continue
        found: list[tuple[Parts, JsonValue]] = []
        if field.shape == "one":
            found = [((key,), value)]
        elif field.shape == "map" and isinstance(value, dict):
            found = [((key, name), item) for name, item in value.items()]
        elif field.shape == "list" and isinstance(value, list):
            found = [((key, index), item) for index, item in enumerate(value)]
        for parts, item in found:
            if isinstance(item, dict):
                yield Node(field.kind, (*node.parts, *parts), item, node)


def reference_of(kind: str, value: JsonValue) -> str | None:
    """Return the text of the ``$ref`` if an object of this kind is a reference."""
    if GRAMMAR[kind].section is None or not isinstance(value, dict):
        return None
    text = value.get("$ref")
    return text if isinstance(text, str) else None


def locate(document: JsonValue, reference: str) -> tuple[Parts, JsonValue] | None:
    """Find what a reference within a document names; `None` if that is nothing."""
    if not reference.startswith("#"):
        return None
    try:
        return json_pointer.locate(document, unquote(reference[1:]))
    except (LookupError, ValueError):
        return None


def components(document: JsonValue, section: str) -> JsonObject:
    """Return a section of the components, such as ``schemas``; an empty one if there is none."""
    return object_of(object_of(object_of(document).get("components")).get(section))


def meaning(kind: str, value: JsonValue, names: Mapping[str, str] | None = None) -> JsonValue:
    """Return a copy of an object without what is written for people.

    Args:
        kind: its kind.
        value: the object.
        names: what to write instead of the targets of references.
    """
    if not isinstance(value, dict):
        return value
    reference = reference_of(kind, value)
    if reference is not None:
        return {"$ref": (names or {}).get(reference, reference)}
    known = GRAMMAR[kind]
    kept: JsonObject = {}
    for key, member in value.items():
        field = known.fields.get(key)
        if field is None and known.rest is not None and not key.startswith("x-"):
            kept[key] = meaning(known.rest, member, names)
        elif key in ANNOTATIONS or (key.startswith("x-") and not key.startswith("x-kco-")):
            continue
        elif field is None:
            kept[key] = member
        elif field.shape == "map" and isinstance(member, dict):
            kept[key] = {name: meaning(field.kind, item, names) for name, item in member.items()}
        elif field.shape == "list" and isinstance(member, list):
            kept[key] = [meaning(field.kind, item, names) for item in member]
        elif field.shape == "one":
            kept[key] = meaning(field.kind, member, names)
        else:
            kept[key] = member
    return kept
