"""What the generated resources stand on: how a method's arguments become a call."""

from __future__ import annotations

from typing import Any, TypeVar

from .clients import AsyncClient, Client
from .operations import Operation
from .responses import Response

__all__ = ["AsyncResource", "AsyncResourceWithResponse", "Resource", "ResourceWithResponse"]

T = TypeVar("T")


class _Bound:
    __slots__ = ("_client",)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class Resource(_Bound):
    """A group of operations whose methods return the value alone."""

    __slots__ = ()
    _client: Client

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], **arguments: Any) -> T:
        return self._client.call(operation, arguments).data


class ResourceWithResponse(_Bound):
    """The same operations, whose methods return the whole `Response`."""

    __slots__ = ()
    _client: Client

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        return self._client.call(operation, arguments)


class AsyncResource(_Bound):
    """The asynchronous twin of `Resource`."""

    __slots__ = ()
    _client: AsyncClient

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], **arguments: Any) -> T:
        return (await self._client.call(operation, arguments)).data


class AsyncResourceWithResponse(_Bound):
    """The asynchronous twin of `ResourceWithResponse`."""

    __slots__ = ()
    _client: AsyncClient

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def _call(self, operation: Operation[T], **arguments: Any) -> Response[T]:
        return await self._client.call(operation, arguments)
