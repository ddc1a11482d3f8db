"""Reads the public surface of a package from its sources, and writes it as text.

Sources by path go in, sorted names with their signatures come out; `read_surface` reads the text back.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import attrs

from ..problems import Problem
from .classes import assigned, class_members, class_signature, is_type_variable
from .package import Definition, Module, Package, Scope, Writer

__all__ = ["Name", "read_surface", "surface", "surface_text"]


HEADER = (
    '# Every public name and its signature, made by "make generate" from the source.\n'
    "# What differs from the last release has to be named in the changelog: CONTRIBUTING.md says how.\n"
)


@attrs.frozen(order=True)
class Name:
    """A public name.

    Args:
        name: as users reach it, e.g. ``kco.Timeouts.connect``.
        signature: its definition, as one line in the manner of Python: ``def (…) -> …``, ``property -> …``,
            ``class (…)``, ``= …`` for another name of something, else the type of a value.
    """

    name: str
    signature: str

    def __str__(self) -> str:
        return f"{self.name}: {self.signature}"


def surface(files: Mapping[str, bytes | str]) -> tuple[Name, ...]:
    """List the public names of a package.

    Args:
        files: its sources by path, e.g. ``kco/kustom/models.py``; other files are ignored.

    Returns:
        Every public name, sorted.

    Raises:
        Problem: a file is not Python, or there is no package.
    """
    reader = _Reader(Package(files))
    return tuple(sorted(set(reader.read())))


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._paths: dict[Definition, list[str]] = {}
        self._others: list[Name] = []
        for module in package.public_modules():
            for name in module.exports:
                path = f"{module.name}.{name}"
                found = package.find(module.name, name)
                if isinstance(found, Definition):
                    self._paths.setdefault(found, []).append(path)
                elif isinstance(found, Module):
                    self._others.append(Name(path, "module"))
                else:
                    # A name of another package.
                    self._others.append(Name(path, "= object"))
        for paths in self._paths.values():
            paths.sort(key=lambda path: (path.count("."), path))

    def path(self, definition: Definition) -> str | None:
        """Return the name of a definition: the shortest public one, else the place that defines it."""
        if definition in self._paths:
            return self._paths[definition][0]
        is_private = any(part.startswith("_") for part in definition.path.split("."))
        return None if is_private or is_type_variable(definition) else definition.path

    def read(self) -> Iterator[Name]:
        yield from self._others
        for module in self._package.public_modules():
            if module not in self._package.roots:
                yield Name(module.name, "module")
        for paths in self._paths.values():
            yield from (Name(other, f"= {paths[0]}") for other in paths[1:])
        waiting = dict.fromkeys(self._paths)
        read: set[Definition] = set()
        while waiting:
            definition = next(iter(waiting))
            del waiting[definition]
            read.add(definition)
            writer = Writer(self._package, self.path)
            yield from self._described(definition, writer)
            waiting.update({met: None for met in writer.met if met not in read})

    def _described(self, definition: Definition, writer: Writer) -> Iterator[Name]:
        path, node, scope = self.path(definition) or "", definition.node, Scope(definition.module)
        if isinstance(node, ast.ClassDef):
            yield Name(path, class_signature(definition, self._package, writer, self._is_exported))
            for name, signature in class_members(definition, self._package, writer, self._is_exported):
                yield Name(f"{path}.{name}", signature)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Name(path, writer.function(node, scope))
        elif isinstance(node, ast.AnnAssign):
            yield Name(path, _annotated(node, writer, scope))
        elif isinstance(node, ast.Assign):
            yield Name(path, assigned(node.value, writer, scope))

    def _is_exported(self, definition: Definition) -> bool:
        return definition in self._paths


def _annotated(node: ast.AnnAssign, writer: Writer, scope: Scope) -> str:
    annotation = ast.unparse(node.annotation).rpartition(".")[2]
    if node.value is not None and annotation == "TypeAlias":
        return f"= {writer.annotation(node.value, scope)}"
    if node.value is not None and annotation == "Final":
        return assigned(node.value, writer, scope)
    return writer.annotation(node.annotation, scope)


def surface_text(names: Sequence[Name]) -> str:
    """Write a surface."""
    return HEADER + "".join(f"{name}\n" for name in names)


def read_surface(text: str, file: str) -> tuple[Name, ...]:
    """Read a surface back.

    Args:
        text: the result of `surface_text`.
        file: its name, for a message.

    Raises:
        Problem: `surface_text` does not write such a line.
    """
    names = []
    for number, line in enumerate(text.split("\n"), 1):
        if line and not line.startswith("#"):
            name, colon, signature = line.partition(": ")
            if not colon:
                raise Problem(f"{file}, line {number}", "is not NAME: SIGNATURE", "restore it from git")
            names.append(Name(name, signature))
    return tuple(names)
