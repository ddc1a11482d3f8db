"""Runs git: a work tree, a commit and a branch for a proposal, and files as they were at a revision."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import attrs

from .problems import Problem

__all__ = ["Proposal", "Repository", "committed", "committed_folder", "require_revision", "run"]

REMOTE = "origin"
# Names the tree of a commit of ours; a commit that a person has changed has another tree.
TRAILER = "Proposed-Tree"
AUTHOR = ("kco upstream", "upstream@localhost")
TOKENS = ("GH_TOKEN", "GITHUB_TOKEN")
# More than any repository needs; a prompt for a password would wait for ever.
SECONDS = 300


def run(command: tuple[str, ...], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program to its end, without a terminal; only git and gh see a token.

    Raises:
        Problem: it is not installed, or does not end in time.
    """
    quiet = {"GIT_TERMINAL_PROMPT": "0", "GH_PROMPT_DISABLED": "1", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    hidden = () if command[0] in ("git", "gh") else TOKENS
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={name: value for name, value in os.environ.items() if name not in hidden} | quiet,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise Problem(command[0], "is not installed", "install it") from None
    except subprocess.TimeoutExpired:
        raise Problem(" ".join(command[:3]), f"was not done after {SECONDS} seconds", "try again") from None


@attrs.frozen
class Proposal:
    """The tip of the branch as it is at the remote.

    Args:
        commit: its hash.
        parent: the commit it was made on.
        tree: the hash of its files.
        is_ours: whether it is as we made it.
    """

    commit: str
    parent: str
    tree: str
    is_ours: bool


@attrs.frozen
class Repository:
    """A clone.

    Args:
        root: a folder of it.
    """

    root: Path

    def git(self, *arguments: str) -> str:
        """Run git and return what it prints.

        Raises:
            Problem: it fails.
        """
        ran = self._try(*arguments)
        if ran.returncode:
            said = next((line for line in ran.stderr.splitlines() if line.strip()), "no message")
            raise Problem(f"git {arguments[0]}", said, "mend what it says, and run it again")
        return ran.stdout.strip()

    def _try(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        options = ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false"]
        options += ["-c", f"user.name={AUTHOR[0]}", "-c", f"user.email={AUTHOR[1]}"]
        if any(os.environ.get(name) for name in TOKENS):
            # The token stays in the environment; no file and no address holds it.
            options += ["-c", "credential.helper=", "-c", "credential.helper=!gh auth git-credential"]
        return run(("git", *options, *arguments), self.root)

    @contextmanager
    def work_tree(self) -> Iterator[Repository]:
        """Check out what is committed into a folder of its own, for the time of the block."""
        with tempfile.TemporaryDirectory(prefix="kco-upstream-") as name:
            folder = Path(name) / "tree"
            self.git("worktree", "add", "--quiet", "--detach", str(folder), "HEAD")
            try:
                yield Repository(folder)
            finally:
                self._try("worktree", "remove", "--force", str(folder))
                self._try("worktree", "prune")

    def proposal(self, branch: str) -> Proposal | None:
        """Fetch the tip of a branch at the remote, ``None`` if there is no such branch."""
        if not self.git("ls-remote", "--heads", REMOTE, f"refs/heads/{branch}"):
            return None
        self.git("fetch", "--quiet", "--no-tags", REMOTE, f"refs/heads/{branch}")
        shape = f"%H%x00%P%x00%T%x00%(trailers:key={TRAILER},valueonly)"
        commit, parents, tree, said = self.git("log", "-1", f"--format={shape}", "FETCH_HEAD").split("\0")
        return Proposal(commit, parents.partition(" ")[0], tree, said.strip() == tree)

    def content(self, commit: str, path: str) -> bytes | None:
        """Return a file as it is in a commit, ``None`` if it is not there."""
        ran = self._try("show", f"{commit}:{path}")
        return ran.stdout.encode() if ran.returncode == 0 else None

    def stage(self) -> str:
        """Stage every change of the work tree; return the hash of its files."""
        self.git("add", "--all")
        return self.git("write-tree")

    def commit(self, message: str, tree: str) -> None:
        """Commit what is staged."""
        self.git("commit", "--quiet", "--no-verify", "--message", f"{message}\n\n{TRAILER}: {tree}")

    def push(self, branch: str, over: Proposal | None) -> None:
        """Put the commit on the branch at the remote, unless somebody else has been there since."""
        place = f"refs/heads/{branch}"
        lease = f"--force-with-lease={place}:{over.commit if over is not None else ''}"
        self.git("push", "--quiet", lease, REMOTE, f"HEAD:{place}")


def require_revision(revision: str) -> None:
    """Raise unless there is a repository and a revision of it.

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
    """Return the files of a folder at a revision, without those of folders inside it.

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
