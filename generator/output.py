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


def replace_output(folder: Path, files: Mapping[str, bytes], lock: Path, lock_text: bytes) -> bool:
    """Make `folder` hold exactly these files and `lock` this text; return whether that changed anything.

    Everything is written beside its place first and then renamed. If anything fails, both stay as they
    were; the next run repairs one that was killed between two of the renames.

    Raises:
        Problem: something cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise Problem(str(folder), "is not a folder", "remove it, or name another output")
    with _unwritable(folder):
        folder = folder.resolve() if folder.is_symlink() else folder
        aside = folder.with_name(f".{folder.name}.old")
        _clean_up(folder, aside, lock)
        same_lock = lock.is_file() and lock.read_bytes() == lock_text
        if folder.is_dir() and read_files(folder) == files:
            if not same_lock:
                replace_files({lock: lock_text})
            return not same_lock
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".new", dir=folder.parent))
        try:
            new.chmod(0o755)
            for name, content in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            with _written_beside({lock: lock_text}) as put_lock:
                _swap(folder, new, aside, put_lock)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(aside, ignore_errors=True)
    return True


def _clean_up(folder: Path, aside: Path, lock: Path) -> None:
    """Repair what a killed run left behind."""
    if aside.exists() and not folder.exists():
        aside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
    for place in (folder, lock):
        for leftover in place.parent.glob(f".{glob.escape(place.name)}.*.new"):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink()


def _swap(folder: Path, new: Path, aside: Path, put_lock: _Put) -> None:
    """Rename `new` to `folder` and put the lock in place, or undo both."""
    had_old = folder.exists()
    try:
        if had_old:
            folder.rename(aside)
        new.rename(folder)
        put_lock()
    except BaseException:
        # The interruption may come between a rename and the line after it, so look at the files.
        if put_lock.is_done:
            raise
        if not new.exists() and folder.exists():
            folder.rename(new)
        if had_old and aside.exists():
            aside.rename(folder)
        raise


class _Put:
    """Renames files that were written beside their places."""

    def __init__(self, temporary: Mapping[Path, Path]) -> None:
        self._temporary = temporary

    @property
    def is_done(self) -> bool:
        return not any(written.exists() for written in self._temporary.values())

    def __call__(self) -> None:
        for path, written in self._temporary.items():
            os.replace(written, path)


@contextmanager
def _written_beside(contents: Mapping[Path, bytes]) -> Iterator[_Put]:
    temporary: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
            temporary[path] = Path(name)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            os.chmod(name, 0o644)
        yield _Put(temporary)
    finally:
        for written in temporary.values():
            written.unlink(missing_ok=True)


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write files so that none is seen half-written, and none is written if one of them cannot be.

    Raises:
        Problem: one of them cannot be written.
    """
    if not contents:
        return
    for path in contents:
        if path.is_dir():
            raise Problem(str(path), "is a folder", "name a file")
    with _unwritable(next(iter(contents))), _written_beside(contents) as put:
        put()


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            str(path), f"cannot be written ({error.strerror or error})", "name a place that can be"
        ) from None
