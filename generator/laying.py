"""The hand-written files of a package, which are copied in beside the generated ones."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from .problems import Problem

__all__ = ["lay_in", "members_of", "source_files"]

_HEADER = '# Copied from {source} by "make generate"; change that, not this.\n'


def source_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder by relative path, but for those that tools and editors leave there."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in below.parts):
            yield below.as_posix(), path.read_bytes()


def lay_in(root: Path, folder: Path) -> dict[str, bytes]:
    """Return the files of a hand-written folder by their paths inside the package.

    Each module begins with a line that names its source, so that a traceback leads to it.

    Args:
        root: the project's folder.
        folder: the hand-written folder, as seen from there.

    Raises:
        Problem: there is no such folder, or nothing in it.
    """
    files = {
        name: _HEADER.format(source=f"{folder.as_posix()}/{name}").encode() + content
        if name.endswith(".py")
        else content
        for name, content in source_files(root / folder)
    }
    if not files:
        raise Problem(str(folder), "is not a folder with files", "name another in pyproject.toml")
    return files


def members_of(files: Mapping[str, bytes], class_path: str, where: str) -> frozenset[str]:
    """Return the names of what a hand-written class has, with what its own bases have.

    Args:
        files: the hand-written files by their paths inside the package.
        class_path: ``module.Class``, as seen from the package.
        where: who says so, for the message.

    Raises:
        Problem: there is no such class.
    """
    module, _, name = class_path.rpartition(".")
    tree = _module(files, module)
    if tree is None:
        raise Problem(where, f"there is no module {module} in the hand-written parts", "name another class")
    if not any(isinstance(node, ast.ClassDef) and node.name == name for node in tree.body):
        raise Problem(where, f"there is no class {name} in the module {module}", "name another class")
    return frozenset(_members(files, module, name, set()))


def _module(files: Mapping[str, bytes], module: str) -> ast.Module | None:
    stem = module.replace(".", "/")
    for path in (f"{stem}.py", f"{stem}/__init__.py"):
        if path in files:
            try:
                return ast.parse(files[path])
            except (SyntaxError, ValueError) as error:
                raise Problem(path, f"is not Python: {error}", "mend the file") from None
    return None


def _members(files: Mapping[str, bytes], module: str, name: str, seen: set[tuple[str, str]]) -> Iterator[str]:
    tree = _module(files, module)
    if tree is None or (module, name) in seen:
        return
    seen.add((module, name))
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.level:
            package = module.split(".")[: -node.level]
            origin = ".".join([*package, *(node.module or "").split(".")]).strip(".")
            for alias in node.names:
                if name == (alias.asname or alias.name):
                    yield from _members(files, origin, alias.name, seen)
        elif isinstance(node, ast.ClassDef) and node.name == name:
            for child in node.body:
                yield from _names(child)
            for base in node.bases:
                plain = base.value if isinstance(base, ast.Subscript) else base
                if isinstance(plain, ast.Name):
                    yield from _members(files, module, plain.id, seen)


def _names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
