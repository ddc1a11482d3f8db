"""Room 4: a `Request` comes in from the client; its `Answer` or a `TransportError` goes out.

Behind these protocols is the network, the user's own HTTP client, or a sandbox in this process. Neither httpx
nor httpcore appears in a signature here or anywhere else in public, so another HTTP library can take their place
without a change for users. Nothing here loads one: importing the package stays cheap.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from ..messages import Answer, Request
    from ..timeouts import Deadline

__all__ = [
    "AsyncHttpClient",
    "AsyncTransport",
    "HttpClient",
    "HttpResponse",
    "PhaseLimits",
    "Transport",
    "TransportError",
]

#: Seconds to connect, to read, to write, and to wait for the pool; ``None`` for no limit.
PhaseLimits: TypeAlias = tuple[float | None, float | None, float | None, float | None]


class TransportError(Exception):
    """No answer arrived.

    Args:
        message: what happened, with the host and the proxy, without credentials.
        sent: False only if it is certain that no byte of the request went out.
        deadline_exceeded: True if the time for the whole call was over, not only that of a step.
    """

    def __init__(self, message: str, *, sent: bool, deadline_exceeded: bool = False) -> None:
        super().__init__(message)
        self.sent = sent
        self.deadline_exceeded = deadline_exceeded

    def __reduce__(self) -> tuple[Any, ...]:
        again = partial(type(self), sent=self.sent, deadline_exceeded=self.deadline_exceeded)
        return again, self.args


class Transport(Protocol):
    """Carries one request to its answer. Many threads may use it at once.

    An exception that neither the network nor the transport raised passes through as it is: that of a signal
    handler, a cancellation. Whether the request went out is unknown then.
    """

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none; the error knows whether a byte of the request went out.
            ConfigurationError: nothing was sent: the transport is closed, or the environment's settings for
                proxies or certificates cannot be used.
        """
        ...

    def close(self) -> None:
        """Close every connection and end the calls under way at once: they raise `TransportError`.

        Calling it twice, or before the first request, does no harm.
        """
        ...


class AsyncTransport(Protocol):
    """Carries one request to its answer, without blocking the event loop."""

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            TransportError: there is none; the error knows whether a byte of the request went out.
            ConfigurationError: nothing was sent: the transport is closed, or the environment's settings for
                proxies or certificates cannot be used.
        """
        ...

    async def close(self) -> None:
        """Close every connection and end the calls under way at once: they raise `TransportError`."""
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
