"""How the success of an operation is read: from a JSON body, from headers, or not at all.

A result never raises once the server has answered a write with 2xx: the money has moved, and a
caller who sees an exception might move it again. What cannot be read is ``None`` and noted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Generic, Protocol, Self, TypeVar

import attrs

from .decode_issues import DecodeIssue, kind
from .encoding import NESTING_LIMIT, NestingError, decode
from .messages import Answer
from .models import Model, Replaceable, schema_for_pydantic

__all__ = [
    "ArrayResult",
    "CreatedModel",
    "CreatedResult",
    "NoResult",
    "ObjectResult",
    "RawResult",
    "Result",
    "UnreadableAnswerError",
]

T_co = TypeVar("T_co", covariant=True)
M = TypeVar("M", bound=Model)

_TOO_LARGE: Final = "the answer is larger than max_answer_bytes allows"


class UnreadableAnswerError(Exception):
    """The body of a successful read is not what its operation returns."""


class Result(Protocol[T_co]):
    """Reads the value of a successful call from its answer."""

    def read(self, answer: Answer, named: str | None) -> T_co:
        """Return the value, or raise `UnreadableAnswerError` where a body is needed and there is none.

        Args:
            answer: a 2xx.
            named: the id that the answer's ``Location`` gives to what was created, where it names that
                and `CreatedResult` would find no other.
        """
        ...


@attrs.frozen
class NoResult:
    """The operation answers with its status alone; a body, should there be one, is ignored."""

    def read(self, answer: Answer, named: str | None) -> None:
        return None


@attrs.frozen
class ObjectResult(Generic[M]):
    """A JSON object, read as the model that `load` returns."""

    load: Callable[[], type[M]]

    def read(self, answer: Answer, named: str | None) -> M:
        body = _parse(answer)
        if not isinstance(body, dict):
            raise UnreadableAnswerError(f"expected a JSON object, found {kind(body)}")
        return self.load().from_dict(body)


@attrs.frozen
class ArrayResult(Generic[M]):
    """A JSON array of objects, read as a tuple of the model that `load` returns."""

    load: Callable[[], type[M]]

    def read(self, answer: Answer, named: str | None) -> tuple[M, ...]:
        body = _parse(answer)
        if not isinstance(body, list) or not all(isinstance(item, dict) for item in body):
            raise UnreadableAnswerError(f"expected a JSON array of objects, found {kind(body)}")
        model = self.load()
        return tuple(model.from_dict(item) for item in body)


@attrs.frozen
class RawResult:
    """Whatever the server answers: JSON as it is, ``None`` for an empty body, else the bytes.

    Args:
        needs_body: whether a body that was dropped is missed; a write has done its work without.
    """

    needs_body: bool = True

    def read(self, answer: Answer, named: str | None) -> Any:
        if answer.truncated and self.needs_body:
            raise UnreadableAnswerError(_TOO_LARGE)
        if not answer.content.strip():
            return None
        try:
            return decode(answer.content)
        except ValueError:
            return answer.content


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


C = TypeVar("C", bound=CreatedModel)


@attrs.frozen
class CreatedResult(Generic[C]):
    """Ids and addresses in headers, and no body.

    Args:
        load: returns the class of the value.
        id_field: the field for the id, which is taken from ``Location`` when its own header is missing.
        id_header: the header that carries the id.
    """

    load: Callable[[], type[C]]
    id_field: str
    id_header: str

    def read(self, answer: Answer, named: str | None) -> C:
        location = answer.headers.get("Location") or None
        identifier = answer.headers.get(self.id_header) or named
        missing = [
            DecodeIssue(field, f"header {header}", "nothing")
            for field, header, value in (
                (self.id_field, self.id_header, identifier),
                ("location", "Location", location),
            )
            if not value
        ]
        values: dict[str, Any] = {self.id_field: identifier}
        return self.load()(location=location, decode_issues=tuple(missing), **values)


def _parse(answer: Answer) -> Any:
    if answer.truncated:
        raise UnreadableAnswerError(_TOO_LARGE)
    try:
        return decode(answer.content)
    except NestingError:
        raise UnreadableAnswerError(f"expected JSON of at most {NESTING_LIMIT} levels, found more") from None
    except ValueError:
        raise UnreadableAnswerError(
            f"expected JSON, found {len(answer.content)} bytes of something else"
        ) from None
