"""The pair *before / after*: what a vendor's move to another description tool does to its description.

The change is modelled on one that happened: one vendor's description, taken over by another, came back
with every schema renamed to ``…Dto`` and with quoted examples turned into numbers, long ones rounded to
what a double can hold. The function here does the same to any description:

1. Each schema gets a name in PascalCase that ends in ``Dto``, and each reference follows it. Names that
   would then differ in nothing but letter case get a word in front: `FIRST_WORDS`.
2. Each example on a string that reads as a whole number loses its quotes, and is written as JavaScript
   writes the double nearest to it: ``'63456415674545679874'`` becomes ``63456415674545680000``.

Nothing else changes, so that one rename for each schema and one example for each number is all there is
to report, and no request or answer is another than before.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import cast

import attrs

from generator.documents import JsonObject, JsonValue, load
from generator.json_pointer import pointer

__all__ = ["KLARNA", "Rewrite", "as_double", "rewrite"]

ROOT = Path(__file__).parents[2]
KLARNA = ROOT / "openapi" / "klarna.yaml"

PREFIX = "#/components/schemas/"
FIRST_WORDS: Mapping[str, str] = {"Address": "Location"}


@attrs.frozen
class Rewrite:
    """A description before and after.

    Args:
        before: the description as it was.
        after: the description as it came back.
        renamed: the schemas' names before, with those after; only those that differ.
        examples: the pointers of the examples that lost their quotes (in `after`), with the text each
            was before.
    """

    before: JsonObject
    after: JsonObject
    renamed: Mapping[str, str]
    examples: Mapping[str, str]

    @property
    def rounded(self) -> Mapping[str, str]:
        """Those of the examples whose digits cannot be told from the number any more."""
        return {at: text for at, text in self.examples.items() if str(as_double(text)) != text}


def rewrite(path: Path = KLARNA) -> Rewrite:
    """Return the pair for the description in a file."""
    before = cast(JsonObject, load(path))
    after = copy.deepcopy(before)
    schemas = cast(JsonObject, cast(JsonObject, after["components"])["schemas"])
    names = {name: _dto(name) for name in schemas}
    assert len({name.casefold() for name in names.values()}) == len(names), "two schemas would be one"
    renamed = {names[name]: schema for name, schema in schemas.items()}
    cast(JsonObject, after["components"])["schemas"] = renamed
    for node, _ in _objects(after, ()):
        reference = node.get("$ref")
        if isinstance(reference, str) and reference.startswith(PREFIX):
            node["$ref"] = PREFIX + names[reference.removeprefix(PREFIX)]
    examples = {}
    for node, at in _objects(after, ()):
        text = node.get("example")
        if node.get("type") == "string" and isinstance(text, str) and re.fullmatch("[1-9][0-9]*", text):
            node["example"] = as_double(text)
            examples[pointer((*at, "example"))] = text
    return Rewrite(before, after, {old: new for old, new in names.items() if old != new}, examples)


def as_double(text: str) -> int:
    """Return what JavaScript writes after reading these digits as a number: the shortest that is as near."""
    return int(Decimal(repr(float(text))))


def _dto(name: str) -> str:
    words = re.findall("[A-Z]?[a-z0-9]+", FIRST_WORDS.get(name, "") + name)
    return "".join(word[0].upper() + word[1:] for word in words).removesuffix("Dto") + "Dto"


def _objects(
    node: JsonValue, at: tuple[str | int, ...]
) -> Iterator[tuple[JsonObject, tuple[str | int, ...]]]:
    if isinstance(node, dict):
        yield node, at
        for key, value in node.items():
            yield from _objects(value, (*at, key))
    elif isinstance(node, list):
        for index, item in enumerate(node):
            yield from _objects(item, (*at, index))
