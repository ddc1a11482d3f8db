"""The modules of a package as a type checker sees them: what each name in them stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs

from ..problems import Problem

__all__ = ["Definition", "Module", "Package", "statements"]


@attrs.frozen
class Definition:
    """Something that a module of the package defines.

    Args:
        module: the module's dotted name.
        name: what it is called there.
        node: the statement that defines it.
    """

    module: str
    name: str
    node: ast.stmt = attrs.field(eq=False, repr=False)

    @property
    def path(self) -> str:
        return f"{self.module}.{self.name}"


@attrs.frozen
class _Import:
    module: str
    name: str | None
    exported: bool


_Binding: TypeAlias = "Definition | _Import"


@attrs.define(eq=False)
class Module:
    """One module.

    Args:
        name: its dotted name.
        is_package: whether relative names start at itself instead of beside it.
        tree: its source.
    """

    name: str
    is_package: bool
    tree: ast.Module = attrs.field(repr=False)

    @cached_property
    def bindings(self) -> Mapping[str, _Binding]:
        """What each name stands for; a later statement takes the place of an earlier one."""
        found: dict[str, _Binding] = {}
        for node in statements(self.tree.body):
            for name, binding in self._bound_by(node):
                found[name] = binding
        return found

    def _bound_by(self, node: ast.stmt) -> Iterator[tuple[str, _Binding]]:
        if isinstance(node, ast.ImportFrom):
            origin = self._origin(node)
            for alias in node.names:
                yield alias.asname or alias.name, _Import(origin, alias.name, alias.asname == alias.name)
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    yield alias.asname, _Import(alias.name, None, False)
        else:
            for name in _defined(node):
                yield name, Definition(self.name, name, node)

    def _origin(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        parts = parts[: len(parts) - (node.level - 1)]
        return ".".join([*parts, *([node.module] if node.module else [])])

    @cached_property
    def exports(self) -> Sequence[str]:
        """The names that `__all__` lists; without one, those defined here that have no underscore."""
        for node in statements(self.tree.body):
            if "__all__" in _defined(node):
                try:
                    return tuple(ast.literal_eval(getattr(node, "value", ast.Constant(None))))
                except (ValueError, TypeError):
                    raise Problem(
                        self.name, "its __all__ is not a list of plain names", "write the names out"
                    ) from None
        return tuple(
            name
            for name, binding in self.bindings.items()
            if isinstance(binding, Definition) and not name.startswith("_")
        )


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that a type checker looks at, those of conditions and ``try`` included."""
    for node in body:
        if isinstance(node, ast.If):
            if _is_type_checking(node.test):
                yield from statements(node.body)
            elif isinstance(node.test, ast.UnaryOp) and _is_type_checking(node.test.operand):
                yield from statements(node.orelse)
            else:
                yield from statements([*node.orelse, *node.body])
        elif isinstance(node, ast.Try):
            yield from statements([*node.body, *node.orelse, *node.finalbody])
        elif isinstance(node, ast.With):
            yield from statements(node.body)
        else:
            yield node


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


class Package:
    """All modules of a package, and those that stand beside it."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        """Read them.

        Args:
            files: sources by path, e.g. ``kco/kustom/models.py``; what is not Python is left out.

        Raises:
            Problem: a file is not Python, or there is no package.
        """
        self.modules: dict[str, Module] = {}
        for path, content in sorted(files.items()):
            if path.endswith(".py"):
                parts = path.removesuffix(".py").split("/")
                is_package = parts[-1] == "__init__"
                name = ".".join(parts[:-1] if is_package else parts)
                try:
                    self.modules[name] = Module(name, is_package, ast.parse(content))
                except (SyntaxError, ValueError) as error:
                    raise Problem(path, f"is not Python: {error}", "mend the file") from None
        self.roots = tuple(module for name, module in self.modules.items() if "." not in name)
        if not self.roots:
            raise Problem("the package", "has no top module", "give all of its files")

    def public_modules(self) -> Iterator[Module]:
        """Yield the package, what stands beside it, and what they offer by ``from . import name as name``."""
        waiting, seen = list(self.roots), {root.name for root in self.roots}
        while waiting:
            module = waiting.pop(0)
            yield module
            for name, binding in module.bindings.items():
                if isinstance(binding, _Import) and binding.exported:
                    found = self.find(module.name, name)
                    if isinstance(found, Module) and found.name not in seen:
                        seen.add(found.name)
                        waiting.append(found)

    def find(self, module: str, name: str) -> Definition | Module | None:
        """Return what a name in a module stands for, ``None`` if that is none of the package's own."""
        seen: set[tuple[str, str]] = set()
        while (module, name) not in seen:
            seen.add((module, name))
            binding = self.modules[module].bindings.get(name) if module in self.modules else None
            if binding is None:
                return self.modules.get(f"{module}.{name}")
            if isinstance(binding, Definition):
                return binding
            if binding.name is None:
                return self.modules.get(binding.module)
            module, name = binding.module, binding.name
        # A package that imports its own sub-module binds the name to what it looks for.
        return self.modules.get(f"{module}.{name}")
