"""Reads files as they were committed: what the working ones are compared with."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .problems import Problem

__all__ = ["committed", "committed_folder", "require_revision"]

# More than any repository answers in; a prompt for a password would wait for ever.
SECONDS = 60


def require_revision(revision: str) -> None:
    """Make sure that there is a repository and a revision of it.

    Args:
        revision: a commit, branch or tag.

    Raises:
        Problem: git cannot be run, there is no repository here, or no such revision.
    """
    _git("rev-parse", "--show-toplevel", about="git")
    _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", about=revision)


def committed(path: Path, revision: str) -> bytes | None:
    """Return the content of a file of this repository at a revision.

    Args:
        path: the file, relative to the folder git runs in.
        revision: a commit, branch or tag.

    Returns:
        The content; ``None`` if the file is not in that revision.

    Raises:
        Problem: git cannot be run or does not know the revision.
    """
    place = f"{revision}:./{path.as_posix()}"
    return _git("show", "--no-textconv", place, about=place) if _listed(path.as_posix(), revision) else None


def committed_folder(folder: Path, revision: str) -> dict[Path, bytes]:
    """Return the files that stood in a folder at a revision, without those of folders inside it.

    Args:
        folder: the folder, relative to the one git runs in.
        revision: a commit, branch or tag.

    Raises:
        Problem: git cannot be run or does not know the revision.
    """
    names = _listed(f"{folder.as_posix()}/", revision)
    return {Path(name): committed(Path(name), revision) or b"" for name in names}


def _listed(pattern: str, revision: str) -> list[str]:
    listed = _git("ls-tree", "-z", "--name-only", revision, "--", pattern, about=revision)
    return [name for name in listed.decode("utf-8", "surrogateescape").split("\0") if name]


def _git(*arguments: str, about: str) -> bytes:
    remedy = "run this in a clone of the repository, or name two files"
    try:
        ran = subprocess.run(("git", *arguments), capture_output=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Problem(about, f"git cannot be run ({type(error).__name__})", remedy) from None
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise Problem(about, f"not found in git{f' ({said})' if said else ''}", remedy)
    return ran.stdout
