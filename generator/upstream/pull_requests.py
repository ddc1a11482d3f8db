"""The pull request of a branch: found, opened, or brought up to date, by GitHub's own command line."""

from __future__ import annotations

import json
from pathlib import Path

import attrs

from ..problems import Problem
from .repository import run

__all__ = ["PullRequest", "PullRequests", "fitting"]

# https://github.com/orgs/community/discussions/27190: a longer body is refused.
LONGEST_BODY = 65_000
CUT = "\n\n*This is longer than a pull request may be: `make changes SINCE=main` on the branch shows all of it.*\n"


@attrs.frozen
class PullRequest:
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


@attrs.frozen
class PullRequests:
    """Those of a repository.

    Args:
        folder: a folder of a clone, whose remote says which repository it is.
    """

    folder: Path

    def of(self, branch: str) -> list[PullRequest]:
        """Return those of a branch of this repository, not of forks, the open one first, merged ones left out."""
        fields = "number,title,body,headRefOid,state,isCrossRepository"
        said = self._gh("pr", "list", "--head", branch, "--state", "all", "--json", fields)
        try:
            found = [
                PullRequest(
                    entry["number"],
                    entry["title"],
                    entry["body"],
                    entry["headRefOid"],
                    entry["state"] == "OPEN",
                )
                for entry in json.loads(said)
                if not entry["isCrossRepository"] and entry["state"] != "MERGED"
            ]
        except (ValueError, KeyError, TypeError):
            raise Problem("gh pr list", "answered something else than pull requests", "update gh") from None
        return sorted(found, key=lambda request: (not request.is_open, -request.number))

    def open(self, branch: str, title: str, body: Path) -> str:
        """Open one; return its address."""
        return self._gh("pr", "create", "--head", branch, "--title", title, "--body-file", str(body))

    def update(self, request: PullRequest, title: str, body: Path) -> None:
        """Give one another title and text."""
        # `gh pr edit` asks for more than the token of a workflow may see.
        path = f"repos/{{owner}}/{{repo}}/pulls/{request.number}"
        self._gh("api", "--method", "PATCH", path, "-f", f"title={title}", "-F", f"body=@{body}", "--silent")

    def _gh(self, *arguments: str) -> str:
        ran = run(("gh", *arguments), self.folder)
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
