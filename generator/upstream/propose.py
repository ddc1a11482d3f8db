"""Proposes new descriptions as a pull request that says what they mean.

The project's folder goes in, a few lines on what was done come out; git and gh do the work, in a work
tree of its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import attrs

from ..configuration import Configuration, load_configuration
from ..git import Proposal, Repository, run
from ..problems import Problem
from .download import Download, DownloadFailure, download, lay_down, parse_records
from .fetch import Limits

__all__ = ["BRANCH", "Result", "fitting", "propose"]

Progress = Callable[[str], None]

BRANCH = "upstream/descriptions"
REPORT = ("changes", "--format", "markdown")
MOST_LINES = 100
# https://github.com/orgs/community/discussions/27190: a longer body is refused.
LONGEST_BODY = 65_000
CUT = "\n\n*This is longer than a pull request may be: `make changes SINCE=main` on the branch shows all of it.*\n"


@attrs.frozen
class Result:
    """The lines that say what was done, and the vendors whose description could not be downloaded."""

    lines: tuple[str, ...]
    failures: tuple[DownloadFailure, ...]


@attrs.frozen(kw_only=True)
class _Made:
    """A proposal that is ready to be pushed: the title of the commit, and the text of the pull request."""

    title: str
    body: str


@attrs.frozen
class _PullRequest:
    """A pull request as it is.

    Args:
        number: by which it is known.
        title: its title.
        body: its text.
        commit: the tip of its branch when it was last updated.
        is_open: whether it waits to be merged.
    """

    number: int
    title: str
    body: str
    commit: str
    is_open: bool


def propose(root: Path, *, progress: Progress, limits: Limits | None = None) -> Result:
    """Ask all vendors, and propose the descriptions that are new.

    Args:
        root: the project's folder, in a clone; its files are left as they are.
        progress: called with a few words on each step.
        limits: bounds on the answer of an address.

    Raises:
        Problem: git or GitHub refuse something.
    """
    with Repository(root).work_tree() as repository:
        configuration = load_configuration(repository.root)
        found, failures = download(repository.root, configuration, progress=progress, limits=limits)
        changed = [item for item in found if item.changed]
        if not changed:
            return Result(("no vendor has published anything new",) if not failures else (), tuple(failures))
        progress("look at what is proposed already")
        before = repository.proposal(BRANCH)
        lay_down(repository.root, configuration, _dated(changed, repository, configuration, before))
        made = _make(repository.root, changed, failures, progress)
        return Result(tuple(_publish(repository, made, before, progress)), tuple(failures))


def _dated(
    changed: Sequence[Download], repository: Repository, configuration: Configuration, before: Proposal | None
) -> list[Download]:
    """Keep the date at which we first saw a version that is proposed already, so that it stays the same."""
    place = configuration.downloads
    content = repository.content(before.commit, place.as_posix()) if before and place else None
    known = parse_records(content) or {} if content is not None else {}
    return [
        attrs.evolve(item, record=known[item.api.name])
        if item.api.name in known and known[item.api.name].sha256 == item.record.sha256
        else item
        for item in changed
    ]


def _make(
    folder: Path, changed: Sequence[Download], failures: Sequence[DownloadFailure], progress: Progress
) -> _Made:
    progress("compare")
    report = _report(folder)
    progress("generate")
    generated = run((sys.executable, "-m", "generator", "generate"), folder)
    works = generated.returncode == 0
    title = f"New description: {', '.join(item.api.name for item in changed)}" + (
        "" if works else " (does not generate yet)"
    )
    body = [*_introduction(changed, failures)]
    if not works:
        body += [
            "## It does not generate yet\n",
            "`make generate` says what a person has to look at first; the package on this branch is the old one.\n",
            _code(generated.stderr),
        ]
    return _Made(title=title, body=fitting("\n".join([*body, report])))


def _introduction(changed: Sequence[Download], failures: Sequence[DownloadFailure]) -> Iterator[str]:
    for item in changed:
        yield (
            f"- **{item.api.name}** publishes a new description at `{item.address}`; "
            f"it is now `{item.api.description.as_posix()}`, sha256 `{item.record.sha256}`."
        )
    for failure in failures:
        yield f"- **{failure.where}** could not be asked:\n\n{_code(str(failure))}"
    yield ""
    yield (
        "Made by `make upstream`, which keeps this branch up to date until somebody else commits to it. "
        "`make check` asks for an entry in the changelog where public names have changed.\n"
    )


def _report(folder: Path) -> str:
    """Return the report of a comparison, or the reason why there is none."""
    with tempfile.TemporaryDirectory(prefix="kco-report-") as name:
        path = Path(name) / "report.md"
        ran = run((sys.executable, "-m", "generator", *REPORT, "--output", str(path)), folder)
        # Its exit code says whether something breaks; the file exists if the comparison worked.
        if path.is_file():
            return path.read_text("utf-8")
    return f"## The comparison failed\n\n{_code(ran.stderr)}"


def _code(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    more = [f"… {len(lines) - MOST_LINES} more lines"] if len(lines) > MOST_LINES else []
    # No line of it can end the block.
    kept = [line.replace("```", "'''") for line in [*lines[:MOST_LINES], *more]]
    return "\n".join(["```", *kept, "```", ""])


def _publish(
    repository: Repository, made: _Made, before: Proposal | None, progress: Progress
) -> Iterator[str]:
    progress("propose")
    base = repository.git("rev-parse", "HEAD")
    tree = repository.stage()
    requests = _pull_requests(repository.root, BRANCH)
    if before is not None and not before.is_ours:
        yield f"{BRANCH}: somebody has committed to it, so it is left as it is"
    elif before is not None and (before.tree, before.parent) == (tree, base):
        if requests and not requests[0].is_open and requests[0].commit == before.commit:
            yield f"#{requests[0].number}: was closed with just this in it, so it is not opened again"
            return
        yield f"{BRANCH}: as it was"
    else:
        repository.commit(made.title, tree)
        repository.push(BRANCH, before)
        yield f"{BRANCH}: pushed"
    yield _show(repository, requests, made)


def _show(repository: Repository, requests: Sequence[_PullRequest], made: _Made) -> str:
    with tempfile.TemporaryDirectory(prefix="kco-body-") as name:
        body = Path(name) / "body.md"
        body.write_text(made.body, "utf-8")
        if not requests or not requests[0].is_open:
            create = ("pr", "create", "--head", BRANCH, "--title", made.title, "--body-file", str(body))
            return _gh(repository.root, *create)
        request = requests[0]
        if (request.title, request.body.replace("\r\n", "\n").strip()) == (made.title, made.body.strip()):
            return f"#{request.number}: as it was"
        # `gh pr edit` asks for more than the token of a workflow may see.
        path = f"repos/{{owner}}/{{repo}}/pulls/{request.number}"
        fields = ("-f", f"title={made.title}", "-F", f"body=@{body}", "--silent")
        _gh(repository.root, "api", "--method", "PATCH", path, *fields)
        return f"#{request.number}: brought up to date"


def _pull_requests(folder: Path, branch: str) -> list[_PullRequest]:
    """Return those of a branch of this repository, not of forks, the open one first, merged ones left out."""
    fields = "number,title,body,headRefOid,state,isCrossRepository"
    said = _gh(folder, "pr", "list", "--head", branch, "--state", "all", "--json", fields)
    try:
        found = [
            _PullRequest(
                entry["number"], entry["title"], entry["body"], entry["headRefOid"], entry["state"] == "OPEN"
            )
            for entry in json.loads(said)
            if not entry["isCrossRepository"] and entry["state"] != "MERGED"
        ]
    except (ValueError, KeyError, TypeError):
        raise Problem("gh pr list", "answered something else than pull requests", "update gh") from None
    return sorted(found, key=lambda request: (not request.is_open, -request.number))


def _gh(folder: Path, *arguments: str) -> str:
    ran = run(("gh", *arguments), folder)
    if ran.returncode:
        said = next((line for line in ran.stderr.splitlines() if line.strip()), "no message")
        raise Problem(f"gh {' '.join(arguments[:2])}", said, "mend what it says, and run it again")
    return ran.stdout.strip()


def fitting(body: str) -> str:
    """Return a text that is no longer than a pull request may be, cut at the end of a line."""
    if len(body) <= LONGEST_BODY:
        return body
    kept = body[: LONGEST_BODY - len(CUT)].rpartition("\n")[0]
    # A block of code that is cut would swallow the rest.
    return kept + ("\n```" if kept.count("\n```") % 2 else "") + CUT
