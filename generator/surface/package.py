"""The modules of a package as a type checker sees them: the definition behind each name.

Sources by path go in; `Package` finds definitions, and `Writer` writes signatures with public names.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import attrs

from ..problems import Problem

__all__ = ["Definition", "Module", "Package", "Scope", "Writer", "statements"]


@attrs.frozen
class Definition:
    """Something that a module of the package defines.

    Args:
        module: the module's dotted name.
        name: its name there.
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
        """The definition or import behind each name; a later statement replaces an earlier one."""
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
    """All modules of a package, and those beside it."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        """Read them.

        Args:
            files: sources by path, e.g. ``kco/kustom/models.py``; other files are ignored.

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
        """Yield the package, the modules beside it, and those they offer by ``from . import name as name``."""
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
        """Return the definition or module behind a name, ``None`` if it is not in the package."""
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
        # A package that imports its own sub-module binds the name to that module.
        return self.modules.get(f"{module}.{name}")


PathOf = Callable[[Definition], "str | None"]


class Scope:
    """The place of an expression.

    Args:
        module: the dotted name of the module.
        types: replacements for the type variables of a generic base.
    """

    def __init__(self, module: str, types: Mapping[str, ast.expr] | None = None) -> None:
        self.module = module
        self.types = types or {}


class Writer:
    """Writes expressions with public names, and remembers the definitions behind these."""

    def __init__(self, package: Package, path_of: PathOf) -> None:
        self._package = package
        self._path_of = path_of
        self.met: dict[Definition, None] = {}

    def annotation(self, node: ast.expr, scope: Scope) -> str:
        """Write a type."""
        return ast.unparse(self.resolved(node, scope))

    def value(self, node: ast.expr, scope: Scope) -> str:
        """Write a default."""
        return ast.unparse(_Resolver(self, scope, texts_are_types=False).visit(_copy(node)))

    def resolved(self, node: ast.expr, scope: Scope) -> ast.expr:
        """Return a type with every name in full."""
        made: ast.expr = _Resolver(self, scope, texts_are_types=True).visit(_copy(node))
        return made

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, *, bound: bool = False
    ) -> str:
        """Write a function or, `bound`, a method as its caller sees it: without its first parameter."""
        parameters = ", ".join(self._parameters(node.args, scope, bound))
        returns = f" -> {self.annotation(node.returns, scope)}" if node.returns is not None else ""
        return f"{'async ' if isinstance(node, ast.AsyncFunctionDef) else ''}def ({parameters}){returns}"

    def _parameters(self, arguments: ast.arguments, scope: Scope, bound: bool) -> Iterator[str]:
        plain = [*arguments.posonlyargs, *arguments.args]
        defaults = [None] * (len(plain) - len(arguments.defaults)) + list(arguments.defaults)
        for index, (argument, default) in enumerate(zip(plain, defaults, strict=True)):
            if not (bound and index == 0):
                yield self._parameter(argument, default, scope)
            if index + 1 == len(arguments.posonlyargs) > int(bound):
                yield "/"
        if arguments.vararg is not None:
            yield f"*{self._parameter(arguments.vararg, None, scope)}"
        elif arguments.kwonlyargs:
            yield "*"
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            yield self._parameter(argument, default, scope)
        if arguments.kwarg is not None:
            yield f"**{self._parameter(arguments.kwarg, None, scope)}"

    def _parameter(self, argument: ast.arg, default: ast.expr | None, scope: Scope) -> str:
        text = argument.arg
        if argument.annotation is not None:
            text += f": {self.annotation(argument.annotation, scope)}"
        return text if default is None else f"{text} = {self.value(default, scope)}"

    def name(self, name: str, scope: Scope) -> ast.expr | None:
        """Return the public name to write for a name, ``None`` if there is none."""
        if name in scope.types:
            return scope.types[name]
        return self._written(self._package.find(scope.module, name))

    def attribute(self, chain: list[str], scope: Scope) -> ast.expr | None:
        """Return the public name to write for ``module.name``, ``None`` if there is none."""
        found: Definition | Module | None = self._package.find(scope.module, chain[0])
        for name in chain[1:]:
            if not isinstance(found, Module):
                return None
            found = self._package.find(found.name, name)
        return self._written(found)

    def _written(self, found: Definition | Module | None) -> ast.expr | None:
        path = self._path_of(found) if isinstance(found, Definition) else None
        if path is None or not isinstance(found, Definition):
            return None
        self.met[found] = None
        return ast.Name(path)


class _Resolver(ast.NodeTransformer):
    def __init__(self, writer: Writer, scope: Scope, *, texts_are_types: bool) -> None:
        self._writer, self._scope, self._texts_are_types = writer, scope, texts_are_types

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._writer.name(node.id, self._scope) or node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        chain = _chain(node)
        found = self._writer.attribute(chain, self._scope) if chain else None
        if found is not None:
            return found
        node.value = self.visit(node.value)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        node.value = self.visit(node.value)
        inside = self
        if ast.unparse(node.value).rpartition(".")[2] == "Literal":
            inside = _Resolver(self._writer, self._scope, texts_are_types=False)
        node.slice = inside.visit(node.slice)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if not (self._texts_are_types and isinstance(node.value, str)):
            return node
        made: ast.expr = self.visit(ast.parse(node.value, mode="eval").body)
        return made


def _chain(node: ast.expr) -> list[str] | None:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        chain = _chain(node.value)
        return None if chain is None else [*chain, node.attr]
    return None


def _copy(node: ast.expr) -> ast.expr:
    return ast.parse(ast.unparse(node), mode="eval").body
