"""Compares the committed output with the output that the inputs make, and names the cause of a difference.

The files and the lock that are there go in, with those of a fresh run; one line a difference comes out.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ..configuration import PublicSurface
from ..surface import Name, compare_surfaces, read_surface, surface_text, unnamed, unreleased
from .lock import Lock, digests, lock_text

__all__ = ["Difference", "State", "compare", "compare_surface", "diff_lines"]

MOST_NAMES = 5


@attrs.frozen
class Difference:
    """One difference between output, lock and inputs.

    Args:
        path: the file, as seen from the project's root.
        verdict: what happened to it.
    """

    path: str
    verdict: str

    def __str__(self) -> str:
        return f"{self.path}: {self.verdict}"


@attrs.frozen
class State:
    """The output and the lock that are there.

    Args:
        folder: the output folder's name.
        found: its files by relative path.
        lock_name: the name of the lock's file.
        lock: the lock that is there.
    """

    folder: str
    found: Mapping[str, bytes]
    lock_name: str
    lock: Lock


def compare(there: State, fresh: Mapping[str, bytes], fresh_lock: Mapping[str, Any]) -> list[Difference]:
    """Compare the output and the lock that are there with those that the inputs make.

    Args:
        there: the output and the lock that are there.
        fresh: the files of a new run.
        fresh_lock: its lock.

    Returns:
        Every difference; none if all is well. A file that differs from the lock was edited by hand; one
        that fits the lock but not the new run is stale; a file can be both.
    """
    return [
        *(Difference(path, verdict) for path, verdict in _inputs(there, fresh_lock)),
        *(Difference(f"{there.folder}/{name}", verdict) for name, verdict in _output(there, fresh)),
    ]


def _inputs(there: State, fresh_lock: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if there.lock.content is None:
        yield there.lock_name, "missing: run make generate"
        return
    if not there.lock.says:
        yield there.lock_name, "edited by hand: it cannot be read; run make generate"
        return
    again = "the output is stale; run make generate"
    locked, current = _section(there.lock.says, "inputs"), _section(fresh_lock, "inputs")
    for path in sorted(locked.keys() | current.keys()):
        if path not in current:
            yield path, f"removed since the output was made: {again}"
        elif path not in locked:
            yield path, f"new since the output was made: {again}"
        elif locked[path] != current[path]:
            yield path, f"changed since the output was made: {again}"
    tools, current_tools = _section(there.lock.says, "tools"), _section(fresh_lock, "tools")
    for tool in sorted(tools.keys() | current_tools.keys()):
        if tools.get(tool) != current_tools.get(tool):
            yield tool, f"is {current_tools.get(tool)}, the output was made with {tools.get(tool)}: {again}"
    if locked == current and tools == current_tools and there.lock.content != lock_text(fresh_lock):
        yield there.lock_name, "edited by hand: it is not what the inputs make; run make generate"


def _output(there: State, fresh: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    locked, found = _section(there.lock.says, "output"), digests(there.found)
    made = digests(fresh)
    for name in sorted(found.keys() | made.keys()):
        if name not in found:
            yield name, "missing: run make generate"
        elif name not in made and name not in locked:
            yield name, "extra: nothing makes this file"
        elif found[name] != made.get(name):
            # The lock is no witness against a file that is as its source makes it.
            if name in locked and found[name] != locked[name]:
                yield name, "edited by hand: change its source and run make generate"
            if name not in made:
                yield name, "stale: nothing makes this file any more"
            elif locked.get(name) != made[name]:
                yield name, "stale: its source has changed"


def _section(lock: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    section = lock.get(name, {})
    return section if isinstance(section, dict) else {}


def compare_surface(
    names: PublicSurface, fresh: Sequence[Name], texts: Mapping[Path, str | None]
) -> list[Difference]:
    """Compare the public surface with its file, and its changes with the changelog.

    Args:
        names: the paths of these files.
        fresh: the surface of the package that the inputs make.
        texts: the files of `names` as they are, ``None`` for a missing one.

    Raises:
        Problem: the surface of the last release cannot be read.
    """
    return [Difference(str(path), verdict) for path, verdict in _surface(names, fresh, texts)]


def _surface(
    names: PublicSurface, fresh: Sequence[Name], texts: Mapping[Path, str | None]
) -> Iterator[tuple[Path, str]]:
    there, released, changelog = (texts[path] for path in (names.file, names.released, names.changelog))
    if there is None:
        yield names.file, "missing: run make generate"
    elif there != surface_text(fresh):
        yield names.file, "is not the public surface of the package that its source makes: run make generate"
    if released is None and changelog is None:
        return  # Nothing has been released yet.
    if released is None:
        yield names.released, "missing: restore the surface of the last release from git"
        return
    if changelog is None:
        yield names.changelog, "missing: restore it from git"
        return
    changes = compare_surfaces(read_surface(released, str(names.released)), fresh)
    entries = unreleased(changelog)
    missing = changes if entries is None else unnamed(changes, entries)
    if missing:
        listed = ", ".join(f"{change.name} ({change.kind})" for change in missing[:MOST_NAMES])
        more = f" and {len(missing) - MOST_NAMES} more" if len(missing) > MOST_NAMES else ""
        place = "has no heading Unreleased to name" if entries is None else "does not name below Unreleased"
        yield (
            names.changelog,
            f"{place} these changes of the public surface since the last release: {listed}{more}; "
            "write an entry with each name, its class or its parameter in backticks "
            "(python -m generator surface lists them)",
        )


def diff_lines(folder: str, found: Mapping[str, bytes], fresh: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a unified diff from the output that is there to the one the inputs make."""
    for name in sorted(found.keys() | fresh.keys()):
        before, after = found.get(name), fresh.get(name)
        if before == after:
            continue
        names = (
            f"{folder}/{name}" if before is not None else "/dev/null",
            f"{folder}/{name} (made from its source)" if after is not None else "/dev/null",
        )
        if not before and not after:
            yield from (f"--- {names[0]}", f"+++ {names[1]}")
        yield from difflib.unified_diff(_lines(before), _lines(after), *names, lineterm="")


def _lines(content: bytes | None) -> list[str]:
    """Split into lines that also show a missing end of line and control characters."""
    text = (content or b"").decode("utf-8", "backslashreplace")
    *lines, last = text.split("\n")
    if last:
        lines.append(f"{last} (no newline at the end of the file)")
    return ["".join(c if c.isprintable() or c == "\t" else ascii(c)[1:-1] for c in line) for line in lines]
