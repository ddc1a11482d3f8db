"""The report as one page for a browser, with both versions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import zip_longest
from typing import Any

import attrs
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from ..changes import Change
from ..description.json_values import short
from ..documents import JsonValue, dump
from ..impact import Impact, Report, became, changelog
from ..markup import pieces, printable, shortened
from .json import CLASS_WORDS, counted, groups, summary

__all__ = ["render_html"]


# The most lines that are compared, their length, and how many equal lines are shown around a difference.
MOST_LINES = 500
LONGEST_LINE = 1_000
CONTEXT = 3


def render_html(report: Report) -> str:
    """Write a report as a self-contained page: no script, nothing loaded from anywhere."""
    return _template().render(
        parts=[_part(number, impact) for number, impact in enumerate(report.impacts, 1)],
        version=report.verdict,
        is_breaking=report.breaks,
        changelog=changelog(report.impacts),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("generator.reports", ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(pieces=pieces, counted=counted, became=became)
    environment.filters.update(short=shortened)
    return environment.get_template("changes.html.jinja")


def _visible(value: object) -> object:
    # A value with `__html__` is escaped already.
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return "\n".join(map(printable, value.split("\n")))


def _part(number: int, impact: Impact) -> dict[str, Any]:
    comparisons = []
    if impact.published:
        comparisons.append(_comparison("What the vendor changed", f"published-{number}", impact.published))
    if impact.patched is not None and (impact.published or impact.patched):
        comparisons.append(_comparison("With our overlays", f"patched-{number}", impact.patched))
    return {
        "impact": impact,
        "anchor": f"api-{number}",
        "title": f"{impact.api}: {summary(impact.published)}" if impact.api else summary(impact.published),
        "comparisons": comparisons,
    }


def _comparison(title: str, anchor: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Return what the template shows of the changes of one pair of descriptions.

    The index lists, for each operation, the sections that concern it; one section needs no index.
    """
    sections = []
    concerned: dict[str, list[dict[str, Any]]] = {}
    for number, group in enumerate(groups(changes), 1):
        rows = [
            {"change": change, "words": CLASS_WORDS[change.change_class], "lines": _side_by_side(change)}
            for change in group.changes
        ]
        section = {"anchor": f"{anchor}-{number}", "number": number, "title": group.title, "rows": rows}
        sections.append(section | {"operations": group.operations})
        for operation in group.operations:
            concerned.setdefault(operation, []).append(section)
    index = [
        {
            "name": operation,
            "summary": summary(row["change"] for section in some for row in section["rows"]),
            "sections": some,
        }
        for operation, some in concerned.items()
    ]
    return {
        "title": title,
        "summary": summary(changes),
        "sections": sections,
        "index": index if sections[1:] else [],
    }


@attrs.frozen
class _Line:
    """One line of both versions.

    Args:
        before: the line of the earlier one, ``None`` if it has none here.
        after: the line of the later one, ``None`` if it has none here.
        hidden: so many equal lines are left out here; ``before`` and ``after`` are ``None``.
    """

    before: str | None
    after: str | None
    hidden: int = 0

    @property
    def differs(self) -> bool:
        """True if the two versions differ in this line."""
        return self.before != self.after


def _side_by_side(change: Change) -> tuple[_Line, ...]:
    """Return both versions of the changed value, as YAML; nothing if neither is known."""
    if change.before is None and change.after is None:
        return ()
    before, after = _written(change.before), _written(change.after)
    lines: list[_Line] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, before, after).get_opcodes():
        pairs = zip_longest(before[start:end], after[other_start:other_end])
        some = [_Line(*pair) for pair in pairs]
        lines.extend(_folded(some, start == 0, end == len(before)) if kind == "equal" else some)
    return tuple(lines)


def _folded(lines: Sequence[_Line], is_first: bool, is_last: bool) -> Iterator[_Line]:
    """Leave out the lines that are far from every difference."""
    head, tail = 0 if is_first else CONTEXT, 0 if is_last else CONTEXT
    hidden = len(lines) - head - tail
    if hidden <= 1:
        yield from lines
        return
    yield from lines[:head]
    yield _Line(None, None, hidden)
    yield from lines[len(lines) - tail :]


def _written(value: JsonValue) -> list[str]:
    if value is None:
        return []
    try:
        text = dump(value, "it.yaml").removesuffix("...\n")
    except ValueError:
        # Half of a surrogate pair, or a number of too many digits; no file has them.
        text = short(value)
    lines = text.splitlines()
    shown = [printable(line[:LONGEST_LINE]) + ("…" if line[LONGEST_LINE:] else "") for line in lines]
    more = len(shown) - MOST_LINES
    return shown[:MOST_LINES] + ([f"… {more} more lines"] if more > 0 else [])
