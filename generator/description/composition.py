"""What a schema is made of: the parts that `allOf`, `oneOf`, `anyOf` and references bring in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .document import Description, Node, objects
from .grammar import COMPOSING

__all__ = ["composed", "declared_properties", "leads_back", "outermost"]


def composed(
    description: Description, node: Node, keywords: Iterable[str] = COMPOSING
) -> tuple[tuple[Node, ...], bool]:
    """Collect a schema and all schemas that it is composed of.

    Returns:
        The schemas, and whether that is all of them: no reference leads nowhere.
    """
    keywords = tuple(keywords)
    found: dict[tuple[str | int, ...], Node] = {}
    complete = True
    waiting = [node]
    while waiting:
        part = description.follow(waiting.pop())
        if part is None:
            complete = False
        elif part.parts not in found:
            found[part.parts] = part
            waiting.extend(reversed(list(_parts(description, part, keywords))))
    return tuple(found.values()), complete


def _parts(description: Description, node: Node, keywords: Iterable[str]) -> Iterator[Node]:
    for keyword in keywords:
        listing = node.value.get(keyword)
        for index in range(len(listing) if isinstance(listing, list) else 0):
            part = description.child(node, keyword, index)
            if part is not None:
                yield part


def declared_properties(
    description: Description, node: Node, keywords: Iterable[str] = COMPOSING
) -> dict[str, Node | None] | None:
    """Collect the properties that a schema declares, by itself and by what it is composed of.

    Returns:
        Their names with their schemas (`None` for one that is malformed); or `None` if that cannot be
        told, since a reference leads nowhere.
    """
    parts, complete = composed(description, node, keywords)
    if not complete:
        return None
    return {
        name: description.child(part, "properties", name)
        for part in parts
        for name in objects(part.value.get("properties"))
    }


def outermost(node: Node) -> Node:
    """The schema that a part of a composition finally belongs to; the node itself if it is no part."""
    while node.parent is not None and node.parent.kind == "schema" and _is_part(node):
        node = node.parent
    return node


def _is_part(node: Node) -> bool:
    # A property may be called `not`; then its parent is two steps away.
    if node.parent is not None and node.parts == (*node.parent.parts, "not"):
        return True
    return node.parts[-2] in COMPOSING


def leads_back(description: Description, node: Node) -> bool:
    """Tell whether a schema contains itself with no property and no item between."""
    waiting = list(_steps(description, node))
    seen: set[tuple[str | int, ...]] = set()
    while waiting:
        step = waiting.pop()
        if step.parts == node.parts:
            return True
        if step.parts not in seen:
            seen.add(step.parts)
            waiting.extend(_steps(description, step))
    return False


def _steps(description: Description, node: Node) -> Iterator[Node]:
    if node.reference is not None:
        target = description.target(node)
        if target is not None:
            yield target
        return
    yield from _parts(description, node, COMPOSING)
    negated = description.child(node, "not")
    if negated is not None:
        yield negated
