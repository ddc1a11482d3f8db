"""What of the public surface has changed, and whether code written against the old one still works."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

import attrs

from .surface import Name

__all__ = ["NameChange", "compare_surfaces"]


@attrs.frozen
class NameChange:
    """A name that has come, gone or become something else.

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
        """True if code that ran and type-checked before does so still.

        It may be false where a person would see that nobody is hurt, and not the other way round.
        """
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
    """Return what stands in front of a function's parameters, and the function."""
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
    arguments = function[1].args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra is not None]
    return {argument.arg: _written(argument, arguments) for argument in every}


def _written(argument: ast.arg, arguments: ast.arguments) -> str:
    default = _default(argument, arguments)
    return f"{ast.unparse(argument)} = {ast.unparse(default) if default is not None else ''}"


def _default(argument: ast.arg, arguments: ast.arguments) -> ast.expr | None:
    plain = [*arguments.posonlyargs, *arguments.args]
    if argument in plain:
        index = plain.index(argument) - (len(plain) - len(arguments.defaults))
        return arguments.defaults[index] if index >= 0 else None
    if argument in arguments.kwonlyargs:
        return arguments.kw_defaults[arguments.kwonlyargs.index(argument)]
    return None


def _is_wider_function(before: str, after: str) -> bool:
    """Tell whether every call of the one is a call of the other, with no new kind of result."""
    old, new = _function(before), _function(after)
    if old is None or new is None or old[0] != new[0]:
        return False
    return all(_obstacles(old[1], new[1]))


def _obstacles(old: ast.FunctionDef, new: ast.FunctionDef) -> Iterator[bool]:
    """Yield for each thing a caller relies on whether it still holds."""
    was, now = old.args, new.args
    positional_before = [argument.arg for argument in (*was.posonlyargs, *was.args)]
    positional_now = [argument.arg for argument in (*now.posonlyargs, *now.args)]
    yield positional_now[: len(positional_before)] == positional_before
    yield not {argument.arg for argument in was.args} & {argument.arg for argument in now.posonlyargs}
    yield was.vararg is None or now.vararg is not None
    yield was.kwarg is None or now.kwarg is not None
    by_name = {argument.arg: argument for argument in (*was.posonlyargs, *was.args, *was.kwonlyargs)}
    by_name_now = {argument.arg: argument for argument in (*now.posonlyargs, *now.args, *now.kwonlyargs)}
    for name, argument in by_name.items():
        counterpart = by_name_now.get(name)
        yield counterpart is not None
        if counterpart is not None:
            yield _members(argument.annotation) <= _members(counterpart.annotation)
            yield _default(argument, was) is None or _default(counterpart, now) is not None
    for name, argument in by_name_now.items():
        yield name in by_name or _default(argument, now) is not None
    yield _members(new.returns) <= _members(old.returns)


def _members(annotation: ast.expr | None) -> frozenset[str]:
    """Return the alternatives of a type."""
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _members(annotation.left) | _members(annotation.right)
    return frozenset({"" if annotation is None else ast.unparse(annotation)})
