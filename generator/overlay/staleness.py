"""The result of applying overlays: the document, and for each action whether a person must look at it."""

from __future__ import annotations

from attrs import asdict, frozen

from ..documents import JsonObject, JsonValue
from ..problems import Problem

__all__ = ["ActionReport", "Patched", "refuse_stale", "report", "stale", "stale_problems"]


@frozen(kw_only=True)
class ActionReport:
    """The effect of one action.

    Attributes:
        file: the name of its overlay.
        index: its 0-based position in the overlay's actions.
        target: the text of its query.
        matches: how many nodes it matched, each counted once.
        changed: whether it changed any of them.
        stale: whether a person must look at it: it matched nothing, matched something it does not
            change, or found something other than its `x-expect`.
        reason: why it is stale, in one sentence; None if it is not.
        digest: SHA-256 (hex) of the canonical JSON of the matches before the action: the list of pointer
            and value of each match, sorted by pointer.
        x_reason: the action's `x-reason`.
    """

    file: str
    index: int
    target: str
    matches: int
    changed: bool
    stale: bool
    reason: str | None
    digest: str
    x_reason: str | None


@frozen(kw_only=True)
class Patched:
    """A document with overlays applied.

    Attributes:
        document: the result; it shares no object or array with the input or the overlays.
        actions: a report of every action, in the order of application.
    """

    document: JsonObject
    actions: tuple[ActionReport, ...]


def stale(patched: Patched) -> tuple[ActionReport, ...]:
    """List the actions a person must look at."""
    return tuple(action for action in patched.actions if action.stale)


def stale_problems(patched: Patched) -> tuple[Problem, ...]:
    """Make one problem of each stale action; its `str()` is the line to print."""
    return tuple(
        Problem(
            f"{action.file}, action {action.index + 1}, target {action.target}",
            f"stale: {action.reason}",
            "see what the description says there now, then mend or delete the action",
        )
        for action in stale(patched)
    )


def refuse_stale(patched: Patched) -> None:
    """Raise the first stale action, if there is one, and say how many there are."""
    problems = stale_problems(patched)
    if problems:
        first = problems[0]
        rest = f" ({len(problems) - 1} more stale actions)" if len(problems) > 1 else ""
        raise Problem(first.where, f"{first.what}{rest}", first.remedy)


def report(patched: Patched) -> JsonValue:
    """Write the reports as JSON: a list with one object for every action."""
    return [
        {name.replace("_", "-"): value for name, value in asdict(action).items()}
        for action in patched.actions
    ]
