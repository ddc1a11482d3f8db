"""The seam between a client and what carries its requests: the network, or a sandbox in this process.

Neither httpx nor httpcore appears in a signature here or anywhere else in public, so another HTTP
library can take their place without a change for users.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from .http_transport import AsyncHttpTransport, HttpTransport
from .messages import Answer, Request
from .timeouts import Deadline
from .transport_errors import TransportError

__all__ = [
    "AsyncHttpClient",
    "AsyncHttpTransport",
    "AsyncTransport",
    "HttpClient",
    "HttpResponse",
    "HttpTransport",
    "PhaseLimits",
    "Transport",
    "TransportError",
]

#: Seconds to connect, to read, to write, and to wait for the pool; ``None`` for no limit.
PhaseLimits: TypeAlias = tuple[float | None, float | None, float | None, float | None]


class Transport(Protocol):
    """Carries one request to its answer. Many threads may use it at once."""

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none; the error knows whether a byte of the request went out.
        """
        ...

    def close(self) -> None:
        """Give back every connection; calling it twice, or before the first request, does no harm."""
        ...


class AsyncTransport(Protocol):
    """Carries one request to its answer, without blocking the event loop."""

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none; the error knows whether a byte of the request went out.
        """
        ...

    async def close(self) -> None:
        """Give back every connection; calling it twice, or before the first request, does no harm."""
        ...


class HttpResponse(Protocol):
    """What kco reads of a response of a user's own HTTP client; ``httpx.Response`` fits."""

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        ...

    @property
    def content(self) -> bytes:
        """The whole body, content decoding undone."""
        ...


class HttpClient(Protocol):
    """What kco needs of a user's own HTTP client; ``httpx.Client`` fits."""

    def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[str, str]],
        timeout: PhaseLimits,
        follow_redirects: bool,
    ) -> HttpResponse:
        """Send a request and return the response with its body read."""
        ...


class AsyncHttpClient(Protocol):
    """What kco needs of a user's own asynchronous HTTP client; ``httpx.AsyncClient`` fits."""

    async def request(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None,
        headers: list[tuple[str, str]],
        timeout: PhaseLimits,
        follow_redirects: bool,
    ) -> HttpResponse:
        """Send a request and return the response with its body read."""
        ...
