"""`python -m generator types`"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import typer

from ..configuration import FILE, load_configuration
from ..problems import Problem
from ..sources import files_below
from .errors import ROOT, reporting

__all__ = ["hand_written_only", "lead_back", "types"]

_HEADER = re.compile(r"# (?:Copied|Made) from (\S+) by ")
_PLACE = re.compile(r"([\w./-]+\.py)(?::(\d+))?")


def types() -> None:
    """Run mypy and pyright. Errors in copies of hand-written modules are shown where their source is."""
    with reporting():
        configuration = load_configuration(ROOT)
        settings = tomllib.loads((ROOT / FILE).read_text("utf-8"))["tool"]
        if "files" not in settings.get("mypy", {}):
            raise Problem(f"{FILE}, [tool.mypy]", "the key 'files' is missing", "add it")
        parts = files_below(ROOT / configuration.parts)
        in_place = [str(configuration.parts / name) for name in hand_written_only(parts)]
        sources = _sources(configuration.output)
        codes = [_run(sources, "mypy", *settings["mypy"]["files"], *in_place)]
        if shutil.which("node"):
            codes.append(_run(sources, "pyright", "--project", FILE))
        else:
            print("pyright: skipped, it needs Node")
        raise typer.Exit(next(filter(None, codes), 0))


def hand_written_only(files: Mapping[str, bytes]) -> list[str]:
    """Return the modules that import no generated one, nor a module that does; they need no package around them.

    Args:
        files: the hand-written files by their paths inside the package. A module that is not among them is
            generated; the blocking twins are.
    """
    imports = {name: set(_imports(name, files)) for name in files if name.endswith(".py")}
    found = set(imports)
    while others := {name for name in found if not imports[name] <= found}:
        found -= others
    return sorted(found)


def _imports(name: str, files: Mapping[str, bytes]) -> Iterator[str]:
    try:
        tree = ast.parse(files[name])
    except (SyntaxError, ValueError):
        return  # The type checkers say what is wrong with it.
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            module = PurePosixPath(name).parents[node.level - 1] / (node.module or "").replace(".", "/")
            for alias in node.names:
                member = module / alias.name
                paths = (f"{member}.py", f"{member}/__init__.py", f"{module}.py", f"{module / '__init__.py'}")
                yield next((path for path in paths if path in files), str(member))


def _sources(output: Path) -> dict[str, str]:
    """Return the source of each copy and twin in the output."""
    sources = {}
    for name, content in files_below(ROOT / output).items():
        header = _HEADER.match(content.partition(b"\n")[0].decode("utf-8", "replace"))
        if header is not None:
            sources[f"{output.as_posix()}/{name}"] = header[1]
    return sources


def _run(sources: Mapping[str, str], tool: str, *arguments: str) -> int:
    ran = subprocess.run(
        [sys.executable, "-m", tool, *arguments], stdout=subprocess.PIPE, text=True, check=False
    )
    text = lead_back(ran.stdout.replace(f"{ROOT.resolve()}/", ""), sources)
    # What is checked in place and in a copy would be shown twice.
    print("\n".join(dict.fromkeys(text.splitlines())))
    return ran.returncode


def lead_back(text: str, sources: Mapping[str, str]) -> str:
    """Return what a type checker says, with the places in copies replaced by those in their sources.

    Args:
        text: what it says, with paths relative to the project's root.
        sources: the source of each copy. A copy has one line more: the first, which names its source.
    """

    def place(found: re.Match[str]) -> str:
        path, line = found.groups()
        if path not in sources:
            return found[0]
        return sources[path] + (f":{int(line) - 1}" if line else "")

    return _PLACE.sub(place, text)
