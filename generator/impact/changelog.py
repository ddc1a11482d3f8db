"""Writes the changelog's entries for a new description.

Impacts go in, Markdown comes out, which names every public name that comes, goes or changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..changes import Change, ChangeClass
from ..markup import code, escaped
from ..surface import NameChange
from .impact import Impact

__all__ = ["became", "changelog"]

_MARKS = {
    ChangeClass.BREAKING_WIRE: "**Breaking:** ",
    ChangeClass.BREAKING_PYTHON: "**Breaking:** ",
    ChangeClass.UNCLASSIFIED: "**To be looked at:** ",
    ChangeClass.ADDITION: "",
}


def changelog(impacts: Sequence[Impact]) -> str:
    """Return the entries as Markdown, by the headings of https://keepachangelog.com; empty if there are none.

    Every changed public name is named, so that the check of the changelog is content. Changes of texts
    are counted.

    Args:
        impacts: one for each API.
    """
    changes = [
        (f"{impact.api}: " if impact.api else "", change)
        for impact in impacts
        for change in (impact.published if impact.patched is None else impact.patched)
    ]
    names = _once(name for impact in impacts for name in impact.names or ())
    sections = {
        "Removed": [f"**Breaking:** {entry}" for entry in _listed([n for n in names if n.after is None])],
        "Changed": [
            *(_entry(*pair) for pair in changes if pair[1].change_class.breaks),
            *_names_changed(names),
            *_documentation(changes),
        ],
        "Added": [
            *(_entry(*pair) for pair in changes if pair[1].change_class is ChangeClass.ADDITION),
            *_names_added(names),
        ],
    }
    return "\n".join(
        f"### {heading}\n\n" + "".join(f"- {entry}\n" for entry in dict.fromkeys(entries))
        for heading, entries in sections.items()
        if entries
    )


def _entry(label: str, change: Change) -> str:
    return f"{_MARKS[change.change_class]}{label}{escaped(change.sentence)}"


def _documentation(changes: Sequence[tuple[str, Change]]) -> Iterator[str]:
    labels = [label for label, change in changes if change.change_class is ChangeClass.DOCUMENTATION]
    for label in dict.fromkeys(labels):
        number = labels.count(label)
        yield f"{label}docstrings follow {number} change{'' if number == 1 else 's'} of texts and examples"


def _once(names: Iterator[NameChange]) -> list[NameChange]:
    """Put the changes of a name by the steps of several APIs together."""
    found: dict[str, NameChange] = {}
    for name in names:
        first = found.pop(name.name, name)
        if first.before != name.after:
            found[name.name] = NameChange(name.name, first.before, name.after)
    return list(found.values())


def _names_added(names: Sequence[NameChange]) -> list[str]:
    added = [name for name in names if name.before is None]
    required = _listed([name for name in added if not name.is_compatible])
    optional = _listed([name for name in added if name.is_compatible])
    return [*(f"**Breaking:** {entry}, required" for entry in required), *optional]


def _listed(names: Sequence[NameChange]) -> list[str]:
    """Write names that end alike on one line; a class or a module includes its members."""
    whole = {name.name for name in names}
    lines: dict[str, list[str]] = {}
    for name in names:
        around, _, last = name.name.rpartition(".")
        if around not in whole:
            lines.setdefault(last, []).append(code(name.name))
    return [", ".join(line) for line in lines.values()]


def _names_changed(names: Sequence[NameChange]) -> list[str]:
    lines: dict[tuple[bool, str], list[str]] = {}
    for name in names:
        if name.before is not None and name.after is not None:
            lines.setdefault((not name.is_compatible, escaped(became(name))), []).append(code(name.name))
    return [
        f"{'**Breaking:** ' if breaks else ''}{', '.join(line)}{end}"
        for (breaks, end), line in sorted(lines.items(), key=lambda item: not item[0][0])
    ]


# Nobody reads a longer signature.
LONGEST_SIGNATURE = 120


def _quoted(text: str) -> str:
    """Put a text between backticks."""
    return f"`{text.replace('`', chr(39))}`"


def became(name: NameChange) -> str:
    """Return the change of a name as the end of a sentence, ``""`` if it came or went."""
    if name.before is None or name.after is None:
        return ""
    parameters = sorted(name.parameters)
    if parameters:
        return f": parameter{'' if len(parameters) == 1 else 's'} {', '.join(map(_quoted, parameters))}"
    # The text before the arrow is the same: a property, or a function with the same parameters.
    front, _, before = name.before.rpartition(" -> ")
    other_front, _, after = name.after.rpartition(" -> ")
    if front != other_front or len(before) + len(after) > LONGEST_SIGNATURE:
        return " changed"
    return f" is {_quoted(after)} instead of {_quoted(before)}"
