"""Writes annotations and parameters in one line, with the package's own names as users know them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from .modules import Definition, Module, Package

__all__ = ["Scope", "Writer"]

PathOf = Callable[[Definition], "str | None"]


class Scope:
    """Where an expression stands.

    Args:
        module: the dotted name of the module.
        types: what to write for the type variables of a generic base.
    """

    def __init__(self, module: str, types: Mapping[str, ast.expr] | None = None) -> None:
        self.module = module
        self.types = types or {}


class Writer:
    """Writes, and remembers what the package's own names in it stand for."""

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
        """Return what to write for a name, ``None`` if it is none of the package's public ones."""
        if name in scope.types:
            return scope.types[name]
        return self._written(self._package.find(scope.module, name))

    def attribute(self, chain: list[str], scope: Scope) -> ast.expr | None:
        """Return what to write for ``module.name``, ``None`` if that is none of the package's public ones."""
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
