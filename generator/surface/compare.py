"""Compares two public surfaces: the names that changed, whether old code still works, and the changelog.

Two surfaces go in, a `NameChange` for each difference comes out; `unnamed` says which of them the
changelog does not name. An entry is written for people, so only one form is required: backticks around
the name. A change counts as named by the name itself (``kco.Timeouts.connect``, ``Timeouts.connect`` or
``connect``; for methods ``client.captures.create`` too), by its class, or by the parameter that came,
went or changed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

import attrs

from .surface import Name

__all__ = ["NameChange", "compare_surfaces", "unnamed", "unreleased"]

_HEADING = re.compile(r"^##[ \t]+\[?Unreleased\]?[^\n]*$", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(r"^##?[ \t]", re.MULTILINE)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


@attrs.frozen
class NameChange:
    """A public name that was added, removed or changed.

    Args:
        name: the public name.
        before: its signature until now, ``None`` if it is new.
        after: its signature from now on, ``None`` if it is gone.
    """

    name: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> str:
        """``added``, ``changed`` or ``removed``."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"

    @property
    def is_compatible(self) -> bool:
        """True if code that ran and type-checked before still does; false if that is not certain."""
        if self.after is None:
            return False
        if self.before is None:
            # A key that an input has to have from now on.
            return not self.after.startswith(("Required[", "typing.Required["))
        return _is_wider_function(self.before, self.after)

    @property
    def parameters(self) -> frozenset[str]:
        """The names of parameters that came, went or changed."""
        before, after = _parameters(self.before), _parameters(self.after)
        return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


def compare_surfaces(old: Sequence[Name], new: Sequence[Name]) -> list[NameChange]:
    """List every difference between two surfaces, by name."""
    before = {name.name: name.signature for name in old}
    after = {name.name: name.signature for name in new}
    return [
        NameChange(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _function(signature: str | None) -> tuple[str, ast.FunctionDef] | None:
    """Return the words before a function's parameters, and the function."""
    front, found, rest = (signature or "").partition("def (")
    if not found:
        return None
    try:
        node = ast.parse(f"def _({rest}: ...").body[0]
    except SyntaxError:
        return None
    return (front, node) if isinstance(node, ast.FunctionDef) else None


def _parameters(signature: str | None) -> dict[str, str]:
    function = _function(signature)
    if function is None:
        return {}
    given = function[1].args
    found = _arguments(given)
    found |= {extra.arg: (extra, None) for extra in (given.vararg, given.kwarg) if extra is not None}
    return {
        name: f"{ast.unparse(argument)} = {ast.unparse(default) if default is not None else ''}"
        for name, (argument, default) in found.items()
    }


def _arguments(given: ast.arguments) -> dict[str, tuple[ast.arg, ast.expr | None]]:
    """Return the arguments that a caller can name or count, each with its default."""
    plain = [*given.posonlyargs, *given.args]
    missing = [None] * (len(plain) - len(given.defaults))
    defaults = [*missing, *given.defaults, *given.kw_defaults]
    pairs = zip([*plain, *given.kwonlyargs], defaults, strict=True)
    return {argument.arg: (argument, default) for argument, default in pairs}


def _is_wider_function(before: str, after: str) -> bool:
    """Tell whether every call of the one is a call of the other, with no new kind of result."""
    old, new = _function(before), _function(after)
    if old is None or new is None or old[0] != new[0]:
        return False
    return all(_kept(old[1], new[1]))


def _kept(old: ast.FunctionDef, new: ast.FunctionDef) -> Iterator[bool]:
    """Yield, for each thing a caller relies on, whether it is still true."""
    was, now = old.args, new.args
    positional_before = [argument.arg for argument in (*was.posonlyargs, *was.args)]
    positional_now = [argument.arg for argument in (*now.posonlyargs, *now.args)]
    yield positional_now[: len(positional_before)] == positional_before
    yield not {argument.arg for argument in was.args} & {argument.arg for argument in now.posonlyargs}
    yield was.vararg is None or now.vararg is not None
    yield was.kwarg is None or now.kwarg is not None
    before, after = _arguments(was), _arguments(now)
    for name, (argument, default) in before.items():
        yield name in after
        if name in after:
            yield _members(argument.annotation) <= _members(after[name][0].annotation)
            yield default is None or after[name][1] is not None
    for name, (_, default) in after.items():
        yield name in before or default is not None
    yield _members(new.returns) <= _members(old.returns)


def _members(annotation: ast.expr | None) -> frozenset[str]:
    """Return the alternatives of a type."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _members(annotation.left) | _members(annotation.right)
    return frozenset({"" if annotation is None else ast.unparse(annotation)})


def unreleased(changelog: str) -> str | None:
    """Return the text below the heading *Unreleased* of a changelog, ``None`` without that heading."""
    heading = _HEADING.search(changelog)
    if heading is None:
        return None
    following = _NEXT.search(changelog, heading.end())
    return changelog[heading.end() : following.start() if following else len(changelog)]


def unnamed(changes: Sequence[NameChange], text: str) -> Sequence[NameChange]:
    """Return the changes that a text does not name.

    Args:
        changes: the changes of the public surface.
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
        # A class speaks for its members, and so does a module that is itself new or gone.
        speaks = end == len(parts) or parts[end - 1][:1].isupper() or ".".join(parts[:end]) in modules
        if speaks and parts[end - 1] == mention[-1] and _fits(mention[:-1], parts[: end - 1]):
            return True
    return False


def _fits(qualifiers: Sequence[str], around: Sequence[str]) -> bool:
    # As people write it: `captures.create` is said of Captures, of AsyncCaptures and of both vendors.
    return not qualifiers or any(qualifiers[-1].casefold() in part.casefold() for part in around)
