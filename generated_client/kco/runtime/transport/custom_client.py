# Copied from generator/client/runtime/transport/custom_client.py by "make generate"; change that, not this.
"""The user's own HTTP client as a transport: it gets a `Request` as arguments, and its response becomes an `Answer`.

The client is the user's to set up and to close. It may retry inside and then still say that no connection could be
opened, so a failure proves nothing by itself. httpx and httpx2 report each step to the request's ``trace`` extension
(https://www.python-httpx.org/advanced/extensions/#trace). If that saw a connection fail and no request begin, nothing
was sent; every other failure may follow bytes of the request.

Both transports are written by hand: only the asynchronous one can end a call, at its deadline or on closing.
"""

from __future__ import annotations

import inspect
import math
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from ..errors import ConfigurationError
from ..frames import causes, modules, was_raised_by_a_handler
from ..messages import Answer, Headers, Request
from . import AsyncHttpClient, HttpClient, PhaseLimits, TransportError
from .concurrency import call_soon, current_loop
from .http1 import MAX_ANSWER_BYTES, Origin, bounded, split_url

if TYPE_CHECKING:
    from ..timeouts import Deadline

__all__ = ["AsyncCustomClientTransport", "CustomClientTransport"]

_KEYWORDS: Final = ("content", "headers", "timeout", "follow_redirects")


class CustomClientTransport:
    """Sends with a client that was passed in.

    Each phase gets its own limit or what is left of the whole call, whichever is shorter. A server that
    drips bytes can outlast that, and closing does not end a call; `HttpTransport` can do both.

    Args:
        http_client: e.g. an ``httpx.Client``.
        max_answer_bytes: how large the body of an answer may be. A larger body is dropped, but only after
            the client has read all of it.

    Raises:
        ConfigurationError: it is asynchronous, or cannot serve as a client.
    """

    def __init__(self, http_client: HttpClient, *, max_answer_bytes: int = MAX_ANSWER_BYTES) -> None:
        request = _request_method(http_client)
        if inspect.iscoroutinefunction(request) or hasattr(http_client, "__aenter__"):
            raise ConfigurationError(
                "http_client is asynchronous; pass it to the asynchronous client, or pass one that blocks"
            )
        self._client = http_client
        self._extensible = _takes_extensions(request)
        self._max_answer_bytes = max_answer_bytes

    def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise `TransportError`."""
        attempt = _Attempt(self._client, request, deadline)
        failure: BaseException
        try:
            options = attempt.options({"trace": attempt.note} if self._extensible else None)
            response = self._client.request(request.method, request.url, **options)
            return attempt.answer(response, self._max_answer_bytes)
        except Exception as error:
            failure = attempt.failure(error)
        try:
            # Outside of the clause above: what it caught holds the request and its credential.
            raise failure
        finally:
            del failure

    def close(self) -> None:
        """Do nothing: the user opened the client, and closes it."""


class AsyncCustomClientTransport:
    """Sends with an asynchronous client that was passed in; the deadline holds against drips, and closing ends calls.

    Args:
        http_client: e.g. an ``httpx.AsyncClient``.
        max_answer_bytes: how large the body of an answer may be. A larger body is dropped, but only after
            the client has read all of it.

    Raises:
        ConfigurationError: it blocks, or cannot serve as a client.
    """

    def __init__(self, http_client: AsyncHttpClient, *, max_answer_bytes: int = MAX_ANSWER_BYTES) -> None:
        request = _request_method(http_client)
        if inspect.isroutine(request) and not inspect.iscoroutinefunction(request):
            raise ConfigurationError(
                "http_client is not asynchronous; pass it to the client that blocks, or pass one whose "
                "request() is a coroutine function"
            )
        self._client = http_client
        self._extensible = _takes_extensions(request)
        self._max_answer_bytes = max_answer_bytes
        self._ends: dict[Callable[[], None], None] = {}

    async def send(self, request: Request, deadline: Deadline) -> Answer:
        """Return the answer, or raise `TransportError`."""
        import anyio

        attempt = _Attempt(self._client, request, deadline)
        failure: BaseException
        left = math.inf if deadline.at == math.inf else deadline.left(time.monotonic())
        scope = anyio.CancelScope(deadline=anyio.current_time() + left)
        end = partial(call_soon, current_loop(), scope.cancel)
        self._ends[end] = None
        try:
            with scope:
                options = attempt.options({"trace": attempt.note_async} if self._extensible else None)
                response = await self._client.request(request.method, request.url, **options)
                return attempt.answer(response, self._max_answer_bytes)
            failure = attempt.ended()
        except Exception as error:
            failure = attempt.failure(error)
        finally:
            self._ends.pop(end, None)
        try:
            raise failure  # outside of the clause above, as in its blocking counterpart
        finally:
            del failure

    async def close(self) -> None:
        """End the calls under way. The user opened the client, and closes it."""
        for end in list(self._ends):
            end()


class _Attempt:
    """One request through a client that was passed in."""

    def __init__(self, http_client: object, request: Request, deadline: Deadline) -> None:
        self._client = http_client
        self._request = request
        self._place = Origin.parse(split_url(request.url)[0]).name
        self._deadline = deadline
        self._began = False
        self._failed_to_connect = False

    def note(self, event: str, information: Mapping[str, Any]) -> None:
        """Take note of a step of the client's."""
        step = event.partition(".")[2]
        if step == "send_request_headers.started":
            # A proxy is asked for a tunnel in the same way, with a request of its own.
            if getattr(information.get("request"), "method", None) != b"CONNECT":
                self._began = True
        elif step in (
            "connect_tcp.failed",
            "connect_unix_socket.failed",
            "setup_socks5_connection.failed",
            "start_tls.failed",
        ):
            self._failed_to_connect = True

    async def note_async(self, event: str, information: Mapping[str, Any]) -> None:
        """Take note of a step of the client's."""
        self.note(event, information)

    @property
    def _sent(self) -> bool:
        return self._began or not self._failed_to_connect

    def options(self, extensions: dict[str, Any] | None) -> dict[str, Any]:
        """Return the keywords that the client's method gets."""
        options = {
            "content": self._request.content,
            "headers": list(self._request.headers),
            "timeout": self._limits(),
            "follow_redirects": False,
        }
        return options if extensions is None else {**options, "extensions": extensions}

    def _limits(self) -> PhaseLimits:
        """Return the seconds that each phase has."""
        left = self._deadline.left(time.monotonic())
        if left <= 0:
            raise self._out_of_time(sent=False)
        limits = self._deadline.timeouts
        connect, read, write, pool = (
            None if seconds == math.inf else seconds
            for seconds in (
                min(phase, left) for phase in (limits.connect, limits.read, limits.write, limits.pool)
            )
        )
        return connect, read, write, pool

    def answer(self, response: Any, limit: int) -> Answer:
        """Return an answer from what the client returned."""
        if inspect.iscoroutine(response):
            response.close()
            raise ConfigurationError("http_client is asynchronous: its request() returned a coroutine")
        answer = None
        try:
            status, headers, content = response.status_code, response.headers.items(), response.content
            answer = Answer(int(status), Headers(headers), bytes(content))
        except (AttributeError, TypeError, ValueError) as error:
            if was_raised_by_a_handler(error):
                raise
        if answer is None:
            raise TransportError(
                f"{self._place}: http_client returned {_name(response)}, which lacks a whole number "
                "status_code, a mapping headers or bytes content",
                sent=True,
            )
        return bounded(answer, limit)

    def ended(self) -> TransportError:
        """Return what is raised for a call that was cut short from here."""
        if self._deadline.left(time.monotonic()) <= 0:
            return self._out_of_time(sent=self._sent)
        return TransportError(f"{self._place}: the client was closed during the call", sent=self._sent)

    def failure(self, error: Exception) -> BaseException:
        """Return what is raised for an exception that came out of the client."""
        if isinstance(error, (TransportError, ConfigurationError)):
            return error
        foreign = next((each for each in causes(error) if was_raised_by_a_handler(each)), None)
        if foreign is not None:
            return foreign
        if not self._is_the_clients(error):
            return error
        if self._deadline.left(time.monotonic()) <= 0:
            return self._out_of_time(sent=self._sent)
        # Its message is not repeated: it may hold an address with a password.
        from .failures import system_reason

        reason = system_reason(error)
        return TransportError(
            f"{self._place}: http_client raised {_name(error)}{f': {reason}' if reason else ''}",
            sent=self._sent,
        )

    def _is_the_clients(self, error: Exception) -> bool:
        """Return whether the client raised an exception, and not another thread with PyThreadState_SetAsyncExc.

        What another thread raises here adds no frame to the traceback, so the class has to tell: the client's
        failures are of a package that the call went through, or of Python's own.
        """
        package = _package(type(error))
        packages = {_package(each) for each in type(self._client).__mro__} | set(modules(error))
        return package in ("builtins", "socket", "ssl") or package in packages

    def _out_of_time(self, *, sent: bool) -> TransportError:
        return TransportError(
            f"{self._place}: the time for the whole call is over", sent=sent, deadline_exceeded=True
        )


