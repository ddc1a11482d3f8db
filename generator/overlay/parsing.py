"""Parses an overlay and refuses, before anything is applied, everything that the specification forbids.

A document goes in; an `Overlay` with compiled queries comes out.

Where the prose of the specification and its JSON Schemas differ, this is what holds here:

- ``remove: true`` beside ``update`` or ``copy`` is allowed and wins (prose; the schema of 1.1 refuses it).
- ``update`` beside ``copy`` is refused (schema; by the prose each has no impact because of the other).
- An action with none of the three is refused in 1.1 and does nothing in 1.0 (schemas).
- Two equal actions are refused (schemas).

https://spec.openapis.org/overlay/v1.1.0.html https://spec.openapis.org/overlay/v1.0.0.html
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from ..documents import JsonObject, JsonValue
from ..problems import Problem
from .expectations import Expectation, fault
from .jsonpath import InvalidQuery, Query, compile_query
from .tree import canonical, clone, shown

__all__ = [
    "Action",
    "Change",
    "Copy",
    "Overlay",
    "Remove",
    "Update",
    "Version",
    "is_uri_reference",
    "parse_overlay",
]

Version: TypeAlias = Literal["1.0", "1.1"]


@frozen
class Update:
    """Merge `value` into every match."""

    value: JsonValue


@frozen
class Copy:
    """Merge the one node `source` selects into every match."""

    source: Query


@frozen
class Remove:
    """Remove every match from its object or array."""


Change: TypeAlias = "Update | Copy | Remove"


@frozen(kw_only=True)
class Action:
    """One change to the document.

    Attributes:
        file: the name of its overlay.
        index: its 0-based position in the overlay's actions.
        target: selects the nodes that it changes.
        change: the change; None if there is none (``remove: false``).
        description: its `description`.
        expectation: its `x-expect`: the value that its matches have while the action is up to date.
        x_reason: its `x-reason`: why it exists.
    """

    file: str
    index: int
    target: Query
    change: Change | None
    description: str | None = None
    expectation: Expectation | None = None
    x_reason: str | None = None

    @property
    def place(self) -> str:
        """Name the action for people, who count from 1."""
        return f"{self.file}, action {self.index + 1}, target {self.target.text}"


@frozen(kw_only=True)
class Overlay:
    """One overlay file.

    Attributes:
        name: the file's name.
        version: which feature set of the specification it uses.
        title: its `info.title`.
        extends: the URI reference of the document it was made for; only a hint.
        actions: its actions, in order.
    """

    name: str
    version: Version
    title: str
    extends: str | None
    actions: tuple[Action, ...]


_ROOT_KEYS = ("overlay", "info", "extends", "actions")
_INFO_KEYS: dict[Version, tuple[str, ...]] = {
    "1.0": ("title", "version"),
    "1.1": ("title", "version", "description"),
}
_ACTION_KEYS: dict[Version, tuple[str, ...]] = {
    "1.0": ("target", "description", "update", "remove"),
    "1.1": ("target", "description", "update", "copy", "remove"),
}


def parse_overlay(document: JsonValue, name: str) -> Overlay:
    """Check an overlay and compile its queries.

    Args:
        document: the overlay as it was loaded; it may be changed afterwards.
        name: the name of its file, for messages and reports.

    Returns:
        The overlay, which shares nothing with `document`.

    Raises:
        Problem: it is not an overlay of version 1.0 or 1.1.
    """
    root = _object(document, name, "an overlay")
    version = _version(root, name)
    _require_known_keys(root, _ROOT_KEYS, name)
    info = _object(_required(root, "info", name), f"{name}, info", "info")
    _require_known_keys(info, _INFO_KEYS[version], f"{name}, info")
    title = _text(_required(info, "title", f"{name}, info"), f"{name}, info", "title")
    _text(_required(info, "version", f"{name}, info"), f"{name}, info", "version")
    _optional_text(info, "description", f"{name}, info")
    extends = _optional_text(root, "extends", name)
    if extends is not None and not is_uri_reference(extends):
        raise Problem(name, f"extends is not a URI reference: {shown(extends)}", "percent-encode it")
    actions = _required(root, "actions", name)
    if not isinstance(actions, list) or not actions:
        raise Problem(
            name, f"actions must be a list of one or more, found {shown(actions)}", "write an action"
        )
    _require_distinct(actions, name)
    return Overlay(
        name=name,
        version=version,
        title=title,
        extends=extends,
        actions=tuple(_action(clone(action), index, name, version) for index, action in enumerate(actions)),
    )


def _version(root: JsonObject, name: str) -> Version:
    text = _required(root, "overlay", name)
    if isinstance(text, str) and (match := re.fullmatch(r"1\.([01])\.[0-9]+", text)):
        return "1.0" if match[1] == "0" else "1.1"
    raise Problem(name, f"overlay must be a version 1.0.x or 1.1.x, found {shown(text)}", "write 1.1.0")


def _action(value: JsonValue, index: int, name: str, version: Version) -> Action:
    place = f"{name}, action {index + 1}"
    action = _object(value, place, "an action")
    _require_known_keys(action, _ACTION_KEYS[version], place)
    target = _query(_required(action, "target", place), place, "target")
    place = f"{place}, target {target.text}"
    change = _change(action, place, version)
    return Action(
        file=name,
        index=index,
        target=target,
        change=change,
        description=_optional_text(action, "description", place),
        expectation=_expectation(action, change, place),
        x_reason=_optional_text(action, "x-reason", place),
    )


def _change(action: JsonObject, place: str, version: Version) -> Change | None:
    if "update" in action and "copy" in action:
        raise Problem(place, "update and copy exclude each other", "make two actions of it")
    if version == "1.1" and not {"update", "copy", "remove"} & action.keys():
        raise Problem(place, "there is neither update nor copy nor remove", "say what the action does")
    remove = action.get("remove", False)
    if not isinstance(remove, bool):
        raise Problem(place, f"remove must be true or false, found {shown(remove)}", "write remove: true")
    source = _query(action["copy"], place, "copy") if "copy" in action else None
    if remove:
        return Remove()
    if source is not None:
        return Copy(source)
    return Update(action["update"]) if "update" in action else None


def _expectation(action: JsonObject, change: Change | None, place: str) -> Expectation | None:
    if "x-expect" not in action:
        return None
    expectation = Expectation(value=action["x-expect"], whole=isinstance(change, Remove))
    if what := fault(expectation):
        raise Problem(
            place, f"x-expect {what}", "write it in the shape of the update, or of the node removed"
        )
    return expectation


def _query(value: JsonValue, place: str, key: str) -> Query:
    text = _text(value, place, key)
    try:
        return compile_query(text)
    except InvalidQuery as error:
        raise Problem(
            place, f"{key} {shown(text)} is not RFC 9535 JSONPath: {error}", "write it without extensions"
        ) from None


def _required(container: JsonObject, key: str, place: str) -> JsonValue:
    if key not in container:
        raise Problem(place, f"{key} is missing", "add it")
    return container[key]


def _object(value: JsonValue, place: str, what: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Problem(place, f"{what} must be an object, found {shown(value)}", "mend the overlay")
    return value


def _text(value: JsonValue, place: str, key: str) -> str:
    if not isinstance(value, str):
        raise Problem(place, f"{key} must be text, found {shown(value)}", "put it in quotes")
    return value


def _optional_text(container: JsonObject, key: str, place: str) -> str | None:
    return _text(container[key], place, key) if key in container else None


def _require_known_keys(container: JsonObject, known: Sequence[str], place: str) -> None:
    for key in container:
        if key not in known and not key.startswith("x-"):
            allowed = ", ".join(known)
            raise Problem(place, f"the key {shown(key)} is not known", f"known are {allowed} and x- keys")


def _require_distinct(actions: Sequence[JsonValue], name: str) -> None:
    seen: dict[str, int] = {}
    for index, action in enumerate(actions):
        first = seen.setdefault(canonical(action), index)
        if first != index:
            raise Problem(f"{name}, action {index + 1}", f"is the same as action {first + 1}", "remove one")


_PCHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_SEGMENT_WITHOUT_COLON = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+"
_USER_OR_NAME = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_AUTHORITY = rf"(?:(?:{_USER_OR_NAME}|:)*@)?(?:\[[0-9A-Fa-fvV:.]+\]|{_USER_OR_NAME}*)(?::[0-9]*)?"
_PATH_AFTER_AUTHORITY = rf"(?:/{_PCHAR}*)*"
_ABSOLUTE_PATH = rf"/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?"
_HIERARCHY = rf"//{_AUTHORITY}{_PATH_AFTER_AUTHORITY}|{_ABSOLUTE_PATH}"
_URI_REFERENCE = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+\-.]*:(?:{_HIERARCHY}|{_PCHAR}+(?:/{_PCHAR}*)*)?"
    rf"|(?:{_HIERARCHY}|{_SEGMENT_WITHOUT_COLON}(?:/{_PCHAR}*)*)?)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)


def is_uri_reference(text: str) -> bool:
    """Say whether a text is a URI or a relative reference."""
    return _URI_REFERENCE.fullmatch(text) is not None
