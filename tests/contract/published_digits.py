"""Looks for digits in examples, and for a witness that they are the true ones.

A tracking number published without quotes is an IEEE double to whoever built the page: its last digits
are lost, and quotes around what is left make it look right. What was lost is printed elsewhere, though:
in the link beside it, or by the other vendor. Only what is *published* counts as a witness, so that an
overlay cannot vouch for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import field, frozen

__all__ = ["Example", "corrected", "digits_in", "examples", "rounded_forms", "untrue_digits", "witnesses"]

Documents: TypeAlias = Mapping[str, Any]
"""A description for each vendor."""

LONG = 12
"""From so many digits on a text is looked at, whether or not it was corrected."""
_MOST_EXACT = 2**53


@frozen(kw_only=True)
class Example:
    """An example of one field.

    Args:
        vendor: in whose description it stands.
        pointer: where, as a JSON pointer.
        name: the field.
        value: the example.
        kind: the type that the field is described with.
        siblings: the examples of the fields beside it, its own among them.
    """

    vendor: str
    pointer: str
    name: str
    value: Any
    kind: str | None
    siblings: Mapping[str, Any] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.vendor} {self.pointer} = {self.value!r}"


def examples(vendor: str, node: Any, pointer: str = "#") -> Iterator[Example]:
    """Yield every example of a field, those inside examples of whole bodies too."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from examples(vendor, item, f"{pointer}/{index}")
    if not isinstance(node, dict):
        return
    properties = node.get("properties")
    if isinstance(properties, dict):
        siblings = {name: member["example"] for name, member in properties.items() if "example" in member}
        for name, value in siblings.items():
            yield Example(
                vendor=vendor,
                pointer=f"{pointer}/properties/{name}/example",
                name=name,
                value=value,
                kind=properties[name].get("type"),
                siblings=siblings,
            )
    for key, inner in node.items():
        place = f"{pointer}/{key}"
        if key in ("example", "examples", "default") and not pointer.endswith("/properties"):
            yield from _members(vendor, inner, place)
        else:
            yield from examples(vendor, inner, place)


def _members(vendor: str, node: Any, pointer: str) -> Iterator[Example]:
    """Yield the fields of an example that is a whole object, or holds some."""
    for key, inner in node.items() if isinstance(node, dict) else ():
        place = f"{pointer}/{key}"
        yield Example(vendor=vendor, pointer=place, name=key, value=inner, kind=None, siblings=node)
        yield from _members(vendor, inner, place)
    for index, item in enumerate(node if isinstance(node, list) else ()):
        yield from _members(vendor, item, f"{pointer}/{index}")


def digits_in(value: Any) -> list[str]:
    """Return the runs of digits in an example that are long enough to have lost some."""
    return re.findall(rf"[0-9]{{{LONG},}}", str(value)) if isinstance(value, (str, int)) else []


def corrected(published: Documents, patched: Documents) -> list[tuple[Example, Example]]:
    """Return the examples of text that were published as numbers, each with what became of it."""
    pairs = []
    for vendor in published:
        ours = list(examples(vendor, patched[vendor]))
        for example in examples(vendor, published[vendor]):
            if example.kind == "string" and not isinstance(example.value, str):
                pairs.append((example, max(ours, key=lambda other: _likeness(example, other))))
    return pairs


def _likeness(one: Example, other: Example) -> tuple[bool, int]:
    """Say how likely two examples are of the same field: schemas change their names, fields do not."""
    return one.name == other.name, len(one.siblings.keys() & other.siblings.keys())


def witnesses(example: Example, published: Documents) -> list[str]:
    """Return the texts published elsewhere in which the digits of an example must stand.

    They are the sibling that links to what it numbers, as every vendor publishes it, and the same field
    at the other vendors. A number is one only if a double holds it exactly.
    """
    found = []
    for vendor, document in published.items():
        alike = [other for other in examples(vendor, document) if other.name == example.name]
        if not alike:
            continue
        counterpart = max(alike, key=lambda other: _likeness(example, other))
        if not counterpart.siblings.keys() & example.siblings.keys() - {example.name}:
            continue
        link = counterpart.siblings.get(f"{example.name.rpartition('_')[0]}_uri")
        candidates = [link] if vendor == example.vendor else [link, counterpart.value]
        found += [str(value) for value in candidates if _vouches(value)]
    return found


def _vouches(value: Any) -> bool:
    return isinstance(value, str) or (type(value) is int and abs(value) <= _MOST_EXACT)


def untrue_digits(published: Documents, patched: Documents, unwitnessed: Mapping[str, str]) -> list[str]:
    """Return one line for every example whose digits may not be the true ones.

    Args:
        published: what the vendors publish.
        patched: the same with our overlays applied.
        unwitnessed: field → reason, for the examples that nothing else vouches for.
    """
    found = []
    unused = set(unwitnessed)
    for number, example in corrected(published, patched):
        if not isinstance(example.value, str) or example.name != number.name:
            found.append(f"{number} is a number where the field is text, and is not corrected")
        elif example.name in unwitnessed:
            unused.discard(example.name)
            if abs(number.value) > _MOST_EXACT or example.value != str(number.value):
                found.append(f"{example} needs a witness: {number.value} has lost digits, or had others")
        else:
            found += _contradictions(example, [example.value], published)
    for documents in (published, patched):
        for vendor, document in documents.items():
            for example in examples(vendor, document):
                if isinstance(example.value, str) and example.name not in unwitnessed:
                    found += _contradictions(example, digits_in(example.value), published)
    return found + [f"{name} is listed as without a witness, and needs none" for name in sorted(unused)]


def _contradictions(example: Example, runs: list[str], published: Documents) -> Iterator[str]:
    texts = witnesses(example, published) if runs else []
    for run in runs:
        if not texts:
            yield f"{example} has no witness, and is not listed with its reason"
        for text in texts:
            if run != text and run not in digits_in(text):
                yield f"{example} is not what is published elsewhere: {text!r}"


def rounded_forms(digits: str) -> set[str]:
    """Return what becomes of a number in programs that know only doubles; nothing if it is exact there."""
    double = float(digits)
    forms = {str(int(double)), str(int(Decimal(repr(double)))), repr(double), f"{double:.15e}"}
    return set() if int(double) == int(digits) else forms - {digits}
