# Copied from generator/client/runtime/composite_rules.py by "make generate"; change that, not this.
"""Rules made of other rules: all of them, any, exactly one, the one that a member names, none."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Literal

import attrs

from .encoding import encode
from .models import Model
from .rules import ObjectRule, Rule, canonical, is_array
from .violations import UnknownName, Violation, member_path

__all__ = [
    "AllRule",
    "AnyOfRule",
    "ChoiceRule",
    "KindRule",
    "NotRule",
    "OneOfRule",
    "ValuesRule",
    "WrittenRule",
]


@attrs.frozen
class _Composite:
    rules: tuple[Rule, ...]

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(rule.names for rule in self.rules))

    def encode(self, value: Any) -> Any:
        rule = next((rule for rule in self.rules if not any(_faults(rule, value, "", self.names))), None)
        return encode(value) if rule is None else rule.encode(value)


@attrs.frozen
class AllRule(_Composite):
    """Every one of several rules."""

    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        known = self.names.union(beside)
        seen: set[Violation] = set()
        for rule in self.rules:
            for violation in rule.check(value, path, received=received, beside=known):
                if violation not in seen:
                    seen.add(violation)
                    yield violation

    def encode(self, value: Any) -> Any:
        if value is None:
            return None
        for rule in self.rules:
            value = rule.encode(value)
        return value


@attrs.frozen
class AnyOfRule(_Composite):
    """At least one of several rules."""

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        known = self.names.union(beside)
        found = [list(rule.check(value, path, received=received, beside=known)) for rule in self.rules]
        if all(map(_is_refused, found)):
            yield from _nearest(found, path)
        else:
            # What is unknown here is unknown to each of them.
            yield from min(found, key=_is_refused)


@attrs.frozen
class OneOfRule(_Composite):
    """Exactly one of several rules."""

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        known = self.names.union(beside)
        found = [list(rule.check(value, path, received=received, beside=known)) for rule in self.rules]
        taken = [violations for violations in found if not _is_refused(violations)]
        if not taken:
            yield from _nearest(found, path)
            return
        if len(taken) > 1:
            yield Violation(path, f"fits {len(taken)} of {len(found)} alternatives, and has to fit one")
        yield from taken[0]


@attrs.frozen
class ChoiceRule:
    """The one of several rules that a member of the object names.

    Args:
        member: the name of that member.
        rules: the rules by its values.
    """

    member: str
    rules: Mapping[str, Rule]

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        rule = self._chosen(value)
        if rule is not None:
            yield from rule.check(value, path, received=received, beside=beside)
        elif isinstance(value, (Mapping, Model)):
            place = member_path(path, self.member)
            yield Violation(place, f"expected one of {', '.join(self.rules)}")
        else:
            yield from ObjectRule(properties={}).check(value, path)

    def _chosen(self, value: Any) -> Rule | None:
        if isinstance(value, Model):
            value = value.to_dict()
        named = value.get(self.member) if isinstance(value, Mapping) else None
        return self.rules.get(named) if isinstance(named, str) else None

    def encode(self, value: Any) -> Any:
        rule = self._chosen(value)
        return encode(value) if rule is None else rule.encode(value)

    @property
    def names(self) -> frozenset[str]:
        return frozenset().union(*(rule.names for rule in self.rules.values()))


@attrs.frozen
class NotRule:
    """Whatever breaks another rule."""

    rule: Rule

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        known = self.rule.names.union(beside)
        if not any(_faults(self.rule, value, path, known, received=received)):
            yield Violation(path, "is what the description excludes (`not`)")

    def encode(self, value: Any) -> Any:
        return encode(value)

    @property
    def names(self) -> frozenset[str]:
        return frozenset()


@attrs.frozen
class ValuesRule:
    """One of several values of any type."""

    values: tuple[Any, ...]

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if canonical(value) not in map(canonical, self.values):
            yield Violation(path, f"expected one of {', '.join(map(str, map(canonical, self.values)))}")

    def encode(self, value: Any) -> Any:
        return encode(value)

    @property
    def names(self) -> frozenset[str]:
        return frozenset()


@attrs.frozen
class KindRule:
    """A rule for values of one kind; values of other kinds are not looked at."""

    kind: Literal["string", "number", "array", "object"]
    rule: Rule

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if self._is_of_kind(value):
            yield from self.rule.check(value, path, received=received, beside=beside)

    def _is_of_kind(self, value: Any) -> bool:
        if self.kind == "string":
            return isinstance(value, str)
        if self.kind == "number":
            return isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_array(value) if self.kind == "array" else isinstance(value, (Mapping, Model))

    def encode(self, value: Any) -> Any:
        return self.rule.encode(value) if self._is_of_kind(value) else encode(value)

    @property
    def names(self) -> frozenset[str]:
        return self.rule.names


@attrs.frozen
class WrittenRule:
    """A rule for what a text stands for: in a path or a header even a number is one."""

    rule: Rule

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        # What is no text at all is refused wherever nothing else can be sent.
        if isinstance(value, str):
            try:
                meant = json.loads(value, parse_constant=str)
            except (ValueError, RecursionError):
                meant = value
            yield from self.rule.check(meant, path, received=received)

    def encode(self, value: Any) -> Any:
        return encode(value)

    @property
    def names(self) -> frozenset[str]:
        return frozenset()


def _faults(
    rule: Rule, value: Any, path: str, known: Collection[str], *, received: bool = False
) -> Iterator[Violation]:
    """Yield what breaks a rule, but for names that nobody knows."""
    for violation in rule.check(value, path, received=received, beside=known):
        if not isinstance(violation, UnknownName):
            yield violation


def _is_refused(violations: list[Violation]) -> bool:
    return not all(isinstance(violation, UnknownName) for violation in violations)


def _nearest(found: list[list[Violation]], path: str) -> Iterator[Violation]:
    """Yield what keeps a value from the alternative it is nearest to: one of its kind, if there is one."""
    alike = [violations for violations in found if all(violation.path != path for violation in violations)]
    if len(alike) == 1:
        yield from alike[0]
    else:
        yield Violation(path, f"fits none of {len(found)} alternatives")
