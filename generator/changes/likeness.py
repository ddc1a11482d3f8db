"""Tells whether two names are two spellings of one, and which of several belong together.

What was renamed is one change to tell, where a plain comparison sees one thing go and another come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

from ..documents import JsonObject, JsonValue
from .nodes import meaning
from .pairs import object_of, same

__all__ = ["best_matches", "likeness", "renamed_properties", "swapped"]

# To compare each name with each takes long where everything was replaced, and then nothing was renamed.
MOST_CANDIDATES = 40_000
# Above it, two names are taken for two spellings of one.
ALIKE = 0.75
# What tools put behind a name, and what is left says as much.
_SUFFIXES = ("dto", "object", "model", "schema", "type")


def renamed_properties(old: JsonObject, new: JsonObject) -> dict[str, str]:
    """Return the new names of properties by their old ones.

    A property was renamed if one of the same schema took its place that is described in the same words
    or has much the same name. To know no more than that two properties are text is not enough.

    Args:
        old: the properties before.
        new: the properties now.
    """
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    meant = {name: meaning("schema", schema) for name, schema in (*old.items(), *new.items())}

    def score(before: str, now: str) -> float:
        if not same(meant[before], meant[now]) or not isinstance(old[before], dict):
            return 0.0
        like = likeness(before, now)
        said = _description(old[before])
        return 1.0 + like if said and said == _description(new[now]) else like if like >= ALIKE else 0.0

    return best_matches(gone, come, score)


def best_matches(
    old: Sequence[str], new: Sequence[str], score: Callable[[str, str], float]
) -> dict[str, str]:
    """Pair names by score, the best first; each is in one pair at most, and 0 makes none.

    Above `MOST_CANDIDATES` nothing is compared.
    """
    if len(old) * len(new) > MOST_CANDIDATES:
        return {}
    scored = sorted((-score(before, now), before, now) for before in old for now in new)
    matches: dict[str, str] = {}
    for negative, before, now in scored:
        if negative < 0 and before not in matches and now not in matches.values():
            matches[before] = now
    return matches


def likeness(before: str, now: str) -> float:
    """Tell how much two names are alike, from 0 to 1, without regard to case, spaces and usual suffixes."""
    one, other = _plain(before), _plain(now)
    return 1.0 if one == other else SequenceMatcher(None, one, other, autojunk=False).ratio()


def _plain(name: str) -> str:
    plain = re.sub(r"[\W_]", "", name).casefold()
    for suffix in _SUFFIXES:
        if plain != suffix:
            plain = plain.removesuffix(suffix)
    return plain


def _description(schema: JsonValue) -> str:
    text = object_of(schema).get("description")
    return " ".join(text.split()) if isinstance(text, str) else ""


def swapped(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the old names by the new ones."""
    return {now: before for before, now in renamed.items()}
