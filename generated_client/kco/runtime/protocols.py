# Copied from generator/client/runtime/protocols.py by "make generate"; change that, not this.
"""Protocols that every client and every model fits, whatever its vendor: for programs that take any of them.

Both clients are written by hand: making the blocking protocol from the asynchronous one would need two modules more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

from .encoding import UNSET
from .events import AnyHook
from .models import CreatedModel, DecodeIssue, Model, schema_for_pydantic
from .response import Response
from .retries import RetryOption
from .timeouts import TimeoutOption

__all__ = ["AnyClient", "AnyModel", "AsyncAnyClient", "SequenceOf"]


if TYPE_CHECKING:
    # Type checkers take this for the metaclass of protocols.
    from abc import ABCMeta as _ProtocolMeta
else:
    _ProtocolMeta = type(Protocol)


class ModelMeta(_ProtocolMeta):
    """Makes ``isinstance`` and ``match`` tell a vendor's model by its name.

    Python would ask an order for each of its members, derived amounts among them, which raise for an
    order that lacks something.
    """

    def __instancecheck__(self, instance: Any) -> bool:
        if isinstance(instance, (Model, CreatedModel)):
            return type(instance).__name__ == self.__name__
        return super().__instancecheck__(instance)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        # Found on the protocols, but no member of theirs.
        def refuse(value: dict[str, Any]) -> Any:
            raise ValueError(f"name the {self.__name__} of a vendor to read one")

        def write(made: Any) -> dict[str, Any]:
            data: dict[str, Any] = made.to_dict()
            return data

        return schema_for_pydantic(self, read=refuse, write=write)


class AnyModel(Protocol, metaclass=ModelMeta):
    """The members that all models have."""

    @property
    def decode_issues(self) -> tuple[DecodeIssue, ...]:
        """Where the answer differed from its description."""
        ...


class _Configured(Protocol):
    @property
    def environment(self) -> str:
        """The name of the environment that requests go to."""
        ...

    @property
    def base_url(self) -> str:
        """The scheme and host that requests go to."""
        ...

    def with_options(
        self,
        *,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
        headers: Mapping[str, str] | None = None,
        hooks: Sequence[AnyHook] | None = None,
        app_info: str | None = None,
        validate: bool | None = None,
    ) -> Self:
        """Return a copy with other options, which shares the connections."""
        ...


class AnyClient(_Configured, Protocol):
    """Any client that blocks until the answer is there."""

    def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = UNSET,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Any]:
        """Call what the client has no method for."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


class AsyncAnyClient(_Configured, Protocol):
    """Any client that lets the event loop run while it waits."""

    async def request(
        self,
        method: str,
        path: str,
        *,
        json: Any = UNSET,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        idempotency_key: str | None = None,
        timeout: TimeoutOption | None = None,
        retries: RetryOption | None = None,
    ) -> Response[Any]:
        """Call what the client has no method for."""
        ...

    async def close(self) -> None:
        """Close every connection."""
        ...

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...


T_co = TypeVar("T_co", covariant=True)


class SequenceOf(Protocol[T_co]):
    """Any sequence, such as a list or a tuple, of models and dictionaries.

    It says no more than `collections.abc.Sequence`. Pyright looks at the alternatives of a type in the
    order of their names, and reports what is wrong with the first: dictionaries are to be that one, so
    that it names a misspelt key.
    """

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> T_co: ...

    def __iter__(self) -> Iterator[T_co]: ...

    def __reversed__(self) -> Iterator[T_co]: ...

    def __contains__(self, value: object, /) -> bool: ...
