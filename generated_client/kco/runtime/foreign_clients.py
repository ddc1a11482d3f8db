"""The user's own HTTP client as a transport: theirs to set up, and theirs to close.

It may try again inside and then still say that no connection could be opened, so whatever it raises may
follow bytes of the request: it counts as sent.
"""

from __future__ import annotations

import inspect
import math
import time
from collections.abc import Callable

from .errors import ConfigurationError
from .messages import Answer, Headers, Request
from .timeouts import Deadline
from .transport import AsyncHttpClient, HttpClient, HttpResponse, PhaseLimits, TransportError

__all__ = ["AsyncForeignTransport", "ForeignTransport"]


class ForeignTransport:
    """Sends with a client that was passed in.

    Each phase gets its own limit or what is left of the whole call, whichever is shorter. A server that
    drips bytes can outlast that: only the transport of our own counts them.

    Args:
        http_client: e.g. an ``httpx.Client``.

    Raises:
        ConfigurationError: it is something else, or asynchronous.
    """

    def __init__(self, http_client: HttpClient) -> None:
        request = _request_method(http_client)
        if inspect.iscoroutinefunction(request):
            raise ConfigurationError(
                "http_client is asynchronous; pass it to the asynchronous client, or pass one that blocks"
            )
        self._client = http_client

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise `TransportError`."""
        limits = _limits(deadline)
        try:
            response = self._client.request(
                request.method,
                request.url,
                content=request.content,
                headers=list(request.headers),
                timeout=limits,
                follow_redirects=False,
            )
            return _answer(response)
        except Exception as error:
            raise _failure(error, deadline) from None

    def close(self) -> None:
        """Do nothing: whoever opened the client closes it."""


class AsyncForeignTransport:
    """The asynchronous twin of `ForeignTransport`; here the whole call's time holds against drips too.

    Args:
        http_client: e.g. an ``httpx.AsyncClient``.

    Raises:
        ConfigurationError: it is something else, or blocks.
    """

    def __init__(self, http_client: AsyncHttpClient) -> None:
        request = _request_method(http_client)
        if inspect.isroutine(request) and not inspect.iscoroutinefunction(request):
            raise ConfigurationError(
                "http_client is not asynchronous; pass it to the client that blocks, or pass one whose "
                "request() is a coroutine function"
            )
        self._client = http_client

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise `TransportError`."""
        import anyio

        limits = _limits(deadline)
        try:
            with anyio.fail_after(None if deadline.at == math.inf else deadline.left(time.monotonic())):
                response = await self._client.request(
                    request.method,
                    request.url,
                    content=request.content,
                    headers=list(request.headers),
                    timeout=limits,
                    follow_redirects=False,
                )
            return _answer(response)
        except Exception as error:
            raise _failure(error, deadline) from None

    async def close(self) -> None:
        """Do nothing: whoever opened the client closes it."""


def _request_method(http_client: object) -> Callable[..., object]:
    request = getattr(http_client, "request", None)
    if inspect.isclass(http_client) or not callable(request):
        raise ConfigurationError(
            "http_client is a client such as httpx.Client() with a method request(), "
            f"not {http_client.__name__ if inspect.isclass(http_client) else type(http_client).__name__}"
        )
    unwrapped: Callable[..., object] = inspect.unwrap(request)
    return unwrapped


def _limits(deadline: Deadline) -> PhaseLimits:
    left = deadline.left(time.monotonic())
    if left <= 0:
        raise TransportError("the time for the whole call is over", sent=False, deadline_exceeded=True)
    limits = deadline.timeouts
    connect, read, write, pool = (
        None if seconds == math.inf else seconds
        for seconds in (
            min(phase, left) for phase in (limits.connect, limits.read, limits.write, limits.pool)
        )
    )
    return connect, read, write, pool


def _answer(response: HttpResponse) -> Answer:
    return Answer(response.status_code, Headers(response.headers.items()), response.content)


def _failure(error: Exception, deadline: Deadline) -> TransportError:
    if deadline.left(time.monotonic()) <= 0:
        return TransportError("the time for the whole call is over", sent=True, deadline_exceeded=True)
    # Its message is not ours to repeat: it may hold an address with a password.
    return TransportError(f"http_client raised {type(error).__name__}", sent=True)
