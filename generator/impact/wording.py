"""Says in a sentence what became of a public name, with what is code between backticks."""

from __future__ import annotations

from ..surface import NameChange

__all__ = ["became"]

# A longer signature tells nobody anything.
LONGEST_SIGNATURE = 120


def _quoted(text: str) -> str:
    """Put a text between backticks."""
    return f"`{text.replace('`', chr(39))}`"


def became(name: NameChange) -> str:
    """Say what is told of a name beside the name itself, as the end of a sentence; ``""`` if that is nothing."""
    if name.before is None or name.after is None:
        return ""
    parameters = sorted(name.parameters)
    if parameters:
        return f": parameter{'' if len(parameters) == 1 else 's'} {', '.join(map(_quoted, parameters))}"
    # What stands in front of the arrow is the same: a property, or a function with the same parameters.
    front, _, before = name.before.rpartition(" -> ")
    other_front, _, after = name.after.rpartition(" -> ")
    if front != other_front or len(before) + len(after) > LONGEST_SIGNATURE:
        return " changed"
    return f" is {_quoted(after)} instead of {_quoted(before)}"
