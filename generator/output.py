"""Puts generated files in place, whole or not at all, and reads back what is there.

Bytes by path go in; files, or one `Problem`, come out.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .problems import Problem

__all__ = ["read_files", "replace_files", "replace_output"]


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by relative path, without those that a running Python leaves there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def replace_output(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Make `folder` hold exactly these files; return whether that changed anything.

    Everything is written beside its place first and then renamed. If anything fails, the folder stays as
    it was; the next run repairs one that was killed between the two renames.

    Raises:
        Problem: something cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise Problem(str(folder), "is not a folder", "remove it, or name another output")
    with _unwritable(folder):
        folder = folder.resolve() if folder.is_symlink() else folder
        aside = folder.with_name(f".{folder.name}.old")
        _clean_up(folder, aside)
        if folder.is_dir() and read_files(folder) == files:
            return False
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
        try:
            new.chmod(0o755)
            for name, content in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            _swap(folder, new, aside)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
    return True


def _clean_up(folder: Path, aside: Path) -> None:
    """Repair what a killed run left behind."""
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
    for leftover in folder.parent.glob(f".{glob.escape(folder.name)}.*.new"):
        shutil.rmtree(leftover, ignore_errors=True)


def _swap(folder: Path, new: Path, aside: Path) -> None:
    """Rename `new` to `folder`, or leave both as they are."""
    had_old = folder.exists()
    try:
        if had_old:
            folder.rename(aside)
        new.rename(folder)
    except BaseException:
        # An interruption may land between a rename and the line after it: look what is there.
        if had_old and new.exists() and not folder.exists():
            aside.rename(folder)
        raise


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files so that none is seen half-written, and none is written if one of them cannot be.

    Raises:
        Problem: one of them cannot be written.
    """
    for path in contents:
        if path.is_dir():
            raise Problem(str(path), "is a folder", "name a file")
    written: dict[Path, Path] = {}
    with _unwritable(next(iter(contents), Path())):
        try:
            for path, content in contents.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
                written[path] = Path(name)
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                os.chmod(name, 0o644)
            for path, beside in written.items():
                os.replace(beside, path)
        finally:
            for beside in written.values():
                beside.unlink(missing_ok=True)


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            str(path), f"cannot be written ({error.strerror or error})", "name a place that can be"
        ) from None
