"""Room 6: decoded JSON comes in; frozen models go out, which note what was odd and give back what came in.

Generated models stand on `Model`, their enumerations on `OpenEnum`; `reading` has the readers of their fields.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, Self, TypeVar

import attrs

from .encoding import UNSET, copied, encode

__all__ = [
    "CreatedModel",
    "DecodeIssue",
    "DeferredModule",
    "Model",
    "OpenEnum",
    "Replaceable",
    "draft_of",
    "kind",
    "schema_for_pydantic",
]


@attrs.frozen
class DecodeIssue:
    """One place where an answer differed from its description.

    Args:
        path: the place, e.g. ``order_lines[3].quantity``; ``""`` is the answer as a whole.
        expected: what the description says should be there.
        found: the JSON kind of what was there (``string``, ``null``, …) or ``nothing``. Never the
            value itself, which may be personal.
    """

    path: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.path or 'answer'}: expected {self.expected}, found {self.found}"

    def below(self, place: str) -> DecodeIssue:
        """Return this note as seen from the parent, which holds it at `place`."""
        if not self.path:
            return attrs.evolve(self, path=place)
        separator = "" if self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{place}{separator}{self.path}")


_KINDS = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
}


def kind(value: object) -> str:
    """Name the JSON kind of a decoded value."""
    return _KINDS.get(type(value), type(value).__name__)


class _Personal:
    def __repr__(self) -> str:
        return "<personal>"


_PERSONAL = _Personal()


class Replaceable:
    """A frozen value of which ``copy.replace`` makes a changed copy, as ``attrs.evolve`` does."""

    __slots__ = ()

    def __replace__(self, /, **changes: Any) -> Self:
        # attrs brings this on Python 3.13 and later only.
        made: Self = attrs.evolve(self, **changes)  # type: ignore[misc]  # pyright: ignore
        return made


class Model(Replaceable):
    """Base of the generated models.

    A model is either read from an answer (`from_dict`) or made by the caller for a request. Models
    are frozen; ``attrs.evolve`` makes a changed copy. They compare by their described fields and
    are not hashable, since an order holds arrays of arbitrary data.
    """

    __slots__ = ("__weakref__",)

    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Names of the fields, in the order of the description."""
    PERSONAL: ClassVar[bool] = False
    """True if every field of the model is about a person."""
    PERSONAL_FIELDS: ClassVar[frozenset[str]] = frozenset()
    """Names of the fields that are about a person."""
    WIRE_NAMES: ClassVar[Mapping[str, str]] = {}
    """Names in JSON of the fields that Python would not let keep theirs."""

    # Every model has these three as fields of its own, so that ``attrs.evolve`` carries them along.
    _source: dict[str, Any] | None
    _issues: tuple[DecodeIssue, ...]
    _untouched: bool

    @classmethod
    def from_dict(cls, source: dict[str, Any]) -> Self:
        """Read a JSON object.

        Args:
            source: the decoded object; it is kept, and must not be changed afterwards.

        Returns:
            The model. What was missing or not as described is ``None`` and noted in
            `decode_issues`; nothing raises.
        """
        raise NotImplementedError

    @property
    def decode_issues(self) -> tuple[DecodeIssue, ...]:
        """Where the answer differed from its description, in this model and in those it holds."""
        return self._issues

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object this model stands for.

        For a model that was read this is what came in, equal as JSON: unknown fields, explicit
        nulls and odd values included. Fields replaced with ``attrs.evolve`` carry their new value;
        those replaced with ``None`` are left out.
        """
        result = {} if self._source is None else copied(self._source)
        for wire, value in self.written().items():
            if value is None or value is UNSET:
                result.pop(wire, None)
            else:
                result[wire] = encode(value)
        return result

    @property
    def is_written(self) -> bool:
        """True if the caller made this model, False if it began as an answer."""
        return self._source is None

    def written(self) -> dict[str, Any]:
        """Return what the caller wrote, by the names in JSON, values as they are.

        That is everything which is set, or what an evolve replaced, with ``None`` for what it removed.
        """
        if self._untouched:
            return {}
        values = {name: getattr(self, name) for name in self.FIELDS}
        if self._source is None:
            mine = {name: value for name, value in values.items() if value is not None}
        else:
            read = type(self).from_dict(self._source)
            mine = {name: value for name, value in values.items() if not _same(value, getattr(read, name))}
        return {self.WIRE_NAMES.get(name, name): value for name, value in mine.items()}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        # A dictionary is read as an answer is: liberally, and what is odd in it goes back as it came.
        return schema_for_pydantic(
            cls, read=lambda value: cls.from_dict(copied(value)), write=lambda made: made.to_dict()
        )

    def __repr__(self) -> str:
        if self.PERSONAL:
            return f"{type(self).__name__}(<personal>)"
        shown = (f"{name}={value!r}" for name, value in self._shown())
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> Iterator[Any]:
        # rich, and structlog with it, would look past the representation at what attrs lists.
        if self.PERSONAL:
            yield _PERSONAL
        else:
            yield from self._shown()

    def _shown(self) -> Iterator[tuple[str, Any]]:
        for name in self.FIELDS:
            value = getattr(self, name)
            if value is not None:
                yield name, _PERSONAL if name in self.PERSONAL_FIELDS else value


T = TypeVar("T")


def schema_for_pydantic(
    kind: type[T], *, read: Callable[[dict[str, Any]], T], write: Callable[[T], dict[str, Any]]
) -> Any:
    """Return what pydantic, and so FastAPI, has to know of a class: it takes objects and JSON, and writes JSON.

    It calls for this by itself; nothing here needs pydantic to be installed.

    Args:
        kind: the class.
        read: makes an object from JSON data.
        write: returns the JSON data of an object.
    """
    from pydantic_core import core_schema

    from_data = core_schema.no_info_after_validator_function(
        read, core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema())
    )
    return core_schema.json_or_python_schema(
        json_schema=from_data,
        python_schema=core_schema.union_schema([core_schema.is_instance_schema(kind), from_data]),
        serialization=core_schema.plain_serializer_function_ser_schema(
            write, return_schema=core_schema.dict_schema(core_schema.str_schema(), core_schema.any_schema())
        ),
    )


def _same(value: Any, read: Any) -> bool:
    """Return whether a value is what was read before, rather than one that the caller put in its place."""
    if isinstance(value, Model) and isinstance(read, Model) and value._untouched:
        if value._source is read._source:
            return True
    elif isinstance(value, tuple) and isinstance(read, tuple):
        return len(value) == len(read) and all(map(_same, value, read))
    try:
        # As text, because Python holds 1, 1.0 and True for equal.
        return json.dumps(encode(value), sort_keys=True) == json.dumps(encode(read), sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return False  # A value without a JSON form was not read from JSON.


def draft_of(model: type[Model]) -> type[Model]:
    """Return a writable class of the same layout, in which a decoder fills in the fields.

    Writing to a frozen class goes through ``object.__setattr__``, a call for each field, which takes
    most of the time of decoding an order. A draft takes plain assignments, and is turned into the
    model by assigning its class. It is a subclass because Python compares layouts before it does that,
    and one that was inherited needs no comparison.
    """
    plain = {name: getattr(object, name) for name in ("__init__", "__setattr__", "__delattr__")}
    # Half a draft may be shown, in the locals of a traceback: it has nothing to show.
    return type(f"_{model.__name__}Draft", (model,), {"__slots__": (), "FIELDS": (), **plain})


@attrs.frozen(kw_only=True)
class CreatedModel(Replaceable):
    """Base of what a creating operation returns: the headers that say what was created.

    Args:
        location: the address of what was created, as the server gave it.
        decode_issues: headers that should have been there and were not.
    """

    location: str | None = None
    decode_issues: tuple[DecodeIssue, ...] = attrs.field(default=(), eq=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        return schema_for_pydantic(cls, read=cls._from_data, write=lambda made: made.to_dict())

    @classmethod
    def _from_data(cls, data: dict[str, Any]) -> Self:
        members: dict[str, Any] = {name: data.get(name) for name in cls._names()}
        return cls(**members)

    def to_dict(self) -> dict[str, Any]:
        """Return what was created as JSON data."""
        return {name: getattr(self, name) for name in self._names()}

    @classmethod
    def _names(cls) -> list[str]:
        return [field.name for field in attrs.fields(cls) if field.name != "decode_issues"]


class OpenEnum(StrEnum):
    """A set of known strings that also takes any other string.

    Closed enumerations make whole orders unreadable the day a vendor adds a state.

    Members compare, hash, print and serialise as the string that came over the wire; an unknown
    value, the empty string too, becomes a member of its own that equals its string.
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = str(value)
        return member

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) if isinstance(other, str) else NotImplemented

    def __ne__(self, other: object) -> bool:
        return str.__ne__(self, other) if isinstance(other, str) else NotImplemented

    # Enum would hash the member's name, which differs from the string it has to equal.
    __hash__ = str.__hash__

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._value_!r}>"

    @property
    def canonical(self) -> Self | None:
        """The known member this value names, whatever its letter case, or ``None``."""
        return _by_folded_value(type(self)).get(self._value_.casefold())

    @property
    def is_known(self) -> bool:
        """True if the description lists this value, in any letter case."""
        return self.canonical is not None


@cache
def _by_folded_value(enumeration: type[OpenEnum]) -> dict[str, Any]:
    return {member._value_.casefold(): member for member in enumeration}


class DeferredModule:
    """Stands for a module that only annotations name, and imports it at the first look inside.

    Generated models take longer to import than everything else together, and a client that only writes needs
    none. ``typing.get_type_hints`` looks names up among the globals of a module, so they have to be there.

    Args:
        package: the package that the name is relative to.
        name: its relative name, such as ``..protocols``.
    """

    def __init__(self, package: str | None, name: str) -> None:
        self._package = package
        self._name = name

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._name, self._package), name)
        # Found without this method from now on.
        setattr(self, name, value)
        return value

    def __repr__(self) -> str:
        return f"DeferredModule({self._package!r}, {self._name!r})"
