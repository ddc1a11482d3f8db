"""Tells which changes of the public surface the changelog does not speak of.

An entry is written for people, so no form is asked of it but one: what it is about stands in it in
backticks. A change counts as named by the name itself (``kco.Timeouts.connect``, ``Timeouts.connect``
or ``connect``; for methods ``client.captures.create`` too), by the class it belongs to, or by the
parameter that came, went or changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .comparing import NameChange

__all__ = ["unnamed", "unreleased"]

_HEADING = re.compile(r"^##[ \t]+\[?Unreleased\]?[^\n]*$", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(r"^##?[ \t]", re.MULTILINE)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def unreleased(changelog: str) -> str | None:
    """Return what a changelog says below its heading *Unreleased*, ``None`` if it has none."""
    heading = _HEADING.search(changelog)
    if heading is None:
        return None
    following = _NEXT.search(changelog, heading.end())
    return changelog[heading.end() : following.start() if following else len(changelog)]


def unnamed(changes: Sequence[NameChange], text: str) -> Sequence[NameChange]:
    """Return the changes that a text does not name.

    Args:
        changes: what has changed in the public surface.
        text: the entries of the changelog, as Markdown.
    """
    mentions = {
        tuple(mention.split(".")) for _, code in _CODE.findall(text) for mention in _DOTTED.findall(code)
    }
    modules = {change.name for change in changes if "module" in (change.before, change.after)}
    return [change for change in changes if not any(_names(mention, change, modules) for mention in mentions)]


def _names(mention: tuple[str, ...], change: NameChange, modules: Collection[str]) -> bool:
    if len(mention) == 1 and mention[0] in change.parameters:
        return True
    parts = change.name.split(".")
    for end in range(2, len(parts) + 1):
        # What stands around a name speaks for it if it is a class, or a module that is itself new or gone.
        speaks = end == len(parts) or parts[end - 1][:1].isupper() or ".".join(parts[:end]) in modules
        if speaks and parts[end - 1] == mention[-1] and _fits(mention[:-1], parts[: end - 1]):
            return True
    return False


def _fits(qualifiers: Sequence[str], around: Sequence[str]) -> bool:
    # As people write it: `captures.create` is said of Captures, of AsyncCaptures and of both vendors.
    return not qualifiers or any(qualifiers[-1].casefold() in part.casefold() for part in around)
