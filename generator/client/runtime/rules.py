"""Rules for arrays and objects, rules made of other rules, and what all rules are for.

The strict writer checks what a caller wrote against everything the description states. Each rule yields
every violation it finds, so that a caller sees all of them at once and before anything is sent.

The same rules check the bodies that a sandbox receives (``received``). There null is a value like any other, where
in what a caller wrote ``None`` may mean that a member is left out. Names that nobody described are let through, as
real servers do, where in what a caller wrote they are taken for mistakes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeGuard

import attrs

from .encoding import UNSET, copied, encode, name_text
from .errors import UnknownName, Violation, member_path, name_hint
from .models import Model
from .scalar_rules import AnyRule, BaseRule, Rule, kind_name

__all__ = [
    "AllRule",
    "AnyOfRule",
    "ArrayRule",
    "ChoiceRule",
    "KindRule",
    "NotRule",
    "ObjectRule",
    "OneOfRule",
    "Reference",
    "ValuesRule",
    "WrittenRule",
    "canonical",
    "is_array",
    "takes_none",
]


@attrs.frozen
class Reference:
    """A rule by name, which allows schemas that contain themselves."""

    load: Callable[[], Rule]
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return iter(())
        return self.load().check(value, path, received=received, beside=beside)

    def encode(self, value: Any) -> Any:
        return self.load().encode(value)

    @property
    def names(self) -> frozenset[str]:
        return self.load().names


@attrs.frozen
class ArrayRule(BaseRule):
    """A sequence whose items keep one rule."""

    items: Rule
    min_items: int = 0
    max_items: int | None = None
    unique: bool = False
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        if not is_array(value):
            yield Violation(path, f"expected a list, got {kind_name(value)}")
            return
        if len(value) < self.min_items:
            yield Violation(path, f"expected at least {self.min_items} items, got {len(value)}")
        # A list of models from an answer may go back as it came, even if it has too many or has one twice.
        came_in = bool(value) and all(map(_came_in, value))
        if self.max_items is not None and len(value) > self.max_items and not came_in:
            yield Violation(path, f"expected at most {self.max_items} items, got {len(value)}")
        for index, item in enumerate(value):
            yield from self.items.check(item, f"{path}[{index}]", received=received)
        if self.unique and not came_in:
            yield from self._repetitions(value, path)

    def _repetitions(self, value: Sequence[Any], path: str) -> Iterator[Violation]:
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            form = canonical(item)
            first = seen.setdefault(form, index) if form is not None else index
            if first != index:
                yield Violation(
                    f"{path}[{index}]", f"is the same as {path}[{first}]; each may stand there once"
                )

    def encode(self, value: Any) -> Any:
        return [self.items.encode(item) for item in value] if is_array(value) else encode(value)


@attrs.frozen
class ObjectRule:
    """An object whose members keep a rule each.

    A member that is ``None`` or `UNSET` is left out, unless null is one of its values or it is required.

    Args:
        properties: the rules of the members that are described.
        required: the names of those that must be there.
        additional: the rule of all other members; without one, other names are unknown.
        closed: whether the description itself refuses other names.
        min_properties: how many members there must be.
        max_properties: how many there may be.
        nullable: whether null may stand in its place.
    """

    properties: Mapping[str, Rule]
    required: tuple[str, ...] = ()
    additional: Rule | None = None
    closed: bool = False
    min_properties: int = 0
    max_properties: int | None = None
    nullable: bool = False

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if value is None and self.nullable:
            return
        required: Iterable[str] = self.required
        members: Mapping[Any, Any]
        is_written = True
        if isinstance(value, Model):
            members = value.written()
            is_written = value.is_written
            if not is_written:
                # A model from an answer may go back without members that it never had; required is what
                # the caller replaced or removed, and what a model of this class has no field for, since
                # that shows that it is of another class than the one described.
                described = {value.WIRE_NAMES.get(name, name) for name in value.FIELDS}
                required = [name for name in required if name in members or name not in described]
            members = {name: member for name, member in members.items() if member is not None}
        elif isinstance(value, Mapping):
            members = value
        else:
            yield Violation(path, f"expected an object (a model or a dict), got {kind_name(value)}")
            return
        for name in required:
            if members.get(name, UNSET) is UNSET:
                yield Violation(member_path(path, name), "is required")
        sent = 0
        prefix = f"{path}." if path else ""
        for name, member in members.items():
            if not isinstance(name, str):
                yield Violation(path, f"expected names of type str, got {kind_name(name)}")
                continue
            if member is UNSET or (member is None and not received and self._leaves_out(name)):
                continue
            sent += 1
            rule = self.properties.get(name)
            if rule is not None:
                yield from rule.check(member, f"{prefix}{name}", received=received)
            elif self.additional is not None:
                yield from self.additional.check(member, member_path(path, name), received=received)
            elif self.closed:
                yield Violation(member_path(path, name), f"is not allowed{self._hint(name, ())}")
            elif not received and name not in beside:
                yield UnknownName(member_path(path, name), f"unknown{self._hint(name, beside)}")
        if is_written:
            yield from self._count(sent, path)

    def _count(self, sent: int, path: str) -> Iterator[Violation]:
        if sent < self.min_properties:
            yield Violation(path, f"expected at least {self.min_properties} members, got {sent}")
        if self.max_properties is not None and sent > self.max_properties:
            yield Violation(path, f"expected at most {self.max_properties} members, got {sent}")

    def _leaves_out(self, name: str) -> bool:
        """Return whether ``None`` for a member means that it is not there."""
        rule = self.properties.get(name)
        return rule is not None and name not in self.required and not takes_none(rule)

    def _hint(self, name: str, beside: Collection[str]) -> str:
        return name_hint(name, dict.fromkeys((*self.properties, *sorted(beside))))

    def encode(self, value: Any) -> Any:
        if isinstance(value, Model):
            return self._encode_model(value)
        if not isinstance(value, Mapping):
            return encode(value)
        data: dict[str, Any] = {}
        for name, member in value.items():
            if type(member) in _PLAIN and type(name) is str:
                data[name] = member
            elif member is not UNSET and not (member is None and self._leaves_out(name)):
                data[name_text(name)] = self._rule_of(name).encode(member)
        return data

    def _encode_model(self, value: Model) -> dict[str, Any]:
        result = {} if value._source is None else copied(value._source)
        for name, member in value.written().items():
            if member is None or member is UNSET:
                result.pop(name, None)
            else:
                result[name] = self._rule_of(name).encode(member)
        return result

    def _rule_of(self, name: Any) -> Rule:
        return self.properties.get(name) or self.additional or _ANYTHING

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.properties)


_ANYTHING = AnyRule()
# Values of exactly these types are JSON as they are; those of subclasses, such as enumerations, have to be encoded.
_PLAIN = frozenset({str, int, bool, float})


def takes_none(rule: Rule) -> bool:
    """Return whether null is a value that a rule allows."""
    return next(iter(rule.check(None, "", received=True)), None) is None


def is_array(value: object) -> TypeGuard[Sequence[Any]]:
    """Return whether a value is sent as an array."""
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))


def canonical(value: Any) -> str | None:
    """Return a text that is the same for values that are equal as JSON, ``None`` for what has no JSON form."""
    try:
        return json.dumps(_without_fractions(encode(value)), sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None


def _without_fractions(value: Any) -> Any:
    # In JSON 1.0 and 1 are the same number, and true is not a number.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _without_fractions(member) for name, member in value.items()}
    return [_without_fractions(item) for item in value] if isinstance(value, list) else value


def _came_in(item: object) -> bool:
    return isinstance(item, Model) and not item.is_written


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
            # A name that is unknown here is unknown to each of them.
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
    """One of several rules; the value of a member of the object, the discriminator, says which.

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
class NotRule(BaseRule):
    """Whatever breaks another rule."""

    rule: Rule

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        known = self.rule.names.union(beside)
        if not any(_faults(self.rule, value, path, known, received=received)):
            yield Violation(path, "is what the description excludes (`not`)")


@attrs.frozen
class ValuesRule(BaseRule):
    """One of several values of any type."""

    values: tuple[Any, ...]

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        if canonical(value) not in map(canonical, self.values):
            yield Violation(path, f"expected one of {', '.join(map(str, map(canonical, self.values)))}")


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
class WrittenRule(BaseRule):
    """A rule for the value that a text stands for: in a path or a header numbers are text, too."""

    rule: Rule

    def check(
        self, value: Any, path: str, *, received: bool = False, beside: Collection[str] = ()
    ) -> Iterator[Violation]:
        # Values that are not text are refused where only text can be sent.
        if isinstance(value, str):
            try:
                meant = json.loads(value, parse_constant=str)
            except (ValueError, RecursionError):
                meant = value
            yield from self.rule.check(meant, path, received=received)


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
    """Yield why a value does not fit the alternative of its kind; if not exactly one is, that it fits none."""
    alike = [violations for violations in found if all(violation.path != path for violation in violations)]
    if len(alike) == 1:
        yield from alike[0]
    else:
        yield Violation(path, f"fits none of {len(found)} alternatives")
