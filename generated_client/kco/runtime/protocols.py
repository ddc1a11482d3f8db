"""What every client can do whatever its API: for programs that take any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Protocol, Self

from .hooks import AnyHook
from .responses import Response
from .retries import RetryOption
from .timeouts import TimeoutOption
from .unset import UNSET

__all__ = ["AnyClient", "AsyncAnyClient"]


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
