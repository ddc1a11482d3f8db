"""Rules for arrays and objects, and what all rules are for.

The strict writer checks what a caller wrote against everything the description states. Each rule yields
every violation it finds, so that a caller sees all of them at once and before anything is sent.

The same rules check the bodies that a sandbox receives. There null is a value like any other, and names
that nobody described are let through, as real servers do; both are a caller's mistake only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

import attrs

from .encoding import copied, encode, name_text
from .models import Model
from .scalar_rules import AnyRule, BooleanRule, IntegerRule, NumberRule, Rule, StringRule, kind_name
from .unset import UNSET
from .violations import UnknownName, Violation, member_path, name_hint

__all__ = [
    "AnyRule",
    "ArrayRule",
    "BooleanRule",
    "IntegerRule",
    "NumberRule",
    "ObjectRule",
    "Reference",
    "Rule",
    "StringRule",
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
class ArrayRule:
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
        # What came in goes back as it came, however much it is.
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

    @property
    def names(self) -> frozenset[str]:
        return frozenset()


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
                # What was read from an answer goes back as it came, whatever it lacks; only what the
                # caller replaced or removed counts. A model of another kind lacks even the fields.
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
# Of these nothing has to be encoded; their subclasses, such as enumerations, are others.
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
    # 1.0 and 1 are one number in JSON, and true is none.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _without_fractions(member) for name, member in value.items()}
    return [_without_fractions(item) for item in value] if isinstance(value, list) else value


def _came_in(item: object) -> bool:
    return isinstance(item, Model) and not item.is_written
