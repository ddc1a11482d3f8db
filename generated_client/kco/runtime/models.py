# Copied from generator/client/runtime/models.py by "make generate"; change that, not this.
"""What all generated models share: they read liberally, stay frozen, and give back what came in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Self, TypeVar

import attrs

from .decode_issues import DecodeIssue
from .encoding import copied, encode
from .unset import UNSET

__all__ = ["Model", "Replaceable", "draft_of", "schema_for_pydantic"]


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
        return False  # What has no JSON form did not come from any.


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
