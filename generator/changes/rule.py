"""Applies rules to pairs until every difference is reported: what a rule knows, and what it may answer."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs

from ..description.json_values import same
from .change import ChangeClass, Effect, Reading, opposite, received, sent, worst
from .pair import Pair, quoted
from .usage import NO_USES, Side, Uses, name_of, operation_order

__all__ = [
    "Comparison",
    "Difference",
    "Rule",
    "Rules",
    "Scene",
    "Step",
    "ReportedElsewhere",
    "applied",
    "by_key",
    "unclassified",
]

MOST_NAMES = 3


@attrs.frozen
class Difference:
    """A change before its place and fragments are taken from the pair."""

    change_class: ChangeClass
    pair: Pair
    sentence: str
    operations: tuple[str, ...] = ()


@attrs.frozen
class Comparison:
    """A pair that a rule is still to be applied to; its answer has to account for all that differs."""

    rule: Rule
    pair: Pair
    scene: Scene


@attrs.frozen
class ReportedElsewhere:
    """Another rule reports this difference."""


Step: TypeAlias = "Difference | Comparison | ReportedElsewhere"
Rule: TypeAlias = "Callable[[Pair, Scene], Iterable[Step]]"
# One rule for a key, or for keys that mean something together only.
Rules: TypeAlias = "Mapping[str | tuple[str, ...], Rule]"


@attrs.frozen(kw_only=True)
class Scene:
    """What a rule knows of the place it compares.

    Args:
        old: the old description.
        new: the new description.
        uses: the operations that send or receive what is compared.
        owner: what the place belongs to, in words, e.g. ``the schema `Order```.
        says_where: the owner names its operations already.
        path: the members between the owner and the place, e.g. ``("lines", "[]", "price")``.
        certain: a value is there and not null for all that was said, so Python's type has no ``None``.
        as_text: whatever the type, Python takes text: a path or header parameter.
        negated: the place is below a ``not``.
        schema: the schema that the place is part of.
        site: where that schema is referred to, if it is compared with one in another place.
        around: the operations that use the object that a property belongs to.
        required: a property that its object must have.
        texts_reported: what is reported already implies that the texts differ.
        flattened: what is compared was put together from the parts of an `allOf`.
        stands_for: the pair to name instead, for what is in no one place of the document.
    """

    old: Side
    new: Side
    uses: Uses = NO_USES
    owner: str = "the description"
    says_where: bool = False
    path: tuple[str, ...] = ()
    certain: bool = True
    as_text: bool = False
    negated: bool = False
    schema: Pair | None = None
    site: Pair | None = None
    around: Uses = NO_USES
    required: bool = False
    texts_reported: bool = False
    flattened: bool = False
    stands_for: Pair | None = None

    def inside(self, piece: str) -> Scene:
        """The scene of a member."""
        return attrs.evolve(self, path=(*self.path, piece), site=None, flattened=False)

    def belonging_to(self, owner: str, *, says_where: bool = False) -> Scene:
        """The scene of something that has a name of its own."""
        return attrs.evolve(self, owner=owner, says_where=says_where, path=())

    def used_by(self, uses: Uses) -> Scene:
        """The scene with other operations."""
        return attrs.evolve(self, uses=uses)

    @property
    def subject(self) -> str:
        """The place in words: ``` `lines[].price` of the schema `Order` ```."""
        path = "".join(piece if piece[:1] in ("", "[") else f".{piece}" for piece in self.path).lstrip(".")
        return f"{quoted(path)} of {self.owner}" if path else self.owner

    @property
    def where(self) -> str:
        """The operations in words, with a space in front; ``""`` if the subject says it."""
        if self.says_where:
            return ""
        if self.uses == NO_USES:
            return ", which no operation uses"
        parts = [
            f" in {words} {self.named(operations)}"
            for words, operations in (
                ("requests of", self.uses.sent_by),
                ("answers of", self.uses.received_by),
            )
            if operations
        ]
        return " and".join(parts)

    @property
    def operations(self) -> tuple[str, ...]:
        return tuple(sorted(self.uses.sent_by | self.uses.received_by, key=operation_order))

    def named(self, operations: Iterable[str]) -> str:
        """List operations by what callers call them; many only count."""
        keys = sorted(operations, key=operation_order)
        # An operation that moved has two keys and one name.
        names = list(dict.fromkeys(map(self._name_of, keys)))
        if len(names) > MOST_NAMES:
            return f"{', '.join(names[: MOST_NAMES - 1])} and {len(names) - MOST_NAMES + 1} other operations"
        return " and ".join((", ".join(names[:-1]), names[-1]) if names[1:] else names)

    def _name_of(self, key: str) -> str:
        found = self.new.operations.get(key) or self.old.operations.get(key)
        return name_of(found) if found is not None else key

    def if_used(self, change_class: ChangeClass) -> ChangeClass:
        """Return the class of a change that matters only if an operation uses the place."""
        return change_class if self.operations else ChangeClass.DOCUMENTATION

    def judge(self, effect: Effect, reading: Reading = Reading.LIBERAL) -> ChangeClass:
        """Return the class of a change to the allowed values, the worst of all directions."""
        seen = opposite(effect) if self.negated else effect
        found = [ChangeClass.DOCUMENTATION]
        if self.uses.sent_by:
            found.append(sent(seen))
        if self.uses.received_by:
            found.append(received(seen, reading))
        return worst(*found)

    def differs(self, pair: Pair, change_class: ChangeClass, text: str, reason: str = "") -> Difference:
        """Report a change of what is used in requests or answers.

        Args:
            pair: the place.
            change_class: its class.
            text: the sentence up to the operations.
            reason: what follows from it, if that is not plain.
        """
        return self.reports(pair, change_class, f"{text}{self.where}", reason)

    def reports(self, pair: Pair, change_class: ChangeClass, text: str, reason: str = "") -> Difference:
        """Report a change of any kind."""
        sentence = f"{text}; {reason}" if reason else text
        return Difference(change_class, self.stands_for or pair, sentence, self.operations)


def unclassified(pair: Pair, scene: Scene, why: str = "") -> Difference:
    """Report what no rule knows."""
    key = quoted(str(pair.at[-1])) if pair.at and isinstance(pair.at[-1], str) else ""
    at = f" at {key}" if key and key not in scene.subject else ""
    text = f"{scene.subject} changed{at}{scene.where}"
    return scene.reports(pair, ChangeClass.UNCLASSIFIED, text, why or "no rule knows what that means")


def by_key(pair: Pair, scene: Scene, rules: Rules, unknown: Rule) -> Iterator[Step]:
    """Compare two objects key by key.

    Args:
        pair: the objects.
        scene: their scene.
        rules: for a key, or for several that mean something together only, the rule.
        unknown: the rule for all other keys.
    """
    if not (isinstance(pair.old, dict) and isinstance(pair.new, dict)):
        yield unclassified(pair, scene, "it is not an object in both descriptions")
        return
    grouped: set[str] = set()
    for keys, rule in rules.items():
        if isinstance(keys, tuple):
            grouped.update(keys)
            yield Comparison(rule, pair.only(keys), scene)
        else:
            grouped.add(keys)
            yield Comparison(rule, pair.member(keys), scene)
    for key in pair.names():
        if key not in grouped:
            yield Comparison(unknown, pair.member(key), scene)


def applied(first: Iterable[Comparison]) -> Iterator[Difference]:
    """Apply rules, and those that they ask for in turn, to all that differs.

    A difference for which a rule has no answer is reported as unclassified.
    """
    waiting, seen = deque(first), set()
    while waiting:
        found = waiting.popleft()
        pair, scene = found.pair, found.scene
        if same(pair.old, pair.new):
            continue
        # Schemas may be recursive or shared.
        site = (scene.stands_for.was, scene.stands_for.at) if scene.stands_for is not None else None
        key = found.rule, pair.was, pair.at, scene.uses, scene.negated, scene.flattened, site
        if key in seen:
            continue
        seen.add(key)
        steps = list(found.rule(pair, scene)) or [unclassified(pair, scene)]
        for step in steps:
            if isinstance(step, Comparison):
                waiting.append(step)
            elif isinstance(step, Difference):
                yield step
