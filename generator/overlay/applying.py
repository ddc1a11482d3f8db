"""Applies overlays to a document, one action at a time, and judges whether each still fits.

A description and parsed overlays go in; the patched document and a report of every action come out. An action is
judged on the document as the actions before it left it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import cast

from ..documents import JsonObject, JsonValue
from ..json_pointer import pointer
from ..problems import Problem
from .expectations import difference
from .jsonpath import Match
from .parsing import Action, Copy, Overlay, Remove, Update, Version
from .staleness import ActionReport, Patched
from .tree import Kind, Location, canonical, clone, kind, named, same, shown

__all__ = ["apply"]


def apply(document: JsonObject, overlays: Sequence[Overlay], *, leave_out_failures: bool = False) -> Patched:
    """Apply overlays in order; the input is never changed.

    Every stale action (see `ActionReport`) is reported, and applied all the same. One that cannot be
    applied is left out if its `x-expect` failed or `leave_out_failures` is set, and raises otherwise.

    Args:
        document: the description as it was published.
        overlays: what to apply, from `parse_overlay`.
        leave_out_failures: report an action that cannot be applied as stale and go on without it, so
            that one run reports all of them.

    Returns:
        The new document, and a report of every action.

    Raises:
        Problem: an action cannot be applied, and is not left out: its target matches several kinds
            of nodes, its value does not fit, it would remove the root, or what it copies is not one node.
    """
    working = cast(JsonObject, clone(document))
    reports: list[ActionReport] = []
    for overlay in overlays:
        for action in overlay.actions:
            try:
                working, report = _act(working, action, overlay.version, leave_out_failures)
            except RecursionError:
                raise Problem(
                    action.place, "the document is nested too deep", "look for a copy of a node into itself"
                ) from None
            reports.append(report)
    return Patched(document=working, actions=tuple(reports))


def _act(
    document: JsonObject, action: Action, version: Version, leave_out: bool
) -> tuple[JsonObject, ActionReport]:
    matches = action.target.find(document)
    digest = _digest(matches)
    reason = _unexpected(action, matches) if matches else "the target matches nothing"
    before = clone(document) if matches and (reason or leave_out) else None
    try:
        unchanged = _change(document, action, matches, version)
    except Problem as problem:
        if before is None:
            raise
        document = cast(JsonObject, before)
        unchanged = list(matches)
        source = f"copy {action.change.source.text}: " if isinstance(action.change, Copy) else ""
        failure = f"the action was left out: {source}{problem.what}"
        reason = f"{reason}; {failure}" if reason else failure
    if reason is None and unchanged:
        first = unchanged[0]
        reason = f"{named(first.location)}: the action changes nothing, found {shown(first.value)}"
        reason += _and_more(len(unchanged) - 1)
    return document, ActionReport(
        file=action.file,
        index=action.index,
        target=action.target.text,
        matches=len(matches),
        changed=len(unchanged) < len(matches),
        stale=reason is not None,
        reason=reason,
        digest=digest,
        x_reason=action.x_reason,
    )


def _digest(matches: Sequence[Match]) -> str:
    found: list[JsonValue] = [[pointer(match.location), match.value] for match in matches]
    found.sort(key=canonical)
    return hashlib.sha256(canonical(found).encode("ascii")).hexdigest()


def _unexpected(action: Action, matches: Sequence[Match]) -> str | None:
    if action.expectation is None:
        return None
    differences = [
        found for match in matches if (found := difference(action.expectation, match.value, match.location))
    ]
    return differences[0] + _and_more(len(differences) - 1) if differences else None


def _and_more(count: int) -> str:
    return f" (and {count} more {'match' if count == 1 else 'matches'})" if count else ""


def _change(document: JsonObject, action: Action, matches: Sequence[Match], version: Version) -> list[Match]:
    """Change the matches in place and return those that did not change."""
    if version == "1.0":
        _require_containers(action, matches)
    if action.change is None or not matches:
        return list(matches)
    if isinstance(action.change, Remove):
        _remove_matches(matches, action)
        return []
    change = action.change
    value = change.value if isinstance(change, Update) else _copied(document, action, change)
    return _merge_into_matches(matches, value, action, version)


def _require_containers(action: Action, matches: Sequence[Match]) -> None:
    for match in matches:
        if kind(match.value) == "primitive":
            raise _unusable(
                action,
                match.location,
                f"Overlay 1.0 targets only objects and arrays, found {shown(match.value)}",
                "target the object around it, or write the overlay as 1.1.0",
            )


def _copied(document: JsonObject, action: Action, change: Copy) -> JsonValue:
    sources = change.source.find(document)
    if len(sources) != 1:
        places = "".join(f", {named(source.location)}" for source in sources[:2])
        raise Problem(
            f"{action.place}, copy {change.source.text}",
            f"must select exactly one node, selects {len(sources)}{places}",
            "name one node that exists when the action is applied",
        )
    # A copy of the whole source first: it may lie inside a target, or a target inside it.
    return clone(sources[0].value)


def _merge_into_matches(
    matches: Sequence[Match], value: JsonValue, action: Action, version: Version
) -> list[Match]:
    """Merge copies of a value into every match, ancestors first; return those that did not change.

    Given an array for an array, Overlay 1.0 appends it as one item, and 1.1 appends each of its items. Only
    1.1 requires that all matches are of one kind.
    """
    if version == "1.1":
        _require_one_kind(action, matches)
    return [match for match in matches if not _merge(action, match, value, version)]


def _require_one_kind(action: Action, matches: Sequence[Match]) -> None:
    seen: dict[Kind, Match] = {}
    for match in matches:
        seen.setdefault(kind(match.value), match)
    if len(seen) > 1:
        examples = ", ".join(f"{named(match.location)} ({name})" for name, match in seen.items())
        raise _unusable(
            action,
            next(iter(seen.values())).location,
            f"the matches are of different kinds: {examples}",
            "narrow the target until it matches only objects, only arrays or only primitives",
        )


def _unusable(action: Action, location: Location, what: str, remedy: str) -> Problem:
    return Problem(f"{action.place}, at {named(location)}", what, remedy)


def _merge(action: Action, match: Match, value: JsonValue, version: Version) -> bool:
    target = match.value
    if isinstance(target, list):
        if isinstance(value, list) and version == "1.1":
            target.extend(clone(item) for item in value)
            return bool(value)
        target.append(clone(value))
        return True
    if isinstance(target, dict) and isinstance(value, dict):
        return _merge_members(action, target, value, match.location)
    if kind(target) == kind(value) == "primitive":
        return _replace(match, value)
    raise _unusable(
        action,
        match.location,
        f"{_with_article(value)} ({shown(value)}) cannot go into {_with_article(target)} ({shown(target)})",
        "give an object for objects, anything for arrays, a primitive for primitives",
    )


def _replace(match: Match, value: JsonValue) -> bool:
    if match.parent is not None:
        cast(dict[str | int, JsonValue], match.parent)[match.location[-1]] = value
    return not same(match.value, value)


def _merge_members(action: Action, target: JsonObject, value: JsonObject, location: Location) -> bool:
    changed = False
    for key, new in value.items():
        place = (*location, key)
        if key not in target:
            target[key] = clone(new)
            changed = True
            continue
        old = target[key]
        if isinstance(old, dict) and isinstance(new, dict):
            changed |= _merge_members(action, old, new, place)
        elif isinstance(old, list) and isinstance(new, list):
            old.extend(clone(item) for item in new)
            changed |= bool(new)
        elif kind(old) == kind(new) == "primitive":
            changed |= not same(old, new)
            target[key] = new
        else:
            raise _unusable(
                action,
                place,
                f"{_with_article(new)} ({shown(new)}) cannot merge with {_with_article(old)} ({shown(old)})",
                "remove what is there in an action before this one, or give a value of its kind",
            )
    return changed


def _with_article(value: JsonValue) -> str:
    name = kind(value)
    return f"a {name}" if name == "primitive" else f"an {name}"


def _remove_matches(matches: Sequence[Match], action: Action) -> None:
    """Remove every match from its object or array; a match inside another match goes with it."""
    if any(match.parent is None for match in matches):
        raise Problem(action.place, "the root cannot be removed", "name the parts that are to be removed")
    arrays: dict[int, tuple[list[JsonValue], set[int]]] = {}
    for match in matches:
        key = match.location[-1]
        if isinstance(match.parent, dict) and isinstance(key, str):
            del match.parent[key]
        elif isinstance(match.parent, list) and isinstance(key, int):
            arrays.setdefault(id(match.parent), (match.parent, set()))[1].add(key)
    for array, indexes in arrays.values():
        array[:] = [item for index, item in enumerate(array) if index not in indexes]
