"""The surface that is read from the source is the one that Python has once the package is imported."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator.output import read_files
from generator.surface import surface

REPOSITORY = Path(__file__).parents[2]
NAMES = {name.name: name.signature for name in surface(read_files(REPOSITORY / "generated_client"))}
PUBLIC_MODULES = [name for name, signature in NAMES.items() if signature == "module"] + ["kco"]
EXPORTED = [
    f"{module}.{name}" for module in PUBLIC_MODULES for name in importlib.import_module(module).__all__
]


def find(path: str) -> Any:
    """Return what stands at a path, a method or property as its class holds it."""
    parts = path.split(".")
    end = max(end for end in range(1, len(parts) + 1) if is_module(".".join(parts[:end])))
    found: Any = importlib.import_module(".".join(parts[:end]))
    for part in parts[end:]:
        found = getattr(found, part) if isinstance(found, ModuleType) else inspect.getattr_static(found, part)
    return found


def is_module(path: str) -> bool:
    try:
        importlib.import_module(path)
    except ModuleNotFoundError:
        return False
    return True


def canonical(path: str) -> str:
    """Return the name under which the surface tells everything about what stands at a path."""
    signature = NAMES[path]
    return signature[2:] if signature.startswith("= kco.") and signature[2:] in NAMES else path


def classes() -> dict[str, type]:
    return {path: find(path) for path in map(canonical, EXPORTED) if inspect.isclass(find(path))}


def public_bases(kind: type) -> list[type]:
    """Return the bases of a class that users can name, and those of other packages."""
    exported = set(classes().values())
    return [
        base for base in kind.__mro__[1:] if base in exported or base.__module__.partition(".")[0] != "kco"
    ]


def test_every_exported_name_is_told() -> None:
    assert len(NAMES) > 1500
    assert set(EXPORTED) <= NAMES.keys()
    assert {"kco", "kco.kustom", "kco.klarna", "kco.sandbox"} <= set(PUBLIC_MODULES)


@pytest.mark.parametrize("path", [path for path, said in NAMES.items() if said.startswith("= kco.")])
def test_another_name_of_something_is_that(path: str) -> None:
    if "|" in NAMES[path]:
        assert find(path) is not None
    else:
        assert find(path) is find(NAMES[path][2:])


def test_every_name_is_there() -> None:
    for path, signature in NAMES.items():
        owner, _, name = path.rpartition(".")
        if signature == "module" or not owner:
            continue
        try:
            find(path)
        except AttributeError:
            # What an initializer or an annotation puts on objects is not on the class itself.
            if not any(name in vars(base).get("__annotations__", {}) for base in find(owner).__mro__):
                assert f"self.{name}" in inspect.getsource(find(owner)), path


def test_every_public_member_of_an_exported_class_is_told() -> None:
    for path, kind in classes().items():
        inherited = {name for base in public_bases(kind) for name in dir(base)}
        own = {name for name in vars(kind) if not name.startswith("_")}
        for name in {name for name in dir(kind) if not name.startswith("_")} - (inherited - own):
            if issubclass(kind, Enum) and name in kind.__members__:
                assert NAMES[f"{path}.{name}"].startswith("= "), path
            assert f"{path}.{name}" in NAMES, f"{path}.{name}"


def shown_parameters(signature: str) -> list[tuple[str, str, bool]]:
    """Return the name and kind of each parameter in a signature, and whether it may be left out."""
    rest = signature.partition("def ")[2]
    node = ast.parse(f"def f{rest}: ...").body[0]
    assert isinstance(node, ast.FunctionDef)
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults = [False] * (len(plain) - len(arguments.defaults)) + [True] * len(arguments.defaults)
    found = [
        (a.arg, "POSITIONAL_ONLY" if a in arguments.posonlyargs else "POSITIONAL_OR_KEYWORD", d)
        for a, d in zip(plain, defaults, strict=True)
    ]
    if arguments.vararg:
        found.append((arguments.vararg.arg, "VAR_POSITIONAL", False))
    found += [
        (a.arg, "KEYWORD_ONLY", d is not None)
        for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    ]
    if arguments.kwarg:
        found.append((arguments.kwarg.arg, "VAR_KEYWORD", False))
    return found


def test_every_function_is_told_as_it_is() -> None:
    functions = {path: said for path, said in NAMES.items() if "def (" in said}
    assert len(functions) > 300
    for path, signature in functions.items():
        found = find(path)
        assert isinstance(found, classmethod) is signature.startswith("classmethod "), path
        assert isinstance(found, staticmethod) is signature.startswith("staticmethod "), path
        function = getattr(found, "__func__", found)
        assert inspect.iscoroutinefunction(function) is ("async def (" in signature), path
        parameters = [
            (parameter.name, parameter.kind.name, parameter.default is not parameter.empty)
            for parameter in inspect.signature(function).parameters.values()
            # attrs makes parameters of private fields, which are nobody's to pass.
            if parameter.name not in ("self", "cls") and not parameter.name.startswith("_")
        ]
        assert shown_parameters(signature) == parameters, path


def test_every_property_is_one_and_every_class_too() -> None:
    for path, signature in NAMES.items():
        if signature.startswith("property ->"):
            assert isinstance(find(path), property), path
        if re.match(r"(final )?class( \(|$)", signature):
            assert inspect.isclass(find(path)), path


def test_bases_are_told_as_they_are() -> None:
    for path, kind in classes().items():
        inside = NAMES[path].partition("(")[2]
        for base in public_bases(kind):
            if base.__module__.startswith("kco") and base in kind.__bases__:
                assert base.__name__ in inside, path


def test_names_come_sorted_and_once() -> None:
    listed = surface(read_files(REPOSITORY / "generated_client"))
    assert [name.name for name in listed] == sorted({name.name for name in listed})