def _name(value: object) -> str:
    kind = type(value)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{_package(kind)}.{kind.__qualname__}"


def _package(kind: type) -> str:
    return kind.__module__.partition(".")[0]


def _request_method(http_client: object) -> Callable[..., object]:
    request = getattr(http_client, "request", None)
    if inspect.isclass(http_client) or not callable(request):
        raise ConfigurationError(
            "http_client is a client such as httpx.Client() with a method request(), "
            f"not {http_client.__name__ if inspect.isclass(http_client) else type(http_client).__name__}"
        )
    unwrapped: Callable[..., object] = inspect.unwrap(request)
    missing = [name for name in _KEYWORDS if not _takes(request, name)]
    if missing:
        raise ConfigurationError(
            f"http_client cannot be {_name(http_client)}: its request() does not take {', '.join(missing)}; "
            "pass a client such as httpx.Client()"
        )
    return unwrapped


def _takes(function: Callable[..., object], keyword: str) -> bool:
    """Return whether a function takes a keyword, as far as its signature tells."""
    parameters = _parameters(function)
    return (
        parameters is None
        or keyword in parameters
        or any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values())
    )


def _takes_extensions(request: Callable[..., object]) -> bool:
    parameters = _parameters(request)
    return parameters is not None and "extensions" in parameters


def _parameters(function: Callable[..., object]) -> Mapping[str, inspect.Parameter] | None:
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None
