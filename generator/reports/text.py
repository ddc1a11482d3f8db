"""The report for a terminal: short, with colours where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from ..changes import Change, ChangeClass
from ..impact import Impact, Report, became, changelog
from ..markup import printable, shortened
from ..surface import NameChange
from .json import CLASS_WORDS, counted, groups, only_patched, summary

__all__ = ["render_text"]

_STYLES = {
    ChangeClass.BREAKING_WIRE: "bold red",
    ChangeClass.UNCLASSIFIED: "bold magenta",
    ChangeClass.BREAKING_PYTHON: "red",
    ChangeClass.ADDITION: "green",
    ChangeClass.DOCUMENTATION: "dim",
}
_SIGNS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}
# More than this of one kind is for the page, not for a terminal.
MOST_LINES = 25


def render_text(report: Report, console: Console) -> None:
    """Print a report.

    Args:
        report: the report.
        console: prints it, with colours where there are any.
    """
    for line in _lines(report):
        console.print(line, soft_wrap=True)


def _lines(report: Report) -> Iterator[Text]:
    for impact in report.impacts:
        yield from _impact(impact)
    entries = changelog(report.impacts).splitlines()
    if entries and report.current is not None:
        yield from _block("for the changelog", entries, "--format markdown shows them")
    yield Text.assemble("version: ", (report.verdict, "bold"))


def _impact(impact: Impact) -> Iterator[Text]:
    title = f"{impact.api}: " if impact.api else ""
    yield Text(shortened(f"{title}{impact.old} → {impact.new}: {summary(impact.published)}"), "bold")
    yield from _changes(impact.published)
    if impact.patched is not None and (impact.published or impact.patched):
        yield Text(f"with our overlays: {summary(impact.patched)}", "bold")
        yield from _changes(only_patched(impact))
    if impact.obstacle:
        yield Text(shortened(impact.obstacle), "bold yellow")
    yield from _effects(impact)


def _changes(changes: Sequence[Change]) -> Iterator[Text]:
    printed = 0
    for group in groups(changes):
        if printed >= MOST_LINES:
            break
        yield Text(f"  {group.title}", "cyan")
        for change in group.changes[: MOST_LINES - printed]:
            printed += 1
            words = f"    {CLASS_WORDS[change.change_class]}: "
            yield Text.assemble((words, _STYLES[change.change_class]), shortened(change.sentence))
    yield from _rest(len(changes) - printed)


def _effects(impact: Impact) -> Iterator[Text]:
    if impact.stale:
        yield Text(f"{counted(len(impact.stale), 'overlay action')} became stale", "bold yellow")
        for action in impact.stale[:MOST_LINES]:
            place = shortened(f"{action.file}, action {action.index + 1}, target {action.target}")
            yield Text(f"  {place}: {shortened(action.reason or '')}")
        yield from _rest(len(impact.stale) - MOST_LINES)
    if impact.findings:
        yield Text(counted(len(impact.findings), "new lint finding"), "bold yellow")
        for finding in impact.findings[:MOST_LINES]:
            place = shortened(finding.pointer) or "/"
            yield Text(f"  {place}: {finding.rule}: {shortened(finding.message)}")
        yield from _rest(len(impact.findings) - MOST_LINES)
    for question in impact.questions[:MOST_LINES]:
        yield Text(f"  to ask: {shortened(question.place)}: {shortened(question.text)}", "yellow")
    yield from _rest(len(impact.questions) - MOST_LINES)
    if impact.repairs:
        yield from _block(
            "overlay actions that are ready", impact.repairs.splitlines(), "--repairs FOLDER writes them"
        )
    if impact.names:
        yield Text(f"{counted(len(impact.names), 'public name')} of Python", "bold")
        for name in impact.names[:MOST_LINES]:
            yield _name(name)
        yield from _rest(len(impact.names) - MOST_LINES)


def _name(name: NameChange) -> Text:
    sign, style = _SIGNS[name.kind]
    return Text(f"  {sign} {shortened(name.name)}{printable(became(name))}", style)


def _block(title: str, lines: Sequence[str], elsewhere: str) -> Iterator[Text]:
    """Show a text for copying, whole or not at all."""
    if len(lines) > MOST_LINES:
        yield Text(f"{title}: {len(lines)} lines; {elsewhere}", "bold")
        return
    yield Text(f"{title}:", "bold")
    for line in lines:
        yield Text(f"  {printable(line)}")


def _rest(number: int) -> Iterator[Text]:
    if number > 0:
        yield Text(f"  … {number} more; --format html shows all of them", "dim")
