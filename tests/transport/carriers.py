"""Both transports behind one face, so that one list of behaviours holds for both."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

# Loaded at the first call otherwise, which would count as time of that call.
import anyio
import httpx  # noqa: F401
import kco.runtime.transport.async_pool
import kco.runtime.transport.pool  # noqa: F401
from anyio.from_thread import start_blocking_portal
from kco.runtime.messages import Answer, Request
from kco.runtime.timeouts import Deadline, Timeouts
from kco.runtime.transport import TransportError
from kco.runtime.transport.network import AsyncHttpTransport, HttpTransport

T = TypeVar("T")

#: Long enough for a slow machine; a test that needs it has failed.
PATIENT = Timeouts(total=10)


def a_request(
    url: str,
    method: str = "POST",
    content: bytes | None = b'{"captured_amount":100}',
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Request:
    """Return a request to a server's address."""
    if "/" not in url.partition("://")[2]:
        url += "/orders/1/captures"
    return Request(method, url, tuple(headers.items()), content)


class Carrier(Protocol):
    """Sends requests and waits for them, whichever transport it is."""

    def send(self, request: Request, timeouts: Timeouts = PATIENT) -> Answer:
        """Send a request."""
        ...

    def send_together(
        self, requests: Sequence[Request], timeouts: Timeouts = PATIENT
    ) -> list[Answer | TransportError]:
        """Send requests at the same time and return what became of each."""
        ...

    def close(self) -> None:
        """Close the transport."""
        ...


class Blocking:
    """The transport that blocks."""

    def __init__(self, **options: Any) -> None:
        self.transport = HttpTransport(**options)

    def send(self, request: Request, timeouts: Timeouts = PATIENT) -> Answer:
        return self.transport.send(request, Deadline.start(timeouts, time.monotonic()))

    def send_together(
        self, requests: Sequence[Request], timeouts: Timeouts = PATIENT
    ) -> list[Answer | TransportError]:
        def attempt(request: Request) -> Answer | TransportError:
            try:
                return self.send(request, timeouts)
            except TransportError as error:
                return error

        with ThreadPoolExecutor(len(requests)) as executor:
            return list(executor.map(attempt, requests))

    def close(self) -> None:
        self.transport.close()


class Asynchronous:
    """The asynchronous transport, in an event loop of asyncio's that runs in a thread of its own."""

    library = "asyncio"

    def __init__(self, **options: Any) -> None:
        self.transport = AsyncHttpTransport(**options)
        self._stack = ExitStack()
        self._portal = self._stack.enter_context(start_blocking_portal(self.library))
        self._closed = False

    def run(self, function: Callable[..., Awaitable[T]], *arguments: Any) -> T:
        """Run a coroutine function in the loop."""
        return self._portal.call(function, *arguments)

    async def begin(self, request: Request, timeouts: Timeouts = PATIENT) -> Answer:
        """Send a request, from within the loop."""
        return await self.transport.send(request, Deadline.start(timeouts, time.monotonic()))

    def send(self, request: Request, timeouts: Timeouts = PATIENT) -> Answer:
        return self.run(self.begin, request, timeouts)

    def send_together(
        self, requests: Sequence[Request], timeouts: Timeouts = PATIENT
    ) -> list[Answer | TransportError]:
        results: list[Answer | TransportError] = []

        async def attempt(request: Request) -> None:
            try:
                results.append(await self.begin(request, timeouts))
            except TransportError as error:
                results.append(error)

        async def together() -> None:
            async with anyio.create_task_group() as group:
                for request in requests:
                    group.start_soon(attempt, request)

        self.run(together)
        return results

    def close(self) -> None:
        if self._closed:
            anyio.run(self.transport.close)
            return
        self._closed = True
        self.run(self.transport.close)
        self._stack.close()


class InTrio(Asynchronous):
    """The same in an event loop of trio's."""

    library = "trio"
