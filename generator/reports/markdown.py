"""The report as Markdown: the body of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..changes import Change
from ..impact import Impact, Report, became, changelog
from ..markup import code, escaped, fenced
from .json import CLASS_WORDS, counted, groups, only_patched, summary

__all__ = ["LONGEST_BODY", "render_markdown"]

LONGEST_BODY = 60_000
"""Characters. Forges refuse bodies of more than 65,536: https://github.com/orgs/community/discussions/27190"""

# The most characters of one block, so that there is room for the others.
LONGEST_BLOCK = 20_000
# More lines of one kind than that are for the page.
MOST_LINES = 60

_PAGE = "`make changes FORMAT=html`, on a branch with `SINCE=main`, shows everything"


def render_markdown(report: Report) -> str:
    """Write a report as Markdown, cut to what the body of a pull request may hold.

    Whole blocks are left out, so that no fence stays open.
    """
    written: list[str] = []
    length, last, left_out = 0, "", False
    for block in _blocks(report):
        glue = "\n" if block.startswith("- ") and last.startswith("- ") else "\n\n"
        if length + len(glue) + len(block) > LONGEST_BODY:
            left_out = True
            continue
        written += [glue, block] if written else [block]
        length, last = length + len(glue) + len(block), block
    end = f"\n\n**This is not all**; {_PAGE}.\n" if left_out else "\n"
    return "".join([*written, end])


def _blocks(report: Report) -> Iterator[str]:
    yield f"**Version: {report.verdict}**"
    for impact in report.impacts:
        yield f"## {f'{impact.api}: ' if impact.api else ''}{summary(impact.published)}"
        yield f"{escaped(impact.old)} → {escaped(impact.new)}"
        yield from _effects(impact)
        if impact.published:
            yield "### What the vendor changed"
            yield from _changes(impact.published)
        if impact.patched is not None and (impact.published or impact.patched):
            yield f"### With our overlays: {summary(impact.patched)}"
            yield from _changes(only_patched(impact))
    entries = changelog(report.impacts)
    if entries:
        yield "## For the changelog"
        yield _copied(entries, "markdown")


def _changes(changes: Sequence[Change]) -> Iterator[str]:
    written = 0
    for group in groups(changes):
        some = group.changes[: MOST_LINES - written]
        if not some:
            break
        written += len(some)
        yield f"#### {escaped(group.title)}"
        if len(group.operations) > 1:
            yield ", ".join(map(code, group.operations))
        for change in some:
            words = CLASS_WORDS[change.change_class]
            yield f"- **{words}**: {escaped(change.sentence)} · {code(change.place or '/')}"
    if written < len(changes):
        yield f"… {len(changes) - written} more; {_PAGE}."


def _effects(impact: Impact) -> Iterator[str]:
    if impact.obstacle:
        yield f"> {escaped(impact.obstacle)}"
    if impact.stale:
        yield f"### {counted(len(impact.stale), 'overlay action')} became stale"
        yield from _list(
            f"{code(action.file)}, action {action.index + 1}, target {code(action.target)}: "
            f"{escaped(action.reason or '')}"
            for action in impact.stale
        )
    if impact.findings:
        yield f"### {counted(len(impact.findings), 'new lint finding')}"
        yield from _list(
            f"{code(finding.pointer or '/')}: {finding.rule}: {escaped(finding.message)}"
            for finding in impact.findings
        )
    if impact.questions:
        yield from _list(
            f"**to ask**: {escaped(question.text)} · {code(question.place)}" for question in impact.questions
        )
    if impact.repairs:
        yield "Overlay actions that are ready:"
        yield _copied(impact.repairs, "yaml")
    if impact.names:
        yield f"### {counted(len(impact.names), 'public name')} of Python"
        yield from _list(f"{name.kind}: {code(name.name)}{escaped(became(name))}" for name in impact.names)


def _list(entries: Iterable[str]) -> Iterator[str]:
    lines = [f"- {entry}" for entry in entries]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"- … {len(lines) - MOST_LINES} more; {_PAGE}"


def _copied(text: str, language: str) -> str:
    """Write a text for copying, whole or not at all."""
    block = fenced(text, language)
    return block if len(block) <= LONGEST_BLOCK else f"Too long for here, {_PAGE}."
